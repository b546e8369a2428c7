<?xml version="1.0" encoding="UTF-8"?>
<!-- Where a note stands, for every output (TEI P5 CO §3.9.1). Public is the prefix n. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:n="urn:siglum:notes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- Does this note run on in the line of the text, as its place says? One of several blocks cannot,
       and one between the lines is beside the text, not in it. -->
  <xsl:function name="n:is-in-line" as="xs:boolean">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="
        exists($note/@place) and tokenize($note/@place) = ('inline', 'inText')
        and empty($note/(p | list | lg | quote/p))"/>
  </xsl:function>

  <!-- Has this note anything to say? One that is empty is not numbered. -->
  <xsl:function name="n:says" as="xs:boolean">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="
        normalize-space($note) or exists($note//(gap | graphic | media | g | ptr | table))"/>
  </xsl:function>
</xsl:stylesheet>

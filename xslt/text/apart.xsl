<?xml version="1.0" encoding="UTF-8"?>
<!-- Modes t:apart and t:end-note: notes, running heads and analyses, which stand apart from the
     text that they belong to. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:b="urn:siglum:structure" xmlns:n="urn:siglum:notes" xmlns:r="urn:siglum:readings" xmlns:t="urn:siglum:text"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:mode name="t:apart" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="t:end-note" on-no-match="fail" on-multiple-match="fail"/>

  <!-- Below its paragraph: a note of the source's in the diplomatic view, a running head. -->
  <xsl:template mode="t:apart" match="*" priority="0" as="element()*">
    <note xmlns="">
      <xsl:if test="not(self::fw or self::note or self::noteGrp) or t:is-editorial(.)">
        <xsl:attribute name="editorial" select="'true'"/>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="t:is-unhandled(.)">
          <xsl:call-template name="t:keep"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="t:flow"/>
        </xsl:otherwise>
      </xsl:choose>
    </note>
  </xsl:template>

  <!-- At the end of the text, numbered. -->
  <xsl:template mode="t:end-note" match="note" as="element()">
    <end-note xmlns="" n="{t:number(.)}">
      <xsl:call-template name="t:flow"/>
    </end-note>
  </xsl:template>

  <xsl:function name="t:is-end-note" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        not($t:diplomatic) and $element/self::note and b:is-apart($element)
        and n:says($element)
        and empty($element/ancestor::*[not(self::note)][b:is-apart(.)])
        and not(r:is-left-out-here($element, $view))"/>
  </xsl:function>

  <!-- Is this a note by the editor of this edition, and not by the author or in the source? -->
  <xsl:function name="t:is-editorial" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="who" as="element()*" select="
        tokenize($element/@resp) ! key('t:id', substring-after(., '#'), root($element))"/>
    <xsl:sequence select="
        $element/@type = ('editorial', 'editor', 'edition', 'ed', 'encoder', 'transcriber')
        or $element/@resp = ('editor', 'ed', 'ed.', 'encoder', 'transcriber')
        or exists($who/(self::respStmt | self::editor | self::principal | ancestor::respStmt))"/>
  </xsl:function>

  <!-- The number of an end note, from 1 throughout the document. -->
  <xsl:function name="t:number" as="xs:integer">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="$note/accumulator-before('t:end-notes')"/>
  </xsl:function>

  <xsl:accumulator name="t:end-notes" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="note[t:is-end-note(.)]" select="$value + 1"/>
  </xsl:accumulator>
</xsl:stylesheet>

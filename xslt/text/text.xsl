<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI to lines of text: each text of the document becomes a section of blocks, in the layout
     that siglum.layout describes. White space is left as it is: how it is read, where lines end
     and how Markdown is written is settled there. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:b="urn:siglum:structure"
  xmlns:t="urn:siglum:text" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:include href="../common/quotation-marks.xsl"/>
  <xsl:include href="../common/readings.xsl"/>
  <xsl:include href="../common/structure.xsl"/>
  <xsl:include href="../common/notes.xsl"/>
  <xsl:include href="flow.xsl"/>
  <xsl:include href="blocks.xsl"/>
  <xsl:include href="inline.xsl"/>
  <xsl:include href="apart.xsl"/>
  <xsl:include href="unhandled.xsl"/>

  <!-- reading: corrected, with generated quotation marks and numbered notes. diplomatic: what the
       source has, every piece of text with the number of its text node in the document. -->
  <xsl:param name="view" as="xs:string" select="'reading'"/>

  <xsl:variable name="t:diplomatic" as="xs:boolean" select="$view eq 'diplomatic'"/>

  <xsl:mode on-no-match="fail" on-multiple-match="fail" use-accumulators="t:text-nodes t:end-notes"/>

  <!-- How many text nodes stand before a node, and it included: the place of a run of text. -->
  <xsl:accumulator name="t:text-nodes" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="text()" select="$value + 1"/>
  </xsl:accumulator>

  <xsl:template match="document-node()" as="item()+">
    <xsl:variable name="all" as="element()*" select="b:texts(.)"/>
    <!-- a witness is transcribed once: by the text, where there is one -->
    <xsl:variable name="texts" as="element()*" select="
        if ($t:diplomatic and $all/self::text) then $all/self::text else $all"/>
    <xsl:variable name="layout" as="element(Q{}layout)">
      <layout xmlns="">
        <xsl:for-each select="$texts">
          <section>
            <xsl:call-template name="t:section"/>
          </section>
        </xsl:for-each>
      </layout>
    </xsl:variable>
    <file xmlns="urn:siglum:bundle" href="{$view}"/>
    <xsl:sequence select="serialize($layout, map{'method': 'xml', 'indent': false(),
        'omit-xml-declaration': true()})"/>
    <xsl:for-each-group select="$texts/descendant-or-self::*[t:is-unhandled(.)]" group-by="name()">
      <unhandled xmlns="urn:siglum:bundle" name="{name()}" path="{path()}"
        count="{count(current-group())}"/>
    </xsl:for-each-group>
  </xsl:template>

  <!-- A text, and after it the notes to it. -->
  <xsl:template name="t:section" as="element()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:apply-templates mode="t:block" select="."/>
    <xsl:apply-templates mode="t:end-note" select="descendant::note[t:is-end-note(.)]"/>
  </xsl:template>
</xsl:stylesheet>

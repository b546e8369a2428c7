<?xml version="1.0" encoding="UTF-8"?>
<!-- The words of each quotation as the reading view has them: a file, quotations, that holds a JSON
     array of strings, one for each quote, q, said, soCalled and mentioned in the document's texts,
     in document order. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:b="urn:siglum:structure"
  xmlns:r="urn:siglum:readings" xmlns:w="urn:siglum:words"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:include href="../common/quotation-marks.xsl"/>
  <xsl:include href="../common/readings.xsl"/>
  <xsl:include href="../common/structure.xsl"/>
  <xsl:include href="../common/notes.xsl"/>

  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="w:words" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="document-node()" as="xs:string">
    <xsl:variable name="words" as="xs:string*">
      <xsl:for-each select="
          .//(quote | q | said | soCalled | mentioned)[ancestor::text or ancestor::sourceDoc]">
        <xsl:variable name="texts" as="text()*">
          <xsl:apply-templates mode="w:words" select="node()"/>
        </xsl:variable>
        <xsl:sequence select="normalize-space(string-join($texts))"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="serialize(array{$words}, map{'method': 'json'})"/>
  </xsl:template>

  <xsl:template mode="w:words" match="*" priority="0" as="text()*">
    <xsl:variable name="parted" as="xs:boolean" select="b:parts-words(.)"/>
    <xsl:if test="$parted">
      <xsl:text> </xsl:text>
    </xsl:if>
    <xsl:apply-templates mode="w:words" select="node()"/>
    <xsl:if test="$parted">
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="w:words" match="*[r:is-left-out(., 'reading') or b:is-apart(.)]" priority="2"
    as="text()*"/>

  <xsl:template mode="w:words" match="lb | pb | cb | gb" priority="1" as="text()*">
    <xsl:if test="not(@break = 'no')">
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="w:words" match="gap" priority="1" as="text()*">
    <xsl:text>[…]</xsl:text>
  </xsl:template>

  <xsl:template mode="w:words" match="text()" as="text()">
    <xsl:sequence select="."/>
  </xsl:template>

  <xsl:template mode="w:words" match="comment() | processing-instruction()" as="text()*"/>
</xsl:stylesheet>

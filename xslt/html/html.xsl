<?xml version="1.0" encoding="UTF-8"?>
<!-- The reading edition: a TEI document becomes a page to read and a page about the edition. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- what everything below rests on -->
  <xsl:include href="parameters.xsl"/>
  <xsl:include href="names.xsl"/>
  <xsl:include href="keys.xsl"/>
  <xsl:include href="links.xsl"/>
  <xsl:include href="languages.xsl"/>
  <xsl:include href="renditions.xsl"/>
  <xsl:include href="people.xsl"/>
  <xsl:include href="parts.xsl"/>
  <xsl:include href="../common/quotation-marks.xsl"/>
  <xsl:include href="../common/readings.xsl"/>
  <xsl:include href="../common/notes.xsl"/>

  <!-- the text of the edition -->
  <xsl:include href="text.xsl"/>

  <!-- what stands around it -->
  <xsl:include href="page.xsl"/>
  <xsl:include href="agents.xsl"/>
  <xsl:include href="metadata.xsl"/>
  <xsl:include href="contents.xsl"/>
  <xsl:include href="cards.xsl"/>
  <xsl:include href="bibliography.xsl"/>
  <xsl:include href="indexes.xsl"/>
  <xsl:include href="facsimiles.xsl"/>
  <xsl:include href="cite.xsl"/>
  <xsl:include href="about.xsl"/>
  <xsl:include href="documents.xsl"/>

  <xsl:mode on-no-match="fail" on-multiple-match="fail" use-accumulators="#all"/>

  <!-- The page to read, and the page about the edition; or the page that leads to several. -->
  <xsl:template match="/" as="element()+">
    <xsl:choose>
      <xsl:when test="exists($documents?*)">
        <xsl:call-template name="documents"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="f:edition-page(.), f:about-page(.)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>

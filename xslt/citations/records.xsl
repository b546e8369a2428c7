<?xml version="1.0" encoding="UTF-8"?>
<!-- A TEI document to the facts of its bibliography and of its citations, as JSON for siglum.bibliography. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:c="urn:siglum:citations" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="no">

  <xsl:include href="reading.xsl"/>
  <xsl:include href="pointers.xsl"/>
  <xsl:include href="entries.xsl"/>
  <xsl:include href="names.xsl"/>
  <xsl:include href="facts.xsl"/>
  <xsl:include href="passages.xsl"/>
  <xsl:include href="citations.xsl"/>

  <xsl:mode on-no-match="fail" on-multiple-match="fail" use-accumulators="c:elements"/>

  <!-- the document, for functions that are called where there is no context node -->
  <xsl:variable name="document" as="document-node()" select="root(.)"/>

  <xsl:template match="/" as="xs:string">
    <xsl:variable name="entries" as="element()*" select="c:entries(.)"/>
    <xsl:variable name="citations" as="map(*)*" select="c:citations(.)"/>
    <xsl:variable name="described" as="element()*" select="$citations?described"/>
    <xsl:sequence select="serialize(
      map {
        'works': array { $entries ! c:facts(.) },
        'described': array { ($described except $entries) ! c:facts(.) },
        'citations': array { $citations ! map:remove(., 'described') },
        'self': array { //teiHeader/fileDesc ! c:facts(.) },
        'language': string((*/text/@xml:lang, */@xml:lang)[normalize-space()][1]),
        'edition': string((//editionStmt/edition)[1]/@n)
      },
      map { 'method': 'json' })"/>
  </xsl:template>
</xsl:stylesheet>

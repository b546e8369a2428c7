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

  <xsl:mode on-no-match="fail" on-multiple-match="fail" use-accumulators="#all"/>

  <!-- Each page after the name of its file, then the elements that have no rule. -->
  <xsl:template match="/" as="element()+">
    <xsl:variable name="edition" as="element(html)" select="f:edition-page(.)" xpath-default-namespace=""/>
    <xsl:variable name="about" as="element(html)" select="f:about-page(.)" xpath-default-namespace=""/>
    <file xmlns="urn:siglum:bundle" href="{$prefix}index.html"/>
    <xsl:sequence select="f:clean($edition)"/>
    <file xmlns="urn:siglum:bundle" href="{$prefix}about.html"/>
    <xsl:sequence select="f:clean($about)"/>
    <xsl:variable name="elements" as="element()*" select="//*"/>
    <xsl:for-each-group select="$edition//@data-id" group-by="string(../@data-element)">
      <xsl:variable name="first" as="xs:string" select="."/>
      <unhandled xmlns="urn:siglum:bundle" name="{current-grouping-key()}"
        path="{$elements[name() = current-grouping-key()][generate-id() = $first][1]/path()}"
        count="{count(current-group())}"/>
    </xsl:for-each-group>
  </xsl:template>

  <!-- The page as the reader gets it. The places of unhandled elements are for the report. -->
  <xsl:function name="f:clean" as="element()">
    <xsl:param name="page" as="element()"/>
    <!-- the number of a paragraph is a link to where it stands itself -->
    <xsl:variable name="links" as="element()*" select="$page//a[not(@class = 'n')][starts-with(@href, '#')]" xpath-default-namespace=""/>
    <xsl:variable name="ids" as="map(xs:string, xs:boolean)" select="
        map:merge(if (exists($links)) then $page//@id ! map:entry(string(.), true()) else ())"/>
    <xsl:choose>
      <xsl:when test="exists($page//@data-id) or exists($page/body//p[*[not(@class = 'n')]][f:holds-block(.)])
        or (some $link in $links satisfies f:is-lost($link, $ids))" xpath-default-namespace="">
        <xsl:apply-templates select="$page" mode="clean">
          <xsl:with-param name="ids" tunnel="yes" select="$ids"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$page"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:mode name="clean" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:template mode="clean" match="@data-id" as="empty-sequence()"/>

  <!-- A link to what is described in the document and shown nowhere is none. -->
  <xsl:template mode="clean" match="*:a" as="element()">
    <xsl:param name="ids" as="map(xs:string, xs:boolean)" tunnel="yes"/>
    <xsl:element name="{if (f:is-lost(., $ids)) then 'span' else 'a'}" namespace="{namespace-uri()}">
      <xsl:apply-templates select="if (f:is-lost(., $ids)) then @* except (@href, @role, @aria-label) else @*" mode="clean"/>
      <xsl:apply-templates mode="clean"/>
    </xsl:element>
  </xsl:template>

  <xsl:function name="f:is-lost" as="xs:boolean">
    <xsl:param name="link" as="element()"/>
    <xsl:param name="ids" as="map(xs:string, xs:boolean)"/>
    <xsl:sequence select="starts-with($link/@href, '#') and not(map:contains($ids, substring($link/@href, 2)))"/>
  </xsl:function>

  <!-- HTML ends a paragraph where a block begins. One that holds a block after all, since a document
       nests elements as no schema allows, is no paragraph, and what lies between is no phrase. -->
  <xsl:template mode="clean" match="*:p[f:holds-block(.)] | *:p//*:span[f:holds-block(.)] | *:p//*:p" as="element()">
    <div>
      <xsl:apply-templates select="@*, node()" mode="clean"/>
    </div>
  </xsl:template>

  <xsl:function name="f:holds-block" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element//*[map:contains($f:html-blocks, local-name())])"/>
  </xsl:function>

  <xsl:variable name="f:html-blocks" as="map(xs:string, xs:boolean)" select="f:names('
      address article aside blockquote details dialog dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4
      h5 h6 header hr li main nav ol p pre section table ul summary')"/>

</xsl:stylesheet>

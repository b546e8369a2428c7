<?xml version="1.0" encoding="UTF-8"?>
<!-- The table of contents: divisions by their headings, and what stands at the end of the page. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:template name="contents" as="element()?">
    <xsl:param name="texts" as="element()*"/>
    <xsl:param name="after" as="element()*"/>
    <xsl:variable name="items" as="element()*" select="f:contents($texts, 1)"/>
    <xsl:variable name="ends" as="element()*">
      <xsl:for-each select="$after[@id]">
        <li class="end"><a href="#{@id}"><xsl:value-of select="*:h2"/></a></li>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="count(($items, $ends)) gt 1 or exists($items//*:li)">
      <nav class="contents" aria-labelledby="contents:h">
        <xsl:variable name="long" as="xs:boolean" select="count($items/descendant-or-self::*:li) gt 14"/>
        <details>
          <xsl:if test="not($long)">
            <xsl:attribute name="open"/>
          </xsl:if>
          <summary id="contents:h">Contents</summary>
          <ol>
            <xsl:sequence select="$items, $ends"/>
          </ol>
        </details>
      </nav>
    </xsl:if>
  </xsl:template>

  <!-- The divisions below these elements that have headings, as list items, three levels deep. -->
  <xsl:function name="f:contents" as="element()*">
    <xsl:param name="within" as="element()*"/>
    <xsl:param name="depth" as="xs:integer"/>
    <xsl:for-each select="$within/*[map:contains($f:structural, local-name())]">
      <xsl:choose>
        <xsl:when test="self::TEI and normalize-space(teiHeader/fileDesc/titleStmt/title[1])">
          <xsl:variable name="below" as="element()*" select="if ($depth lt 3) then f:contents(., $depth + 1) else ()"/>
          <li>
            <a href="#{f:id(.)}">
              <xsl:sequence select="f:language(teiHeader/fileDesc/titleStmt/title[1])[name() = 'lang']"/>
              <xsl:value-of select="f:shortened(f:words(teiHeader/fileDesc/titleStmt/title[1]), 120)"/>
            </a>
            <xsl:if test="exists($below)">
              <ol><xsl:sequence select="$below"/></ol>
            </xsl:if>
          </li>
        </xsl:when>
        <xsl:when test="f:is-division(.) and exists(head[normalize-space()])">
          <xsl:variable name="below" as="element()*" select="if ($depth lt 3) then f:contents(., $depth + 1) else ()"/>
          <li>
            <a href="#{f:id(.)}">
              <xsl:sequence select="f:language(.), f:language(head[1])[name() = 'lang' and not(current()/@xml:lang)]"/>
              <xsl:value-of select="f:shortened(string-join(head[normalize-space()] ! f:words(.), ' · '), 120)"/>
            </a>
            <xsl:if test="exists($below)">
              <ol><xsl:sequence select="$below"/></ol>
            </xsl:if>
          </li>
        </xsl:when>
        <xsl:when test="f:is-structural(.) and not(self::sp or self::floatingText or self::titlePage or self::standOff)">
          <xsl:sequence select="f:contents(., $depth)"/>
        </xsl:when>
        <xsl:otherwise/>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

</xsl:stylesheet>

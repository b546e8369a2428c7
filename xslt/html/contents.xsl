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
    <xsl:variable name="items" as="element()*" select="f:contents($texts, 1, count($texts//head[f:is-division(..)]) gt 40)"/>
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

  <!-- The divisions below these elements that have headings, as list items. What is deeper than the third
       level is folded where there are many. -->
  <xsl:function name="f:contents" as="element()*">
    <xsl:param name="within" as="element()*"/>
    <xsl:param name="depth" as="xs:integer"/>
    <xsl:param name="fold" as="xs:boolean"/>
    <xsl:for-each select="$within/*[not(self::sp)][map:contains($f:structural, local-name())]">
      <xsl:choose>
        <xsl:when test="(self::TEI or self::teiCorpus) and normalize-space(teiHeader/fileDesc/titleStmt/title[1])">
          <li>
            <a href="#{f:id(.)}">
              <xsl:sequence select="f:in-frame(teiHeader/fileDesc/titleStmt/title[1])"/>
              <xsl:value-of select="f:shortened(f:words(teiHeader/fileDesc/titleStmt/title[1]), 120)"/>
            </a>
            <xsl:sequence select="f:deeper(., $depth, $fold)"/>
          </li>
        </xsl:when>
        <xsl:when test="f:is-division(.) and exists(head[normalize-space()]) or f:is-headed-part(.)">
          <li>
            <a href="#{f:id(.)}">
              <xsl:sequence select="f:in-frame((head[1], .)[1])"/>
              <!-- no words are left of a heading that is deleted -->
              <xsl:value-of select="(f:shortened(string-join(head ! f:words(.)[.], ' · '), 120)[.], 'Untitled')[1]"/>
            </a>
            <xsl:sequence select="f:deeper(., $depth, $fold)"/>
          </li>
        </xsl:when>
        <xsl:when test="f:is-structural(.) and not(self::floatingText or self::titlePage or self::standOff)">
          <xsl:sequence select="f:contents(., $depth, $fold)"/>
        </xsl:when>
        <xsl:otherwise/>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <!-- The list of what is below an item. -->
  <xsl:function name="f:deeper" as="element()?">
    <xsl:param name="item" as="element()"/>
    <xsl:param name="depth" as="xs:integer"/>
    <xsl:param name="fold" as="xs:boolean"/>
    <xsl:variable name="list" as="element()*" select="f:contents($item, $depth + 1, $fold)"/>
    <xsl:variable name="count" as="xs:integer" select="count($list/descendant-or-self::*:li)"/>
    <xsl:choose>
      <xsl:when test="$count = 0"/>
      <xsl:when test="$fold and $depth = 3">
        <details>
          <summary><xsl:value-of select="$count || (if ($count = 1) then ' section' else ' sections')"/></summary>
          <ol><xsl:sequence select="$list"/></ol>
        </details>
      </xsl:when>
      <xsl:otherwise>
        <ol><xsl:sequence select="$list"/></ol>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

</xsl:stylesheet>

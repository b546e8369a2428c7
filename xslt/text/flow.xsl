<?xml version="1.0" encoding="UTF-8"?>
<!-- The children of an element, in order, as blocks: what runs on in a line is gathered into one,
     and lines that follow each other stand together. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:b="urn:siglum:structure"
  xmlns:r="urn:siglum:readings" xmlns:t="urn:siglum:text"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:template name="t:flow" as="element()*">
    <xsl:param name="nodes" as="node()*" select="node()"/>
    <xsl:for-each-group select="$nodes[t:flows(.)]" group-adjacent="t:kind(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key() eq 'inline'">
          <xsl:call-template name="t:paragraph">
            <xsl:with-param name="nodes" select="current-group()"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:when test="current-grouping-key() eq 'line' and count(current-group()) gt 1">
          <group xmlns="">
            <xsl:apply-templates mode="t:block" select="current-group()"/>
          </group>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates mode="t:block" select="current-group()"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- Nodes in one running line, and below it what stands apart from it. -->
  <xsl:template name="t:paragraph" as="element()*">
    <xsl:param name="nodes" as="node()*" select="node()"/>
    <xsl:param name="kind" as="xs:string" select="''"/>
    <xsl:param name="level" as="xs:integer" select="0"/>
    <block xmlns="">
      <xsl:if test="$kind">
        <xsl:attribute name="kind" select="$kind"/>
      </xsl:if>
      <xsl:if test="$level">
        <xsl:attribute name="level" select="$level"/>
      </xsl:if>
      <xsl:apply-templates mode="t:inline" select="$nodes"/>
    </block>
    <xsl:for-each select="outermost($nodes/descendant-or-self::*[b:is-apart(.)])">
      <xsl:if test="not(t:is-end-note(.)) and not(r:is-left-out-here(., $view))">
        <xsl:apply-templates mode="t:apart" select="."/>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- Is there anything here for a block or a line? White space between blocks is none. -->
  <xsl:function name="t:flows" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:choose>
      <xsl:when test="$node instance of element()">
        <xsl:sequence select="not(b:is-container($node/..) and b:is-silent($node))"/>
      </xsl:when>
      <xsl:when test="not($node instance of text())">
        <xsl:sequence select="false()"/>
      </xsl:when>
      <xsl:when test="normalize-space($node)">
        <xsl:sequence select="true()"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="beside" as="element()*"
          select="$node/(preceding-sibling::*[1] | following-sibling::*[1])"/>
        <xsl:sequence select="not(b:is-container($node/..)) and not($beside ! b:is-block(.) = true())"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="t:kind" as="xs:string">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="
        if (not(b:is-block($node))) then 'inline' else if (b:is-line($node)) then 'line' else 'block'"/>
  </xsl:function>
</xsl:stylesheet>

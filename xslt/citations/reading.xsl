<?xml version="1.0" encoding="UTF-8"?>
<!-- Mode reading: the reading text of a node as styled runs, corrected and without notes (TEI P5 CO, "Simple Editorial Changes"). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:c="urn:siglum:citations" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="no">

  <xsl:mode name="c:reading" on-no-match="fail" on-multiple-match="fail"/>

  <!-- The runs of the nodes: each a map of its text (t) and its styles (s: i, b, sup, sub, sc). -->
  <xsl:function name="c:runs" as="map(*)*">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:apply-templates select="$nodes" mode="c:reading">
      <xsl:with-param name="styles" as="xs:string*" select="()" tunnel="yes"/>
    </xsl:apply-templates>
  </xsl:function>

  <!-- The reading text of the nodes' content, white space normalized. -->
  <xsl:function name="c:text" as="xs:string">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:sequence select="normalize-space(string-join(
      for $node in $nodes return (c:runs($node/node())?t, if (count($nodes) gt 1) then ' ' else ())))"/>
  </xsl:function>

  <xsl:template match="text()" mode="c:reading" as="map(*)" priority="0">
    <xsl:param name="styles" as="xs:string*" tunnel="yes"/>
    <xsl:sequence select="map { 't': string(.), 's': array { $styles } }"/>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction()" mode="c:reading" as="map(*)*" priority="0"/>

  <xsl:template match="*" mode="c:reading" as="map(*)*" priority="0">
    <xsl:apply-templates mode="c:reading"/>
  </xsl:template>

  <xsl:template match="choice" mode="c:reading" as="map(*)*" priority="1">
    <xsl:apply-templates mode="c:reading" select="(corr, reg, expan, unclear, *)[1]"/>
  </xsl:template>

  <xsl:template match="app" mode="c:reading" as="map(*)*" priority="1">
    <xsl:apply-templates mode="c:reading" select="(lem, rdg, rdgGrp/(lem, rdg))[1]"/>
  </xsl:template>

  <xsl:template match="subst" mode="c:reading" as="map(*)*" priority="1">
    <xsl:apply-templates mode="c:reading" select="* except del"/>
  </xsl:template>

  <!-- what is not read, and what is said about the text -->
  <xsl:template match="del | surplus | fw | note | noteGrp | index | figDesc | desc | certainty | precision | respons | alt | link | expan//am"
    mode="c:reading" as="map(*)*" priority="1"/>

  <xsl:template match="gap" mode="c:reading" as="map(*)" priority="1">
    <xsl:param name="styles" as="xs:string*" tunnel="yes"/>
    <xsl:sequence select="map { 't': '[…]', 's': array { $styles } }"/>
  </xsl:template>

  <xsl:template match="lb | pb | cb | gb | milestone" mode="c:reading" as="map(*)*" priority="1">
    <xsl:if test="not(@break = 'no')">
      <xsl:sequence select="c:blank()"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="space" mode="c:reading" as="map(*)*" priority="1">
    <xsl:sequence select="c:blank()"/>
  </xsl:template>

  <xsl:template match="p | ab | l | lg | sp | stage | speaker | head | item | list | row | cell | div | label"
    mode="c:reading" as="map(*)*" priority="1">
    <xsl:sequence select="c:blank()"/>
    <xsl:apply-templates mode="c:reading"/>
    <xsl:sequence select="c:blank()"/>
  </xsl:template>

  <xsl:template match="title | emph" mode="c:reading" as="map(*)*" priority="1">
    <xsl:param name="styles" as="xs:string*" tunnel="yes"/>
    <xsl:apply-templates mode="c:reading">
      <xsl:with-param name="styles" as="xs:string*" tunnel="yes" select="distinct-values(($styles, 'i'))"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="hi" mode="c:reading" as="map(*)*" priority="1">
    <xsl:param name="styles" as="xs:string*" tunnel="yes"/>
    <xsl:variable name="rend" as="xs:string" select="lower-case(string-join((@rend, @style), ' '))"/>
    <xsl:apply-templates mode="c:reading">
      <xsl:with-param name="styles" as="xs:string*" tunnel="yes" select="distinct-values((
        $styles,
        'i'[matches($rend, 'ital|oblique|^i$')],
        'b'[matches($rend, 'bold|^b$')],
        'sup'[matches($rend, 'sup')],
        'sub'[matches($rend, 'sub')],
        'sc'[matches($rend, 'small-?_?caps|(^|\s)sc(\s|$)')]))"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- quotation marks, where the source has left them to the markup -->
  <xsl:template match="q | quote | said | soCalled | mentioned" mode="c:reading" as="map(*)*" priority="1">
    <xsl:param name="styles" as="xs:string*" tunnel="yes"/>
    <xsl:variable name="runs" as="map(*)*">
      <xsl:apply-templates mode="c:reading"/>
    </xsl:variable>
    <xsl:variable name="marked" as="xs:boolean"
      select="matches(string-join($runs?t), '^\s*[''&quot;‘“„‚«‹「『]') or @prev or self::quote[p or l or lg or ab]"/>
    <xsl:sequence select="
      if ($marked) then $runs
      else (map { 't': '“', 's': array { $styles } }, $runs, map { 't': '”', 's': array { $styles } })"/>
  </xsl:template>

  <xsl:function name="c:blank" as="map(*)">
    <xsl:sequence select="map { 't': ' ', 's': [] }"/>
  </xsl:function>
</xsl:stylesheet>

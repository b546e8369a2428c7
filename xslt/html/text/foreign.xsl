<?xml version="1.0" encoding="UTF-8"?>
<!-- What is not TEI, or is TEI that no template knows: its words are kept, and nothing in it can run. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- Languages that a browser shows by itself. -->
  <xsl:variable name="f:passed" as="xs:string+" select="'http://www.w3.org/2000/svg', 'http://www.w3.org/1998/Math/MathML'"/>

  <!-- The elements and attributes of each that only draw or set. Lists of what is allowed, since
       lists of what is dangerous are never complete. -->
  <xsl:variable name="f:safe-foreign" as="map(xs:string, xs:boolean)" select="f:names('
      svg g path rect circle ellipse line polyline polygon text tspan defs symbol title desc clipPath
      mask marker linearGradient radialGradient stop pattern textPath use
      math mi mn mo ms mspace mtext mrow mfrac msqrt mroot mstyle merror mpadded mphantom mfenced
      menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr
      mlabeledtr mtd maction semantics annotation')"/>
  <xsl:variable name="f:safe-foreign-attributes" as="map(xs:string, xs:boolean)" select="f:names('
      d x y x1 y1 x2 y2 cx cy r rx ry dx dy fx fy width height viewBox preserveAspectRatio points transform
      fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin
      stroke-dasharray stroke-miterlimit opacity font-size font-family font-style font-weight
      text-anchor dominant-baseline letter-spacing rotate offset stop-color stop-opacity
      gradientUnits gradientTransform patternUnits markerWidth markerHeight refX refY orient
      display mathvariant mathsize stretchy fence separator lspace rspace minsize maxsize largeop
      movablelimits accent accentunder linethickness columnalign rowalign columnspan rowspan
      columnlines rowlines frame columnspacing rowspacing notation open close separators scriptlevel
      displaystyle version form symmetric depth voffset encoding')"/>

  <xsl:template mode="text" priority="-0.3" as="node()*"
    match="*[namespace-uri() = ('http://www.w3.org/2000/svg', 'http://www.w3.org/1998/Math/MathML')]">
    <xsl:choose>
      <xsl:when test="local-name() = ('script', 'style', 'foreignObject', 'animate', 'set', 'animateTransform', 'animateMotion', 'handler', 'listener', 'annotation-xml')">
        <!-- no HTML element may stand here, and none of these may run -->
        <xsl:element name="desc" namespace="http://www.w3.org/2000/svg">
          <xsl:value-of select="."/>
        </xsl:element>
      </xsl:when>
      <xsl:when test="map:contains($f:safe-foreign, local-name())" xmlns:map="http://www.w3.org/2005/xpath-functions/map">
        <xsl:element name="{local-name()}" namespace="{namespace-uri()}">
          <xsl:for-each select="@*[namespace-uri() = ''][map:contains($f:safe-foreign-attributes, local-name())]
            [not(matches(., '[:&lt;>\\]|url|script|expression', 'i'))]">
            <xsl:attribute name="{local-name()}" select="."/>
          </xsl:for-each>
          <xsl:apply-templates mode="text"/>
        </xsl:element>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="text"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Examples of markup are shown as markup. -->
  <xsl:template mode="text" match="*:egXML | eg" as="element()">
    <xsl:choose>
      <xsl:when test="self::eg and not(f:flows(.))">
        <code class="eg"><xsl:apply-templates mode="text"/></code>
      </xsl:when>
      <xsl:otherwise>
        <pre class="egXML" tabindex="0"><code><xsl:apply-templates select="node()" mode="markup"/></code></pre>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:mode name="markup" on-no-match="text-only-copy" on-multiple-match="fail"/>

  <xsl:template mode="markup" match="*" as="node()*">
    <span class="markup" data-added="">
      <xsl:value-of select="'&lt;' || name() || string-join(@* ! (' ' || name() || '=&quot;' || . || '&quot;')) || (if (node()) then '>' else '/>')"/>
    </span>
    <xsl:apply-templates mode="markup"/>
    <xsl:if test="node()">
      <span class="markup" data-added="">
        <xsl:value-of select="'&lt;/' || name() || '>'"/>
      </span>
    </xsl:if>
  </xsl:template>

  <!-- What TEI has no words in, and has some here: they are kept, and reported. -->
  <xsl:template mode="text" as="node()*" match="pb[normalize-space()] | cb[normalize-space()] | gb[normalize-space()]
    | lb[normalize-space()] | handShift[normalize-space()] | graphic[normalize-space(string-join(node() except desc))] | media[normalize-space(string-join(node() except desc))]
    | binary[normalize-space()] | symbol[normalize-space()] | numeric[normalize-space()] | default[normalize-space()]
    | milestone[normalize-space()] | pause[normalize-space()]
    | text//encodingDesc[normalize-space()] | text//fsDecl[normalize-space()]">
    <xsl:apply-templates select="." mode="unhandled"/>
  </xsl:template>

  <xsl:template mode="text" match="ptr[normalize-space()]" priority="1" as="node()*">
    <xsl:apply-templates select="." mode="unhandled"/>
  </xsl:template>

  <!-- Words where only elements may stand: the element is set as words are. -->
  <xsl:template mode="text" as="element()" match="biblStruct[text()[normalize-space()]] | subst[text()[normalize-space()]]
    | rdgGrp[text()[normalize-space()]] | choice[text()[normalize-space()]] | app[text()[normalize-space()]] | listBibl[text()[normalize-space()]]
    | divGen[normalize-space()]">
    <xsl:call-template name="generic"/>
  </xsl:template>

  <!-- An element without a rule keeps its words, is marked, and is reported. -->
  <xsl:template mode="text" match="*" priority="-1" as="node()*">
    <xsl:apply-templates select="." mode="unhandled"/>
  </xsl:template>

  <xsl:mode name="unhandled" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template mode="unhandled" match="*" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:element name="{if (f:flows(.)) then 'div' else 'span'}">
      <xsl:attribute name="class" select="'unhandled'"/>
      <xsl:attribute name="data-element" select="name()"/>
      <xsl:if test="not($copy)">
        <xsl:attribute name="data-id" select="generate-id()"/>
        <xsl:attribute name="title" select="'&lt;' || name() || '>'"/>
      </xsl:if>
      <xsl:sequence select="f:id-attribute(., $copy), f:language(.)"/>
      <xsl:choose>
        <!-- what nothing parts in the document stays apart -->
        <xsl:when test="exists(*[2]) and not(text()) and not(some $child in * satisfies f:flows($child))">
          <xsl:call-template name="apart"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="content"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

</xsl:stylesheet>

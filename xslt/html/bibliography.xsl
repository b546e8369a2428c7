<?xml version="1.0" encoding="UTF-8"?>
<!-- The bibliography: each work with its formatted entry, and every passage that cites it. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:m="urn:siglum:marks"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- Works that are described apart from the text: all that stand off, and those of the header
       that the text points at. Works listed in the text are shown there. -->
  <xsl:function name="f:bibliography" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="$document//standOff//listBibl/(biblStruct | bibl | biblFull)[not(ancestor::biblStruct)][f:id(.)],
      $document//teiHeader//(biblStruct | bibl | biblFull)[@xml:id][not(ancestor::biblStruct or ancestor::listBibl/ancestor::msDesc)][f:id(.)][exists(f:citing(.))]"/>
  </xsl:function>

  <!-- Whether an element has an entry in the bibliography or an index of the page. -->
  <xsl:function name="f:is-entry" as="xs:boolean">
    <xsl:param name="e" as="element()"/>
    <xsl:choose>
      <xsl:when test="$e/(self::biblStruct | self::bibl | self::biblFull)">
        <xsl:sequence select="
            exists($e/@xml:id) and empty($e/ancestor::text) and empty($e/ancestor::biblStruct)
            and (exists($e/ancestor::standOff[1]/descendant::listBibl intersect $e/ancestor::listBibl)
              or (exists($e/ancestor::teiHeader) and exists(f:citing($e))))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="f:is-entity($e)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What of the document the edition page shows. -->
  <xsl:function name="f:is-shown" as="xs:boolean">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="
        f:is-entry($e) or f:is-shown-image($e) or exists($e/ancestor-or-self::text[not(ancestor::teiHeader)]) or exists($e/ancestor-or-self::sourceDoc)"/>
  </xsl:function>

  <!-- Where the text cites a work: quotations and references, the outermost of each. -->
  <xsl:function name="f:citing" as="element()*">
    <xsl:param name="work" as="element()"/>
    <xsl:variable name="id" as="xs:string" select="normalize-space($work/@xml:id)"/>
    <xsl:variable name="all" as="element()*" select="
        if ($id) then key('pointing', $id, root($work))[ancestor::text][not(self::persName or self::placeName or self::note/parent::app)] else ()"/>
    <xsl:sequence select="$all[empty(ancestor::*[@source or @corresp or @ref or @target] intersect $all)]"/>
  </xsl:function>

  <xsl:template name="bibliography" as="element()?">
    <xsl:variable name="works" as="element()*" select="f:bibliography(.)"/>
    <xsl:if test="exists($works)">
      <section class="bibliography" id="bibliography:" role="doc-bibliography" aria-labelledby="bibliography:h">
        <h2 id="bibliography:h">Bibliography</h2>
        <ul class="entries">
          <xsl:for-each select="$works">
            <xsl:sort select="(index-of($order, normalize-space(@xml:id)), 1000000)[1]"/>
            <xsl:sort select="lower-case(replace(string-join(f:entry(.)), '^[^\p{L}\p{N}]+', ''))" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
            <li id="{f:id(.)}">
              <xsl:sequence select="f:language(.)[name() = 'lang']"/>
              <div class="entry-text"><xsl:sequence select="f:auto-direction(), f:entry(.)"/></div>
              <xsl:for-each select="note[normalize-space()]">
                <p class="entry-note">
                  <xsl:sequence select="f:auto-direction()"/>
                  <xsl:apply-templates mode="text">
                    <xsl:with-param name="copy" tunnel="yes" select="true()"/>
                  </xsl:apply-templates>
                  <xsl:sequence select="f:responsible(.)"/>
                </p>
              </xsl:for-each>
              <xsl:for-each select="relatedItem[* and not(@type = 'host')]">
                <div class="entry-note">
                  <span class="card-label"><xsl:value-of select="(f:label(string(@type))[.], 'Related')[1] || ': '"/></span>
                  <xsl:sequence select="f:plain-entry(*[1])"/>
                </div>
              </xsl:for-each>
              <xsl:call-template name="cited-in"/>
            </li>
            <xsl:text>&#10;</xsl:text>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- A formatted entry where one was made, else the fields one after the other. -->
  <xsl:function name="f:entry" as="node()*">
    <xsl:param name="work" as="element()"/>
    <xsl:variable name="made" as="document-node()?" select="$f:formatted(normalize-space($work/@xml:id))"/>
    <xsl:sequence select="if (exists($made)) then $made/node() else f:plain-entry($work)"/>
  </xsl:function>

  <xsl:variable name="f:formatted" as="map(xs:string, document-node())" select="
      map:merge(map:keys($entries)[normalize-space($entries(.))] ! map:entry(., parse-xml-fragment($entries(.))))"/>

  <xsl:function name="f:plain-entry" as="node()*">
    <xsl:param name="work" as="element()"/>
    <xsl:variable name="nodes" as="node()*">
      <xsl:for-each select="$work/node()[not(self::note or self::relatedItem or self::idno[@type='SHA-256'])]
        [not($work/self::biblStruct) or self::*]">
        <xsl:choose>
          <xsl:when test="self::*">
            <xsl:apply-templates select="." mode="text">
              <xsl:with-param name="copy" tunnel="yes" select="true()"/>
            </xsl:apply-templates>
            <xsl:if test="$work/self::biblStruct and position() != last()">
              <xsl:value-of select="if (matches(., '[.!?]\s*$')) then ' ' else '. '"/>
            </xsl:if>
          </xsl:when>
          <xsl:otherwise>
            <xsl:value-of select="."/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </xsl:variable>
    <xsl:element name="{if ($nodes/descendant-or-self::*[self::*:div or self::*:p or self::*:section or self::*:ul]) then 'div' else 'p'}">
      <xsl:sequence select="f:language($work)"/>
      <xsl:sequence select="$nodes"/>
    </xsl:element>
  </xsl:function>

  <!-- The passages that cite a work, with the words they quote. -->
  <xsl:template name="cited-in" as="element()*">
    <xsl:variable name="citing" as="element()*" select="f:citing(.)"/>
    <xsl:if test="exists($citing)">
      <p class="cited-in" data-added="">
        <xsl:sequence select="f:frame-language(.)"/>
        <xsl:text>Cited in </xsl:text>
        <xsl:for-each-group select="$citing" group-by="f:passage(.) ! generate-id(.) || f:locator(.)">
          <xsl:if test="position() gt 1">
            <xsl:text>, </xsl:text>
          </xsl:if>
          <xsl:sequence select="f:passage-link(f:passage(current-group()[1]), f:locator(current-group()[1]), count(current-group()))"/>
        </xsl:for-each-group>
      </p>
      <!-- a quotation says itself where it is from, or a reference beside it does; its parts are one -->
      <xsl:variable name="quoting" as="element()*" select="
          ($citing/(., ancestor-or-self::*[self::bibl or self::ref or self::ptr or self::title][parent::cit]/../*)
            [f:may-have-card(.) and m:is-quotation(.)] ! f:first-part(.))/."/>
      <xsl:if test="exists($quoting)">
        <details class="quoted" data-added="">
          <xsl:sequence select="f:frame-language(.)"/>
          <summary>Words quoted</summary>
          <ul>
            <xsl:for-each select="$quoting">
              <li>
                <xsl:sequence select="f:passage-link(., f:locator(.), 1)"/>
                <xsl:text> </xsl:text>
                <span><xsl:sequence select="f:in-frame(.)"/><xsl:value-of select="f:shortened(string-join((f:parts(.), .[empty(f:parts(.))]) ! f:words(.), ' … '), 160)"/></span>
              </li>
            </xsl:for-each>
          </ul>
        </details>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <xsl:function name="f:passage-link" as="element()">
    <xsl:param name="passage" as="element()?"/>
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="times" as="xs:integer"/>
    <xsl:variable name="address" as="xs:string?" select="($passage ! f:address(.), $passage ! f:passage(.) ! f:address(.))[1]"/>
    <xsl:choose>
      <xsl:when test="exists($address)">
        <a href="{$address}">
          <xsl:if test="$right-to-left and matches($label, $f:rtl-characters)">
            <xsl:attribute name="dir" select="'rtl'"/>
          </xsl:if>
          <xsl:value-of select="$label || (if ($times gt 1) then ' (' || $times || '×)' else '')"/>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <span><xsl:value-of select="$label"/></span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:shortened" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="length" as="xs:integer"/>
    <xsl:sequence select="
        if (string-length($words) le $length) then $words
        else replace(substring($words, 1, $length), '\s+\S*$', '') || ' …'"/>
  </xsl:function>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Figures, images, formulas and music. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:template mode="text" match="figure" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <figure>
      <xsl:sequence select="f:attributes(., 'figure', $copy)"/>
      <xsl:variable name="start" as="element()?" select="(head | figDesc)[1]"/>
      <!-- prose after the heading belongs to the caption -->
      <xsl:variable name="prose" as="element()*" select="$start/following-sibling::*[self::p or self::ab]"/>
      <xsl:variable name="said" as="element()*" select="head | figDesc | $prose[empty($start/following-sibling::* except (current()/(head | figDesc) | $prose))]"/>
      <xsl:variable name="caption" as="element()?">
        <xsl:if test="exists($said)">
          <figcaption>
            <xsl:for-each select="$said">
              <xsl:call-template name="on-its-own"/>
            </xsl:for-each>
          </figcaption>
        </xsl:if>
      </xsl:variable>
      <!-- the caption stands where the source has it, first or last -->
      <xsl:variable name="leads" as="xs:boolean" select="exists(node()[self::*[not(self::anchor or self::pb or self::lb)] or self::text()[normalize-space()]][1][self::head or self::figDesc])
        and exists(node()[self::* or normalize-space()] except $said)"/>
      <xsl:sequence select="$caption[$leads]"/>
      <xsl:for-each select="(* | text()[normalize-space()]) except $said">
        <xsl:call-template name="on-its-own"/>
      </xsl:for-each>
      <xsl:sequence select="$caption[not($leads)]"/>
    </figure>
  </xsl:template>

  <!-- An image of the edition is shown; one on another machine is linked, and never fetched. -->
  <xsl:template mode="text" match="graphic | media | binaryObject" as="element()*">
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="said" as="xs:string" select="
        string((desc, ../figDesc, ../head)[normalize-space()][1] ! f:words(.))"/>
    <xsl:variable name="image" as="xs:string?" select="self::graphic/@url ! f:image(.)"/>
    <xsl:variable name="away" as="xs:string?" select="@url ! f:href(current(), .)"/>
    <xsl:choose>
      <xsl:when test="exists($image)">
        <img src="{$image}" alt="{$said}">
          <!-- an image that is not loaded is not printed -->
          <xsl:if test="map:size($images) gt 40">
            <xsl:attribute name="loading" select="'lazy'"/>
          </xsl:if>
          <xsl:sequence select="f:class(., 'graphic'), f:id-attribute(., $copy)"/>
          <xsl:sequence select="f:image-size(@url)"/>
          <xsl:variable name="size" as="xs:string*" select="
              for $side in (@width, @height) return (local-name($side) || ':' || normalize-space($side) || 'px'[$side castable as xs:decimal])
                [matches(., '^\w+:[0-9]{1,4}(\.[0-9]+)?(px|em|ex|rem|cm|mm|in|pt|pc|%)$')]"/>
          <xsl:if test="exists($size)">
            <xsl:attribute name="style" select="string-join(($size, 'width:auto'[empty(current()/@width)]), ';')"/>
          </xsl:if>
        </img>
      </xsl:when>
      <xsl:when test="exists($away) and not($plain)">
        <a href="{$away}" class="image-away" data-added="">
          <xsl:sequence select="f:id-attribute(., $copy)"/>
          <xsl:value-of select="'Image: ' || ($said[.], $away)[1]"/>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <span class="image-away" data-added="">
          <xsl:sequence select="f:id-attribute(., $copy)"/>
          <!-- a caption says it beside the figure -->
          <xsl:value-of select="'[image' || ($said[empty(current()/parent::figure)][.], normalize-space(@url)[.])[1] ! (': ' || .) || ']'"/>
        </span>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="desc">
      <xsl:element name="{if (f:flows(.)) then 'div' else 'span'}">
        <xsl:attribute name="class" select="'desc'"/>
        <xsl:call-template name="content"/>
      </xsl:element>
    </xsl:for-each>
  </xsl:template>

  <!-- A formula has no place to break: one that may be wider than a small screen scrolls. -->
  <xsl:template mode="text" match="formula" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="tex" as="map(xs:string, xs:string)?" select="@notation ! $formulas(. || ':' || current())[empty(current()/*)]"/>
    <xsl:variable name="made" as="element()">
      <xsl:choose>
        <xsl:when test="exists($tex)">
          <xsl:variable name="is-block" as="xs:boolean" select="f:flows(.)"/>
          <xsl:element name="{if ($is-block) then 'div' else 'span'}">
            <xsl:sequence select="f:attributes(., 'formula', $copy)"/>
            <xsl:apply-templates mode="text" select="parse-xml($tex(('block'[$is-block or current()/parent::figure or matches(current()/@rend, 'display|block')], 'inline')[1]))/*"/>
          </xsl:element>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="generic">
            <xsl:with-param name="inline" select="if (exists(*)) then 'span' else 'code'"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$made/* and string-length(normalize-space(string-join($made//text()[not(parent::*:annotation)]))) gt 20">
        <xsl:copy select="$made">
          <xsl:copy-of select="@* except @class"/>
          <xsl:attribute name="class" select="@class, 'wide'"/>
          <xsl:attribute name="tabindex" select="0"/>
          <xsl:attribute name="role" select="'group'"/>
          <xsl:attribute name="aria-label" select="'Formula'"/>
          <xsl:copy-of select="node()"/>
        </xsl:copy>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$made"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The number of a formula, after it. -->
  <xsl:template mode="text" match="formula[normalize-space(@n)]" priority="1" as="node()+">
    <xsl:next-match/>
    <xsl:choose>
      <xsl:when test="f:is-structural(..)">
        <p class="formula-n after-block" data-added=""><xsl:value-of select="f:formula-number(.)"/></p>
      </xsl:when>
      <xsl:otherwise>
        <xsl:text> </xsl:text>
        <span class="formula-n" data-added=""><xsl:value-of select="f:formula-number(.)"/></span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="f:formula-number" as="xs:string?">
    <xsl:param name="formula" as="element()?"/>
    <xsl:sequence select="$formula/@n[normalize-space()] ! replace(normalize-space(.), '^([^(].*[^)]|[^()])$', '($1)')"/>
  </xsl:function>

  <xsl:template mode="text" match="notatedMusic" as="element()">
    <xsl:call-template name="generic"/>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Quotations in several parts, joined by @next and @prev, and where in the text a passage stands. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- The first part of the quotation that this one belongs to. -->
  <xsl:function name="f:first-part" as="element()" cache="yes">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="f:back-from($part, $part, ())"/>
  </xsl:function>

  <xsl:function name="f:back-from" as="element()">
    <xsl:param name="origin" as="element()"/>
    <xsl:param name="part" as="element()"/>
    <xsl:param name="seen" as="element()*"/>
    <xsl:variable name="before" as="element()?" select="
        (f:targets($part/@prev)[1], key('next', string($part/@xml:id), root($part))[string($part/@xml:id)][1])[1]"/>
    <xsl:sequence select="
        if (empty($before) or exists($before intersect ($seen, $part)) or count($seen) gt 1000) then $part
        else f:back-from($origin, $before, ($seen, $part))"/>
  </xsl:function>

  <xsl:key name="next" match="*[@next]" use="tokenize(@next)[starts-with(., '#')] ! substring(., 2)"/>
  <xsl:key name="prev" match="*[@prev]" use="tokenize(@prev)[starts-with(., '#')] ! substring(., 2)"/>

  <!-- All its parts, in order; one alone is no quotation in parts. -->
  <xsl:function name="f:parts" as="element()*">
    <xsl:param name="part" as="element()"/>
    <xsl:if test="$part/(@next | @prev) or exists(key('next', string($part/@xml:id), root($part))[string($part/@xml:id)])">
      <xsl:variable name="all" as="element()*" select="f:parts-from(f:first-part($part))"/>
      <xsl:sequence select="if (count($all) gt 1) then $all else ()"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:parts-from" as="element()*" cache="yes">
    <xsl:param name="first" as="element()"/>
    <xsl:sequence select="f:on-from($first, ())"/>
  </xsl:function>

  <xsl:function name="f:on-from" as="element()*">
    <xsl:param name="part" as="element()"/>
    <xsl:param name="seen" as="element()*"/>
    <xsl:variable name="after" as="element()?" select="
        (f:targets($part/@next)[1], key('prev', string($part/@xml:id), root($part))[string($part/@xml:id)][1])[1]"/>
    <xsl:sequence select="
        if (empty($after) or exists($after intersect ($seen, $part)) or count($seen) gt 1000) then ($seen, $part)
        else f:on-from($after, ($seen, $part))"/>
  </xsl:function>

  <!-- The block by which a passage is cited: the counted paragraph, else the nearest with an id. -->
  <xsl:function name="f:passage" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="(
        $element/ancestor-or-self::*[self::p or self::ab][parent::*[f:is-structural(.)]][1],
        $element/ancestor-or-self::*[f:id(.)][1],
        $element/ancestor::*[self::text][1])[1]"/>
  </xsl:function>

  <!-- How it is called: ¶3, l. 12, the number of its section, or the beginning of its heading. -->
  <xsl:function name="f:locator" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="passage" as="element()?" select="f:passage($element)"/>
    <xsl:choose>
      <xsl:when test="$passage[self::p or self::ab][f:number(.)]">
        <xsl:sequence select="'¶' || f:number($passage)"/>
      </xsl:when>
      <xsl:when test="$passage/self::l/@n">
        <xsl:sequence select="'line ' || $passage/@n"/>
      </xsl:when>
      <xsl:when test="exists($element/ancestor-or-self::head)">
        <xsl:sequence select="'heading' || $element/ancestor::*[f:is-division(.)][1]/@n ! (' ' || .)"/>
      </xsl:when>
      <xsl:when test="exists($element/ancestor-or-self::note)">
        <xsl:sequence select="'note'"/>
      </xsl:when>
      <xsl:when test="exists($element/ancestor-or-self::closer)">
        <xsl:sequence select="'close'"/>
      </xsl:when>
      <xsl:when test="exists($element/ancestor::front)">
        <xsl:sequence select="'front matter'"/>
      </xsl:when>
      <xsl:when test="exists($element/ancestor::*[f:is-division(.)][@n][1])">
        <xsl:sequence select="($element/ancestor::*[f:is-division(.)][@n][1]/@type ! lower-case(f:label(.)), 'section')[1] || ' ' || $element/ancestor::*[f:is-division(.)][@n][1]/@n"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="head" as="element()?" select="$element/ancestor::*[f:is-division(.)][head[normalize-space()]][1]/head[normalize-space()][1]"/>
        <xsl:sequence select="if (exists($head)) then '“' || f:shortened(f:words($head), 40) || '”' else 'the text'"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The number of a paragraph, as the document gives it, or else by counting. Where some have a
       number of their own, or a paragraph is not of the body, those without one have none. -->
  <xsl:function name="f:number" as="xs:string?">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:choose>
      <xsl:when test="normalize-space($paragraph/@n)">
        <xsl:sequence select="normalize-space($paragraph/@n)"/>
      </xsl:when>
      <xsl:when test="not($f:has-numbers) and f:is-counted($paragraph)">
        <xsl:sequence select="$paragraph/accumulator-before('f:in-body')[. gt 0] ! string(.)"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

</xsl:stylesheet>

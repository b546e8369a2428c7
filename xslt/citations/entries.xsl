<?xml version="1.0" encoding="UTF-8"?>
<!-- What counts as the entry of a work, what as a reference to one, and what is the document's own source. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:c="urn:siglum:citations" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="no">

  <!-- ids that the text points at: an entry in a list of the sourceDesc is a cited work if it is among them -->
  <xsl:variable name="pointed" as="map(xs:string, xs:boolean)" select="map:merge(
    for $token in distinct-values(c:tokens($document//text//@*[local-name() = ('target', 'corresp', 'source', 'ref', 'sameAs')]))
    return map:entry(c:expand($token), true()))"/>

  <!-- The entries of the document, in document order. -->
  <xsl:function name="c:entries" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="
        ($document//biblStruct, $document//biblFull, $document//bibl, $document//msDesc)/.[c:is-entry(.)]"/>
  </xsl:function>

  <!-- Does the element describe a work (and not only point at an entry, or describe the document itself)? -->
  <xsl:function name="c:is-entry" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:choose>
      <xsl:when test="not($element/(self::biblStruct | self::biblFull | self::bibl | self::msDesc))">
        <xsl:sequence select="false()"/>
      </xsl:when>
      <xsl:when test="c:is-own($element) or c:is-empty($element)">
        <xsl:sequence select="false()"/>
      </xsl:when>
      <xsl:when test="$element/ancestor::relatedItem/parent::*/(self::biblStruct | self::bibl | self::biblFull)">
        <xsl:sequence select="exists($element/@xml:id)"/>
      </xsl:when>
      <xsl:when test="$element/ancestor::*[self::bibl or self::biblStruct or self::biblFull]">
        <xsl:sequence select="false()"/>
      </xsl:when>
      <xsl:when test="$element/self::msDesc">
        <xsl:sequence select="exists($element/parent::listBibl)"/>
      </xsl:when>
      <xsl:when test="$element/self::bibl">
        <xsl:sequence select="not(c:leads-away($element))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="true()"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Does it say nothing? A biblStruct can speak through attributes alone. -->
  <xsl:function name="c:is-empty" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      not(normalize-space($element))
      and ($element/self::bibl or empty($element//@*[local-name() = ('when', 'from', 'to', 'notBefore', 'notAfter', 'target')]))"/>
  </xsl:function>

  <!-- Is it the document's own source, as the header describes it (TEI P5 HD, "The Source Description")? -->
  <xsl:function name="c:is-own" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      exists($element/ancestor::sourceDesc)
      and empty($element/(ancestor::msDesc, ancestor::person, ancestor::place, ancestor::org, ancestor::event, ancestor::nym,
        ancestor::object)/ancestor::sourceDesc)
      and not(exists($element/ancestor::listBibl) and $pointed('#' || normalize-space($element/@xml:id)))"/>
  </xsl:function>

  <!-- Does a bibl stand for a work that is described elsewhere? -->
  <xsl:function name="c:leads-away" as="xs:boolean">
    <xsl:param name="bibl" as="element(bibl)"/>
    <xsl:variable name="targets" as="map(*)*" select="c:bibl-targets($bibl)"/>
    <xsl:sequence select="
      $targets?status = ('work', 'own')
      or $targets?status = 'uri' and not($bibl/@xml:id and $bibl/descendant::title)"/>
  </xsl:function>

  <!--
    What a bibl points at, by the first of its ways of pointing that leads to a work: an attribute
    of its own, a ref or ptr in it, the ref of a title in it. See c:resolve for the maps.
  -->
  <xsl:function name="c:bibl-targets" as="map(*)*">
    <xsl:param name="bibl" as="element()"/>
    <xsl:variable name="own" as="map(*)*" select="c:resolve($bibl/(@corresp | @sameAs | @copyOf), $bibl)"/>
    <xsl:variable name="inner" as="map(*)*" select="
      c:resolve($bibl/descendant::*[self::ref or self::ptr][not(ancestor::*[. >> $bibl][self::note or self::relatedItem or self::bibl])]/(@target | @cRef), $bibl)"/>
    <xsl:variable name="titles" as="map(*)*" select="c:resolve($bibl/descendant::title[not(ancestor::*[. >> $bibl][self::note or self::relatedItem or self::bibl])]/@ref, $bibl)"/>
    <xsl:sequence select="
      if (exists($own[c:leads(.)])) then $own[c:leads(.)]
      else if (exists($inner[c:leads(.)])) then $inner[c:leads(.)]
      else if (exists($titles[c:leads(.)])) then $titles[c:leads(.)]
      else ($own, $inner, $titles)[?status = 'none']"/>
  </xsl:function>

  <xsl:function name="c:leads" as="xs:boolean">
    <xsl:param name="target" as="map(*)"/>
    <xsl:sequence select="$target?status = ('work', 'own', 'uri', 'canonical')"/>
  </xsl:function>

  <!--
    What pointers lead to, a map each: status is "work" (with the entry in holder), "own" (the
    document's own source), "uri" (with uri), "canonical" (with text), "other" (an element that is no
    work) or "none" (nothing has that id); token is the pointer as written.
  -->
  <xsl:function name="c:resolve" as="map(*)*">
    <xsl:param name="attributes" as="attribute()*"/>
    <xsl:param name="from" as="element()"/>
    <xsl:for-each select="$attributes[local-name() = 'cRef']">
      <xsl:variable name="resolved" as="xs:string?" select="c:canonical(normalize-space(.))"/>
      <xsl:sequence select="
        if (starts-with($resolved, '#')) then map { 'status': 'other', 'name': 'own text', 'token': string(.) }
        else if (normalize-space(.)) then map { 'status': 'canonical', 'text': normalize-space(.), 'token': string(.) }
        else ()"/>
    </xsl:for-each>
    <xsl:for-each select="c:tokens($attributes[local-name() ne 'cRef'])">
      <xsl:variable name="token" as="xs:string" select="."/>
      <xsl:variable name="pointer" as="xs:string" select="c:expand($token)"/>
      <xsl:choose>
        <xsl:when test="starts-with($pointer, '#')">
          <xsl:sequence select="c:resolve-local($pointer, $from)"/>
        </xsl:when>
        <xsl:when test="matches($pointer, '^[A-Za-z][A-Za-z0-9+.-]*:.') or matches($pointer, '\.[a-z]+(#.+)?$|/.*#.+|#.+')">
          <xsl:sequence select="map { 'status': 'uri', 'uri': $pointer, 'token': $token }"/>
        </xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="c:resolve-local" as="map(*)">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:param name="from" as="element()"/>
    <xsl:variable name="target" as="element()?" select="c:target($pointer)"/>
    <xsl:variable name="holder" as="element()?"
      select="$target/ancestor-or-self::*[self::biblStruct or self::biblFull or self::bibl or self::msDesc][not($from is .)][1]"/>
    <xsl:sequence select="
      if (empty($target)) then map { 'status': 'none', 'token': $pointer }
      else if (exists($holder) and not($holder/ancestor-or-self::*[. is $from]) and c:describes($holder))
        then map { 'status': 'work', 'holder': $holder, 'token': $pointer }
      else if ($target/ancestor-or-self::*[c:is-own(.)]) then map { 'status': 'own', 'token': $pointer }
      else map { 'status': 'other', 'name': name($target), 'token': $pointer }"/>
  </xsl:function>

  <!-- Is an element that is pointed at an entry? A bibl that points further only if it says something itself. -->
  <xsl:function name="c:describes" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if ($element/self::bibl) then not(c:is-own($element)) and exists($element/(descendant::title | descendant::author | descendant::text()[normalize-space()])) and not($element/(@corresp | @sameAs | @copyOf))
      else c:is-entry($element)"/>
  </xsl:function>
</xsl:stylesheet>

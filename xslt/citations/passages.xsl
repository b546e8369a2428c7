<?xml version="1.0" encoding="UTF-8"?>
<!-- Where in the text a citation stands: the block that holds it, its id, and what the text calls it. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:c="urn:siglum:citations" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="no">

  <!-- The block of an element: that of the main text, if the element stands in a note within one. -->
  <xsl:function name="c:block" as="element()">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="blocks" as="element()*" select="
      $element/ancestor-or-self::*[self::p or self::ab or self::l or self::lg or self::head or self::item or self::sp
        or self::cell or self::epigraph or self::opener or self::closer or self::figure or self::msItem or self::person
        or self::place or self::org or self::event or self::entry or self::u]"/>
    <xsl:sequence select="(
      $blocks[not(ancestor-or-self::note)][not(ancestor-or-self::quote)][last()],
      $blocks[not(ancestor-or-self::note)][last()],
      $element/ancestor::note[1],
      $blocks[last()],
      $element/ancestor::*[self::div or self::div1 or self::div2 or self::div3][1],
      $element/..[self::*], $element)[1]"/>
  </xsl:function>

  <!-- the paragraphs of the text counted, those in notes aside -->
  <xsl:variable name="paragraphs" as="element()*" select="$document//text//(p | ab)[not(ancestor::note)]"/>
  <xsl:variable name="ordinals" as="map(xs:string, xs:integer)" select="map:merge(
    for-each-pair($paragraphs, 1 to count($paragraphs), function ($p as element(), $n as xs:integer) as map(*) { map:entry(generate-id($p), $n) }))"/>

  <xsl:function name="c:passage" as="map(*)">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="block" as="element()" select="c:block($element)"/>
    <xsl:sequence select="map {
      'node': c:number($block),
      'id': string(($block/@xml:id, $block/ancestor::*[not(self::TEI or self::text or self::body)][@xml:id][1]/@xml:id)[1]),
      'own_id': string($block/@xml:id),
      'numbers': array { ($block/ancestor-or-self::*[self::div or self::div1 or self::div2 or self::div3 or self::lg or self::p or self::ab or self::l or self::sp]/@n) ! string(.) },
      'numbered': exists($block/@n),
      'ordinal': ($ordinals(generate-id($block)), 0)[1],
      'name': local-name($block) }"/>
  </xsl:function>
</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Where a pointer leads: to an element of the document, to another resource, or nowhere (TEI P5 SA, "Pointing Mechanisms"). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:c="urn:siglum:citations" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="no">

  <xsl:key name="c:id" match="*[@xml:id]" use="normalize-space(@xml:id)"/>
  <xsl:key name="c:prefix" match="prefixDef" use="@ident"/>

  <!-- The pointer with its private prefix expanded (TEI P5 SA, "Using Abbreviated Pointers"). -->
  <xsl:function name="c:expand" as="xs:string">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:variable name="prefix" as="xs:string" select="substring-before($pointer, ':')"/>
    <xsl:variable name="rest" as="xs:string" select="substring-after($pointer, ':')"/>
    <xsl:variable name="expanded" as="xs:string*">
      <xsl:for-each select="if ($prefix) then key('c:prefix', $prefix, $document)[@matchPattern and @replacementPattern] else ()">
        <xsl:sequence select="c:replaced($rest, @matchPattern, @replacementPattern)"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="($expanded, $pointer)[1]"/>
  </xsl:function>

  <!-- A canonical reference resolved by the document's refsDecl, or nothing (TEI P5 SA, "Canonical References"). -->
  <xsl:function name="c:canonical" as="xs:string?">
    <xsl:param name="reference" as="xs:string"/>
    <xsl:variable name="resolved" as="xs:string*">
      <xsl:for-each select="$document//refsDecl/cRefPattern[@matchPattern and @replacementPattern]">
        <xsl:sequence select="c:replaced($reference, @matchPattern, @replacementPattern)"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="$resolved[1]"/>
  </xsl:function>

  <!-- the value rewritten by a pattern that matches all of it; nothing where it does not, or is no pattern -->
  <xsl:function name="c:replaced" as="xs:string?">
    <xsl:param name="value" as="xs:string"/>
    <xsl:param name="match" as="xs:string"/>
    <xsl:param name="replacement" as="xs:string"/>
    <xsl:variable name="whole" as="xs:string" select="'^(?:' || replace($match, '^\^|\$$', '') || ')$'"/>
    <xsl:try>
      <xsl:sequence select="if (matches($value, $whole)) then replace($value, $whole, $replacement) else ()"/>
      <xsl:catch select="()"/>
    </xsl:try>
  </xsl:function>

  <!-- The elements that a local pointer, such as #smith1999, names. -->
  <xsl:function name="c:target" as="element()?">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:sequence select="if (starts-with($pointer, '#')) then key('c:id', substring($pointer, 2), $document)[1] else ()"/>
  </xsl:function>

  <!--
    The number of an element among all elements of the document, in document order, from 0: by it
    Python finds the same element again, at no cost however many siblings there are.
  -->
  <xsl:function name="c:number" as="xs:integer">
    <xsl:param name="element" as="element()"/>
    <!-- what stands at the beginning is soon counted, without a walk over all the rest -->
    <xsl:sequence select="
      if (exists($element/ancestor-or-self::fileDesc intersect $document/*/teiHeader/fileDesc) and empty($element/ancestor::sourceDesc))
      then count($element/(preceding::* | ancestor::*))
      else $element/accumulator-before('c:elements') - 1"/>
  </xsl:function>

  <xsl:accumulator name="c:elements" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="*" select="$value + 1"/>
  </xsl:accumulator>

  <xsl:function name="c:tokens" as="xs:string*">
    <xsl:param name="attributes" as="attribute()*"/>
    <xsl:sequence select="$attributes ! tokenize(normalize-space(.), ' ')[.]"/>
  </xsl:function>
</xsl:stylesheet>

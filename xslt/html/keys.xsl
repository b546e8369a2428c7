<?xml version="1.0" encoding="UTF-8"?>
<!-- Keys for what points at what, and running numbers, each made in one walk over the document. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:t="http://www.tei-c.org/ns/1.0"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:key name="id" match="*[@xml:id]" use="normalize-space(@xml:id)"/>

  <!-- Elements of the text by the ids that they point at as names, works, or sources. -->
  <xsl:key name="pointing" match="*[@ref or @source or @corresp or @target or @who or @key]"
    use="(@ref, @source, @corresp, @target, @who) ! tokenize(.)[starts-with(., '#')] ! substring(., 2),
      if ($f:has-prefixes) then f:targets(@ref | @source | @corresp | @target | @who) ! normalize-space(@xml:id) else ()"/>

  <!-- Notes and entries of an apparatus that stand apart from the words that they are about. -->
  <xsl:key name="about" match="text//note[@target][not(f:is-moved(.))]" use="tokenize(@target)"/>
  <xsl:key name="about" match="text//listApp/app[@from]" use="(@to, @from)[normalize-space()][1] ! tokenize(.)"/>
  <xsl:key name="about" match="standOff/note[@target] | standOff/noteGrp/note[@target] | listAnnotation/note[@target]" use="tokenize(@target)"/>
  <xsl:key name="about" match="standOff//listApp/app[@from]" use="(@to, @from)[normalize-space()][1] ! tokenize(.)"/>

  <xsl:key name="about" match="listApp/app[@loc][not(@from)]" use="f:located(@loc) ! generate-id(.)"/>

  <!-- Judgements of certainty by what they are about. -->
  <xsl:key name="certainty" match="certainty | precision"
    use="tokenize(@target)[starts-with(., '#')] ! substring(., 2)"/>

  <!-- Links by each of their ends. -->
  <xsl:key name="link" match="linkGrp/link"
    use="tokenize(@target)[starts-with(., '#')] ! substring(., 2)"/>

  <!-- Elements by their generated ids → their numbers among their like. To walk over the whole
       document, as an accumulator does, takes longer; so does a union, //p | //ab. -->
  <xsl:variable name="f:paragraphs" as="map(xs:string, xs:integer)" select="f:numbered(f:merged(//p, //ab)[f:is-counted(.)])"/>
  <xsl:variable name="f:divisions" as="map(xs:string, xs:integer)" select="
      f:numbered(f:merged(//div, (//div1, //div2, //div3, //div4, //div5, //div6, //div7)/.))"/>
  <xsl:variable name="f:speeches" as="map(xs:string, xs:integer)" select="f:numbered(f:merged(//sp, //u))"/>

  <!-- Elements of two kinds in document order. -->
  <xsl:function name="f:merged" as="element()*">
    <xsl:param name="some" as="element()*"/>
    <xsl:param name="others" as="element()*"/>
    <xsl:sequence select="if (exists($some) and exists($others)) then $some | $others else ($some, $others)"/>
  </xsl:function>

  <xsl:function name="f:numbered" as="map(xs:string, xs:integer)">
    <xsl:param name="elements" as="element()*"/>
    <xsl:map>
      <xsl:for-each select="$elements">
        <xsl:map-entry key="generate-id(.)" select="position()"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <!-- Bodies of texts by their generated ids → how many paragraphs are counted before theirs. -->
  <xsl:variable name="f:bodies" as="map(xs:string, xs:integer)" select="
      map:merge(for $body in //body[not(ancestor::body)], $first in $body/descendant::*[self::p or self::ab][f:is-counted(.)][1]
        return map:entry(generate-id($body), $f:paragraphs(generate-id($first)) - 1))"/>

  <!-- What the document as a whole has or lacks, asked once. -->
  <xsl:variable name="f:has-numbers" as="xs:boolean" select="exists((//p, //ab)[@n][ancestor::body])"/>
  <xsl:variable name="f:has-plain-ids" as="xs:boolean" select="
      let $ids := //@xml:id
      return not(matches(string-join($ids), '[^A-Za-z0-9_.\-]')) and empty($ids[. = ''])
        and count($ids) = count(distinct-values($ids))"/>
  <xsl:variable name="f:has-prefixes" as="xs:boolean" select="exists(//prefixDef)"/>
  <xsl:variable name="f:is-annotated" as="xs:boolean" select="exists(((//note/@target, //listApp/app/(@from | @loc))[ancestor::text or ancestor::standOff], //transpose))"/>
  <xsl:variable name="f:has-located" as="xs:boolean" select="$f:is-annotated and exists(//listApp/app[@loc][not(@from)])"/>
  <xsl:variable name="f:has-notes" as="xs:boolean" select="exists(//note)"/>
  <xsl:variable name="f:default-renditions" as="map(xs:string, xs:string)" select="
      map:merge(//tagUsage[@render][@gi] ! map:entry(string(@gi), string(@render)))"/>

  <xsl:function name="f:is-counted" as="xs:boolean">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:sequence select="
        exists($paragraph[self::p or self::ab]/parent::*/(self::body | self::front | self::back | self::div
          | self::div1 | self::div2 | self::div3 | self::div4 | self::div5 | self::div6 | self::div7
          | self::floatingText | self::post))"/>
  </xsl:function>

  <!-- The texts of a corpus. -->
  <xsl:accumulator name="f:text" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="teiCorpus/TEI" select="$value + 1"/>
  </xsl:accumulator>

  <xsl:accumulator name="f:note" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="note[f:is-moved(.)]" select="$value + 1"/>
  </xsl:accumulator>

  <xsl:accumulator name="f:page" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="pb" select="$value + 1"/>
  </xsl:accumulator>

  <xsl:accumulator name="f:image" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="surface | facsimile/graphic" select="$value + 1"/>
  </xsl:accumulator>

  <!-- Anything else that needs a number of its own: what a card speaks of. -->
  <xsl:variable name="f:counts" as="map(xs:string, xs:integer)" select="
      let $within := $f:all-carded[ancestor::text] return f:numbered(($within, $f:all-carded except $within))"/>

  <!-- The one element that an id belongs to; in a faulty document it may be borne by several. -->
  <xsl:function name="f:target" as="element()?">
    <xsl:param name="from" as="node()"/>
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:sequence select="
        if (starts-with($pointer, '#')) then f:with-id(substring($pointer, 2), $from)
        else if ($f:has-prefixes) then f:expanded($from, $pointer)[starts-with(., '#')] ! f:with-id(substring(., 2), $from)
        else ()"/>
  </xsl:function>

  <!-- fn:id needs no key, but knows only of ids that are names, as XML wants them. -->
  <xsl:function name="f:with-id" as="element()?">
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="from" as="node()"/>
    <xsl:sequence select="
        if ($id castable as xs:NCName) then id($id, $from) else key('id', normalize-space($id), root($from))[1]"/>
  </xsl:function>

  <!-- Is this the element that its id belongs to? -->
  <xsl:function name="f:bears-its-id" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        $f:has-plain-ids
        or id($element/@xml:id, $element)[1] is $element
        or (normalize-space($element/@xml:id) and not($element/@xml:id castable as xs:NCName)
          and key('id', normalize-space($element/@xml:id), root($element))[1] is $element)"/>
  </xsl:function>

  <!-- What an attribute of pointers leads to, as far as it is in the document. -->
  <xsl:function name="f:targets" as="element()*">
    <xsl:param name="pointers" as="attribute()*"/>
    <xsl:sequence select="$pointers ! (let $from := . return tokenize($from) ! f:target($from, .))"/>
  </xsl:function>

</xsl:stylesheet>

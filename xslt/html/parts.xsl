<?xml version="1.0" encoding="UTF-8"?>
<!-- Quotations in several parts (@next and @prev, join, @part), and where in the text a passage stands. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- The first part of the quotation that this one belongs to. -->
  <xsl:function name="f:first-part" as="element()">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="(f:parts($part), $part)[1]"/>
  </xsl:function>

  <!-- All its parts, in order; one alone is no quotation in parts. -->
  <xsl:function name="f:parts" as="element()*">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="$f:chains(generate-id($part))?*"/>
  </xsl:function>

  <!-- Each part by its generated id → all parts of its quotation, in order. A chain begins at a part
       that none goes before, and is walked once; one that runs in a circle is none. -->
  <xsl:variable name="f:chains" as="map(xs:string, array(element()))" select="
      map:merge(($f:linked-parts, $f:marked-parts, //join[@target] ! (
        let $parts := f:targets(@target)[self::quote or self::q or self::said][empty($f:linked-parts(generate-id(.)))]
        return if (count($parts) gt 1) then $parts ! map:entry(generate-id(.), array{$parts}) else ())))"/>

  <!-- The same for parts that only say which they are: an initial one, and what follows as far as a final one. -->
  <xsl:variable name="f:marked-parts" as="map(xs:string, array(element()))*">
    <xsl:for-each-group select="$f:all-carded[self::quote or self::q or self::said][@part = ('I', 'M', 'F')][not(@next or @prev)]" group-starting-with="*[@part = 'I']">
      <xsl:variable name="final" as="xs:integer?" select="index-of(current-group()/@part/string(), 'F')[1]"/>
      <xsl:variable name="parts" as="element()*" select="current-group()[position() le ($final, 10000)[1]]"/>
      <xsl:if test="@part = 'I' and count($parts) gt 1">
        <xsl:sequence select="$parts ! map:entry(generate-id(.), array{$parts})"/>
      </xsl:if>
    </xsl:for-each-group>
  </xsl:variable>

  <xsl:variable name="f:linked-parts" as="map(xs:string, array(element()))">
    <xsl:map>
      <xsl:for-each select="let $linked := //*[@next or @prev] return ($linked[@next], $linked/f:before(.))/.[empty(f:before(.))]">
        <xsl:variable name="chain" as="element()*">
          <xsl:iterate select="1 to 10000">
            <xsl:param name="part" as="element()" select="."/>
            <xsl:sequence select="$part"/>
            <xsl:variable name="after" as="element()?" select="f:after($part)"/>
            <xsl:choose>
              <xsl:when test="exists($after) and f:before($after) is $part">
                <xsl:next-iteration>
                  <xsl:with-param name="part" select="$after"/>
                </xsl:next-iteration>
              </xsl:when>
              <xsl:otherwise>
                <xsl:break/>
              </xsl:otherwise>
            </xsl:choose>
          </xsl:iterate>
        </xsl:variable>
        <xsl:if test="count($chain) gt 1">
          <xsl:for-each select="$chain">
            <xsl:map-entry key="generate-id(.)" select="array{$chain}"/>
          </xsl:for-each>
        </xsl:if>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <xsl:key name="next" match="*[@next]" use="tokenize(@next)[starts-with(., '#')] ! substring(., 2)"/>
  <xsl:key name="prev" match="*[@prev]" use="tokenize(@prev)[starts-with(., '#')] ! substring(., 2)"/>

  <!-- The part before and the part after this one, as it says or as they say. -->
  <xsl:function name="f:before" as="element()?">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="
        (f:targets($part/@prev)[1], key('next', string($part/@xml:id), root($part))[$part/@xml:id][1])[1]"/>
  </xsl:function>

  <xsl:function name="f:after" as="element()?">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="
        (f:targets($part/@next)[1], key('prev', string($part/@xml:id), root($part))[$part/@xml:id][1])[1]"/>
  </xsl:function>

  <!-- The block by which a passage is cited: the counted paragraph, else the nearest with an id. -->
  <xsl:function name="f:passage" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="(
        $element/ancestor-or-self::*[self::p or self::ab][parent::*[f:is-structural(.)]][f:id(.)][1],
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
      <xsl:when test="exists($element/ancestor-or-self::l[@n])">
        <xsl:sequence select="'line ' || $element/ancestor-or-self::l[@n][1]/@n"/>
      </xsl:when>
      <xsl:when test="$passage[self::sp or self::u]">
        <xsl:sequence select="'speech ' || f:speech-number($passage)"/>
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
      <xsl:when test="exists($element/ancestor-or-self::opener)">
        <xsl:sequence select="'opening'"/>
      </xsl:when>
      <xsl:when test="exists($element/ancestor::front)">
        <xsl:sequence select="'front matter'"/>
      </xsl:when>
      <xsl:when test="exists($element/ancestor::*[f:is-division(.)][@n][1])">
        <xsl:sequence select="($element/ancestor::*[f:is-division(.)][@n][1]/@type ! lower-case(f:label(.)), 'section')[1] || ' ' || $element/ancestor::*[f:is-division(.)][@n][1]/@n"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="head" as="element()?" select="$element/ancestor::*[f:is-division(.)][head[normalize-space()]][1]/head[normalize-space()][1]"/>
        <!-- what stands in no division is called by how it begins -->
        <xsl:variable name="words" as="xs:string" select="f:words(($head, $element/ancestor-or-self::*[parent::body or parent::back], $element)[1])"/>
        <xsl:sequence select="if ($words) then '“' || f:shortened($words, 40) || '”' else 'the text'"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The number of a paragraph, as the document gives it, or else by counting. Where some have a
       number of their own, or a paragraph is not of the body, those without one have none. -->
  <xsl:function name="f:number" as="xs:string?">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:choose>
      <xsl:when test="$paragraph/@n[normalize-space()]">
        <xsl:sequence select="normalize-space($paragraph/@n)"/>
      </xsl:when>
      <xsl:when test="not($f:has-numbers) and f:is-counted($paragraph)">
        <xsl:sequence select="
            $paragraph/ancestor::body[last()] ! string($f:paragraphs(generate-id($paragraph)) - $f:bodies(generate-id(.)))"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

</xsl:stylesheet>

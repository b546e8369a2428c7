<?xml version="1.0" encoding="UTF-8"?>
<!-- Ids and addresses: stable, unique, and safe whatever the document holds. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:t="http://www.tei-c.org/ns/1.0"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- An id as it stands in the page: that of the TEI, freed of what an id cannot hold. Ids that
       the page adds have a colon, which no xml:id has, so that the two can never meet. -->
  <xsl:function name="f:safe-id" as="xs:string">
    <xsl:param name="id" as="xs:string"/>
    <xsl:sequence select="
        if ($f:has-plain-ids) then $id else replace(normalize-space($id), '[^\w.\-·]', '_')"/>
  </xsl:function>

  <!-- The id of an element in the page, or nothing. -->
  <xsl:function name="f:id" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:choose>
      <!-- most elements have none, and are asked no more -->
      <xsl:when test="not($element/@xml:id or map:contains($f:identified, local-name($element)))"/>
      <xsl:when test="$element/@xml:id and f:bears-its-id($element)">
        <xsl:sequence select="f:safe-id($element/@xml:id)"/>
      </xsl:when>
      <xsl:when test="f:is-counted($element)">
        <xsl:sequence select="'p:' || $f:paragraphs(generate-id($element))"/>
      </xsl:when>
      <xsl:when test="f:is-division($element)">
        <xsl:sequence select="'section:' || $f:divisions(generate-id($element))"/>
      </xsl:when>
      <xsl:when test="$element/(self::sp | self::u)">
        <xsl:sequence select="'speech:' || $f:speeches(generate-id($element))"/>
      </xsl:when>
      <xsl:when test="$element/self::TEI/parent::teiCorpus">
        <xsl:sequence select="'text:' || $element/accumulator-before('f:text')"/>
      </xsl:when>
      <xsl:when test="$element/self::teiCorpus/parent::teiCorpus">
        <xsl:sequence select="'corpus:' || count($element/(preceding::teiCorpus | ancestor::teiCorpus))"/>
      </xsl:when>
      <xsl:when test="f:is-headed-part($element)">
        <xsl:sequence select="'part:' || $f:headed-parts(generate-id($element))"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- Elements that have an id in the page though they have none of their own. -->
  <xsl:variable name="f:identified" as="map(xs:string, xs:boolean)" select="
      f:names('p ab div div1 div2 div3 div4 div5 div6 div7 sp u TEI teiCorpus
      prologue epilogue performance castList front body back group text')"/>

  <!-- As an attribute, unless this is a copy of what stands elsewhere in the page. -->
  <xsl:function name="f:id-attribute" as="attribute(id)?">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="copy" as="xs:boolean"/>
    <xsl:if test="not($copy)">
      <xsl:for-each select="f:id($element)">
        <xsl:attribute name="id" select="."/>
      </xsl:for-each>
    </xsl:if>
  </xsl:function>

  <!-- Is this no division, and has yet a heading of its own, as a prologue or a list of roles may have? That of
       the body is the heading of a text, if it is one of several. -->
  <xsl:function name="f:is-headed-part" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        map:contains($f:may-be-headed, local-name($element)) and exists($element/self::t:*[head[normalize-space()]])
        and (exists($element/ancestor::group) or empty($element/(self::body | self::text)))"/>
  </xsl:function>

  <xsl:variable name="f:may-be-headed" as="map(xs:string, xs:boolean)"
    select="f:names('prologue epilogue performance castList front body back group text')"/>

  <xsl:variable name="f:headed-parts" as="map(xs:string, xs:integer)" select="
      f:numbered((//prologue, //epilogue, //performance, //castList, //front, //body, //back, //group, //text)/.[f:is-headed-part(.)])"/>

  <xsl:function name="f:is-division" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="starts-with(local-name($element), 'div') and exists($element[self::div or self::div1
      or self::div2 or self::div3 or self::div4 or self::div5 or self::div6 or self::div7])"/>
  </xsl:function>

  <!-- An address that a link may have: of the web, of mail, or within the page. Anything else
       (a script, a file that is not part of the edition, a private scheme) is no link. -->
  <xsl:function name="f:href" as="xs:string?">
    <xsl:param name="from" as="node()"/>
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:variable name="address" as="xs:string" select="f:expanded($from, normalize-space($pointer))"/>
    <xsl:choose>
      <xsl:when test="starts-with($address, '#')">
        <xsl:sequence select="f:target($from, $address) ! f:address(.)"/>
      </xsl:when>
      <xsl:when test="matches($address, '^https?://(\[[0-9a-f:.]+\](:\d*)?|([^/\s\\@\[\]%]|%[0-9a-f][0-9a-f])+)(/|$|\?|#)', 'i') and not(matches($address, '[\s\\]'))">
        <xsl:sequence select="$address => replace('[&quot;&lt;>^`{|}\p{C}]', '') => iri-to-uri() => f:ascii-safe()"/>
      </xsl:when>
      <xsl:when test="matches($address, '^mailto:[^\s@&lt;>&quot;]+@[^\s@&lt;>&quot;]+$', 'i')">
        <xsl:sequence select="$address"/>
      </xsl:when>
      <xsl:when test="matches($address, '^(doi:|https?:doi.org/)?10\.\d{4,9}/\S+$', 'i')">
        <xsl:sequence select="'https://doi.org/' || encode-for-uri(replace($address, '^doi:', '', 'i')) => replace('%2F', '/')"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- Square brackets and stray percent signs, which no address may have in its path. -->
  <xsl:function name="f:ascii-safe" as="xs:string">
    <xsl:param name="address" as="xs:string"/>
    <xsl:sequence select="
        if (matches($address, '^https?://\[', 'i')) then $address
        else $address => replace('\[', '%5B') => replace('\]', '%5D') => replace('%([^0-9A-Fa-f]|.[^0-9A-Fa-f]|.?$)', '%25$1')
          => f:one-fragment()"/>
  </xsl:function>

  <xsl:function name="f:one-fragment" as="xs:string">
    <xsl:param name="address" as="xs:string"/>
    <xsl:sequence select="
        if (contains($address, '#'))
        then substring-before($address, '#') || '#' || replace(substring-after($address, '#'), '#', '%23')
        else $address"/>
  </xsl:function>

  <!-- A private scheme, as the header's listPrefixDef spells it out (TEI P5 SA §17.2.3). -->
  <xsl:function name="f:expanded" as="xs:string">
    <xsl:param name="from" as="node()"/>
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:variable name="scheme" as="xs:string" select="substring-before($pointer, ':')"/>
    <xsl:variable name="definition" as="element()?" select="
        if (matches($scheme, '^[\w.\-]+$') and not(lower-case($scheme) = ('http', 'https', 'mailto')))
        then key('prefix', $scheme, root($from))[1] else ()"/>
    <xsl:variable name="rest" as="xs:string" select="substring-after($pointer, ':')"/>
    <xsl:try>
      <xsl:sequence select="
          if (exists($definition) and matches($rest, '^(' || $definition/@matchPattern || ')$'))
          then replace($rest, '^(?:' || $definition/@matchPattern || ')$', $definition/@replacementPattern)
          else $pointer"/>
      <xsl:catch>
        <xsl:sequence select="$pointer"/>
      </xsl:catch>
    </xsl:try>
  </xsl:function>

  <xsl:key name="prefix" match="prefixDef[@ident][@matchPattern][@replacementPattern]" use="@ident"/>

  <!-- Where in the page an element of the document is to be found. -->
  <xsl:function name="f:address" as="xs:string?">
    <xsl:param name="target" as="element()"/>
    <xsl:variable name="shown" as="element()?" select="
        $target/ancestor-or-self::*[parent::standOff or ancestor::text or ancestor::sourceDoc
          or self::text or f:is-entry(.) or f:is-shown-image(.)][1][f:is-shown(.)]"/>
    <xsl:choose>
      <xsl:when test="exists($shown) and f:id($shown)">
        <xsl:sequence select="'#' || f:id($shown)"/>
      </xsl:when>
      <xsl:when test="exists($target/ancestor-or-self::teiHeader) and f:id($target)">
        <xsl:sequence select="f:about-href() || '#' || f:id($target)"/>
      </xsl:when>
      <xsl:when test="exists($target/ancestor-or-self::standOff) and f:id($target)">
        <xsl:sequence select="f:about-href() || '#' || f:id($target)"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:about-href" as="xs:string">
    <xsl:sequence select="tokenize($prefix, '/')[last()] || 'about.html'"/>
  </xsl:function>

  <xsl:function name="f:edition-href" as="xs:string">
    <xsl:sequence select="tokenize($prefix, '/')[last()] || 'index.html'"/>
  </xsl:function>

  <!-- An image that the page shows: a file beside it, never one on another machine. -->
  <xsl:function name="f:image" as="xs:string?">
    <xsl:param name="url" as="xs:string?"/>
    <xsl:sequence select="$images(normalize-space($url))?href"/>
  </xsl:function>

  <!-- Its size, so that nothing moves when it is loaded. -->
  <xsl:function name="f:image-size" as="attribute()*">
    <xsl:param name="url" as="xs:string"/>
    <xsl:variable name="image" as="map(xs:string, xs:string)?" select="$images(normalize-space($url))"/>
    <xsl:for-each select="$image?width">
      <xsl:attribute name="width" select="."/>
    </xsl:for-each>
    <xsl:for-each select="$image?height">
      <xsl:attribute name="height" select="."/>
    </xsl:for-each>
  </xsl:function>

</xsl:stylesheet>

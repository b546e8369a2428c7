<?xml version="1.0" encoding="UTF-8"?>
<!-- How the source looks: @rend, @rendition and @style, let through where they are harmless. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- Words found in @rend, and the class that shows them. -->
  <xsl:variable name="f:looks" as="map(xs:string, xs:string)" select="map:merge(
      for $row in (
        'italic: italic italics italique ital it i ita slanted oblique kursiv cursive',
        'bold: bold b bf fett strong',
        'small-caps: sc smallcaps small-caps smcap smallcap scaps petites-capitales',
        'caps: caps allcaps uppercase majuscule capitals',
        'sup: sup super superscript exposant',
        'sub: sub subscript indice',
        'underline: underline underlined ul u underscore underdot overunder',
        'double-underline: double-underline doubleunderline doubleunderlined underdoubleline',
        'overline: overline overlined overbar',
        'strike: strike strikethrough strikeout line-through crossedout struck',
        'center: center centre centered centred align-center text-center',
        'right: right align-right flushright ur',
        'justify: justify justified align-justify',
        'left: left align-left flushleft',
        'indent: indent indented indent1 indent-1 indent(1)',
        'indent-2: indent2 indent-2 indent(2)', 'indent-3: indent3 indent-3 indent(3)', 'indent-4: indent4 indent-4 indent(4)',
        'spaced: spaced letterspaced letter-spaced gesperrt spacing',
        'large: large larger big',
        'small: small smaller',
        'mono: mono monospace tt code typewriter teletype',
        'gothic: gothic blackletter black-letter fraktur',
        'red: red rubric rubricated red-ink rot rouge',
        'initial: initial dropcap drop-cap lettrine versal',
        'boxed: boxed box border framed',
        'roman: roman normal upright antiqua',
        'plain: plain none nomark',
        'vertical: vertical tategaki vertical-rl',
        'block: block blockquote display')
      return tokenize(substring-after($row, ': ')) ! map:entry(., substring-before($row, ':')))"/>

  <!-- Whether the header says how elements of some names look (tagUsage/@render). -->
  <xsl:variable name="f:has-default-renditions" as="xs:boolean" select="map:size($f:default-renditions) gt 0"/>

  <!-- What the page says of an element: its classes, its id, its language, its style. Most elements
       have nothing to say but their kind, and are asked no more. -->
  <xsl:function name="f:attributes" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="kind" as="xs:string*"/>
    <xsl:param name="copy" as="xs:boolean"/>
    <xsl:choose>
      <xsl:when test="$f:has-default-renditions or $element/self::hi or empty($kind[.])
          or ($element/@* and ($element/@rend or $element/@rendition or $element/@style or $element/@xml:lang))">
        <xsl:sequence select="f:class($element, $kind), f:id-attribute($element, $copy), f:language($element), f:style($element)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="class" select="$kind[.]"/>
        <xsl:sequence select="f:id-attribute($element, $copy)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The classes of an element: its kind, then its looks, then its renditions. -->
  <xsl:function name="f:class" as="attribute(class)?">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="kind" as="xs:string*"/>
    <xsl:variable name="plain" as="xs:boolean" select="
        not($element/@rend or $element/@rendition or $element/self::hi or $f:has-default-renditions)"/>
    <xsl:variable name="looks" as="xs:string*" select="
        if ($plain or empty($element/@rend) and empty($element/self::hi)) then ()
        else tokenize(lower-case(string-join($element/(@rend, @type[../self::hi]), ' ')), '[\s,;]+') ! $f:looks(.) ! ('rend-' || .)"/>
    <xsl:variable name="renditions" as="xs:string*" select="
        if ($plain) then () else for $one in tokenize(($element/@rendition, $f:default-renditions(local-name($element)))[1]) return
            (if (starts-with($one, '#'))
             then (f:rendition-class(substring($one, 2)), 'rend-vertical'[map:contains($f:vertical-renditions, substring($one, 2))])
             else if (starts-with($one, 'simple:')) then $f:looks(lower-case(substring($one, 8))) ! ('rend-' || .) else ())"/>
    <xsl:variable name="all" as="xs:string*" select="
        if ($plain) then $kind[.] else distinct-values(($kind[.], $looks, $renditions,
          'brief'[($looks, $renditions) = 'rend-vertical' and f:fits-a-page($element)]))"/>
    <xsl:if test="exists($all)">
      <xsl:attribute name="class" select="$all"/>
    </xsl:if>
  </xsl:function>

  <!-- Whether so many lines, of thirty signs or less, have room beside each other on paper. -->
  <xsl:function name="f:fits-a-page" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="blocks" as="element()*" select="
        $element//*[self::p or self::ab or self::l or self::head or self::item or self::note or self::lb or self::speaker]"/>
    <xsl:sequence select="
        string-length(normalize-space($element)) div 30 + 2 * count($blocks) lt 18 and empty($element//(figure, table, div, graphic))"/>
  </xsl:function>

  <!-- Those of the header's renditions that set writing from top to bottom. -->
  <xsl:variable name="f:vertical-renditions" as="map(xs:string, xs:boolean)" select="
      f:names(string-join(//tagsDecl//rendition[@xml:id][matches(., 'writing-mode\s*:\s*(vertical|sideways|tb)')]/@xml:id, ' '))"/>

  <xsl:function name="f:rendition-class" as="xs:string">
    <xsl:param name="id" as="xs:string"/>
    <xsl:sequence select="'r-' || replace($id, '[^A-Za-z0-9_\-]', '_')"/>
  </xsl:function>

  <!-- The style attribute, where the document has one that is safe. -->
  <xsl:function name="f:style" as="attribute(style)?">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="$element/@style">
      <xsl:for-each select="f:safe-css($element/@style)[.]">
        <xsl:attribute name="style" select="."/>
      </xsl:for-each>
    </xsl:if>
  </xsl:function>

  <!-- The rules for the header's renditions: by class, and by selector where they have a simple one. -->
  <xsl:function name="f:rendition-rules" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="rules" as="xs:string*">
      <xsl:for-each select="$document//tagsDecl//rendition[not(@scheme) or @scheme = 'css']">
        <xsl:variable name="css" as="xs:string" select="f:safe-css(string(.))"/>
        <xsl:variable name="pseudo" as="xs:string" select="
            if (@scope = ('first-line', 'first-letter')) then '::' || @scope else ''"/>
        <xsl:if test="$css and @xml:id and not(@scope[not(. = ('first-line', 'first-letter'))])">
          <xsl:sequence select="'.tei .' || f:rendition-class(normalize-space(@xml:id)) || $pseudo || '{' || $css || '}'"/>
        </xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="string-join($rules, '&#10;')"/>
  </xsl:function>

  <xsl:variable name="f:css-properties" as="xs:string" select="
      '^(font-(style|weight|variant|variant-caps|size|stretch)|text-(align|align-last|decoration|decoration-line|decoration-style|indent|transform|emphasis|orientation)|letter-spacing|word-spacing|line-height|vertical-align|white-space|writing-mode|(margin|padding)(-(left|right|top|bottom|inline|inline-start|inline-end|block))?|border(-(left|right|top|bottom))?(-(style|width))?|hyphens)$'"/>

  <!-- Those declarations of a style that can do no more than set type. Nothing that loads, moves
       over other text, hides it, or breaks out of the rule can pass: names come from a list, and
       values have no brackets, quotes, slashes or escapes. What is wider than a small screen is made to fit. -->
  <xsl:function name="f:safe-css" as="xs:string">
    <xsl:param name="css" as="xs:string?"/>
    <xsl:variable name="is-set-in" as="xs:boolean" select="matches($css, '(margin|padding)(-left|-inline|-inline-start)?\s*:', 'i')"/>
    <xsl:variable name="declarations" as="xs:string*">
      <xsl:for-each select="tokenize($css, ';')">
        <xsl:variable name="property" as="xs:string" select="lower-case(normalize-space(substring-before(., ':')))"/>
        <xsl:variable name="value" as="xs:string" select="normalize-space(substring-after(., ':'))"/>
        <xsl:if test="matches($property, $f:css-properties) and matches($value, '^[A-Za-z0-9 .%+\-]{1,60}$')
          and not(matches($value, '\d{3,}(\.\d*)?(em|rem|ch|ex|vw|vh|%|in|cm|pc)|\d{4,}|-\d{3,}'))
          and not(matches($property, '^(font-size|line-height)$') and matches($value, '^(-|0+(\.0*)?\D*$|0?\.[0-4])'))">
          <xsl:sequence select="$property || ':' || string-join(tokenize($value) ! f:fitting($property, ., $is-set-in), ' ')"/>
        </xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="string-join($declarations, ';')"/>
  </xsl:function>

  <!-- How large a unit of length is, in the size of the type. -->
  <xsl:variable name="f:ems" as="map(xs:string, xs:decimal)" select="
      map{'px': 0.06, 'pt': 0.08, 'mm': 0.24, 'cm': 2.4, 'in': 6.0, '%': 0.2}"/>

  <!-- A value as it is, or so much of it as fits on a small screen. What is set in has room for a
       first line that hangs out. -->
  <xsl:function name="f:fitting" as="xs:string">
    <xsl:param name="property" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:param name="is-set-in" as="xs:boolean"/>
    <xsl:variable name="number" as="xs:decimal?" select="replace($value, '[a-z%]+$', '', 'i')[. castable as xs:decimal] ! xs:decimal(.)"/>
    <xsl:variable name="ems" as="xs:decimal?" select="$number ! (. * ($f:ems(lower-case(replace($value, '^[0-9.+\-]+', ''))), 1.0)[1])"/>
    <xsl:choose>
      <xsl:when test="$property = 'white-space'">
        <xsl:sequence select="if ($value = 'pre') then 'pre-wrap' else if ($value = 'nowrap') then 'normal' else $value"/>
      </xsl:when>
      <xsl:when test="empty($ems) or $ems = 0">
        <xsl:sequence select="$value"/>
      </xsl:when>
      <xsl:when test="$property = 'font-size'">
        <xsl:sequence select="if ($ems gt 4 and not(ends-with($value, '%'))) then 'min(' || $value || ',4em)' else $value"/>
      </xsl:when>
      <xsl:when test="$property = ('letter-spacing', 'word-spacing')">
        <xsl:sequence select="if ($ems gt 2) then 'min(' || $value || ',2em)' else if ($ems lt -0.2) then 'max(' || $value || ',-.2em)' else $value"/>
      </xsl:when>
      <xsl:when test="matches($property, '^(margin|padding|text-indent)')">
        <xsl:variable name="least" as="xs:integer" select="if ($property = 'text-indent' and $is-set-in) then -4 else -1"/>
        <xsl:sequence select="if ($ems gt 6) then 'min(' || $value || ',30%)' else if ($ems lt $least) then 'max(' || $value || ',' || $least || 'em)' else $value"/>
      </xsl:when>
      <xsl:when test="starts-with($property, 'border')">
        <xsl:sequence select="if ($ems gt 1) then 'min(' || $value || ',1em)' else $value"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$value"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Quotation marks to generate: none where the source has its own, else by language, depth and part
     (TEI P5 CO §3.3.3, HD §2.3.3.3). Everything public is in the prefix m, what is private in mp. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:m="urn:siglum:marks" xmlns:mp="urn:siglum:marks:private"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- How a quotation in several parts (@next and @prev, or @part) is marked, where marks are
       generated at all. once: opened before its first part and closed after its last. each: every
       part is opened, and closed where the author's words interrupt it within the paragraph; a
       part that runs on into another paragraph is not closed. -->
  <xsl:param name="m:parts" as="xs:string" select="'once'"/>

  <xsl:key name="mp:id" match="*[@xml:id]" use="normalize-space(@xml:id)"/>

  <!-- The marks to write before and after the element's content; empty where there is none, and
       about nothing. -->
  <xsl:function name="m:marks" as="xs:string+">
    <xsl:param name="element" as="element()"/>
    <xsl:choose>
      <xsl:when test="mp:may-be-marked($element) and mp:says($element) and m:is-marked($element)">
        <xsl:variable name="pair" as="xs:string+" select="mp:pair($element)"/>
        <xsl:sequence select="
            if (mp:opens($element)) then $pair[1] else '',
            if (mp:closes($element)) then $pair[2] else ''"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="'', ''"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Has this element words, or something that stands for words? -->
  <xsl:function name="mp:says" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        exists($element//text()[normalize-space()])
        or exists($element//(gap | graphic | media | g | ptr | table))"/>
  </xsl:function>

  <!-- Is this an element that prose sets in quotation marks? -->
  <xsl:function name="m:is-quotation" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element[self::quote or self::q or self::said or self::soCalled])"/>
  </xsl:function>

  <!-- Is this a quotation (or a cit) that is set as a block of its own, and so has no marks? A cit
       and the quotation in it are blocks together. -->
  <xsl:function name="m:is-block" as="xs:boolean" cache="yes">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        exists($element[self::quote or self::q or self::said or self::cit])
        and (mp:is-block-itself($element)
          or exists($element/parent::cit[mp:is-block-itself(.)])
          or exists($element/self::cit/(quote | q | said)[mp:is-block-itself(.)]))"/>
  </xsl:function>

  <!-- Are marks to be generated for this element, or for the quotation that it is a part of? -->
  <xsl:function name="m:is-marked" as="xs:boolean" cache="yes">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="policy" as="xs:string" select="m:policy($element)"/>
    <xsl:variable name="hint" as="xs:string*" select="mp:hint($element)"/>
    <xsl:sequence select="
        if ($policy eq 'all' or not(mp:may-be-marked($element))) then false()
        else if (exists($hint)) then $hint != ''
        else if ($element/parent::cit[@type]/self::*[matches(@type, '^(trans|equiv)', 'i')][ancestor::entry or ancestor::entryFree]) then false()
        else if (m:is-block($element)) then false()
        else if ($element/self::mentioned) then $policy eq 'none'
        else if ($element/self::title[ancestor::biblStruct or ancestor::biblFull]) then false()
        else $policy eq 'none' or not(m:has-marks($element) or mp:is-part-within-marks($element))"/>
  </xsl:function>

  <!-- Is this a part of a quotation that the source has between marks, outside of its elements? -->
  <xsl:function name="mp:is-part-within-marks" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        if (not(mp:may-have-parts($element))) then false()
        else let $first := mp:end($element, 'prev', 100), $last := mp:end($element, 'next', 100)
        return not($first is $last)
          and matches(string($first/preceding-sibling::node()[1][self::text()]), $mp:opened)
          and matches(string($last/following-sibling::node()[1][self::text()]), $mp:closed)"/>
  </xsl:function>

  <!-- The first or the last part of a quotation; so many steps away at most, since parts may form a ring. -->
  <xsl:function name="mp:end" as="element()">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="direction" as="xs:string"/>
    <xsl:param name="steps" as="xs:integer"/>
    <xsl:variable name="beside" as="element()?" select="if ($steps gt 0) then m:part($element, $direction) else ()"/>
    <xsl:sequence select="if (exists($beside)) then mp:end($beside, $direction, $steps - 1) else $element"/>
  </xsl:function>

  <!-- How the text before and after what stands in marks ends and begins. -->
  <xsl:variable name="mp:opened" as="xs:string" select="'[“”„‟«»‹›「『‘‚''&quot;]\s?$'"/>
  <xsl:variable name="mp:closed" as="xs:string" select="'^\s?[“”«»‹›」』’‘''&quot;]'"/>

  <!-- Is this an element that has marks in some texts? -->
  <xsl:function name="mp:may-be-marked" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        exists($element[self::quote or self::q or self::said or self::soCalled or self::mentioned
          or self::title[@level = 'a']])"/>
  </xsl:function>

  <!-- What the header says of the marks of the source: all, some or none of them stand in the text
       as characters; empty, it does not say. -->
  <xsl:function name="m:policy" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        if (not($mp:has-policies)) then ''
        else string(($element/ancestor::*[self::TEI or self::teiCorpus]/teiHeader/encodingDesc/editorialDecl/quotation/@marks)
          [. = ('all', 'some', 'none')][last()])"/>
  </xsl:function>

  <xsl:variable name="mp:has-policies" as="xs:boolean" select="exists(//editorialDecl/quotation/@marks)"/>

  <!-- Has the element marks of its own: within it, at its beginning or end, or just around it? A
       dash that opens direct speech is such a mark. A lone apostrophe is not. -->
  <xsl:function name="m:has-marks" as="xs:boolean" cache="yes">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="text" as="xs:string" select="
        normalize-space(
          if (empty($element//note)) then $element
          else string-join($element//text()[not(ancestor::note[ancestor::* intersect $element])]))"/>
    <!-- without a point or a comma at its end -->
    <xsl:variable name="words" as="xs:string" select="
        if ($text and contains('.,;:!?…', substring($text, string-length($text))))
        then substring($text, 1, string-length($text) - 1) else $text"/>
    <xsl:variable name="first" as="xs:string" select="substring($text, 1, 1)"/>
    <xsl:variable name="last" as="xs:string" select="substring($words, string-length($words))"/>
    <xsl:sequence select="
        $first and contains('“”„‟«»‹›「『＂&quot;—–―', $first)
        or $last and contains('“”«»‹›」』＂&quot;', $last)
        or string-length($words) gt 1 and contains('‘‚‛’''', $first) and contains('’‘''', $last)
        or matches(substring($element/following-sibling::node()[1][self::text()], 1, 2), $mp:closed)
          and matches(string($element/preceding-sibling::node()[1][self::text()]), $mp:opened)"/>
  </xsl:function>

  <!-- How many inline quotations this one stands in; a note or an embedded text begins anew. -->
  <xsl:function name="m:depth" as="xs:integer">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="around" as="element()*" select="
        $element/ancestor::*[self::quote or self::q or self::said or self::soCalled][not(m:is-block(.))]"/>
    <xsl:variable name="bound" as="element()?" select="
        $element[exists($around)]/ancestor::*[self::note or self::floatingText or self::text][1]"/>
    <xsl:sequence select="count($around[empty($bound) or . >> $bound])"/>
  </xsl:function>

  <!-- The language of the text in which the element stands (not that of its own words), lower
       case; by default the first that the header names, else English. -->
  <xsl:function name="m:language" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        lower-case(string((
          $element/ancestor::*[@xml:lang][normalize-space(@xml:lang)][1]/@xml:lang,
          $element/ancestor::*[self::TEI or self::teiCorpus][teiHeader][1]/teiHeader/profileDesc/langUsage/language[1]/@ident,
          'en')[1]))"/>
  </xsl:function>

  <!-- Opening and closing mark by language: outer, then inner. A tag that has no entry of its own
       is looked up by its beginning (RFC 4647 §3.4), at last as English. In the main as CLDR. -->
  <xsl:variable name="mp:marks" as="map(xs:string, xs:string+)" select="
      map:merge(
        for $row in (
          'en ga gl hi ko la lv pt th tr vi zh da id ms: “ ” ‘ ’',
          'nl cy af: ‘ ’ “ ”',
          'fr frm fro: «_ _» “ ”',
          'fr-ch de-ch de-li it-ch rm: « » ‹ ›',
          'de cs sk sl hr is dsb hsb lb gmh goh: „ “ ‚ ‘',
          'es it ca eu pt-pt el grc oc: « » “ ”',
          'ru uk be kk ky cu orv: « » „ “',
          'pl: „ ” « »',
          'hu: „ ” » «',
          'ro: „ ” « »',
          'bg mk sq: „ “ ‘ ’',
          'sr bs: „ ” ’ ’',
          'et ka: „ “ « »',
          'lt: „ “ ‚ ‘',
          'sv fi he yi: ” ” ’ ’',
          'no nb nn: « » ‘ ’',
          'fa hy az: « » ‹ ›',
          'ar: ” “ ’ ‘',
          'ja zh-hant zh-tw zh-hk: 「 」 『 』')
        return
          let $marks := tokenize(substring-after($row, ': ')) ! translate(., '_', '&#x202F;')
          return tokenize(substring-before($row, ': ')) ! map:entry(., $marks))"/>

  <!-- The pair of marks for this element. -->
  <xsl:function name="mp:pair" as="xs:string+">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="hint" as="xs:string*" select="mp:hint($element)"/>
    <xsl:variable name="four" as="xs:string+" select="mp:look-up(m:language($element))"/>
    <xsl:sequence select="
        if ($hint[1] and $hint[1] ne 'quotes') then $hint
        else if (m:depth($element) mod 2 eq 0) then $four[position() le 2]
        else $four[position() gt 2]"/>
  </xsl:function>

  <!-- The marks of a language: the outer pair, the inner pair. -->
  <xsl:function name="m:of-language" as="xs:string+">
    <xsl:param name="language" as="xs:string"/>
    <xsl:sequence select="mp:look-up(lower-case($language))"/>
  </xsl:function>

  <xsl:function name="mp:look-up" as="xs:string+">
    <xsl:param name="language" as="xs:string"/>
    <xsl:sequence select="
        if (map:contains($mp:marks, $language)) then $mp:marks($language)
        else if (contains($language, '-')) then mp:look-up(replace($language, '-[^-]*$', ''))
        else $mp:marks('en')"/>
  </xsl:function>

  <!-- What the element's own rendition says of its marks: two marks; 'quotes' for the usual ones;
       two empty strings for none; nothing where it is silent. Read are rend="PRE lsquo POST rsquo",
       rend="pre(‘) post(’)", rend="quotes" and "noquotes", and a rendition whose CSS content,
       with scope before and after, is a string. -->
  <xsl:function name="mp:hint" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="rend" as="xs:string" select="normalize-space($element/@rend)"/>
    <xsl:variable name="renditions" as="element(rendition)*" select="
        tokenize($element/@rendition) ! key('mp:id', substring-after(., '#'), root($element))
        /self::rendition"/>
    <xsl:variable name="content" as="xs:string*" select="
        for $scope in ('before', 'after')
        return string(($renditions[@scope = $scope] ! mp:css-content(.))[1])"/>
    <xsl:variable name="written" as="xs:string" select="
        '(^|\s)pre\s*\(?\s*([^\s()]+?)\s*\)?\s+post\s*\(?\s*([^\s()]+?)\s*\)?(\s|$)'"/>
    <xsl:choose>
      <xsl:when test="not($element/@rend or $element/@rendition)">
        <xsl:sequence select="()"/>
      </xsl:when>
      <xsl:when test="$content != ''">
        <xsl:sequence select="$content"/>
      </xsl:when>
      <xsl:when test="matches($rend, $written, 'i')">
        <xsl:variable name="groups" as="element()*" select="
            analyze-string($rend, $written, 'i')//*:group[@nr = ('2', '3')]"/>
        <xsl:sequence select="$groups ! mp:character(string(.))"/>
      </xsl:when>
      <xsl:when test="tokenize(lower-case($rend)) = ('noquotes', 'no-quotes', 'unquoted')">
        <xsl:sequence select="'', ''"/>
      </xsl:when>
      <xsl:when test="tokenize(lower-case($rend)) = ('quotes', 'quoted', 'inquotes')">
        <xsl:sequence select="'quotes', 'quotes'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="()"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="mp:css-content" as="xs:string?">
    <xsl:param name="rendition" as="element(rendition)"/>
    <xsl:variable name="quoted" as="xs:string" select="'content:\s*([''&quot;])(.+?)\1'"/>
    <xsl:sequence select="
        analyze-string($rendition, $quoted)//*:group[@nr = '2'] ! string(.)"/>
  </xsl:function>

  <!-- A mark that is written by its name in ISO 8879, or as itself. -->
  <xsl:function name="mp:character" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="
        (map{'lsquo': '‘', 'rsquo': '’', 'ldquo': '“', 'rdquo': '”', 'laquo': '«', 'raquo': '»',
          'lsaquo': '‹', 'rsaquo': '›', 'bdquo': '„', 'ldquor': '„', 'sbquo': '‚', 'lsquor': '‚',
          'quot': '&quot;', 'apos': '''', 'mdash': '—', 'ndash': '–', 'none': ''}
          (lower-case($name)), $name)[1]"/>
  </xsl:function>

  <xsl:function name="mp:opens" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        $m:parts eq 'each'
        or not($element/@part = ('M', 'F') or mp:may-have-parts($element) and exists(m:part($element, 'prev')))"/>
  </xsl:function>

  <xsl:function name="mp:closes" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="next" as="element()?" select="if (mp:may-have-parts($element)) then m:part($element, 'next') else ()"/>
    <xsl:sequence select="
        if (exists($next)) then
          $m:parts eq 'each' and mp:paragraph($next) is mp:paragraph($element)
        else $m:parts eq 'each' or not($element/@part = ('I', 'M'))"/>
  </xsl:function>

  <!-- Whether others can be parts of the same quotation: it points at them, or they may point at it. -->
  <xsl:function name="mp:may-have-parts" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/(@next | @prev | @xml:id))"/>
  </xsl:function>

  <!-- The part of the same quotation before or after this one, as it says with @prev or @next, as
       the other says, or as a join says of both. -->
  <xsl:function name="m:part" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="direction" as="xs:string"/>
    <xsl:variable name="pointer" as="xs:string"
      select="normalize-space($element/@*[local-name() = $direction])"/>
    <xsl:sequence select="
        if (starts-with($pointer, '#'))
        then key('mp:id', substring($pointer, 2), root($element))[1] except $element
        else if ($pointer or empty($element/@xml:id)) then ()
        else mp:joined($element, $direction)"/>
  </xsl:function>

  <xsl:function name="mp:joined" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="direction" as="xs:string"/>
    <xsl:variable name="id" as="xs:string" select="'#' || normalize-space($element/@xml:id)"/>
    <xsl:variable name="saying" as="element()*" select="key('mp:joined', $id, root($element)) except $element"/>
    <xsl:variable name="other" as="element()?" select="
        $saying[if ($direction eq 'next') then normalize-space(@prev) = $id else normalize-space(@next) = $id][1]"/>
    <xsl:variable name="tokens" as="xs:string*" select="tokenize($saying/self::join[1]/@target)"/>
    <xsl:variable name="beside" as="xs:string?" select="
        $tokens[index-of($tokens, $id)[1] + (if ($direction eq 'next') then 1 else -1)][starts-with(., '#')]"/>
    <xsl:sequence select="($other, $beside ! key('mp:id', substring(., 2), root($element)))[self::quote or self::q or self::said][1]"/>
  </xsl:function>

  <xsl:key name="mp:joined" match="quote[@next or @prev] | q[@next or @prev] | said[@next or @prev] | join[@target]"
    use="(@next, @prev, @target) ! tokenize(.)"/>

  <xsl:function name="mp:paragraph" as="node()">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        ($element/ancestor::*[self::p or self::ab or self::l or self::head or self::item][1],
          $element/..)[1]"/>
  </xsl:function>

  <!-- Elements in which a quotation stands among blocks. -->
  <xsl:variable name="mp:sections" as="map(xs:string, xs:boolean)" select="
      map:merge(tokenize('div div1 div2 div3 div4 div5 div6 div7 body front back epigraph argument lg postscript')
        ! map:entry(., true()))"/>

  <!-- By its rendition, by what it holds, or by where it stands. -->
  <xsl:function name="mp:is-block-itself" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="hints" as="xs:string*" select="tokenize(lower-case($element/@rend))"/>
    <xsl:sequence select="
        if ($hints = 'inline') then false()
        else if ($hints = ('block', 'blockquote', 'display')) then true()
        else map:contains($mp:sections, local-name($element/..))
          or exists($element/*[self::p or self::ab or self::lg or self::l or self::list
            or self::table or self::sp or self::div or self::floatingText or self::figure
            or self::head])
          or exists($element[not(self::cit)]/(quote | q | said | cit)[mp:is-block-itself(.)])"/>
  </xsl:function>
</xsl:stylesheet>

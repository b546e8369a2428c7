<?xml version="1.0" encoding="UTF-8"?>
<!-- Mode t:inline: what runs on in a line, to the text, marks and breaks of one block. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:b="urn:siglum:structure"
  xmlns:m="urn:siglum:marks" xmlns:n="urn:siglum:notes" xmlns:r="urn:siglum:readings" xmlns:t="urn:siglum:text"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:mode name="t:inline" on-no-match="fail" on-multiple-match="fail"
    use-accumulators="t:text-nodes t:end-notes"/>

  <xsl:template mode="t:inline" match="comment() | processing-instruction()" as="item()*"/>

  <xsl:template mode="t:inline" match="text()" as="item()">
    <xsl:choose>
      <xsl:when test="$t:diplomatic">
        <run xmlns="" n="{accumulator-before('t:text-nodes')}">
          <xsl:value-of select="."/>
        </run>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="."/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A part of an entry that is made of parts is set off by a space. -->
  <xsl:template mode="t:inline" match="*[t:is-part(.)]" priority="8.5" as="item()*">
    <space xmlns="" parts="true"/>
    <xsl:next-match/>
  </xsl:template>

  <!-- Words go through. An element that would be a block elsewhere is set off by spaces. -->
  <xsl:template mode="t:inline" match="*" priority="0" as="item()*">
    <xsl:variable name="block" as="xs:boolean" select="b:is-block(.)"/>
    <xsl:if test="$block">
      <space xmlns="" parts="true"/>
    </xsl:if>
    <xsl:apply-templates mode="t:inline" select="node()"/>
    <xsl:if test="$block">
      <space xmlns="" parts="true"/>
    </xsl:if>
    <xsl:if test="empty(node())">
      <nothing xmlns=""/>
    </xsl:if>
  </xsl:template>

  <!-- Where nothing is shown, the white space on both sides of it is one. -->
  <xsl:template mode="t:inline" match="*[r:is-left-out(., $view)]" priority="10" as="item()*">
    <nothing xmlns=""/>
  </xsl:template>

  <xsl:template mode="t:inline" match="*[t:is-unhandled(.)]" priority="8" as="item()*">
    <xsl:choose>
      <xsl:when test="b:is-silent(.)"/>
      <xsl:otherwise>
        <kept xmlns="">
          <xsl:for-each select="node()">
            <xsl:apply-templates mode="t:inline" select="."/>
            <xsl:if test="self::*">
              <space/>
            </xsl:if>
          </xsl:for-each>
        </kept>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="t:inline" match="*[b:is-apart(.)]" priority="9" as="item()*">
    <xsl:param name="keep" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="t:is-end-note(.)">
        <reference xmlns="" n="{t:number(.)}"/>
      </xsl:when>
      <xsl:when test="$keep">
        <xsl:apply-templates mode="t:inline" select="node()"/>
      </xsl:when>
      <xsl:otherwise>
        <nothing xmlns=""/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- breaks: a new page or line parts words, unless it says that it does not, by @break or by the
       older ways to say so -->

  <xsl:template mode="t:inline" match="lb | pb | cb | gb" priority="1" as="element()">
    <xsl:choose>
      <xsl:when test="@break = 'no' or @type = ('hyphenated', 'inWord', 'worddiv')">
        <joint xmlns=""/>
      </xsl:when>
      <xsl:when test="self::lb and not($t:diplomatic) and ancestor::*[b:is-block(.)][1]
        [self::head or self::titlePart or self::byline or self::docImprint or self::docAuthor
          or self::signed or self::salute or self::dateline or self::closer or self::opener
          or self::addrLine or self::address or self::trailer]">
        <br xmlns=""/>
      </xsl:when>
      <xsl:otherwise>
        <space xmlns=""/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="t:inline" match="space[not(normalize-space())]" priority="1" as="element()">
    <space xmlns=""/>
  </xsl:template>

  <!-- quotations -->

  <xsl:template mode="t:inline" priority="2" as="item()*"
    match="quote | q | said | soCalled | mentioned | title[@level = 'a']">
    <xsl:variable name="marks" as="xs:string+"
      select="if ($t:diplomatic) then ('', '') else m:marks(.)"/>
    <xsl:variable name="emphasized" as="xs:boolean"
      select="exists(self::mentioned) and not(m:is-marked(.))"/>
    <xsl:if test="m:is-block(.)">
      <space xmlns="" parts="true"/>
    </xsl:if>
    <xsl:if test="$marks[1]">
      <mark xmlns="" side="before">
        <xsl:value-of select="$marks[1]"/>
      </mark>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="$emphasized">
        <em xmlns="">
          <xsl:apply-templates mode="t:inline" select="node()"/>
        </em>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="t:inline" select="node()"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$marks[2]">
      <mark xmlns="" side="after">
        <xsl:value-of select="$marks[2]"/>
      </mark>
    </xsl:if>
    <xsl:if test="m:is-block(.)">
      <space xmlns="" parts="true"/>
    </xsl:if>
  </xsl:template>

  <!-- looks that Markdown has, too -->

  <xsl:template mode="t:inline" priority="1" as="element()"
    match="emph | title[not(@level = ('a', 'u'))] | foreign | stage | hi[t:looks(.) = 'em']">
    <em xmlns="">
      <xsl:apply-templates mode="t:inline" select="node()"/>
    </em>
  </xsl:template>

  <xsl:template mode="t:inline" priority="1" as="element()" match="hi[t:looks(.) = 'strong']">
    <strong xmlns="">
      <xsl:apply-templates mode="t:inline" select="node()"/>
    </strong>
  </xsl:template>

  <xsl:template mode="t:inline" priority="1" as="element()"
    match="code | gi | att | val | tag | ident">
    <code xmlns="">
      <xsl:apply-templates mode="t:inline" select="node()"/>
    </code>
  </xsl:template>

  <!-- em, strong or nothing, by @rend or the CSS of @style and of what @rendition points at -->
  <xsl:function name="t:looks" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="renditions" as="element()*" select="
        tokenize($element/@rendition) ! key('t:id', substring-after(., '#'), root($element))"/>
    <xsl:variable name="said" as="xs:string*" select="
        ($element/@rend, $element/@style, $renditions) ! tokenize(lower-case(.), '[^a-z]+')"/>
    <xsl:sequence select="
        if ($said = ('italic', 'italics', 'ital', 'it', 'i', 'oblique', 'slanted')) then 'em'
        else if ($said = ('bold', 'bolder', 'b', 'strong')) then 'strong'
        else ''"/>
  </xsl:function>

  <xsl:key name="t:id" match="*[@xml:id]" use="normalize-space(@xml:id)"/>

  <!-- links, images, characters -->

  <xsl:template mode="t:inline" match="ref[t:is-web(@target)]" priority="1" as="element()">
    <link xmlns="" href="{normalize-space(@target)}">
      <xsl:apply-templates mode="t:inline" select="node()"/>
    </link>
  </xsl:template>

  <xsl:template mode="t:inline" match="ptr" priority="1" as="element()">
    <xsl:choose>
      <xsl:when test="t:is-web(@target) and not($t:diplomatic)">
        <link xmlns="" href="{normalize-space(@target)}"/>
      </xsl:when>
      <xsl:otherwise>
        <nothing xmlns=""/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="t:inline" match="graphic | media" priority="1" as="item()*">
    <image xmlns="" href="{normalize-space(@url)}"/>
    <xsl:apply-templates mode="t:inline" select="*"/>
  </xsl:template>

  <xsl:template mode="t:inline" match="binaryObject" priority="1" as="element()*">
    <image xmlns="" href=""/>
  </xsl:template>

  <!-- A character that the text does not hold is looked up in the header's character declarations
       (TEI P5 WD §5.2). -->
  <xsl:template mode="t:inline" match="g[not(normalize-space())]" priority="1" as="item()*">
    <xsl:variable name="mappings" as="element(mapping)*" select="
        key('t:id', substring-after(normalize-space(@ref), '#'), root())/mapping"/>
    <xsl:variable name="wanted" as="xs:string*" select="
        if ($t:diplomatic) then ('diplomatic', 'Unicode', 'PUA', 'precomposed', 'composed')
        else ('standard', 'normalized', 'simplified', 'precomposed', 'composed')"/>
    <xsl:variable name="mapping" as="xs:string?" select="
        (for $type in $wanted return $mappings[@type = $type], $mappings)[1] ! normalize-space()"/>
    <xsl:value-of select="
        if (matches($mapping, '^U\+[0-9A-Fa-f]{4,6}$')) then t:character($mapping) else $mapping"/>
  </xsl:template>

  <!-- The character that is written U+1F600; what is no character of XML stays as it is. -->
  <xsl:function name="t:character" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="
        (parse-xml-fragment('&lt;c>&amp;#x' || substring-after($name, '+') || ';&lt;/c>')
          ! string(.), $name)[1]"/>
  </xsl:function>

  <!-- A gloss beside its base, where no line above the line can hold it. -->
  <xsl:template mode="t:inline" match="ruby/rt[not($t:diplomatic)]" priority="1" as="item()*">
    <xsl:text>(</xsl:text>
    <xsl:apply-templates mode="t:inline" select="node()"/>
    <xsl:text>)</xsl:text>
  </xsl:template>

  <!-- what is missing, and what the editor says about it -->

  <xsl:template mode="t:inline" match="gap | ellipsis | space[normalize-space()]" priority="1" as="element()">
    <editorial xmlns="" kind="gap">
      <xsl:text>[</xsl:text>
      <xsl:apply-templates mode="t:inline" select="node()"/>
      <xsl:if test="not(normalize-space())">…</xsl:if>
      <xsl:text>]</xsl:text>
    </editorial>
  </xsl:template>

  <xsl:template mode="t:inline" priority="1" as="item()*"
    match="figDesc | gap/desc | ellipsis/desc | space/desc | graphic/desc | media/desc">
    <xsl:choose>
      <xsl:when test="parent::gap or parent::ellipsis or parent::space">
        <xsl:apply-templates mode="t:inline" select="node()"/>
      </xsl:when>
      <xsl:otherwise>
        <editorial xmlns="">
          <xsl:text>[</xsl:text>
          <xsl:apply-templates mode="t:inline" select="node()"/>
          <xsl:text>]</xsl:text>
        </editorial>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A note in the line. One by the editor is in brackets, and is no part of the source's text. -->
  <xsl:template mode="t:inline" match="note[n:is-in-line(.)][t:is-editorial(.)]" priority="1"
    as="element()">
    <editorial xmlns="">
      <xsl:text>[</xsl:text>
      <xsl:apply-templates mode="t:inline" select="node()"/>
      <xsl:text>]</xsl:text>
    </editorial>
  </xsl:template>

  <!-- Is this a further part of an entry whose parts have only layout between them? Not a piece of
       a word that is marked up. -->
  <xsl:function name="t:is-part" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        exists($element/preceding-sibling::*[1])
        and exists($element/parent::*[ancestor-or-self::*[self::biblStruct or self::biblFull
          or self::entry or self::entryFree or self::msDesc or self::msPart or self::msFrag
          or self::msIdentifier or self::row or self::figure or self::notatedMusic or self::bibl
          or self::castItem or self::person or self::place or self::org or self::event or self::nym
          or self::object]])
        and not($element/(self::hi or self::emph or self::choice or self::subst or self::add
          or self::del or self::app or self::ex or self::am or self::abbr or self::expan
          or self::supplied or self::unclear or self::c or self::g or self::m or self::pc
          or self::lb or self::cb or self::pb or self::gb or self::note))
        and not($element/parent::*[self::choice or self::subst or self::app or self::rdg
          or self::lem or self::w or self::title or self::hi or self::emph or self::foreign
          or self::term or self::mentioned or self::soCalled or self::q or self::quote or self::said
          or self::seg or self::ref or self::p or self::note or self::date or self::num])
        and empty($element/../text()[normalize-space()])"/>
  </xsl:function>

  <xsl:function name="t:is-web" as="xs:boolean">
    <xsl:param name="pointer" as="attribute()?"/>
    <xsl:sequence select="matches($pointer, '^\s*(https?|ftp|mailto|doi|urn):\S+\s*$', 'i')"/>
  </xsl:function>
</xsl:stylesheet>

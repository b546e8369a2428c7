<?xml version="1.0" encoding="UTF-8"?>
<!-- Verse, drama and speech that was recorded. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:template mode="text" match="lg" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <div>
      <xsl:sequence select="f:attributes(., 'lg', $copy)"/>
      <xsl:call-template name="pieces"/>
      <xsl:if test="@met or @real or @rhyme">
        <xsl:call-template name="scheme"/>
      </xsl:if>
    </div>
  </xsl:template>

  <!-- Metre and rhyme that a poem, a stanza or a line is said to have (TEI P5 VE §6.4), after it; not that
       which is said of what it stands in, too. -->
  <xsl:template name="scheme" as="node()*">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="around" as="xs:string" select="normalize-space((ancestor::*/@met)[last()])"/>
    <xsl:variable name="met" as="xs:string" select="normalize-space((@met, $around)[1])"/>
    <xsl:variable name="facts" as="xs:string*" select="
        $met[current()/@met][not(. = ('', $around))] ! ('metre ' || .),
        @real ! normalize-space()[not(. = ('', $met))] ! ('realized as ' || .),
        @rhyme ! normalize-space()[.] ! ('rhyme ' || .)"/>
    <xsl:if test="exists($facts) and not($copy)">
      <xsl:text> </xsl:text>
      <xsl:element name="{if (self::l) then 'span' else 'p'}">
        <xsl:attribute name="class" select="'scheme'"/>
        <xsl:attribute name="data-added"/>
        <xsl:value-of select="string-join($facts, ' · ')"/>
        <xsl:for-each select="(root()/*/teiHeader/encodingDesc/metDecl)[1][current()/(self::div | self::lg)/(@met | @real)]/@xml:id">
          <xsl:text> (</xsl:text>
          <a href="{f:about-href()}#{f:safe-id(.)}">signs</a>
          <xsl:text>)</xsl:text>
        </xsl:for-each>
      </xsl:element>
    </xsl:if>
  </xsl:template>

  <!-- The letter of a rhyme, after its words. -->
  <xsl:template mode="text" match="rhyme[normalize-space(@label)]" as="element()+">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:call-template name="phrase"/>
    <xsl:if test="not($copy)">
      <sub class="scheme" data-added=""><span class="away"> rhyme </span><xsl:value-of select="normalize-space(@label)"/></sub>
    </xsl:if>
  </xsl:template>

  <!-- The metre of a foot or phrase: told where one points at it. -->
  <xsl:template mode="text" match="seg[@met or @real]" as="element()">
    <xsl:variable name="made" as="element()">
      <xsl:call-template name="phrase"/>
    </xsl:variable>
    <xsl:variable name="says" as="xs:string*" select="@met ! ('metre ' || normalize-space()), @real ! ('realized as ' || normalize-space())"/>
    <xsl:copy select="$made">
      <xsl:copy-of select="@*"/>
      <xsl:attribute name="title" select="string-join($says, ' · ')"/>
      <xsl:copy-of select="node()"/>
    </xsl:copy>
  </xsl:template>

  <!-- Every fifth line shows its number (1.2.15 is the fifteenth of a scene), and one whose number
       ends in something else. -->
  <xsl:function name="f:shows-number" as="xs:boolean">
    <xsl:param name="n" as="xs:string"/>
    <xsl:variable name="last" as="xs:string" select="replace(normalize-space($n), '^.*[^0-9]', '')"/>
    <xsl:sequence select="if ($last) then matches($last, '[05]$') else exists($n[normalize-space()])"/>
  </xsl:function>

  <!-- A line of verse. -->
  <xsl:template mode="text" match="l" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <div>
      <xsl:sequence select="f:attributes(., ('l', @part[. = ('I', 'M', 'F')] ! ('part-' || lower-case(.))), $copy)"/>
      <xsl:if test="@n and not($copy)">
        <xsl:attribute name="data-n" select="@n"/>
      </xsl:if>
      <xsl:if test="f:runs-by-letters(.)">
        <xsl:attribute name="dir" select="'auto'"/>
      </xsl:if>
      <xsl:call-template name="content">
        <xsl:with-param name="before" as="node()*">
          <xsl:if test="@n and not($plain or $copy) and f:shows-number(@n)">
            <xsl:variable name="n" as="xs:string" select="normalize-space(@n)"/>
            <xsl:variable name="id" as="xs:string?" select="f:id(.)"/>
            <xsl:choose>
              <xsl:when test="$id">
                <a class="line-n" href="#{$id}" data-added="" aria-label="Line {$n}"><xsl:value-of select="$n"/></a>
              </xsl:when>
              <xsl:otherwise>
                <span class="line-n" data-added=""><xsl:value-of select="$n"/></span>
              </xsl:otherwise>
            </xsl:choose>
            <xsl:text> </xsl:text>
          </xsl:if>
          <xsl:if test="@facs">
            <xsl:call-template name="to-zone"/>
          </xsl:if>
        </xsl:with-param>
        <xsl:with-param name="after" as="node()*">
          <xsl:if test="$f:is-annotated">
            <xsl:call-template name="marks-about"/>
          </xsl:if>
          <xsl:if test="(@met or @real or @rhyme) and not($plain)">
            <xsl:call-template name="scheme"/>
          </xsl:if>
        </xsl:with-param>
      </xsl:call-template>
    </div>
  </xsl:template>

  <!-- Most lines and speakers are words and nothing else. -->
  <xsl:variable name="f:has-plain-lines" as="xs:boolean" select="not($right-to-left or $f:has-default-renditions)"/>

  <xsl:template mode="text" match="l[not(@* or *)]" priority="2" as="element()">
    <xsl:choose>
      <xsl:when test="$f:has-plain-lines">
        <div class="l"><xsl:value-of select="."/></div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:next-match/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="text" match="sp/speaker[not(@* or *)]" priority="2" as="element()">
    <xsl:choose>
      <xsl:when test="$f:has-default-renditions">
        <xsl:next-match/>
      </xsl:when>
      <xsl:otherwise>
        <p class="speaker"><xsl:value-of select="."/></p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="text" match="sp" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:choose>
      <xsl:when test="$copy or $f:has-default-renditions or @rend or @rendition or @xml:lang or @style">
        <div>
          <xsl:sequence select="f:attributes(., 'sp', $copy)"/>
          <xsl:call-template name="speech-number"/>
          <xsl:call-template name="blocks"/>
          <xsl:call-template name="marks-of-speech"/>
        </div>
      </xsl:when>
      <!-- most speeches have nothing else to say of themselves -->
      <xsl:otherwise>
        <xsl:variable name="number" as="xs:string" select="string($f:speeches(generate-id(.)))"/>
        <xsl:variable name="id" as="xs:string" select="if (@xml:id) then f:id(.) else 'speech:' || $number"/>
        <div class="sp" id="{$id}">
          <xsl:call-template name="speech-number">
            <xsl:with-param name="id" select="$id"/>
            <xsl:with-param name="number" select="if (@n) then f:speech-number(.) else $number"/>
          </xsl:call-template>
          <xsl:call-template name="blocks"/>
          <xsl:if test="$f:is-annotated">
            <xsl:call-template name="marks-of-speech"/>
          </xsl:if>
        </div>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A speech is linked to by its number, as a paragraph is, unless its lines have numbers, or the block
       that it begins with has one that would stand in the same place. -->
  <xsl:template name="speech-number" as="node()*">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="id" as="xs:string" select="f:id(.)"/>
    <xsl:param name="number" as="xs:string" select="f:speech-number(.)"/>
    <xsl:if test="not($plain or $copy or $f:has-line-numbers and (l/@n or lg/l/@n or $f:has-deep-numbers and .//l/@n))
      and (*[1]/self::speaker
        or not(*[1][(self::p or self::ab) and (@n or @xml:id) or self::sp or self::spGrp or self::floatingText]))">
      <a class="n" href="#{$id}" data-added="" aria-label="Speech {$number}">
        <xsl:value-of select="$number"/>
      </a>
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:variable name="f:has-line-numbers" as="xs:boolean" select="exists(//l/@n)"/>

  <!-- Do lines have numbers that stand in something else within a speech than a stanza? -->
  <xsl:variable name="f:has-deep-numbers" as="xs:boolean" select="
      exists(//l[@n][not(parent::sp or parent::lg/parent::sp)][ancestor::sp or ancestor::u])"/>

  <xsl:function name="f:speech-number" as="xs:string">
    <xsl:param name="speech" as="element()"/>
    <xsl:sequence select="(normalize-space($speech/@n)[.], string($f:speeches(generate-id($speech))))[1]"/>
  </xsl:function>

  <xsl:template mode="text" match="spGrp | castGroup | castList" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <div>
      <xsl:sequence select="f:attributes(., local-name(), $copy)"/>
      <xsl:choose>
        <xsl:when test="f:is-structural(.)">
          <xsl:call-template name="blocks"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="content"/>
        </xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>

  <xsl:template mode="text" match="u" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <div>
      <xsl:sequence select="f:attributes(., 'u', $copy)"/>
      <xsl:call-template name="speech-number"/>
      <xsl:for-each select="(@start, parent::annotationBlock/@start)[1] ! f:targets(.)[1] ! f:clock(.)">
        <span class="time" data-added="" title="time"><xsl:value-of select="."/></span>
        <xsl:text> </xsl:text>
      </xsl:for-each>
      <xsl:if test="@who or parent::annotationBlock/@who">
        <span class="speaker" data-added="">
          <xsl:value-of select="string-join((f:named(@who), f:named(parent::annotationBlock/@who[empty(current()/@who)])), ', ') || ': '"/>
        </span>
      </xsl:if>
      <xsl:if test="@trans[not(. = 'smooth')]">
        <span class="heard" data-added=""><xsl:value-of select="'[' || (map{'overlap': 'overlapping', 'pause': 'after a pause'}(@trans), @trans)[1] || '] '"/></span>
      </xsl:if>
      <xsl:call-template name="content"/>
      <xsl:call-template name="marks-of-speech"/>
    </div>
  </xsl:template>

  <!-- When a point of a timeline is: as it says, or in minutes and seconds since the first (TEI P5 TS §8.4). -->
  <xsl:function name="f:clock" as="xs:string?">
    <xsl:param name="point" as="element()"/>
    <xsl:variable name="seconds" as="xs:decimal?" select="f:seconds($point, 1000)"/>
    <xsl:choose>
      <xsl:when test="empty($point/self::when)"/>
      <xsl:when test="normalize-space($point/@absolute) and (empty($seconds) or empty($point/../when[@interval]))">
        <xsl:sequence select="normalize-space($point/@absolute)"/>
      </xsl:when>
      <xsl:when test="exists($seconds)">
        <xsl:variable name="rest" as="xs:decimal" select="round($seconds, 2) mod 60"/>
        <xsl:sequence select="floor(round($seconds, 2) div 60) || ':' || '0'[$rest lt 10] || $rest"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:seconds" as="xs:decimal?">
    <xsl:param name="point" as="element()?"/>
    <xsl:param name="steps" as="xs:integer"/>
    <xsl:variable name="unit" as="xs:decimal?" select="
        map{'s': 1, 'ms': 0.001, 'min': 60, 'mn': 60, 'h': 3600, 'hrs': 3600, 'hours': 3600, 'minutes': 60, 'seconds': 1}
          (string(($point/@unit, $point/../@unit, 's')[1]))"/>
    <xsl:choose>
      <xsl:when test="empty($point/self::when) or $steps = 0"/>
      <xsl:when test="$point/@interval castable as xs:decimal and xs:decimal($point/@interval) ge 0 and $point/@since">
        <xsl:sequence select="f:seconds(f:targets($point/@since)[1], $steps - 1) ! (. + xs:decimal($point/@interval) * $unit)"/>
      </xsl:when>
      <xsl:when test="empty($point/@interval) and ($point/../@origin ! f:targets(.)[1], $point/../when[1])[1] is $point">
        <xsl:sequence select="0"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- From here on the voice is another; without a value it is as it was. -->
  <xsl:template mode="text" match="shift" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <span>
      <xsl:sequence select="f:class(., ('heard', 'shift')), f:id-attribute(., $copy)"/>
      <span data-added="">
        <xsl:value-of select="'[' || string-join((f:named(@who), @feature, (@new[normalize-space()], 'normal')[1]), ' ') || ']'"/>
      </span>
      <xsl:apply-templates mode="text"/>
    </span>
  </xsl:template>

  <!-- The marks of notes to a speech as a whole, beside its beginning where there is room. -->
  <xsl:template name="marks-of-speech" as="element()?">
    <xsl:variable name="marks" as="element()*">
      <xsl:if test="$f:is-annotated">
        <xsl:call-template name="marks-about"/>
      </xsl:if>
    </xsl:variable>
    <xsl:if test="exists($marks)">
      <p class="of-block"><xsl:sequence select="$marks"/></p>
    </xsl:if>
  </xsl:template>

  <!-- What nothing parts in the source is parted here. -->
  <xsl:template mode="text" match="castItem/*[self::roleDesc or self::actor or self::role][preceding-sibling::node()[1][self::role or self::roleDesc or self::actor]]" priority="1" as="node()+">
    <xsl:sequence select="f:added(', ')"/>
    <xsl:next-match/>
  </xsl:template>

  <xsl:template mode="text" match="castItem" as="element()">
    <xsl:call-template name="generic"/>
  </xsl:template>

  <xsl:template mode="text" match="speaker | stage" as="element()">
    <xsl:call-template name="generic">
      <xsl:with-param name="block" select="if (some $child in * satisfies f:flows($child)) then 'div' else 'p'"/>
      <xsl:with-param name="inline" select="if (self::stage) then 'i' else 'span'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- What is heard or seen beside the words stands in brackets, as in transcripts. -->
  <xsl:template mode="text" match="vocal | kinesic | incident | writing" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:element name="{if (f:flows(.)) then 'div' else 'span'}">
      <xsl:sequence select="f:class(., ('heard', local-name())), f:id-attribute(., $copy), f:language(.)"/>
      <xsl:variable name="who" as="xs:string" select="string-join(f:named(@who[not(. = current()/ancestor::u[1]/@who)]), ', ')"/>
      <xsl:variable name="line" as="xs:boolean" select="every $child in * satisfies not(f:flows($child))"/>
      <xsl:call-template name="content">
        <xsl:with-param name="before" as="element()"><span data-added=""><xsl:value-of select="'['[$line] || $who[.] ! (. || ': ')"/></span></xsl:with-param>
        <xsl:with-param name="after" as="element()?">
          <xsl:if test="$line"><span data-added="">]</span></xsl:if>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:element>
  </xsl:template>

  <xsl:template mode="text" match="pause" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="seconds" as="xs:string?" select="
        @dur[matches(., '^PT[\d.]+S$')] ! (replace(., '^PT|S$', '') || ' s')"/>
    <span>
      <xsl:sequence select="f:class(., ('heard', 'pause')), f:id-attribute(., $copy)"/>
      <span data-added="" role="img" aria-label="pause{$seconds ! (', ' || .)}"><xsl:value-of select="'(' || ($seconds, '…')[1] || ')'"/></span>
    </span>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Paragraphs, with their numbers as permalinks; the beginnings of pages, columns and lines. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:template mode="text" match="p | ab" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="blocks" as="xs:boolean" select="some $child in * satisfies f:flows($child)"/>
    <xsl:variable name="id" as="xs:string?" select="if ($copy) then () else f:id(.)"/>
    <xsl:element name="{if ($blocks) then 'div' else 'p'}">
      <xsl:sequence select="f:class(., (local-name(), 'blocks'[$blocks]))"/>
      <xsl:for-each select="$id">
        <xsl:attribute name="id" select="."/>
      </xsl:for-each>
      <xsl:sequence select="f:language(.), f:style(.)"/>
      <xsl:if test="f:runs-by-letters(.)">
        <xsl:attribute name="dir" select="'auto'"/>
      </xsl:if>
      <xsl:variable name="numbered" as="xs:boolean" select="
          exists($id) and not($plain) and exists(.//text()[normalize-space()]) and (not(@*) or f:is-structural(..) and exists(ancestor::text))"/>
      <xsl:choose>
        <xsl:when test="$blocks">
          <xsl:call-template name="pieces">
            <xsl:with-param name="before" as="node()*">
              <xsl:call-template name="number">
                <xsl:with-param name="id" select="$id[$numbered]"/>
              </xsl:call-template>
              <xsl:if test="@facs">
                <xsl:call-template name="to-zone"/>
              </xsl:if>
            </xsl:with-param>
            <xsl:with-param name="after" as="node()*">
              <xsl:if test="$f:is-annotated">
                <xsl:call-template name="marks-about"/>
              </xsl:if>
            </xsl:with-param>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="number">
            <xsl:with-param name="id" select="$id[$numbered]"/>
          </xsl:call-template>
          <xsl:if test="@facs">
            <xsl:call-template name="to-zone"/>
          </xsl:if>
          <xsl:apply-templates mode="text"/>
          <xsl:if test="$f:is-annotated">
            <xsl:call-template name="marks-about"/>
          </xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <!-- Most paragraphs are words, and phrases in them, and nothing else. -->
  <xsl:template mode="text" match="p[not(@*)]" priority="2" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:choose>
      <xsl:when test="$right-to-left or $f:has-default-renditions or (some $child in * satisfies f:flows($child))">
        <xsl:next-match/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="id" as="xs:string?" select="
            if ($copy) then () else $f:paragraphs(generate-id(.)) ! ('p:' || .)"/>
        <p class="p">
          <xsl:if test="$id">
            <xsl:attribute name="id" select="$id"/>
            <xsl:if test="not($plain) and exists(.//text()[normalize-space()])">
              <xsl:for-each select="f:number(.)">
                <xsl:call-template name="number-link">
                  <xsl:with-param name="id" select="$id"/>
                  <xsl:with-param name="number" select="."/>
                </xsl:call-template>
              </xsl:for-each>
            </xsl:if>
          </xsl:if>
          <xsl:apply-templates mode="text"/>
        </p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The mark by which a paragraph is linked to: its number, or a sign where it has none. -->
  <xsl:template name="number" as="node()*">
    <xsl:param name="id" as="xs:string?"/>
    <xsl:variable name="number" as="xs:string?" select="if (exists($id)) then f:number(.) else ()"/>
    <xsl:if test="exists($id) and ($number or @xml:id)">
      <xsl:call-template name="number-link">
        <xsl:with-param name="id" select="$id"/>
        <xsl:with-param name="number" select="$number"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="number-link" as="node()+">
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="number" as="xs:string?"/>
    <a class="n" href="#{$id}" data-added="" aria-label="{if ($number) then 'Paragraph ' || $number else 'Link to this paragraph'}">
      <xsl:value-of select="($number, '¶')[1]"/>
    </a>
    <xsl:text> </xsl:text>
  </xsl:template>

  <!-- The beginning of a page, column, gathering or other unit of the source. -->
  <xsl:template mode="text" match="pb | cb | gb" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="unit" as="xs:string" select="if (self::pb) then 'page' else if (self::cb) then 'column' else 'gathering'"/>
    <xsl:variable name="facs" as="xs:string?" select="if (@facs or @xml:id) then f:facsimile(.) else ()"/>
    <xsl:variable name="joined" as="xs:boolean" select="f:is-within-word(.)"/>
    <span>
      <xsl:sequence select="f:class(., ('break', local-name())), f:id-attribute(., $copy)"/>
      <xsl:if test="exists($facs) and not($copy) and empty(f:id(.))">
        <xsl:for-each select="f:break-id(.)">
          <xsl:attribute name="id" select="."/>
        </xsl:for-each>
      </xsl:if>
      <xsl:value-of select="if ($joined) then $f:joint else ' '"/>
      <xsl:if test="normalize-space(@n) or exists($facs)">
        <span class="break-n" data-added="">
          <span class="away">
            <xsl:value-of select="'[' || $unit || ' '"/>
          </span>
          <xsl:choose>
            <xsl:when test="exists($facs) and not($plain)">
              <a href="{$facs}" title="Image of the {$unit}">
                <xsl:value-of select="(normalize-space(@n)[.], 'image')[1]"/>
              </a>
            </xsl:when>
            <xsl:otherwise>
              <xsl:value-of select="normalize-space(@n)"/>
            </xsl:otherwise>
          </xsl:choose>
          <span class="away">] </span>
        </span>
        <xsl:if test="$joined">
          <xsl:value-of select="$f:joint"/>
        </xsl:if>
      </xsl:if>
    </span>
  </xsl:template>

  <!-- Stands where a word goes on after a break, until the white space around it is taken away. -->
  <xsl:variable name="f:joint" as="xs:string" select="'&#xE000;joint&#xE000;'"/>

  <!-- Does a word go on after this break, as it says, or as the break beside it says? -->
  <xsl:function name="f:is-within-word" as="xs:boolean">
    <xsl:param name="break" as="element()"/>
    <xsl:variable name="beside" as="element()*" select="
        if ($break/@break) then ()
        else $break/(preceding-sibling::node()[self::* or normalize-space()][1] | following-sibling::node()[self::* or normalize-space()][1])
          /(self::lb | self::pb | self::cb | self::gb)"/>
    <xsl:sequence select="
        (($break, $beside)/@break = 'no' or ($break, $beside)/@type = ('hyphenated', 'inWord', 'worddiv'))
        and not($break/../parent::*[self::bibl or self::monogr or self::analytic or self::series or self::imprint or self::titleStmt]
          and empty($break/following-sibling::node()[self::* or normalize-space()]))"/>
  </xsl:function>

  <!-- The beginning of a line. In flowing prose it shows with the readings of the source only; a
       space parts the words around it unless the line ends within a word. -->
  <xsl:template mode="text" match="lb" as="node()*">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="before" as="node()?" select="preceding-sibling::node()[not(self::comment() or self::processing-instruction())][1]"/>
    <xsl:variable name="after" as="node()?" select="following-sibling::node()[not(self::comment() or self::processing-instruction())][1]"/>
    <xsl:variable name="leads" as="xs:boolean" select="
        empty(preceding-sibling::node()[self::* or normalize-space()][1]) and exists(parent::*[self::p or self::ab or self::l or self::head])"/>
    <xsl:variable name="joined" as="xs:boolean" select="f:is-within-word(.)"/>
    <!-- a word stays one, but where lines are what is shown -->
    <xsl:variable name="kept" as="xs:boolean" select="
        exists(ancestor::*[self::p or self::ab or self::head or self::cell or self::item or self::titlePart or self::l
          or self::byline or self::dateline or self::signed or self::salute or self::address or self::docImprint or self::line or self::u][1]
          [if ($joined) then self::ab or self::line else not(self::p or self::item or self::u)])"/>
    <xsl:variable name="last" as="xs:string" select="substring($before, string-length($before))"/>
    <xsl:if test="not($joined) and normalize-space($last) and not(matches($after, '^\s'))
      and not(matches($last, '[&#x2E80;-&#x9FFF;&#xF900;-&#xFAFF;&#xFE30;-&#xFE4F;&#xFF00;-&#xFFEF;]'))">
      <xsl:text> </xsl:text>
    </xsl:if>
    <xsl:if test="$joined">
      <xsl:value-of select="$f:joint"/>
    </xsl:if>
    <xsl:if test="not($leads)">
      <br>
        <xsl:attribute name="class" select="if (not($kept)) then 'lb flowing' else if ($joined) then 'lb within-word' else 'lb'"/>
        <xsl:sequence select="f:id-attribute(., $copy)"/>
      </br>
    </xsl:if>
    <xsl:if test="$joined">
      <xsl:value-of select="$f:joint"/>
    </xsl:if>
    <xsl:if test="@facs">
      <xsl:call-template name="to-zone"/>
    </xsl:if>
    <xsl:if test="normalize-space(@n) and $kept and not($plain)">
      <span class="line-n" data-added="">
        <xsl:value-of select="normalize-space(@n)"/>
        <span class="away"><xsl:text> </xsl:text></span>
      </span>
    </xsl:if>
  </xsl:template>

  <!-- A boundary of some other kind: a rule among blocks, a mark within a sentence. -->
  <xsl:template mode="text" match="milestone" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:choose>
      <xsl:when test="f:is-structural(..) and not(normalize-space(@n))">
        <hr class="milestone">
          <xsl:sequence select="f:id-attribute(., $copy)"/>
        </hr>
      </xsl:when>
      <xsl:otherwise>
        <span>
          <xsl:sequence select="f:class(., 'milestone'), f:id-attribute(., $copy)"/>
          <xsl:if test="normalize-space(@n)">
            <span class="break-n" data-added="">
              <span class="away">
                <xsl:value-of select="'[' || @unit || ' '"/>
              </span>
              <xsl:value-of select="normalize-space(@n)"/>
              <span class="away">] </span>
            </span>
          </xsl:if>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What was added, deleted or damaged over a stretch of text: signs where it begins and ends. -->
  <xsl:template mode="text" match="addSpan | delSpan | damageSpan" as="element()*">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <span>
      <xsl:sequence select="f:class(., local-name()), f:id-attribute(., $copy)"/>
      <xsl:sequence select="f:sign(string-join((
          map{'addSpan': 'added from here', 'delSpan': 'deleted from here', 'damageSpan': 'damaged from here'}(local-name())
          || (@hand ! (': ' || string-join(f:named(.), ', ')), @agent ! (': ' || .))[1],
          @place ! ('place: ' || .), f:named(@resp), f:certainty(@cert)), '; '))"/>
      <xsl:apply-templates mode="text"/>
    </span>
  </xsl:template>

  <xsl:template mode="text" match="anchor[@xml:id][key('span', '#' || @xml:id)]" priority="1" as="element()*">
    <xsl:variable name="spans" as="element()+" select="key('span', '#' || @xml:id)"/>
    <xsl:sequence select="f:sign('to here: ' || string-join(distinct-values($spans !
        map{'addSpan': 'added', 'delSpan': 'deleted', 'damageSpan': 'damaged', 'undo': 'cancelled', 'redo': 'reaffirmed'}(local-name())), ', '))"/>
    <xsl:next-match/>
  </xsl:template>

  <xsl:key name="span" match="addSpan | delSpan | damageSpan | undo | redo" use="tokenize(@spanTo)"/>

  <!-- Where a witness breaks off, and where it begins or goes on. -->
  <xsl:template mode="text" match="lacunaStart | lacunaEnd | witStart | witEnd" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <span>
      <xsl:sequence select="f:class(., local-name()), f:id-attribute(., $copy)"/>
      <xsl:variable name="says" as="xs:string" select="
          map{'lacunaStart': 'lacuna from here', 'lacunaEnd': 'lacuna to here', 'witStart': 'begins here', 'witEnd': 'ends here'}(local-name())"/>
      <xsl:sequence select="f:sign(string-join((f:named((@wit, ancestor::*[self::rdg or self::lem][@wit][1]/@wit)[1]), $says), ' '))"/>
      <xsl:apply-templates mode="text"/>
    </span>
  </xsl:template>

  <!-- A sign in the line, in words. -->
  <xsl:function name="f:sign" as="element()">
    <xsl:param name="words" as="xs:string"/>
    <span class="break-n" data-added="">
      <span class="away">[</span>
      <xsl:value-of select="$words"/>
      <span class="away">] </span>
    </span>
  </xsl:function>

  <xsl:template mode="text" match="anchor | ptr[not(@target)]
    | index | path | alt | link | join | span[not(node())] | interp[not(node())] | when" as="element()?">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:if test="f:id(.) and not($copy)">
      <span id="{f:id(.)}" class="{local-name()}">
        <xsl:apply-templates mode="text"/>
      </span>
    </xsl:if>
    <xsl:if test="not(f:id(.) and not($copy)) and normalize-space()">
      <span class="{local-name()}">
        <xsl:apply-templates mode="text"/>
      </span>
    </xsl:if>
  </xsl:template>

  <!-- Another hand writes on. -->
  <xsl:template mode="text" match="handShift" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <span>
      <xsl:sequence select="f:class(., 'handShift'), f:id-attribute(., $copy)"/>
      <xsl:variable name="hand" as="xs:string" select="string-join((f:named(@new), @scribe), ', ')"/>
      <xsl:sequence select="f:sign('hand' || $hand[.] ! (': ' || .))"/>
    </span>
  </xsl:template>

</xsl:stylesheet>

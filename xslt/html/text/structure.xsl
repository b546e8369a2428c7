<?xml version="1.0" encoding="UTF-8"?>
<!-- Text structure: texts, front and back matter, divisions, headings, openers and closers, title pages. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- Children of a structural element, each followed by the notes that belong to it. -->
  <xsl:template name="blocks" as="item()*">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="simple" as="xs:boolean" select="
        (every $child in *[not(self::l or self::p or self::speaker or self::sp or self::lg)] satisfies f:flows($child))
        and not(text()[normalize-space()])"/>
    <xsl:choose>
      <xsl:when test="$simple">
        <xsl:for-each select="*">
          <xsl:choose>
            <!-- most lines of a play are words and nothing else, and to look for their rule takes
                 longer than all the rest of them -->
            <xsl:when test="$f:has-plain-lines and self::l and not(@* or *)">
              <div class="l"><xsl:sequence select="text()"/></div>
              <xsl:text>&#10;</xsl:text>
            </xsl:when>
            <xsl:otherwise>
              <xsl:apply-templates select="." mode="text"/>
              <xsl:text>&#10;</xsl:text>
              <xsl:if test="$f:has-notes and not($copy) and not(f:is-structural(.))">
                <xsl:call-template name="notes"/>
              </xsl:if>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="mixed-blocks"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The same where something stands between the blocks that is none: it becomes a paragraph. -->
  <xsl:template name="mixed-blocks" as="item()*">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:for-each-group select="node()[not(self::comment() or self::processing-instruction())]"
      group-adjacent="if (self::text() and not(normalize-space())) then 'space'
        else if (self::milestone[not(normalize-space(@n))]) then 'block' else f:stands-as(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key() = 'space'"/>
        <xsl:when test="current-grouping-key() = 'block'">
          <xsl:for-each select="current-group()">
            <xsl:apply-templates select="." mode="text"/>
            <xsl:text>&#10;</xsl:text>
            <xsl:if test="$f:has-notes and not($copy) and not(f:is-structural(.))">
              <xsl:call-template name="notes"/>
            </xsl:if>
          </xsl:for-each>
        </xsl:when>
        <xsl:when test="exists(current-group()/(self::text() | .//text())[normalize-space()])">
          <p class="loose">
            <xsl:apply-templates select="current-group()" mode="text"/>
          </p>
          <xsl:text>&#10;</xsl:text>
          <xsl:if test="not($copy)">
            <xsl:for-each select="current-group()/self::*">
              <xsl:call-template name="notes"/>
            </xsl:for-each>
          </xsl:if>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates select="current-group()" mode="text"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:template mode="text" match="text | front | body | back | group | prologue | epilogue
    | performance | annotationBlock | surfaceGrp | TEI | teiCorpus | floatingText" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <div>
      <xsl:sequence select="f:attributes(., local-name(), $copy)"/>
      <xsl:if test="self::TEI or self::teiCorpus/parent::*">
        <xsl:if test="parent::* and not(@*)">
          <xsl:sequence select="f:id-attribute(., $copy)"/>
        </xsl:if>
        <xsl:call-template name="text-heading"/>
        <xsl:if test="parent::*">
          <xsl:for-each select="teiHeader/profileDesc/correspDesc[correspAction]">
            <xsl:call-template name="letter"/>
          </xsl:for-each>
        </xsl:if>
      </xsl:if>
      <xsl:call-template name="blocks"/>
    </div>
  </xsl:template>

  <!-- One of several texts or collections of a corpus: its title, from its own header. -->
  <xsl:template name="text-heading" as="element()*">
    <xsl:variable name="title" as="element()?" select="teiHeader/fileDesc/titleStmt/title[1]"/>
    <xsl:if test="normalize-space($title) and parent::*">
      <xsl:element name="h{min((1 + count(ancestor::teiCorpus), 6))}">
        <xsl:attribute name="class" select="'corpus-title'"/>
        <xsl:attribute name="data-added"/>
        <xsl:sequence select="f:language($title)"/>
        <xsl:value-of select="f:words($title)"/>
      </xsl:element>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="text" match="teiHeader | standOff | facsimile | fsDecl | encodingDesc
    | timeline[not(normalize-space())]" as="empty-sequence()"/>

  <xsl:template mode="text" match="div | div1 | div2 | div3 | div4 | div5 | div6 | div7" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:element name="{if (f:is-in-label(.)) then 'div' else 'section'}">
      <xsl:sequence select="f:attributes(., ('div', @type ! ('div-' || replace(lower-case(.), '[^a-z0-9]+', '-'))), $copy)"/>
      <xsl:if test="@type and not(head)">
        <xsl:call-template name="heading-of-type"/>
      </xsl:if>
      <xsl:call-template name="blocks"/>
      <xsl:if test="@met or @real or @rhyme">
        <xsl:call-template name="scheme"/>
      </xsl:if>
      <xsl:if test="@n and $f:has-located">
        <xsl:variable name="marks" as="element()*">
          <xsl:call-template name="marks-by-number"/>
        </xsl:variable>
        <xsl:if test="exists($marks)">
          <p class="after-block"><xsl:sequence select="$marks"/></p>
        </xsl:if>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- What a part of an edition is that has no heading: the sides or fragments of what bears a text, and
       what an editor says of it, by the conventions of EpiDoc. -->
  <xsl:template name="heading-of-type" as="element()?">
    <xsl:choose>
      <xsl:when test="@type = 'textpart' and (@subtype or @n)">
        <p class="textpart-n" data-added=""><xsl:value-of select="string-join((@subtype ! f:label(.), @n ! normalize-space(.)), ' ')"/></p>
      </xsl:when>
      <xsl:when test="@type = ('apparatus', 'translation', 'commentary', 'bibliography') and ../self::body and ../div/@type = 'edition'
        and normalize-space()">
        <h2 class="head" data-added=""><xsl:value-of select="f:label(@type)"/></h2>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- A post of a conversation on the web: who wrote it, when, and in reply to what. -->
  <xsl:template mode="text" match="post" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <div>
      <xsl:sequence select="f:attributes(., 'post', $copy)"/>
      <xsl:if test="@indentLevel[matches(., '^[1-9]$')]">
        <xsl:attribute name="style" select="'--level:' || @indentLevel"/>
      </xsl:if>
      <xsl:variable name="when" as="xs:string?" select="(@when, @when-iso)[1] ! (f:written(substring-before(. || 'T', 'T'))
          || (', ' || replace(substring-after(., 'T'), '^(\d\d:\d\d).*$', '$1'))[contains(current()/(@when, @when-iso)[1], 'T')])"/>
      <xsl:variable name="reply" as="xs:string?" select="if ($plain) then () else tokenize(@replyTo)[1] ! f:href(current(), .)"/>
      <xsl:if test="exists(f:named(@who)) or $when or $reply">
        <p class="post-by" data-added="">
          <xsl:value-of select="string-join((string-join(f:named(@who), ', ')[.], $when), ', ')"/>
          <xsl:if test="$reply">
            <xsl:text> </xsl:text>
            <a href="{$reply}">in reply to</a>
          </xsl:if>
        </p>
      </xsl:if>
      <xsl:call-template name="blocks"/>
    </div>
  </xsl:template>

  <!-- The level of a heading: that of its division among those that have headings. -->
  <xsl:function name="f:level" as="xs:integer">
    <xsl:param name="head" as="element()"/>
    <xsl:variable name="above" as="xs:integer" select="
        count($head/ancestor::*[head or (self::TEI | self::teiCorpus)/parent::teiCorpus][self::text or self::body or self::front or self::back or self::group or self::TEI or self::teiCorpus
          or self::castList or self::prologue or self::epilogue or self::performance or f:is-division(.)])"/>
    <xsl:sequence select="min((1 + max((1, $above)), 6))"/>
  </xsl:function>

  <xsl:template mode="text" match="head" as="element()">
    <xsl:call-template name="generic">
      <xsl:with-param name="block" select="if (some $child in * satisfies f:flows($child)) then 'div' else 'p'"/>
      <xsl:with-param name="kind" select="'caption'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template mode="text" priority="2" as="element()" match="
      (div | div1 | div2 | div3 | div4 | div5 | div6 | div7 | body | front | back | group | text
      | castList | prologue | epilogue | performance)/head">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="blocks" as="xs:boolean" select="(some $child in * satisfies f:flows($child)) or f:is-in-label(.)"/>
    <xsl:variable name="first" as="xs:boolean" select="empty(preceding-sibling::head) and not(@type = ('sub', 'subtitle'))
      and exists(node()[normalize-space()])"/>
    <xsl:element name="{if ($blocks) then 'div' else if ($first) then 'h' || f:level(.) else 'p'}">
      <xsl:sequence select="f:attributes(., ('head', 'subhead'[not($first)]), $copy)"/>
      <xsl:if test="$blocks and $first">
        <xsl:attribute name="role" select="'heading'"/>
        <xsl:attribute name="aria-level" select="f:level(.)"/>
      </xsl:if>
      <xsl:call-template name="content"/>
    </xsl:element>
  </xsl:template>

  <!-- Blocks at the beginning and end of a division, the parts of a title page, and a transcription
       by surface, zone and line (TEI P5 PH §12.2). -->
  <xsl:template mode="text" match="opener | closer | argument | epigraph | postscript | titlePage
    | docTitle | docImprint | docEdition | imprimatur | trailer | set | sourceDoc | surface | zone
    | line" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <div>
      <xsl:sequence select="f:attributes(., local-name(), $copy)"/>
      <xsl:if test="self::surface and normalize-space(@n)">
        <p class="surface-n" data-added=""><span class="break-n"><span class="away">[page </span><xsl:value-of select="normalize-space(@n)"/><span class="away">] </span></span></p>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="f:is-structural(.)">
          <xsl:call-template name="blocks"/>
        </xsl:when>
        <xsl:when test="self::opener or self::closer or self::docTitle or self::docImprint">
          <xsl:call-template name="lines"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="content"/>
        </xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>

  <!-- Parts of an opener, a closer or a title, each on a line of its own where none of the words
       around it belong to it. -->
  <xsl:template name="lines" as="item()*">
    <xsl:choose>
      <xsl:when test="exists(text()[normalize-space()]) or empty(*)">
        <xsl:call-template name="content"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="*">
          <xsl:choose>
            <xsl:when test="f:flows(.)">
              <xsl:apply-templates select="." mode="text"/>
            </xsl:when>
            <xsl:otherwise>
              <p class="line">
                <xsl:apply-templates select="." mode="text"/>
              </p>
            </xsl:otherwise>
          </xsl:choose>
          <xsl:text>&#10;</xsl:text>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="text" match="byline | dateline | salute | signed | meeting | docAuthor | docDate
    | titlePart" as="element()">
    <xsl:call-template name="generic">
      <xsl:with-param name="block" select="if (some $child in * satisfies f:flows($child)) then 'div' else 'p'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template mode="text" match="divGen" as="empty-sequence()"/>

</xsl:stylesheet>

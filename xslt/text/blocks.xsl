<?xml version="1.0" encoding="UTF-8"?>
<!-- Mode t:block: an element that is a block, to blocks of the layout. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:b="urn:siglum:structure"
  xmlns:m="urn:siglum:marks" xmlns:r="urn:siglum:readings" xmlns:t="urn:siglum:text"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:mode name="t:block" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template mode="t:block" match="*" priority="0" as="element()*">
    <xsl:call-template name="t:flow"/>
  </xsl:template>

  <xsl:template mode="t:block" match="*[r:is-left-out(., $view)]" priority="10" as="element()*"/>

  <xsl:template mode="t:block" match="*[t:is-unhandled(.)]" priority="9" as="element()*">
    <xsl:call-template name="t:keep"/>
  </xsl:template>

  <!-- headings -->

  <xsl:template mode="t:block" match="head" priority="1" as="element()*">
    <xsl:variable name="divisions" as="element()*" select="
        ancestor::*[matches(local-name(), '^div[1-7]?$') or self::floatingText]"/>
    <xsl:variable name="own" as="xs:boolean" select="
        exists(parent::*[matches(local-name(), '^div[1-7]?$') or self::body or self::front
          or self::back or self::text or self::group])"/>
    <xsl:call-template name="t:paragraph">
      <xsl:with-param name="kind" select="if ($own) then 'heading' else 'caption'"/>
      <xsl:with-param name="level" select="min((6, count($divisions) + 1))"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template mode="t:block" match="titlePart | docTitle[not(titlePart)]" priority="1"
    as="element()*">
    <xsl:call-template name="t:paragraph">
      <xsl:with-param name="kind" select="'heading'"/>
      <xsl:with-param name="level" select="1"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template mode="t:block" match="speaker" priority="1" as="element()*">
    <xsl:call-template name="t:paragraph">
      <xsl:with-param name="kind" select="'speaker'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template mode="t:block" match="stage" priority="1" as="element()*">
    <xsl:call-template name="t:paragraph">
      <xsl:with-param name="nodes" select="."/>
    </xsl:call-template>
  </xsl:template>

  <!-- A line of verse or an address is a line, whatever white space its source has. -->
  <xsl:template mode="t:block" match="l[not(*[b:is-block(.)])] | addrLine | line" priority="1"
    as="element()*">
    <xsl:call-template name="t:paragraph"/>
  </xsl:template>

  <!-- The parts of a speech stand under the speaker's name without blank lines. -->
  <xsl:template mode="t:block" match="sp | opener | closer | address | docImprint" priority="1"
    as="element()*">
    <group xmlns="">
      <xsl:call-template name="t:flow"/>
    </group>
  </xsl:template>

  <!-- An inline element that is a block only because of where it stands keeps its own looks. -->
  <xsl:template mode="t:block" priority="1" as="element()*"
    match="hi | emph | foreign | title | ref | soCalled | mentioned | term | gap | figDesc
      | quote[not(m:is-block(.))] | q[not(m:is-block(.))] | said[not(m:is-block(.))]">
    <xsl:choose>
      <xsl:when test="*[b:is-block(.)]">
        <xsl:call-template name="t:between-marks"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="t:paragraph">
          <xsl:with-param name="nodes" select="."/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- quotations -->

  <xsl:template mode="t:block" priority="2" as="element()*"
    match="quote[m:is-block(.)] | q[m:is-block(.)] | said[m:is-block(.)] | epigraph
      | cit[m:is-block(.)] | floatingText">
    <xsl:choose>
      <xsl:when test="parent::cit | parent::epigraph">
        <xsl:call-template name="t:quoted"/>
      </xsl:when>
      <xsl:otherwise>
        <quotation xmlns="">
          <xsl:call-template name="t:quoted"/>
        </quotation>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The blocks of a quotation, with the marks that its own rendition asks for, if any. -->
  <xsl:template name="t:quoted" as="element()*">
    <xsl:variable name="marked" as="xs:boolean"
      select="not($t:diplomatic) and m:marks(.) != ''"/>
    <xsl:choose>
      <xsl:when test="$marked and not(*[b:is-block(.)])">
        <xsl:call-template name="t:paragraph">
          <xsl:with-param name="nodes" select="."/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="$marked">
        <xsl:call-template name="t:between-marks"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="t:flow"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The blocks of an element, its marks at the beginning of the first and the end of the last. -->
  <xsl:template name="t:between-marks" as="element()*">
    <xsl:variable name="marks" as="xs:string+" select="if ($t:diplomatic) then ('', '') else m:marks(.)"/>
    <xsl:variable name="flow" as="element(Q{}flow)">
      <flow xmlns="">
        <xsl:call-template name="t:flow"/>
      </flow>
    </xsl:variable>
    <xsl:variable name="lines" as="element()*"
      select="$flow//(Q{}block | Q{}cell | Q{}label)[normalize-space() or *]"/>
    <xsl:choose>
      <xsl:when test="$marks = '' and not($marks != '') or empty($lines)">
        <xsl:sequence select="$flow/*"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="t:mark" select="$flow/*">
          <xsl:with-param name="marks" tunnel="yes" select="$marks"/>
          <xsl:with-param name="first" tunnel="yes" select="$lines[1]"/>
          <xsl:with-param name="last" tunnel="yes" select="$lines[last()]"/>
        </xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:mode name="t:mark" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:template mode="t:mark" match="Q{}block | Q{}cell | Q{}label" as="element()">
    <xsl:param name="marks" as="xs:string+" tunnel="yes"/>
    <xsl:param name="first" as="element()" tunnel="yes"/>
    <xsl:param name="last" as="element()" tunnel="yes"/>
    <xsl:copy>
      <xsl:sequence select="@*"/>
      <xsl:if test="$marks[1] and . is $first">
        <mark xmlns="" side="before">
          <xsl:value-of select="$marks[1]"/>
        </mark>
      </xsl:if>
      <xsl:sequence select="node()"/>
      <xsl:if test="$marks[2] and . is $last">
        <mark xmlns="" side="after">
          <xsl:value-of select="$marks[2]"/>
        </mark>
      </xsl:if>
    </xsl:copy>
  </xsl:template>

  <!-- lists -->

  <xsl:template mode="t:block" match="list" priority="1" as="element()*">
    <xsl:variable name="first" as="element()?" select="(item | label)[1]"/>
    <xsl:call-template name="t:flow">
      <xsl:with-param name="nodes" select="node()[empty($first) or . &lt;&lt; $first][not(self::trailer)]"/>
    </xsl:call-template>
    <list xmlns="" kind="{t:list-kind(.)}">
      <xsl:for-each-group select="node()[not(. &lt;&lt; $first)][not(self::trailer)]"
        group-starting-with="item | label">
        <xsl:if test="not(self::label[t:is-paired(.)])">
          <xsl:call-template name="t:item">
            <xsl:with-param name="after" select="tail(current-group())"/>
          </xsl:call-template>
        </xsl:if>
      </xsl:for-each-group>
    </list>
    <xsl:apply-templates mode="t:block" select="trailer"/>
  </xsl:template>

  <!-- Is this the label of the item after it? -->
  <xsl:function name="t:is-paired" as="xs:boolean">
    <xsl:param name="label" as="element()"/>
    <xsl:sequence select="
        exists($label/following-sibling::*[self::item or not(b:is-silent(.))][1]/self::item)"/>
  </xsl:function>

  <!-- An item with its label, or a label alone, and what stands between it and the next. -->
  <xsl:template name="t:item" as="element()*">
    <xsl:param name="after" as="node()*"/>
    <xsl:variable name="label" as="element()?" select="
        self::item/preceding-sibling::*[self::item or not(b:is-silent(.))][1]/self::label"/>
    <xsl:variable name="left-out" as="xs:boolean" select="r:is-left-out(., $view)"/>
    <xsl:variable name="apart" as="element()*" select="$after/self::*[b:is-apart(.)]"/>
    <xsl:if test="not($left-out) or exists($after/self::*)">
      <item xmlns="">
        <xsl:choose>
          <xsl:when test="exists($label)">
            <label>
              <xsl:apply-templates mode="t:inline" select="$label/node()"/>
            </label>
          </xsl:when>
          <xsl:when test="@n and not($t:diplomatic) and t:list-kind(..) eq 'numbered'">
            <xsl:attribute name="n" select="@n"/>
          </xsl:when>
        </xsl:choose>
        <xsl:call-template name="t:flow">
          <xsl:with-param name="nodes" select="node()[not($left-out)] | $apart"/>
        </xsl:call-template>
        <xsl:call-template name="t:flow">
          <xsl:with-param name="nodes" select="$after except $apart"/>
        </xsl:call-template>
        <xsl:apply-templates mode="t:apart" select="
            outermost($label//*[b:is-apart(.)])[not(t:is-end-note(.))][not(r:is-left-out-here(., $view))]"/>
      </item>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="t:block" match="item" priority="1" as="element()*">
    <list xmlns="" kind="simple">
      <item>
        <xsl:call-template name="t:flow"/>
      </item>
    </list>
  </xsl:template>

  <xsl:function name="t:list-kind" as="xs:string">
    <xsl:param name="list" as="element()"/>
    <xsl:variable name="said" as="xs:string*"
      select="$list/(@type | @rend | @style) ! tokenize(lower-case(.), '[\s;:]+')"/>
    <xsl:sequence select="
        if ($list/label) then 'gloss'
        else if ($said = ('ordered', 'numbered', 'decimal', 'arabic')) then 'numbered'
        else if ($said = ('simple', 'unmarked', 'none', 'inline')) then 'simple'
        else 'bulleted'"/>
  </xsl:function>

  <!-- tables and figures -->

  <xsl:template mode="t:block" match="table" priority="1" as="element()*">
    <!-- words between its rows part a table in two -->
    <xsl:for-each-group select="*[self::row or not(b:is-silent(.))]" group-adjacent="exists(self::row)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:call-template name="t:rows">
            <xsl:with-param name="rows" select="current-group()"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="t:flow">
            <xsl:with-param name="nodes" select="current-group()"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:template name="t:rows" as="element()*">
    <xsl:param name="rows" as="element(row)*"/>
    <table xmlns="">
      <xsl:for-each select="$rows[not(r:is-left-out(., $view))]">
        <row label="{@role = 'label'}">
          <xsl:for-each select="*[not(b:is-silent(.) and not(self::cell or self::table))]">
            <cell>
              <xsl:apply-templates mode="t:inline" select="if (self::cell) then node() else ."/>
            </cell>
          </xsl:for-each>
        </row>
      </xsl:for-each>
    </table>
    <xsl:for-each select="$rows//*[b:is-apart(.)][not(t:is-end-note(.))]
      [not(r:is-left-out-here(., $view))]">
      <xsl:apply-templates mode="t:apart" select="."/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template mode="t:block" match="graphic | media | binaryObject | formula | ptr" priority="1"
    as="element()*">
    <xsl:call-template name="t:paragraph">
      <xsl:with-param name="nodes" select="."/>
    </xsl:call-template>
  </xsl:template>

  <!-- bibliographies, dictionaries: one line an entry, its parts set off from each other -->

  <xsl:template mode="t:block" match="biblStruct | biblFull | entry | entryFree | msIdentifier"
    priority="1" as="element()*">
    <xsl:call-template name="t:paragraph"/>
  </xsl:template>

  <!-- an entry of an apparatus that stands apart from its text -->

  <xsl:template mode="t:block" match="listApp/app[not($t:diplomatic)]" priority="1" as="element()">
    <block xmlns="">
      <xsl:for-each select="*[not(b:is-silent(.))][self::witDetail or not(b:is-apart(.))]">
        <xsl:if test="position() gt 1">
          <xsl:value-of select="if (preceding-sibling::*[1]/self::lem) then '] ' else ' · '"/>
        </xsl:if>
        <xsl:apply-templates mode="t:inline" select="if (self::witDetail) then node() else ."/>
      </xsl:for-each>
      <xsl:apply-templates mode="t:inline" select="*[b:is-apart(.)][not(self::witDetail)]"/>
    </block>
  </xsl:template>

  <!-- notes that stand among blocks, and what is set as it was typed -->

  <xsl:template mode="t:block" match="note" priority="1" as="element()*">
    <note xmlns="">
      <xsl:if test="t:is-editorial(.)">
        <xsl:attribute name="editorial" select="'true'"/>
      </xsl:if>
      <xsl:call-template name="t:flow"/>
    </note>
  </xsl:template>

  <xsl:template mode="t:block" match="eg | egXML | eg:egXML" priority="2" as="element()*">
    <block xmlns="" kind="verbatim">
      <xsl:apply-templates mode="t:inline" select="node()"/>
    </block>
  </xsl:template>
</xsl:stylesheet>

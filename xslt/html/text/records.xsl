<?xml version="1.0" encoding="UTF-8"?>
<!-- Records: descriptions of manuscripts, persons and works, dictionary entries, feature structures. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:t="http://www.tei-c.org/ns/1.0"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- A record is a box of labelled fields; what holds words is given in words. -->
  <xsl:variable name="f:records" as="map(xs:string, xs:boolean)" select="f:names('
      msDesc msPart msFrag msItem msItemStruct physDesc objectDesc supportDesc layoutDesc handDesc
      scriptDesc typeDesc decoDesc bindingDesc sealDesc accMat additions musicNotation support layout
      handNote scriptNote typeNote decoNote binding collation foliation condition history origin
      provenance acquisition additional adminInfo recordHist custodialHist custEvent surrogates source
      msContents summary accessRestrict listPerson listPlace listOrg listEvent listNym listRelation
      listObject person personGrp place org event nym object relation fs f fLib fvLib vAlt vNot vColl
      vLabel vMerge vDefault string graph tree eTree forest listForest node arc leaf iNode eLeaf
      triangle root spanGrp linkGrp joinGrp altGrp interpGrp timeline change certainty precision
      respons correspDesc correspAction correspContext objectIdentifier listAnnotation annotation')"/>

  <xsl:template mode="text" match="t:*[map:contains($f:records, local-name())]" priority="-0.1" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="shown" as="xs:boolean" select="exists(.//text()[normalize-space()]) or exists(.//@value | .//@name | .//@target)"/>
    <xsl:variable name="prose" as="xs:boolean" select="exists(text()[normalize-space()])"/>
    <!-- a field of a record has a line of its own -->
    <xsl:variable name="line" as="xs:boolean" select="
        exists(../self::t:*[map:contains($f:records, local-name())]) and empty(../text()[normalize-space()])"/>
    <xsl:element name="{if (f:flows(.) or $line or not($prose)) then 'div' else 'span'}">
      <xsl:sequence select="f:class(., ('field', 'field-' || local-name(), 'record'[not(f:in-record(current()))])), f:id-attribute(., $copy), f:language(.)"/>
      <xsl:if test="$shown">
        <xsl:call-template name="field-label"/>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="$prose">
          <xsl:call-template name="content"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="fields"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <!-- What only holds one field of the same name is not told twice. -->
  <xsl:template mode="text" as="element()" match="
      bindingDesc[f:is-wrapper(.)] | decoDesc[f:is-wrapper(.)] | layoutDesc[f:is-wrapper(.)] | supportDesc[f:is-wrapper(.)]
      | handDesc[f:is-wrapper(.)] | spanGrp[f:is-wrapper(.)]">
    <xsl:apply-templates select="*" mode="text"/>
  </xsl:template>

  <!-- Children that are each a field of the record. -->
  <xsl:template name="fields" as="item()*">
    <xsl:for-each select="*">
      <xsl:choose>
        <xsl:when test="(f:flows(.) and not(self::availability or self::listBibl)) or f:is-field(.)">
          <xsl:apply-templates select="." mode="text"/>
        </xsl:when>
        <xsl:when test="empty(node()) and empty(f:attributes-shown(.))">
          <xsl:apply-templates select="." mode="text"/>
        </xsl:when>
        <xsl:otherwise>
          <div class="field field-{local-name()}">
            <xsl:call-template name="field-label"/>
            <xsl:apply-templates select="." mode="text"/>
          </div>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>

  <!-- Height by width by depth, and the unit once, where the document has the numbers alone. -->
  <xsl:template mode="text" match="dimensions[not(text()[normalize-space()])]" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="units" as="xs:string*" select="distinct-values((@unit, */@unit) ! normalize-space(.)[.])"/>
    <span>
      <xsl:sequence select="f:attributes(., 'dimensions', $copy)"/>
      <xsl:for-each select="*">
        <xsl:if test="position() gt 1">
          <xsl:sequence select="f:added(' × ')"/>
        </xsl:if>
        <xsl:apply-templates select="." mode="text"/>
        <xsl:if test="not(normalize-space()) and @quantity">
          <xsl:sequence select="f:added(@quantity)"/>
        </xsl:if>
      </xsl:for-each>
      <xsl:if test="count($units) = 1 and not(contains(string(.), $units))">
        <xsl:sequence select="f:added(' ' || $units)"/>
      </xsl:if>
    </span>
  </xsl:template>

  <xsl:function name="f:in-record" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/ancestor::*[self::t:*][map:contains($f:record, local-name())])"/>
  </xsl:function>

  <!-- Those that have a label of their own. -->
  <xsl:variable name="f:fields" as="map(xs:string, xs:boolean)" select="f:names('
      msItem msItemStruct physDesc objectDesc supportDesc layoutDesc handDesc scriptDesc decoDesc
      bindingDesc accMat additions support layout handNote decoNote binding collation foliation
      condition history origin provenance acquisition additional adminInfo recordHist custodialHist
      custEvent surrogates source msContents summary f vAlt vNot vColl vLabel vMerge vDefault string
      node arc leaf symbol binary numeric default')"/>

  <xsl:function name="f:is-field" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="map:contains($f:fields, local-name($element)) and exists($element/self::t:*)"/>
  </xsl:function>

  <xsl:function name="f:attributes-shown" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$element/(@value | @name | @when | @active | @passive | @mutual | @target | @feats | @fVal)/string()"/>
  </xsl:function>

  <xsl:template name="field-label" as="element()+">
    <span class="field-label" data-added="">
      <xsl:value-of select="
          if (self::f and @name) then @name || ': '
          else string-join((f:label(local-name()), @n, (self::relation | self::vLabel | self::fs)/(@name, @type)[1],
            (self::relation/(@active, @passive, @mutual), self::f/@fVal, self::fs/@feats) ! string-join(f:named(.), ', ')), ' ') || ': '"/>
    </span>
    <!-- when it was, where its words do not say so -->
    <xsl:for-each select="(@when | @from | @to | @notBefore | @notAfter)[matches(., '^\s*-?\d{4}')][1]/..[not(matches(., '\d{3}'))]">
      <span class="value-date" data-added=""><xsl:value-of select="f:date-words(.) || (if (normalize-space()) then ', ' else '')"/></span>
    </xsl:for-each>
    <xsl:if test="empty(node()) and (@target | @fVal)">
      <span class="value" data-added=""><xsl:value-of select="string-join((f:named(@target), f:named(@fVal)), ', ')"/></span>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="text" match="symbol | binary | numeric | default" as="element()">
    <span class="value" data-added="">
      <xsl:value-of select="string-join((@value, @max), '–') || ' '"/>
    </span>
  </xsl:template>

  <!-- Bibliographic entries among the words of the text: every field, with points between. -->
  <xsl:template mode="text" match="listBibl" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <div>
      <xsl:sequence select="f:class(., 'listBibl'), f:id-attribute(., $copy), f:language(.)"/>
      <xsl:for-each select="*">
        <xsl:call-template name="on-its-own"/>
      </xsl:for-each>
    </div>
  </xsl:template>

  <xsl:template mode="text" match="biblStruct" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <div>
      <xsl:sequence select="f:class(., ('bibl', 'biblStruct')), f:id-attribute(., $copy), f:language(.)"/>
      <xsl:call-template name="joined"/>
      <xsl:if test="not($copy)">
        <xsl:call-template name="cited-in"/>
      </xsl:if>
    </div>
  </xsl:template>

  <xsl:template mode="text" match="analytic | monogr | series | imprint | relatedItem
    | biblFull/titleStmt | biblFull/editionStmt | biblFull/publicationStmt | biblFull/seriesStmt | biblFull/notesStmt
    | biblFull/sourceDesc | biblFull/profileDesc" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:element name="{if (f:flows(.)) then 'div' else 'span'}">
      <xsl:sequence select="f:class(., local-name()), f:id-attribute(., $copy), f:language(.)"/>
      <xsl:choose>
        <xsl:when test="exists(text()[normalize-space()])">
          <xsl:call-template name="content"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="joined"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <!-- Fields one after the other. Where the source wrote no punctuation, a comma parts them. -->
  <xsl:template name="joined" as="item()*">
    <xsl:for-each select="*">
      <xsl:apply-templates select="." mode="text"/>
      <xsl:if test="position() != last() and not(f:flows(.)) and normalize-space()">
        <xsl:sequence select="f:added(if (matches(., '[.,;:!?]\s*$')) then ' ' else if (following-sibling::*[1][self::monogr or self::series or self::imprint or self::note] or parent::biblFull) then '. ' else ', ')"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- Dictionary entries: the headword in bold, senses numbered and indented. -->
  <xsl:template mode="text" match="entry | entryFree | superEntry | hom | dictScrap | re[ancestor::entry]" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <div>
      <xsl:sequence select="f:class(., ('entry', local-name()[. ne 'entry'])), f:id-attribute(., $copy), f:language(.)"/>
      <xsl:call-template name="apart">
        <xsl:with-param name="flows" select="true()"/>
        <xsl:with-param name="before" as="element()?">
          <xsl:if test="(self::hom or parent::superEntry) and normalize-space(@n)">
            <span class="sense-n" data-added=""><xsl:value-of select="normalize-space(@n) || '. '"/></span>
          </xsl:if>
        </xsl:with-param>
      </xsl:call-template>
    </div>
  </xsl:template>

  <xsl:template mode="text" match="sense" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="flows" as="xs:boolean" select="f:flows(.)"/>
    <xsl:element name="{if ($flows) then 'div' else 'span'}">
      <xsl:sequence select="f:class(., ('sense', 'numbered'[current()/@n[normalize-space()]])), f:id-attribute(., $copy), f:language(.)"/>
      <xsl:call-template name="apart">
        <xsl:with-param name="flows" select="$flows"/>
        <xsl:with-param name="before" as="node()*">
          <xsl:if test="normalize-space(@n)">
            <span class="sense-n" data-added=""><xsl:value-of select="@n || '. '"/></span>
          </xsl:if>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:element>
  </xsl:template>

  <xsl:template mode="text" match="form[not(f:flows(.))] | gramGrp[not(f:flows(.))] | etym[not(f:flows(.))] | entry//cit[not(f:flows(.))]" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <span>
      <xsl:sequence select="f:attributes(., local-name(), $copy)"/>
      <xsl:call-template name="apart"/>
    </span>
  </xsl:template>

  <!-- A reference to the headword, or to how it is said, that stands for it without words. -->
  <xsl:template mode="text" match="oRef[not(node())] | oVar[not(node())] | pRef[not(node())] | pVar[not(node())]" as="element()">
    <xsl:variable name="entry" as="element()?" select="ancestor::*[self::entry or self::entryFree or self::re or self::hom][.//orth][1]"/>
    <xsl:variable name="meant" as="element()?" select="
        (f:targets(@target), if (self::pRef or self::pVar) then $entry//pron else $entry//orth)[1]"/>
    <span class="{local-name()}" data-added="">
      <xsl:value-of select="if (exists($meant)) then f:words($meant) else '~'"/>
    </span>
  </xsl:template>

  <!-- The fields of an entry, with a space between two that the document sets side by side. -->
  <xsl:template name="apart" as="item()*">
    <xsl:param name="flows" as="xs:boolean" select="false()"/>
    <xsl:param name="before" as="node()*"/>
    <xsl:for-each-group select="node()[not(self::comment() or self::processing-instruction())]"
      group-adjacent="if ($flows) then f:stands-as(.) else 'sentence'">
      <xsl:variable name="first" as="xs:boolean" select="position() = 1"/>
      <xsl:choose>
        <xsl:when test="current-grouping-key() = 'block'">
          <xsl:sequence select="$before[$first]"/>
          <xsl:apply-templates select="current-group()" mode="text"/>
        </xsl:when>
        <xsl:when test="empty(current-group()[self::* or normalize-space()])"/>
        <xsl:otherwise>
          <xsl:variable name="line" as="node()*">
            <xsl:sequence select="$before[$first]"/>
            <xsl:for-each select="current-group()">
              <xsl:if test="self::* and preceding-sibling::node()[1][self::*] and position() gt 1">
                <xsl:text> </xsl:text>
              </xsl:if>
              <xsl:apply-templates select="." mode="text"/>
            </xsl:for-each>
          </xsl:variable>
          <xsl:choose>
            <xsl:when test="$flows">
              <p class="piece"><xsl:sequence select="$line"/></p>
            </xsl:when>
            <xsl:otherwise>
              <xsl:sequence select="$line"/>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

</xsl:stylesheet>

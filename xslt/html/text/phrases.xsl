<?xml version="1.0" encoding="UTF-8"?>
<!-- Words within a sentence: emphasis, names, dates, terms, links, and what TEI says of single words. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:m="urn:siglum:marks"
  xmlns:t="http://www.tei-c.org/ns/1.0"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- HTML's elements for what is set apart by its looks alone, the first that fits. -->
  <xsl:variable name="f:look-elements" as="map(xs:string, xs:string)" select="
      map{'sup': 'sup', 'sub': 'sub', 'bold': 'b', 'underline': 'u', 'italic': 'i'}"/>

  <xsl:template mode="text" match="hi" as="element()">
    <!-- of most there is one thing to say -->
    <xsl:variable name="one" as="xs:string?" select="
        if (@rend and empty(*) and count(@*) = 1 and not($f:has-default-renditions)) then $f:looks(@rend) else ()"/>
    <xsl:choose>
      <xsl:when test="exists($one)">
        <xsl:element name="{($f:look-elements($one), 'span')[1]}">
          <xsl:attribute name="class" select="'hi rend-' || $one"/>
          <xsl:value-of select="."/>
        </xsl:element>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="looks" as="xs:string*" select="tokenize(lower-case(string-join((@rend, @type), ' ')), '[\s,;]+') ! $f:looks(.)"/>
        <xsl:call-template name="generic">
          <xsl:with-param name="kind" select="'hi', 'rend-italic'[empty($looks) and empty(current()/(@rendition | @style | @rend))]"/>
          <xsl:with-param name="inline" select="
              if (empty($looks)) then 'i'
              else (('sup', 'sub', 'bold', 'underline', 'italic')[. = $looks] ! $f:look-elements(.), 'span')[1]"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="text" match="emph" as="element()">
    <xsl:call-template name="generic">
      <xsl:with-param name="inline" select="'em'"/>
      <xsl:with-param name="kind" select="'emph'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template mode="text" match="foreign | term | gloss | distinct" as="element()">
    <xsl:call-template name="generic">
      <xsl:with-param name="inline" select="if (self::gloss) then 'span' else 'i'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template mode="text" match="code | gi | att | val | tag | ident | scheme" as="element()">
    <xsl:call-template name="generic">
      <xsl:with-param name="inline" select="'code'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Names: linked to their entry in the index, or to the authority that @ref names. -->
  <xsl:template mode="text" match="persName | placeName | orgName | eventName | objectName | geogName | name | rs
    | country | settlement | region | district | bloc" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="from" as="element()" select="."/>
    <xsl:element name="{if (f:flows(.)) then 'div' else 'span'}">
      <xsl:sequence select="f:attributes(., ('name', local-name()), $copy)"/>
      <xsl:call-template name="linked">
        <xsl:with-param name="target" select="f:authority(.)"/>
      </xsl:call-template>
      <!-- one name of several -->
      <xsl:if test="not($plain) and contains(normalize-space(@ref), ' ')">
        <xsl:for-each select="tail(tokenize(@ref))">
          <xsl:variable name="name" as="xs:string" select="(f:target($from, .) ! f:name(.), .)[1]"/>
          <xsl:for-each select="f:href($from, .)">
            <a class="follow" href="{.}" data-added="" aria-label="{'More on ' || $name}">↗</a>
          </xsl:for-each>
        </xsl:for-each>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- Parts of a name or an identifier that touch, in an entry made of such parts: a space parts them. -->
  <xsl:template mode="text" match="surname[f:touches(.)] | forename[f:touches(.)] | addName[f:touches(.)] | genName[f:touches(.)]
      | nameLink[f:touches(.)] | roleName[f:touches(.)] | idno[f:touches(.)] | settlement[f:touches(.)] | repository[f:touches(.)]
      | institution[f:touches(.)] | collection[f:touches(.)] | country[f:touches(.)] | region[f:touches(.)]" as="node()*">
    <xsl:text> </xsl:text>
    <xsl:next-match/>
  </xsl:template>

  <xsl:function name="f:touches" as="xs:boolean">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="
        exists($part/preceding-sibling::node()[1]/self::*) and empty($part/../text()[normalize-space()])
        and exists($part/ancestor::*[self::biblStruct or self::biblFull or self::bibl or self::msIdentifier
          or self::entry or self::entryFree])"/>
  </xsl:function>

  <!-- Where a name or title leads: its entry here, else an address on the web. -->
  <xsl:function name="f:authority" as="xs:string?">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="(tokenize($name/@ref), tokenize($name/@corresp)[$name/self::title])[1] ! f:href($name, .)"/>
  </xsl:function>

  <!-- Content as a link, unless it stands in one, or has something in it that can itself be pressed:
       then the link follows, as a sign. -->
  <xsl:template name="linked" as="item()*">
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="target" as="xs:string?"/>
    <xsl:param name="class" as="xs:string?"/>
    <xsl:param name="role" as="xs:string?"/>
    <xsl:variable name="marks" as="xs:string+" select="m:marks(.)"/>
    <xsl:variable name="before" as="text()?" select="f:mark($marks[1])"/>
    <xsl:variable name="after" as="text()?" select="f:mark($marks[2])"/>
    <xsl:choose>
      <xsl:when test="$plain or empty($target) or not(normalize-space() or .//(graphic | g | gap | space))">
        <xsl:call-template name="content">
          <xsl:with-param name="before" select="$before"/>
          <xsl:with-param name="after" select="$after"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="f:flows(.) or f:has-controls(.)">
        <xsl:call-template name="content">
          <xsl:with-param name="before" select="$before"/>
          <xsl:with-param name="after" as="node()*">
            <xsl:sequence select="$after"/>
            <a class="follow" href="{$target}" data-added="" aria-label="{'More on ' || (f:words(.)[.], 'this')[1]}">↗</a>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <a href="{$target}">
          <xsl:if test="$class">
            <xsl:attribute name="class" select="$class"/>
          </xsl:if>
          <xsl:if test="$role">
            <xsl:attribute name="role" select="$role"/>
          </xsl:if>
          <xsl:sequence select="$before"/>
          <xsl:apply-templates mode="text">
            <xsl:with-param name="plain" tunnel="yes" select="true()"/>
          </xsl:apply-templates>
          <xsl:sequence select="$after"/>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Whether something within an element becomes a link or a button. -->
  <xsl:function name="f:has-controls" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element//*[self::note or self::ref or self::ptr
      or (f:may-have-card(.) and f:has-card(.)) or self::graphic or self::pb[@facs]])"/>
  </xsl:function>

  <xsl:template mode="text" match="ref" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="target" as="xs:string?" select="tokenize(@target)[1] ! f:href(current(), .)"/>
    <xsl:variable name="note" as="xs:boolean" select="exists(f:targets(@target)[1]/(self::note | self::item[parent::list/@type = 'notes']))"/>
    <xsl:element name="{if (f:flows(.)) then 'div' else 'span'}">
      <xsl:sequence select="f:attributes(., ('ref', 'noteref'[$note], 'brief'[$note and string-length(normalize-space(current())) le 3]), $copy)"/>
      <xsl:if test="$note and not($copy or f:id(.))">
        <xsl:attribute name="id" select="f:ref-id(.)"/>
      </xsl:if>
      <xsl:call-template name="linked">
        <xsl:with-param name="target" select="$target"/>
        <xsl:with-param name="role" select="'doc-noteref'[$note]"/>
      </xsl:call-template>
      <xsl:call-template name="card-button"/>
    </xsl:element>
  </xsl:template>

  <!-- A pointer without words of its own: the name of what it points at. -->
  <xsl:template mode="text" match="ptr[@target] | ref[@target][not(* or normalize-space())]" as="element()">
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="ptr" as="element()" select="."/>
    <xsl:variable name="note" as="xs:boolean" select="exists(f:targets(@target)[1]/self::note)"/>
    <span>
      <xsl:sequence select="f:class(., ('ptr', 'ref noteref brief'[$note])), f:id-attribute(., $copy)"/>
      <xsl:if test="$note and not($copy or f:id(.))">
        <xsl:attribute name="id" select="f:ref-id(.)"/>
      </xsl:if>
      <xsl:attribute name="data-added"/>
      <xsl:for-each select="tokenize(@target)">
        <xsl:variable name="href" as="xs:string?" select="f:href($ptr, .)"/>
        <xsl:variable name="entity" as="element()?" select="f:target($ptr, .)"/>
        <xsl:variable name="label" as="xs:string" select="
            if ($entity/self::note) then f:note-label($entity)
            else if ($entity/self::formula[normalize-space(@n)]) then f:formula-number($entity)
            else if (normalize-space($entity/head[1])) then f:words($entity/head[1])
            else if (exists($entity)) then substring(f:name($entity), 1, 60)
            else ."/>
        <xsl:if test="position() gt 1">
          <xsl:text> </xsl:text>
        </xsl:if>
        <xsl:choose>
          <xsl:when test="exists($href) and not($plain)">
            <a href="{$href}">
              <xsl:if test="$entity/self::note">
                <xsl:attribute name="role" select="'doc-noteref'"/>
                <xsl:attribute name="aria-label" select="if ($label = 'note') then 'Note' else 'Note ' || $label"/>
              </xsl:if>
              <xsl:value-of select="if ($entity/self::note and $label = 'note') then '*' else $label"/>
            </a>
          </xsl:when>
          <xsl:otherwise>
            <xsl:value-of select="$label"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
      <xsl:call-template name="card-button"/>
    </span>
  </xsl:template>

  <xsl:template mode="text" match="date | time" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="when" as="xs:string" select="string(@when)"/>
    <xsl:element name="{if (f:flows(.)) then 'div' else if (f:is-html-date($when)) then 'time' else 'span'}">
      <xsl:sequence select="f:attributes(., 'date', $copy)"/>
      <xsl:if test="not(f:flows(.)) and f:is-html-date($when)">
        <xsl:attribute name="datetime" select="$when"/>
      </xsl:if>
      <xsl:call-template name="content"/>
    </xsl:element>
  </xsl:template>

  <!-- HTML takes the years 1 to 9999 of the Gregorian calendar, with or without month and day. -->
  <xsl:function name="f:is-html-date" as="xs:boolean">
    <xsl:param name="when" as="xs:string"/>
    <xsl:sequence select="
        $when ne '0000' and not(starts-with($when, '0000')) and
        ($when castable as xs:date or $when castable as xs:gYear or $when castable as xs:gYearMonth)
        and matches($when, '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$')"/>
  </xsl:function>

  <!-- An abbreviation that nothing is said to stand beside. -->
  <xsl:template mode="text" match="abbr | am" as="element()">
    <xsl:call-template name="generic">
      <xsl:with-param name="inline" select="if (self::abbr) then 'abbr' else 'span'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A character that Unicode lacks: the nearest that its declaration gives, where it has none. -->
  <xsl:template mode="text" match="g" as="element()">
    <xsl:variable name="declared" as="element()?" select="f:targets(@ref)[1]"/>
    <xsl:variable name="mapping" as="xs:string?" select="($declared/mapping[@type = ('standard', 'Unicode', 'standardized')], $declared/mapping)[normalize-space()][1] ! normalize-space(.)"/>
    <span class="g" title="{string-join(('character', $declared/(charName | glyphName | localProp/@value)[1], tokenize(@ref)[empty($declared)] ! replace(., '^#', '')), ' ')}">
      <xsl:apply-templates mode="text"/>
      <xsl:if test="not(node())">
        <span data-added=""><xsl:value-of select="($mapping, '◌')[1]"/></span>
      </xsl:if>
    </span>
  </xsl:template>

  <!-- Everything else that only says something of its words: they stay as they are. One rule with a
       table, since a rule for each name takes long to compile. -->
  <xsl:variable name="f:phrases" as="map(xs:string, xs:boolean)" select="f:names('
      seg s w m c pc cl phr num measure measureGrp unit address addrLine addName forename
      surname genName nameLink roleName geo geogFeat offset affiliation age sex gender author
      editor publisher pubPlace biblScope citedRange idno edition extent series email street
      postCode postBox label desc figDesc actor role roleDesc locus locusGrp textLang width
      height depth dim material objectType origDate origPlace repository institution collection
      catchwords signatures heraldry stamp watermark secFol incipit explicit rubric finalRubric
      colophon filiation lang gram gen case per tns mood iType pos number subc colloc usg lbl
      orth pron hyph syll stress def form gramGrp sense etym re xr noteGrp oRef pRef oVar pVar dictScrap
      hom superEntry resp respStmt sponsor funder principal distributor authority relatedItem
      imprint monogr analytic textNode caesura rhyme metamark seal tech sound camera
      view caption move listRef interp span birth death floruit occupation residence nationality
      education faith trait state population climate location terrain langKnown langKnowledge
      persona persPronouns socecStatus ruby rb rt equiv altIdent specDesc
      specList dimensions formula notatedMusic unihan tagUsage licence availability msName
      altIdentifier msIdentifier')"/>

  <xsl:template mode="text" match="t:*[map:contains($f:phrases, local-name())]" priority="-0.2" as="element()">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <!-- Some documents tag each word: those are found sooner by name. -->
  <xsl:template mode="text" match="w | pc | c" as="element()">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <xsl:template name="phrase" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:choose>
      <xsl:when test="* or @rend or @rendition or @style or @xml:lang or $f:has-default-renditions
          or ($f:layout(local-name()) and f:flows(.))">
        <xsl:call-template name="generic"/>
      </xsl:when>
      <!-- most are words and nothing else -->
      <xsl:otherwise>
        <span class="{local-name()}">
          <xsl:if test="@xml:id and not($copy) and f:bears-its-id(.)">
            <xsl:attribute name="id" select="f:safe-id(@xml:id)"/>
          </xsl:if>
          <xsl:value-of select="."/>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="text" match="label[f:is-structural(..)]" as="element()">
    <xsl:call-template name="generic">
      <xsl:with-param name="block" select="'p'[not(some $child in current()/* satisfies f:flows($child))], 'div'[some $child in current()/* satisfies f:flows($child)]"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Ruby glosses are HTML's own; no line may end in one, so a long one stands in brackets instead. -->
  <xsl:template mode="text" match="ruby[rt][not(f:flows(.))]" priority="1" as="node()+">
    <ruby>
      <xsl:sequence select="f:class(., ('ruby', 'long'[current()/(rb | rt)[string-length(normalize-space()) gt 30]])), f:language(.)"/>
      <xsl:for-each-group select="node()" group-starting-with="rb">
        <xsl:call-template name="glossed">
          <xsl:with-param name="base" select="current-group()[not(self::rt or self::text()[not(normalize-space())]/preceding-sibling::*[1]/self::rt)]"/>
          <xsl:with-param name="glosses" select="current-group()/self::rt"/>
        </xsl:call-template>
      </xsl:for-each-group>
    </ruby>
    <xsl:apply-templates select="(rb | rt)/note" mode="text"/>
  </xsl:template>

  <!-- What is glossed, and its glosses, of which each but the last is a gloss within that of the next. -->
  <xsl:template name="glossed" as="node()*">
    <xsl:param name="base" as="node()*"/>
    <xsl:param name="glosses" as="element()*"/>
    <xsl:variable name="last" as="element()?" select="$glosses[last()]"/>
    <xsl:choose>
      <xsl:when test="exists($glosses[2])">
        <ruby>
          <xsl:call-template name="glossed">
            <xsl:with-param name="base" select="$base"/>
            <xsl:with-param name="glosses" select="$glosses[position() lt last()]"/>
          </xsl:call-template>
        </ruby>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="$base" mode="text"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="$last">
      <xsl:sequence select="preceding-sibling::node()[1][self::text()][not(normalize-space())]/preceding-sibling::*[1]/self::rt ! f:added(' ')"/>
      <rp>(</rp>
      <rt>
        <xsl:sequence select="f:class(., 'below'[current()/@place = ('below', 'under', 'bottom', 'left')]), f:language(.)"/>
        <xsl:apply-templates select="node() except note" mode="text"/>
      </rt>
      <rp>)</rp>
    </xsl:for-each>
  </xsl:template>

  <!-- A note on what is glossed, or on the gloss, has its mark after both. -->
  <xsl:template mode="text" match="ruby[rt]/rb[note]" priority="1" as="element()">
    <span>
      <xsl:sequence select="f:attributes(., 'rb', false())"/>
      <xsl:apply-templates select="node() except note" mode="text"/>
    </span>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Indexes of persons, places, organisations and events: each with what is known of it, and where it occurs. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:function name="f:is-entity" as="xs:boolean">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="
        exists($e/@xml:id) and exists($e/(self::person | self::personGrp | self::place | self::org | self::event | self::object | self::nym))
        and empty($e/ancestor::text) and (exists($e/ancestor::standOff) or exists(key('pointing', normalize-space($e/@xml:id), root($e))[ancestor::text]))"/>
  </xsl:function>

  <!-- The kinds of index: title, the elements that describe, the elements that name. -->
  <xsl:variable name="f:index-kinds" as="map(xs:string, item()*)*" select="
      map{'id': 'persons:', 'title': 'Persons', 'entities': (//person, //personGrp)/., 'names': (//persName, //name[@type = ('person', 'pers')])/.},
      map{'id': 'places:', 'title': 'Places', 'entities': //place, 'names': (//placeName, //geogName, //name[@type = 'place'],
        (//settlement, //country, //region, //district, //bloc)[not(ancestor::placeName or ancestor::address)])/.},
      map{'id': 'organisations:', 'title': 'Organisations', 'entities': //org, 'names': (//orgName, //name[@type = ('org', 'organisation', 'organization')])/.},
      map{'id': 'events:', 'title': 'Events', 'entities': //event, 'names': //eventName},
      map{'id': 'objects:', 'title': 'Objects', 'entities': //object, 'names': //objectName},
      map{'id': 'titles:', 'title': 'Titles', 'entities': (), 'names': //title[not(f:works(.))]},
      map{'id': 'dates:', 'title': 'Dates', 'entities': (), 'names': //date[f:date-key(.)]}"/>

  <xsl:template name="indexes" as="element()*">
    <xsl:variable name="document" as="document-node()" select="."/>
    <xsl:for-each select="$f:index-kinds">
      <xsl:variable name="kind" as="map(xs:string, item()*)" select="."/>
      <xsl:for-each select="$document">
        <xsl:variable name="entities" as="element()*" select="$kind?entities[f:is-entity(.)][f:bears-its-id(.)]"/>
        <xsl:variable name="loose" as="element()*" select="
            $kind?names[ancestor::text][empty(f:targets(@ref | @corresp)[f:is-entity(.)])][normalize-space()]
            [empty(ancestor::biblStruct | ancestor::listBibl | ancestor::person | ancestor::msDesc | ancestor::titlePage)]"/>
        <xsl:if test="exists(($entities, $loose))">
          <section class="index" id="{$kind?id}" role="doc-index" aria-labelledby="{$kind?id}h">
            <h2 id="{$kind?id}h"><xsl:value-of select="$kind?title"/></h2>
            <ul class="names">
              <xsl:for-each select="$entities">
                <xsl:sort select="lower-case(replace(f:name(.), '^(the|The) ', ''))" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
                <li id="{f:id(.)}">
                  <xsl:call-template name="entity"/>
                </li>
                <xsl:text>&#10;</xsl:text>
              </xsl:for-each>
              <xsl:for-each-group select="$loose" group-by="(self::date ! f:date-key(.), @ref, @key, lower-case(f:words(.)))[normalize-space()][1]">
                <xsl:sort select="(self::date ! f:date-sort(.), lower-case(f:words(.)))[1]" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
                <li>
                  <span class="entity-name">
                    <xsl:sequence select="if (self::date) then f:auto-direction() else f:in-frame(.)"/>
                    <xsl:sequence select="if (self::date) then f:time(string(@when), f:date-words(.)) else f:words(.)"/>
                  </span>
                  <xsl:variable name="authority" as="xs:string?" select="f:authority(.)"/>
                  <xsl:if test="starts-with($authority, 'http')">
                    <xsl:text> </xsl:text>
                    <a class="authority" href="{$authority}"><xsl:value-of select="$authority"/></a>
                  </xsl:if>
                  <xsl:sequence select="f:occurrences(current-group())"/>
                </li>
                <xsl:text>&#10;</xsl:text>
              </xsl:for-each-group>
            </ul>
          </section>
        </xsl:if>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <!-- Texts before or after a name on one line: a space parts what stands in different blocks. -->
  <xsl:function name="f:in-line" as="xs:string">
    <xsl:param name="texts" as="text()*"/>
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="runs" as="xs:string*">
      <xsl:for-each-group select="($texts | $name)" group-adjacent="ancestor::*[self::addrLine or self::cell or self::item or self::label
          or self::dateline or self::salute or self::signed or self::titlePart or self::speaker or $f:layout(local-name()) = 'block'][1] ! generate-id()">
        <xsl:sequence select="string-join(current-group() except $name)"/>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="replace(string-join($runs, ' '), '\s+', ' ')"/>
  </xsl:function>

  <!-- Whether the page shows a text in its place when it opens: it is no note, and no other reading. -->
  <xsl:function name="f:is-read" as="xs:boolean">
    <xsl:param name="text" as="text()"/>
    <xsl:param name="within" as="element()"/>
    <xsl:sequence select="not($f:has-readings) or empty($text/ancestor::*[. >> $within][self::note or f:view(.) = ('source', 'other')])"/>
  </xsl:function>

  <xsl:variable name="f:has-readings" as="xs:boolean" select="exists((//note, //choice, //app, //del, //surplus, //fw)[ancestor::text])"/>

  <!-- A date by what its attributes say of it in the calendar, or nothing where they are silent. -->
  <xsl:function name="f:date-key" as="xs:string?">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="string-join(($date/@when, $date/@from, $date/@notBefore, $date/@to, $date/@notAfter)[normalize-space()] ! (local-name() || '=' || normalize-space(.)), ' ')[.]"/>
  </xsl:function>

  <!-- What sorts dates: years before the common era count downwards. -->
  <xsl:function name="f:date-sort" as="xs:string">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="first" as="xs:string" select="normalize-space(($date/@when, $date/@from, $date/@notBefore, $date/@to, $date/@notAfter)[normalize-space()][1])"/>
    <xsl:sequence select="
        if (matches($first, '^-\d+')) then '0' || format-integer(100000 - xs:integer(replace($first, '^-(\d+).*$', '$1')), '000000')
        else '1' || (if (matches($first, '^\d{4}(-|$)')) then $first else '9' || $first)"/>
  </xsl:function>

  <!-- A date as its attributes give it: 25 October 1917, 1914–1918, not before 1170. -->
  <xsl:function name="f:date-words" as="xs:string">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="d" as="map(xs:string, xs:string)" select="
        map:merge($date/@*[normalize-space()] ! map:entry(local-name(), f:written(normalize-space(.))))"/>
    <xsl:sequence select="
        if ($d?when) then $d?when
        else if ($d?from and $d?to) then string-join(($d?from, $d?to), if (contains($d?from || $d?to, ' ')) then ' – ' else '–')
        else if ($d?from or $d?to) then ($d?from ! ('from ' || .), $d?to ! ('to ' || .))[1]
        else if ($d?notBefore and $d?notAfter) then 'between ' || $d?notBefore || ' and ' || $d?notAfter
        else string(($d?notBefore ! ('not before ' || .), $d?notAfter ! ('not after ' || .))[1])"/>
  </xsl:function>

  <!-- A date or a time of ISO 8601 as it is written: 1924-01-03 → 3 January 1924, -0044 → 44 BCE.
       Anything else stays as it is. -->
  <xsl:function name="f:written" as="xs:string">
    <xsl:param name="iso" as="xs:string"/>
    <xsl:variable name="year" as="xs:string?" select="
        $iso[matches(., '^-?[0-9]{4,}')] ! replace(., '^-?0*([0-9]+).*$', '$1') ! (if (starts-with($iso, '-')) then . || ' BCE' else .)"/>
    <xsl:variable name="of-year" as="xs:string?" select="$year ! (' ' || .)"/>
    <xsl:choose>
      <xsl:when test="matches($iso, '^-?[0-9]{4,}$')">
        <xsl:sequence select="string($year)"/>
      </xsl:when>
      <!-- a leap year, since the calendar of the other is not asked -->
      <xsl:when test="matches($iso, '^(-?[0-9]{4,}|-)-[0-9]{2}-[0-9]{2}$')
        and replace($iso, '^.*(-..-..)$', '2000$1') castable as xs:date">
        <xsl:sequence select="format-date(xs:date(replace($iso, '^.*(-..-..)$', '2000$1')), '[D] [MNn]', 'en', (), ()) || $of-year"/>
      </xsl:when>
      <xsl:when test="matches($iso, '^(-?[0-9]{4,}|-)-[0-9]{2}$')
        and replace($iso, '^.*(-..)$', '2000$1-01') castable as xs:date">
        <xsl:sequence select="format-date(xs:date(replace($iso, '^.*(-..)$', '2000$1-01')), '[MNn]', 'en', (), ()) || $of-year"/>
      </xsl:when>
      <xsl:when test="matches($iso, '^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$')">
        <xsl:sequence select="replace($iso, '^(.....):00$', '$1')"/>
      </xsl:when>
      <xsl:when test="matches($iso, '^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$')">
        <xsl:sequence select="f:written(substring-before($iso, 'T')) || ', ' || f:written(substring-after($iso, 'T'))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$iso"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The same with what machines read, where HTML can say it. -->
  <xsl:function name="f:time" as="node()">
    <xsl:param name="iso" as="xs:string"/>
    <xsl:param name="words" as="xs:string"/>
    <xsl:choose>
      <xsl:when test="f:is-html-date($iso)">
        <time datetime="{$iso}"><xsl:value-of select="$words"/></time>
      </xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="$words"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What a field of an entity says: when, its words, parted where it has only parts, and what its
       attributes say where it has no words. -->
  <xsl:function name="f:said" as="xs:string">
    <xsl:param name="field" as="element()"/>
    <xsl:variable name="words" as="xs:string" select="
        if (exists($field/text()[normalize-space()])) then f:words($field)
        else string-join($field/* ! f:said(.)[.], ', ')"/>
    <xsl:variable name="when" as="xs:string?" select="f:date-words($field)[. and not(matches($words, '\d{3}'))]"/>
    <xsl:variable name="named" as="xs:string*" select="
        if ($words) then ()
        else if ($field/@value) then (if ($field/self::sex) then f:sex($field/@value) else string($field/@value))
        else if ($field/@quantity) then string-join(($field/@quantity, $field/@unit), ' ')
        else if ($field/@ref | $field/@sameAs) then (f:named($field/@ref), f:named($field/@sameAs))
        else ($field/@key, f:named($field/@code), $field/@tag)[normalize-space()][1]"/>
    <xsl:sequence select="string-join(($when, $words[.], $named, f:certainty($field/@cert)), ', ')"/>
  </xsl:function>

  <!-- A code for sex in words, by ISO 5218 or by its first letter, as TEI had and has them. -->
  <xsl:function name="f:sex" as="xs:string">
    <xsl:param name="code" as="xs:string"/>
    <xsl:sequence select="
        (map{'0': 'unknown', '1': 'male', '2': 'female', '9': 'not applicable', 'M': 'male', 'F': 'female',
          'm': 'male', 'f': 'female', 'U': 'unknown', 'O': 'other', 'N': 'none'}(normalize-space($code)), $code)[1]"/>
  </xsl:function>

  <xsl:key name="relation" match="relation" use="(@active, @passive, @mutual) ! tokenize(.)"/>

  <!-- A relation in words and signs: parent (A → B), spouse (A ↔ B), when and how surely. -->
  <xsl:function name="f:relation" as="xs:string">
    <xsl:param name="relation" as="element()"/>
    <xsl:variable name="ends" as="xs:string" select="
        if ($relation/@mutual) then string-join(f:named($relation/@mutual), ' ↔ ')
        else string-join((string-join(f:named($relation/@active), ', '), string-join(f:named($relation/@passive), ', ')), ' → ')"/>
    <xsl:sequence select="
        string-join((string-join((($relation/@name, f:named($relation/@ref), $relation/@type)[normalize-space()][1], '(' || $ends || ')'), ' '),
          f:date-words($relation)[.], f:words($relation/desc[1])[.], f:certainty($relation/@cert)), ', ')"/>
  </xsl:function>

  <!-- An entity: its names, what else is said of it, authorities, occurrences. -->
  <xsl:template name="entity" as="node()*">
    <xsl:variable name="names" as="xs:string*" select="distinct-values((f:name(.), (persName | placeName | orgName | eventName | objectName | geogName) ! f:words(.)[.]))"/>
    <span class="entity-name">
      <xsl:sequence select="f:in-frame(.)"/>
      <xsl:value-of select="$names[1]"/>
    </span>
    <xsl:if test="count($names) gt 1">
      <span class="entity-also"><xsl:value-of select="', also ' || string-join(tail($names), ', ')"/></span>
    </xsl:if>
    <xsl:if test="@role">
      <span class="entity-also"><xsl:value-of select="', ' || @role"/></span>
    </xsl:if>
    <xsl:variable name="said" as="element()*" select="
        * except (persName | placeName | orgName | eventName | objectName | geogName | label | head | idno | note | p | desc | listPerson | listPlace | listOrg | listEvent | person | place | org | event[@xml:id] | ptr | ref | linkGrp | link | listRelation)
        | (. | listEvent)/event[not(@xml:id)] | (. | listPlace)/place[not(@xml:id)] | (. | listOrg)/org[not(@xml:id)] | (. | listPerson)/person[not(@xml:id)]"/>
    <xsl:variable name="facts" as="xs:string*" select="
        self::event ! f:date-words(.)[.], (@sex ! ('Sex: ' || f:sex(.)), @age ! ('Age: ' || .), self::personGrp/@size ! ('Size: ' || .))[not(ends-with(., ': '))],
        $said ! (f:label(local-name()) || @type[normalize-space()][empty(../label)] ! (' (' || translate(., '_', ' ') || ')') || ': ' || f:said(.)[.])[not(ends-with(., ': '))],
        key('relation', '#' || @xml:id) ! ('Relation: ' || f:relation(.))"/>
    <xsl:if test="exists($facts)">
      <span class="entity-facts">
        <xsl:value-of select="distinct-values($facts) ! (' · ' || .)" separator=""/>
      </span>
    </xsl:if>
    <xsl:for-each select="idno[normalize-space()], (ptr | ref)[@target]">
      <xsl:variable name="href" as="xs:string*" select="(@target, string(.)) ! f:href(current(), .)[starts-with(., 'http')], f:authority-file(.)" />
      <xsl:text> </xsl:text>
      <xsl:choose>
        <xsl:when test="exists($href)">
          <a class="authority" href="{$href[1]}"><xsl:value-of select="(string-join((@type, normalize-space(.)[not(matches(., '^https?:'))]), ' ')[normalize-space()], $href)[1]"/></a>
        </xsl:when>
        <xsl:otherwise>
          <span class="authority"><xsl:value-of select="string-join((@type, normalize-space(.)), ' ')"/></span>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:variable name="pointing" as="element()*" select="key('pointing', normalize-space(@xml:id))[ancestor::text]"/>
    <xsl:sequence select="f:occurrences($pointing[@ref or @who or @corresp or @target])"/>
    <xsl:variable name="quoted" as="element()*" select="$pointing[@who][self::quote or self::q or self::said]"/>
    <xsl:if test="exists($quoted)">
      <span class="occurrences">
        <xsl:text> Quoted in </xsl:text>
        <xsl:sequence select="f:passage-links($quoted)"/>
      </span>
    </xsl:if>
    <xsl:for-each select="(note | p | desc)[normalize-space()]">
      <span class="entity-note">
        <xsl:sequence select="f:in-frame(.)"/>
        <xsl:value-of select="f:words(.)"/>
      </span>
    </xsl:for-each>
  </xsl:template>

  <!-- The address of a record in an authority file that an identifier names by its type. -->
  <xsl:function name="f:authority-file" as="xs:string?">
    <xsl:param name="idno" as="element()"/>
    <xsl:variable name="number" as="xs:string" select="replace($idno, '[\s]', '')"/>
    <xsl:variable name="file" as="xs:string*" select="map{
        'viaf': ('https://viaf.org/viaf/', '\d+'), 'gnd': ('https://d-nb.info/gnd/', '[\dX\-]+'),
        'wikidata': ('https://www.wikidata.org/entity/', '[QPL]\d+'), 'geonames': ('https://www.geonames.org/', '\d+'),
        'orcid': ('https://orcid.org/', '[\dX\-]+'), 'isni': ('https://isni.org/isni/', '[\dX]+'),
        'bnf': ('https://data.bnf.fr/ark:/12148/', 'cb\w+'), 'lcnaf': ('https://id.loc.gov/authorities/names/', 'n\w+'),
        'tgn': ('http://vocab.getty.edu/tgn/', '\d+'), 'ulan': ('http://vocab.getty.edu/ulan/', '\d+'),
        'pleiades': ('https://pleiades.stoa.org/places/', '\d+')}(lower-case($idno/@type))"/>
    <xsl:sequence select="if (exists($file) and matches($number, '^(' || $file[2] || ')$')) then $file[1] || $number else ()"/>
  </xsl:function>

  <!-- Where a name occurs: links to the passages, and on request each occurrence in its context. -->
  <!-- Links to the passages in which these stand, each once. -->
  <xsl:function name="f:passage-links" as="node()*">
    <xsl:param name="all" as="element()*"/>
    <xsl:for-each-group select="$all" group-by="f:passage(.) ! generate-id(.)">
      <xsl:if test="position() gt 1">
        <xsl:text>, </xsl:text>
      </xsl:if>
      <xsl:sequence select="f:passage-link(f:passage(current-group()[1]), f:locator(current-group()[1]), count(current-group()))"/>
    </xsl:for-each-group>
  </xsl:function>

  <xsl:function name="f:occurrences" as="element()*">
    <xsl:param name="all" as="element()*"/>
    <xsl:variable name="named" as="element()*" select="$all[not(self::quote or self::q or self::said or self::sp or self::u)]"/>
    <xsl:if test="exists($named)">
      <span class="occurrences">
        <xsl:text> </xsl:text>
        <xsl:sequence select="f:passage-links($named)"/>
      </span>
      <xsl:if test="count($named) le 200">
        <details class="contexts">
          <summary>In context</summary>
          <ul>
            <xsl:for-each select="$named">
              <xsl:variable name="passage" as="element()?" select="f:passage(.)"/>
              <xsl:variable name="name" as="element()" select="."/>
              <!-- a heading or a note is a context of its own -->
              <xsl:variable name="within" as="element()" select="($name/ancestor::*[self::note or self::head or self::p or self::ab or self::item or self::cell][. >> $passage or . is $passage][1], $passage, $name/..)[1]"/>
              <xsl:variable name="before" as="xs:string" select="
                  f:in-line($name/preceding::text()[position() le 40][. >> $within][f:is-read(., $within)], $name) => replace('^ ', '')"/>
              <xsl:variable name="after" as="xs:string" select="
                  f:in-line($name/following::text()[position() le 40][ancestor::*[. is $within]][f:is-read(., $within)], $name) => replace(' $', '')"/>
              <li>
                <xsl:sequence select="f:passage-link($passage, f:locator(.), 1)"/>
                <xsl:text> </xsl:text>
                <span class="context">
                  <xsl:sequence select="f:in-frame($within)"/>
                  <xsl:value-of select="if (string-length($before) gt 60) then '… ' || replace(substring($before, string-length($before) - 59), '^\S*\s', '') else $before"/>
                  <b><xsl:value-of select="f:words(.)"/></b>
                  <xsl:value-of select="if (string-length($after) gt 60) then replace(substring($after, 1, 60), '\s\S*$', '') || ' …' else $after"/>
                </span>
              </li>
            </xsl:for-each>
          </ul>
        </details>
      </xsl:if>
    </xsl:if>
  </xsl:function>

</xsl:stylesheet>

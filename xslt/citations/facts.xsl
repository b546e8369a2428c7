<?xml version="1.0" encoding="UTF-8"?>
<!-- The facts of one entry, whatever element holds them, under one set of names (TEI P5 CO, "Bibliographic Citations and References"). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:c="urn:siglum:citations" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="no">

  <!--
    The facts of an entry. Every kind of entry answers with the same names; siglum.bibliography.facts
    documents each of them.
  -->
  <xsl:function name="c:facts" as="map(*)">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="c:facts($entry, ())"/>
  </xsl:function>

  <!-- "within" holds the entries around a related item, so that items that point at each other end -->
  <xsl:function name="c:facts" as="map(*)">
    <xsl:param name="entry" as="element()"/>
    <xsl:param name="within" as="element()*"/>
    <xsl:variable name="parts" as="map(*)">
      <xsl:choose>
        <xsl:when test="$entry/self::biblStruct"><xsl:sequence select="c:struct($entry)"/></xsl:when>
        <xsl:when test="$entry/(self::biblFull | self::fileDesc)"><xsl:sequence select="c:full($entry)"/></xsl:when>
        <xsl:when test="$entry/self::msDesc"><xsl:sequence select="c:manuscript($entry)"/></xsl:when>
        <xsl:otherwise><xsl:sequence select="c:loose($entry)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="own" as="element()*" select="c:own-descendants($entry)"/>
    <xsl:sequence select="map:merge(($parts?facts, c:holding(()), map {
      'node': c:number($entry),
      'loose': if ($entry/self::bibl) then normalize-space(string-join($entry/text(), ' ')) else '',
      'xml_id': normalize-space($entry/@xml:id),
      'element': local-name($entry),
      'types': array { $entry/(@type | @subtype) ! string(.) },
      'n': normalize-space($entry/@n),
      'lang': string(($parts?lang, $entry/@xml:lang)[1]),
      'dates': array { $parts?dates ! c:date(.) },
      'scopes': array { $parts?scopes ! c:scope(.) },
      'idnos': array { $parts?idnos[c:text(.)] ! map { 'type': string(@type), 'text': c:text(.) } },
      'urls': array { distinct-values($parts?urls) },
      'notes': array { $parts?notes[c:text(.)] ! map {
        'type': string(@type), 'text': c:text(.), 'cert': c:cert(.) } },
      'related': array {
        if (count($within) ge 4) then ()
        else $own/self::relatedItem ! c:related(., ($within, $entry)) },
      'certainties': array { $own[not(self::note)][c:cert(.)] ! map {
        'name': local-name(), 'unit': string((@unit, @type)[1]), 'text': c:text(.), 'cert': c:cert(.) } },
      'text': if ($entry/self::fileDesc) then '' else normalize-space(string-join(c:runs($entry/node()[not(self::citedRange)])?t)),
      'unmapped': array { $own[c:unmapped(.)] ! map {
        'name': name(), 'text': c:text(.), 'node': c:number(.) } }
    }))"/>
  </xsl:function>

  <!-- the entry's own elements: none of a nested entry -->
  <xsl:function name="c:own-descendants" as="element()*">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="
      if ($entry/self::msDesc) then $entry/msIdentifier//*
      else if ($entry/self::fileDesc) then $entry/(* except sourceDesc)//*
      else $entry//*[c:entry-of(.) is $entry]"/>
  </xsl:function>

  <xsl:function name="c:entry-of" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$element/ancestor::*[self::biblStruct or self::bibl or self::biblFull or self::msDesc][1]"/>
  </xsl:function>

  <xsl:function name="c:related" as="map(*)*">
    <xsl:param name="item" as="element(relatedItem)"/>
    <xsl:param name="within" as="element()*"/>
    <xsl:variable name="pointed" as="element()*"
      select="c:tokens(($item/@target, $item/(ref | ptr)/@target)) ! c:target(c:expand(.))"/>
    <xsl:for-each select="($item/(biblStruct | bibl | biblFull | msDesc), $pointed[self::biblStruct or self::bibl or self::biblFull or self::msDesc]) except $within">
      <xsl:sequence select="map { 'type': lower-case(string($item/@type)), 'facts': c:facts(., $within) }"/>
    </xsl:for-each>
  </xsl:function>

  <!-- biblStruct: the level of a title decides what it is the title of -->
  <xsl:function name="c:struct" as="map(*)">
    <xsl:param name="entry" as="element(biblStruct)"/>
    <xsl:variable name="analytic" as="element()*" select="$entry/analytic"/>
    <xsl:variable name="monogr" as="element()*" select="$entry/monogr[1]"/>
    <xsl:variable name="imprint" as="element()*" select="$monogr/imprint[1]"/>
    <xsl:variable name="series" as="element()*" select="$entry/series"/>
    <xsl:variable name="is-part" as="xs:boolean" select="exists($analytic/title[c:text(.)])"/>
    <xsl:variable name="whole" as="element()*" select="$monogr/title[not(@level = 's')]"/>
    <xsl:variable name="serial" as="element()*" select="($series/title, $monogr/title[@level = 's'])"/>
    <xsl:variable name="agents" as="element()*" select="($analytic, $monogr, $series, $entry)/(editor | respStmt)"/>
    <xsl:sequence select="map {
      'facts': map:merge((
        c:titles(if ($is-part) then $analytic/title else if ($whole) then $whole else $serial),
        c:container(if ($is-part) then $whole else ()),
        map {
          'analytic': $is-part,
          'level': string(if ($is-part) then 'a' else ($whole/@level)[1]),
          'container_level': string(if ($is-part) then ($whole/@level)[1] else ''),
          'collection': array { if ($is-part or $whole) then c:runs($serial[1]/node()) else () },
          'author': array { c:names(if ($is-part and $analytic/author) then $analytic/author else ($analytic/author, $monogr/author)) },
          'container_author': array { c:names(if ($is-part and $analytic/author) then $monogr/author else ()) },
          'agents': array { c:names($agents[not(self::respStmt[not(resp)])][not(parent::series)]) },
          'series_editors': array { c:names($series/editor) },
          'edition': c:text(($monogr/edition)[1]),
          'publishers': array { distinct-values(($imprint/publisher, $imprint/distributor, $monogr/respStmt[not(resp)]/orgName, $monogr/publisher) ! c:text(.))[.] },
          'places': array { distinct-values(($imprint/pubPlace, $monogr/pubPlace) ! c:text(.))[.] },
          'extent': c:text(($monogr/extent, $entry/extent)[1]),
          'imprints': array { $monogr/imprint[position() gt 1][c:text(.)] ! c:text(.) },
          'monographs': array { $entry/monogr[position() gt 1][c:text(.)] ! c:text(.) }
        },
        c:meeting(($monogr/meeting, $analytic/meeting)[1]))),
      'lang': string(($analytic/textLang/@mainLang, $monogr/textLang/@mainLang, $entry/@xml:lang, ($analytic/title, $monogr/title)[1]/@xml:lang)[1]),
      'dates': ($imprint/date, $monogr/date, $analytic/date, $entry/date, $monogr/imprint[position() gt 1]/date[not($imprint/date)]),
      'scopes': ($monogr/(biblScope | imprint/biblScope), $analytic/biblScope, $entry/biblScope, $series/biblScope),
      'idnos': $entry/(idno | analytic/idno | monogr/(idno | imprint/idno) | series/idno),
      'urls': (c:urls($entry/(analytic | monogr | monogr/imprint | series | self::*)/(ptr | ref)),
        $imprint/note[@type = 'url'] ! c:text(.), c:urls($entry[@corresp])),
      'notes': $entry/(note | analytic/note | monogr/(note | imprint/note[not(@type = 'url')]) | series/note)
    }"/>
  </xsl:function>

  <!-- bibl: the same names as descendants; level a decides for the part -->
  <xsl:function name="c:loose" as="map(*)">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="own" as="element()*" select="$entry//*[c:entry-of(.) is $entry][not(ancestor::note[ancestor::* = $entry])]"/>
    <xsl:variable name="titles" as="element()*" select="$own/self::title[not(ancestor::title)][not(ancestor::note)][c:text(.)]"/>
    <xsl:variable name="serial" as="element()*" select="$titles[@level = 's' or parent::series]"/>
    <xsl:variable name="other" as="element()*" select="$titles except $serial"/>
    <xsl:variable name="parts" as="element()*" select="
      if ($other/@level = 'a') then $other[@level = 'a' or (@type = ('sub', 'subtitle') and preceding-sibling::title[1]/@level = 'a')]
      else if ($other[1][not(@level) or @level = 'u'] and $other[position() gt 1]/@level = ('j', 'm')) then $other[not(@level) or @level = 'u']
      else ()"/>
    <xsl:variable name="whole" as="element()*" select="$other except $parts"/>
    <xsl:variable name="quiet" as="element()*" select="$own[not(ancestor::note)]"/>
    <xsl:sequence select="map {
      'facts': map:merge((
        c:titles(if ($parts) then $parts else if ($whole) then $whole else $serial),
        c:container(if ($parts) then $whole else ()),
        map {
          'analytic': exists($parts),
          'level': string(if ($parts) then 'a' else ($whole/@level)[1]),
          'container_level': string(if ($parts) then ($whole/@level)[1] else ''),
          'collection': array { if ($parts or $whole) then c:runs($serial[1]/node()) else () },
          'author': array { c:names($quiet/self::author) },
          'container_author': [],
          'agents': array { c:names($quiet/(self::editor | self::respStmt[resp])) },
          'series_editors': [],
          'edition': c:text(($quiet/self::edition)[1]),
          'publishers': array { distinct-values($quiet/(self::publisher | self::distributor) ! c:text(.))[.] },
          'places': array { distinct-values($quiet/self::pubPlace ! c:text(.))[.] },
          'extent': c:text(($quiet/self::extent)[1]),
          'imprints': [], 'monographs': []
        },
        c:meeting(($quiet/self::meeting)[1]),
        c:holding(($quiet/self::msIdentifier)[1]))),
      'lang': string(($quiet/self::textLang/@mainLang, $entry/@xml:lang, $titles[1]/@xml:lang)[1]),
      'dates': $quiet/self::date[not(ancestor::author or ancestor::editor or ancestor::title or ancestor::meeting)],
      'scopes': $quiet/self::biblScope,
      'idnos': $quiet/self::idno[not(ancestor::author or ancestor::editor or ancestor::msIdentifier)],
      'urls': c:urls($quiet/(self::ref | self::ptr)),
      'notes': $own/self::note
    }"/>
  </xsl:function>

  <!-- biblFull, and the fileDesc of the document itself -->
  <xsl:function name="c:full" as="map(*)">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="published" as="element()*" select="$entry/publicationStmt"/>
    <xsl:variable name="all" as="element()*" select="$entry/titleStmt/title"/>
    <!-- of titles in several languages, those in that of the text come first -->
    <xsl:variable name="titles" as="element()*" select="
      let $own := $all[$entry/self::fileDesc][c:language(@xml:lang) = $own-language] return ($own, $all[not(. intersect $own)])"/>
    <!-- an article says in its seriesStmt in which journal it is -->
    <xsl:variable name="journal" as="element()?" select="$entry/seriesStmt[title[@level = 'j'][c:text(.)]][1]"/>
    <xsl:sequence select="map {
      'facts': map:merge((
        c:titles($titles),
        c:container($journal/title),
        map {
          'analytic': exists($journal),
          'level': string($titles[1]/@level),
          'container_level': 'j'[exists($journal)],
          'collection': array { c:runs((($entry/seriesStmt except $journal)/title)[1]/node()) },
          'author': array { c:names($entry/titleStmt/author) },
          'container_author': [],
          'agents': array { c:names($entry/(titleStmt | editionStmt)/(editor | respStmt[resp])) },
          'series_editors': array { c:names(($entry/seriesStmt except $journal)/editor) },
          'edition': c:text(($entry/editionStmt/edition)[1]),
          'publishers': array { distinct-values(($published/publisher, $published/distributor, $published/authority) ! c:house(.))[.] },
          'places': array { distinct-values($published/pubPlace ! c:text(.))[.] },
          'extent': c:text($entry/extent[1]),
          'imprints': [], 'monographs': []
        },
        c:meeting(($entry/titleStmt/meeting)[1]))),
      'lang': string($entry/@xml:lang),
      'dates': $published/date,
      'scopes': $entry/seriesStmt/biblScope,
      'idnos': ($published//idno[not(idno)], $journal/idno),
      'urls': c:urls($published/(ptr | ref)),
      'notes': $entry/notesStmt/note
    }"/>
  </xsl:function>

  <!-- A publisher by the names that it is made of, without its address. -->
  <xsl:function name="c:house" as="xs:string">
    <xsl:param name="publisher" as="element()"/>
    <xsl:variable name="names" as="element()*" select="$publisher[not(text()[normalize-space()])]/(orgName | persName | name)"/>
    <xsl:sequence select="if (exists($names)) then string-join(($names ! c:text(.))[.], ', ') else c:text($publisher)"/>
  </xsl:function>

  <!-- msDesc: where it is held, and its first text -->
  <xsl:function name="c:manuscript" as="map(*)">
    <xsl:param name="entry" as="element(msDesc)"/>
    <xsl:variable name="item" as="element()*" select="($entry/msContents//msItem)[1]"/>
    <xsl:variable name="title" as="element()*" select="($item/title[c:text(.)], $entry/head/title, $entry/msIdentifier/msName, $entry/head)[1]"/>
    <xsl:sequence select="map {
      'facts': map:merge((
        c:titles($title),
        c:container(()),
        map {
          'analytic': false(), 'level': 'u', 'container_level': '', 'collection': [],
          'author': array { c:names($item/author) },
          'container_author': [], 'agents': array { c:names($item/editor) }, 'series_editors': [],
          'edition': '', 'publishers': [], 'places': [], 'extent': c:text(($entry/physDesc//extent)[1]),
          'imprints': [], 'monographs': []
        },
        c:meeting(()),
        c:holding($entry/msIdentifier))),
      'lang': string(($item/textLang, $entry/msContents/textLang)[1]/@mainLang),
      'dates': ($entry/history/origin//origDate, $entry/head/origDate)[1],
      'scopes': $item/locus[1],
      'idnos': (),
      'urls': (),
      'notes': $item/note
    }"/>
  </xsl:function>

  <xsl:function name="c:holding" as="map(*)">
    <xsl:param name="identifier" as="element(msIdentifier)?"/>
    <xsl:sequence select="map {
      'archive_place': c:text(($identifier/settlement, $identifier/(placeName | region | country))[1]),
      'archive': normalize-space(string-join((c:text($identifier/institution[not(c:text(.) = c:text($identifier/repository))]), c:text($identifier/repository))[.], ', ')),
      'collection_name': c:text($identifier/collection[1]),
      'shelfmark': c:text($identifier/idno[1]) }"/>
  </xsl:function>

  <!-- Titles of the work: the main one, its subtitles, a short form, and others by type. -->
  <xsl:function name="c:titles" as="map(*)">
    <xsl:param name="titles" as="element()*"/>
    <xsl:variable name="filled" as="element()*" select="$titles[c:text(.)]"/>
    <xsl:variable name="below" as="element()*" select="$filled[@type = ('sub', 'subtitle', 'subordinate')]"/>
    <xsl:variable name="short" as="element()*" select="$filled[@type = ('short', 'abbreviated', 'abbr')]"/>
    <xsl:variable name="other" as="element()*" select="$filled[@type = ('alt', 'alternative', 'alternate', 'parallel', 'translated', 'translation', 'trans', 'uniform', 'desc', 'orig', 'original')]"/>
    <xsl:variable name="plain" as="element()*" select="$filled[not(. intersect ($below, $short, $other))]"/>
    <xsl:variable name="main" as="element()*" select="($plain[@type = 'main'], $plain, $other, $short, $below)[1]"/>
    <!-- a subtitle of a title in another language is none of this one -->
    <xsl:variable name="sub" as="element()*" select="
      $below[not(@xml:lang and $main/@xml:lang and c:language(@xml:lang) != c:language($main/@xml:lang))]"/>
    <xsl:sequence select="map {
      'title': array { c:runs($main/node()) },
      'subtitles': array { ($sub except $main) ! array { c:runs(node()) } },
      'short_title': c:text(($short except $main)[1]),
      'other_titles': array { (($other, $plain, $below except $sub) except $main)/. ! map {
        'type': string((@type, @level)[1]), 'lang': string(@xml:lang), 'text': c:text(.) } }
    }"/>
  </xsl:function>

  <!-- The language of a tag, without its script, region and variants. -->
  <xsl:function name="c:language" as="xs:string">
    <xsl:param name="tag" as="xs:string?"/>
    <xsl:sequence select="lower-case(tokenize(string($tag), '[\s\-_]+')[.][1])"/>
  </xsl:function>

  <xsl:variable name="own-language" as="xs:string*" select="
    c:language(($document/*/text/@xml:lang, $document/*/@xml:lang)[normalize-space()][1])[.]"/>

  <xsl:function name="c:container" as="map(*)">
    <xsl:param name="titles" as="element()*"/>
    <xsl:variable name="facts" as="map(*)" select="c:titles($titles)"/>
    <xsl:sequence select="map {
      'container': $facts?title, 'container_subtitles': $facts?subtitles,
      'container_short': $facts?short_title, 'container_others': $facts?other_titles }"/>
  </xsl:function>

  <xsl:function name="c:meeting" as="map(*)">
    <xsl:param name="meeting" as="element(meeting)?"/>
    <xsl:variable name="where" as="element()*" select="$meeting//(settlement | placeName | address | region | country | date | idno)"/>
    <xsl:variable name="bare" as="xs:string" select="
      replace(normalize-space(string-join(c:runs($meeting/node()[not(. intersect $where)])?t)), '[\s,;.]+$', '')"/>
    <xsl:sequence select="map {
      'meeting': if ($bare) then $bare else c:text($meeting),
      'event_place': c:text(($meeting//settlement, $meeting//placeName)[1]),
      'event_dates': array { $meeting//date[1] ! c:date(.) } }"/>
  </xsl:function>

  <!-- A date as its attributes and its text have it (TEI P5 ND, "Dates and Times"). -->
  <xsl:function name="c:date" as="map(*)">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="map {
      'type': lower-case(string($date/@type)),
      'when': string(($date/@when, $date/@when-iso, $date/@when-custom, $date/@value)[1]),
      'from': string(($date/@from, $date/@from-iso)[1]), 'to': string(($date/@to, $date/@to-iso)[1]),
      'not_before': string(($date/@notBefore, $date/@notBefore-iso)[1]),
      'not_after': string(($date/@notAfter, $date/@notAfter-iso)[1]),
      'text': c:text($date),
      'cert': c:cert($date),
      'precision': string(($date/@precision, $date/precision/@precision)[1]),
      'node': c:number($date) }"/>
  </xsl:function>

  <xsl:function name="c:scope" as="map(*)">
    <xsl:param name="scope" as="element()"/>
    <xsl:sequence select="map {
      'unit': lower-case(string(($scope/@unit, $scope/@type, $scope/self::locus/'folio')[1])),
      'from': string($scope/@from), 'to': string($scope/@to), 'n': string($scope/@n),
      'text': c:text($scope),
      'series': exists($scope/(parent::series | parent::seriesStmt[not(title/@level = 'j')])),
      'cert': c:cert($scope) }"/>
  </xsl:function>

  <!-- Addresses on the web that pointers name, or, in older files, spell out. -->
  <xsl:function name="c:urls" as="xs:string*">
    <xsl:param name="pointers" as="element()*"/>
    <xsl:sequence select="
      (c:tokens($pointers/(@target, @corresp)) ! c:expand(.), $pointers/self::ptr[@type = 'web'] ! c:text(.))
        [matches(., '^(https?|ftp)://.')]"/>
  </xsl:function>

  <!-- What says something of the work that has no place in the facts above. -->
  <xsl:function name="c:unmapped" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      exists($element/(self::affiliation | self::email | self::availability | self::funder | self::sponsor | self::principal
        | self::roleName | self::time | self::dim | self::objectType | self::incipit | self::explicit))
      and not($element/ancestor::note) and c:text($element) != ''"/>
  </xsl:function>
</xsl:stylesheet>

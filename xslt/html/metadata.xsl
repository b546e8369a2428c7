<?xml version="1.0" encoding="UTF-8"?>
<!-- What machines read: Dublin Core, Highwire, Open Graph and schema.org, from the header. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:template name="metadata" as="node()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="file" as="element()?" select="f:header($document)/fileDesc"/>
    <xsl:variable name="profiles" as="element()*" select="f:header($document)/profileDesc"/>
    <xsl:variable name="title" as="xs:string" select="f:whole-title($document)"/>
    <xsl:variable name="authors" as="map(*)*" select="$file/titleStmt/author ! f:agents(.)"/>
    <xsl:variable name="others" as="element()*" select="$file/(titleStmt | editionStmt)/(editor | respStmt | principal)"/>
    <xsl:variable name="translators" as="map(*)*" select="f:once($others[f:part(.) = 'translator'] ! f:agents(.))"/>
    <xsl:variable name="editors" as="map(*)*" select="f:once($others[f:part(.) = 'editor'] ! f:agents(.))"/>
    <xsl:variable name="contributors" as="map(*)*" select="f:once($others[f:part(.) = 'contributor'] ! f:agents(.))[not(?name = ($authors, $editors, $translators)?name)]"/>
    <xsl:variable name="funders" as="map(*)*" select="$file/titleStmt/funder ! f:agents(.)"/>
    <xsl:variable name="sponsors" as="map(*)*" select="$file/titleStmt/sponsor ! f:agents(.)"/>
    <xsl:variable name="publisher" as="map(*)?" select="f:publisher($file)"/>
    <xsl:variable name="date" as="xs:string?" select="$itself?issued"/>
    <xsl:variable name="languages" as="xs:string*" select="distinct-values(f:main-language(f:outermost($document)[1])[.])"/>
    <xsl:variable name="terms-of-it" as="element()*" select="$profiles/textClass/keywords/(term | list/item)[normalize-space()]"/>
    <xsl:variable name="subjects" as="xs:string*" select="distinct-values($terms-of-it ! f:words(.))"/>
    <xsl:variable name="licences" as="xs:string*" select="
        distinct-values($file/publicationStmt/availability/licence/@target ! (for $target in tokenize(.) return f:href(., $target))[matches(., '^https?:')])"/>
    <xsl:variable name="terms" as="xs:string" select="f:shortened(string-join($file/publicationStmt/availability ! f:words(.), ' '), 300)"/>
    <xsl:variable name="series" as="xs:string*" select="$file/seriesStmt/title[not(@level = 'j' or @type = ('sub', 'short', 'alt'))][normalize-space()][1] ! f:words(.)"/>
    <!-- what is prose: the fields of a record say nothing in one line -->
    <xsl:variable name="prose" as="element()*" select="
        ($profiles/abstract, f:header($document)/encodingDesc/projectDesc, $file/sourceDesc[p or ab], $file/sourceDesc/bibl[text()[normalize-space()]])[normalize-space()]"/>
    <xsl:variable name="description" as="xs:string" select="f:shortened(string-join($prose[1] ! f:words(.)), 300)"/>
    <xsl:variable name="address" as="xs:string?" select="$base-url[.] ! (. || $prefix)"/>
    <xsl:variable name="identifiers" as="map(xs:string, xs:string)*" select="f:identifiers($file)"/>
    <xsl:variable name="doi" as="xs:string?" select="$identifiers[?propertyID = 'DOI'][1]?value"/>
    <xsl:variable name="meta" as="map(xs:string, xs:string)*" select="
        $description[.] ! map{'name': 'description', 'content': .},
        $authors ! map{'name': 'author', 'content': ?name},
        map{'name': 'DC.title', 'content': $title},
        $authors ! map{'name': 'DC.creator', 'content': ?name},
        (: where nothing else names anyone, reference managers take contributors for the authors :)
        ($editors, $translators, $contributors)[exists(($authors, $editors))] ! map{'name': 'DC.contributor', 'content': ?name},
        $publisher ! map{'name': 'DC.publisher', 'content': ?name},
        $date ! map{'name': 'DC.date', 'content': .},
        $languages ! map{'name': 'DC.language', 'content': .},
        $subjects ! map{'name': 'DC.subject', 'content': .},
        (if (exists($licences)) then $licences else $terms[.]) ! map{'name': 'DC.rights', 'content': .},
        ($itself?genre, 'Text') ! map{'name': 'DC.type', 'content': .},
        $address ! map{'name': 'DC.identifier', 'content': .},
        $identifiers ! map{'name': 'DC.identifier', 'content': f:identifier(.)},
        map{'name': 'citation_title', 'content': $title},
        (: of one name alone, Zotero takes von Arnim, Achim Ludwig for the names of two :)
        $authors ! map{'name': 'citation_author', 'content': if (count($authors) = 1) then replace(?name, '^(\p{Ll}[^,]* [^,]+), ([^,\s]+ [^,]+)$', '$2 $1') else ?name},
        $editors ! map{'name': 'citation_editor', 'content': ?name},
        $date[not(starts-with(., '-'))] ! map{'name': 'citation_publication_date', 'content': translate(., '-', '/')},
        $itself?journal ! map{'name': 'citation_journal_title', 'content': .},
        $itself?issn ! map{'name': 'citation_issn', 'content': .},
        $itself?volume ! map{'name': 'citation_volume', 'content': .},
        $itself?issue ! map{'name': 'citation_issue', 'content': .},
        $itself?first-page ! map{'name': 'citation_firstpage', 'content': .},
        $itself?last-page ! map{'name': 'citation_lastpage', 'content': .},
        $publisher[$itself?kind = 'thesis'] ! map{'name': 'citation_dissertation_institution', 'content': ?name},
        $publisher ! map{'name': 'citation_publisher', 'content': ?name},
        $languages ! map{'name': 'citation_language', 'content': .},
        $doi ! map{'name': 'citation_doi', 'content': .},
        $identifiers[?propertyID = 'ISBN'] ! map{'name': 'citation_isbn', 'content': ?value},
        $address ! map{'name': 'citation_public_url', 'content': .},
        map{'property': 'og:type', 'content': if ($itself?kind = ('article', 'thesis')) then 'article' else 'book'},
        map{'property': 'og:title', 'content': $title},
        $description[.] ! map{'property': 'og:description', 'content': .},
        $site-title[.] ! map{'property': 'og:site_name', 'content': .},
        $address ! map{'property': 'og:url', 'content': .},
        $address[exists($images?*)] ! (
          let $shown := ($document//graphic/@url, $document//*/@facs ! tokenize(.)) ! f:image(.)
          return $shown[1] ! map{'property': 'og:image', 'content': $address || .})"/>
    <link rel="schema.DC" href="http://purl.org/dc/elements/1.1/"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:for-each select="$meta">
      <meta>
        <xsl:attribute name="{if (?name) then 'name' else 'property'}" select="(?name, ?property)[1]"/>
        <xsl:attribute name="content" select="?content"/>
      </meta>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:for-each select="$address">
      <link rel="canonical" href="{.}"/>
    </xsl:for-each>
    <xsl:for-each select="$licences">
      <link rel="license" href="{.}"/>
    </xsl:for-each>
    <xsl:if test="$tei-href">
      <link rel="alternate" type="application/tei+xml" href="{$tei-href}" title="TEI"/>
    </xsl:if>
    <xsl:for-each select="$alternates?*">
      <link rel="alternate" type="{?type}" href="{?href}" title="{?title}"/>
    </xsl:for-each>
    <xsl:variable name="described" as="map(*)" select="map:merge((
        map{'@context': 'https://schema.org', 'name': $title,
          '@type': ($itself?kind[. = 'article'] ! 'ScholarlyArticle', $itself?kind[. = 'thesis'] ! 'Thesis', 'CreativeWork')[1]},
        $itself?first-page ! map{'pageStart': .}, $itself?last-page ! map{'pageEnd': .},
        f:listed('author', $authors), f:listed('editor', $editors), f:listed('translator', $translators),
        f:listed('contributor', $contributors), f:listed('funder', $funders), f:listed('sponsor', $sponsors),
        $publisher ! map{'publisher': .},
        $date ! map{'datePublished': .},
        $file/editionStmt/edition[1]/@n[normalize-space()] ! map{'version': normalize-space(.)},
        $languages[1] ! map{'inLanguage': .},
        f:listed('keywords', $subjects),
        f:listed('about', $terms-of-it[@ref] ! (let $address := f:href(., tokenize(@ref)[1]) return
          map{'@type': 'Thing', 'name': f:words(.), 'sameAs': $address}[matches($address, '^https?:')])),
        $licences[count($licences) = 1] ! map{'license': .},
        f:listed('license', $licences[count($licences) gt 1]),
        $terms[. and empty($licences)] ! map{'copyrightNotice': .},
        f:described($identifiers),
        $description[.] ! map{'description': .},
        $address ! map{'url': .},
        f:listed('isPartOf', (
          $site-title[.] ! map{'@type': 'WebSite', 'name': .},
          f:issue(),
          $series ! map{'@type': 'CreativeWorkSeries', 'name': .}))))"/>
    <!-- nothing in the header can end the script: its angle brackets are escaped -->
    <script type="application/ld+json">
      <xsl:value-of select="serialize($described, map{'method': 'json', 'indent': false()})
        => replace('\\/', '/') => replace('&lt;', '\\u003c') => replace('&gt;', '\\u003e') => replace('&amp;', '\\u0026')"/>
    </script>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- ContextObjects in Spans: the edition as reference managers read it out of a page (OpenURL,
       NISO Z39.88-2004). -->
  <xsl:template name="coins" as="element()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="file" as="element()?" select="f:header($document)/fileDesc"/>
    <xsl:variable name="identifiers" as="map(xs:string, xs:string)*" select="f:identifiers($file)"/>
    <xsl:variable name="date" as="xs:string?" select="($itself?issued, $itself?date)[1]"/>
    <xsl:variable name="house" as="xs:string?" select="f:publisher($file)?name"/>
    <xsl:variable name="kinds" as="map(xs:string, xs:string*)" select="map{
        'article': ('rft_val_fmt=info:ofi/fmt:kev:mtx:journal', 'rft.genre=article', 'rft.atitle=' || f:whole-title($document),
          $itself?journal ! ('rft.jtitle=' || .), $itself?issn ! ('rft.issn=' || .), $itself?volume ! ('rft.volume=' || .),
          $itself?issue ! ('rft.issue=' || .), $itself?first-page ! ('rft.spage=' || .), $itself?last-page ! ('rft.epage=' || .)),
        'thesis': ('rft_val_fmt=info:ofi/fmt:kev:mtx:dissertation', 'rft.title=' || f:whole-title($document),
          $house ! ('rft.inst=' || .), $itself?genre ! ('rft.degree=' || .)),
        'book': ('rft_val_fmt=info:ofi/fmt:kev:mtx:book', 'rft.genre=book', 'rft.btitle=' || f:whole-title($document),
          $house ! ('rft.pub=' || .),
          $file/publicationStmt/pubPlace[normalize-space()][1] ! ('rft.place=' || f:words(.)),
          $file/editionStmt/edition[normalize-space()][1] ! ('rft.edition=' || f:words(.)),
          ($file/seriesStmt/title[normalize-space()])[1] ! ('rft.series=' || f:words(.)),
          $identifiers[?propertyID = 'ISBN'] ! ('rft.isbn=' || ?value))}"/>
    <xsl:variable name="pairs" as="xs:string*" select="
        'ctx_ver=Z39.88-2004',
        $kinds(($itself?kind, 'book')[1]),
        $file/titleStmt/author ! f:agents(.) ! ((if (?('@type') = 'Person') then 'rft.au=' else 'rft.aucorp=') || ?name),
        $date ! ('rft.date=' || .),
        $base-url[.] ! ('rft_id=' || . || $prefix),
        $identifiers[?propertyID = 'DOI'] ! ('rft_id=info:doi/' || ?value)"/>
    <span class="Z3988" title="{string-join($pairs ! (substring-before(., '=') || '=' || encode-for-uri(substring-after(., '='))), '&amp;')}"/>
  </xsl:template>

  <!-- Who publishes the edition, or makes it available: the names of a house and its departments
       are one. -->
  <xsl:function name="f:publisher" as="map(*)?">
    <xsl:param name="file" as="element()?"/>
    <xsl:variable name="agents" as="map(*)*" select="$file/publicationStmt/(publisher | authority | distributor)[normalize-space()][1] ! f:agents(.)"/>
    <xsl:sequence select="$agents[1] ! map:put(., 'name', string-join($agents?name, ', '))"/>
  </xsl:function>

  <!-- The title with its subtitles, as it is cited. -->
  <xsl:function name="f:whole-title" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="($itself?title, f:title($document))[1]"/>
  </xsl:function>

  <!-- The part that an editor or one of a respStmt has, as the words for it say. -->
  <xsl:function name="f:part" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="role" as="xs:string" select="lower-case(string-join($element/(@role | resp), ' '))"/>
    <xsl:sequence select="
        if ($element/self::editor and not(normalize-space($role))) then 'editor'
        else if (contains($role, 'transcri')) then 'contributor'
        else if (matches($role, 'transl|trl|übers|uebers|trad(\W|$)|traduc|перев')) then 'translator'
        else if (matches($role, 'edit|édit|^(ed|edt|hg)$|hrsg|herausg|redak|redig')) then 'editor'
        else 'contributor'"/>
  </xsl:function>

  <!-- The issue of a journal that an article is in. -->
  <xsl:function name="f:issue" as="map(*)?">
    <xsl:variable name="journal" as="map(*)?" select="$itself?journal ! map:merge((
        map{'@type': 'Periodical', 'name': .}, $itself?issn ! map{'issn': .}))"/>
    <xsl:variable name="volume" as="map(*)?" select="
        if ($itself?volume) then map{'@type': 'PublicationVolume', 'volumeNumber': $itself?volume, 'isPartOf': $journal} else $journal"/>
    <xsl:sequence select="
        if ($journal?name and $itself?issue) then map{'@type': 'PublicationIssue', 'issueNumber': $itself?issue, 'isPartOf': $volume}
        else $volume[exists($journal)]"/>
  </xsl:function>

  <!-- The identifiers of the edition: propertyID and value (schema.org's terms), a DOI and an ISBN
       without what stands before them. -->
  <xsl:function name="f:identifiers" as="map(xs:string, xs:string)*">
    <xsl:param name="file" as="element()?"/>
    <xsl:for-each select="$file/publicationStmt/(.//idno[not(idno)][normalize-space()] | (ref | ptr)[matches(@target, '^https?://(dx\.)?doi\.org/10\.')])">
      <xsl:variable name="value" as="xs:string" select="normalize-space(if (self::idno) then f:words(.) else @target)"/>
      <xsl:variable name="type" as="xs:string" select="normalize-space(@type)"/>
      <xsl:choose>
        <xsl:when test="matches($value, '^(https?://(dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/\S+$', 'i')">
          <xsl:sequence select="map{'propertyID': 'DOI', 'value': replace($value, '^.*?(10\.)', '$1')}"/>
        </xsl:when>
        <xsl:when test="matches($type, '^isbn', 'i')">
          <xsl:sequence select="map{'propertyID': 'ISBN', 'value': replace($value, '^isbn(-1[03])?:?\s*', '', 'i')}"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="map{'propertyID': $type, 'value': $value}"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <!-- An identifier in a line: as an address where it is one, else behind the name of its kind. -->
  <xsl:function name="f:identifier" as="xs:string">
    <xsl:param name="identifier" as="map(xs:string, xs:string)"/>
    <xsl:sequence select="
        if ($identifier?propertyID = 'DOI') then 'https://doi.org/' || $identifier?value
        else if ($identifier?propertyID = '' or matches($identifier?value, '^[a-z][a-z0-9+.-]*:\S+$', 'i')) then $identifier?value
        else $identifier?propertyID || ' ' || $identifier?value"/>
  </xsl:function>

  <!-- The same for schema.org: a property, one value or several. -->
  <xsl:function name="f:described" as="map(*)?">
    <xsl:param name="identifiers" as="map(xs:string, xs:string)*"/>
    <xsl:variable name="values" as="item()*" select="
        $identifiers ! (
          if (?propertyID = ('DOI', '') or matches(?value, '^https?:', 'i')) then f:identifier(.)
          else map:put(., '@type', 'PropertyValue'))"/>
    <xsl:sequence select="
        if (count($values) gt 1) then f:listed('identifier', $values) else $values ! map{'identifier': .}"/>
  </xsl:function>

  <!-- A property with a list of values; none where there is no value. -->
  <xsl:function name="f:listed" as="map(*)?">
    <xsl:param name="property" as="xs:string"/>
    <xsl:param name="values" as="item()*"/>
    <xsl:sequence select="if (exists($values)) then map{$property: array{$values}} else ()"/>
  </xsl:function>

  <!-- Those who are named more than once, once. -->
  <xsl:function name="f:once" as="map(*)*">
    <xsl:param name="agents" as="map(*)*"/>
    <xsl:for-each-group select="$agents" group-by="?name">
      <xsl:sequence select="current-group()[1]"/>
    </xsl:for-each-group>
  </xsl:function>

</xsl:stylesheet>

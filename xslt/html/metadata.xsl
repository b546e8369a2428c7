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
    <xsl:variable name="profile" as="element()?" select="f:header($document)/profileDesc"/>
    <xsl:variable name="title" as="xs:string" select="f:title($document)"/>
    <xsl:variable name="authors" as="xs:string*" select="$file/titleStmt/author[normalize-space()] ! f:words(.)"/>
    <xsl:variable name="editors" as="xs:string*" select="distinct-values($file/titleStmt/(editor[normalize-space()] ! f:words(.)))"/>
    <xsl:variable name="publisher" as="xs:string?" select="($file/publicationStmt/(publisher | authority | distributor)[normalize-space()] ! f:words(.))[1]"/>
    <xsl:variable name="date" as="xs:string?" select="($file/publicationStmt/date/@when/string(), $file/publicationStmt/date[matches(., '^\s*\d{4}(-\d\d(-\d\d)?)?\s*$')] ! normalize-space(.))[1]"/>
    <xsl:variable name="languages" as="xs:string*" select="distinct-values(f:main-language(f:outermost($document)[1])[.])"/>
    <xsl:variable name="subjects" as="xs:string*" select="distinct-values($profile/textClass/keywords/(term | list/item)[normalize-space()] ! f:words(.))"/>
    <xsl:variable name="licence" as="xs:string?" select="($file/publicationStmt/availability/licence/@target ! f:href(., .))[1]"/>
    <xsl:variable name="description" as="xs:string" select="f:shortened(string-join(($profile/abstract, f:header($document)/encodingDesc/projectDesc, $file/sourceDesc)[normalize-space()][1] ! f:words(.)), 300)"/>
    <xsl:variable name="address" as="xs:string?" select="$base-url[.] ! (. || $prefix)"/>
    <xsl:variable name="doi" as="xs:string?" select="
        ($file/publicationStmt/idno[matches(., '^\s*(https?://(dx\.)?doi\.org/|doi:)?10\.\d{4,9}/\S+\s*$', 'i')]
          ! replace(normalize-space(.), '^.*?(10\.)', '$1'))[1]"/>
    <xsl:variable name="meta" as="map(xs:string, xs:string)*" select="
        $description[.] ! map{'name': 'description', 'content': .},
        $authors ! map{'name': 'author', 'content': .},
        map{'name': 'DC.title', 'content': $title},
        $authors ! map{'name': 'DC.creator', 'content': .},
        $editors ! map{'name': 'DC.contributor', 'content': .},
        $publisher ! map{'name': 'DC.publisher', 'content': .},
        $date ! map{'name': 'DC.date', 'content': .},
        $languages ! map{'name': 'DC.language', 'content': .},
        $subjects ! map{'name': 'DC.subject', 'content': .},
        $licence ! map{'name': 'DC.rights', 'content': .},
        map{'name': 'DC.type', 'content': 'Text'},
        $address ! map{'name': 'DC.identifier', 'content': .},
        map{'name': 'citation_title', 'content': $title},
        $authors ! map{'name': 'citation_author', 'content': .},
        $date ! map{'name': 'citation_publication_date', 'content': translate(., '-', '/')},
        $publisher ! map{'name': 'citation_publisher', 'content': .},
        $languages ! map{'name': 'citation_language', 'content': .},
        $doi ! map{'name': 'citation_doi', 'content': .},
        $address ! map{'name': 'citation_public_url', 'content': .},
        map{'property': 'og:type', 'content': 'article'},
        map{'property': 'og:title', 'content': $title},
        $description[.] ! map{'property': 'og:description', 'content': .},
        $site-title[.] ! map{'property': 'og:site_name', 'content': .},
        $address ! map{'property': 'og:url', 'content': .}"/>
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
    <xsl:if test="$licence">
      <link rel="license" href="{$licence}"/>
    </xsl:if>
    <xsl:if test="$tei-href">
      <link rel="alternate" type="application/tei+xml" href="{$tei-href}" title="TEI"/>
    </xsl:if>
    <xsl:for-each select="$alternates?*">
      <link rel="alternate" type="{?type}" href="{?href}" title="{?title}"/>
    </xsl:for-each>
    <xsl:variable name="described" as="map(*)" select="map:merge((
        map{'@context': 'https://schema.org', '@type': 'CreativeWork', 'name': $title},
        map:entry('author', array{$authors ! map{'@type': 'Person', 'name': .}})[exists($authors)],
        map:entry('editor', array{$editors ! map{'@type': 'Person', 'name': .}})[exists($editors)],
        $publisher ! map{'publisher': map{'@type': 'Organization', 'name': .}},
        $date ! map{'datePublished': .},
        $file/editionStmt/edition[1]/@n ! map{'version': string(.)},
        $languages[1] ! map{'inLanguage': .},
        map:entry('keywords', array{$subjects})[exists($subjects)],
        $licence ! map{'license': .},
        $doi ! map{'identifier': 'https://doi.org/' || .},
        $description[.] ! map{'description': .},
        $address ! map{'url': .},
        $site-title[.] ! map{'isPartOf': map{'@type': 'WebSite', 'name': .}}))"/>
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
    <xsl:variable name="pairs" as="xs:string*" select="
        'ctx_ver=Z39.88-2004', 'rft_val_fmt=info:ofi/fmt:kev:mtx:book', 'rft.genre=book',
        'rft.btitle=' || f:title($document),
        $file/titleStmt/author[normalize-space()] ! ('rft.au=' || f:words(.)),
        ($file/publicationStmt/date ! (@when, .)[normalize-space()])[1] ! ('rft.date=' || normalize-space(.)),
        ($file/publicationStmt/(publisher | authority | distributor)[normalize-space()])[1] ! ('rft.pub=' || f:words(.)),
        $file/editionStmt/edition[normalize-space()][1] ! ('rft.edition=' || f:words(.)),
        $base-url[.] ! ('rft_id=' || . || $prefix)"/>
    <span class="Z3988" title="{string-join($pairs ! (substring-before(., '=') || '=' || encode-for-uri(substring-after(., '='))), '&amp;')}"/>
  </xsl:template>

</xsl:stylesheet>

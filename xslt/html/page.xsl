<?xml version="1.0" encoding="UTF-8"?>
<!-- The frame of a page: its head, landmarks, switches and foot. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- The outermost TEI of a document, its texts where it is a fragment, else its root. -->
  <xsl:function name="f:outermost" as="element()+">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="tei" as="element()*" select="$document/(TEI | teiCorpus)"/>
    <xsl:variable name="within" as="element()*" select="
        if (exists($tei)) then $tei else outermost($document//(TEI | teiCorpus | text))"/>
    <xsl:sequence select="if (exists($within)) then $within else $document/*"/>
  </xsl:function>

  <xsl:function name="f:header" as="element()?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="(f:outermost($document)/teiHeader, $document//teiHeader)[1]"/>
  </xsl:function>

  <xsl:function name="f:title" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="titles" as="element()*" select="f:header($document)/fileDesc/titleStmt/title[normalize-space()]"/>
    <xsl:sequence select="
        (f:main-title($titles) ! f:words(.),
         $document//titlePage[1]//titlePart[1][normalize-space()] ! f:words(.),
         $document//head[normalize-space()][1] ! f:words(.), 'Untitled document')[normalize-space()][1]"/>
  </xsl:function>

  <!-- The main title, that in the language of the text if there are several. -->
  <xsl:function name="f:main-title" as="element()?">
    <xsl:param name="titles" as="element()*"/>
    <xsl:variable name="main" as="element()*" select="$titles[not(@type) or @type = 'main']"/>
    <xsl:variable name="own" as="xs:string?" select="
        ($titles[1]/ancestor::teiHeader[1]/../(text/@xml:lang, @xml:lang))[normalize-space()][1]
        ! lower-case(tokenize(f:tag(.), '-')[1])"/>
    <xsl:sequence select="($main[@xml:lang][lower-case(tokenize(f:tag(@xml:lang), '-')[1]) = $own], $main, $titles)[1]"/>
  </xsl:function>

  <xsl:function name="f:edition-page" as="element()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="outermost" as="element()+" select="f:outermost($document)"/>
    <xsl:variable name="texts" as="element()*" select="
        if ($outermost/(text | sourceDoc)) then $outermost/(text | sourceDoc | TEI) else $outermost"/>
    <xsl:variable name="bibliography" as="element()?">
      <xsl:for-each select="$document"><xsl:call-template name="bibliography"/></xsl:for-each>
    </xsl:variable>
    <xsl:variable name="indexes" as="element()*">
      <xsl:for-each select="$document"><xsl:call-template name="indexes"/></xsl:for-each>
    </xsl:variable>
    <xsl:variable name="facsimiles" as="element()?" select="f:facsimiles($document)"/>
    <xsl:variable name="switch" as="xs:boolean" select="
        exists($document/(.//choice, .//app, .//del, .//supplied, .//surplus, .//subst, .//undo, .//fw, .//lb)[ancestor::* intersect $texts])"/>
    <html lang="en">
      <xsl:call-template name="head-of-page">
        <xsl:with-param name="document" select="$document"/>
        <xsl:with-param name="title" select="f:title($document)"/>
        <xsl:with-param name="edition" select="true()"/>
        <xsl:with-param name="parts" select="f:group-rules($texts)"/>
      </xsl:call-template>
      <body>
        <a class="skip" href="#text:">Skip to the text</a>
        <xsl:text>&#10;</xsl:text>
        <xsl:call-template name="masthead">
          <xsl:with-param name="document" select="$document"/>
          <xsl:with-param name="switch" select="$switch"/>
        </xsl:call-template>
        <xsl:for-each select="$document">
          <xsl:call-template name="contents">
            <xsl:with-param name="texts" select="$texts"/>
            <xsl:with-param name="after" select="$facsimiles, $bibliography, $indexes"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:text>&#10;</xsl:text>
        <main id="text:">
          <xsl:for-each select="$document"><xsl:call-template name="before-text"/></xsl:for-each>
          <xsl:for-each select="f:header($document)/profileDesc/correspDesc[correspAction]">
            <xsl:call-template name="letter"/>
          </xsl:for-each>
          <article class="tei">
            <xsl:variable name="language" as="xs:string" select="f:main-language($texts[1])"/>
            <xsl:attribute name="lang" select="$language"/>
            <xsl:if test="f:direction($language) = 'rtl'">
              <xsl:attribute name="dir" select="'rtl'"/>
            </xsl:if>
            <xsl:attribute name="aria-labelledby" select="'title:'"/>
            <xsl:text>&#10;</xsl:text>
            <xsl:for-each select="$texts">
              <xsl:apply-templates select="." mode="text"/>
              <xsl:if test="not(f:is-structural(.))">
                <xsl:call-template name="notes"/>
              </xsl:if>
            </xsl:for-each>
          </article>
          <xsl:text>&#10;</xsl:text>
          <xsl:if test="empty($texts//text()[normalize-space()])">
            <xsl:call-template name="described">
              <xsl:with-param name="document" select="$document"/>
            </xsl:call-template>
          </xsl:if>
          <xsl:for-each select="$document"><xsl:call-template name="after-text"/></xsl:for-each>
          <xsl:sequence select="$facsimiles, $bibliography, $indexes"/>
          <xsl:call-template name="cite-this">
            <xsl:with-param name="document" select="$document"/>
          </xsl:call-template>
        </main>
        <xsl:text>&#10;</xsl:text>
        <xsl:sequence select="f:cards($texts)"/>
        <xsl:call-template name="footer">
          <xsl:with-param name="document" select="$document"/>
        </xsl:call-template>
        <xsl:call-template name="script"/>
      </body>
    </html>
  </xsl:function>

  <xsl:template name="head-of-page" as="element()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="edition" as="xs:boolean"/>
    <xsl:param name="parts" as="xs:string" select="''"/>
    <head>
      <meta charset="utf-8"/>
      <xsl:if test="$policy">
        <meta http-equiv="Content-Security-Policy" content="{$policy}"/>
      </xsl:if>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title><xsl:value-of select="string-join(($title, $site-title[. and . ne $title]), ' · ')"/></title>
      <xsl:if test="$edition">
        <xsl:call-template name="metadata">
          <xsl:with-param name="document" select="$document"/>
        </xsl:call-template>
      </xsl:if>
      <style>
        <xsl:value-of select="string-join(($css, f:rendition-rules($document), $parts)[normalize-space()], '&#10;') => replace('&lt;/', '')"/>
      </style>
      <xsl:text>&#10;</xsl:text>
      <xsl:for-each select="$document"><xsl:call-template name="more-head"/></xsl:for-each>
    </head>
  </xsl:template>

  <!-- Nothing of their own: places that a theme may fill. The context is the document. -->
  <xsl:template name="more-head" as="node()*"><xsl:sequence select="()"/></xsl:template>
  <xsl:template name="before-text" as="node()*"><xsl:sequence select="()"/></xsl:template>
  <xsl:template name="after-text" as="node()*"><xsl:sequence select="()"/></xsl:template>

  <!-- For each quotation in parts, the rule that lights them all when one is pointed at. -->
  <xsl:function name="f:group-rules" as="xs:string">
    <xsl:param name="texts" as="element()*"/>
    <xsl:variable name="classes" as="xs:string*" select="distinct-values(
        ($f:chains?*?*)/self::*[self::quote or self::q or self::said][ancestor::* intersect $texts] ! f:group-class(.))"/>
    <!-- where there are very many, the script lights them: so many rules would slow the browser down -->
    <xsl:sequence select="string-join($classes[count($classes) le 100] ! ('.tei:has(.' || . || ':is(:hover,:focus-within,:target)) .' || . || '{background:var(--lit)}'), '&#10;')"/>
  </xsl:function>

  <xsl:template name="masthead" as="node()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="switch" as="xs:boolean"/>
    <xsl:variable name="statement" as="element()?" select="f:header($document)/fileDesc/titleStmt"/>
    <xsl:variable name="main" as="element()?" select="f:main-title($statement/title[normalize-space()])"/>
    <header class="masthead">
      <xsl:if test="$site-title and $site-title ne f:title($document)">
        <p class="site"><xsl:value-of select="$site-title"/></p>
      </xsl:if>
      <xsl:for-each select="($statement/author[normalize-space()], $statement/author[normalize-space()][empty($statement/author)])">
        <p class="author"><xsl:sequence select="f:language(.)"/><xsl:value-of select="f:words(.)"/></p>
      </xsl:for-each>
      <h1 id="title:">
        <xsl:sequence select="($main/ancestor-or-self::*[@xml:lang][1]/@xml:lang)[exists($main)] ! (if (f:tag(.)) then f:lang-attributes(f:tag(.)) else ())"/>
        <xsl:choose>
          <xsl:when test="$main[hi or q or quote or soCalled or mentioned or title or foreign or emph or g or lb]">
            <xsl:apply-templates select="$main/(node() except note)" mode="text">
              <xsl:with-param name="copy" tunnel="yes" select="true()"/>
            </xsl:apply-templates>
          </xsl:when>
          <xsl:otherwise>
            <xsl:value-of select="f:title($document)"/>
          </xsl:otherwise>
        </xsl:choose>
      </h1>
      <xsl:for-each select="$statement/title[normalize-space()][not(. is $main)]">
        <p class="subtitle"><xsl:sequence select="f:language(.)"/><xsl:value-of select="f:words(.)"/></p>
      </xsl:for-each>
      <xsl:for-each select="f:header($document)/fileDesc/editionStmt/edition[normalize-space()][1]">
        <p class="edition"><xsl:value-of select="f:words(.)"/></p>
      </xsl:for-each>
      <div class="tools">
        <nav aria-label="Pages of this edition">
          <xsl:call-template name="to-contents"/>
          <a href="{f:about-href()}">About this edition</a>
          <xsl:text> </xsl:text>
          <a href="#cite:">How to cite</a>
        </nav>
        <xsl:if test="$switch">
          <fieldset class="switch reading">
            <legend>Text</legend>
            <label><input type="radio" name="reading" id="reading:final" value="final" checked=""/> Corrected</label>
            <xsl:text> </xsl:text>
            <label><input type="radio" name="reading" id="reading:source" value="source"/> As in the source</label>
            <xsl:text> </xsl:text>
            <label><input type="radio" name="reading" id="reading:both" value="both"/> Both</label>
          </fieldset>
        </xsl:if>
        <xsl:call-template name="theme-switch"/>
      </div>
    </header>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- Where several documents are built together, the way to the list of them. -->
  <xsl:template name="to-contents" as="node()*">
    <xsl:if test="$prefix">
      <a href="{replace($prefix, '[^/]+', '..')}index.html">All documents</a>
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- Light, dark, or as the reader's machine is set. -->
  <xsl:template name="theme-switch" as="element()">
    <fieldset class="switch theme">
      <legend>Page</legend>
      <label><input type="radio" name="theme" id="theme:auto" value="auto" checked=""/> As set</label>
      <xsl:text> </xsl:text>
      <label><input type="radio" name="theme" id="theme:light" value="light"/> Light</label>
      <xsl:text> </xsl:text>
      <label><input type="radio" name="theme" id="theme:dark" value="dark"/> Dark</label>
      <xsl:text> </xsl:text>
      <label><input type="radio" name="theme" id="theme:contrast" value="contrast"/> High contrast</label>
    </fieldset>
  </xsl:template>

  <xsl:function name="f:lang-attributes" as="attribute()*">
    <xsl:param name="tag" as="xs:string"/>
    <xsl:attribute name="lang" select="$tag"/>
    <xsl:if test="f:direction($tag) = 'rtl'">
      <xsl:attribute name="dir" select="'rtl'"/>
    </xsl:if>
  </xsl:function>

  <!-- A document without words of a text describes something: a manuscript, or what else its header
       and its stand-off lists have. -->
  <xsl:template name="described" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each select="f:header($document)/fileDesc/sourceDesc/(msDesc | listPerson | listPlace | listOrg | listNym | listBibl)">
      <section class="described">
        <h2><xsl:value-of select="if (self::msDesc) then 'The manuscript' else f:label(local-name())"/></h2>
        <xsl:apply-templates select="." mode="text">
          <xsl:with-param name="copy" tunnel="yes" select="true()"/>
        </xsl:apply-templates>
      </section>
    </xsl:for-each>
  </xsl:template>

  <!-- Who wrote to whom, where and when (TEI P5 HD §2.4.6). -->
  <xsl:template name="letter" as="element()">
    <dl class="letter">
      <xsl:for-each select="correspAction">
        <dt><xsl:value-of select="(@type ! f:label(.), 'Letter')[1]"/></dt>
        <dd>
          <xsl:for-each select="*[normalize-space() or @when or @from or @to or @notBefore or @notAfter]">
            <xsl:if test="position() gt 1">
              <xsl:text>, </xsl:text>
            </xsl:if>
            <xsl:variable name="words" as="xs:string" select="(f:words(.)[.], f:date-words(.))[1]"/>
            <xsl:variable name="href" as="xs:string?" select="f:authority(.)"/>
            <xsl:choose>
              <xsl:when test="exists($href)">
                <a href="{$href}"><xsl:sequence select="f:language(.)"/><xsl:value-of select="$words"/></a>
              </xsl:when>
              <xsl:otherwise>
                <span><xsl:sequence select="f:language(.), f:time(string(@when), $words)"/></span>
              </xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
        </dd>
      </xsl:for-each>
      <xsl:for-each select="correspContext/*[normalize-space()]">
        <dt><xsl:value-of select="(@type ! (map{'prev': 'Letter before', 'next': 'Letter after'}(.), f:label(.)), 'See also')[1]"/></dt>
        <dd>
          <xsl:variable name="href" as="xs:string?" select="@target ! f:href(current(), tokenize(.)[1])"/>
          <xsl:choose>
            <xsl:when test="exists($href)">
              <a href="{$href}"><xsl:value-of select="f:words(.)"/></a>
            </xsl:when>
            <xsl:otherwise>
              <xsl:value-of select="f:words(.)"/>
            </xsl:otherwise>
          </xsl:choose>
        </dd>
      </xsl:for-each>
    </dl>
  </xsl:template>

  <xsl:template name="footer" as="node()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="publication" as="element()?" select="f:header($document)/fileDesc/publicationStmt"/>
    <footer class="colophon">
      <xsl:variable name="who" as="xs:string*" select="$publication/(publisher | authority | distributor)[normalize-space()] ! f:words(.)"/>
      <xsl:variable name="when" as="xs:string*" select="$publication/date[1] ! (f:words(.)[.], @when ! f:written(.))[1]"/>
      <xsl:if test="exists(($who, $when))">
        <p><xsl:value-of select="string-join((distinct-values($who), $when), ', ')"/></p>
      </xsl:if>
      <xsl:for-each select="$publication/availability/licence">
        <xsl:variable name="href" as="xs:string?" select="@target ! f:href(., .)"/>
        <p>
          <xsl:choose>
            <xsl:when test="exists($href)">
              <a rel="license" href="{$href}"><xsl:value-of select="(f:words(.)[.], $href)[1]"/></a>
            </xsl:when>
            <xsl:otherwise>
              <xsl:value-of select="f:words(.)"/>
            </xsl:otherwise>
          </xsl:choose>
        </p>
      </xsl:for-each>
      <p>
        <xsl:if test="empty($documents?*)">
          <a href="{f:about-href()}">About this edition</a>
          <xsl:text> · </xsl:text>
          <xsl:if test="$tei-href">
            <a href="{$tei-href}" type="application/tei+xml">The TEI document</a>
            <xsl:text> · </xsl:text>
          </xsl:if>
        </xsl:if>
        <xsl:value-of select="'Made with siglum' || $version[.] ! (' ' || .)"/>
      </p>
    </footer>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="script" as="element()?">
    <xsl:if test="$js">
      <script><xsl:value-of select="$js"/></script>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

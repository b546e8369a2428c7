<?xml version="1.0" encoding="UTF-8"?>
<!-- The page about the edition: everything in the header, and what stands off from the text, to be read. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:function name="f:about-page" as="element()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="page" as="element()">
      <html lang="en">
        <xsl:call-template name="head-of-page">
          <xsl:with-param name="document" select="$document"/>
          <xsl:with-param name="title" select="'About: ' || f:title($document)"/>
          <xsl:with-param name="edition" select="false()"/>
        </xsl:call-template>
        <body class="about">
          <a class="skip" href="#about:">Skip to the text</a>
          <xsl:text>&#10;</xsl:text>
          <header class="masthead">
            <p class="site">About this edition</p>
            <h1 id="title:">
              <xsl:value-of select="f:title($document)"/>
            </h1>
            <div class="tools">
              <nav aria-label="Pages of this edition"><xsl:call-template name="to-contents"/><a href="{f:edition-href()}">Read the edition</a></nav>
              <xsl:call-template name="theme-switch"/>
            </div>
          </header>
          <xsl:text>&#10;</xsl:text>
          <main id="about:">
            <xsl:for-each select="$document//teiHeader">
              <xsl:apply-templates select="." mode="about"/>
            </xsl:for-each>
            <xsl:if test="empty($document//teiHeader)">
              <p>This document has no header that describes it.</p>
            </xsl:if>
            <xsl:variable name="apart" as="element()*" select="$document//standOff/*[not(ancestor::text)]"/>
            <xsl:if test="exists($apart)">
              <section class="about-part">
                <h2>Beside the text</h2>
                <xsl:for-each select="$apart">
                  <details>
                    <summary><xsl:value-of select="string-join((f:label(local-name()), @type), ': ') || ' (' || count(*) || ')'"/></summary>
                    <xsl:apply-templates select="." mode="about"/>
                  </details>
                </xsl:for-each>
              </section>
            </xsl:if>
          </main>
          <xsl:text>&#10;</xsl:text>
          <xsl:call-template name="footer">
            <xsl:with-param name="document" select="$document"/>
          </xsl:call-template>
          <xsl:call-template name="script"/>
        </body>
      </html>
    </xsl:variable>
    <xsl:apply-templates select="$page" mode="from-about"/>
  </xsl:function>

  <!-- Links within the page stay; those to what only the edition page shows lead there. -->
  <xsl:mode name="from-about" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:template mode="from-about" match="a/@href[starts-with(., '#')]" xpath-default-namespace="" as="attribute()">
    <xsl:variable name="here" as="xs:boolean" select="exists(root(.)//*[@id = substring(current(), 2)])"/>
    <xsl:attribute name="href" select="if ($here) then . else f:edition-href() || ."/>
  </xsl:template>

  <xsl:mode name="about" on-no-match="fail" on-multiple-match="fail" use-accumulators="#all"/>

  <xsl:template mode="about" match="teiHeader" as="element()">
    <section class="about-header">
      <xsl:sequence select="f:language(.), f:id(.) ! f:id-attribute(current(), false())"/>
      <xsl:if test="count(root()//teiHeader) gt 1">
        <h2 class="corpus-title"><xsl:value-of select="(fileDesc/titleStmt/title[1] ! f:words(.)[.], 'Untitled')[1]"/></h2>
      </xsl:if>
      <xsl:apply-templates select="*" mode="about"/>
    </section>
  </xsl:template>

  <xsl:template mode="about" match="teiHeader/*" priority="3" as="element()">
    <section class="about-part">
      <xsl:sequence select="f:language(.), f:about-id(.)"/>
      <h2><xsl:value-of select="f:label(local-name())"/></h2>
      <xsl:sequence select="f:facts(.)"/>
      <xsl:choose>
        <xsl:when test="self::xenoData">
          <pre tabindex="0"><code><xsl:apply-templates select="node()" mode="markup"/></code></pre>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="about-content"/>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template mode="about" match="teiHeader/*/*[not(self::p or self::ab or self::change)]" priority="2" as="element()">
    <section class="about-section">
      <xsl:sequence select="f:language(.), f:about-id(.)"/>
      <h3><xsl:value-of select="f:label(local-name())"/></h3>
      <xsl:sequence select="f:facts(.)"/>
      <xsl:call-template name="about-content"/>
    </section>
  </xsl:template>

  <!-- What only holds one field of the same name is not told twice. -->
  <xsl:template mode="about" priority="1" as="element()?"
    match="bindingDesc[f:is-wrapper(.)] | decoDesc[f:is-wrapper(.)] | layoutDesc[f:is-wrapper(.)] | supportDesc[f:is-wrapper(.)]
      | sealDesc[f:is-wrapper(.)] | handDesc[f:is-wrapper(.)] | spanGrp[f:is-wrapper(.)]">
    <xsl:apply-templates select="*" mode="about"/>
  </xsl:template>

  <xsl:function name="f:is-wrapper" as="xs:boolean">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="
        count($e/*) = 1 and empty($e/@*) and not($e/text()[normalize-space()])
        and replace(f:label(local-name($e)), 's$', '') = f:label(local-name($e/*))"/>
  </xsl:function>

  <!-- A field: its name, its attributes in words, its content. -->
  <xsl:template mode="about" match="*" as="element()?">
    <!-- what was done with a letter is its name -->
    <xsl:variable name="action" as="attribute()?" select="self::correspAction/@type[normalize-space()]"/>
    <xsl:variable name="facts" as="element()*" select="if ($action) then f:facts-of(@* except (@type, @xml:id, @xml:lang)) else f:facts(.)"/>
    <xsl:if test="exists($facts) or normalize-space() or exists(.//@*)">
      <div class="about-field">
        <xsl:sequence select="f:language(.), f:about-id(.)"/>
        <span class="field-label"><xsl:value-of select="f:label(($action, local-name())[1]) || ': '"/></span>
        <!-- what is said of a record as a whole is said before its fields -->
        <xsl:variable name="first" as="xs:boolean" select="exists(*) and not(text()[normalize-space()]) and not(f:is-name(.) or count(*) = 1 and f:is-name(*))"/>
        <xsl:sequence select="$facts[$first]"/>
        <xsl:call-template name="about-content"/>
        <xsl:sequence select="$facts[not($first)]"/>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="about" match="p | ab | head | desc[not(text()[normalize-space()])] | list | table | lg | quote[f:flows(.)]" priority="4" as="element()">
    <xsl:choose>
      <xsl:when test="self::head">
        <p class="about-head"><xsl:sequence select="f:about-id(.)"/><xsl:value-of select="f:words(.)"/></p>
      </xsl:when>
      <xsl:when test="self::desc">
        <div class="about-desc"><xsl:call-template name="about-content"/></div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="." mode="text"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A sign of metre, and what it stands for. -->
  <xsl:template mode="about" match="metSym" priority="5" as="element()">
    <div class="about-field">
      <xsl:sequence select="f:language(.), f:about-id(.)"/>
      <span class="field-label"><xsl:value-of select="@value || ' '"/></span>
      <xsl:call-template name="content"/>
    </div>
  </xsl:template>

  <xsl:template mode="about" match="listApp/app" priority="5" as="element()">
    <xsl:apply-templates select="." mode="text"/>
  </xsl:template>

  <!-- How often elements occur is a table. -->
  <xsl:template mode="about" match="namespace" priority="5" as="element()">
    <div class="table" tabindex="0" role="group" aria-label="Elements used">
      <table>
        <caption><xsl:value-of select="'Elements of ' || @name"/></caption>
        <thead><tr><th scope="col">Element</th><th scope="col">Occurrences</th><th scope="col">Use</th></tr></thead>
        <tbody>
          <xsl:for-each select="tagUsage">
            <tr>
              <th scope="row"><code><xsl:value-of select="@gi"/></code></th>
              <td><xsl:value-of select="string-join((@occurs, @withId ! (. || ' with an id')), ', ')"/></td>
              <td><xsl:value-of select="f:words(.)"/></td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:template>

  <!-- A change: when and who first. -->
  <xsl:template mode="about" match="change" priority="5" as="element()">
    <div class="about-field">
      <xsl:sequence select="f:language(.), f:about-id(.)"/>
      <span class="field-label"><xsl:value-of select="string-join((string((@when, date/@when, date, @notBefore)[1])[.] ! f:written(.), f:named(@who) => string-join(', ')), ', ')[.] ! (. || ': ')"/></span>
      <xsl:call-template name="about-content"/>
      <xsl:sequence select="f:facts-of(@* except (@when, @who, @xml:id, @xml:lang))"/>
    </div>
  </xsl:template>

  <!-- Words are set as words; a record of fields field by field; a name, though made of fields, as
       one; a work as its entry, its fields on request. -->
  <xsl:template name="about-content" as="node()*">
    <xsl:choose>
      <xsl:when test="exists(text()[normalize-space()]) or empty(*)">
        <xsl:call-template name="content"/>
      </xsl:when>
      <xsl:when test="self::biblStruct">
        <xsl:sequence select="f:plain-entry(.)"/>
        <xsl:for-each select="note | relatedItem[*]">
          <xsl:apply-templates select="." mode="about"/>
        </xsl:for-each>
        <details class="all-fields">
          <summary>All fields</summary>
          <xsl:apply-templates select="* except (note, relatedItem)" mode="about"/>
        </details>
      </xsl:when>
      <xsl:when test="f:is-name(.) or (count(*) = 1 and f:is-name(*))">
        <xsl:for-each select="descendant::*[f:is-name(.)][empty(ancestor::*[f:is-name(.)] except current()/ancestor::*)][not(f:is-name(current()))], self::*[f:is-name(.)]">
          <xsl:for-each select="node()[self::* or normalize-space()]">
            <xsl:apply-templates select="." mode="text"/>
            <xsl:text> </xsl:text>
          </xsl:for-each>
          <xsl:if test="not(. is current())">
            <xsl:sequence select="f:facts(.)"/>
          </xsl:if>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="*" mode="about"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="f:is-name" as="xs:boolean">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="exists($e/(self::persName | self::orgName | self::placeName | self::name | self::title | self::origDate | self::geogName | self::eventName | self::objectName))"/>
  </xsl:function>

  <!-- Who did what, in one line. -->
  <xsl:template mode="about" match="respStmt" priority="5" as="element()">
    <div class="about-field">
      <xsl:sequence select="f:language(.), f:about-id(.)"/>
      <xsl:for-each select="resp">
        <span class="field-label"><xsl:value-of select="f:words(.) || (if (position() = last()) then ': ' else ', ')"/></span>
      </xsl:for-each>
      <xsl:for-each select="* except resp">
        <xsl:if test="position() gt 1">
          <xsl:text>, </xsl:text>
        </xsl:if>
        <span>
          <xsl:sequence select="f:about-id(.), f:language(.)"/>
          <xsl:call-template name="content"/>
          <xsl:sequence select="f:facts(.)"/>
        </span>
      </xsl:for-each>
    </div>
  </xsl:template>

  <xsl:function name="f:about-id" as="attribute()?">
    <xsl:param name="e" as="element()"/>
    <xsl:choose>
      <xsl:when test="$e/self::note[@target] and $e/ancestor::standOff">
        <xsl:attribute name="id" select="f:apart-id($e)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="f:id-attribute($e, false())"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:variable name="f:attribute-labels" as="map(xs:string, xs:string)" select="map{
      'resp': 'by', 'who': 'by', 'cert': 'certainty', 'n': 'number', 'target': 'see', 'ref': 'who or what',
      'ident': 'code', 'url': 'address', 'notBefore': 'not before', 'notAfter': 'not after'}"/>

  <!-- The attributes of an element, in words. -->
  <xsl:function name="f:facts" as="element()*">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="f:facts-of(
        $e/@* except $e/(@xml:id | @xml:lang | @xml:space | @xml:base | @when[. = normalize-space($e)] | @n[. = normalize-space($e)] | self::title/@level))"/>
  </xsl:function>

  <xsl:function name="f:facts-of" as="element()*">
    <xsl:param name="attributes" as="attribute()*"/>
    <xsl:for-each select="$attributes">
      <xsl:sort select="name()"/>
      <xsl:variable name="attribute" as="attribute()" select="."/>
      <span class="fact">
        <xsl:text> </xsl:text>
        <span class="fact-name"><xsl:value-of select="($f:attribute-labels(local-name()), lower-case(f:label(local-name())))[1]"/></span>
        <xsl:text> </xsl:text>
        <xsl:choose>
          <xsl:when test="local-name() = ('target', 'ref', 'url', 'resp', 'who', 'corresp', 'source', 'scheme', 'wit', 'sameAs', 'copyOf', 'active', 'passive', 'mutual', 'facs', 'ana', 'hand')">
            <xsl:for-each select="tokenize(.)">
              <xsl:variable name="href" as="xs:string?" select="f:href($attribute, .)"/>
              <xsl:variable name="entity" as="element()?" select="f:target($attribute, .)"/>
              <xsl:variable name="words" as="xs:string" select="if (exists($entity)) then f:shortened(f:name($entity), 80) else ."/>
              <xsl:if test="position() gt 1">
                <xsl:text>, </xsl:text>
              </xsl:if>
              <xsl:choose>
                <xsl:when test="exists($href)">
                  <a href="{$href}"><xsl:value-of select="$words"/></a>
                </xsl:when>
                <xsl:otherwise>
                  <xsl:value-of select="$words"/>
                </xsl:otherwise>
              </xsl:choose>
            </xsl:for-each>
          </xsl:when>
          <xsl:when test="local-name() = ('when', 'from', 'to', 'notBefore', 'notAfter', 'when-iso', 'from-iso', 'to-iso', 'notBefore-iso', 'notAfter-iso')">
            <xsl:sequence select="f:time(string(.), f:written(normalize-space(.)))"/>
          </xsl:when>
          <xsl:otherwise>
            <xsl:value-of select="."/>
          </xsl:otherwise>
        </xsl:choose>
      </span>
    </xsl:for-each>
  </xsl:function>

</xsl:stylesheet>

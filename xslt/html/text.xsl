<?xml version="1.0" encoding="UTF-8"?>
<!-- The mode text: the words of the edition, each chapter of TEI in a file of its own. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:include href="text/structure.xsl"/>
  <xsl:include href="text/paragraphs.xsl"/>
  <xsl:include href="text/quotations.xsl"/>
  <xsl:include href="text/phrases.xsl"/>
  <xsl:include href="text/notes.xsl"/>
  <xsl:include href="text/verse-drama.xsl"/>
  <xsl:include href="text/lists-tables.xsl"/>
  <xsl:include href="text/figures.xsl"/>
  <xsl:include href="text/apparatus.xsl"/>
  <xsl:include href="text/records.xsl"/>
  <xsl:include href="text/foreign.xsl"/>
  <xsl:include href="text/revisions.xsl"/>

  <!-- Two parameters go through the tunnel. copy: this is said a second time, so it has no ids.
       plain: this stands within a link, so it has no links, buttons or marks of notes. -->
  <xsl:mode name="text" on-no-match="text-only-copy" on-multiple-match="fail" use-accumulators="#all"/>

  <!-- The children of an element, in a place that may hold blocks: sentences that stand beside
       blocks become paragraphs, so that a paragraph with a list in it stays one, and valid. -->
  <xsl:template name="pieces" as="item()*">
    <xsl:param name="before" as="node()*"/>
    <xsl:param name="after" as="node()*"/>
    <xsl:variable name="is-record" as="xs:boolean" select="f:is-record(.)"/>
    <xsl:for-each-group select="node()[not(self::comment() or self::processing-instruction())]"
      group-adjacent="f:stands-as(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key() = 'block'">
          <xsl:if test="position() = 1">
            <xsl:sequence select="f:beside-block($before)"/>
          </xsl:if>
          <xsl:apply-templates select="current-group()" mode="text"/>
          <xsl:if test="position() = last()">
            <xsl:sequence select="f:beside-block($after)"/>
          </xsl:if>
        </xsl:when>
        <xsl:when test="empty(current-group()[self::* or normalize-space()])">
          <xsl:text>&#10;</xsl:text>
        </xsl:when>
        <xsl:otherwise>
          <p class="piece">
            <xsl:if test="position() = 1">
              <xsl:sequence select="$before"/>
            </xsl:if>
            <xsl:for-each select="current-group()">
              <xsl:if test="$is-record and self::* and preceding-sibling::node()[1][self::*] and position() gt 1">
                <xsl:text> </xsl:text>
              </xsl:if>
              <xsl:apply-templates select="." mode="text"/>
            </xsl:for-each>
            <xsl:if test="position() = last()">
              <xsl:sequence select="$after"/>
            </xsl:if>
          </p>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- Quotation marks before or after a block are in a line of their own. -->
  <xsl:function name="f:beside-block" as="node()*">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:choose>
      <xsl:when test="$nodes[self::text()][normalize-space()]">
        <p class="piece"><xsl:sequence select="$nodes"/></p>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$nodes"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:stands-as" as="xs:string">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="if ($node instance of element() and f:flows($node)) then 'block' else 'sentence'"/>
  </xsl:function>

  <!-- The content of an element: pieces where it holds blocks, a run of words where it does not. -->
  <xsl:template name="content" as="item()*">
    <xsl:param name="before" as="node()*"/>
    <xsl:param name="after" as="node()*"/>
    <xsl:choose>
      <xsl:when test="empty(*)">
        <xsl:sequence select="$before"/>
        <xsl:value-of select="."/>
        <xsl:sequence select="$after"/>
      </xsl:when>
      <xsl:when test="some $child in * satisfies f:flows($child)">
        <xsl:call-template name="pieces">
          <xsl:with-param name="before" select="$before"/>
          <xsl:with-param name="after" select="$after"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="(self::msIdentifier or self::altIdentifier) and not(text()[normalize-space()])">
        <xsl:sequence select="$before"/>
        <xsl:for-each select="*">
          <xsl:sequence select="f:added(', ')[current()/preceding-sibling::*]"/>
          <xsl:apply-templates mode="text" select="."/>
        </xsl:for-each>
        <xsl:sequence select="$after"/>
      </xsl:when>
      <!-- parts of a record on one line stay apart where the source has nothing between them -->
      <xsl:when test="f:is-record(.) and exists(*[preceding-sibling::node()[1][self::*]])">
        <xsl:sequence select="$before"/>
        <xsl:for-each select="node()">
          <xsl:if test="self::* and preceding-sibling::node()[1][self::*]">
            <xsl:text> </xsl:text>
          </xsl:if>
          <xsl:apply-templates mode="text" select="."/>
        </xsl:for-each>
        <xsl:sequence select="$after"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$before"/>
        <xsl:apply-templates mode="text"/>
        <xsl:sequence select="$after"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Is the element a record, and so its elements parts that stand apart from each other? -->
  <xsl:function name="f:is-record" as="xs:boolean">
    <xsl:param name="element" as="node()"/>
    <xsl:sequence select="exists($element[self::bibl or self::trait or self::state
      or self::location or self::xr or self::etym or self::address or self::list or self::notatedMusic or self::titleStmt
      or self::editionStmt or self::publicationStmt or self::respStmt or self::biblFull or self::msIdentifier
      or self::altIdentifier]) and empty($element/text()[normalize-space()])"/>
  </xsl:function>

  <!-- Punctuation that the page adds between words of the document; it is copied with them. -->
  <xsl:function name="f:added" as="node()">
    <xsl:param name="punctuation" as="xs:string"/>
    <xsl:choose>
      <xsl:when test="normalize-space($punctuation)">
        <span class="between-fields" data-added=""><xsl:value-of select="$punctuation"/></span>
      </xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="$punctuation"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- An element as a div or a span, whichever can stand here, with what is known of its looks. -->
  <xsl:template name="generic" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="kind" as="xs:string*" select="local-name()"/>
    <xsl:param name="inline" as="xs:string" select="'span'"/>
    <xsl:param name="block" as="xs:string" select="'div'"/>
    <xsl:param name="attributes" as="attribute()*"/>
    <xsl:element name="{if (f:flows(.)) then $block else $inline}">
      <xsl:sequence select="f:attributes(., $kind, $copy), $attributes"/>
      <xsl:call-template name="content"/>
    </xsl:element>
  </xsl:template>

</xsl:stylesheet>

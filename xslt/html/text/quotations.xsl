<?xml version="1.0" encoding="UTF-8"?>
<!-- Quotations, speech and words at a distance: with their marks, their parts joined, their source at hand. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:m="urn:siglum:marks"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:template mode="text" match="quote | q | said" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="flows" as="xs:boolean" select="f:flows(.)"/>
    <xsl:variable name="block" as="xs:boolean" select="$flows and (m:is-block(.) or f:is-structural(..))"/>
    <xsl:variable name="parts" as="element()*" select="if ($copy) then () else f:parts(.)"/>
    <xsl:element name="{if ($block and not(self::said)) then 'blockquote' else if ($flows) then 'div' else 'q'}">
      <xsl:sequence select="f:class(., (local-name(), 'quotation', if ($block) then 'set-off' else 'run-in', f:quotation-kind(.),
        if (exists($parts)) then ('in-parts', f:group-class(.)) else ()))"/>
      <xsl:variable name="language" as="attribute()*" select="f:language(.)"/>
      <!-- the marks of one that runs against the line run with it -->
      <xsl:variable name="turned" as="attribute()?" select="$language[not($flows) and name() = 'dir']"/>
      <xsl:sequence select="f:id-attribute(., $copy), $language[not(. is $turned)], f:style(.)"/>
      <xsl:if test="not($copy) and f:has-card(.) and not(f:is-structural(..) and self::said)">
        <xsl:attribute name="data-card" select="f:card-id(.)"/>
      </xsl:if>
      <xsl:variable name="pointers" as="xs:string?" select="tokenize(@source)[1] ! f:href(current(), .)"/>
      <xsl:if test="exists($pointers) and not($flows and self::said) and not($flows and not($block))">
        <xsl:attribute name="cite" select="$pointers"/>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="exists($turned)">
          <xsl:variable name="marks" as="xs:string+" select="m:marks(.)"/>
          <xsl:sequence select="f:mark($marks[1])"/>
          <span>
            <xsl:sequence select="$turned"/>
            <xsl:call-template name="content"/>
          </span>
          <xsl:sequence select="f:mark($marks[2])"/>
          <xsl:call-template name="card-button"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="marked"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <!-- The content between its generated marks, and the button of its card. -->
  <xsl:template name="marked" as="item()*">
    <xsl:variable name="marks" as="xs:string+" select="m:marks(.)"/>
    <xsl:call-template name="content">
      <xsl:with-param name="before" select="f:mark($marks[1])"/>
      <xsl:with-param name="after" as="node()*">
        <xsl:sequence select="f:mark($marks[2])"/>
        <xsl:call-template name="card-button"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- A generated mark: a character like those of the text, so that it is copied and read aloud. -->
  <xsl:function name="f:mark" as="text()?">
    <xsl:param name="mark" as="xs:string"/>
    <xsl:value-of select="$mark"/>
  </xsl:function>

  <!-- referenced, continued, distance …: the last part of the category's id, for the style sheet. -->
  <xsl:function name="f:quotation-kind" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        tokenize($element/@ana)[matches(., '^#.*[a-z][a-z\-]*$')] ! ('kind-' || replace(., '^.*[^a-z\-]', ''))"/>
  </xsl:function>

  <xsl:template mode="text" match="soCalled | mentioned" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:element name="{if (f:flows(.)) then 'div' else if (self::mentioned) then 'i' else 'span'}">
      <xsl:sequence select="f:attributes(., local-name(), $copy)"/>
      <xsl:call-template name="marked"/>
    </xsl:element>
  </xsl:template>

  <!-- A quotation with its reference: a figure where it is set off, nothing of its own in a line. -->
  <xsl:template mode="text" match="cit" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:element name="{if (f:flows(.)) then 'div' else 'span'}">
      <xsl:sequence select="f:attributes(., 'cit', $copy)"/>
      <xsl:call-template name="content"/>
    </xsl:element>
  </xsl:template>

  <!-- A reference to a work: what the author wrote, and a button that opens the whole entry. -->
  <xsl:template mode="text" match="bibl | biblFull" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:element name="{if (f:flows(.)) then (if (some $child in * satisfies f:flows($child)) then 'div' else 'p') else 'span'}">
      <xsl:sequence select="f:attributes(., 'bibl', $copy)"/>
      <xsl:choose>
        <xsl:when test="self::biblFull and not(text()[normalize-space()])">
          <xsl:call-template name="joined"/>
          <xsl:call-template name="card-button"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="content">
            <xsl:with-param name="after" as="node()*">
              <xsl:call-template name="card-button"/>
            </xsl:with-param>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:if test="not($copy) and f:flows(.) and (some $child in * satisfies f:flows($child))">
        <xsl:call-template name="cited-in"/>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <xsl:template mode="text" match="title" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:element name="{if (f:flows(.)) then 'div' else 'cite'}">
      <xsl:sequence select="f:attributes(., ('title', 'level-' || @level[. = ('a', 'm', 'j', 's', 'u')]), $copy)"/>
      <xsl:call-template name="linked">
        <xsl:with-param name="target" select="f:authority(.)"/>
      </xsl:call-template>
    </xsl:element>
  </xsl:template>

</xsl:stylesheet>

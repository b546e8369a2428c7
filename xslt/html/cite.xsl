<?xml version="1.0" encoding="UTF-8"?>
<!-- How to cite the edition, made from its header where the caller has no citation in a style. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:m="urn:siglum:marks"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:function name="f:citation" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="file" as="element()?" select="f:header($document)/fileDesc"/>
    <xsl:variable name="authors" as="xs:string*" select="$file/titleStmt/author[normalize-space()] ! f:words(.)"/>
    <xsl:variable name="editors" as="xs:string*" select="distinct-values($file/titleStmt/editor[normalize-space()] ! f:words(.))"/>
    <xsl:variable name="edition" as="xs:string?" select="$file/editionStmt/edition[normalize-space()][1] ! f:words(.)"/>
    <xsl:variable name="publishers" as="xs:string*" select="distinct-values($file/publicationStmt/(publisher | authority | distributor)[normalize-space()] ! f:words(.))"/>
    <xsl:variable name="date" as="xs:string?" select="$file/publicationStmt/date[1] ! (f:words(.)[.], @when ! f:written(.))[1]"/>
    <xsl:variable name="fields" as="xs:string*" select="
        string-join($authors, ', ')[.],
        '“' || replace(f:title($document), '\.$', '') || '.”',
        $editors => string-join(', ') => f:prefixed('Edited by '),
        $edition,
        string-join(($publishers[1], $date[.]), ', ')[.]"/>
    <xsl:sequence select="if ($citation) then $citation else string-join($fields ! (if (matches(., '[.!?]”?$')) then . else . || '.'), ' ')"/>
  </xsl:function>

  <xsl:function name="f:prefixed" as="xs:string?">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="before" as="xs:string"/>
    <xsl:sequence select="if ($words) then $before || $words else ()"/>
  </xsl:function>

  <xsl:template name="cite-this" as="node()*">
    <xsl:param name="document" as="document-node()"/>
    <section class="cite" id="cite:" aria-labelledby="cite:h">
      <h2 id="cite:h">How to cite</h2>
      <xsl:variable name="address" as="xs:string?" select="$base-url[.] ! (. || $prefix)"/>
      <p>
        <span id="cite:text">
          <xsl:sequence select="f:auto-direction()"/>
          <xsl:if test="$style-language">
            <xsl:attribute name="data-marks" select="m:of-language($style-language)"/>
          </xsl:if>
          <xsl:value-of select="f:citation($document)"/>
        </span>
        <xsl:if test="exists($address) and not(f:header($document)/fileDesc/publicationStmt//idno/normalize-space() = ($address, replace($address, '/$', '')))">
          <xsl:text> </xsl:text>
          <a href="{$address}"><xsl:value-of select="$address"/></a>
        </xsl:if>
      </p>
      <xsl:call-template name="coins">
        <xsl:with-param name="document" select="$document"/>
      </xsl:call-template>
      <p class="hint">A passage is cited by its number, which is a link to it; press it, or select words.</p>
    </section>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Language and direction of writing, from xml:lang and the script of the characters. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:variable name="f:rtl-languages" as="xs:string+" select="
      'ar', 'arc', 'arz', 'azb', 'ckb', 'dv', 'fa', 'glk', 'he', 'iw', 'jpr', 'jrb', 'ks', 'lrc', 'mzn', 'nqo',
      'ota', 'pal', 'phn', 'ps', 'sam', 'sd', 'syc', 'syr', 'ug', 'ur', 'xsa', 'yi', 'ji', 'hbo', 'xpr', 'sog'"/>
  <xsl:variable name="f:rtl-scripts" as="xs:string+" select="
      'arab', 'aran', 'hebr', 'syrc', 'syre', 'syrj', 'syrn', 'thaa', 'nkoo', 'samr', 'mand', 'phnx',
      'armi', 'avst', 'phli', 'prti', 'sarb', 'narb', 'nbat', 'palm', 'hatr', 'adlm', 'rohg', 'mani'"/>

  <!-- A language tag that HTML takes as it is; anything else is unknown. -->
  <xsl:function name="f:tag" as="xs:string">
    <xsl:param name="language" as="xs:string?"/>
    <xsl:variable name="tag" as="xs:string" select="translate(normalize-space($language), '_', '-')"/>
    <xsl:sequence select="
        if (matches($tag, '^([A-Za-z]{2,3})(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-x(-[A-Za-z0-9]{1,8})+)?$'))
        then $tag else ''"/>
  </xsl:function>

  <!-- rtl or ltr as the tag says, by its script or else by its language. -->
  <xsl:function name="f:direction" as="xs:string">
    <xsl:param name="language" as="xs:string"/>
    <xsl:variable name="subtags" as="xs:string*" select="tokenize(lower-case($language), '-')"/>
    <xsl:variable name="script" as="xs:string?" select="$subtags[position() gt 1][matches(., '^[a-z]{4}$')][1]"/>
    <xsl:sequence select="
        if (exists($script)) then (if ($script = $f:rtl-scripts) then 'rtl' else 'ltr')
        else if ($subtags[1] = $f:rtl-languages) then 'rtl' else 'ltr'"/>
  </xsl:function>

  <!-- Attributes lang and dir for an element that says its language. -->
  <xsl:function name="f:language" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="$element/@xml:lang">
      <xsl:variable name="tag" as="xs:string" select="f:tag($element/@xml:lang)"/>
      <xsl:attribute name="lang" select="$tag"/>
      <xsl:variable name="above" as="xs:string" select="f:tag($element/../ancestor-or-self::*[@xml:lang][1]/@xml:lang)"/>
      <xsl:if test="$tag and f:direction($tag) != f:direction($above)">
        <xsl:attribute name="dir" select="f:direction($tag)"/>
      </xsl:if>
    </xsl:if>
  </xsl:function>

  <!-- The language of a text as a whole: its own, that around it, or the only one in the header. -->
  <xsl:function name="f:main-language" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="said" as="attribute()?" select="$element/ancestor-or-self::*[@xml:lang][1]/@xml:lang"/>
    <xsl:variable name="used" as="element()*" select="
        $element/ancestor-or-self::*[teiHeader][1]/teiHeader/profileDesc/langUsage/language[@ident]"/>
    <xsl:variable name="most" as="element()?" select="
        if (count($used) = 1) then $used
        else sort($used[@usage castable as xs:decimal], (), function($one) { -xs:decimal($one/@usage) })[1]"/>
    <xsl:sequence select="if ($said) then f:tag($said) else f:tag($most/@ident)"/>
  </xsl:function>

  <!-- Characters of scripts that run from right to left. -->
  <xsl:variable name="f:rtl-characters" as="xs:string" select="'[&#x590;-&#x8FF;&#xFB1D;-&#xFDFF;&#xFE70;-&#xFEFC;]'"/>

</xsl:stylesheet>

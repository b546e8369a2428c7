<?xml version="1.0" encoding="UTF-8"?>
<!-- Whom a header names: the persons and bodies, one by one, as machines are told of them. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- Each of those that an author, an editor, a statement of responsibility or a publisher names:
       @type, name, and sameAs where an authority file knows it (schema.org's terms). A name is that
       of a person, or of a body where the TEI says so; a publisher is the other way round. -->
  <xsl:function name="f:agents" as="map(xs:string, xs:string)*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="names" as="element()*" select="$element/(persName | orgName | name)[normalize-space()]"/>
    <xsl:variable name="otherwise" as="xs:string" select="
        if ($element/(self::publisher | self::distributor | self::authority | self::funder | self::sponsor)) then 'Organization' else 'Person'"/>
    <xsl:choose>
      <xsl:when test="exists($names)">
        <xsl:sequence select="$names ! f:agent(., if (count($names) = 1) then ($element, .)/@ref else @ref, $otherwise)"/>
      </xsl:when>
      <xsl:when test="$element/self::respStmt"/>
      <xsl:when test="normalize-space($element)">
        <xsl:sequence select="f:agent($element, $element/@ref, $otherwise)"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:agent" as="map(xs:string, xs:string)*">
    <xsl:param name="name" as="element()"/>
    <xsl:param name="refs" as="attribute()*"/>
    <xsl:param name="otherwise" as="xs:string"/>
    <xsl:variable name="type" as="xs:string" select="
        if ($name[self::orgName or @type = ('org', 'organisation', 'organization', 'corporate')]) then 'Organization'
        else if ($name[self::persName or @type = ('person', 'personal') or surname or forename]) then 'Person'
        else $otherwise"/>
    <!-- an address, or a number in an authority file: of the name, or of the person that it points at -->
    <xsl:variable name="bearer" as="element()*" select="
        $name, $name/parent::*[count(persName | orgName | name) = 1], $refs ! (for $ref in tokenize(.)[starts-with(., '#')] return f:target(., $ref))"/>
    <xsl:variable name="same" as="xs:string*" select="
        ($refs ! (for $ref in tokenize(.) return f:href(.., $ref)), $bearer/idno ! (normalize-space(.), f:authority-file(.)))[matches(., '^https?:')]"/>
    <xsl:variable name="words" as="xs:string*" select="
        tokenize(f:apart($name), '\s*;\s*') ! (if ($type = 'Person') then f:undated(.) else .)"/>
    <xsl:for-each select="$words[normalize-space()]">
      <xsl:sequence select="map:merge((map{'@type': $type, 'name': .}, $same[1][count($words) = 1] ! map{'sameAs': .}))"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The words of a name without identifiers, addresses and affiliations, apart where its parts
       have nothing between them. Where the last word is not the surname, a comma says what is. -->
  <xsl:function name="f:apart" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="surname" as="element()?" select="$name[forename]/surname[normalize-space()][1]"/>
    <xsl:variable name="turned" as="xs:boolean" select="
        exists($surname) and ($surname/following-sibling::forename or contains(normalize-space($surname), ' ') or $name/genName)"/>
    <xsl:sequence select="
        if ($turned)
        then string-join((f:words($surname), string-join($name/(forename | nameLink) ! f:words(.), ' '), $name/genName ! f:words(.)), ', ')
        else f:joined($name/node())"/>
  </xsl:function>

  <xsl:function name="f:joined" as="xs:string">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:sequence select="normalize-space(string-join(
        for $node in $nodes[not(self::idno | self::address | self::affiliation | self::email | self::note | self::ptr | self::date | self::comment() | self::processing-instruction())]
        return if ($node/self::*) then (' '[$node/preceding-sibling::node()[1][self::*]], f:words($node)) else string($node)))
      => replace('\s+,', ',')"/>
  </xsl:function>

  <!-- A person's name without the years of a life, which catalogues put behind it. -->
  <xsl:function name="f:undated" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="year" as="xs:string" select="'(b\.|d\.|fl\.|ca?\.|approximately|active|born|died)?\s*\d{3,4}\??'"/>
    <xsl:variable name="without" as="xs:string" select="
        replace($name, '[\s,]*[(\[]?\s*' || $year || '\s*([-–—]\s*(' || $year || ')?)?\s*[)\]]?[\s.,]*$', '', 'i')"/>
    <xsl:sequence select="if (matches($without, '\p{L}')) then $without else $name"/>
  </xsl:function>

</xsl:stylesheet>

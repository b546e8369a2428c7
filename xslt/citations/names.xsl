<?xml version="1.0" encoding="UTF-8"?>
<!-- Persons and bodies responsible for a work: the parts of their names, and in which role (TEI P5 CO, "Titles, Authors, and Editors"; ND). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:c="urn:siglum:citations" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="no">

  <!-- The names in author, editor or respStmt elements: one map a name, see c:name. -->
  <xsl:function name="c:names" as="map(*)*">
    <xsl:param name="agents" as="element()*"/>
    <xsl:for-each select="$agents">
      <xsl:variable name="agent" as="element()" select="."/>
      <xsl:variable name="named" as="element()*" select="
        *[self::persName or self::orgName or self::name or self::rs]"/>
      <xsl:for-each select="if ($named and not(surname or forename)) then $named else $agent">
        <xsl:sequence select="c:name(., $agent)[?family or ?given or ?literal]"/>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:function>

  <!-- A name in its parts (family, given, particle, suffix), or whole (literal); and how certain it is. -->
  <xsl:function name="c:name" as="map(*)">
    <xsl:param name="name" as="element()"/>
    <xsl:param name="agent" as="element()"/>
    <xsl:variable name="parted" as="element()" select="(
      $name[surname or forename],
      $name/(persName | name)[surname or forename][1],
      c:person($name)/persName[surname or forename][c:text(.) = c:text($name)],
      $name)[1]"/>
    <xsl:variable name="role" as="xs:string" select="c:role($agent)"/>
    <xsl:variable name="cert" as="xs:string" select="(c:cert($name)[.], c:cert($agent))[1]"/>
    <xsl:sequence select="
      if ($parted/surname[c:text(.)]) then map {
        'family': c:text($parted/surname),
        'given': c:text($parted/(forename | addName[@type = ('middle', 'patronym', 'patronymic')])),
        'particle': c:text($parted/nameLink),
        'suffix': c:text($parted/genName),
        'literal': '', 'role': $role, 'cert': $cert }
      else map {
        'family': '', 'given': '', 'particle': '', 'suffix': '',
        'literal': c:whole-name($parted), 'corporate': exists($name/(self::orgName | orgName)),
        'role': $role, 'cert': $cert }"/>
  </xsl:function>

  <!-- the person whom a name points at, if the document describes one -->
  <xsl:function name="c:person" as="element()?">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="(c:tokens($name/(@ref | @key | @corresp)) ! c:target(c:expand(.)))[self::person or self::personGrp or self::org][1]"/>
  </xsl:function>

  <!-- a name without what is said about its bearer -->
  <xsl:function name="c:whole-name" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="normalize-space(string-join(
      c:runs($name/node()[not(self::idno or self::affiliation or self::email or self::address or self::resp
        or self::birth or self::death or self::note or self::ptr or self::date)])?t))"/>
  </xsl:function>

  <!-- The role of an agent as its markup words it, in lower case: "" for a plain author or editor. -->
  <xsl:function name="c:role" as="xs:string">
    <xsl:param name="agent" as="element()"/>
    <xsl:sequence select="lower-case(
      if ($agent/self::respStmt) then c:text($agent/resp)
      else normalize-space(string-join($agent/@role, ' ')))"/>
  </xsl:function>

  <!-- How certain a statement is: @cert, or a certainty within it or one that points at it; "" if not said. -->
  <xsl:function name="c:cert" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="normalize-space(string((
      $element/@cert,
      $element/certainty/(@cert, @degree),
      $element[@xml:id]/key('c:certainty', '#' || @xml:id)/(@cert, @degree),
      $element/@evidence[. = 'conjecture'])[1]))"/>
  </xsl:function>

  <xsl:key name="c:certainty" match="certainty[@target]" use="tokenize(normalize-space(@target), ' ')"/>
</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Which TEI elements are blocks, which hold blocks, and which are phrases. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:m="urn:siglum:marks"
  xmlns:n="urn:siglum:notes"
  xmlns:f="urn:siglum:html"
  xmlns:t="http://www.tei-c.org/ns/1.0"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- Elements whose children are blocks: text between them is no part of a sentence. -->
  <xsl:variable name="f:structural" as="map(xs:string, xs:boolean)" select="f:names('
      TEI teiCorpus text front body back group floatingText div div1 div2 div3 div4 div5 div6 div7
      argument epigraph postscript sp spGrp castList titlePage performance prologue epilogue set
      sourceDoc surfaceGrp surface standOff annotationBlock post')"/>

  <!-- Elements that are a block wherever they stand. -->
  <xsl:variable name="f:block" as="xs:string" select="'
      p ab lg l sp spGrp list table figure floatingText div div1 div2 div3 div4 div5 div6 div7
      head argument epigraph postscript opener closer titlePage docTitle docImprint docEdition
      imprimatur trailer castList castGroup castItem set prologue epilogue performance
      listBibl biblStruct biblFull msDesc msPart msFrag listPerson listPlace listOrg listEvent
      listNym listRelation listWit listApp listObject listChange listTranspose person personGrp
      place org event nym object relation entry entryFree superEntry dictScrap hom re eg egXML
      text front body back group TEI teiCorpus u annotationBlock surface surfaceGrp zone line
      sourceDoc facsimile spanGrp linkGrp joinGrp altGrp interpGrp certainty precision
      respons fs fLib fvLib fsDecl schemaSpec specGrp moduleSpec elementSpec classSpec macroSpec
      dataSpec constraintSpec exemplum listAnnotation annotation objectIdentifier notatedMusic graph tree eTree forest listForest
      teiHeader standOff timeline postBox divGen witness post'"/>

  <!-- Elements that are a block among blocks, and a phrase within a sentence. -->
  <xsl:variable name="f:dual" as="xs:string" select="'
      quote q said cit stage bibl biblFull label note byline dateline salute signed meeting
      docAuthor docDate titlePart speaker camera sound tech view caption move desc
      lem rdg rdgGrp witDetail corr sic orig reg supplied unclear damage restore
      surplus retrace redo undo mod metamark fw formula address addrLine listRef roleDesc role
      actor gloss figDesc egXML eg code sense etym form gramGrp re usg lbl'"/>

  <!-- Which of the two an element is, by its name; most are neither, and phrases. -->
  <xsl:variable name="f:layout" as="map(xs:string, xs:string)" select="map:merge((
      tokenize(normalize-space($f:block)) ! map:entry(., 'block'),
      tokenize(normalize-space($f:dual)) ! map:entry(., 'dual')))"/>

  <!-- Elements that only hold other elements, shown as a record of labelled fields. -->
  <xsl:variable name="f:record" as="map(xs:string, xs:boolean)" select="f:names('
      msDesc msPart msFrag person personGrp place org event nym object relation biblFull
      listRelation graph tree eTree forest listForest fs fLib fvLib fsDecl
      schemaSpec specGrp moduleSpec elementSpec classSpec macroSpec dataSpec constraintSpec
      exemplum spanGrp linkGrp joinGrp altGrp interpGrp certainty precision respons timeline')"/>

  <xsl:function name="f:names" as="map(xs:string, xs:boolean)">
    <xsl:param name="names" as="xs:string"/>
    <xsl:sequence select="map:merge(tokenize(normalize-space($names)) ! map:entry(., true()))"/>
  </xsl:function>


  <xsl:function name="f:is-structural" as="xs:boolean">
    <xsl:param name="element" as="node()?"/>
    <xsl:sequence select="
        exists($element/self::t:*) and map:contains($f:structural, local-name($element))"/>
  </xsl:function>

  <!-- Whether an element becomes flow content: a block, or something that has a block in it. -->
  <xsl:function name="f:flows" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="kind" as="xs:string?" select="$f:layout(local-name($element))"/>
    <xsl:choose>
      <xsl:when test="empty($kind)">
        <xsl:sequence select="exists($element/*) and f:holds-flow($element)"/>
      </xsl:when>
      <xsl:when test="empty($element/self::t:*)">
        <xsl:sequence select="local-name($element) = 'egXML' or f:holds-flow($element)"/>
      </xsl:when>
      <xsl:when test="$kind = 'block'">
        <xsl:sequence select="not($element/self::list and f:is-run-in($element))"/>
      </xsl:when>
      <xsl:when test="$element/self::note and f:is-moved($element)">
        <xsl:sequence select="false()"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="
            f:is-structural($element/..) or exists($element/self::note/parent::table)
            or ($element/(self::quote or self::q or self::said or self::cit) and m:is-block($element))
            or f:holds-flow($element)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:holds-flow" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        not(namespace-uri($element) = $f:passed) and (some $child in $element/* satisfies f:flows($child))"/>
  </xsl:function>

  <!-- Whether an element stands in the label of something, or in a cell, where HTML has neither sections nor headings. -->
  <xsl:function name="f:is-in-label" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/ancestor::*[self::label or self::headLabel or self::cell])"/>
  </xsl:function>

  <!-- Whether a list runs on in its sentence. -->
  <xsl:function name="f:is-run-in" as="xs:boolean">
    <xsl:param name="list" as="element()"/>
    <xsl:sequence select="
        tokenize(lower-case(string-join($list/(@rend, @type), ' '))) = ('inline', 'run-in', 'runin')
        and empty($list/head) and (every $part in $list/((* except item) | */*) satisfies not(f:flows($part)))
        and not(f:is-structural($list/..))"/>
  </xsl:function>

  <!-- Elements whose notes are part of what they describe. -->
  <xsl:variable name="f:own-notes" as="map(xs:string, xs:boolean)" select="f:names('
      biblStruct bibl person place org event msDesc witness app entry entryFree listBibl nym object relation
      teiHeader standOff')"/>

  <!-- Whether a note leaves its sentence for the foot of its block: all but those that the source
       prints in the line, those that stand among blocks, and those that describe a record. -->
  <xsl:function name="f:is-moved" as="xs:boolean">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="
        exists($note/parent::*) and not(f:is-structural($note/..) or $note/parent::table)
        and n:says($note) and not(n:is-in-line($note))
        and empty($note/ancestor::*[map:contains($f:own-notes, local-name()) or self::item[parent::listApp]][1])"/>
  </xsl:function>

</xsl:stylesheet>

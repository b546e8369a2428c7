<?xml version="1.0" encoding="UTF-8"?>
<!-- What in a TEI text is a block of its own and what runs on in a line, for the outputs that lay
     text out. Public is the prefix b, private is bp. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:m="urn:siglum:marks" xmlns:n="urn:siglum:notes"
  xmlns:b="urn:siglum:structure" xmlns:bp="urn:siglum:structure:private"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- Elements that are blocks wherever they stand. -->
  <xsl:variable name="bp:blocks" as="map(xs:string, xs:boolean)" select="bp:set('
      ab addrLine address argument back body byline camera caption castGroup castItem castList
      closer dateline div div1 div2 div3 div4 div5 div6 div7 divGen docAuthor docEdition docImprint
      docTitle egXML eg entry entryFree epigraph epilogue figure floatingText front group head
      headItem headLabel imprimatur item l lg line list listApp listBibl listEvent listNym
      listObject listOrg listPerson listPlace listRelation listWit msDesc msPart msFrag opener p
      performance postscript prologue row salute set signed sourceDoc sp spGrp speaker surface
      surfaceGrp table text titlePage titlePart trailer zone u annotationBlock biblFull
      biblStruct superEntry post')"/>

  <!-- Elements whose children are blocks, whatever they are. -->
  <xsl:variable name="bp:containers" as="map(xs:string, xs:boolean)" select="bp:set('
      address argument back body castGroup castList closer div div1 div2 div3 div4 div5 div6 div7
      docImprint docTitle epigraph epilogue figure floatingText front group lg list listApp
      listBibl listEvent listNym listObject listOrg listPerson listPlace listRelation listWit
      msDesc msPart msFrag msContents physDesc history additional objectDesc supportDesc handDesc
      layoutDesc decoDesc msIdentifier opener performance person place org event postscript
      prologue set sourceDoc sp spGrp superEntry surface surfaceGrp table text titlePage zone
      annotationBlock standOff particDesc settingDesc')"/>

  <!-- Elements that analyse or describe the text and are no part of its running words (TEI's
       model.global.meta, indexing terms, sigla of witnesses), and what a page repeats at its edges. -->
  <xsl:variable name="bp:apart" as="map(xs:string, xs:boolean)" select="bp:set('
      alt altGrp certainty fLib fs fvLib fw index interp interpGrp join joinGrp link linkGrp
      listAnnotation listTranspose precision respons span spanGrp substJoin timeline wit witDetail
      eTree tree forest listForest graph')"/>

  <!-- Elements set on a line, one below the other, with no blank line between. -->
  <xsl:variable name="bp:lines" as="map(xs:string, xs:boolean)" select="bp:set('
      addrLine castItem item l line row speaker')"/>

  <xsl:function name="bp:set" as="map(xs:string, xs:boolean)">
    <xsl:param name="names" as="xs:string"/>
    <xsl:map>
      <xsl:for-each select="tokenize($names)">
        <xsl:map-entry key="." select="true()"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <!-- The texts of a document and its transcriptions of pages, in their order; without any, its
       outermost TEI element that is no document and no header. -->
  <xsl:function name="b:texts" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="texts" as="element()*" select="outermost($document//(text | sourceDoc))"/>
    <xsl:variable name="outermost" as="element()*" select="
        $document//*[bp:is-tei(.)][not(ancestor::*[bp:is-tei(.)])]"/>
    <xsl:sequence select="
        if (exists($texts)) then $texts
        else $outermost[not(self::TEI or self::teiCorpus or self::teiHeader)]"/>
  </xsl:function>

  <xsl:function name="bp:is-tei" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="namespace-uri($element) = 'http://www.tei-c.org/ns/1.0'"/>
  </xsl:function>

  <!-- Is this node a block among its siblings, and not part of a running line? -->
  <xsl:function name="b:is-block" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="
        if (not($node instance of element()) or b:is-apart($node)) then false()
        else if ($node/self::note) then exists($node/..[bp:has-blocks-for-notes(.)])
        else if (map:contains($bp:blocks, local-name($node))) then true()
        else if ($node/parent::* and b:is-container($node/..)) then not(b:is-silent($node))
        else if ($node/(self::quote | self::q | self::said | self::cit)) then m:is-block($node)
        else exists($node//*[map:contains($bp:blocks, local-name()) or m:is-block(.)]
          [not(bp:is-within-apart(., $node))])"/>
  </xsl:function>

  <!-- Does something that stands apart hold this element, within the outer one? -->
  <xsl:function name="bp:is-within-apart" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="outer" as="element()"/>
    <xsl:sequence select="
        some $one in $element/ancestor-or-self::*[. >> $outer] satisfies b:is-apart($one)"/>
  </xsl:function>

  <!-- Is this by its name alone a block, so that its words are no part of those around it? -->
  <xsl:function name="b:parts-words" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="map:contains($bp:blocks, local-name($element))"/>
  </xsl:function>

  <!-- Are the children of this element blocks? -->
  <xsl:function name="b:is-container" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        map:contains($bp:containers, local-name($element))
        or ($element/self::cit and m:is-block($element))"/>
  </xsl:function>

  <!-- Is a note in this element a block among blocks? Among items, lines, rows and such, it is a note
       to the one before it. -->
  <xsl:function name="bp:has-blocks-for-notes" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        b:is-container($element) and empty($element/(self::list | self::lg | self::table | self::figure
          | self::opener | self::closer | self::address | self::castGroup | self::docTitle
          | self::docImprint | self::zone))"/>
  </xsl:function>

  <!-- Does this block follow a sibling like it on the next line, with no blank line between? -->
  <xsl:function name="b:is-line" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        map:contains($bp:lines, local-name($element))
        or exists($element/parent::*[self::opener or self::closer or self::address or self::sp
          or self::docTitle or self::docImprint])
        or exists($element/self::label[parent::list])"/>
  </xsl:function>

  <!-- Does this stand apart from the running text: a note to it, an analysis of it, a running
       head? Where, is for the output to decide. -->
  <xsl:function name="b:is-apart" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        map:contains($bp:apart, local-name($element))
        or ($element/self::note and not(n:is-in-line($element))
          and not($element/parent::*[bp:has-blocks-for-notes(.)]))"/>
  </xsl:function>

  <!-- Has this element nothing to show: no words, and nothing that stands for any? -->
  <xsl:function name="b:is-silent" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        not(normalize-space($element))
        and empty($element/descendant-or-self::*[self::gap or self::graphic or self::media
          or self::g or self::ptr or self::table])"/>
  </xsl:function>
</xsl:stylesheet>

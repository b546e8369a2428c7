<?xml version="1.0" encoding="UTF-8"?>
<!-- What there is no rule for: its text is kept, marked, and reported. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:b="urn:siglum:structure"
  xmlns:t="urn:siglum:text" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- TEI's elements that the modes of this stylesheet have a rule for, be it that their words run
       on as they are. Not here are feature structures, graphs, trees and the documentation of
       schemas, whose meaning a line of text does not show. -->
  <xsl:variable name="t:known" as="xs:string*" select="tokenize('
      TEI ab abbr abstract accMat acquisition activity actor add addName addSpan additional
      additions addrLine address adminInfo affiliation age altIdentifier am analytic anchor
      annotationBlock app argument att author availability back bibl biblFull biblScope
      biblStruct binaryObject binding bindingDesc birth bloc body byline c caesura camera
      caption case castGroup castItem castList catchwords cb cell change choice cit citedRange
      cl climate closer code collation collection colloc colophon condition corr country
      custEvent custodialHist damage damageSpan date dateline death decoDesc decoNote def del
      delSpan depth desc dictScrap dim dimensions distinct distributor district div div1 div2
      div3 div4 div5 div6 div7 divGen docAuthor docDate docEdition docImprint docTitle edition
      editionStmt editor education eg egXML ellipsis email emph entry entryFree epigraph
      epilogue etym event eventName ex expan explicit extent facsimile faith figDesc figure
      filiation finalRubric floatingText floruit foliation foreign forename form formula front
      funder fw g gap gb gen genName gender geo geogFeat geogName gi gloss gram gramGrp
      graphic group handDesc handNote handNotes handShift head headItem headLabel height
      heraldry hi history hom hyph iType ident idno imprimatur imprint incident incipit index
      institution item kinesic l label lacunaEnd lacunaStart lang langKnowledge langKnown
      langUsage language layout layoutDesc lb lbl leaf lem lg licence line list listApp
      listBibl listEvent listNym listObject listOrg listPerson listPlace listRef listRelation
      listWit locale location locus locusGrp m material measure measureGrp media meeting
      mentioned metamark milestone mod monogr mood move msContents msDesc msFrag msIdentifier
      msItem msItemStruct msName msPart musicNotation name nameLink nationality notatedMusic
      note noteGrp notesStmt num number nym oRef oVar object objectDesc objectIdentifier
      objectName objectType occupation offset opener org orgName orig origDate origPlace
      origin orth p pRef pVar patch pause pb pc per performance persName persPronouns person
      personGrp persona phr physDesc place placeName population pos post postBox postCode
      postscript preparedness principal prologue pron provenance ptr pubPlace publicationStmt
      publisher purpose q quote rb rdg rdgGrp re recordHist redo ref reg region relatedItem
      relation repository residence resp respStmt restore retrace revisionDesc rhyme role
      roleDesc roleName row rs rt rubric ruby s said salute scriptDesc scriptNote seal
      sealDesc secFol secl seg sense series seriesStmt set settlement sex shift sic signatures
      signed soCalled socecStatus sound source sourceDesc sourceDoc sp spGrp space speaker
      sponsor stage stamp standOff state street stress string style sub subc subst summary
      superEntry supplied support supportDesc surface surfaceGrp surname surplus surrogates
      syll table tag tech teiCorpus term terrain text textLang time title titlePage titlePart
      titleStmt tns trailer trait transcriptionDesc typeDesc typeNote u unclear undo unit usg
      val variantEncoding view vocal w watermark when width wit witDetail witEnd witStart
      witness writing xr zone')
      [. != 'string']"/>

  <xsl:function name="t:is-unhandled" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        if (namespace-uri($element) != 'http://www.tei-c.org/ns/1.0')
        then not(b:is-silent($element)) and empty($element/ancestor::egXML)
          and namespace-uri($element) != 'http://www.tei-c.org/ns/Examples'
          and not(namespace-uri($element/..) = ('http://www.tei-c.org/ns/Examples',
            namespace-uri($element)))
        else if ($element/self::g) then
          not(normalize-space($element)) and empty(
            key('t:id', substring-after(normalize-space($element/@ref), '#'), root($element))/mapping)
        else not(local-name($element) = $t:known) and not(b:is-silent($element))"/>
  </xsl:function>

  <!-- The text of an element that there is no rule for, in one line, or in its blocks. -->
  <xsl:template name="t:keep" as="element()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:choose>
      <xsl:when test="*[b:is-block(.)]">
        <kept xmlns="">
          <xsl:call-template name="t:flow"/>
        </kept>
      </xsl:when>
      <xsl:otherwise>
        <block xmlns="">
          <kept>
            <xsl:for-each select="node()">
              <xsl:apply-templates mode="t:inline" select=".">
                <xsl:with-param name="keep" select="true()" tunnel="yes"/>
              </xsl:apply-templates>
              <xsl:if test="self::*">
                <space/>
              </xsl:if>
            </xsl:for-each>
          </kept>
        </block>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>

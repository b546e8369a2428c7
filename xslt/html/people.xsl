<?xml version="1.0" encoding="UTF-8"?>
<!-- Who did it, how surely, and why: the words for responsibility, certainty and reason. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:r="urn:siglum:readings"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- A short name of a person, work, witness, hand or place that is described somewhere. -->
  <xsl:function name="f:name" as="xs:string">
    <xsl:param name="entity" as="element()"/>
    <xsl:variable name="name" as="element()?">
      <xsl:choose>
        <xsl:when test="$entity/self::respStmt">
          <xsl:sequence select="$entity/(name | persName | orgName)[1]"/>
        </xsl:when>
        <xsl:when test="$entity/(self::person | self::personGrp | self::place | self::org | self::event | self::nym | self::object | self::castItem)">
          <xsl:sequence select="($entity/(persName | placeName | orgName | eventName | objectName | name | geogName | form | role)[@type = ('main', 'preferred', 'reg')],
            $entity/(persName | placeName | orgName | eventName | objectName | name | geogName | form | role | head | label))[1]"/>
        </xsl:when>
        <xsl:when test="$entity/(self::biblStruct | self::bibl | self::biblFull)">
          <xsl:sequence select="($entity/analytic/title, $entity/monogr/title, $entity/title, $entity//title)[1]"/>
        </xsl:when>
        <xsl:when test="$entity/self::category">
          <xsl:sequence select="($entity/catDesc, $entity/gloss, $entity/desc)[1]"/>
        </xsl:when>
        <xsl:when test="$entity/(self::taxonomy | self::interp)">
          <xsl:sequence select="($entity/desc, $entity/head)[1]"/>
        </xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="text" as="xs:string" select="
        if ($entity/self::witness) then string(($entity/@n, $entity/abbr[@type = 'siglum'], $entity/@xml:id, f:words($entity))[normalize-space()][1])
        else if (exists($name)) then f:words($name)
        else if ($entity/self::*[empty(*)] or $entity/(self::handNote | self::handShift | self::editor | self::author | self::principal | self::change)) then f:words($entity)
        else ''"/>
    <xsl:sequence select="
        if (normalize-space($text)) then $text
        else string(($entity/@n, $entity/@xml:id, local-name($entity))[1])"/>
  </xsl:function>

  <!-- The words of an element on one line, without its notes. -->
  <xsl:function name="f:words" as="xs:string">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="normalize-space(string-join(
        if ($element/descendant-or-self::*[self::note or self::choice or self::app or self::del or self::add[@xml:id or parent::subst/@xml:id] or self::surplus or self::lb or self::cb
          or self::pb or self::witDetail or self::p or self::ab or self::l or self::item or self::cell])
        then $element//text()[empty((ancestor::* except $element/ancestor-or-self::*)[self::note
          or self::sic/parent::choice/corr or self::orig/parent::choice/reg or self::abbr/parent::choice/expan
          or self::rdg/parent::app/lem or self::witDetail or self::surplus or self::del[not(r:is-cancelled(.))] or self::add[r:is-cancelled(.)]])] ! (
          if (preceding-sibling::node()[1][self::lb[not(@break = 'no')] or self::pb]
            or ancestor::*[self::p or self::ab or self::l or self::item or self::cell][1]/descendant::text()[1] is .) then ' ' || . else string(.))
        else string($element)))"/>
  </xsl:function>

  <!-- The names that an attribute of pointers stands for; what resolves to nothing, as it stands. -->
  <xsl:function name="f:named" as="xs:string*">
    <xsl:param name="pointers" as="attribute()?"/>
    <xsl:for-each select="tokenize($pointers)">
      <xsl:variable name="entity" as="element()?" select="f:target($pointers, .)"/>
      <xsl:sequence select="
          if (exists($entity)) then f:name($entity)
          else if (starts-with(., '#')) then substring(., 2) else ."/>
    </xsl:for-each>
  </xsl:function>

  <!-- A judgement in words: "certainty high". -->
  <xsl:function name="f:certainty" as="xs:string?">
    <xsl:param name="cert" as="attribute()?"/>
    <xsl:sequence select="
        normalize-space($cert)[.] ! ('certainty ' || .)"/>
  </xsl:function>

  <!-- A name of TEI in words: textLang → text language, msItem → item. -->
  <xsl:function name="f:label" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="known" as="xs:string?" select="$f:labels($name)"/>
    <xsl:variable name="spaced" as="xs:string" select="
        lower-case(replace(replace($name, '(Desc|Stmt|Decl)$', ''), '([a-z])([A-Z])', '$1 $2'))"/>
    <xsl:sequence select="
        if ($known) then $known else upper-case(substring($spaced, 1, 1)) || substring($spaced, 2)"/>
  </xsl:function>

  <xsl:variable name="f:labels" as="map(xs:string, xs:string)" select="map{
      'fileDesc': 'The electronic text', 'titleStmt': 'Title and responsibility',
      'editionStmt': 'Edition', 'publicationStmt': 'Publication', 'seriesStmt': 'Series',
      'notesStmt': 'Notes', 'sourceDesc': 'Source', 'encodingDesc': 'How the text is encoded',
      'projectDesc': 'The project', 'samplingDecl': 'Sampling', 'editorialDecl': 'Editorial practice',
      'tagsDecl': 'Elements used', 'tagUsage': 'Element', 'refsDecl': 'How passages are cited',
      'classDecl': 'Classifications', 'profileDesc': 'Profile of the text',
      'revisionDesc': 'History of this edition', 'langUsage': 'Languages', 'textClass': 'Subject',
      'metDecl': 'Metre and rhyme', 'respStmt': 'Responsibility', 'resp': 'Role', 'idno': 'Identifier', 'biblStruct': 'Work', 'biblFull': 'Work',
      'biblScope': 'Part', 'pubPlace': 'Place', 'analytic': 'Article or part', 'monogr': 'In',
      'particDesc': 'Persons of the text', 'settingDesc': 'Setting', 'correspDesc': 'Correspondence',
      'correspAction': 'Letter', 'eTree': 'Tree', 'eLeaf': 'Leaf', 'iNode': 'Node', 'desc': 'Description', 'correspContext': 'Context', 'msName': 'Name', 'msFrag': 'Fragment', 'ref': 'Reference', 'bibl': 'Work',
      'listPerson': 'Persons', 'listPlace': 'Places', 'listOrg': 'Organisations', 'listEvent': 'Events', 'listRelation': 'Relations',
      'spanGrp': 'Annotations', 'span': 'Annotation', 'interpGrp': 'Interpretations', 'interp': 'Interpretation', 'listApp': 'Variant readings',
      'msDesc': 'Manuscript', 'msPart': 'Part of the manuscript', 'msIdentifier': 'Where it is kept',
      'msContents': 'Contents', 'msItem': 'Item', 'physDesc': 'Physical description',
      'objectDesc': 'The object', 'supportDesc': 'Support', 'layoutDesc': 'Layout', 'handDesc': 'Hands', 'handNotes': 'Hands',
      'handNote': 'Hand', 'decoDesc': 'Decoration', 'decoNote': 'Decoration', 'bindingDesc': 'Binding',
      'custodialHist': 'Custody', 'custEvent': 'Event', 'listBibl': 'Bibliography',
      'locus': 'Leaves', 'textLang': 'Language', 'origDate': 'Date of origin', 'origPlace': 'Place of origin',
      'altIdentifier': 'Also known as', 'adminInfo': 'Administrative information', 'recordHist': 'This record',
      'listWit': 'Witnesses', 'availability': 'Availability', 'licence': 'Licence', 'p': 'Text', 'ab': 'Text',
      'catDesc': 'Meaning', 'change': 'Change', 'linkGrp': 'Links', 'certainty': 'Certainty',
      'persName': 'Name', 'placeName': 'Name', 'orgName': 'Name', 'eventName': 'Name',
      'funder': 'Funder', 'fs': 'Features', 'vAlt': 'one of', 'vNot': 'not', 'vColl': 'collection', 'interpretation': 'Interpretation',
      'stdVals': 'Standard values', 'langKnown': 'Language', 'langKnowledge': 'Languages', 'persPronouns': 'Pronouns', 'socecStatus': 'Status', 'cRefPattern': 'Pattern',
      'citeStructure': 'Unit', 'punctuation': 'Punctuation', 'orig': 'Original', 'idnoGrp': 'Identifiers'}"/>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Citations: what is quoted or referred to, where, and which works the markup says it is from (TEI P5 CO, "Quotation", "Bibliographic Citations"). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:c="urn:siglum:citations" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="no">

  <xsl:key name="c:continues" match="quote | q | said | cit" use="c:tokens(@prev)"/>

  <!-- The citations, in document order, as maps; "described" holds the elements that describe works met only here. -->
  <xsl:function name="c:citations" as="map(*)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="scope" as="element()*"
      select="($document//bibl, $document//biblStruct, $document//biblFull, $document//ref, $document//ptr,
        $document//title, $document//rs, $document//name, $document//term, $document//quote, $document//q,
        $document//said, $document//*[@source])/.[not(ancestor::fileDesc) or ancestor::sourceDesc]"/>
    <xsl:variable name="references" as="element()*" select="$scope[c:is-reference(.)]"/>
    <xsl:variable name="quotations" as="element()*" select="c:heads($scope[c:may-quote(.)][not(c:in-entry(.))])"/>
    <xsl:variable name="quoted" as="map(*)*" select="$quotations ! c:quotation(.)"/>
    <xsl:variable name="alone" as="map(*)*" select="($references except $quoted?used) ! c:reference(.)"/>
    <xsl:variable name="at" as="map(xs:string, map(*))" select="map:merge(
      ($quoted, $alone) ! map:entry(generate-id(?at), .), map { 'duplicates': 'use-first' })"/>
    <xsl:sequence select="($quoted, $alone)?at/. ! map:remove($at(generate-id()), ('used', 'at'))"/>
  </xsl:function>

  <!-- Does the element refer to a work? -->
  <xsl:function name="c:is-reference" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:choose>
      <xsl:when test="$element/(self::bibl | self::biblStruct | self::biblFull)">
        <xsl:sequence select="
          not(c:is-own($element)) and not(c:in-entry($element))
          and (not($element/parent::listBibl) or exists($element/descendant::citedRange) or ($element/self::bibl and c:leads-away($element)))
          and (normalize-space($element) or ($element/self::bibl ! c:bibl-targets(.))?status != 'none')"/>
      </xsl:when>
      <xsl:when test="$element/(self::ref | self::ptr | self::title | self::rs | self::name | self::term)">
        <xsl:sequence select="
          not($element/ancestor::bibl or c:in-entry($element))
          and not($element/ancestor::ref or $element/ancestor::title/@ref)
          and c:refers($element)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="false()"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- a ref or ptr says by its type, its place or its target that it refers to a work; a name by its target alone -->
  <xsl:function name="c:refers" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="targets" as="map(*)*" select="c:reference-targets($element)"/>
    <xsl:sequence select="
      $targets?status = 'work'
      or exists($element/(self::ref | self::ptr)) and (
        $element/@type = ('bibr', 'bibl', 'biblio', 'bibliography', 'citation', 'cite', 'source') and not($targets?status = ('own', 'other'))
        or exists($element/@cRef[normalize-space()])
        or exists($element/parent::cit) and $targets?status = ('uri', 'none'))"/>
  </xsl:function>

  <!-- What a reference points at, as c:resolve has it. -->
  <xsl:function name="c:reference-targets" as="map(*)*">
    <xsl:param name="reference" as="element()"/>
    <xsl:sequence select="
      if ($reference/self::bibl) then c:bibl-targets($reference)
      else if ($reference/(self::ref | self::ptr)) then c:resolve($reference/(@target | @cRef), $reference)
      else c:resolve($reference/@ref, $reference)"/>
  </xsl:function>

  <!-- the works of a reference: what it points at, else what it itself describes -->
  <xsl:function name="c:works-of" as="map(*)*">
    <xsl:param name="reference" as="element()"/>
    <xsl:variable name="targets" as="map(*)*" select="c:reference-targets($reference)"/>
    <xsl:sequence select="
      if (exists($targets[c:leads(.)])) then $targets[c:leads(.)] ! map:put(., 'by', $reference)
      else if (c:is-entry($reference)) then ($targets, map { 'status': 'work', 'holder': $reference, 'token': '' })
      else $targets[?status = ('none', 'other')]"/>
  </xsl:function>

  <!-- inside the entry of a work in a bibliography, where nothing is a citation -->
  <xsl:function name="c:in-entry" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/ancestor::*[self::biblStruct or self::biblFull or self::bibl][1])"/>
  </xsl:function>

  <!--
    The first parts of the quotations, and those that have one part alone. Where parts go in a circle,
    the first in the document begins.
  -->
  <xsl:function name="c:heads" as="element()*">
    <xsl:param name="quotations" as="element()*"/>
    <xsl:variable name="joined" as="element()*" select="$quotations[@prev or @next or key('c:leads-to', '#' || @xml:id)]"/>
    <xsl:variable name="first" as="element()*" select="$joined[empty(c:previous(.))]"/>
    <xsl:sequence select="
      ($quotations except $joined) | $first | c:circles($joined except ($first ! c:parts(.)))"/>
  </xsl:function>

  <xsl:function name="c:circles" as="element()*">
    <xsl:param name="parts" as="element()*"/>
    <xsl:iterate select="$parts">
      <xsl:param name="covered" as="map(xs:string, xs:boolean)" select="map {}"/>
      <xsl:variable name="circle" as="element()*" select="if ($covered(generate-id())) then () else c:parts(.)"/>
      <xsl:sequence select="$circle[1]"/>
      <xsl:next-iteration>
        <xsl:with-param name="covered" select="map:merge(($covered, $circle ! map:entry(generate-id(), true())))"/>
      </xsl:next-iteration>
    </xsl:iterate>
  </xsl:function>

  <!-- the part before, by its own @prev or by the @next of another -->
  <xsl:function name="c:previous" as="element()*">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="
      (c:tokens($part/@prev) ! c:target(.)) | $part[@xml:id]/key('c:leads-to', '#' || @xml:id)"/>
  </xsl:function>

  <xsl:key name="c:leads-to" match="quote | q | said | cit" use="c:tokens(@next)"/>

  <!-- The parts of a quotation, in order, from the one given on. -->
  <xsl:function name="c:parts" as="element()+">
    <xsl:param name="part" as="element()"/>
    <xsl:iterate select="0 to count($joinable)">
      <xsl:param name="now" as="element()" select="$part"/>
      <xsl:param name="seen" as="map(xs:string, xs:boolean)" select="map { generate-id($part): true() }"/>
      <xsl:variable name="following" as="element()?" select="c:following($now)[not($seen(generate-id()))][1]"/>
      <xsl:sequence select="$now"/>
      <xsl:choose>
        <xsl:when test="$following">
          <xsl:next-iteration>
            <xsl:with-param name="now" select="$following"/>
            <xsl:with-param name="seen" select="map:put($seen, generate-id($following), true())"/>
          </xsl:next-iteration>
        </xsl:when>
        <xsl:otherwise>
          <xsl:break/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:iterate>
  </xsl:function>

  <xsl:variable name="joinable" as="element()*" select="$document//*[@next or @prev]"/>

  <!-- what may be the part after, by its own @next or by the @prev of another -->
  <xsl:function name="c:following" as="element()*">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="
      c:tokens($part/@next) ! c:target(.), $part[@xml:id]/key('c:continues', '#' || @xml:id)"/>
  </xsl:function>

  <!-- The element that joins a quotation with its references: a cit or an epigraph around it, or itself. -->
  <xsl:function name="c:joint" as="element()?">
    <xsl:param name="quotation" as="element()"/>
    <xsl:sequence select="($quotation[child::bibl or child::ref[@cRef] or child::listBibl], $quotation/parent::*[self::cit or self::epigraph],
      $quotation[self::cit])[1]"/>
  </xsl:function>

  <xsl:function name="c:joined-references" as="element()*">
    <xsl:param name="joint" as="element()"/>
    <xsl:sequence select="$joint/descendant::*[not(ancestor::*[self::quote or self::q or self::said][. >> $joint])][c:is-reference(.)]"/>
  </xsl:function>

  <!-- words of another text are marked as a quotation, or by the source of a stretch of text -->
  <xsl:function name="c:may-quote" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      exists($element/(self::quote | self::q | self::said))
      or exists($element/@source) and exists($element/(self::cit | self::seg | self::p | self::ab | self::l | self::lg
        | self::epigraph | self::floatingText | self::lem | self::rdg | self::mentioned | self::soCalled
        | self::foreign | self::term))"/>
  </xsl:function>

  <!-- What a quotation itself points at. In @corresp, which aligns texts too, only what is a work, or a URN. -->
  <xsl:function name="c:own-sources" as="map(*)*">
    <xsl:param name="quotation" as="element()"/>
    <xsl:sequence select="
      c:resolve($quotation/@source, $quotation)[?status ne 'other'],
      c:resolve($quotation/@corresp, $quotation)[?status = 'work' or starts-with(?uri, 'urn:')]"/>
  </xsl:function>

  <!-- a quotation that the markup gives a work, or nothing -->
  <xsl:function name="c:quotation" as="map(*)?">
    <xsl:param name="head" as="element()"/>
    <xsl:variable name="parts" as="element()+" select="c:parts($head)"/>
    <xsl:variable name="own" as="map(*)*" select="c:distinct($parts ! c:own-sources(.))"/>
    <xsl:variable name="references" as="element()*" select="($parts ! c:joint(.))/. ! c:joined-references(.)"/>
    <xsl:variable name="serving" as="element()*" select="
      if (exists($own[c:leads(.)])) then $references[c:serves(., $own)]
      else $references"/>
    <xsl:variable name="works" as="map(*)*" select="
      if (exists($own[c:leads(.)])) then $own else c:distinct(($own, $serving ! c:works-of(.)))"/>
    <xsl:if test="exists($works) or exists($serving)">
      <xsl:sequence select="map {
        'kind': 'quotation',
        'node': c:number($head),
        'at': $head,
        'used': $serving,
        'described': ($works?holder, $works?by),
        'works': array { $works ! c:plain(.) },
        'parts': array { $parts ! map {
          'id': string(@xml:id), 'node': c:number(.),
          'runs': array { c:runs(node()[not(self::bibl or self::ref[@cRef] or self::listBibl)]) },
          'passage': c:passage(.) } },
        'lang': string(($head/ancestor-or-self::*/@xml:lang)[last()]),
        'reference': string-join($serving ! c:wording(.), '; '),
        'locators': array { $serving ! c:locators(.) },
        'cert': string(($parts ! c:cert(.))[.][1])
      }"/>
    </xsl:if>
  </xsl:function>

  <!-- Does a reference give the source that a quotation itself points at, or none of its own? -->
  <xsl:function name="c:serves" as="xs:boolean">
    <xsl:param name="reference" as="element()"/>
    <xsl:param name="own" as="map(*)*"/>
    <xsl:variable name="works" as="map(*)*" select="c:works-of($reference)[c:leads(.)]"/>
    <xsl:sequence select="empty($works) or ($works ! c:identity(.)) = ($own ! c:identity(.))"/>
  </xsl:function>

  <xsl:function name="c:reference" as="map(*)">
    <xsl:param name="reference" as="element()"/>
    <xsl:variable name="works" as="map(*)*" select="c:works-of($reference)"/>
    <xsl:sequence select="map {
      'kind': 'reference',
      'node': c:number($reference),
      'at': $reference,
      'used': (),
      'described': ($works?holder, $works?by),
      'works': array { $works ! c:plain(.) },
      'parts': array { map { 'id': string($reference/@xml:id), 'node': c:number($reference), 'runs': [], 'passage': c:passage($reference) } },
      'lang': '',
      'reference': c:wording($reference),
      'locators': array { c:locators($reference) },
      'cert': c:cert($reference)
    }"/>
  </xsl:function>

  <!-- the author's own wording of a reference -->
  <xsl:function name="c:wording" as="xs:string">
    <xsl:param name="reference" as="element()"/>
    <xsl:sequence select="c:text($reference)"/>
  </xsl:function>

  <!-- the places in the work that a reference names -->
  <xsl:function name="c:locators" as="map(*)*">
    <xsl:param name="reference" as="element()"/>
    <xsl:variable name="ranges" as="element()*" select="
      ($reference/descendant::citedRange, $reference[not(self::bibl) or not(c:is-entry(.))]/descendant::biblScope,
       $reference/following-sibling::*[1][self::citedRange])"/>
    <xsl:sequence select="$ranges ! c:scope(.)"/>
  </xsl:function>

  <xsl:function name="c:identity" as="xs:string">
    <xsl:param name="work" as="map(*)"/>
    <xsl:sequence select="string(($work?holder ! generate-id(.), $work?uri, $work?text, $work?token)[1])"/>
  </xsl:function>

  <xsl:function name="c:distinct" as="map(*)*">
    <xsl:param name="works" as="map(*)*"/>
    <xsl:for-each-group select="$works" group-by="c:identity(.)">
      <xsl:sequence select="current-group()[1]"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- what a pointer leads to, with paths in the place of nodes -->
  <xsl:function name="c:plain" as="map(*)">
    <xsl:param name="work" as="map(*)"/>
    <xsl:sequence select="map:merge((
      map:remove($work, ('holder', 'by')),
      $work?holder ! map { 'node': c:number(.) },
      $work?by ! map { 'by': c:number(.) }))"/>
  </xsl:function>
</xsl:stylesheet>

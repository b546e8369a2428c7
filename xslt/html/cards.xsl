<?xml version="1.0" encoding="UTF-8"?>
<!-- Cards: what is known of a quotation, a reference or an intervention, opened from a button beside it. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:m="urn:siglum:marks"
  xmlns:r="urn:siglum:readings"
  xmlns:t="http://www.tei-c.org/ns/1.0"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- What may have one, and the names of those that the document has. -->
  <xsl:variable name="f:all-carded" as="element()*" select="(
      //quote, //q, //said, //soCalled, //mentioned, //choice, //app, //supplied, //unclear, //damage, //bibl, //ref, //note,
      //add, //del, //subst, //gap, //space, //surplus, //secl, //restore, //sic, //corr, //orig, //reg, //expan, //mod, //retrace)/."/>
  <xsl:variable name="f:carded" as="map(xs:string, xs:boolean)" select="
      map:merge(distinct-values($f:all-carded ! local-name()) ! map:entry(., true()))"/>

  <xsl:function name="f:may-have-card" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="map:contains($f:carded, local-name($element)) and exists($element/self::t:*)"/>
  </xsl:function>

  <!-- Whether there is something to say that the text itself does not show. -->
  <xsl:function name="f:has-card" as="xs:boolean" cache="yes">
    <xsl:param name="e" as="element()"/>
    <xsl:choose>
      <xsl:when test="not(f:may-have-card($e)) or empty($e/(ancestor::text | ancestor::sourceDoc)) or exists($e/(ancestor::teiHeader | ancestor::standOff))">
        <xsl:sequence select="false()"/>
      </xsl:when>
      <xsl:when test="exists(f:revisions($e))">
        <xsl:sequence select="true()"/>
      </xsl:when>
      <xsl:when test="m:is-quotation($e) or $e/self::mentioned">
        <!-- what has no attributes, and no reference beside it, has nothing to say -->
        <xsl:sequence select="exists($e/(@* | parent::cit)) and (exists($e/(@source | @next | @prev | @cert)) or exists(f:parts($e))
          or exists(f:targets($e/@who)) or exists(f:targets($e/@ana)/self::person)
          or exists($e/parent::cit/*[self::bibl or self::ref or self::ptr][f:works(.)])
          or (exists($e/@xml:id) and exists((key('certainty', normalize-space($e/@xml:id), root($e)), f:links($e)))))"/>
      </xsl:when>
      <xsl:when test="$e/self::choice">
        <xsl:sequence select="exists($e/(sic | corr | orig | reg | seg | unclear)) or exists($e//(@resp | @reason | @cert))"/>
      </xsl:when>
      <xsl:when test="$e/self::app">
        <xsl:sequence select="empty($e/parent::listApp)"/>
      </xsl:when>
      <xsl:when test="$e/(self::sic | self::corr | self::orig | self::reg | self::expan)">
        <xsl:sequence select="empty($e/parent::choice) and (exists($e/(self::sic | self::corr)) or f:is-explained($e))"/>
      </xsl:when>
      <xsl:when test="$e/(self::supplied | self::secl)">
        <xsl:sequence select="true()"/>
      </xsl:when>
      <!-- where the first view leaves it out, nothing else would tell of it -->
      <xsl:when test="$e/(self::del | self::surplus)[empty((parent::choice, parent::subst, parent::mod[add]))][r:is-left-out(., 'reading')]">
        <xsl:sequence select="true()"/>
      </xsl:when>
      <xsl:when test="$e/(self::unclear | self::damage | self::surplus | self::restore | self::gap | self::space)">
        <xsl:sequence select="exists($e/(@reason | @cert | @resp | @agent | @hand | @quantity | @extent)) and empty($e/parent::choice)"/>
      </xsl:when>
      <xsl:when test="$e/(self::add | self::del | self::mod | self::retrace)">
        <xsl:sequence select="f:is-explained($e) and empty($e/parent::subst)"/>
      </xsl:when>
      <xsl:when test="$e/self::subst">
        <xsl:sequence select="some $one in ($e, $e/(add | del)) satisfies f:is-explained($one)"/>
      </xsl:when>
      <xsl:when test="$e/(self::bibl | self::ref)">
        <xsl:sequence select="empty($e/parent::cit/*[f:may-have-card(.) and m:is-quotation(.)]) and exists(f:works($e)) and empty($e/(ancestor::listBibl | ancestor::msDesc))"/>
      </xsl:when>
      <xsl:when test="$e/self::note">
        <xsl:sequence select="not(f:is-moved($e)) and not(f:flows($e)) and exists($e/(@resp | @cert))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="false()"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Whether a change by a scribe says by whom, where, how or why. -->
  <xsl:function name="f:is-explained" as="xs:boolean">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="exists($e/(@hand | @resp | @cert | @reason | @cause | @place | @rend | @status | @evidence))"/>
  </xsl:function>

  <!-- The works that a quotation or a reference points at. -->
  <xsl:function name="f:works" as="element()*">
    <xsl:param name="e" as="element()"/>
    <xsl:variable name="own" as="element()*" select="($e/@source, $e/@corresp, $e/@target, $e/@ref) ! f:targets(.)"/>
    <xsl:variable name="all" as="element()*" select="
        $own, if ($e/self::bibl) then $e//(title | ref | ptr)/(@ref | @target | @corresp) ! f:targets(.) else ()"/>
    <xsl:sequence select="($all/(self::biblStruct | self::bibl | self::biblFull | self::msDesc))/. except $e"/>
  </xsl:function>

  <!-- Stand-off links from an element: the other ends. -->
  <xsl:function name="f:links" as="element(link)*">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="if ($e/@xml:id) then key('link', normalize-space($e/@xml:id), root($e)) else ()"/>
  </xsl:function>

  <xsl:function name="f:card-id" as="xs:string">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="'card:' || (f:id($e), string($f:counts(generate-id($e))))[1]"/>
  </xsl:function>

  <xsl:function name="f:group-class" as="xs:string">
    <xsl:param name="e" as="element()"/>
    <xsl:variable name="first" as="element()" select="f:first-part($e)"/>
    <xsl:sequence select="'joined-' || (replace(string($first/@xml:id)[.], '[^A-Za-z0-9]', '_'), string($f:counts(generate-id($first))))[1]"/>
  </xsl:function>

  <!-- The button that opens the card. -->
  <xsl:template name="card-button" as="element()?">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:if test="not($copy or $plain) and f:may-have-card(.) and f:has-card(.)">
      <xsl:variable name="quotation" as="xs:boolean" select="m:is-quotation(.) or self::mentioned or self::bibl or self::ref or self::note"/>
      <span class="sign">
        <button type="button" popovertarget="{f:card-id(.)}" data-added="">
          <xsl:attribute name="class" select="'card-button', if ($quotation) then 'of-source' else 'of-reading'"/>
          <xsl:attribute name="aria-label" select="f:card-title(.)"/>
          <xsl:sequence select="if ($quotation) then '°' else '†'"/>
        </button>
      </span>
    </xsl:if>
  </xsl:template>

  <xsl:function name="f:card-title" as="xs:string">
    <xsl:param name="e" as="element()"/>
    <xsl:choose>
      <xsl:when test="$e/(self::quote | self::q | self::said)">
        <xsl:variable name="parts" as="element()*" select="f:parts($e)"/>
        <xsl:sequence select="
            'About this quotation' || (if (exists($parts)) then ', part ' || index-of($parts ! generate-id(.), generate-id($e))[1] || ' of ' || count($parts) else '')"/>
      </xsl:when>
      <xsl:when test="$e/self::soCalled">About these words in marks</xsl:when>
      <xsl:when test="$e/self::mentioned">About this word</xsl:when>
      <xsl:when test="$e/self::choice[sic or corr]">Correction</xsl:when>
      <xsl:when test="$e/self::choice[orig or reg]">Normalized spelling</xsl:when>
      <xsl:when test="$e/self::choice[abbr or expan]">Abbreviation</xsl:when>
      <xsl:when test="$e/self::choice">Two readings</xsl:when>
      <xsl:when test="$e/self::app">Variant readings</xsl:when>
      <xsl:when test="$e/self::sic">Noted in the source</xsl:when>
      <xsl:when test="$e/self::corr">Corrected by the editor</xsl:when>
      <xsl:when test="$e/self::orig">Spelling of the source</xsl:when>
      <xsl:when test="$e/self::reg">Normalized by the editor</xsl:when>
      <xsl:when test="$e/self::expan">Expanded by the editor</xsl:when>
      <xsl:when test="$e/self::mod">Changed in the source</xsl:when>
      <xsl:when test="$e/self::retrace">Written over in the source</xsl:when>
      <xsl:when test="$e/self::supplied">Supplied by the editor</xsl:when>
      <xsl:when test="$e/self::secl">Secluded by the editor: genuine, but not of this place</xsl:when>
      <xsl:when test="$e/self::unclear">Unclear in the source</xsl:when>
      <xsl:when test="$e/self::damage">Damaged in the source</xsl:when>
      <xsl:when test="$e/self::note">About this note</xsl:when>
      <xsl:when test="$e/self::subst">Replaced in the source</xsl:when>
      <xsl:when test="$e/self::add">Added in the source</xsl:when>
      <xsl:when test="$e/self::del">Deleted in the source</xsl:when>
      <xsl:when test="$e/self::restore">Restored in the source</xsl:when>
      <xsl:when test="$e/self::surplus">Superfluous in the source</xsl:when>
      <xsl:when test="$e/self::gap">Gap in the text</xsl:when>
      <xsl:when test="$e/self::space">Space left in the source</xsl:when>
      <xsl:otherwise>The work referred to</xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- All cards of a text, for the end of the page. -->
  <xsl:function name="f:cards" as="element()?">
    <xsl:param name="texts" as="element()*"/>
    <xsl:variable name="carded" as="element()*" select="$f:all-carded[f:has-card(.)][exists(ancestor::* intersect $texts)][not(ancestor::eg)]"/>
    <xsl:variable name="transposed" as="node()*">
      <xsl:apply-templates select="$texts[1]/root()//listTranspose/transpose" mode="revision"/>
    </xsl:variable>
    <xsl:if test="exists($carded) or exists($transposed)">
      <section class="cards" aria-label="Sources and interventions">
        <xsl:for-each select="$carded">
          <div class="card" popover="" id="{f:card-id(.)}" role="note">
            <xsl:attribute name="aria-label" select="f:card-title(.)"/>
            <p class="card-title"><xsl:value-of select="f:card-title(.)"/></p>
            <xsl:apply-templates select="." mode="card"/>
            <xsl:apply-templates select="f:revisions(.)" mode="revision">
              <xsl:with-param name="of" select="."/>
            </xsl:apply-templates>
            <xsl:sequence select="f:judgements(.)"/>
            <xsl:for-each select="f:id(.)">
              <p class="card-link"><a href="#{.}">Link to this passage</a></p>
            </xsl:for-each>
          </div>
          <xsl:text>&#10;</xsl:text>
        </xsl:for-each>
        <xsl:sequence select="$transposed"/>
      </section>
    </xsl:if>
  </xsl:function>

  <xsl:mode name="card" on-no-match="fail" on-multiple-match="fail" use-accumulators="#all"/>

  <xsl:template mode="card" match="quote | q | said | soCalled | mentioned | bibl | ref | note" as="element()*">
    <xsl:variable name="e" as="element()" select="."/>
    <!-- what is said of one part of a quotation is said of all -->
    <xsl:variable name="parts" as="element()*" select="if (f:may-have-card(.) and m:is-quotation(.)) then f:parts(.) else ()"/>
    <xsl:variable name="whole" as="element()+" select="$e | $parts"/>
    <xsl:for-each select="f:targets($whole/@ana)/self::category">
      <p class="card-kind"><xsl:value-of select="f:name(.)"/></p>
    </xsl:for-each>
    <xsl:variable name="speakers" as="xs:string*" select="distinct-values((
        $whole/f:links(.)[contains(lower-case(../@type || ../@targFunc), 'speaker')]/(f:targets(@target) except $whole) ! f:name(.),
        $whole/@who ! f:named(.), f:targets($whole/@ana)/self::person ! f:name(.), self::note/@resp ! f:named(.)))"/>
    <xsl:if test="exists($speakers)">
      <p class="card-who">
        <span class="card-label"><xsl:value-of select="if (self::note) then 'By ' else 'Speaker: '"/></span>
        <xsl:value-of select="string-join($speakers, ', ')"/>
      </p>
    </xsl:if>
    <xsl:for-each select="($whole/f:works(.), $whole/parent::cit/*[self::bibl or self::ref or self::ptr]/f:works(.))/.">
      <div class="card-entry"><xsl:sequence select="f:auto-direction(), f:entry(.)"/></div>
      <xsl:for-each select="f:address(.)">
        <p class="card-link"><a href="{.}">In the bibliography</a></p>
      </xsl:for-each>
    </xsl:for-each>
    <xsl:for-each select="distinct-values($whole/@source ! tokenize(.))[not(starts-with(., '#'))][empty(f:target($e, .))]">
      <xsl:variable name="href" as="xs:string?" select="f:href($e, .)"/>
      <p class="card-who">
        <span class="card-label">Source: </span>
        <xsl:choose>
          <xsl:when test="exists($href)">
            <a href="{$href}"><xsl:value-of select="."/></a>
          </xsl:when>
          <xsl:otherwise>
            <xsl:value-of select="."/>
          </xsl:otherwise>
        </xsl:choose>
      </p>
    </xsl:for-each>
    <xsl:if test="exists($parts)">
      <p class="card-parts">
        <span class="card-label">All parts: </span>
        <!-- of a long quotation, its beginning, its end, and what is near -->
        <xsl:variable name="here" as="xs:integer" select="index-of($parts ! generate-id(.), generate-id($e))[1]"/>
        <xsl:variable name="count" as="xs:integer" select="count($parts)"/>
        <xsl:for-each select="(1 to $count)[$count le 12 or . = (1, $count) or abs(. - $here) le 2]">
          <xsl:variable name="number" as="xs:integer" select="."/>
          <xsl:if test="position() gt 1">
            <xsl:text>, </xsl:text>
          </xsl:if>
          <xsl:for-each select="$parts[$number]">
            <a href="{(f:address(.), '#' || f:card-id(.))[1]}">
              <xsl:if test=". is $e">
                <xsl:attribute name="aria-current" select="'true'"/>
              </xsl:if>
              <xsl:value-of select="$number || ' (' || f:locator(.) || ')'"/>
            </a>
          </xsl:for-each>
        </xsl:for-each>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="card" match="choice | app | subst | mod[add or del]" as="element()*">
    <xsl:variable name="app" as="element()" select="."/>
    <dl class="card-readings">
      <xsl:for-each select="
          if (self::app) then .//(lem | rdg | witDetail)[ancestor::app[1] is $app]
          else if (self::choice) then * except note else del | add">
        <dt><xsl:value-of select="f:reading-label(.)"/></dt>
        <dd>
          <span class="card-reading"><xsl:sequence select="f:in-frame(.), f:shown-words(.)"/></span>
          <xsl:sequence select="f:responsible(.)"/>
        </dd>
      </xsl:for-each>
    </dl>
    <xsl:for-each select="note">
      <p><span><xsl:sequence select="f:in-frame(.), f:shown-words(.)"/></span><xsl:sequence select="f:responsible(.)"/></p>
    </xsl:for-each>
    <xsl:sequence select="f:responsible(.)"/>
  </xsl:template>

  <xsl:template mode="card" match="gap | space" as="element()*">
    <p><xsl:value-of select="f:gap(.)"/></p>
    <xsl:for-each select="desc[normalize-space()]">
      <p><xsl:sequence select="f:in-frame(.)"/><xsl:value-of select="f:words(.)"/></p>
    </xsl:for-each>
    <xsl:sequence select="f:responsible(.)"/>
  </xsl:template>

  <xsl:template mode="card" match="supplied | unclear | damage | add | del | surplus | secl | restore
      | sic | corr | orig | reg | expan | mod[not(add or del)] | retrace" as="element()*">
    <p>
      <span class="card-reading"><xsl:sequence select="f:in-frame(.), f:shown-words(.)"/></span>
      <xsl:sequence select="f:responsible(.)"/>
    </p>
  </xsl:template>

  <xsl:function name="f:shown-words" as="xs:string">
    <xsl:param name="e" as="element()"/>
    <!-- where a reading varies in itself, one of its readings -->
    <xsl:variable name="words" as="xs:string" select="
        (f:words($e)[$e/descendant-or-self::*[self::app or self::choice or self::subst or self::witDetail or self::p or self::l]][.], normalize-space($e))[1]"/>
    <xsl:sequence select="
        if (not($words)) then (if ($e/gap) then '[' || f:gap($e/gap[1]) || ']' else 'nothing')
        else if (string-length($words) gt 300) then substring($words, 1, 300) || '…' else $words"/>
  </xsl:function>

  <xsl:function name="f:reading-label" as="xs:string">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="
        if ($reading/self::lem) then string-join(('Chosen reading', f:sigla($reading)), ', ')
        else if ($reading/self::rdg) then string-join((
          'Reading' || ($reading/@type, $reading/parent::rdgGrp/@type)[normalize-space()][1] ! (' (' || translate(., '_', ' ') || ')'), f:sigla($reading)), ', ')
        else if ($reading/self::witDetail) then string-join(('Of the witness', f:sigla($reading)), ' ')
        else if ($reading/self::choice) then f:card-title($reading)
        else (map{'sic': 'In the source', 'orig': 'In the source', 'corr': 'Corrected', 'reg': 'Normalized',
          'abbr': 'Abbreviated', 'expan': 'Expanded', 'del': 'Deleted', 'add': 'Added',
          'seg': 'Alternative', 'unclear': 'Possible reading'}(local-name($reading)), f:label(local-name($reading)))[1]"/>
  </xsl:function>

  <xsl:function name="f:sigla" as="xs:string*">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="string-join((f:named($reading/@wit), f:named($reading/@source)), ' ')[.]"/>
  </xsl:function>

  <!-- Who, why, how surely, and on what evidence. -->
  <xsl:function name="f:responsible" as="element()*">
    <xsl:param name="e" as="element()"/>
    <xsl:variable name="said" as="xs:string*" select="
        f:named($e/@resp), f:named($e/@hand), $e[not(self::gap or self::space)]/(@reason, @cause) ! ('reason: ' || translate(., '_', ' ')),
        $e/@place ! ('place: ' || string-join(tokenize(.), ', ')), $e[self::add or self::del or self::undo or self::redo]/@rend ! ('how: ' || .),
        $e/@agent ! ('cause: ' || .), $e/@evidence ! ('evidence: ' || .), f:certainty($e/@cert), $e[not(self::lem or self::rdg)]/@source ! ('source: ' || string-join(f:named(.), ', '))"/>
    <xsl:if test="exists($said)">
      <span class="card-resp"><xsl:value-of select="' ' || string-join($said, '; ')"/></span>
    </xsl:if>
  </xsl:function>

  <!-- Judgements about an element that stand apart from it (TEI P5 CE). -->
  <xsl:function name="f:judgements" as="element()*">
    <xsl:param name="e" as="element()"/>
    <xsl:for-each select="if ($e/@xml:id) then key('certainty', normalize-space($e/@xml:id), root($e)) else ()">
      <p class="card-certainty">
        <span class="card-label">
          <xsl:value-of select="string-join((
              'Certainty', map{'name': 'of the kind', 'location': 'of the place', 'start': 'of the beginning', 'end': 'of the end',
                'value': 'of ' || (@match[starts-with(., '@')] ! ('the ' || lower-case(f:label(substring(., 2)))), 'the value')[1]}(string(@locus))), ' ')
            || (@cert, @degree)[1] ! (': ' || .)"/>
        </span>
        <xsl:if test="normalize-space()">
          <xsl:value-of select="'. ' || normalize-space()"/>
        </xsl:if>
        <xsl:if test="@resp">
          <span class="card-resp"><xsl:value-of select="' ' || string-join(f:named(@resp), ', ')"/></span>
        </xsl:if>
      </p>
    </xsl:for-each>
  </xsl:function>

</xsl:stylesheet>

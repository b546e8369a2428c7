<?xml version="1.0" encoding="UTF-8"?>
<!-- What was done to interventions, and to passages from afar: undo, redo, substJoin, transpose (TEI P5 PH §12.3.4). -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- What points at an intervention and says that it was cancelled, reaffirmed, or is part of a substitution. -->
  <xsl:key name="revision" match="undo | redo | substJoin" use="tokenize(@target)"/>

  <xsl:function name="f:revisions" as="element()*">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="
        if ($e/@xml:id) then key('revision', '#' || normalize-space($e/@xml:id), root($e)) else ()"/>
  </xsl:function>

  <xsl:key name="about" match="transpose" use="ptr/@target ! tokenize(.)"/>

  <!-- The button at a passage that changes places. -->
  <xsl:template mode="mark" match="transpose" as="element()">
    <xsl:param name="of" as="element()"/>
    <span class="sign">
      <button type="button" popovertarget="{f:transposition-id(., $of)}" data-added="" class="card-button of-reading" aria-label="Transposed in the source">†</button>
    </span>
  </xsl:template>

  <xsl:mode name="revision" on-no-match="fail" on-multiple-match="fail" use-accumulators="#all"/>

  <!-- In the card of an intervention that was cancelled or reaffirmed. -->
  <xsl:template mode="revision" match="undo | redo" as="element()">
    <xsl:param name="of" as="element()"/>
    <xsl:variable name="e" as="element()" select="."/>
    <p class="card-revision">
      <span class="card-label"><xsl:value-of select="f:revision(.)"/></span>
      <xsl:sequence select="f:responsible(.)"/>
      <xsl:for-each select="@change ! string-join(f:named(.), ', ')">
        <span class="card-resp"><xsl:value-of select="(if (exists(f:responsible($e))) then '; ' else ' ') || 'change: ' || ."/></span>
      </xsl:for-each>
      <!-- what was cancelled can be reaffirmed by pointing at that -->
      <xsl:for-each select="f:revisions(.)">
        <xsl:text>; </xsl:text>
        <span class="card-label"><xsl:value-of select="lower-case(f:revision(.))"/></span>
        <xsl:sequence select="f:responsible(.)"/>
      </xsl:for-each>
    </p>
  </xsl:template>

  <xsl:function name="f:revision" as="xs:string">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="map{'undo': 'Cancelled', 'redo': 'Reaffirmed', 'substJoin': 'One substitution'}(local-name($e))"/>
  </xsl:function>

  <!-- In the card of a part of a substitution: all its parts. -->
  <xsl:template mode="revision" match="substJoin" as="element()">
    <xsl:param name="of" as="element()"/>
    <p class="card-revision">
      <span class="card-label">One substitution: </span>
      <xsl:for-each select="f:targets(@target)">
        <xsl:if test="position() gt 1">
          <xsl:text>, </xsl:text>
        </xsl:if>
        <xsl:value-of select="lower-case(f:reading-label(.)) || ' '"/>
        <xsl:sequence select="f:place-of(., . is $of)"/>
      </xsl:for-each>
      <xsl:for-each select="desc[normalize-space()]">
        <xsl:value-of select="' (' || f:words(.) || ')'"/>
      </xsl:for-each>
      <xsl:sequence select="f:responsible(.)"/>
    </p>
  </xsl:template>

  <!-- The words of a passage, and a link to it from elsewhere. -->
  <xsl:function name="f:place-of" as="element()">
    <xsl:param name="passage" as="element()"/>
    <xsl:param name="here" as="xs:boolean"/>
    <xsl:variable name="address" as="xs:string?" select="f:address($passage)[not($here)]"/>
    <xsl:element name="{if ($address) then 'a' else 'span'}">
      <xsl:if test="$address">
        <xsl:attribute name="href" select="$address"/>
      </xsl:if>
      <xsl:value-of select="'“' || f:shortened(f:shown-words($passage), 60) || '”'"/>
    </xsl:element>
  </xsl:function>

  <!-- The cards of passages that change places, one at each. -->
  <xsl:template mode="revision" match="transpose" as="node()*">
    <xsl:variable name="transpose" as="element()" select="."/>
    <xsl:variable name="passages" as="element()*" select="f:targets(ptr/@target)/."/>
    <xsl:variable name="order" as="element()*" select="f:targets(ptr/@target)"/>
    <xsl:for-each select="$passages[exists(ancestor::text | ancestor::sourceDoc)]">
      <xsl:variable name="passage" as="element()" select="."/>
      <div class="card" popover="" id="{f:transposition-id($transpose, .)}" role="note" aria-label="Transposed in the source">
        <p class="card-title">Transposed in the source</p>
        <p>
          <span class="card-label">To be read in this order: </span>
          <xsl:for-each select="$order">
            <xsl:if test="position() gt 1">
              <xsl:text>, </xsl:text>
            </xsl:if>
            <xsl:sequence select="f:place-of(., . is $passage)"/>
          </xsl:for-each>
        </p>
        <xsl:for-each select="$transpose/(desc | ../desc)">
          <p><xsl:sequence select="f:language(.)"/><xsl:value-of select="f:words(.)"/></p>
        </xsl:for-each>
        <xsl:for-each select="$transpose | $transpose/..">
          <xsl:for-each select="f:responsible(.)">
            <p><xsl:sequence select="."/></p>
          </xsl:for-each>
        </xsl:for-each>
      </div>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="f:transposition-id" as="xs:string">
    <xsl:param name="transpose" as="element()"/>
    <xsl:param name="passage" as="element()"/>
    <xsl:sequence select="
        'transposed:' || f:safe-id($passage/@xml:id)
        || (key('about', '#' || normalize-space($passage/@xml:id), root($passage))[self::transpose][. &lt;&lt; $transpose] => count())[. gt 0] ! (':' || . + 1)"/>
  </xsl:function>

  <!-- What was cancelled or reaffirmed has it in its card; where there is none, or a stretch begins, a
       sign says so. -->
  <xsl:template mode="text" match="undo | redo" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:element name="{if (f:flows(.)) then 'div' else 'span'}">
      <xsl:sequence select="f:class(., local-name()), f:id-attribute(., $copy)"/>
      <xsl:if test="@spanTo or empty(f:targets(@target)[f:may-have-card(.) or self::undo or self::redo])">
        <xsl:sequence select="f:sign(string-join((
            lower-case(f:revision(.)) || ' from here'[current()/@spanTo] || @hand ! (': ' || string-join(f:named(.), ', ')),
            @rend ! ('how: ' || .), f:named(@resp), f:certainty(@cert)), '; '))"/>
      </xsl:if>
      <xsl:call-template name="content"/>
    </xsl:element>
  </xsl:template>

  <xsl:template mode="text" match="substJoin | listTranspose" as="element()?">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:if test="f:id(.) and not($copy) or normalize-space()">
      <xsl:element name="{if (f:flows(.)) then 'div' else 'span'}">
        <xsl:sequence select="f:class(., local-name()), f:id-attribute(., $copy)"/>
        <xsl:call-template name="content"/>
      </xsl:element>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Which reading a view shows where the markup records more than one (TEI P5 CO §3.5, PH §12.3,
     TC §13.1). Views: reading (corrected, expanded, the lemma) and diplomatic (what the source
     has). Public is the prefix r, private is rp. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:r="urn:siglum:readings"
  xmlns:rp="urn:siglum:readings:private" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- Does the view leave this element out, itself or by an element around it? -->
  <xsl:function name="r:is-left-out-here" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="view" as="xs:string"/>
    <xsl:sequence select="
        some $one in $element/ancestor-or-self::* satisfies r:is-left-out($one, $view)"/>
  </xsl:function>

  <!-- Does the view leave this element out by what it is and what stands beside it? -->
  <xsl:function name="r:is-left-out" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="view" as="xs:string"/>
    <xsl:choose>
      <xsl:when test="$element/parent::choice">
        <xsl:sequence select="
            not($element is r:chosen($element/parent::choice, $view))
            or ($view eq 'diplomatic' and rp:is-editors($element))"/>
      </xsl:when>
      <xsl:when test="$element/(self::rdg | self::lem | self::rdgGrp)">
        <xsl:sequence select="
            exists($element/ancestor::app)
            and empty($element/descendant-or-self::*
              intersect r:shown($element/ancestor::app[1], $view))"/>
      </xsl:when>
      <xsl:when test="$view eq 'diplomatic'">
        <xsl:sequence select="rp:is-editors($element)"/>
      </xsl:when>
      <xsl:when test="$element/self::del">
        <xsl:sequence select="not(r:is-cancelled($element))"/>
      </xsl:when>
      <xsl:when test="$element/self::add">
        <xsl:sequence select="r:is-cancelled($element)"/>
      </xsl:when>
      <xsl:when test="$element/self::am">
        <xsl:sequence select="exists($element/../ex)"/>
      </xsl:when>
      <xsl:otherwise>
        <!-- what a page repeats at its edges, and what is said of witnesses and of readings that are not shown -->
        <xsl:sequence select="
            exists($element[self::surplus or self::fw or self::wit])
            or exists($element/self::pc[@force = 'weak'][rp:ends-line(.)])
            or exists($element[self::witDetail or self::note/parent::app][not(parent::app/parent::listApp)])"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Does a word go on after a break that follows, so that only the end of a line called for this hyphen? -->
  <xsl:function name="rp:ends-line" as="xs:boolean">
    <xsl:param name="pc" as="element(pc)"/>
    <xsl:sequence select="
        $pc/following-sibling::node()[self::* or normalize-space()][1]/(self::lb | self::pb | self::cb)/@break = 'no'"/>
  </xsl:function>

  <!-- Was this deletion or addition taken back, by a restore around it or an undo that points at it or
       at its substitution, and not reaffirmed by as many redos (TEI P5 PH §12.3.4)? A redo points at what was
       taken back, or at the undo. -->
  <xsl:function name="r:is-cancelled" as="xs:boolean">
    <xsl:param name="change" as="element()"/>
    <xsl:variable name="restored" as="element()*" select="$change/self::del/ancestor::restore"/>
    <xsl:variable name="told" as="element()*" select="rp:revisions($change | $change/parent::subst | $restored)"/>
    <xsl:variable name="undone" as="element()*" select="$told/self::undo"/>
    <xsl:sequence select="
        count($restored | $undone) gt count($told/self::redo | rp:revisions($undone)/self::redo)"/>
  </xsl:function>

  <xsl:function name="rp:revisions" as="element()*">
    <xsl:param name="changes" as="element()*"/>
    <xsl:sequence select="$changes[@xml:id]/key('rp:revision', '#' || normalize-space(@xml:id))"/>
  </xsl:function>

  <xsl:key name="rp:revision" match="undo | redo" use="tokenize(@target)"/>

  <!-- The one child of a choice that the view shows. Of equals the surest, then the first. -->
  <xsl:function name="r:chosen" as="element()?">
    <xsl:param name="choice" as="element(choice)"/>
    <xsl:param name="view" as="xs:string"/>
    <xsl:variable name="source" as="element()*"
      select="$choice/*[r:side(.) = 'source']"/>
    <xsl:variable name="editor" as="element()*" select="
        for $name in ('corr', 'expan', 'reg', 'ex', 'supplied', 'choice', 'seg')
        return $choice/*[local-name() = $name][not(r:side(.) = 'source')]"/>
    <xsl:variable name="others" as="element()*" select="rp:surest($choice/*)"/>
    <xsl:sequence select="
        if ($view eq 'diplomatic') then ($source, $others[empty(. intersect $editor)], $others)[1]
        else (rp:surest($editor), $others[empty(. intersect $source)], $others)[1]"/>
  </xsl:function>

  <!-- The readings of an apparatus entry that the view shows: in the diplomatic view those of the
       witness that the text transcribes, where the header names one; else the lemma; else the
       first. None of an entry that says from where it speaks, and stands elsewhere: its lemma is
       in the running text already (TEI P5 TC §13.2.2). All of an entry in a list of them. -->
  <xsl:function name="r:shown" as="element()*">
    <xsl:param name="app" as="element(app)"/>
    <xsl:param name="view" as="xs:string"/>
    <xsl:variable name="readings" as="element()*"
      select="($app//lem | $app//rdg)[ancestor::app[1] is $app]"/>
    <xsl:variable name="copy" as="xs:string?" select="r:copy-text($app)"/>
    <xsl:sequence select="
        if ($app/parent::listApp and $view eq 'reading') then $readings
        else if ($app/@from and not($app/parent::listApp)) then ()
        else ($readings[$view eq 'diplomatic'][tokenize(@wit) = $copy],
          $readings/self::lem, $readings)[1]"/>
  </xsl:function>

  <!-- A pointer to the witness whose transcription the header points at, such as #T. -->
  <xsl:function name="r:copy-text" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        ($element/ancestor::*[self::TEI or self::teiCorpus]/teiHeader/fileDesc/sourceDesc//witness[.//ptr/@target])[1]
        /@xml:id ! concat('#', .)"/>
  </xsl:function>

  <!-- Is this element's text the editor's, and not the source's? An expan that holds what the
       source has (abbr, am) or tells what it adds (ex) is not left out as a whole. -->
  <xsl:function name="rp:is-editors" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        exists($element/(self::corr | self::reg | self::supplied | self::ex))
        or exists($element/self::expan[not(.//ex or .//abbr or .//am)])
        or exists($element/self::expan[../self::choice/abbr])"/>
  </xsl:function>

  <!-- Whose reading one of a choice is: the source's, the editor's, or neither's more than the other's. -->
  <xsl:function name="r:side" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        if ($element/(self::sic | self::orig | self::abbr | self::am)) then 'source'
        else if ($element/(self::corr | self::reg | self::expan | self::ex | self::supplied)) then 'editor'
        else if ($element/self::choice) then r:side($element/*[1])
        else ()"/>
  </xsl:function>

  <xsl:function name="rp:surest" as="element()*">
    <xsl:param name="elements" as="element()*"/>
    <xsl:for-each select="$elements">
      <xsl:sort select="(index-of(('high', 'medium', 'low'), string(@cert)), 1)[1]"/>
      <xsl:sequence select="."/>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>

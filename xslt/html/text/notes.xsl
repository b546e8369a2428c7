<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes: a mark in the sentence, the note beside or below its block, and a way back. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- In its sentence a note is a mark that leads to it. -->
  <xsl:template mode="text" match="note" as="element()?">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:choose>
      <xsl:when test="f:is-moved(.)">
        <xsl:if test="not($copy or $plain)">
          <a class="noteref" role="doc-noteref" id="{f:note-id(.)}:ref" href="#{f:note-id(.)}" data-added="">
            <xsl:attribute name="aria-label" select="'Note ' || f:note-label(.)"/>
            <span class="away">[</span>
            <xsl:value-of select="f:note-label(.)"/>
            <span class="away">]</span>
          </a>
        </xsl:if>
      </xsl:when>
      <xsl:when test="f:flows(.)">
        <div role="note">
          <xsl:sequence select="f:attributes(., ('note', 'here'), $copy)"/>
          <xsl:if test="@target and not($copy or f:id(.)) and ancestor::text">
            <xsl:attribute name="id" select="f:apart-id(.)"/>
          </xsl:if>
          <xsl:if test="normalize-space(@n)">
            <span class="note-n" data-added=""><xsl:value-of select="normalize-space(@n)"/></span>
            <xsl:text> </xsl:text>
          </xsl:if>
          <xsl:call-template name="content"/>
          <xsl:if test="not($copy)">
            <xsl:call-template name="back-to-refs"/>
          </xsl:if>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <span role="note">
          <xsl:sequence select="f:attributes(., ('note', 'inline'), $copy)"/>
          <xsl:call-template name="content"/>
          <xsl:call-template name="card-button"/>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The notes of a block, after it. -->
  <xsl:template name="notes" as="element()?">
    <xsl:variable name="moved" as="element()*" select="descendant-or-self::note[f:is-moved(.)]"/>
    <!-- a text within the block sets its own notes -->
    <xsl:variable name="notes" as="element()*" select="
        if (exists($moved)) then $moved except descendant::*[f:is-structural(.)]//note else ()"/>
    <xsl:if test="exists($notes)">
      <xsl:variable name="block" as="element()" select="."/>
      <xsl:variable name="element" as="xs:string" select="if (f:is-in-label(.)) then 'div' else 'aside'"/>
      <div class="notes">
        <xsl:for-each select="$notes">
          <xsl:element name="{$element}">
            <xsl:attribute name="role" select="'note'"/>
            <xsl:attribute name="id" select="f:note-id(.)"/>
            <!-- a note to a reading is there while the reading is -->
            <xsl:variable name="hidden" as="xs:string?" select="
                if ($f:has-readings) then f:hiding(.) else ()"/>
            <xsl:if test="$hidden">
              <xsl:attribute name="hidden"/>
            </xsl:if>
            <xsl:sequence select="f:class(., ('note', 'moved', $hidden ! ('view-' || .), @place ! ('place-' || replace(lower-case(.), '[^a-z0-9]+', '-')))), f:language-within(., $block)"/>
            <xsl:call-template name="content">
              <xsl:with-param name="before" as="node()*">
                <a class="note-n" href="#{f:note-id(.)}:ref" data-added="" role="doc-backlink">
                  <xsl:attribute name="aria-label" select="'Note ' || f:note-label(.) || ', back to the text'"/>
                  <xsl:value-of select="f:note-label(.)"/>
                </a>
                <xsl:text> </xsl:text>
              </xsl:with-param>
              <xsl:with-param name="after" as="node()*">
                <xsl:if test="@resp and exists(f:named(@resp))">
                  <span class="who" data-added="">
                    <xsl:value-of select="' [' || string-join(f:named(@resp), ', ') || ']'"/>
                  </span>
                </xsl:if>
              </xsl:with-param>
            </xsl:call-template>
          </xsl:element>
        </xsl:for-each>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- The views in which alone a note's reading is shown, where it is not shown from the start. -->
  <xsl:function name="f:hiding" as="xs:string?">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="($note/ancestor::*[parent::choice or self::rdg or self::lem or self::rdgGrp or self::del or self::add
      or self::surplus or self::fw or self::am] ! f:view(.))[. = ('source', 'other')][last()]"/>
  </xsl:function>

  <!-- From a note that stands in a place of its own, back to what refers to it, and to what it is about. -->
  <xsl:template name="back-to-refs" as="element()*">
    <xsl:variable name="back" as="xs:string*" select="distinct-values((
        f:refs(.) ! ('#' || f:ref-id(.)), f:targets(@target) ! f:address(.)))"/>
    <xsl:for-each select="$back">
      <a class="back" role="doc-backlink" data-added="" href="{.}" aria-label="{'Back to the text' || (' ' || position())[count($back) gt 1]}">↩</a>
    </xsl:for-each>
  </xsl:template>

  <!-- The references in the text to a note that stands in a place of its own. -->
  <xsl:function name="f:refs" as="element()*">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="
        if ($note/@xml:id) then key('pointing', normalize-space($note/@xml:id), root($note))[self::ref or self::ptr][ancestor::text]
          [f:targets(@target)[1] is $note] else ()"/>
  </xsl:function>

  <!-- The id of a reference to a note: its own, or that of the note with the number of the reference. -->
  <xsl:function name="f:ref-id" as="xs:string">
    <xsl:param name="ref" as="element()"/>
    <xsl:variable name="note" as="element()" select="f:targets($ref/@target)[1]"/>
    <xsl:variable name="number" as="xs:integer?" select="index-of(f:refs($note) ! generate-id(.), generate-id($ref))"/>
    <xsl:sequence select="(f:id($ref), 'to:' || f:safe-id($note/@xml:id) || (':' || $number)[$number gt 1])[1]"/>
  </xsl:function>

  <!-- Words that a note, an entry of an apparatus or a transposition is about that stands apart: a mark that leads
       to it, after a block that holds others in a line of its own. -->
  <xsl:template mode="text" priority="3" as="node()*" match="
      (anchor | seg | s | w | phr | cl | hi | term | persName | placeName | orgName | name | rs | quote | q | said | soCalled | mentioned | title | date
        | num | ref | add | del | subst | mod | choice | app | supplied | unclear | damage | lg | stage | div | list | table | figure | cit | opener | closer | floatingText)
      [@xml:id][$f:is-annotated][key('about', '#' || @xml:id)]">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="marks" as="element()*">
      <xsl:call-template name="marks-about"/>
    </xsl:variable>
    <xsl:next-match/>
    <xsl:choose>
      <xsl:when test="not(f:flows(.))">
        <xsl:sequence select="$marks"/>
      </xsl:when>
      <xsl:when test="exists($marks) and f:is-structural(..)">
        <p class="after-block"><xsl:sequence select="$marks"/></p>
      </xsl:when>
      <xsl:otherwise/>
    </xsl:choose>
  </xsl:template>

  <!-- The marks of what stands apart and is about this element. -->
  <xsl:template name="marks-about" as="element()*">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:if test="@xml:id and not($copy or $plain) and f:bears-its-id(.)">
      <xsl:apply-templates select="key('about', '#' || normalize-space(@xml:id))" mode="mark">
        <xsl:with-param name="of" select="."/>
      </xsl:apply-templates>
    </xsl:if>
    <xsl:if test="@n and $f:has-located and not(self::div)">
      <xsl:call-template name="marks-by-number"/>
    </xsl:if>
  </xsl:template>

  <!-- The marks of entries that name this element by numbers. -->
  <xsl:template name="marks-by-number" as="element()*">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:if test="not($copy or $plain)">
      <xsl:apply-templates select="key('about', generate-id(.))" mode="mark">
        <xsl:with-param name="of" select="."/>
      </xsl:apply-templates>
    </xsl:if>
  </xsl:template>

  <xsl:mode name="mark" on-no-match="fail" on-multiple-match="fail" use-accumulators="#all"/>

  <xsl:template mode="mark" match="note | app" as="element()">
    <xsl:param name="of" as="element()"/>
    <xsl:variable name="label" as="xs:string" select="if (self::app) then '‡' else if (normalize-space(@n)) then normalize-space(@n) else '*'"/>
    <a class="noteref" role="doc-noteref" href="{f:about-href()[exists(current()/ancestor::standOff)]}#{f:apart-id(.)}" data-added="" aria-label="{if (self::app) then 'Variant readings' else 'Note ' || $label}">
      <xsl:if test="self::app[not(@from)] and empty(f:address($of))">
        <xsl:attribute name="id" select="f:apart-id(.) || ':ref'"/>
      </xsl:if>
      <xsl:value-of select="$label"/>
    </a>
  </xsl:template>

  <xsl:function name="f:apart-id" as="xs:string">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="(f:id($e), 'apart:' || $f:counts(generate-id($e)))[1]"/>
  </xsl:function>

  <xsl:function name="f:note-id" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="(f:id($note), 'note:' || $note/accumulator-before('f:note'))[1]"/>
  </xsl:function>

  <xsl:function name="f:note-label" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="(normalize-space($note/@n)[.], string($note/accumulator-before('f:note'))[f:is-moved($note)], 'note')[1]"/>
  </xsl:function>

</xsl:stylesheet>

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
      <div class="notes">
        <xsl:for-each select="$notes">
          <aside role="note" id="{f:note-id(.)}">
            <xsl:sequence select="f:class(., ('note', 'moved', @place ! ('place-' || replace(lower-case(.), '[^a-z0-9]+', '-')))), f:language(.)"/>
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
          </aside>
        </xsl:for-each>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- From a note that stands in a place of its own, back to what refers to it. -->
  <xsl:template name="back-to-refs" as="element()?">
    <xsl:variable name="refs" as="element()*" select="
        if (@xml:id) then key('pointing', normalize-space(@xml:id))[self::ref][ancestor::text] else ()"/>
    <xsl:if test="exists($refs)">
      <a class="back" role="doc-backlink" data-added="" href="#{(f:id($refs[1]), 'to:' || f:safe-id(@xml:id))[1]}" aria-label="Back to the text">↩</a>
    </xsl:if>
  </xsl:template>

  <xsl:function name="f:note-id" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="(f:id($note), 'note:' || $note/accumulator-before('f:note'))[1]"/>
  </xsl:function>

  <xsl:function name="f:note-label" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="(normalize-space($note/@n)[.], string($note/accumulator-before('f:note'))[f:is-moved($note)], 'note')[1]"/>
  </xsl:function>

</xsl:stylesheet>

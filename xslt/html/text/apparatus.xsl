<?xml version="1.0" encoding="UTF-8"?>
<!-- What editors and scribes did to the text: both readings are in the page, and a switch shows one or both. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:r="urn:siglum:readings"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- A reading is of one of four kinds, by the views that show it:
         always     in every view
         final      in the corrected view (corr, reg, expan, add, supplied)
         source     in the view of the source (sic, orig, abbr, del, surplus)
         other      where all readings are shown (rdg beside a lem)
       Readings that the first view leaves out are hidden from the start, so that the page reads well
       without a style sheet, and stand in brackets that part them from their neighbours. -->
  <xsl:function name="f:view" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="choice" as="element()?" select="$element/parent::choice"/>
    <xsl:choose>
      <xsl:when test="exists($choice)">
        <xsl:variable name="shown" as="element()?" select="r:chosen($choice, 'reading')"/>
        <xsl:variable name="both" as="xs:boolean" select="
            not($shown ! r:side(.) = 'source') and $choice/* ! r:side(.) = 'source'"/>
        <xsl:sequence select="
            if ($element is $shown) then (if ($both) then 'final' else 'always')
            else if ($both and r:side($element) = 'source') then 'source' else 'other'"/>
      </xsl:when>
      <xsl:when test="$element/(self::corr | self::reg | self::ex) or $element/self::expan[not(.//ex or .//abbr or .//am)]">final</xsl:when>
      <xsl:when test="$element/(self::lem | self::rdg | self::rdgGrp)">
        <xsl:sequence select="if (r:is-left-out($element, 'reading')) then 'other' else 'always'"/>
      </xsl:when>
      <xsl:when test="$element/self::note/parent::app[not(parent::listApp)] or $element/(self::wit | self::witDetail)">other</xsl:when>
      <xsl:when test="$element/self::supplied">final</xsl:when>
      <xsl:when test="r:is-left-out($element, 'reading')">source</xsl:when>
      <xsl:otherwise>always</xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The sign of one that the first view leaves out, and that is not one of several, stands after it. -->
  <xsl:template name="reading" as="element()+">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="inline" as="xs:string" select="'span'"/>
    <xsl:variable name="view" as="xs:string" select="f:view(.)"/>
    <xsl:variable name="hidden" as="xs:boolean" select="$view = ('source', 'other')"/>
    <xsl:variable name="flows" as="xs:boolean" select="f:flows(.)"/>
    <xsl:variable name="sign" as="element()?">
      <xsl:call-template name="card-button"/>
    </xsl:variable>
    <xsl:variable name="apart" as="xs:boolean" select="exists($sign) and $hidden and exists((self::del, self::surplus))"/>
    <xsl:variable name="made" as="element()">
      <xsl:element name="{if ($flows) then 'div' else $inline}">
        <xsl:sequence select="f:attributes(., (local-name(), 'view-' || $view, 'cancelled'[current()[self::del or self::add][r:is-cancelled(.)]], 'blank'[current()/self::lem[empty(*)][not(normalize-space())]], 'intervention'[current()[self::sic or self::corr or self::orig or self::reg or self::expan][f:has-card(.) or f:is-alone(.)]]), $copy)"/>
        <xsl:if test="$hidden">
          <xsl:attribute name="hidden"/>
        </xsl:if>
        <xsl:call-template name="content">
          <xsl:with-param name="before" as="node()*">
            <xsl:if test="$hidden"><span class="away">[</span></xsl:if>
          </xsl:with-param>
          <xsl:with-param name="after" as="node()*">
            <xsl:call-template name="sigla"/>
            <xsl:sequence select="$sign[not($apart)]"/>
            <xsl:if test="$hidden"><span class="away">]</span></xsl:if>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:element>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$apart and $flows">
        <div class="left-out"><xsl:sequence select="$made"/><p class="of-block"><xsl:sequence select="$sign"/></p></div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$made, $sign[$apart]"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What an editor did to a word, and says nothing else of, is still to be seen. -->
  <xsl:function name="f:is-alone" as="xs:boolean">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="exists($reading[self::reg or self::expan[not(ex)]][not(parent::choice)])"/>
  </xsl:function>

  <!-- The witnesses of a reading, shown where all readings are. -->
  <xsl:template name="sigla" as="element()?">
    <xsl:variable name="omits" as="xs:boolean" select="self::rdg and not(* or normalize-space())"/>
    <xsl:if test="(self::rdg or self::lem) and (@wit or @source or $omits)">
      <span class="sigla view-other" data-added="" hidden="">
        <xsl:value-of select="' ' || string-join(('omitted'[$omits], f:named(@wit), f:named(@source)), ' ')"/>
      </span>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="text" match="choice | app | subst | rdgGrp" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="flows" as="xs:boolean" select="f:flows(.)"/>
    <xsl:element name="{if ($flows) then 'div' else 'span'}">
      <xsl:sequence select="f:attributes(., (local-name(), 'intervention'[current()/(self::choice | self::app)]), $copy)"/>
      <xsl:choose>
        <xsl:when test="$flows">
          <xsl:for-each select="*">
            <xsl:apply-templates select="." mode="text"/>
          </xsl:for-each>
        </xsl:when>
        <xsl:otherwise>
          <!-- white space between readings is none of the text -->
          <xsl:for-each select="node()[self::* or normalize-space()]">
            <xsl:apply-templates select="." mode="text"/>
          </xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="not($flows)">
          <xsl:call-template name="card-button"/>
        </xsl:when>
        <xsl:when test="f:has-card(.) and not($copy)">
          <p class="of-block"><xsl:call-template name="card-button"/></p>
        </xsl:when>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <xsl:template mode="text" match="sic | corr | orig | reg | lem | rdg | surplus | wit | witDetail | ex | am[../ex or parent::choice]
    | choice/abbr | choice/seg | choice/unclear | choice/supplied | expan" as="element()+">
    <xsl:call-template name="reading">
      <xsl:with-param name="inline" select="if (self::ex) then 'i' else 'span'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template mode="text" match="choice/choice[f:view(.) = ('source', 'other')]" priority="1" as="element()">
    <xsl:call-template name="reading"/>
  </xsl:template>

  <xsl:template mode="text" match="note[parent::app]" priority="1" as="element()">
    <xsl:call-template name="reading"/>
  </xsl:template>

  <xsl:template mode="text" match="del" as="element()+">
    <xsl:call-template name="reading">
      <xsl:with-param name="inline" select="'del'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template mode="text" match="add" as="element()">
    <xsl:call-template name="reading">
      <xsl:with-param name="inline" select="'ins'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- a hyphen that only the end of a line called for -->
  <xsl:template mode="text" match="pc[@force = 'weak'][r:is-left-out(., 'reading')]" as="element()">
    <xsl:call-template name="reading"/>
  </xsl:template>

  <xsl:template mode="text" match="fw" as="element()">
    <xsl:call-template name="reading"/>
  </xsl:template>

  <xsl:template mode="text" match="supplied | unclear | damage | restore | mod | retrace | secl" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:element name="{if (f:flows(.)) then 'div' else 'span'}">
      <xsl:sequence select="f:attributes(., (local-name(), 'view-final'[current()/self::supplied], 'intervention'[current()/self::supplied]), $copy)"/>
      <xsl:call-template name="content">
        <!-- what the editor holds to be genuine, but not of this place, stands in brackets -->
        <xsl:with-param name="before" as="node()*"><xsl:if test="self::secl"><span data-added="">[</span></xsl:if></xsl:with-param>
        <xsl:with-param name="after" as="node()*">
          <xsl:if test="self::secl"><span data-added="">]</span></xsl:if>
          <xsl:call-template name="card-button"/>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:element>
  </xsl:template>

  <!-- Text that is not there: why, and how much, in words. -->
  <xsl:template mode="text" match="gap | space | ellipsis" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="box" as="xs:string" select="if (f:flows(.)) then 'div' else 'span'"/>
    <xsl:element name="{$box}">
      <xsl:sequence select="f:class(., local-name()), f:id-attribute(., $copy)"/>
      <xsl:attribute name="title" select="f:gap(.)"/>
      <span data-added="" role="img" aria-label="{f:gap(.)}">
        <xsl:value-of select="if (self::space) then '[ ]' else '[…]'"/>
      </span>
      <xsl:if test="normalize-space()">
        <xsl:element name="{$box}">
          <xsl:attribute name="class" select="'gap-desc'"/>
          <xsl:apply-templates mode="text"/>
        </xsl:element>
      </xsl:if>
      <xsl:call-template name="card-button"/>
    </xsl:element>
  </xsl:template>

  <xsl:function name="f:gap" as="xs:string">
    <xsl:param name="gap" as="element()"/>
    <xsl:variable name="extent" as="xs:string" select="
        string-join(($gap/@quantity, $gap/@extent, ($gap/@atLeast, $gap/@atMost) => string-join('–'))[normalize-space()][1] ! (., $gap/@unit), ' ')"/>
    <xsl:variable name="reason" as="xs:string" select="translate(string($gap/@reason), '_', ' ')"/>
    <xsl:sequence select="string-join((
        if ($gap/self::space) then 'space left' else if ($gap/self::ellipsis) then 'ellipsis' else 'gap in the text',
        $extent[.], $reason[.]), '; ')"/>
  </xsl:function>

  <!-- The one paragraph, line or division that a reference by numbers (1.12) names, if there is one. -->
  <xsl:function name="f:located" as="element()?">
    <xsl:param name="loc" as="attribute()"/>
    <xsl:variable name="numbers" as="xs:string*" select="tokenize($loc, '[\s.,:]+')[.]"/>
    <xsl:variable name="found" as="element()*" select="
        (key('numbered', $numbers[last()], root($loc)), key('numbered', normalize-space($loc), root($loc)))/.
          [@n = normalize-space($loc) or deep-equal($numbers,
            (ancestor-or-self::*/@n ! normalize-space(.))[position() gt last() - count($numbers)])]"/>
    <xsl:sequence select="$found[count($found) = 1]"/>
  </xsl:function>

  <xsl:key name="numbered" match="p[@n] | ab[@n] | l[@n] | div[@n]" use="normalize-space(@n)"/>

  <!-- Apparatus kept apart from the text (TEI P5 TC §13.2): a list of entries. -->
  <xsl:template mode="text" match="listApp | listWit | listChange" as="element()">
    <xsl:call-template name="generic"/>
  </xsl:template>

  <xsl:template mode="text" match="listApp/app" priority="2" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <div>
      <xsl:sequence select="f:class(., 'app-entry'), f:id-attribute(., $copy)"/>
      <xsl:if test="(@from or @loc[f:located(.)]) and not($copy or f:id(.)) and (ancestor::text or ancestor::standOff)">
        <xsl:attribute name="id" select="f:apart-id(.)"/>
      </xsl:if>
      <xsl:variable name="from" as="element()?" select="f:targets(@from)[1]"/>
      <xsl:variable name="located" as="element()?" select="@loc[empty($from)] ! f:located(.)"/>
      <!-- what has no address has the mark of this entry -->
      <xsl:variable name="place" as="xs:string?" select="(($from, $located)[1] ! (f:address(.), ('#' || f:apart-id(current()) || ':ref')[$located][empty(current()/@from)])[1])[not($copy)]"/>
      <xsl:for-each select="(@loc/string(), $from ! f:locator(.), @from ! replace(., '^#', ''))[normalize-space()][1]">
        <span class="app-loc" data-added="">
          <xsl:choose>
            <xsl:when test="$place"><a href="{$place}"><xsl:value-of select="."/></a></xsl:when>
            <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
          </xsl:choose>
          <xsl:text> </xsl:text>
        </span>
      </xsl:for-each>
      <xsl:for-each select="*">
        <xsl:element name="{if (f:flows(.)) then 'div' else 'span'}">
          <xsl:sequence select="f:class(., local-name()), f:id-attribute(., $copy), f:language(.)"/>
          <xsl:call-template name="content"/>
          <xsl:if test="self::rdg and not(* or normalize-space())">
            <span data-added="">om.</span>
          </xsl:if>
        </xsl:element>
        <xsl:variable name="who" as="xs:string*" select="f:sigla(.), normalize-space(string-join(f:responsible(.)))[.]"/>
        <xsl:if test="exists($who)">
          <span class="sigla" data-added=""><xsl:value-of select="' ' || string-join($who, '; ')"/></span>
        </xsl:if>
        <xsl:if test="position() != last()">
          <xsl:sequence select="f:added(if (self::lem) then '] ' else ' · ')"/>
        </xsl:if>
      </xsl:for-each>
    </div>
  </xsl:template>

  <xsl:template mode="text" match="witness" as="element()">
    <xsl:call-template name="generic">
      <xsl:with-param name="block" select="'div'"/>
      <xsl:with-param name="inline" select="if (parent::listWit) then 'div' else 'span'"/>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>

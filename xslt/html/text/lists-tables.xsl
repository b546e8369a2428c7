<?xml version="1.0" encoding="UTF-8"?>
<!-- Lists of all kinds, and tables. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:template mode="text" match="list" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="kind" as="xs:string" select="lower-case(string-join((@type, @rend), ' '))"/>
    <xsl:variable name="labelled" as="xs:boolean" select="exists(label) and exists(item)"/>
    <xsl:variable name="ordered" as="xs:boolean" select="tokenize($kind) = ('ordered', 'numbered', 'alphabetic', 'alphabetical', 'roman', 'number')"/>
    <xsl:variable name="items" as="xs:boolean" select="exists(item)"/>
    <div>
      <xsl:sequence select="f:attributes(., ('list', 'list-' || replace($kind, '[^a-z0-9]+', '-')[.]), $copy)"/>
      <xsl:for-each-group select="* | text()[normalize-space()]" group-adjacent="
          if (self::text()) then (if ($items and not($labelled)) then 'items' else 'around')
          else if ($labelled and self::item and not(preceding-sibling::label)) then 'unlabelled'
          else if ((self::headItem or self::headLabel) and not($labelled and (self::headLabel or preceding-sibling::headLabel))) then 'around'
          else if (self::item or self::label or self::headLabel or self::headItem) then 'items'
          else if (preceding-sibling::*/(self::item | self::label) and following-sibling::*/(self::item | self::label)) then 'items'
          else if ((self::pb or self::cb or self::lb or self::milestone or self::anchor or self::gb or self::note or self::fw or self::gap) and preceding-sibling::item) then 'items' else 'around'">
        <xsl:choose>
          <xsl:when test="current-grouping-key() = 'around'">
            <xsl:for-each select="current-group()">
              <xsl:call-template name="on-its-own"/>
            </xsl:for-each>
          </xsl:when>
          <xsl:when test="$labelled and current-group()/(self::label | self::headLabel)">
            <dl>
              <xsl:call-template name="glossary"/>
            </dl>
          </xsl:when>
          <xsl:when test="current-grouping-key() = ('items', 'unlabelled')">
            <xsl:element name="{if ($ordered) then 'ol' else 'ul'}">
              <xsl:if test="$ordered and tokenize($kind) = ('alphabetic', 'alphabetical')">
                <xsl:attribute name="type" select="'a'"/>
              </xsl:if>
              <xsl:if test="$ordered and tokenize($kind) = 'roman'">
                <xsl:attribute name="type" select="'i'"/>
              </xsl:if>
              <xsl:for-each select="current-group()">
                <xsl:choose>
                  <xsl:when test="self::item">
                    <xsl:apply-templates select="." mode="text"/>
                  </xsl:when>
                  <xsl:otherwise>
                    <li class="between">
                      <xsl:apply-templates select="." mode="text"/>
                    </li>
                  </xsl:otherwise>
                </xsl:choose>
                <xsl:text>&#10;</xsl:text>
              </xsl:for-each>
            </xsl:element>
          </xsl:when>
          <xsl:otherwise>
            <xsl:for-each select="current-group()">
              <xsl:call-template name="on-its-own"/>
            </xsl:for-each>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </div>
  </xsl:template>

  <xsl:template mode="text" match="list[f:is-run-in(.)]" priority="3" as="element()">
    <xsl:call-template name="generic"/>
  </xsl:template>

  <xsl:template mode="text" match="list[f:is-run-in(.)]/*[self::item or self::label]" priority="3" as="element()">
    <xsl:call-template name="generic"/>
  </xsl:template>

  <!-- Labels and what they label. What stands between them goes to the description before it. -->
  <xsl:template name="glossary" as="item()*">
    <xsl:for-each select="current-group()">
      <xsl:variable name="copy" as="xs:boolean" select="false()"/>
      <xsl:element name="{if (self::label or self::headLabel) then 'dt' else 'dd'}">
        <xsl:choose>
          <xsl:when test="self::label or self::item or self::headLabel or self::headItem">
            <xsl:sequence select="f:class(., 'head-label'[not(current()/(self::label | self::item))]), f:id-attribute(., $copy), f:language(.)"/>
            <xsl:call-template name="content"/>
          </xsl:when>
          <xsl:otherwise>
            <xsl:attribute name="class" select="'between'"/>
            <xsl:apply-templates select="." mode="text"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:element>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>

  <!-- An element that comes where HTML wants a block. -->
  <xsl:template name="on-its-own" as="item()*">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:choose>
      <xsl:when test="self::text()">
        <p class="loose"><xsl:value-of select="."/></p>
      </xsl:when>
      <xsl:when test="f:flows(.)">
        <xsl:apply-templates select="." mode="text"/>
      </xsl:when>
      <xsl:otherwise>
        <p class="line">
          <xsl:apply-templates select="." mode="text"/>
        </p>
        <xsl:if test="self::bibl and not($copy)">
          <xsl:call-template name="cited-in"/>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template mode="text" match="item" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <li>
      <xsl:sequence select="f:attributes(., (), $copy)"/>
      <xsl:call-template name="content">
        <xsl:with-param name="before" as="element()?">
          <xsl:if test="normalize-space(@n)">
            <span class="item-n" data-added=""><xsl:value-of select="normalize-space(@n) || ' '"/></span>
          </xsl:if>
        </xsl:with-param>
      </xsl:call-template>
    </li>
  </xsl:template>

  <xsl:template mode="text" match="item[not(parent::list)]" priority="2" as="element()">
    <xsl:call-template name="generic"/>
  </xsl:template>

  <xsl:template mode="text" match="headLabel | headItem" as="element()">
    <xsl:call-template name="generic"/>
  </xsl:template>

  <!-- A table scrolls on a small screen rather than push the page wide. -->
  <xsl:template mode="text" match="table" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <div tabindex="0" role="group">
      <xsl:sequence select="f:attributes(., 'table', $copy)"/>
      <xsl:attribute name="aria-label" select="(head[1][normalize-space()] ! ('Table: ' || f:words(.)), 'Table')[1]"/>
      <!-- no caption may have a table in it -->
      <xsl:variable name="apart" as="xs:boolean" select="exists(head//table)"/>
      <xsl:if test="$apart">
        <xsl:apply-templates select="head" mode="text"/>
      </xsl:if>
      <table>
        <xsl:if test="exists(row/cell[6]) or matches(., '\S{40}')">
          <xsl:attribute name="class" select="'wide'"/>
        </xsl:if>
        <xsl:if test="exists(head) and not($apart)">
          <caption>
            <xsl:for-each select="head">
              <xsl:apply-templates select="." mode="text"/>
            </xsl:for-each>
          </caption>
        </xsl:if>
        <xsl:variable name="columns" as="map(xs:string, xs:integer)" select="
            if (row/cell/@cols) then f:columns(.) else map{}"/>
        <tbody>
          <xsl:for-each select="(* except head) | text()[normalize-space()]">
            <xsl:choose>
              <xsl:when test="self::row">
                <xsl:apply-templates select="." mode="text">
                  <xsl:with-param name="columns" tunnel="yes" select="$columns"/>
                </xsl:apply-templates>
              </xsl:when>
              <xsl:otherwise>
                <tr class="between"><td colspan="{max((1, $columns('all'), ../row[empty($columns('all'))] ! count(cell)))}"><xsl:apply-templates select="." mode="text"/></td></tr>
              </xsl:otherwise>
            </xsl:choose>
            <xsl:text>&#10;</xsl:text>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:template>

  <xsl:template mode="text" match="row" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <tr>
      <xsl:sequence select="f:attributes(., (), $copy)"/>
      <xsl:variable name="cells" as="element()*" select="cell"/>
      <xsl:variable name="others" as="element()*" select="* except $cells"/>
      <xsl:choose>
        <xsl:when test="empty($others)">
          <xsl:apply-templates select="$cells" mode="text"/>
        </xsl:when>
        <xsl:when test="empty($cells)">
          <td class="between"><xsl:apply-templates select="$others" mode="text"/></td>
        </xsl:when>
        <!-- what is no cell takes no column: it stands in the cell after it, or in the last -->
        <xsl:otherwise>
          <xsl:for-each select="$cells">
            <xsl:apply-templates select="." mode="text">
              <xsl:with-param name="before" select="$others[following-sibling::cell[1] is current()]"/>
              <xsl:with-param name="after" select="$others[current() is $cells[last()] and . >> current()]"/>
            </xsl:apply-templates>
          </xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
    </tr>
  </xsl:template>

  <xsl:template mode="text" match="cell" as="element()">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="columns" as="map(xs:string, xs:integer)" tunnel="yes" select="map{}"/>
    <xsl:param name="before" as="element()*"/>
    <xsl:param name="after" as="element()*"/>
    <xsl:variable name="label" as="xs:boolean" select="@role = 'label' or ../@role = 'label'"/>
    <xsl:element name="{if ($label) then 'th' else 'td'}">
      <xsl:sequence select="f:attributes(., (), $copy)"/>
      <xsl:if test="$label">
        <xsl:attribute name="scope" select="if (../@role = 'label') then 'col' else 'row'"/>
      </xsl:if>
      <xsl:variable name="cols" as="xs:integer" select="if (@cols) then ($columns(generate-id()), f:span(@cols))[1] else 1"/>
      <xsl:if test="$cols gt 1">
        <xsl:attribute name="colspan" select="$cols"/>
      </xsl:if>
      <xsl:if test="f:span(@rows) gt 1">
        <xsl:attribute name="rowspan" select="f:rows(.)"/>
      </xsl:if>
      <xsl:apply-templates select="$before" mode="text"/>
      <xsl:call-template name="content"/>
      <xsl:apply-templates select="$after" mode="text"/>
    </xsl:element>
  </xsl:template>

  <xsl:template mode="text" match="row[not(parent::table)] | cell[not(parent::row)]" as="element()">
    <xsl:call-template name="generic"/>
  </xsl:template>

  <!-- How many rows a cell reaches over: none that is not there, and nothing that stands between rows. -->
  <xsl:function name="f:rows" as="xs:integer">
    <xsl:param name="cell" as="element(cell)"/>
    <xsl:variable name="between" as="element()?" select="$cell/../following-sibling::*[not(self::row)][1]"/>
    <xsl:sequence select="
        min((f:span($cell/@rows), 1 + count($cell/../following-sibling::row[empty($between) or . &lt;&lt; $between])))"/>
  </xsl:function>

  <!-- How many columns each cell takes that says so, by its generated id, and how many there are in all.
       A column in which no cell begins is none, as HTML has it. -->
  <xsl:function name="f:columns" as="map(xs:string, xs:integer)">
    <xsl:param name="table" as="element(table)"/>
    <!-- each cell by its id: the first column that it takes, and how many -->
    <xsl:variable name="places" as="map(xs:string, array(xs:integer))*">
      <xsl:iterate select="$table/row">
        <!-- columns that cells of rows above reach into, and for how many rows to come -->
        <xsl:param name="taken" as="map(xs:integer, xs:integer)" select="map{}"/>
        <xsl:variable name="row" as="map(xs:string, array(xs:integer))*">
          <xsl:iterate select="if (cell) then cell else *[1]">
            <xsl:param name="next" as="xs:integer" select="1"/>
            <xsl:variable name="width" as="xs:integer" select="if (self::cell) then f:span(@cols) else 1"/>
            <xsl:variable name="start" as="xs:integer" select="
                ($next to $next + map:size($taken))[not(map:contains($taken, .))][1]"/>
            <xsl:sequence select="map{generate-id(): [$start, $width, if (self::cell) then f:rows(.) else 1]}"/>
            <xsl:next-iteration>
              <xsl:with-param name="next" select="$start + $width"/>
            </xsl:next-iteration>
          </xsl:iterate>
        </xsl:variable>
        <xsl:sequence select="$row"/>
        <xsl:next-iteration>
          <xsl:with-param name="taken" select="map:merge((
              map:keys($taken)[$taken(.) gt 1] ! map:entry(., $taken(.) - 1),
              for $cell in $row ! .?* return
                ($cell(1) to $cell(1) + $cell(2) - 1)[$cell(3) gt 1] ! map:entry(., $cell(3) - 1)))"/>
        </xsl:next-iteration>
      </xsl:iterate>
    </xsl:variable>
    <xsl:variable name="begun" as="xs:integer*" select="distinct-values($places ! .?*(1))"/>
    <xsl:sequence select="map:merge((
        map{'all': count($begun)},
        $places ! (let $cell := .?* return
          map{map:keys(.): count($begun[. ge $cell(1) and . lt $cell(1) + $cell(2)])})))"/>
  </xsl:function>

  <xsl:function name="f:span" as="xs:integer">
    <xsl:param name="span" as="attribute()?"/>
    <xsl:sequence select="if ($span castable as xs:integer) then max((1, min((100, xs:integer($span))))) else 1"/>
  </xsl:function>

</xsl:stylesheet>

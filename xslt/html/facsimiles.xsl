<?xml version="1.0" encoding="UTF-8"?>
<!-- Images of the source: a figure for each surface with its zones, linked with the text both ways. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- What in the text is written where in an image, by the id of the surface or zone. -->
  <xsl:key name="facs" match="text//*[@facs] | sourceDoc//*[@facs]"
    use="tokenize(@facs)[starts-with(., '#')] ! substring(., 2)"/>

  <!-- Surfaces that say themselves where in the text they begin. -->
  <xsl:key name="start" match="surface[@start]" use="normalize-space(@start)"/>

  <!-- Beginnings of pages that name their image themselves, each image once. -->
  <xsl:key name="facs-image" match="text//*[@facs]" use="tokenize(@facs)[f:image(.)]"/>

  <!-- The image of a surface, a graphic or a zone. -->
  <xsl:function name="f:graphic" as="element()?">
    <xsl:param name="place" as="element()?"/>
    <xsl:sequence select="($place/self::graphic, $place/ancestor-or-self::*[self::surface or self::facsimile][graphic][1]/graphic,
      $place/self::media)[@url][1]"/>
  </xsl:function>

  <!-- What of a facsimile is shown on the page: a graphic with an image or an address, by its
       surface where it has one; zones of surfaces that are. -->
  <xsl:function name="f:is-shown-image" as="xs:boolean">
    <xsl:param name="e" as="element()"/>
    <xsl:choose>
      <xsl:when test="$e/self::zone">
        <xsl:sequence select="exists($e/ancestor::facsimile) and f:image(f:graphic($e)/@url) and exists(f:box($e)) and exists(f:box($e/ancestor::surface[1]))"/>
      </xsl:when>
      <xsl:when test="$e/self::surface">
        <xsl:sequence select="exists($e/ancestor::facsimile) and exists($e/graphic[f:has-image(.)])"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="exists($e/self::graphic[parent::facsimile][f:has-image(.)])"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- An address within the document is that of no image; it may be that of the graphic itself. -->
  <xsl:function name="f:has-image" as="xs:boolean">
    <xsl:param name="graphic" as="element()"/>
    <xsl:sequence select="
        $graphic/@url ! (exists(f:image(.)) or (not(starts-with(f:expanded($graphic, normalize-space(.)), '#')) and exists(f:href($graphic, .)))) = true()"/>
  </xsl:function>

  <xsl:function name="f:figure-id" as="xs:string">
    <xsl:param name="shown" as="element()"/>
    <xsl:sequence select="(f:id($shown), 'image:' || $shown/accumulator-before('f:image'))[1]"/>
  </xsl:function>

  <!-- The section of facsimiles. Images load when they come near. -->
  <xsl:function name="f:facsimiles" as="element()?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="shown" as="element()*" select="$document//facsimile//*[self::surface or self::graphic][f:is-shown-image(.)]"/>
    <xsl:variable name="direct" as="element()*" select="
        if (empty($images?*)) then () else $document//text//*[@facs][some $one in tokenize(@facs) satisfies key('facs-image', $one, $document)[1] is .]"/>
    <xsl:if test="exists(($shown, $direct))">
      <section class="facsimiles" id="facsimiles:" aria-labelledby="facsimiles:h">
        <h2 id="facsimiles:h">Facsimiles</h2>
        <xsl:for-each select="$shown">
          <xsl:call-template name="facsimile"/>
        </xsl:for-each>
        <xsl:for-each select="$direct">
          <xsl:variable name="page" as="element()" select="."/>
          <xsl:for-each select="tokenize(@facs)[f:image(.)][key('facs-image', ., $document)[1] is $page]">
            <figure class="facsimile" id="{f:direct-id(.)}">
              <a href="{f:image(.)}"><img src="{f:image(.)}" loading="lazy" alt="Image of {f:place-name($page)}"><xsl:sequence select="f:image-size(.)"/></img></a>
              <figcaption><xsl:sequence select="f:back-to-text($page)"/></figcaption>
            </figure>
          </xsl:for-each>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:direct-id" as="xs:string">
    <xsl:param name="address" as="xs:string"/>
    <xsl:sequence select="'image:' || replace($address, '[^\w.\-]', '_')"/>
  </xsl:function>

  <!-- A surface: its image with its zones drawn over it, or a link to an image elsewhere. -->
  <xsl:template name="facsimile" as="element()">
    <xsl:variable name="graphic" as="element()" select="f:graphic(.)"/>
    <xsl:variable name="image" as="xs:string?" select="f:image($graphic/@url)"/>
    <xsl:variable name="name" as="xs:string" select="f:surface-name(.)"/>
    <xsl:variable name="box" as="xs:decimal*" select="f:box(self::surface)"/>
    <figure class="facsimile" id="{f:figure-id(.)}">
      <xsl:choose>
        <xsl:when test="exists($image)">
          <div class="image">
            <a href="{$image}"><img src="{$image}" loading="lazy" alt="Image: {$name}"><xsl:sequence select="f:image-size($graphic/@url)"/></img></a>
            <xsl:if test="exists($box) and exists(.//zone[f:is-shown-image(.)])">
              <svg xmlns="http://www.w3.org/2000/svg" viewBox="{$box[1]} {$box[2]} {$box[3] - $box[1]} {$box[4] - $box[2]}" preserveAspectRatio="none">
                <xsl:for-each select=".//zone[f:is-shown-image(.)]">
                  <xsl:call-template name="zone"/>
                </xsl:for-each>
              </svg>
            </xsl:if>
          </div>
        </xsl:when>
        <xsl:otherwise>
          <p><a href="{f:href($graphic, f:iiif($graphic/@url, ()))}"><xsl:value-of select="$name"/></a></p>
        </xsl:otherwise>
      </xsl:choose>
      <figcaption>
        <xsl:value-of select="$name[exists($image)]"/>
        <xsl:for-each select="f:written-at(.)[1]">
          <xsl:value-of select="' · '[exists($image)]"/>
          <xsl:sequence select="f:back-to-text(.)"/>
        </xsl:for-each>
      </figcaption>
    </figure>
  </xsl:template>

  <xsl:template name="zone" as="element()">
    <xsl:variable name="written" as="element()?" select="@xml:id ! key('facs', normalize-space(.))[1]"/>
    <xsl:variable name="box" as="xs:decimal*" select="f:box(.)"/>
    <xsl:variable name="shape" as="element()">
      <xsl:choose>
        <xsl:when test="matches(@points, '^\s*([\d.]+,[\d.]+\s*){3,}$')">
          <polygon xmlns="http://www.w3.org/2000/svg" points="{normalize-space(@points)}"/>
        </xsl:when>
        <xsl:otherwise>
          <rect xmlns="http://www.w3.org/2000/svg" x="{$box[1]}" y="{$box[2]}" width="{$box[3] - $box[1]}" height="{$box[4] - $box[2]}"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="name" as="xs:string" select="if (exists($written)) then 'To the text: ' || f:place-name($written) else 'Zone ' || (@n, @xml:id)[1]"/>
    <xsl:choose>
      <xsl:when test="exists($written)">
        <a xmlns="http://www.w3.org/2000/svg" class="zone" href="#{f:written-id($written)}" aria-label="{$name}">
          <xsl:sequence select="f:id-attribute(., false()), $shape"/>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <g xmlns="http://www.w3.org/2000/svg" class="zone" role="img" aria-label="{$name}">
          <xsl:sequence select="f:id-attribute(., false()), $shape"/>
        </g>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Left, top, right and bottom of a surface or zone, if it says them. -->
  <xsl:function name="f:box" as="xs:decimal*">
    <xsl:param name="place" as="element()?"/>
    <xsl:variable name="said" as="xs:decimal*" select="
        ($place/@ulx, $place/@uly, $place/@lrx, $place/@lry)[. castable as xs:decimal] ! xs:decimal(.)"/>
    <xsl:variable name="points" as="xs:decimal*" select="
        tokenize($place/@points, '[\s,]+')[. castable as xs:decimal] ! xs:decimal(.)"/>
    <xsl:sequence select="
        if (count($said) = 4 and $said[3] gt $said[1] and $said[4] gt $said[2]) then $said
        else if (count($points) ge 6 and count($points) mod 2 = 0)
        then (min($points[position() mod 2 = 1]), min($points[position() mod 2 = 0]), max($points[position() mod 2 = 1]), max($points[position() mod 2 = 0]))
        else ()"/>
  </xsl:function>

  <!-- A link from the text to where it stands in the image, if the page shows that. -->
  <xsl:template name="to-zone" as="element()?">
    <xsl:param name="copy" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:param name="plain" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="zone" as="element()?" select="f:targets(@facs)[1]/self::zone"/>
    <xsl:variable name="href" as="xs:string?" select="
        if (empty($zone) or $copy or $plain) then ()
        else if (f:is-shown-image($zone)) then '#' || f:id($zone)
        else f:graphic($zone) ! f:href(., f:iiif(@url, f:box($zone)))"/>
    <xsl:if test="exists($href)">
      <a class="to-zone" href="{$href}" data-added="" aria-label="To the image: {f:place-name(.)}">
        <xsl:if test="empty(f:id(.)) and key('facs', normalize-space($zone/@xml:id))[1] is .">
          <xsl:attribute name="id" select="f:written-id(.)"/>
        </xsl:if>
        <xsl:text>▫</xsl:text>
      </a>
    </xsl:if>
  </xsl:template>

  <!-- The id in the page of what a zone shows. -->
  <xsl:function name="f:written-id" as="xs:string?">
    <xsl:param name="written" as="element()"/>
    <xsl:sequence select="(f:id($written), $written/(self::p | self::ab | self::lb | self::l)/f:targets(@facs)[1] ! ('at:' || f:id(.)),
      $written/ancestor::*[f:id(.)][1] ! f:id(.))[1]"/>
  </xsl:function>

  <xsl:function name="f:place-name" as="xs:string">
    <xsl:param name="written" as="element()"/>
    <xsl:variable name="kind" as="xs:string" select="
        (map{'pb': 'page', 'cb': 'column', 'lb': 'line', 'l': 'line', 'line': 'line', 'p': 'paragraph', 'div': 'section'}(local-name($written)), 'passage')[1]"/>
    <xsl:sequence select="string-join(($kind, $written/@n/normalize-space(.)[.]), ' ')"/>
  </xsl:function>

  <!-- What in the text says that it is written on a surface or in an image, or is said to be. -->
  <xsl:function name="f:written-at" as="element()*">
    <xsl:param name="shown" as="element()"/>
    <xsl:sequence select="
        ($shown, $shown/graphic)/@xml:id ! key('facs', normalize-space(.), root($shown)), f:targets($shown/@start)[ancestor::text]"/>
  </xsl:function>

  <xsl:function name="f:surface-name" as="xs:string">
    <xsl:param name="shown" as="element()"/>
    <xsl:variable name="written" as="element()*" select="f:written-at($shown)"/>
    <xsl:sequence select="string((
        ($shown/desc, $shown/label, $shown/graphic/desc) ! f:words(.)[.], $written[1]/@n ! ('Page ' || normalize-space(.)),
        $shown/@n ! ('Page ' || normalize-space(.)), 'Image ' || $shown/accumulator-before('f:image'))[1])"/>
  </xsl:function>

  <xsl:function name="f:back-to-text" as="element()?">
    <xsl:param name="written" as="element()"/>
    <xsl:for-each select="(f:id($written), f:break-id($written))[1]">
      <a href="#{.}"><xsl:value-of select="'To the text: ' || f:place-name($written)"/></a>
    </xsl:for-each>
  </xsl:function>

  <!-- The id of the beginning of a page that has an image. -->
  <xsl:function name="f:break-id" as="xs:string?">
    <xsl:param name="break" as="element()"/>
    <xsl:sequence select="
        if ($break/self::pb and exists(f:facsimile($break)))
        then 'page:' || $break/accumulator-before('f:page') else ()"/>
  </xsl:function>

  <!-- Where an element's image is to be seen: its figure on this page, else an address. -->
  <xsl:function name="f:facsimile" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="first" as="xs:string?" select="tokenize($element/@facs)[1]"/>
    <xsl:variable name="target" as="element()?" select="
        if ($first) then f:target($element, $first)
        else $element/@xml:id ! key('start', '#' || ., root($element))[1]"/>
    <xsl:variable name="shown" as="element()?" select="$target/ancestor-or-self::*[f:is-shown-image(.)][self::surface or self::graphic][1]"/>
    <xsl:choose>
      <xsl:when test="exists($shown)">
        <xsl:sequence select="'#' || f:figure-id($shown)"/>
      </xsl:when>
      <xsl:when test="f:image($first)">
        <xsl:sequence select="'#' || f:direct-id($first)"/>
      </xsl:when>
      <xsl:when test="exists($first) and not(starts-with($first, '#'))">
        <xsl:sequence select="f:href($element, f:iiif($first, ()))"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- The address of an image, or of a part of it, where a server of images speaks IIIF (Image API
       3.0 §4): that of an info.json is completed, and a zone cuts out its region. -->
  <xsl:function name="f:iiif" as="xs:string">
    <xsl:param name="url" as="xs:string"/>
    <xsl:param name="box" as="xs:decimal*"/>
    <xsl:variable name="whole" as="xs:string" select="replace(normalize-space($url), '/info\.json$', '/full/max/0/default.jpg')"/>
    <xsl:sequence select="
        if (count($box) = 4)
        then replace($whole, '/full/([^/]+/\d+/[a-z]+\.[a-z]+)$',
          '/' || string-join((($box[1], $box[2], $box[3] - $box[1], $box[4] - $box[2]) ! string(round(.))), ',') || '/$1')
        else $whole"/>
  </xsl:function>

</xsl:stylesheet>

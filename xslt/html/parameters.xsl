<?xml version="1.0" encoding="UTF-8"?>
<!-- What a caller may set. Everything has a default, so that the stylesheet also runs alone. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  exclude-result-prefixes="#all">

  <!-- Put before the names of the pages: empty, or a folder with its slash. -->
  <xsl:param name="prefix" as="xs:string" select="''"/>

  <!-- The title of the site that the pages belong to; empty where the document stands alone. -->
  <xsl:param name="site-title" as="xs:string" select="''"/>

  <!-- Where the pages will be published, with its slash; empty where that is not known. -->
  <xsl:param name="base-url" as="xs:string" select="''"/>

  <!-- The name of a copy of the TEI document beside the pages; empty where there is none. -->
  <xsl:param name="tei-href" as="xs:string" select="''"/>

  <!-- The document in other formats, built beside the pages: type, title, href of each. -->
  <xsl:param name="alternates" as="array(map(xs:string, xs:string))" select="[]"/>

  <!-- The style sheet and the script, put into the pages, and the policy that guards them. -->
  <xsl:param name="css" as="xs:string" select="''"/>
  <xsl:param name="js" as="xs:string" select="''"/>
  <xsl:param name="policy" as="xs:string" select="''"/>

  <!-- xml:id of a work → its bibliography entry, formatted, as well-formed XHTML. -->
  <xsl:param name="entries" as="map(xs:string, xs:string)" select="map{}"/>

  <!-- The ids of those works, in the order that the style of citation puts them in. -->
  <xsl:param name="order" as="array(xs:string)" select="[]"/>

  <!-- Address of an image in the document → its address beside the page, and its size in pixels
       (href, width, height). An image that is not here is named, not shown. -->
  <xsl:param name="images" as="map(xs:string, map(xs:string, xs:string))" select="map{}"/>

  <!-- @notation, a colon and the TeX of a formula → its MathML, inline and block. -->
  <xsl:param name="formulas" as="map(xs:string, map(xs:string, xs:string))" select="map{}"/>

  <!-- Whether the document may hold characters of scripts that run from right to left. -->
  <xsl:param name="right-to-left" as="xs:boolean" select="true()"/>

  <!-- The document as a work, as it is cited: title, kind (book, article, thesis), genre, issued (ISO
       8601, where it is one year, month or day), date (as it is worded), journal, issn, volume,
       issue, first-page, last-page. What is not known is not there. -->
  <xsl:param name="itself" as="map(xs:string, xs:string)" select="map{}"/>

  <!-- What one copies to cite the edition, as text; empty to make it from the header. -->
  <xsl:param name="citation" as="xs:string" select="''"/>

  <!-- The language that the style of citation was made for; empty where it is no matter. -->
  <xsl:param name="style-language" as="xs:string" select="''"/>

  <!-- For the page that leads to several documents: href, title, and author of each, or ''. -->
  <xsl:param name="documents" as="array(map(xs:string, xs:string))" select="[]"/>

  <!-- The version of siglum, for the pages' colophon. -->
  <xsl:param name="version" as="xs:string" select="''"/>

</xsl:stylesheet>

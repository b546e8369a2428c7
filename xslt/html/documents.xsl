<?xml version="1.0" encoding="UTF-8"?>
<!-- The page that leads to the documents of a site. The source is a document without a text, whose title is the site's. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:template name="documents" as="element()">
    <html lang="en">
      <xsl:call-template name="head-of-page">
        <xsl:with-param name="document" select="."/>
        <xsl:with-param name="title" select="f:title(.)"/>
        <xsl:with-param name="edition" select="false()"/>
      </xsl:call-template>
      <body class="site">
        <header class="masthead">
          <h1><xsl:value-of select="f:title(.)"/></h1>
          <div class="tools"><xsl:call-template name="theme-switch"/></div>
        </header>
        <xsl:text>&#10;</xsl:text>
        <main>
          <ol class="documents">
            <xsl:for-each select="$documents?*">
              <li>
                <a href="{?href}"><xsl:value-of select="?title"/></a>
                <xsl:if test="?author">
                  <span><xsl:value-of select="?author"/></span>
                </xsl:if>
              </li>
              <xsl:text>&#10;</xsl:text>
            </xsl:for-each>
          </ol>
        </main>
        <xsl:text>&#10;</xsl:text>
        <xsl:call-template name="footer">
          <xsl:with-param name="document" select="."/>
        </xsl:call-template>
        <xsl:call-template name="script"/>
      </body>
    </html>
  </xsl:template>

</xsl:stylesheet>

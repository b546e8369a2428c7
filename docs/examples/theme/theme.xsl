<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template name="footer">
    <xsl:param name="document"/>
    <footer class="colophon"><p>Printed for the Reading Society.</p></footer>
  </xsl:template>
</xsl:stylesheet>

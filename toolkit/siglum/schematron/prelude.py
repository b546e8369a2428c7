"""The XSLT functions that every compiled stylesheet begins with."""

#: Where a node stands: ``#n`` for the nth element in document order, and for another node a step
#: below that, as ``Document.locate_path`` reads it. A report wants XPath instead. To work out an
#: XPath for each of many siblings would take time quadratic in their number.
PLACES = """<xsl:accumulator name="__sg:ordinal" as="xs:integer" initial-value="0"
  xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xsl:accumulator-rule match="*" select="$value + 1"/>
</xsl:accumulator>
<xsl:function name="__sg:at" as="xs:string" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xsl:param name="node" as="node()"/>
<xsl:choose>
<xsl:when test="$__sg:trace"><xsl:sequence select="path($node)"/></xsl:when>
<xsl:when test="$node instance of document-node()"><xsl:sequence select="'/'"/></xsl:when>
<xsl:when test="$node instance of element()">
<xsl:sequence select="'#' || $node/accumulator-before('__sg:ordinal')"/>
</xsl:when>
<xsl:otherwise>
<xsl:variable name="step" as="xs:string" select="
  if ($node instance of attribute())
    then '@Q{' || namespace-uri($node) || '}' || local-name($node)
  else if ($node instance of text())
    then 'text()[' || 1 + count($node/preceding-sibling::text()) || ']'
  else if ($node instance of comment())
    then 'comment()[' || 1 + count($node/preceding-sibling::comment()) || ']'
  else 'processing-instruction(' || name($node) || ')['
    || 1 + count($node/preceding-sibling::processing-instruction()[name() = name($node)]) || ']'"/>
<xsl:sequence select="$node/parent::*/('#' || accumulator-before('__sg:ordinal')) || '/' || $step"/>
</xsl:otherwise>
</xsl:choose>
</xsl:function>"""

#: The record of a failure. As a function it is compiled once, and not with each assertion.
FAILED = """<xsl:function name="__sg:failed" as="element(Q{}failed)"
  xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xsl:param name="n" as="xs:integer"/>
<xsl:param name="at" as="xs:string"/>
<xsl:param name="line" as="xs:integer?"/>
<xsl:param name="code" as="xs:QName"/>
<xsl:param name="reason" as="xs:string?"/>
<failed n="{$n}" at="{$at}" line="{$line}" code="{local-name-from-QName($code)}">
<xsl:value-of select="$reason"/>
</failed>
</xsl:function>"""

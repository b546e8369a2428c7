<?xml version="1.0" encoding="UTF-8"?>
<!-- Language and direction of writing, from xml:lang and the script of the characters. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:siglum:html"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:variable name="f:rtl-languages" as="xs:string+" select="
      'ar', 'arc', 'arz', 'azb', 'ckb', 'dv', 'fa', 'glk', 'he', 'iw', 'jpr', 'jrb', 'ks', 'lrc', 'mzn', 'nqo',
      'ota', 'pal', 'phn', 'ps', 'sam', 'sd', 'syc', 'syr', 'ug', 'ur', 'xsa', 'yi', 'ji', 'hbo', 'xpr', 'sog'"/>
  <xsl:variable name="f:rtl-scripts" as="xs:string+" select="
      'arab', 'aran', 'hebr', 'syrc', 'syre', 'syrj', 'syrn', 'thaa', 'nkoo', 'samr', 'mand', 'phnx',
      'armi', 'avst', 'phli', 'prti', 'sarb', 'narb', 'nbat', 'palm', 'hatr', 'adlm', 'rohg', 'mani'"/>

  <!-- Codes of ISO 639-2 that have two letters in a language tag (BCP 47, RFC 5646 §2.2.1). -->
  <xsl:variable name="f:two-letters" as="map(xs:string, xs:string)" select="map:merge(tokenize(normalize-space('
      aar:aa abk:ab afr:af aka:ak alb:sq sqi:sq amh:am ara:ar arg:an arm:hy hye:hy asm:as
      ava:av ave:ae aym:ay aze:az bak:ba bam:bm baq:eu eus:eu bel:be ben:bn bis:bi bos:bs
      bre:br bul:bg bur:my mya:my cat:ca cha:ch che:ce chi:zh zho:zh chu:cu chv:cv cor:kw
      cos:co cre:cr cze:cs ces:cs dan:da div:dv dut:nl nld:nl dzo:dz eng:en epo:eo est:et
      ewe:ee fao:fo fij:fj fin:fi fre:fr fra:fr fry:fy ful:ff geo:ka kat:ka ger:de deu:de
      gla:gd gle:ga glg:gl glv:gv gre:el ell:el grn:gn guj:gu hat:ht hau:ha heb:he her:hz
      hin:hi hmo:ho hrv:hr hun:hu ibo:ig ice:is isl:is ido:io iii:ii iku:iu ile:ie ina:ia
      ind:id ipk:ik ita:it jav:jv jpn:ja kal:kl kan:kn kas:ks kau:kr kaz:kk khm:km kik:ki
      kin:rw kir:ky kom:kv kon:kg kor:ko kua:kj kur:ku lao:lo lat:la lav:lv lim:li lin:ln
      lit:lt ltz:lb lub:lu lug:lg mac:mk mkd:mk mah:mh mal:ml mao:mi mri:mi mar:mr may:ms
      msa:ms mlg:mg mlt:mt mon:mn nau:na nav:nv nbl:nr nde:nd ndo:ng nep:ne nno:nn nob:nb
      nor:no nya:ny oci:oc oji:oj ori:or orm:om oss:os pan:pa per:fa fas:fa pli:pi pol:pl
      por:pt pus:ps que:qu roh:rm rum:ro ron:ro run:rn rus:ru sag:sg san:sa sin:si slo:sk
      slk:sk slv:sl sme:se smo:sm sna:sn snd:sd som:so sot:st spa:es srd:sc srp:sr ssw:ss
      sun:su swa:sw swe:sv tah:ty tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th tib:bo bod:bo
      tir:ti ton:to tsn:tn tso:ts tuk:tk tur:tr twi:tw uig:ug ukr:uk urd:ur uzb:uz ven:ve
      vie:vi vol:vo wel:cy cym:cy wln:wa wol:wo xho:xh yid:yi yor:yo zha:za zul:zu'))
      ! map:entry(substring-before(., ':'), substring-after(., ':')))"/>

  <!-- A language tag as HTML takes it, of the shortest code; anything else is unknown. -->
  <xsl:function name="f:tag" as="xs:string">
    <xsl:param name="language" as="xs:string?"/>
    <xsl:variable name="tag" as="xs:string" select="translate(normalize-space($language), '_', '-')"/>
    <xsl:sequence select="
        if (matches($tag, '^([A-Za-z]{2,3})(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-x(-[A-Za-z0-9]{1,8})+)?$'))
        then f:shortest($tag) else ''"/>
  </xsl:function>

  <xsl:function name="f:shortest" as="xs:string">
    <xsl:param name="tag" as="xs:string"/>
    <xsl:variable name="first" as="xs:string" select="tokenize($tag, '-')[1]"/>
    <xsl:variable name="short" as="xs:string?" select="$f:two-letters(lower-case($first))"/>
    <xsl:sequence select="if ($short) then $short || substring($tag, string-length($first) + 1) else $tag"/>
  </xsl:function>

  <!-- rtl or ltr as the tag says, by its script or else by its language. -->
  <xsl:function name="f:direction" as="xs:string">
    <xsl:param name="language" as="xs:string"/>
    <xsl:variable name="subtags" as="xs:string*" select="tokenize(lower-case($language), '-')"/>
    <xsl:variable name="script" as="xs:string?" select="$subtags[position() gt 1][matches(., '^[a-z]{4}$')][1]"/>
    <xsl:sequence select="
        if (exists($script)) then (if ($script = $f:rtl-scripts) then 'rtl' else 'ltr')
        else if ($subtags[1] = $f:rtl-languages) then 'rtl' else 'ltr'"/>
  </xsl:function>

  <!-- Attributes lang and dir for an element that says its language. -->
  <xsl:function name="f:language" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="$element/@xml:lang">
      <xsl:variable name="tag" as="xs:string" select="f:tag($element/@xml:lang)"/>
      <xsl:attribute name="lang" select="$tag"/>
      <xsl:variable name="above" as="xs:string" select="f:tag($element/../ancestor-or-self::*[@xml:lang][1]/@xml:lang)"/>
      <xsl:if test="$tag and f:direction($tag) != f:direction($above)">
        <xsl:attribute name="dir" select="f:direction($tag)"/>
      </xsl:if>
    </xsl:if>
  </xsl:function>

  <!-- The same for what is set after a block that it stands in, whose language, and that of what is around it
       there, it has no more from where it is set. -->
  <xsl:function name="f:language-within" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="block" as="element()"/>
    <xsl:variable name="saying" as="element()?" select="$element/ancestor-or-self::*[@xml:lang][1][. is $block or . >> $block]"/>
    <xsl:if test="exists($saying)">
      <xsl:variable name="tag" as="xs:string" select="f:tag($saying/@xml:lang)"/>
      <xsl:variable name="above" as="xs:string" select="f:tag($block/../ancestor-or-self::*[@xml:lang][1]/@xml:lang)"/>
      <xsl:if test="$tag ne $above or $saying is $element">
        <xsl:attribute name="lang" select="$tag"/>
        <xsl:if test="$tag and f:direction($tag) ne f:direction($above)">
          <xsl:attribute name="dir" select="f:direction($tag)"/>
        </xsl:if>
      </xsl:if>
    </xsl:if>
  </xsl:function>

  <!-- For words whose direction nobody has said, in the frame of the page: that of their first letter. -->
  <xsl:function name="f:auto-direction" as="attribute(dir)?">
    <xsl:if test="$right-to-left">
      <xsl:attribute name="dir" select="'auto'"/>
    </xsl:if>
  </xsl:function>

  <!-- For words of the text that are shown in the frame of the page, which is English: their language, and
       their direction, which is that of their first letter where no language says another. -->
  <xsl:function name="f:in-frame" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="tag" as="xs:string" select="f:main-language($element)"/>
    <xsl:if test="$element/@xml:lang or $tag and not(matches($tag, '^en(-|$)'))">
      <xsl:attribute name="lang" select="$tag"/>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="f:direction($tag) eq 'rtl'">
        <xsl:attribute name="dir" select="'rtl'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="f:auto-direction()"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The language of words of the frame, where the text that they are added to has another. -->
  <xsl:function name="f:frame-language" as="attribute(lang)?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="tag" as="xs:string" select="f:main-language($element)"/>
    <xsl:if test="$element/ancestor::text and $tag and not(matches($tag, '^en(-|$)'))">
      <xsl:attribute name="lang" select="'en'"/>
    </xsl:if>
  </xsl:function>

  <!-- Whether a block that says no language itself is to run as its first letter does: it has letters that run
       from right to left, and the language around it does not. -->
  <xsl:function name="f:runs-by-letters" as="xs:boolean">
    <xsl:param name="block" as="element()"/>
    <xsl:sequence select="
        $right-to-left and not($block/@xml:lang) and matches($block, $f:rtl-characters)
        and f:direction(f:tag($block/ancestor::*[@xml:lang][1]/@xml:lang)) eq 'ltr'"/>
  </xsl:function>

  <!-- The language of a text as a whole: its own, that around it, or the only one in the header. -->
  <xsl:function name="f:main-language" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="said" as="attribute()?" select="$element/ancestor-or-self::*[@xml:lang][1]/@xml:lang"/>
    <xsl:variable name="used" as="element()*" select="
        $element/ancestor-or-self::*[self::TEI or self::teiCorpus][teiHeader][1]/teiHeader/profileDesc/langUsage/language[@ident]"/>
    <xsl:variable name="most" as="element()?" select="
        if (count($used) = 1) then $used
        else sort($used[@usage castable as xs:decimal], (), function($one) { -xs:decimal($one/@usage) })[1]"/>
    <xsl:sequence select="if ($said) then f:tag($said) else f:tag($most/@ident)"/>
  </xsl:function>

  <!-- Characters of scripts that run from right to left. -->
  <xsl:variable name="f:rtl-characters" as="xs:string" select="'[&#x590;-&#x8FF;&#xFB1D;-&#xFDFF;&#xFE70;-&#xFEFC;&#x10800;-&#x10FFF;]'"/>

</xsl:stylesheet>

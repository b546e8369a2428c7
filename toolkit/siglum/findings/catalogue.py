"""The catalogue of findings: every code that siglum itself reports, with its message and hint.

Codes are stable: one is never renamed or reused. Messages and hints are ``str.format`` templates.
``explanation`` is what ``--explain CODE`` prints: a few sentences, for someone who meets the code
for the first time. An entry with ``environment=True`` is no fault of a document: it makes the
exit code 2 instead of 1.
"""

from typing import NamedTuple


class Entry(NamedTuple):
    """One code: its default severity, templates of message and hint, and an explanation."""

    severity: str
    message: str
    hint: str = ""
    explanation: str = ""
    environment: bool = False


CATALOGUE: dict[str, Entry] = {
    # -- reading -------------------------------------------------------------------------------
    "file-missing": Entry(
        "error",
        "there is no file {name}",
        "check the spelling, and the folder that you are in",
        "The path names nothing. Nothing was read and nothing was written.",
        environment=True,
    ),
    "file-is-folder": Entry(
        "error",
        "{name} is a folder, not a document",
        "name a file in it",
        "The command works on a single document, and the path names a folder.",
        environment=True,
    ),
    "file-unreadable": Entry(
        "error",
        "{name} cannot be read: {reason}",
        "check the permissions of the file and of the folders above it",
        "The operating system refused to open or read the file.",
        environment=True,
    ),
    "file-too-large": Entry(
        "error",
        "{name} has {size} bytes; at most {limit} are read",
        "split the document into parts and join them with XInclude",
        "A limit on the size of a document guards the machine's memory.",
    ),
    "file-unwritable": Entry(
        "error",
        "{name} cannot be written: {reason}",
        "check the permissions and the space left; what stood there before is untouched",
        "The output could not be written. An output appears whole or not at all, so the last "
        "good one is still there.",
        environment=True,
    ),
    "document-empty": Entry(
        "error",
        "the document is empty",
        "an XML document has at least a root element, such as <TEI>",
        "The file has no bytes, or nothing but white space.",
    ),
    "encoding-unknown": Entry(
        "error",
        "the encoding {encoding!r} is not known",
        'save the file as UTF-8 and declare encoding="UTF-8"',
        "The XML declaration names an encoding that cannot be decoded here.",
    ),
    "encoding-wrong": Entry(
        "error",
        "the bytes here are not {encoding}: {reason}",
        "save the file as {encoding}, or declare the encoding that it really has",
        "The bytes of the file are not what its XML declaration (or its byte order mark, or XML's "
        "default of UTF-8) says.",
    ),
    "xml-not-well-formed": Entry(
        "error",
        "not well-formed XML: {reason}",
        "",
        "The document breaks a rule of XML itself, so nothing more can be said of it until that is "
        "mended.",
    ),
    "xml-entity-undefined": Entry(
        "error",
        "the entity &{entity}; is not declared in the document",
        "write the character itself, or declare the entity in the document; external DTDs are "
        "not read",
        "siglum reads no external DTD, so an entity must be declared in the document's own "
        "internal subset.",
    ),
    "xml-entity-external": Entry(
        "error",
        "the entity &{entity}; stands for another file ({system}), which is not read",
        "put the text into the document, or include it with XInclude",
        "External entities are never read: a document could use one to copy a private file into "
        "the output, or to make the machine call a server.",
    ),
    "xml-entity-expansion": Entry(
        "error",
        "the document's entities expand to far more text than it has",
        "remove the nested entity declarations",
        "Entities that refer to entities can make a small file grow to gigabytes (an attack known "
        "as 'billion laughs'). The parser stops before that.",
    ),
    "document-too-deep": Entry(
        "error",
        "elements are nested more than {limit} deep",
        "nest the elements less deeply",
        "Trees deeper than this limit are not built: no text has them, and stylesheets that walk "
        "them could exhaust the stack.",
    ),
    "not-tei": Entry(
        "error",
        "the root element is {element}, and nothing in the document is TEI",
        'a TEI document begins with <TEI xmlns="http://www.tei-c.org/ns/1.0">',
        "The command needs a TEI document: one with elements in TEI's namespace.",
    ),
    # -- bibliography --------------------------------------------------------------------------
    "citation-fact-unmapped": Entry(
        "info",
        "{what} of {work!r} has no place in citation formats; it is kept as a remark: {text}",
        "",
        "Citation formats know fewer facts about a work than TEI can say. What has no field of its "
        "own is kept in the remarks of the entry (annote in CSL-JSON and BibTeX, annotation in "
        "BibLaTeX, N1 in RIS), so nothing is lost, but no style prints it.",
    ),
    "citation-date-conflict": Entry(
        "info",
        "{work!r} has several dates of publication: {kept} is used, {other} is kept as a remark",
        "if one is not the date of publication, say in @type what it is",
        "Citation formats know one date of publication. The one with the highest certainty is "
        "used, or the first of several; the others are kept in the remarks of the entry.",
    ),
    "citation-pointer-dangling": Entry(
        "warning",
        "the reference points at {pointer}, and nothing in the document has that xml:id",
        "add the entry, or mend the pointer",
        "The citation is listed without a work, because what it points at is not there.",
    ),
    "citation-format-loss": Entry(
        "info",
        "{format} has no way to say {what} of {work!r}",
        "",
        "The file says less than the document does. CSL-JSON and BibLaTeX keep the most.",
    ),
    "style-unknown": Entry(
        "error",
        "there is no citation style {name!r}",
        "{suggestion}",
        "A style is named as in the CSL project's collection, such as apa or "
        "chicago-author-date, or by the path of a .csl file.",
        environment=True,
    ),
    "style-unusable": Entry(
        "error",
        "the citation style {name} cannot be used: {reason}",
        "",
        "The file is not a CSL style, or the processor does not accept it.",
        environment=True,
    ),
    "citations-unformatted": Entry(
        "error",
        "the citations could not be formatted: {reason}",
        "reinstall pypandoc-binary",
        "The formatted lists are made by pandoc's citeproc, which could not be run.",
        environment=True,
    ),
    # -- transforming --------------------------------------------------------------------------
    "stylesheet-error": Entry(
        "error",
        "the stylesheet fails: {reason}",
        "if it is a theme's, mend it there; one of siglum's own should never fail, and its "
        "developers would like to hear of it, with the document",
        "An XSLT stylesheet did not compile, or failed on this document. The outputs made before "
        "are untouched.",
        environment=True,
    ),
    "element-unhandled": Entry(
        "warning",
        "{count} × {element}: the {output} output has no rule for this element; its text is kept",
        "",
        "The output keeps the text of the element and marks it, but shows nothing of what the "
        "markup says.",
    ),
    "theme-missing": Entry(
        "error",
        "there is no folder {name} to take a theme from",
        "a theme is a folder that holds theme.css, theme.xsl, or both",
        "`--theme`, or `theme` in siglum.toml, names a folder.",
        environment=True,
    ),
    "theme-empty": Entry(
        "error",
        "the folder {name} holds neither theme.css nor theme.xsl",
        "name the file with the theme's rules theme.css, and that with its templates theme.xsl",
        "A theme changes the look of pages by theme.css and what is on them by theme.xsl. A "
        "folder with neither would change nothing.",
        environment=True,
    ),
    "theme-css": Entry(
        "error",
        "the theme's rules are not CSS: {reason}",
        "every bracket, every quotation mark and every /* needs its end; an editor that colours "
        "CSS shows where one is missing",
        "A browser does not complain of a bracket, a string or a comment that is not closed: it "
        "leaves out the rules that follow. So the build complains.",
        environment=True,
    ),
    "theme-address": Entry(
        "error",
        "the theme's rules name {address}, which pages cannot show",
        "put the font or the image into the theme's folder, and refer to it as url(theme/…)",
        "Pages fetch nothing from elsewhere, so that they work from a folder and in twenty years. "
        "The fonts and images of a theme's folder are copied beside them, into theme/.",
        environment=True,
    ),
    "theme-template": Entry(
        "error",
        "the pages have no template {name}, and nothing in the theme calls it",
        "{hint}",
        "A template of theme.xsl takes the place of the one of the pages that has its name. Under "
        "another name it would have no effect.",
        environment=True,
    ),
    "theme-parameter": Entry(
        "error",
        "the template {name} is given {parameter}, and does not declare it",
        'begin the template with <xsl:param name="{parameter}"/>',
        "The pages call a template with what it needs. One that takes its place has to declare "
        "the same parameters, also where it makes no use of them.",
        environment=True,
    ),
    "image-missing": Entry(
        "warning",
        "the document names {name}, and no such file stands beside it (images missing: {count})",
        "put the image where @url or @facs says, seen from the document; until then the page "
        "names it in words",
        "Pages show the images that stand in or below the folder of the document, and nothing "
        "from elsewhere: a page fetches nothing from other machines.",
    ),
    "formula-unconverted": Entry(
        "warning",
        "the formula {formula} cannot be made into MathML: {reason}",
        "until it is written with what pandoc knows of LaTeX, or as MathML, pages show its TeX",
        "Pages show formulas as MathML, which readers can hear as well as see. TeX is made into it "
        "by pandoc, which knows the mathematics of LaTeX and AMS, but no packages, files or "
        "commands of one's own.",
    ),
    # -- siglum.toml and the call ---------------------------------------------------------------
    "config-syntax": Entry(
        "error",
        "siglum.toml is not TOML: {reason}",
        'a line is: key = "text", or key = ["text", "text"]',
        "The file that describes the edition breaks a rule of the TOML language.",
        environment=True,
    ),
    "config-encoding": Entry(
        "error",
        "siglum.toml is not UTF-8: byte 0x{byte:02X}",
        "save the file as UTF-8",
        "TOML files are UTF-8.",
        environment=True,
    ),
    "config-key": Entry(
        "error",
        "siglum.toml has no key {key}",
        "",
        "The key is unknown or mistyped. It would have no effect, and you would not notice; so "
        "nothing is done before it is mended.",
        environment=True,
    ),
    "config-type": Entry(
        "error",
        "{key} must be {wanted}, and is {found}",
        "",
        "The key of siglum.toml is known, and its value is of the wrong type.",
        environment=True,
    ),
    "config-value": Entry(
        "error",
        "{key} cannot be {value!r}",
        "",
        "The key of siglum.toml is known, and cannot have this value.",
        environment=True,
    ),
    "config-path": Entry(
        "error",
        "{key} names {name}, and there is no such file",
        "correct the path; it starts at the folder of siglum.toml",
        "What siglum.toml names must be there, since nothing would be checked by it otherwise.",
        environment=True,
    ),
    "sources-none": Entry(
        "error",
        "no document is named",
        "name files or folders, or list them under sources in siglum.toml",
        "The command was called without a file, and no siglum.toml in this folder or one above it "
        "names sources.",
        environment=True,
    ),
    "sources-several": Entry(
        "error",
        "siglum.toml names {number} documents, and this command is for one",
        "name one of them in the call, such as {first}",
        "The command prints one document. Called without a file, it takes the one that sources in "
        "siglum.toml names, and there it is not the only one.",
        environment=True,
    ),
    "folder-empty": Entry(
        "error",
        "there is no .xml or .tei file in the folder {name}",
        "check the path, or name the files",
        "A folder stands for the TEI documents in it and below it, and this one has none.",
        environment=True,
    ),
    "pattern-empty": Entry(
        "error",
        "no file matches {pattern}",
        "check the pattern; ** stands for any number of folders",
        "A pattern stands for the files that it matches, and it matches none.",
        environment=True,
    ),
    # -- inclusions -----------------------------------------------------------------------------
    "include-missing": Entry(
        "error",
        "what is to be included is not there: {href}",
        "check the path; it starts at the folder of the file that includes",
        "XInclude puts one file into another, and the file that is named cannot be read.",
    ),
    "include-elsewhere": Entry(
        "error",
        "{href} is on the web, and is not included",
        "keep a copy beside the document and name that, or give an <xi:fallback>",
        "A document is put together from files of this machine; nothing is fetched.",
    ),
    "include-cycle": Entry(
        "error",
        "{href} includes itself",
        "take this inclusion out",
        "A file cannot be a part of itself.",
    ),
    "include-pointer": Entry(
        "error",
        "{pointer} names no element of {href}",
        "write xpointer as an xml:id, element(id/1/2), or xpointer(an XPath that selects elements)",
        "An inclusion can name a part of a file. This one names no part, or in a way that is not "
        "understood.",
    ),
    # -- links -----------------------------------------------------------------------------------
    "id-duplicate": Entry(
        "error",
        "the xml:id {id} is used a second time; the first is in line {line}",
        "give one of the two another xml:id, and mend the pointers to it",
        "An xml:id names one element of a document. With two of the same name nobody can say which "
        "one a pointer means.",
    ),
    "pointer-empty": Entry(
        "error",
        "@{attribute} points at nothing",
        "name the element as # and its xml:id, or remove the attribute",
        "A pointer attribute has no token in it, or only a #.",
    ),
    "pointer-dangling": Entry(
        "error",
        "@{attribute} points at {token}, and no element of the document has this xml:id",
        "give the element that is meant this xml:id, or mend the pointer",
        "A pointer of the form #name leads to the element of the same document whose xml:id is "
        "name. There is none.",
    ),
    "pointer-dangling-elsewhere": Entry(
        "error",
        "@{attribute} points at {token}, and no element of {file} has the xml:id {id}",
        "give the element that is meant this xml:id, or mend the pointer",
        "The file that the pointer names is there, and the element that it names in it is not.",
    ),
    "pointer-file-missing": Entry(
        "error",
        "@{attribute} points at the file {file}, which is not there",
        "check the path; it starts at the folder of this document",
        "A pointer without # is a path or a web address. A path starts at the folder of the "
        "document, and there is no such file.",
    ),
    "pointer-media-missing": Entry(
        "warning",
        "@{attribute} names the file {file}, which is not there",
        "put the file there, or mend the path; it starts at the folder of this document",
        "An image or a recording that the document names is not beside it. Such files are often "
        "kept elsewhere, so this is a warning.",
    ),
    "pointer-machine": Entry(
        "warning",
        "@{attribute} points at {token}, a file of one machine only",
        "use a path that starts at the folder of this document",
        "A path from the root of a disk means nothing to anyone who reads the document elsewhere. "
        "Such a path is not followed.",
    ),
    "pointer-kind": Entry(
        "error",
        "@{attribute} points at {token}, which is {found}, and should point at {wanted}",
        "point at the element that is meant, or use another attribute",
        "The pointer resolves, and leads to a kind of element that the attribute is not for.",
    ),
    "prefix-undeclared": Entry(
        "warning",
        "@{attribute} uses the prefix {prefix}: ({token}), which the document does not declare",
        'declare it: <prefixDef ident="{prefix}" matchPattern="(.+)" '
        'replacementPattern="https://…/$1"/> in listPrefixDef',
        "A pointer such as viaf:12345 is short for a longer one. A prefixDef in the header says "
        "for which; without it the pointer cannot be followed.",
    ),
    "prefix-no-match": Entry(
        "error",
        "@{attribute} points at {token}, which no prefixDef for {prefix}: matches",
        "mend the pointer, or the matchPattern of the prefixDef",
        "The prefix is declared, and what follows it is not of the form that its matchPattern asks "
        "for.",
    ),
    "prefix-pattern": Entry(
        "error",
        "the matchPattern of the prefix {prefix} is no regular expression: {reason}",
        "",
        "A prefixDef matches pointers with a regular expression, and this one cannot be read.",
    ),
    "chain-unanswered": Entry(
        "error",
        "@{attribute} points at {target}, whose @{opposite} {answered}",
        "let the @{opposite} of {target} point back at {own}",
        "Where one part of a thing points at the next part, the next part points back: @next and "
        "@prev answer each other.",
    ),
    "chain-order": Entry(
        "error",
        "@{attribute} points at {target}, which stands {side} this element",
        "exchange @next and @prev, or point at the part that follows in the text",
        "@next leads on in the document and @prev back.",
    ),
    "chain-kind": Entry(
        "error",
        "@{attribute} joins {element} to {target}, which is {found}",
        "join parts of one kind: a <quote> goes on in a <quote>",
        "The parts that @next and @prev join are parts of one thing, so they are elements of one "
        "name.",
    ),
    "chain-cycle": Entry(
        "error",
        "@{attribute} points at {target}, and so leads round in a circle",
        "remove the @next of the last part and the @prev of the first",
        "A chain of parts has a first and a last one. This one leads back into itself.",
    ),
    # -- which schemas ---------------------------------------------------------------------------
    "catalog-invalid": Entry(
        "error",
        "{name} is not an XML catalog",
        'its root element is <catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">',
        "A file named with --catalog, or under catalogs in siglum.toml, is some other XML.",
        environment=True,
    ),
    "schema-address": Entry(
        "error",
        "{url} is no web address that the schema could be kept by",
        "write it in full, https://…, or a name of the TEI release, such as tei or tei_all",
        "A schema is kept by the web address that documents name it by. A file without one stands "
        "for every address that ends in its name.",
        environment=True,
    ),
    "schema-fetch": Entry(
        "error",
        "{url} cannot be fetched: {reason}",
        "check the address and the connection, or fetch the file by hand and call "
        "siglum schema add FILE --as {url}",
        "siglum schema add fetches a schema from the web. Nothing was stored.",
        environment=True,
    ),
    "schema-checksum": Entry(
        "error",
        "the schema's SHA-256 is {found}, not {wanted}",
        "fetch it from a place that you trust, or correct the checksum; nothing was stored",
        "The bytes are not those that the checksum stands for.",
        environment=True,
    ),
    "schema-invalid": Entry(
        "error",
        "{name} is no schema",
        "schemas are RELAX NG (.rng, .rnc), Schematron (.sch) and TEI customizations (.odd)",
        "The file is neither RELAX NG nor Schematron nor TEI; it may be a web page that says that "
        "the schema has moved.",
        environment=True,
    ),
    "schema-kind": Entry(
        "error",
        "{name} cannot be used as {role}",
        "structure is checked with .rng, .rnc and .odd files, rules with .sch, .rng and .odd files",
        "The kind of a schema is told by the end of its name.",
        environment=True,
    ),
    "schema-none": Entry(
        "warning",
        "no schema is named, so neither structure nor rules are checked",
        "name one in an xml-model instruction, in siglum.toml, or with --schema FILE",
        "A document says what schema it follows in an xml-model instruction before its root "
        "element; a project says so in siglum.toml. Here neither does.",
    ),
    "schema-elsewhere": Entry(
        "error",
        "the schema {href} is on the web and not on this machine, so it is not checked",
        "store a copy once: siglum schema add {href}",
        "siglum fetches nothing that it was not told to fetch. A schema named by a web address is "
        "looked up in the XML catalogs named, and then in the store of schemas on this machine.",
        environment=True,
    ),
    "schema-missing": Entry(
        "error",
        "the schema {href} is not there, so it is not checked",
        "check the path in the xml-model instruction; it starts at the folder of the document; or "
        "name another with --schema FILE",
        "The document names a schema by a path that leads to no file.",
        environment=True,
    ),
    "schema-language": Entry(
        "warning",
        "the schema {href} is {language}, which is not checked",
        "siglum checks RELAX NG, Schematron and TEI customizations (ODD)",
        "An xml-model instruction may name schemas in any language. A DTD or an XML Schema is "
        "passed over.",
    ),
    "schema-unnamed": Entry(
        "error",
        "the xml-model instruction names no schema",
        'write <?xml-model href="…"?>',
        "An xml-model instruction must have an href.",
    ),
    "witness-none": Entry(
        "warning",
        "no transcription is named, so the text is not compared with one",
        "name it as witness in siglum.toml, with --witness FILE, or with a ptr in sourceDesc",
        "The check of the text was asked for, and there is nothing to compare the text with.",
    ),
    "schema-used": Entry(
        "info",
        "{role} checked with {name}",
        "",
        "Which schema a check was made with; said only when asked for with -v.",
    ),
    "witness-used": Entry(
        "info",
        "text compared with {name}",
        "",
        "Which transcription the text was compared with; said only when asked for with -v.",
    ),
    # -- structure (RELAX NG) --------------------------------------------------------------------
    "element-unknown": Entry(
        "error",
        "the schema has no element {element}",
        "check the spelling; upper and lower case differ",
        "No element of that name is in the schema, in any place.",
    ),
    "namespace-wrong": Entry(
        "error",
        "{element} is in {found}; the schema has it in the namespace {wanted}",
        "",
        "A namespace is a part of an element's name, declared with xmlns. Elements of the same "
        "name in two namespaces have nothing to do with each other.",
    ),
    "root-wrong": Entry(
        "error",
        "{element} cannot be the root element",
        "",
        "The schema knows the element, but says that a document begins with another.",
    ),
    "element-misplaced": Entry(
        "error",
        "{element} cannot stand here in {parent}",
        "",
        "The schema knows the element, but not in this place: it belongs into another element, or "
        "another must be around it.",
    ),
    "element-too-early": Entry(
        "error",
        "{element} comes too early in {parent}: first must come {missing}",
        "put what is missing before {element}, or move {element} behind it",
        "The elements in here have an order, and one that must come first is not there yet.",
    ),
    "element-too-late": Entry(
        "error",
        "{element} comes too late in {parent}",
        "move it further to the front",
        "The elements in here have an order. This one may stand here only before others that have "
        "come already.",
    ),
    "element-repeated": Entry(
        "error",
        "{element} stands in {parent} once too often",
        "remove it, or put what it holds into the one before",
        "The element may stand in this place, but not as many times.",
    ),
    "element-missing": Entry(
        "error",
        "{parent} ends without {missing}",
        "add it before the end tag",
        "The schema demands an element, or text, that has not come when the end tag comes.",
    ),
    "element-value": Entry(
        "error",
        "{element} cannot hold {value}; it must be: {wanted}",
        "",
        "The text of the element is data, such as a date or a number, and what stands there is "
        "none.",
    ),
    "text-not-allowed": Entry(
        "error",
        "no text may stand here in {parent}",
        "",
        "The element holds only other elements here, and white space between them. Text belongs "
        "into one of those.",
    ),
    "attribute-unknown": Entry(
        "error",
        "the schema has no attribute @{attribute}, on {element} or elsewhere",
        "check the spelling; upper and lower case differ",
        "No element of the schema has an attribute of that name.",
    ),
    "attribute-not-allowed": Entry(
        "error",
        "{element} has no attribute @{attribute}",
        "",
        "The schema has an attribute of that name on other elements, but not on this one.",
    ),
    "attribute-namespace": Entry(
        "error",
        "@{attribute} on {element} is in {found}; the attribute meant is @{wanted}",
        "",
        "A prefix is a part of an attribute's name. xml:id and id are two attributes, and an "
        "attribute without prefix is in no namespace.",
    ),
    "attribute-value": Entry(
        "error",
        "@{attribute} on {element} cannot be {value}; it must be: {wanted}",
        "",
        "The schema says what values the attribute may have, one by one or by a datatype.",
    ),
    "attribute-missing": Entry(
        "error",
        "{element} must have {missing}",
        "add the attribute to the start tag",
        "The schema demands an attribute that the start tag does not have.",
    ),
    "idref-dangling": Entry(
        "error",
        "@{attribute} points at {value}, and no element has that id",
        "check the spelling, or give the element meant that id",
        "The attribute is of the type IDREF or IDREFS: it names elements of the same document.",
    ),
    "schema-cache-damaged": Entry(
        "warning",
        "the cache {name} is damaged, and was not used",
        "nothing needs to be done: it is made anew; if it happens again, check the disk",
        "siglum keeps what it has worked out of a schema in a cache, to start faster. The cache "
        "can be deleted at any time.",
    ),
    "schema-cache-foreign": Entry(
        "warning",
        "the cache {name} was not used, since it belongs to somebody else or others may change it",
        "siglum makes it anew where it can; if it cannot, let SIGLUM_CACHE name a folder that only "
        "you may write to",
        "siglum keeps what it has worked out of a schema in a cache, to start faster. Whoever "
        "can write to it could make wrong documents pass, so files that are not yours alone are "
        "not used.",
    ),
    "schema-id-conflict": Entry(
        "warning",
        "the schema gives @{attribute} on {element} two different types, so it is not checked that "
        "each @{attribute} is there once",
        "let every element that may bear the name declare @{attribute} as an ID, or none",
        "RELAX NG DTD Compatibility asks that an attribute that is an ID on an element is an ID on "
        "every declaration of that element, also through anyName. The structure is checked "
        "nevertheless.",
    ),
    # -- RELAX NG schemas ------------------------------------------------------------------------
    "schema-not-relaxng": Entry(
        "error",
        "this is no RELAX NG schema: {reason}",
        'a schema begins with <grammar xmlns="http://relaxng.org/ns/structure/1.0">, or with '
        "<element …> of the same namespace",
        "The file is XML, and its root element is not one of RELAX NG.",
        environment=True,
    ),
    "schema-syntax": Entry(
        "error",
        "the schema breaks a rule of RELAX NG (§{section}): {reason}",
        "mend the schema, or the customization that it was compiled from",
        "Sections 3 and 4 of the RELAX NG specification say how a schema is written and put "
        "together. With a schema that does not keep to them no document can be checked.",
        environment=True,
    ),
    "schema-restriction": Entry(
        "error",
        "the schema breaks a restriction of RELAX NG (§{section}): {reason}",
        "mend the schema, or the customization that it was compiled from",
        "Section 7 of the RELAX NG specification forbids patterns that could not be matched "
        "sensibly, such as an attribute that is there twice, or data beside elements.",
        environment=True,
    ),
    "schema-datatype": Entry(
        "error",
        "the schema uses a datatype wrongly (§{section}): {reason}",
        "the datatypes are RELAX NG's string and token, and those of W3C XML Schema part 2",
        "A datatype, its library, one of its facets, or a value of it is not what the schema takes "
        "it for.",
        environment=True,
    ),
    "schema-too-deep": Entry(
        "error",
        "{name} nests its patterns too deeply",
        "give the inner patterns names of their own, and refer to them",
        "The schema's patterns lie within each other hundreds of levels deep. No schema that a "
        "person wrote comes near the limit.",
        environment=True,
    ),
    "schema-part-missing": Entry(
        "error",
        "the schema needs {href}, and {reason}",
        "put the file where the schema looks for it; the path starts at the schema's folder",
        "A schema can be in several files. One of them cannot be read.",
        environment=True,
    ),
    "schema-part-elsewhere": Entry(
        "error",
        "the schema needs {href}, which is on the web and not on this machine",
        "store a copy once: siglum schema add {href}",
        "siglum fetches nothing that it was not told to fetch. A part of a schema named by a web "
        "address is looked up in the XML catalogs named, and then in the store of schemas.",
        environment=True,
    ),
    # -- the machine -----------------------------------------------------------------------------
    "worker-lost": Entry(
        "error",
        "a process that checked documents was stopped from outside",
        "the machine may be out of memory; call with --jobs 1, or with fewer documents",
        "Many documents are checked by several processes, and the system ended one of them.",
        environment=True,
    ),
    "output-closed": Entry(
        "error",
        "what was found could not be printed: {reason}",
        "check where the output of the command goes",
        "Standard output could not be written to.",
        environment=True,
    ),
    "internal-error": Entry(
        "error",
        "siglum itself failed: {reason}",
        "this is a mistake in siglum; please report it, with what SIGLUM_TRACEBACK=1 adds",
        "Something happened that siglum's authors did not foresee. Nothing was half-written.",
        environment=True,
    ),
    "code-unknown": Entry(
        "error",
        "no finding has the code {code}",
        "codes stand in square brackets before the message of a finding; what an element may "
        "contain, a schema says: name one with --schema",
        "There is no such code in the catalogue, and no rule with this id in the rules named.",
        environment=True,
    ),
    # -- rules (Schematron) --------------------------------------------------------------------
    "schematron-none": Entry(
        "error",
        "{name} holds no Schematron",
        "name a schema whose root is <schema>, or a grammar or ODD with rules embedded in it",
        "The file was to give rules, and has no element of the Schematron namespace "
        "http://purl.oclc.org/dsdl/schematron.",
        environment=True,
    ),
    "schematron-no-rules": Entry(
        "warning",
        "there are no rules in {name}",
        "take it out of what is checked, or add a pattern with a rule",
        "The file is read, and says nothing of any document: it has no pattern with a rule, or "
        "none that is active. A grammar may simply have no rules embedded in it.",
    ),
    "schematron-expression": Entry(
        "error",
        "{part} {expression!r} does not compile: {reason}",
        "mend the expression; the rest of the schema is used",
        "An XPath expression or a match pattern of the schema is not valid in its query language. "
        "Only what needs it is left out: every other rule still runs.",
        environment=True,
    ),
    "schematron-files-closed": Entry(
        "error",
        "{part} {expression!r} is left out: it reads a file by {function}(), and rules may read "
        "none",
        "if you trust the rules, call siglum validate with --rules-read-files",
        "A schema is someone else's program: what it reads, it can print in a message. So its "
        "expressions reach no file until the call lets them, and never the network.",
        environment=True,
    ),
    "schematron-files-unseen": Entry(
        "warning",
        "{part} {expression!r} asks by {function}() for a file, and rules may read none: the file "
        "is taken not to be there",
        "if you trust the rules, call siglum validate with --rules-read-files",
        "The rule says itself what holds without the file, so it is used. A file on the network is "
        "never there.",
    ),
    "schematron-failed": Entry(
        "error",
        "{part} {expression!r} cannot be evaluated here: {reason}",
        "the rule stands at {rule}; mend it there, or what it meets here",
        "A rule's expression is valid, but failed on this document: it may convert a text to a "
        "number that is none, or expect one node where there are several.",
    ),
    "schematron-context-failed": Entry(
        "warning",
        "the context {expression!r} cannot be evaluated for some nodes, which are taken not to "
        "match: {reason}",
        "the rule stands at {rule}; guard the expression there",
        "XSLT says that a pattern whose predicate fails for a node does not match the node. The "
        "rule may therefore have passed over nodes that it was meant for.",
    ),
    "schematron-stopped": Entry(
        "error",
        "the rules of {name} cannot be applied to the document: {reason}",
        "",
        "The XSLT processor gave up, and could not say which rule was to blame. Nothing is known "
        "about whether the document keeps to the rules.",
        environment=True,
    ),
    "schematron-ns-twice": Entry(
        "warning",
        "the prefix {prefix!r} is bound to {uri} here, and to {first} before; the last one counts, "
        "for all rules of the file",
        "use another prefix for one of the two, in its rules as well",
        "In a schema a prefix stands for one namespace.",
    ),
    "schematron-prefix-bound": Entry(
        "warning",
        "the prefix {prefix!r} has no <ns> in the schema; it is taken to mean {uri}, since "
        "{source}",
        'add <ns prefix="{prefix}" uri="{uri}"/> to the schema',
        "Schematron binds prefixes by its own <ns> elements alone, so another processor may "
        "refuse the schema.",
    ),
    "schematron-include-missing": Entry(
        "error",
        "{href!r} cannot be included: {reason}",
        "check the path, which counts from the folder of the file that includes it",
        "The schema names a part that cannot be read. The rest is used.",
        environment=True,
    ),
    "schematron-include-remote": Entry(
        "error",
        "{href!r} is not a local file, and is not fetched",
        "keep a copy beside the schema, and include that",
        "Nothing is ever fetched from the network.",
        environment=True,
    ),
    "schematron-include-cycle": Entry(
        "error",
        "{href!r} includes itself, by way of others or directly",
        "take out one of the references",
        "Parts that include each other have no end.",
        environment=True,
    ),
    "schematron-extends-concrete": Entry(
        "error",
        "the rule {rule!r} is not abstract, and only an abstract rule can be extended",
        'give it abstract="true", or copy its assertions',
        "See ISO 19757-3 on rule/@abstract and extends.",
        environment=True,
    ),
    "schematron-extends-cycle": Entry(
        "error",
        "the abstract rule {rule!r} extends itself, by way of others or directly",
        "take out one of the references",
        "Rules that extend each other have no end.",
        environment=True,
    ),
    "schematron-pattern-cycle": Entry(
        "error",
        "the abstract pattern {pattern!r} is made from itself, by way of others or directly",
        "take out one of the @is-a",
        "Patterns that are made from each other have no rules in the end.",
        environment=True,
    ),
    "schematron-reference": Entry(
        "error",
        "there is no {kind} {id!r}",
        "check the spelling of the id",
        "A part of the schema refers to another part by an id that nothing has.",
        environment=True,
    ),
    "schematron-ns-invalid": Entry(
        "error",
        "the prefix {prefix!r} cannot be bound to {uri!r}",
        "give it a name for a prefix, and a URI",
        "An <ns> needs a prefix that is an XML name without a colon, and a namespace.",
        environment=True,
    ),
    "schematron-let-name": Entry(
        "error",
        "{variable!r} is no name for a variable, which is left out",
        "begin with a letter, and use letters, digits, hyphens, full stops and underscores",
        "The name of a variable is an XML name, perhaps with a prefix that an <ns> binds.",
        environment=True,
    ),
    "schematron-let-twice": Entry(
        "error",
        "the variable ${variable} is given a second value here, which is left out",
        "give one of the two another name",
        "The variables of a schema and of its phase share one scope, and so do those of a "
        "pattern; in a scope, a name has one value.",
        environment=True,
    ),
    "schematron-phase-unknown": Entry(
        "error",
        "the schema has no phase {phase!r}; every pattern is used (its phases: {known})",
        "name one of its phases, or #ALL",
        "A phase is a named selection of a schema's patterns.",
        environment=True,
    ),
    "schematron-binding-unknown": Entry(
        "warning",
        "siglum does not know the query language {binding!r}; the schema is read as xslt3",
        "use xslt2, xslt3, xpath2, xpath3, or xslt",
        "The queryBinding of a schema says in which language its expressions are written.",
    ),
    "schematron-incomplete": Entry(
        "error",
        "{element} lacks {attribute}, and is left out",
        "add {attribute}",
        "The element means nothing without that attribute.",
        environment=True,
    ),
    "schematron-context-missing": Entry(
        "error",
        "the assertion is in no rule, and stands in no element's declaration that would give it a "
        "context",
        'put it into <rule context="…">',
        "An assertion embedded in a grammar applies to the element whose declaration it stands "
        "in; here there is none.",
        environment=True,
    ),
    "schematron-id-twice": Entry(
        "warning",
        "the id {id!r} is given a second time",
        "give each part of the schema an id of its own",
        "An id names one part of a schema. Where two have the same, a reference means the first, "
        "and the findings of two assertions cannot be told apart.",
    ),
    "schematron-attribute-unknown": Entry(
        "warning",
        "{element} has an attribute {attribute}, which Schematron does not know",
        "did you mean {known}?",
        "The attribute is ignored, so the schema may not say what its author meant.",
    ),
    "schematron-element-ignored": Entry(
        "warning",
        "{element} has no meaning here, and is ignored",
        "",
        "The element is not one that Schematron, or the XSLT that may stand in it, has there.",
    ),
    "schematron-quickfix-ignored": Entry(
        "info",
        "quick fixes (SQF) are not carried out; the rules are",
        "",
        "Schematron QuickFix is for editors: it changes a document, and a check changes nothing.",
    ),
    "schematron-document-closed": Entry(
        "error",
        "the rules want to read {href!r}, which the call does not name",
        "name the file, or its folder, as well",
        "A pattern's documents attribute points at other documents. No file is read that the "
        "call does not name, since a document could lead the check to a private file.",
    ),
    "schematron-document-unread": Entry(
        "error",
        "the rules want to read {href!r}: {reason}",
        "check the reference",
        "A pattern's documents attribute points at a document that cannot be read.",
    ),
    "file-trouble": Entry(
        "error",
        "{name}: {reason}",
        "check that it exists, its permissions, and the space left",
        "The operating system refused something that the command needs.",
        environment=True,
    ),
    # -- building --------------------------------------------------------------------------------
    "output-foreign": Entry(
        "error",
        "{folder} holds {file}, which no build made, so the folder is not replaced",
        "move it away, or build into another folder with --out; nothing was written",
        "A build replaces the whole folder of a format. It lists what it makes in SHA256SUMS, and "
        "replaces a folder only when everything in it is in that list.",
        environment=True,
    ),
    "output-other": Entry(
        "error",
        "the last build here was of {former}, and {number} of its addresses would be gone, {first} "
        "the first of them",
        "build another document into another folder with --out; if these pages were never public, "
        "let them go with --forget; if this is the same document under another name, give it its "
        "old name, to see what it has lost",
        "Readers cite passages by their addresses, and a build does not take them away. These "
        "documents have other names than those of the last build in this folder, and most of what "
        "was published is not in them, so they are most likely another edition.",
        environment=True,
    ),
    "output-path": Entry(
        "error",
        "an output may not be called {file}",
        "a stylesheet names its files by paths within the folder of the format",
        "Outputs are written under one folder and nowhere else.",
        environment=True,
    ),
    "id-gone": Entry(
        "error",
        "{address} was published before, and nothing on the page has this id now",
        "give the passage this xml:id again, or say under [redirects] in siglum.toml what took its "
        'place: "{name}" = "{new}"; if it was never public, build once with --forget',
        "Readers cite passages by their addresses. The list ids.txt beside the pages holds those "
        "that were published, and a build fails rather than break one of them. A redirect puts an "
        "anchor with the old id at the place that is named, so that old links still arrive.",
    ),
    "record-line": Entry(
        "error",
        "the list of published addresses holds a line that is none: {line}",
        "siglum build writes this file; take it whole from version control, where a merge has left "
        "marks in it keep the lines of both sides",
        "The list holds addresses of pages and of places in them, a line each. A list that is "
        "damaged cannot say what was published.",
    ),
    "id-moved": Entry(
        "warning",
        "{address} is not the address of the same passage as before, which is now at {new}{rest}",
        "give passages an xml:id before they are cited; it stays with them, whatever is put in "
        "before. To keep the new addresses as they are, build once with --forget",
        "A passage without an xml:id has an address that is counted, so that it is that of "
        "another passage once something is put in or taken out before it, and a citation leads "
        "astray. The list ids.txt keeps a fingerprint of the words beside such addresses, and each "
        "build tells until the passage has its address again, or a redirect, or the list is "
        "forgotten.",
    ),
    "page-gone": Entry(
        "error",
        "the page {address} was published before, and no page has this name now",
        "give the document its file name again, or say under [redirects] in siglum.toml which page "
        'took its place: "{address}" = "…"; if it was never public, build once with --forget',
        "Readers cite pages by their addresses. The list ids.txt beside the pages holds those "
        "that were published. A redirect of a page makes a small page at the old address that "
        "leads to the new one.",
    ),
    "page-moved": Entry(
        "error",
        "{address} was published before, and its places are on {new} now ({number} addresses would "
        "be gone)",
        'say so under [redirects] in siglum.toml: "{address}" = "{new}"; if it was never public, '
        "build once with --forget",
        "Readers cite passages by their addresses. A document whose file has another name, or "
        "that is no longer the only one of its edition, has its page at another address. A "
        "redirect from page to page lets all its places lead there.",
    ),
    "redirect-nowhere": Entry(
        "error",
        'the redirect from "{old}" leads to "{new}", which is not on the page',
        "name an id that a page has, a page, or both (page.html#id)",
        "Under [redirects], siglum.toml says which id took the place of an id that is gone. The "
        "one named is itself on no page.",
    ),
    "redirect-unused": Entry(
        "warning",
        'the redirect from "{old}" leads away from no page',
        "name the page too: page.html#id",
        "In an edition of several pages, an old id alone says which place is meant only where a "
        "page of the last build had it.",
    ),
    "redirect-needless": Entry(
        "warning",
        'the redirect from "{old}" is not followed: the page still has this id',
        "remove it from siglum.toml",
        "A redirect is for an id that is gone.",
    ),
    "port-unusable": Entry(
        "error",
        "port {port} of this machine cannot be used: {reason}",
        "name another with --port; --port 0 takes any that is free",
        "siglum serve answers browsers at 127.0.0.1, at a port that no other program may have.",
        environment=True,
    ),
    "epoch-invalid": Entry(
        "error",
        "SOURCE_DATE_EPOCH is {value!r}, which is no number of seconds",
        "set it to the seconds since 1 January 1970, or do not set it",
        "The variable gives the date that reproducible outputs carry.",
        environment=True,
    ),
    # -- text and fidelity -----------------------------------------------------------------------
    "text-none": Entry(
        "warning",
        "the document has no text to print",
        "a TEI document has its text in <text>, after <teiHeader>",
        "The document is TEI, but has neither a text nor a transcription of pages with words in "
        "it, so the output is empty.",
    ),
    "text-differs": Entry(
        "error",
        "the text reads {edition}, the witness {witness}",
        "correct whichever was mistyped; if the editor departs from the witness on purpose, say "
        "so with <choice>",
        "The diplomatic text of the document must be that of its witness, character for character. "
        "What an editor changes stands in <corr>, <reg>, <expan> or <supplied>, which the "
        "diplomatic text leaves out, beside what the witness has.",
    ),
    "text-added": Entry(
        "error",
        "{edition} is not in the witness, which reads {witness}",
        "remove it, or mark it as the editor's with <supplied> or an editorial <note>",
        "The diplomatic text has words or characters that the witness has not. Words that the "
        "editor adds are marked, with who added them and why.",
    ),
    "text-missing": Entry(
        "error",
        "{witness} in the witness is not in the text, which reads {edition}",
        "put it in, or say with <gap> that something is left out",
        "The witness has words or characters that the diplomatic text has not.",
    ),
    "paragraph-differs": Entry(
        "error",
        "{detail}",
        "begin and end paragraphs where the witness does",
        "A blank line in the witness is the border between two blocks (paragraphs, headings …), "
        "and every block of the text is parted from the next in the witness.",
    ),
    "text-unlike": Entry(
        "error",
        "the text and the witness differ from here on in more than {limit} places",
        "is {name} the witness of this text?",
        "The two have so little in common that a list of differences would help nobody.",
    ),
    "witness-unnamed": Entry(
        "error",
        "nothing names the transcription to compare {name} with",
        "name it with --witness FILE, as witness in siglum.toml, or with a ptr in sourceDesc",
        "The text of a document is compared with the plain-text transcription that it was made "
        "from, and neither the call, nor siglum.toml, nor the document says which that is.",
        environment=True,
    ),
    "witness-missing": Entry(
        "error",
        "there is no file {name}, which the document names as its witness",
        "put the transcription there, correct the pointer in sourceDesc, or name it with --witness",
        "The document points at the transcription that it was made from, and nothing is there.",
    ),
    "witness-outside": Entry(
        "error",
        "the document names {name} as its witness, which is not in the document's own folder",
        "put the transcription beside the document, or name it with --witness",
        "A document is not trusted to have just any file on the machine read and shown. Only "
        "files in its own folder, or below it, are read because it names them.",
    ),
    "witness-checksum": Entry(
        "error",
        "the SHA-256 of {name} is {found}, and the document records {recorded}",
        "if the transcription was changed on purpose, check the text anew and record the new sum",
        "The checksum in sourceDesc says which state of the transcription the text was made from. "
        "The file is not in that state.",
    ),
    "witness-checksum-form": Entry(
        "error",
        "{recorded!r} is no SHA-256",
        "a SHA-256 is 64 hexadecimal digits; sha256sum prints it",
        "The checksum that the document records for its witness cannot be that of any file.",
    ),
    "witness-encoding": Entry(
        "error",
        "the witness is not {encoding} here: {reason}",
        "save the transcription as UTF-8",
        "A transcription is plain text in UTF-8, or in UTF-16 or UTF-32 with a byte order mark.",
    ),
    "witness-damaged": Entry(
        "warning",
        "the witness has {character} here, which no transcriber types",
        "restore the character from the source",
        "Control characters and the replacement character are what is left where a text was once "
        "read in the wrong encoding.",
    ),
    # -- customizations ------------------------------------------------------------------------
    "odd-no-schema": Entry(
        "error",
        "there is no <schemaSpec> in this document",
        "an ODD describes a schema in a <schemaSpec>; is this the right file?",
        "A customization (an ODD) is a TEI document with a schemaSpec, from which the schema is "
        "compiled.",
    ),
    "odd-needs-tei": Entry(
        "error",
        "{what} takes definitions from TEI, and TEI's own definitions are not at hand",
        "run siglum schema add tei, or name a p5subset.xml with --tei",
        "A module, a class or an element that comes from TEI itself needs TEI's own definitions: "
        "the file p5subset.xml of a release of the Guidelines. siglum schema add tei fetches and "
        "keeps it; --tei names one; @source in the ODD can name one on this machine.",
        environment=True,
    ),
    "odd-duplicate": Entry(
        "error",
        "{ident} is defined twice",
        "keep one of the definitions, or give one another identifier",
        "Elements, classes, macros and datatypes share one space of identifiers, and each is "
        "defined once.",
    ),
    "odd-no-content": Entry(
        "warning",
        "{ident} has no <content>, and is taken for empty",
        "write its content model, or <content><empty/></content>",
        "A specification that is added says what it may contain.",
    ),
    "odd-xinclude": Entry(
        "warning",
        "{href} is to be included here, and is passed over",
        "call siglum with --xinclude",
        "An ODD can be put together by XInclude. That is done where the call asks for it.",
    ),
    "odd-content-unknown": Entry(
        "error",
        "{element} is no part of a content model",
        "content models are made of sequence, alternate, elementRef, classRef, macroRef, dataRef, "
        "textNode, anyElement, valList and empty",
        "The content of a specification is written in TEI's own elements for content models.",
    ),
    "odd-web": Entry(
        "error",
        "{url} is on the web, and nothing is fetched",
        "run siglum schema add {url}, or put a copy beside the ODD and name that",
        "What an ODD refers to is read from this machine only: from beside the ODD, or from the "
        "store of schemas.",
        environment=True,
    ),
    "odd-other-version": Entry(
        "warning",
        "the ODD starts from version {version} of TEI, and another one is used",
        "run siglum schema add tei:{version}",
        "TEI changes from release to release, and an ODD can say which it starts from. The store "
        "has only the one that was current when it was fetched.",
    ),
    "odd-source-missing": Entry(
        "error",
        "the source {source} is not there",
        "check the path in source=; it starts at the folder of the ODD",
        "A schemaSpec names by source= the definitions that it starts from: TEI's own, another "
        "customization, or a compiled one.",
    ),
    "odd-source-empty": Entry(
        "error",
        "the source {source} defines nothing",
        "name a p5subset.xml, or an ODD",
        "A source holds the specifications of elements, classes, macros and datatypes.",
    ),
    "odd-source-cycle": Entry(
        "error",
        "the source {source} has this ODD as its own source",
        "name the ODD that this one really starts from",
        "Customizations can start from each other in a chain, not in a circle.",
    ),
    "odd-source-lacks": Entry(
        "error",
        "the source has no {ident}",
        "check the spelling, and whether this release of TEI still has it",
        "The ODD takes a specification by name from its source, and the source does not have it.",
    ),
    "odd-several-schemas": Entry(
        "warning",
        "the ODD has several schemas, and only the first, {ident}, is compiled",
        "choose with --schema-spec; the others are: {others}",
        "A document can hold several schemaSpec elements. One is compiled at a time: the first, or "
        "the one that the call names.",
    ),
    "odd-schema-unknown": Entry(
        "error",
        "there is no <schemaSpec> {ident} in this document",
        "it has: {known}",
        "A schemaSpec is named by its ident or its xml:id, with --schema-spec, or after the # of a "
        "source=.",
        environment=True,
    ),
    "odd-module-unknown": Entry(
        "error",
        "there is no module {key}",
        "check the spelling; modules of one's own are defined by moduleSpec",
        "A moduleRef names a module that neither the source nor the customization has.",
    ),
    "odd-module-element": Entry(
        "warning",
        "the module {module} has no element {name}",
        "take the name out of {attribute}",
        "The include and except of a moduleRef list elements of that module. Other names are "
        "passed over.",
    ),
    "odd-include-and-except": Entry(
        "warning",
        "the reference to {key} has both include and except",
        "keep one of the two; except is passed over",
        "A moduleRef says which elements it takes, or which it does not.",
    ),
    "odd-module-file": Entry(
        "error",
        "there is no schema {url}",
        "check the path in url=; it starts at the folder of the ODD",
        "A moduleRef can bring in a RELAX NG schema from a file.",
    ),
    "odd-grammar": Entry(
        "error",
        "the RELAX NG here cannot be read: {reason}",
        "mend the definitions",
        "An ODD can hold RELAX NG definitions as they are; they have to be RELAX NG.",
    ),
    "odd-grammar-broken": Entry(
        "error",
        "what this compiles to is no schema: {reason}",
        "look for what is said: a datatype, a name, or text beside data in a content model",
        "A content model or an attribute of the ODD asks for what RELAX NG does not allow, so that "
        "no validator could use the schema.",
    ),
    "odd-group-missing": Entry(
        "warning",
        "there is no specification group {target}",
        "check the pointer: #id in this file, or a file, or file#id",
        "A specGrpRef points at a specGrp, in the ODD or in a file beside it.",
    ),
    "odd-group-cycle": Entry(
        "error",
        "the specification group {target} holds itself",
        "take this reference out",
        "Specification groups can hold references to others, not to themselves.",
    ),
    "odd-include-cycle": Entry(
        "error",
        "{href} includes itself",
        "take this inclusion out",
        "A file cannot be a part of itself.",
    ),
    "odd-value": Entry(
        "error",
        "{attribute} cannot be {value!r}",
        "it can be {allowed}",
        "An attribute of the ODD has a value that the Guidelines do not know.",
    ),
    "odd-occurs-many": Entry(
        "warning",
        "{attribute} {value} is more than schemas count to; from {limit} on, any number may stand",
        "say unbounded, or count by a rule of Schematron",
        "RELAX NG does not count: what may stand a hundred times is written out a hundred times. "
        "Beyond a limit the schema would be of no use to any validator, so there it allows any "
        "number.",
    ),
    "odd-no-reference": Entry(
        "error",
        "{element} has no {lacking}",
        "say what it refers to",
        "A reference names what it refers to: a module, a specification, a group.",
    ),
    "odd-name": Entry(
        "error",
        "{name!r} is no name",
        "names begin with a letter or _, and hold letters, digits, - _ and . only",
        "Elements and attributes, and what the ODD calls them, have names as XML has them.",
    ),
    "odd-prefix": Entry(
        "error",
        "nothing says what namespace the prefix {prefix} of {name} stands for",
        "declare it with xmlns:{prefix}, or give the namespace with ns= and the name without it",
        "An attribute that is in a namespace has its name in the ODD with ns=, or with a prefix "
        "that is declared there.",
    ),
    "odd-facets": Entry(
        "warning",
        "no value is left by these facets: {facets}",
        "mend the bounds, or take one out",
        "The facets of a datatype contradict each other, those too that it has from where it is "
        "defined.",
    ),
    "odd-no-ident": Entry(
        "error",
        "{element} has no ident",
        "give it a name with ident=",
        "What is specified is known by its identifier.",
    ),
    "odd-data-ref": Entry(
        "error",
        "<dataRef> names no datatype",
        "name one of TEI's with key=, or one of XML Schema's with name=",
        "A dataRef refers to a datatype by key or by name; ref= is not understood.",
    ),
    "odd-kind": Entry(
        "error",
        "{ident} is {kind}, and not {wanted}",
        "use the specification element for what it is, or another identifier",
        "A change or replacement is of the same kind as what it changes.",
    ),
    "odd-redefined": Entry(
        "warning",
        "{ident} is added, but TEI has {kind} of that name",
        'say mode="replace" to put another in its place, or mode="change" to change it',
        "An addition of something that is there already takes its place whole.",
    ),
    "odd-spec-unknown": Entry(
        "warning",
        "there is no {ident} to {mode}",
        'check the spelling; what is new has mode="add"',
        "A specification in mode change or replace needs something to work on.",
    ),
    "odd-delete-unknown": Entry(
        "warning",
        "there is no {ident} to delete",
        "take the deletion out",
        "Neither the source nor the customization has what is to be deleted.",
    ),
    "odd-no-effect": Entry(
        "warning",
        "{ident} is not in this schema, so to {mode} it has no effect",
        "include it first: by a moduleRef, or by an elementRef, classRef or dataRef",
        "The source has this specification, but the customization does not take it.",
    ),
    "odd-attribute-unknown": Entry(
        "error",
        "{owner} has no attribute {name} to change",
        'check the spelling; what is new has mode="add"',
        "Neither the element or class itself nor a class that it belongs to has the attribute.",
    ),
    "odd-attribute-absent": Entry(
        "warning",
        "{owner} has no attribute {name} to delete",
        "take the deletion out",
        "Neither the element or class itself nor a class that it belongs to has the attribute.",
    ),
    "odd-attribute-redefined": Entry(
        "warning",
        "{owner} already has an attribute {name}",
        'say mode="replace" to put another in its place, or mode="change" to change it',
        "An addition of an attribute that is there already takes its place whole.",
    ),
    "odd-attribute-double": Entry(
        "warning",
        "{owner} has two definitions of the attribute {name}",
        "keep one of them; the first is used",
        "A specification defines, changes or deletes an attribute once.",
    ),
    "odd-attribute-twice": Entry(
        "warning",
        "{ident} gets the attribute {name} twice, from {first} and from {second}",
        "delete one of them in {ident}; that of {first} is used",
        "Two classes define an attribute of the same name, and one element is a member of both.",
    ),
    "odd-class-attribute": Entry(
        "warning",
        "{ident} has no attribute {name}",
        "take the name out of {attribute}",
        "The include and except of a classRef list attributes of that class.",
    ),
    "odd-class-member": Entry(
        "warning",
        "{key} has no member {name}",
        "take the name out of {attribute}",
        "The include and except of a classRef in a content model list members of that class.",
    ),
    "odd-class-absent": Entry(
        "warning",
        "{ident} is a member of {key}, which is not in this schema",
        "include the module of {key}, or take the membership out",
        "The source has this class, but the customization does not take it.",
    ),
    "odd-value-unknown": Entry(
        "warning",
        "there is no value {value} to change or delete",
        "the values are: {known}",
        "A list of values in mode change changes, deletes and adds values one by one.",
    ),
    "odd-constraint-unknown": Entry(
        "warning",
        "{owner} has no constraint {ident}",
        "check the spelling, and whether this release of TEI still has it",
        "A constraintSpec in mode change, replace or delete works on one of the same identifier.",
    ),
    "odd-unknown-reference": Entry(
        "error",
        "there is no {kind} {ident} in this customization",
        "define it, or take the reference out",
        "A content model, a class membership, a datatype or the start of the schema refers to a "
        "specification that the customization does not hold.",
    ),
    "odd-pattern-unknown": Entry(
        "warning",
        "there is no pattern {name}",
        "take the reference out; it is passed over",
        "A RELAX NG reference in a content model names neither a specification nor a pattern that "
        "the customization brings along.",
    ),
    "odd-old-name": Entry(
        "warning",
        "{old} is now called {new}",
        'write <dataRef key="{new}"/>',
        "TEI renamed its datatypes; the one of the new name is used.",
    ),
    "odd-content-absent": Entry(
        "warning",
        "the content of {ident} refers to {key}, which is {why}",
        "include {key}, or take the reference out; it is passed over",
        "A content model refers to something that is known, but not in this schema.",
    ),
    "odd-required-deleted": Entry(
        "warning",
        "{ident} is deleted, and {owner} requires it",
        "keep {ident}, or give {owner} another content model",
        "A content model of TEI requires the element; without it, the rest of the model stands.",
    ),
    "odd-start-absent": Entry(
        "warning",
        "the schema is to start with {ident}, which it does not have",
        "take it out of start=",
        "Of the elements that a document may begin with, one is not in the schema.",
    ),
    "odd-start-none": Entry(
        "error",
        "the schema starts with nothing",
        "say with start= which elements a document may begin with",
        "A schema says with which elements a document may begin.",
    ),
    "odd-cycle": Entry(
        "error",
        "{ident} holds itself: {cycle}",
        "break the circle",
        "A class cannot be a member of itself, nor a macro a part of itself, at any remove.",
    ),
    "odd-impossible": Entry(
        "warning",
        "no <{ident}> can ever be valid: its content requires {lacking}",
        "make that optional, or see to it that there is something that can stand there",
        "The content model requires what the schema does not have, or cannot ever complete.",
    ),
    "odd-unreachable": Entry(
        "warning",
        "no document can contain <{ident}>: nothing leads to it from {start}",
        "make it a member of a class, or refer to it in a content model",
        "An element that the customization defines or changes stands in no content model that "
        "the start of the schema leads to.",
    ),
    "odd-ambiguous": Entry(
        "warning",
        "{ident} offers <{key}> twice: by {first} and here",
        "take one of the two out",
        "Two alternatives of a content model begin with the same element. Validation is not "
        "affected, but other processors and readers can take it for a mistake.",
    ),
    "odd-id-conflict": Entry(
        "warning",
        "@{attribute} of <{element}> identifies in one definition, and does not in another",
        "give it the same datatype in both; until then, it identifies nowhere in this schema",
        "An attribute of the type ID, IDREF or IDREFS is of that type wherever an element of that "
        "name is defined, also by a wildcard. Validators refuse a schema that breaks the rule, so "
        "the attribute is compiled as an ordinary name.",
    ),
    "odd-rule-prefix": Entry(
        "warning",
        "the rule uses the prefix {prefix}, which nothing binds; it is taken for {uri}",
        'declare it: <sch:ns prefix="{prefix}" uri="{uri}"/>',
        "Prefixes in the XPath of rules are declared by sch:ns. The usual ones are bound as they "
        "usually are.",
    ),
    "odd-rule-prefix-twice": Entry(
        "warning",
        "the prefix {prefix} is bound to {uri} here, and to {first} before; that one is used",
        "use another prefix here, in the sch:ns and in the rules",
        "The rules of a schema become one Schematron schema, in which a prefix stands for one "
        "namespace.",
    ),
    "odd-rule-scheme": Entry(
        "warning",
        "the constraint {ident} is written in {scheme}, and is passed over",
        "write it in ISO Schematron",
        "Constraints are compiled from ISO Schematron.",
    ),
    "name-unknown": Entry(
        "error",
        "{schema} knows no element or rule {name}, and no finding has this code",
        "check the spelling; upper and lower case differ",
        "siglum explain takes the name of an element of a schema, the id of one of its rules, or "
        "the code of a finding.",
        environment=True,
    ),
}

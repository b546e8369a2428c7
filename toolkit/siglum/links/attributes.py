"""Which attributes of TEI are pointers, and at what kind of element each may point.

The facts are those of TEI P5's own definitions (datatype ``teidata.pointer``). Kinds are stated
only where TEI or common practice leaves no doubt; where TEI is open, anything goes.
"""

#: Attributes that are pointers wherever they occur.
POINTERS = frozenset(
    """active ana calendar change copyOf corresp datingMethod datingPoint decls domains edRef end
    exclude facs feats fVal given hand inst mutual next nymRef passive perf period prev ref
    rendition replyTo require resp sameAs scribeRef scriptRef select since source spanTo start
    synch target targetEnd toWhom unitRef url where who wit""".split()
)

#: Attributes that are pointers on some elements only.
POINTERS_OF: dict[str, frozenset[str]] = {
    "adj": frozenset({"node"}),
    "adjFrom": frozenset({"node"}),
    "adjTo": frozenset({"node"}),
    "children": frozenset({"iNode", "root"}),
    "class": frozenset({"msContents", "msItem", "msItemStruct"}),
    "code": frozenset({"occupation", "socecStatus"}),
    "follow": frozenset({"iNode", "leaf"}),
    "from": frozenset({"app", "arc", "rt", "span"}),
    "fromUnit": frozenset({"conversion"}),
    "new": frozenset({"handShift"}),
    "origin": frozenset({"timeline"}),
    "parent": frozenset({"iNode", "leaf"}),
    "parts": frozenset({"nym"}),
    "scheme": frozenset(
        {"catRef", "classCode", "keywords", "locus", "locusGrp", "occupation", "socecStatus"}
    ),
    "to": frozenset({"app", "arc", "rt", "span"}),
    "toUnit": frozenset({"conversion"}),
    "value": frozenset({"eLeaf", "eTree", "iNode", "leaf", "node", "root", "triangle"}),
}

#: Where a file that is not there is an image or recording, which is often kept elsewhere.
MEDIA = frozenset({"facs", "url"})

_BIBL = frozenset({"bibl", "biblFull", "biblStruct", "listBibl", "msDesc", "msPart", "msFrag"})
_AGENTS = frozenset(
    """actor author editor funder group meeting name nym org orgName participant persName person
    personGrp persona principal publisher respStmt role castItem sponsor listPerson listOrg object
    relation""".split()
)
_PLACES = frozenset(
    """place listPlace placeName country region settlement district bloc geogName geogFeat location
    org climate terrain nym zone surface""".split()
)

#: Attribute → the elements that it may point at.
_KINDS: dict[str, frozenset[str]] = {
    "calendar": frozenset({"calendar"}),
    "change": frozenset({"change", "listChange"}),
    "datingMethod": frozenset({"calendar", "category", "taxonomy", "interp", "date"}),
    "decls": frozenset(
        """availability bibl biblFull biblStruct broadcast correction correspDesc editorialDecl
        equipment geoDecl hyphenation interpretation langUsage listApp listBibl listEvent listNym
        listObject listOrg listPerson listPlace metDecl msDesc normalization particDesc projectDesc
        punctuation quotation recording refsDecl samplingDecl scriptStmt segmentation seriesStmt
        settingDesc sourceDesc stdVals styleDefDecl textClass textDesc xenoData""".split()
    ),
    "facs": frozenset(
        """binaryObject facsimile figure graphic line media path sourceDoc surface surfaceGrp
        zone""".split()
    ),
    "hand": frozenset({"handNote", "handDesc", "hand", "scriptNote"}),
    "new": frozenset({"handNote", "handDesc", "hand", "scriptNote"}),
    "rendition": frozenset({"rendition"}),
    "resp": _AGENTS
    | _BIBL
    | frozenset({"resp", "application", "witness", "handNote", "authority", "distributor"}),
    "toWhom": _AGENTS,
    "unitRef": frozenset({"unitDef"}),
    "who": _AGENTS | frozenset({"castGroup", "application"}),
    "wit": _BIBL | frozenset({"witness", "listWit", "object", "handNote"}),
    "where": _PLACES | frozenset({"event"}),
}

#: (Element, attribute) → the elements that it may point at.
_KINDS_OF: dict[tuple[str, str], frozenset[str]] = {
    ("catRef", "target"): frozenset({"category", "taxonomy"}),
    ("catRef", "scheme"): _BIBL | frozenset({"taxonomy", "category", "classDecl"}),
    ("keywords", "scheme"): _BIBL | frozenset({"taxonomy", "category", "classDecl"}),
    ("classCode", "scheme"): _BIBL | frozenset({"taxonomy", "category", "classDecl"}),
    ("eventName", "ref"): frozenset({"event", "listEvent", "category", "eventName"}),
    ("g", "ref"): frozenset({"char", "glyph"}),
    ("objectName", "ref"): frozenset({"object", "objectName", "msDesc"}),
    ("orgName", "ref"): frozenset({"org", "orgName", "place", "personGrp", "nym", "listOrg"}),
    ("persName", "ref"): _AGENTS | frozenset({"listPerson", "castGroup"}),
    ("author", "ref"): _AGENTS,
    ("editor", "ref"): _AGENTS,
    ("title", "ref"): _BIBL
    | frozenset(
        """object title msItem msItemStruct item text TEI body div group front back work
        witness event relatedItem""".split()
    ),
} | {
    (name, "ref"): _PLACES
    for name in "placeName country region settlement district bloc geogName pubPlace".split()
}

_NAMED = frozenset(
    """person persona personGrp listPerson place listPlace event listEvent rendition respStmt
    taxonomy language calendar change""".split()
)

#: Attribute → the elements that it may not point at, where TEI leaves the rest open.
_NOT_KINDS: dict[str, frozenset[str]] = {
    "ana": frozenset(
        """rendition respStmt biblStruct biblFull witness handNote language calendar change
        surface zone graphic""".split()
    ),
    "source": _NAMED | frozenset({"category", "handNote", "surface", "zone"}),
}

#: Elements of a customization (ODD), whose pointers point into schemas.
_SPECIFICATIONS = frozenset(
    """attRef classRef classSpec constraintSpec dataRef dataSpec elementRef elementSpec macroRef
    macroSpec moduleRef moduleSpec schemaSpec specGrp specGrpRef""".split()
)

#: How the kinds wanted are said.
_WORDS = {
    "ana": "an interpretation (category, interp, span, fs …)",
    "calendar": "a <calendar>",
    "change": "a <change>",
    "datingMethod": "a <calendar>",
    "decls": "a declaration of the header (sourceDesc, editorialDecl, langUsage …)",
    "facs": "an image or a part of one (graphic, surface, zone …)",
    "hand": "a <handNote>",
    "new": "a <handNote>",
    "rendition": "a <rendition>",
    "resp": "someone responsible (respStmt, person, org, editor …)",
    "scheme": "a <taxonomy> or a bibliographic entry",
    "source": "a source (bibl, biblStruct, witness, msDesc …)",
    "target": "a <category>",
    "toWhom": "a person or group (person, personGrp, org …)",
    "unitRef": "a <unitDef>",
    "where": "a <place>",
    "who": "a person or group (person, org, respStmt, role …)",
    "wit": "a <witness>",
}
_WORDS_OF = {
    "eventName": "an <event>",
    "g": "a <char> or <glyph>",
    "objectName": "an <object>",
    "orgName": "an <org>",
    "persName": "a <person>",
    "author": "a person or organisation (person, org …)",
    "editor": "a person or organisation (person, org …)",
    "title": "a bibliographic entry (bibl, biblStruct, msDesc …)",
}


def is_pointer(element: str, attribute: str) -> bool:
    """Whether the attribute of a TEI element is a pointer or a list of pointers."""
    if attribute in POINTERS:
        return True
    elements = POINTERS_OF.get(attribute)
    return elements is not None and element in elements


def wrong_kind(element: str, attribute: str, target: str) -> str:
    """What the pointer should point at, in words, where ``target`` is not of that kind, or ""."""
    if element in _SPECIFICATIONS:
        return ""
    kinds = _KINDS_OF.get((element, attribute)) or _KINDS.get(attribute)
    if kinds is not None:
        wrong = target not in kinds
    else:
        wrong = target in _NOT_KINDS.get(attribute, frozenset())
    if not wrong:
        return ""
    if attribute == "ref":
        return _WORDS_OF.get(element, "a <place>")
    return _WORDS[attribute]

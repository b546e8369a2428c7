"""What W3C's datatypes allow, value by value, and where Jing sees it otherwise.

Values are written with ``|`` between them; ``␠``, ``␉`` and ``␊`` stand for a space, a tab and a
line feed, ``∅`` for no text at all.
"""

from typing import NamedTuple

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"

#: The prefix and the unparsed entity that are declared where the values stand.
CONTEXT = {"p": "urn:p", "xml": "http://www.w3.org/XML/1998/namespace", "&known": ""}

_SPACES = str.maketrans({"␠": " ", "␉": "\t", "␊": "\n"})


class Case(NamedTuple):
    """A type with its parameters, the values that are of it, and those that are not."""

    name: str
    params: tuple[tuple[str, str], ...]
    valid: tuple[str, ...]
    invalid: tuple[str, ...]


def values(written: str) -> tuple[str, ...]:
    parts = [part.translate(_SPACES) for part in written.split("|")] if written else []
    return tuple("" if part == "∅" else part for part in parts)


def case(name: str, valid: str, invalid: str, *params: tuple[str, str]) -> Case:
    return Case(name, params, values(valid), values(invalid))


_INTEGER = "0|+0|-0|007|1|+1|␠12␊|" + "9" * 40
_NO_INTEGER = "∅|1.|1.0|.5|1e3|--1|1 2|x|+|-|٣|0x1|1,000"
_NAME = "a|_a|a.b-c|é|␠a␠|a·"
_NO_NAME = "∅|␠|1a|-a|.a|a b|a/b|a;|·a|\U00020000"


def _bounded(name: str, least: int, most: int) -> Case:
    inside, outside = f"{least}|{most}|+{most}|␠{most}␠|0{most}", f"{least - 1}|{most + 1}|∅|1.0|x"
    return case(name, inside, outside)


TYPES = (
    case("string", "∅|␠|a|␠a␉b␊|😀", ""),
    case("normalizedString", "∅|␠|a|␠a␉b␊", ""),
    case("token", "∅|␠|a|␠a␉b␊", ""),
    case("boolean", "true|false|1|0|␠true␊", "∅|TRUE|True|yes|01|2|t"),
    case(
        "language",
        "en|EN|en-US|zh-Hant-TW-x-abcdefgh|i-default|abcdefgh|en-1|␠en␠",
        "∅|abcdefghi|en-abcdefghi|en_US|en-|-en|en--US|1n|é|en us",
    ),
    case("NMTOKEN", "a|1|-|.|a:b|:|é|a·b|␠a␠", "∅|␠|a b|a/b|a;b|😀"),
    case("NMTOKENS", "a|1 - .|␠a␠␠b␊", "∅|␠|a / b|a;b"),
    case("Name", _NAME + "|:a|a:b:c", _NO_NAME),
    case("NCName", _NAME, _NO_NAME + "|a:b|:a|a:"),
    case("ID", _NAME, _NO_NAME + "|a:b"),
    case("IDREF", _NAME, _NO_NAME + "|a:b"),
    case("IDREFS", "a|a b|␠a␠␠b␊", "∅|␠|a 1|a:b|a, b"),
    case("ENTITY", "known|␠known␊", "∅|other|known known|1"),
    case("ENTITIES", "known|known␠␠known", "∅|␠|known other"),
    case("QName", "a|p:a|xml:a|␠p:a␠|é", "∅|:a|a:|p:|p:1|q:a|p:a:b|p: a|1|xmlns:a"),
    case("NOTATION", "a|p:a", "∅|q:a|p:|1"),
    case("decimal", "0|-0|+1.50|.5|1.|00.10|␠1␊|" + "9" * 40, "∅|.|+|1e5|INF|NaN|1,5|1.2.3|--1|٣"),
    case(
        "float",
        "0|-0|1.|.5|1e5|1E-5|+1e+5|1e400|INF|-INF|NaN",
        "∅|+INF|inf|nan|-NaN|1e|e1|1d|1e5.5",
    ),
    case(
        "double", "0|-0|1.|.5|1e5|1E-5|1e400|INF|-INF|NaN", "∅|+INF|Infinity|nan|-NaN|1e|.|1f|0x1"
    ),
    case("integer", _INTEGER + "|-5", _NO_INTEGER),
    case("nonNegativeInteger", _INTEGER, _NO_INTEGER + "|-1"),
    case("positiveInteger", "1|+1|007|␠1␠|" + "9" * 40, "0|-0|-1|∅|1.0"),
    case("nonPositiveInteger", "0|+0|-0|-1|-007", "1|+1|∅|-1.0"),
    case("negativeInteger", "-1|-007|␠-1␠", "0|-0|1|∅|-"),
    _bounded("byte", -(2**7), 2**7 - 1),
    _bounded("short", -(2**15), 2**15 - 1),
    _bounded("int", -(2**31), 2**31 - 1),
    _bounded("long", -(2**63), 2**63 - 1),
    _bounded("unsignedByte", 0, 2**8 - 1),
    _bounded("unsignedShort", 0, 2**16 - 1),
    _bounded("unsignedInt", 0, 2**32 - 1),
    _bounded("unsignedLong", 0, 2**64 - 1),
    case(
        "gYear",
        "1924|0001|-0001|-0044|12345|-12345|1924Z|1924+01:00|1924+14:00|1924-14:00|1924-13:59"
        "|␠1924␊|99999999999999999999|" + "9" * 1000,
        "0000|-0000|192|012345|+1924|1924z|1924 Z|1924+14:01|1924+15:00|1924+1:00|1924+00:60|19.24"
        "|∅|" + "9" * 1001,
    ),
    case("gYearMonth", "1924-12|-0044-03|12345-01|1924-12Z", "1924-13|1924-00|1924-1|0000-01|1924"),
    case("gMonth", "--01|--12|--12Z|--12+01:00|--12-14:00", "--13|--00|--1|12|--01--|--01--Z"),
    case("gMonthDay", "--12-17|--02-29|--12-17Z", "--02-30|--04-31|--2-29|--13-01|--12-32"),
    case("gDay", "---17|---31|---31Z|---01+14:00", "---32|---00|---1|17|--17"),
    case(
        "date",
        "1924-12-17|1924-02-29|2000-02-29|-0005-02-29|-0001-02-29|12345-01-01|1924-12-17Z"
        "|1924-12-17+05:30|1924-12-17-14:00",
        "1923-02-29|1900-02-29|-0004-02-29|0000-01-01|1924-04-31|1924-12-32|1924-1-1|24-12-17"
        "|1924/12/17|012345-01-01|1924-12-17+14:30|1924-12-17T10:30:00|∅",
    ),
    case(
        "time",
        "10:30:00|00:00:00|23:59:59|24:00:00|24:00:00.0|10:30:00.123|10:30:00Z|10:30:00+14:00"
        "|10:30:00." + "0" * 60 + "1",
        "24:00:01|24:00:00.1|24:01:00|25:00:00|23:59:60|23:60:00|10:30|1:30:00|10:30:00.|∅",
    ),
    case(
        "dateTime",
        "1924-12-17T10:30:00|1924-12-17T24:00:00|-0044-03-15T12:00:00|1924-12-17T10:30:00.5-14:00",
        "1924-12-17T24:00:01|1924-12-17t10:30:00|1924-12-17T10:30|1924-12-17 10:30:00|1924-12-17"
        "|0000-12-17T10:30:00|1923-02-29T10:30:00",
    ),
    case(
        "duration",
        "P1Y|P1M|P1D|PT1H|PT1M|PT1S|PT1.5S|-P1Y|P0Y|P1Y2M3DT4H5M6.7S|␠P1Y␊|P" + "9" * 20 + "Y",
        "P|PT|P1YT|+P1Y|P-1Y|P1.5Y|P1H|PT1Y|P1M1Y|P1W|p1y|P 1Y|PT.5S|PT1.S|∅",
    ),
    case("hexBinary", "∅|0A|0aFf|␠0A␊", "0|0G|0A 0B|0x0A"),
    case(
        "base64Binary",
        "∅|YWJj|YWI=|YQ==|Y Q = =|␠YQ==␊|YWJjYQ==",
        "Y|YQ|YQ=|YR==|YWJ=|YWJj=|=|YQ==YQ==|Y-_=",
    ),
    case(
        "anyURI",
        "∅|a|#a|?a|#|?|a/b|../x|./a:b|/|/a//b|///|//a|//a:80/b|http://a/b?c#d|http:a|http:/|http:///"
        "|file:///c:/x|urn:a:b|mailto:a@b|a b|é/ö|http://ä/|a%20b|{a}|a\\b|<a>|?a[b]|#a[b]|a:[b]"
        "|http://[::1]/|//u@[1:2:3:4:5:6:7:8]:80/a|http://[::1.2.3.4]|http://?a|#a:b|C:/x|😀|␠a␊",
        "[|]|a[b]|/[a]|//|http://|http:|a:#b|:|:a|1:2|é:b|a_b:c|a:|http://[::1|http://]|http://[]/"
        "|http://[g::1]/|http://a[::1]/|http://[1:2:3]/|http://[1::2::3]/|http://[::256.1.1.1]/"
        "|http://[v1.a]/|a#b#c|%|a%2|%zz|http://[::1%25eth0]/",
    ),
)

FACETS = (
    case("string", "ab|éé|😀😀|␠a", "∅|a|abc|␠ab", ("length", "2")),
    case("token", "ab|␠ab␠", "a|␠a␠|abc", ("length", "+2")),
    case("string", "ab|abc", "∅|a|abcd", ("minLength", "2"), ("maxLength", " 3 ")),
    case("NMTOKENS", "a b|␠a␠␠b␠", "a|a b c|ab", ("length", "2")),
    case("IDREFS", "a b|a b c", "a|ab", ("minLength", "2")),
    case("hexBinary", "0A0B", "0A|0A0B0C", ("length", "2")),
    case("base64Binary", "YWI=", "YQ==|YWJj", ("length", "2")),
    case("anyURI", "a b|é/ö", "a|abcd", ("length", "3")),
    case(
        "decimal",
        "1.5|-9.99|999|0.12|01.5",
        "1.234|1000|0.123",
        ("totalDigits", "3"),
        ("fractionDigits", "2"),
    ),
    case("integer", "999|-999|0999", "1000|-1000", ("totalDigits", "3")),
    case("integer", "1|2|3|+2", "0|4", ("minInclusive", "1"), ("maxInclusive", "3")),
    case("integer", "2", "1|3|0|4", ("minExclusive", "1"), ("maxExclusive", "3")),
    case("decimal", "1|1.0|2.99", "0.99|3|3.0", ("minInclusive", "1"), ("maxExclusive", "3")),
    case("float", "1|INF|1e30", "0|-INF|NaN", ("minInclusive", "1")),
    case("double", "1|-INF", "2|INF|NaN", ("maxInclusive", "1")),
    case(
        "date",
        "1924-12-17|1925-01-01|1924-12-19Z",
        "1924-12-16|1924-12-17Z|1924-12-16Z",
        ("minInclusive", "1924-12-17"),
    ),
    case(
        "dateTime",
        "1924-12-17T10:30:00Z|1924-12-17T12:30:00+02:00",
        "1924-12-17T12:29:59+02:00|1924-12-17T10:30:00",
        ("minInclusive", "1924-12-17T10:30:00Z"),
    ),
    case("gYear", "1924|-0044|1800Z", "1925|1924Z|2000Z", ("maxInclusive", "1924")),
    case("time", "10:29:59", "10:30:00|10:30:00.0|11:00:00", ("maxExclusive", "10:30:00")),
    case("duration", "P1M|P32D|P1Y", "P31D|P28D|P27D|PT1H", ("minInclusive", "P1M")),
    case("string", "ab|b", "∅|a|abc|␠ab", ("pattern", "a?b")),
    case("token", "ab|␠ab␊", "a b|abc", ("pattern", "ab")),
    case("integer", "01|09", "1|001", ("pattern", "0[0-9]")),
    case("string", "ab", "a|b|abc", ("pattern", "a.*"), ("pattern", ".*b")),
    case("date", "1924-12-17", "1924-12-18|x", ("pattern", ".*7")),
)

#: Types with parameters that no schema may have.
WRONG: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("string", (("length", "-1"),)),
    ("string", (("length", "1.0"),)),
    ("string", (("length", ""),)),
    ("string", (("pattern", "["),)),
    ("string", (("enumeration", "a"),)),
    ("string", (("whiteSpace", "collapse"),)),
    ("string", (("unheard-of", "1"),)),
    ("string", (("minInclusive", "a"),)),
    ("string", (("totalDigits", "1"),)),
    ("boolean", (("length", "1"),)),
    ("boolean", (("minInclusive", "true"),)),
    ("QName", (("length", "1"),)),
    ("NOTATION", (("maxLength", "1"),)),
    ("integer", (("length", "1"),)),
    ("integer", (("minInclusive", "1.5"),)),
    ("integer", (("totalDigits", "0"),)),
    ("float", (("totalDigits", "1"),)),
    ("date", (("minInclusive", "1924"),)),
    ("gMonth", (("minInclusive", "--12--"),)),
    ("date", (("length", "10"),)),
    ("duration", (("minLength", "1"),)),
    (
        "string",
        (
            ("length", "1"),
            ("length", "1"),
        ),
    ),
    (
        "integer",
        (
            ("minInclusive", "1"),
            ("minInclusive", "2"),
        ),
    ),
    (
        "integer",
        (
            ("minInclusive", "1"),
            ("minExclusive", "2"),
        ),
    ),
    (
        "integer",
        (
            ("minInclusive", "3"),
            ("maxInclusive", "1"),
        ),
    ),
    (
        "integer",
        (
            ("maxExclusive", "2"),
            ("minExclusive", "2"),
        ),
    ),
    (
        "integer",
        (
            ("maxExclusive", "2"),
            ("minInclusive", "2"),
        ),
    ),
    (
        "date",
        (
            ("minInclusive", "1924-12-17"),
            ("maxInclusive", "1924-12-17Z"),
        ),
    ),
)


class Expression(NamedTuple):
    """A regular expression, texts that it matches, and texts that it does not."""

    source: str
    matches: tuple[str, ...]
    others: tuple[str, ...]


def expression(source: str, matches: str, others: str) -> Expression:
    return Expression(source, values(matches), values(others))


EXPRESSIONS = (
    expression("", "∅", "a"),
    Expression("a|b", ("a", "b"), ("", "ab", "c")),
    Expression("(a|)b", ("ab", "b"), ("a", "")),
    Expression("a|", ("a", ""), ("b",)),
    expression("a{2}", "aa", "a|aaa"),
    expression("a{2,}", "aa|aaa", "a"),
    expression("a{0,2}", "∅|aa", "aaa"),
    expression("a{0}b", "b", "ab"),
    expression("a{2147483648}", "", "a|aa"),
    expression("a{0,99999999999}", "∅|aaa", "b"),
    expression("(ab)+c*", "ab|ababcc", "∅|c"),
    expression(".", "a|é|😀|\u2028", "∅|␊|\r|aa"),
    expression("^a$", "^a$", "a"),
    expression("a b", "a b", "ab"),
    expression("#", "#", "∅"),
    expression(r"\.\\\?\*\+\(\)\{\}\-\[\]\^", ".\\?*+(){}-[]^", "a"),
    expression(r"\n\r\t", "\n\r\t", "nrt"),
    expression(r"\s", "␠|␉|␊|\r", "a|\u00a0|\u2003"),
    expression(r"\S", "a|\u00a0", "␠|␊"),
    expression(r"\d", "0|9|٣|𝟎", "a|½|Ⅷ|²"),
    expression(r"\D", "a|½", "0|٣"),
    expression(r"\w", "a|é|0|$|€|^|`|+|😀", "␠|-|.|_|–|\u200b"),
    expression(r"\W", "␠|-|.|_|–", "a|€"),
    expression(r"\i", "a|_|:|é|α|中", "0|-|.|·|々|ʰ|€|😀|\U00020000"),
    expression(r"\I", "0|-|々|😀", "a|:"),
    expression(r"\c", "a|0|-|.|:|·|々|\u0301|٣", "␠|‿|ʰ|€|Ⅷ|😀"),
    expression(r"\C", "␠|€", "a|-"),
    expression(r"[\i-[:]][\c-[:]]*", "a|a1", ":|a:b|1"),
    expression(r"\p{Lu}\p{Ll}\p{Lt}\p{Lm}\p{Lo}", "Aaǅʰ中", "AAǅʰ中"),
    expression(r"\p{L}+", "aÉ中ǅ", "1|a1"),
    expression(r"\P{L}", "1|␠", "a|é"),
    expression(r"[\p{Nd}\p{Nl}\p{No}]+", "1Ⅷ½", "a"),
    expression(r"\p{M}", "\u0301|\u0903|\u20dd", "a"),
    expression(r"[\p{Pc}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}]", "_|-|(|)|«|»|!", "a|+|$"),
    expression(r"[\p{Zs}\p{Zl}\p{Zp}]", "␠|\u00a0|\u2028|\u2029", "␊|␉"),
    expression(r"[\p{Sm}\p{Sc}\p{Sk}\p{So}]", "+|$|^|☃|😀", "-|a"),
    expression(r"\p{Cc}", "␊|\x7f|\x80", "a|\u00ad"),
    expression(r"[\p{Cf}\p{Co}]", "\u00ad|\ufeff|\ue000", "a|␊"),
    expression(r"\p{IsBasicLatin}", "a|~|␊", "é"),
    expression(r"\P{IsBasicLatin}", "é|α", "a"),
    expression(r"[\p{IsGreek}\p{IsCyrillic}]", "α|я", "a"),
    expression("[a-c]", "a|b|c", "d|-"),
    expression("[^a-c]", "d|-|␊", "a|b"),
    Expression("[.*?$()|{}]+", (".*?$()|{}",), ("a",)),
    expression(r"[a\-z]", "a|-|z", "b"),
    expression(r"[\--a]", "-|A|a", "b|,"),
    expression(r"[\t-\r]", "␉|␊|\r", "a"),
    expression("[a^]", "a|^", "b"),
    expression("[a-z-[aeiou]]", "b|z", "a|-"),
    expression("[^a-z-[0-9]]", "A|-", "a|5"),
    expression("[a-z-[b-y-[c]]]", "a|c|z", "b|y"),
    expression("[a-[a]]", "", "a|-"),
    expression(r"[\w-[\d_]]", "a", "1|_|-"),
    expression("[&&b]", "&|b", "a"),
    expression("[-a]", "-|a", "b"),
    expression("[a-]", "-|a", "b"),
    expression("[a-c-]", "a|b|-", "d"),
    expression("[^-a]", "b", "-|a"),
    expression(r"[\d-]", "1|-", "a"),
    expression("[--]", "-", "a"),
    expression("[a--[b]]", "a|-", "b"),
    expression(r"\p{IsTagalog}", "ᜀ", "a"),
    expression(r"\p{IsGreekandCoptic}", "α", "a"),
)

#: Expressions that are none.
NO_EXPRESSIONS = (
    *r"[ ] [] [^] [a ( ) a) (a { } a{ a{a} a{,3} a{3,2} {1} a{1}{2} a** a+? a*? * + ? (*".split(),
    *r"\x \a \b \$ \/ \@ \0 \1 \u0041 \Z \ \pL \p{} \p{l} \p{Cs} \p{L& \p{LC} \p{Latin}".split(),
    *r"\p{IsFoo} \p{isGreek} [a-c-e] [--z] [+--] [---] [a-b-c] [^--z] [z-a] [a[] []a]".split(),
    *r"[[a]] [a-z-[b]x] [-[a]] [a-\d] [\d-a] [\w-\d] [a-\n] [[:alpha:]] [a-z&&[b]]".split(),
    *r"(?:a) (?i)a (?=a) \Qa\E".split(),
)

#: Where Jing differs, by type (or "pattern") and value (or expression), and why siglum does not
#: follow it. ``docs/relax-ng.md`` has the same reasons at length.
OTHERWISE: dict[str, tuple[str, tuple[str, ...]]] = {
    "gYear": (
        "no limit of nine digits is in the recommendation, and zones reach from -14:00 to +14:00",
        values("99999999999999999999|" + "9" * 1000 + "|1924-14:00|1924-13:59"),
    ),
    "gMonth": ("zones reach to -14:00", ("--12-14:00",)),
    "date": ("zones reach to -14:00", ("1924-12-17-14:00",)),
    "time": (
        "§3.2.7 has 24:00:00, no second 60, and a digit behind the point",
        values("24:00:00|24:00:00.0|23:59:60|10:30:00."),
    ),
    "dateTime": (
        "§3.2.7 has 24:00:00, and zones reach to -14:00",
        ("1924-12-17T24:00:00", "1924-12-17T10:30:00.5-14:00"),
    ),
    "duration": ("§3.2.6 has digits on both sides of the point", ("PT.5S", "PT1.S")),
    "anyURI": ("RFC 2732 has no zones in addresses", ("http://[::1%25eth0]/",)),
}

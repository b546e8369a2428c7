"""The parts of a content model that hold no others."""

from collections.abc import Iterator

from siglum.odd.model import (
    Alternate,
    Content,
    InlineAttribute,
    InlineElement,
    Repeated,
    Sequence,
    Tokens,
)


def leaves(content: Content, *, inline: bool = True) -> Iterator[Content]:
    """What sequences, alternatives, repetitions and lists are made of in the end, in order.

    ``inline`` looks into elements and attributes that are defined where they stand, too.
    """
    match content:
        case Sequence(items) | Alternate(items):
            for item in items:
                yield from leaves(item, inline=inline)
        case Repeated(item) | Tokens(item):
            yield from leaves(item, inline=inline)
        case InlineElement(content=inner) | InlineAttribute(content=inner) if inline:
            yield from leaves(inner)
        case _:
            yield content

"""Lists of subscriptions (OPML 1.0-2.0, opml.org/spec2.opml): which feeds someone reads."""

from __future__ import annotations

from qa.articles.readers.records import web_address
from qa.errors import LoadError

_MAX_FEEDS = 500
"""More feeds in one list are not fetched at once: a reader of news subscribes to some dozens."""


def feeds_in(data: bytes) -> list[str]:
    """The http(s) addresses of the feeds in an OPML file, each once. Raises LoadError when it has none."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise LoadError(f"not a readable list of feeds: {error}"[:160], "export it again as OPML") from None
    found: dict[str, None] = {}
    for outline in root.iter("outline") if root is not None else ():
        address = next((v for k, v in outline.attrib.items() if k.lower() == "xmlurl"), None)
        if address and (url := web_address(address.strip().replace("feed://", "http://", 1))):
            found.setdefault(url)
    if not found:
        raise LoadError("no feeds in this list of subscriptions", "its outlines need an xmlUrl")
    return list(found)[:_MAX_FEEDS]

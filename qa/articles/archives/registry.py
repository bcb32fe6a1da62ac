"""All layouts of text and pages, and which of them a file is."""

from __future__ import annotations

from qa.articles.archives import europresse, factiva_html
from qa.articles.archives.factiva import Factiva
from qa.articles.archives.factiva_plain import FactivaPlain
from qa.articles.archives.layout import Export, Layout, Paper
from qa.articles.archives.nexis import Nexis
from qa.articles.archives.nexis_uni import NexisUni
from qa.articles.archives.proquest import ProQuest

LAYOUTS: tuple[Layout, ...] = (NexisUni(), Nexis(), Factiva(), FactivaPlain(), ProQuest())
PAGES = (
    ("factiva", "Factiva", factiva_html.detect, factiva_html.read),
    ("europresse", "Europresse", europresse.detect, europresse.read),
)
NAMES = ("one", "nexis", "nexis-uni", "factiva", "europresse", "proquest")
"""What `--as` takes; "one" reads a file as one article, whatever it looks like."""
VERSION = "1"
"""Of the readers of archives, wires, clippers and containers: files that others read are read again by `qa
rebuild`.
"""
_SURE = 0.5


def layout_of(paper: Paper, asked: str | None = None) -> Layout | None:
    """The layout of a text: the one asked for, else the surest; None when it is none of them."""
    known = [layout for layout in LAYOUTS if asked in (None, layout.name, layout.name.removesuffix("-plain"))]
    if not known:
        return None
    head = paper.look()
    sure = [(layout.detect(head, paper.wrapped), -n, layout) for n, layout in enumerate(known)]
    best = max(sure, key=lambda found: found[:2])
    return best[2] if asked or best[0] >= _SURE else None


def page_export(text: str, asked: str | None = None) -> tuple[str, Export] | None:
    """(title of the layout, articles) of a page that is an export; None for a page of a paper."""
    for name, title, detect, read in PAGES:
        if (asked == name) if asked else detect(text) >= _SURE:
            return title, read(text)
    return None

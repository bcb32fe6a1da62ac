"""The name of a site as its own pages write it: in links to the front page, in a heading that is its logo."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from qa.articles.encoding import one_line
from qa.text.names import is_paper

_LOGO = re.compile(
    r"\b(?:site|blog|page)?[-_]?(?:logo|brand(?:ing)?|masthead)\b|\bsite[-_]?(?:title|name)\b|\bblog[-_]?title\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:home(?:page)?|news|articles?|blog|archives?|print(?: version)?|drucken|druckansicht|start(?:seite)?|"
    r"accueil|inicio|início|menu|menü|logo|back|skip .*|(?:go )?to .*)",
    re.IGNORECASE,
)


def names_site(element: Any) -> bool:
    """Whether an element, or the box right around it, calls itself the name of the site."""
    for _ in range(2):
        if element is None or not isinstance(element.tag, str) or element.tag in ("body", "article", "main"):
            return False
        if _LOGO.search(f"{element.get('class', '')} {element.get('id', '')}"[:200]):
            return True
        element = element.getparent()
    return False


def home_names(tree: Any) -> list[str]:
    """What the links to the front page, and headings that are the logo, call the site, in order."""
    found: list[str] = []
    for element in tree.xpath("//a[@href] | //h1")[:60]:
        if element.tag == "a" and not _leads_home(element.get("href") or ""):
            continue
        if not names_site(element):
            continue
        pictures = [e.get("alt") or "" for e in element.iter("img")]
        text = one_line(element.text_content()[:200]) or one_line(" ".join(pictures))
        text = re.sub(r"\s*\blogo\b\s*", " ", text or "", flags=re.IGNORECASE).strip(" -|:")
        if 1 <= len(text.split()) <= 6 and not _NO_NAME.fullmatch(text) and any(c.isalpha() for c in text):
            found.append(text)
    return list(dict.fromkeys(found))


def papers_in(page: str | None) -> list[str]:
    """The parts of a `<title>` that are plainly the name of a paper: "Harbour Gazette - News"."""
    parts = re.split(r"\s+[|–—·-]\s+|\s*\|\s*", one_line(page) or "")
    return [p for p in parts if len(parts) > 1 and len(p.split()) <= 5 and is_paper(p)]


def _leads_home(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return (
        not parts.path.strip("/")
        and not parts.query
        and not address.startswith(("#", "mailto:", "javascript:"))
    )


def outlet_name(candidates: Iterable[str | None], title: str | None, host: str | None) -> str | None:
    """The first stated name of a site that is one: an address becomes its host, "Name | slogan" its name."""
    for candidate in candidates:
        name = one_line(candidate)
        if not name:
            continue
        name = name.lstrip("@").strip()
        if re.match(r"(?:https?:)?//|www\.", name, re.IGNORECASE):
            name = re.sub(r"^www\.", "", urlsplit(name if "//" in name else f"//{name}").netloc.lower())
        parts = [p.strip() for p in re.split(r"\s+[|–—]\s+|\s+-\s+", name) if p.strip()]
        if len(parts) > 1:
            of_host = (p for p in parts if host and _key(p) in _key(host) and not re.search(r"\.\w{2,5}$", p))
            name = next(of_host, parts[0])
        if (
            name
            and len(name) <= 80
            and not _NO_NAME.fullmatch(name)
            and _key(name) != _key(title or "")
            and any(c.isalpha() for c in name)
        ):
            return name
    return None


def _key(text: str) -> str:
    return re.sub(r"\W+|^(?:the|www)\b", "", text.casefold())

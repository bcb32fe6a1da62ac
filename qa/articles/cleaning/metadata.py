"""What an article says about itself in plain text: language, agency, kind, date, outlet, authors.

Nothing here guesses: a date that the text does not state is None, a mention ("according to AP") is no
credit, and an outlet is only taken from a dateline or a share line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa.articles.cleaning.agencies import BY_NAME, GENERIC_AGENCY, known_agency
from qa.articles.cleaning.stamps import PUBLISHED, UPDATED, dates, is_timestamp
from qa.text.tongue import is_english, likely_languages
from qa.types import ArticleKind

_DASH = r"(?:–|—|--|-|―)"
_PLACE = r"[^\W\d_][\w.'’/-]*(?:[ ,]+[\w.'’/-]+){0,7}"
_DATELINE_DASHED = re.compile(
    rf"(?P<place>{_PLACE}\.?)?[ ,]*\((?P<source>[^()\n]{{2,60}})\)\.?\s*{_DASH}\s*(?=\S)"
)
_DATELINE_BARE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,}(?:[ ,]+(?:[A-ZÀ-Þ][\w.'’-]*|\d{1,2})){0,5})\s*(?:–|—|"
    r"--)\s+(?=[“\"‘'A-ZÀ-Þ])"
)
_DATELINE_DATED = re.compile(
    rf"(?P<place>[^\W\d_][\w.'’/-]*(?: [\w.'’/-]+){{0,3}}),\s+(?P<day>[^–—:()]{{6,40}}?(?:19|20)\d\d)\s*"
    rf"(?:{_DASH}|:)\s+(?=\S)"
)
# Words in capitals before a dash that are no places: organisations and labels.
_NO_PLACE = re.compile(
    r"(?:NATO|OPEC|WHO|FBI|CIA|UNHCR|UNICEF|UNESCO|ASEAN|BRICS|NASA|USA|U\.?[SKN]|BREXIT|COVID|BREAKING|UPDATED?|"
    r"EXCLUSIVE|OPINION|ANALYSIS|WATCH|LIVE|CORRECTION|EDITORIAL|VIDEO|PHOTOS|NOTE)\b"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The words before the first sentence that say where a report was filed and by whom."""

    text: str
    place: str | None
    source: str | None


def dateline(paragraph: str) -> Dateline | None:
    """The dateline that opens a paragraph, or None. `paragraph.startswith(result.text)`.

    Known forms: "Brussels (Some Newspaper) – ", "KYIV, Aug 20 (Reuters) - ", "(AP) — ", "LONDON — ",
    "Northfield, 11 March 2026 – ".
    """
    found = _DATELINE_DASHED.match(paragraph)
    if found and _looks_like_place(found["place"]) and _looks_like_source(found, paragraph[found.end() :]):
        return Dateline(found.group().rstrip(), _place(found["place"]), found["source"].strip())
    dated = _DATELINE_DATED.match(paragraph)
    if dated and _looks_like_place(dated["place"]) and any(start < 14 for start, _ in dates(dated["day"])):
        return Dateline(dated.group().rstrip(), _place(dated["place"]), None)
    bare = _DATELINE_BARE.match(paragraph)
    if bare and not _NO_PLACE.match(bare["place"]):
        return Dateline(bare.group().rstrip(), _place(bare["place"]), None)
    return None


def _looks_like_place(place: str | None) -> bool:
    """Whether the words before the bracket can be a place and a date: capitalised, few, no sentence."""
    if place is None:
        return True
    words = [w for w in re.split(r"[ ,/]+", place) if w]
    small = {
        "de",
        "la",
        "le",
        "el",
        "am",
        "an",
        "der",
        "den",
        "of",
        "the",
        "du",
        "do",
        "da",
        "di",
        "and",
        "on",
        "in",
    }
    return len(words) <= 6 and all(w[0].isupper() or w[0].isdigit() or w.casefold() in small for w in words)


def _looks_like_source(found: re.Match[str], rest: str) -> bool:
    """Whether a bracket names who filed: an agency, several words, any name after a place in capitals."""
    source, place = found["source"].strip(), found["place"] or ""
    named = known_agency(source) is not None or len(source.split()) > 1 or "." in source or source.isupper()
    capitals = place.split(",")[0].isupper()
    return (named or capitals) and not rest[:1].islower()


def _place(words: str | None) -> str | None:
    return words.strip(" ,") or None if words else None


def source_outlet(source: str) -> str | None:
    """The newspaper among the names in a dateline's bracket: "Daily Lantern/HPA" -> "Daily Lantern"."""
    names = [name.strip() for name in source.split("/")]
    return next((name for name in names if name and known_agency(name) is None), None)


_SHARE = re.compile(
    r"(?:share|tweet|follow|find|like|partager?|teilen|comparte|compartir|condividi|suivez|"
    r"folgen)\b[^\n@]{0,40}"
    r"@\s?(?P<handle>[\w-]+(?:\.[\w-]+)*)",
    re.I,
)


def outlet_from_share(text: str) -> str | None:
    """The site a share line names: "Share this @internewscast.com" -> "internewscast.com"."""
    for line in text.splitlines():
        found = _SHARE.match(line.strip())
        if found and len(line.split()) <= 10 and "." in found["handle"]:
            return found["handle"].casefold()
    return None


_CREDIT = re.compile(
    r"(?:by|von|par|por|di|source|sources?|quelle|credit|with|from|agency|agencies|via|©|\(c\)|"
    r"copyright)?\s*:?\s*"
    r"(?:©|\(c\))?\s*(?:\d{4}\s+)?(?P<name>[^\n]{2,60})",
    re.I,
)


def agency(text: str) -> str | None:
    """The wire agency whose copy this is, from its dateline or a credit line; None for a mere mention.

    "according to AP" and "AP reported" are mentions: they stand inside sentences and are not looked at.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[:6]:
        opened = dateline(line)
        if opened and opened.source and (name := known_agency(opened.source)):
            return name
    for line in (*lines[:6], *lines[6:][-4:]):
        if name := _credited(line):
            return name
    return None


def _credited(line: str) -> str | None:
    """The agency that a whole short line credits: "By The Associated Press", "(dpa)", "Source: AFP"."""
    if len(line.split()) > 9:
        tail = re.search(
            r"[.!?][\"”’]?\s*(?:[-–—]+\s*(?P<dash>[A-Z]\w*)|\((?P<paren>[^()]{2,30})\))\s*\.?$", line
        )
        name = (tail["dash"] or tail["paren"]) if tail else None
        return BY_NAME.get(name.casefold()) if name else None
    bare = line.strip("()[]-–— ")
    found = _CREDIT.fullmatch(bare)
    if not found:
        return None
    explicit = bare != found["name"]
    for piece in (found["name"], *re.split(r"\s*[/|,]\s*|\s+(?:and|with|und|et|y)\s+", found["name"])):
        piece = piece.strip(" .")
        if piece.casefold() in BY_NAME:
            return BY_NAME[piece.casefold()]
        if explicit and GENERIC_AGENCY.search(piece) and piece[:1].isupper():
            return piece
    return None


_OPINION = (
    r"opinions?|op-?ed|comment(?:ary|isfree)?|comment is free|editorials?|columns?|columnists?|leader|"
    r"viewpoint|views?|"
    r"perspective|letters?(?: to the editor)?|guest essay|analysis & opinion|meinung|kommentar|"
    r"leitartikel|kolumne|"
    r"gastbeitrag|tribunes?|éditos?|éditorial|chroniques?|point de vue|opinión|opinion|columna|editorial|"
    r"tribuna|opinione|"
    r"commento|editoriale|opinião|opinie|columna de opinión"
)
_OPINION_SECTION = re.compile(rf"(?:.*/)?(?:{_OPINION})(?:[/|:,].*)?", re.I)
_OPINION_TITLE = re.compile(rf"(?:{_OPINION})\s*[|:–—-]\s*\S.*", re.I)
_OPINION_NOTE = re.compile(
    r"(?:views|opinions) expressed (?:in this|here|by|are)|this is an opinion (?:piece|article|column)"
    r"|author['’]s own(?: and do(?:es)? not|\.)|gibt die meinung|opinions? exprimées?",
    re.I,
)
_CORRECTION_LINE = re.compile(
    r"(?:this (?:article|story|report|piece|post) (?:has been|was) (?:corrected|amended)"
    r"|(?:an |in an )?earlier version of this (?:article|story|report|piece|headline)"
    r"|a previous version of this (?:article|story|report|piece)"
    r"|(?:correction|corrections|corrected|clarification|berichtigung|korrektur|rectificatif|rectificación|"
    r"fe de erratas|corrección|rettifica|errata corrige|erratum)\b\s*(?:\([^)]*\)|[^:.\n]{0,40})?[:|–—]"
    r"|in einer früheren (?:version|fassung)|une version précédente de cet article|"
    r"una versión anterior de (?:este|esta))",
    re.I,
)
_CORRECTION_TITLE = re.compile(
    r"(?:correction|corrected|corrects|clarification|berichtigung|rectificatif|corrección)\b", re.I
)
_WITHDRAWN = re.compile(
    r"this (?:article|story|report|piece|post) (?:has been|was|is) (?:retracted|withdrawn|removed|"
    r"unpublished|deleted)"
    r"|(?:retraction|retracted|withdrawn|kill notice|story withdrawn)\s*[:|–—]"
    r"|(?:has|have) (?:retracted|withdrawn) (?:this|the) (?:article|story|report)"
    r"|dieser (?:artikel|beitrag) wurde (?:zurückgezogen|entfernt|gelöscht)"
    r"|cet article a été (?:retiré|supprimé)|este artículo (?:ha sido|fue) (?:retirado|retractado|eliminado)",
    re.I,
)


def kind(title: str, text: str, section: str | None = None) -> ArticleKind:
    """Whether an article is a report, an opinion, corrected, or withdrawn. `text` as published is best.

    Notes are looked for where publishers put them, in the first and last three paragraphs: a report
    *about* a retraction says so in its middle and stays a report. Withdrawn beats corrected beats opinion.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    edges = [*lines[:3], *lines[3:][-3:]]
    if re.match(r"(?:retract(?:ed|ion)|withdrawn)\s*[:|–—]", title, re.I) or any(
        _WITHDRAWN.match(line.lstrip("([*_ ")) or _opens_with_note(line, _WITHDRAWN) for line in edges
    ):
        return "withdrawn"
    if _CORRECTION_TITLE.match(title) or any(
        _CORRECTION_LINE.match(line.lstrip("([*_ ")) or _opens_with_note(line, _CORRECTION_LINE)
        for line in edges
    ):
        return "correction"
    labels = [line for line in lines[:3] if len(line.split()) <= 4]
    if (
        (section and _OPINION_SECTION.fullmatch(section.strip()))
        or _OPINION_TITLE.fullmatch(title)
        or any(re.fullmatch(_OPINION, label.strip(" :|"), re.I) for label in labels)
        or any(_OPINION_NOTE.search(line) for line in edges)
    ):
        return "opinion"
    return "report"


def _opens_with_note(line: str, pattern: re.Pattern[str]) -> bool:
    """Whether a paragraph is an editor's note that holds the pattern ("Editor's note: this story was …")."""
    note = re.match(
        r"[(\[*_ ]*(?:editor['’]?s?['’]? note|editors['’] note|note|update|anmerkung|hinweis)\b", line, re.I
    )
    return bool(note and pattern.search(line))


def dated(line: str, day: date | None) -> bool:
    """Whether a line writes this day in full."""
    return day is not None and any(found == day for _, found in dates(line, day_first=True))


_DAY_FIRST = frozenset(
    ("de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "el", "ro", "cs", "da", "nb", "no")
)


def stated_date(text: str, language: str = "en") -> date | None:
    """The date of publication that the text itself states, else of its update; None when it states none.

    Taken from a line that says so ("Published: 20 August 2025"), a line near the top that is only a date,
    a byline that ends in one, or a dateline with a year. A date inside a sentence is about the news.
    "03/04/2025" is read in languages whose countries all put the day first, not in English.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    updated: date | None = None
    for position, line in enumerate(lines):
        if len(line.split()) > 22:
            opened = dateline(line) if position < 6 else None
            if opened and (stated := _first(opened.text, language)):
                return stated
            continue
        label = line.lstrip("([*•| ")
        if PUBLISHED.match(label) and not line.endswith(".") and (stated := _first(line, language)):
            return stated
        if UPDATED.match(label) and not line.endswith("."):
            updated = updated or _first(line, language)
        elif position < 12 and is_timestamp(line) and (stated := _first(line, language)):
            return stated
    return updated


def dateline_day(line: Dateline | None, language: str = "en") -> date | None:
    """The complete day that a dateline states: "Northfield, 11 March 2026 –"."""
    return _first(line.text, language) if line else None


def _first(line: str, language: str) -> date | None:
    return min(dates(line, day_first=language in _DAY_FIRST), default=(0, None))[1]


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language of a text; "en" when there is too little to tell."""
    if sum(c.isalpha() for c in text) < 40 and is_english(text):
        return "en"
    return likely_languages(text[:4000])[0]

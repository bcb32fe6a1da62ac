"""What an article says about itself in plain text: language, agency, kind, date, outlet, authors.

Nothing here guesses: a date that the text does not state is None, a mention ("according to AP") is no
credit, and an outlet is only taken from a dateline or a share line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qa.types import ArticleKind

# The name readers know -> the ways it stands in datelines and credits.
_AGENCIES = {
    "AP": ("AP", "The Associated Press", "Associated Press"),
    "Reuters": ("Reuters", "Thomson Reuters"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "dpa": ("dpa", "Deutsche Presse-Agentur"),
    "PA": ("PA", "PA Media", "Press Association"),
    "ANSA": ("ANSA",),
    "TASS": ("TASS", "ITAR-TASS"),
    "RIA Novosti": ("RIA Novosti", "RIA"),
    "Interfax": ("Interfax", "Interfax-Ukraine"),
    "Ukrinform": ("Ukrinform",),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "Jiji": ("Jiji", "Jiji Press"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
    "EFE": ("EFE", "Agencia EFE"),
    "Europa Press": ("Europa Press",),
    "Lusa": ("Lusa",),
    "UPI": ("UPI", "United Press International"),
    "Bloomberg News": ("Bloomberg", "Bloomberg News"),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI",),
    "IANS": ("IANS",),
    "APA": ("APA", "Austria Presse Agentur"),
    "SID": ("SID",),
    "Belga": ("Belga",),
    "ANP": ("ANP",),
    "Ritzau": ("Ritzau",),
    "TT": ("TT",),
    "NTB": ("NTB",),
    "STT": ("STT",),
    "PAP": ("PAP",),
    "CTK": ("CTK", "ČTK"),
    "Anadolu": ("Anadolu", "AA", "Anadolu Agency"),
    "SPA": ("SPA",),
    "WAM": ("WAM",),
    "Canadian Press": ("The Canadian Press", "Canadian Press", "CP"),
    "AAP": ("AAP",),
}
_BY_NAME = {name.casefold(): agency for agency, names in _AGENCIES.items() for name in names}
_GENERIC_AGENCY = re.compile(
    r"\b(?:news agency|press agency|newswire|wire service|news service|nachrichtenagentur|presseagentur"
    r"|agence de presse|agencia de noticias|agência de notícias|agenzia di stampa|persbureau)\b",
    re.I,
)
_DASH = r"(?:–|—|--|-|―)"
_PLACE = r"[^\W\d_][\w.'’/-]*(?:[ ,]+[\w.'’/-]+){0,7}"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}\.?)?[ ,]*\((?P<source>[^()\n]{{2,60}})\)\s*(?:{_DASH}|:)?\s+(?=\S)"
)
_DATELINE_DASHED = re.compile(
    rf"(?P<place>{_PLACE}\.?)?[ ,]*\((?P<source>[^()\n]{{2,60}})\)\s*{_DASH}\s*(?=\S)"
)
_DATELINE_BARE = re.compile(
    rf"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{{2,}}(?:[ ,]+[A-ZÀ-Þ][\w.'’-]*){{0,4}})\s*(?:–|—|--)\s+(?=[“\"‘'A-ZÀ-Þ])"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The words before the first sentence that say where a report was filed and by whom."""

    text: str
    place: str | None
    source: str | None


def dateline(paragraph: str) -> Dateline | None:
    """The dateline that opens a paragraph, or None. `paragraph.startswith(result.text)`.

    Known forms: "Brussels (Some Newspaper) – ", "KYIV, Aug 20 (Reuters) - ", "(AP) — ", "LONDON — ".
    """
    found = _DATELINE_DASHED.match(paragraph)
    if found and _looks_like_place(found["place"]):
        return Dateline(found.group().rstrip(), _place(found["place"]), found["source"].strip())
    bare = _DATELINE_BARE.match(paragraph)
    if bare:
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


def _place(words: str | None) -> str | None:
    return words.strip(" ,") or None if words else None


def known_agency(name: str) -> str | None:
    """The agency a credited name stands for: "Associated Press" -> "AP"; None for a newspaper."""
    name = re.sub(r"\s+", " ", name).strip(" .,:;|()[]")
    for piece in (name, *re.split(r"\s*[/,|&]\s*|\s+(?:and|und|et|y)\s+", name)):
        if piece.casefold() in _BY_NAME:
            return _BY_NAME[piece.casefold()]
    if _GENERIC_AGENCY.search(name) and len(name.split()) <= 6 and name[:1].isupper():
        return name
    if re.fullmatch(r"[A-ZÀ-Þ]{2,5}", name):
        return name
    return None


def outlet_from_dateline(text: str) -> str | None:
    """The newspaper a dateline names ("Brussels (Brussels Morning Newspaper) –"); None for an agency."""
    line = dateline(text.lstrip())
    if line is None or line.source is None or known_agency(line.source):
        return None
    return line.source


_SHARE = re.compile(
    r"(?:share|tweet|follow|find|like|partager?|teilen|comparte|compartir|condividi|suivez|folgen)\b[^\n@]{0,40}"
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
    r"(?:by|von|par|por|di|source|sources?|quelle|credit|with|from|agency|agencies|via|©|\(c\)|copyright)?\s*:?\s*"
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
        return _BY_NAME.get(name.casefold()) if name else None
    bare = line.strip("()[]-–— ")
    found = _CREDIT.fullmatch(bare)
    if not found:
        return None
    explicit = bare != found["name"]
    for piece in (found["name"], *re.split(r"\s*[/|,]\s*|\s+(?:and|with|und|et|y)\s+", found["name"])):
        piece = piece.strip(" .")
        if piece.casefold() in _BY_NAME:
            return _BY_NAME[piece.casefold()]
        if explicit and _GENERIC_AGENCY.search(piece) and piece[:1].isupper():
            return piece
    return None


_OPINION = (
    r"opinions?|op-?ed|comment(?:ary|isfree)?|comment is free|editorials?|columns?|columnists?|leader|viewpoint|views?|"
    r"perspective|letters?(?: to the editor)?|guest essay|analysis & opinion|meinung|kommentar|leitartikel|kolumne|"
    r"gastbeitrag|tribunes?|éditos?|éditorial|chroniques?|point de vue|opinión|opinion|columna|editorial|tribuna|opinione|"
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
    r"(?:this|the) (?:article|story|report|piece|post) (?:has been|was|is) (?:retracted|withdrawn|removed|unpublished|deleted)"
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
    """Whether a paragraph is an editor's note that holds the pattern ("Editor's note: this article was …")."""
    note = re.match(
        r"[(\[*_ ]*(?:editor['’]?s?['’]? note|editors['’] note|note|update|anmerkung|hinweis)\b", line, re.I
    )
    return bool(note and pattern.search(line))


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier janv enero ene gennaio janeiro januari",
            "february feb februar février févr fév febrero febbraio fevereiro fev februari",
            "march mar märz mrz mars marzo março maart",
            "april apr avril avr abril abr aprile",
            "may mai mayo maggio maio mei",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet juil julio luglio julho",
            "august aug août agosto ago augustus",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?(?P<mon>{_MONTH})\b\.?,?\s+"
        r"(?:de\s+|del\s+)?(?P<y>(?:19|20)\d\d)(?!\d)",
        re.I,
    ),
    re.compile(
        rf"\b(?P<mon>{_MONTH})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)", re.I
    ),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>(?:19|20)\d\d)(?!\d)"),
)


def dates(text: str) -> Iterator[tuple[int, date]]:
    """Every complete calendar date in a text with where it starts. 03/04/2025 is ambiguous: left out."""
    for pattern in _DATES:
        for found in pattern.finditer(text):
            part = found.groupdict()
            if part.get("a"):
                first, second = int(part["a"]), int(part["b"])
                if (first > 12) == (second > 12) and first != second:
                    continue
                day, month = (first, second) if first > 12 else (second, first)
            else:
                day = int(part["d"])
                month = _MONTHS[part["mon"].casefold()] if part.get("mon") else int(part["m"])
            try:
                yield found.start(), date(int(part["y"]), month, day)
            except ValueError:
                continue


_PUBLISHED = re.compile(
    r"(?:first |originally |last )?(?:published|posted|issued|released|date|veröffentlicht|erschienen|publié|mis en ligne|"
    r"publicado|publicada|pubblicato|gepubliceerd|opublikowano)\b",
    re.I,
)
_UPDATED = re.compile(
    r"(?:last )?(?:updated?|modified|stand|aktualisiert|mis à jour|modifié|actualizado|actualizada|aggiornato|atualizado|"
    r"bijgewerkt)\b",
    re.I,
)


def stated_date(text: str) -> date | None:
    """The date of publication that the text itself states, else of its update; None when it states none.

    Taken from a line that says so ("Published: 20 August 2025"), a line near the top that is only a date,
    a byline that ends in one, or a dateline with a year. A date inside a sentence is about the news.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    updated: date | None = None
    for position, line in enumerate(lines):
        if len(line.split()) > 22:
            opened = dateline(line) if position < 6 else None
            if opened and (stated := _first(opened.text)):
                return stated
            continue
        label = line.lstrip("([*•| ")
        if _PUBLISHED.match(label) and not line.endswith(".") and (stated := _first(line)):
            return stated
        if _UPDATED.match(label) and not line.endswith("."):
            updated = updated or _first(line)
        elif position < 12 and is_timestamp(line) and (stated := _first(line)):
            return stated
    return updated


def _first(line: str) -> date | None:
    return min(dates(line), default=(0, None))[1]


_CLOCK = (
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?|\d{1,2}\s?[ap]\.?m\.?|[ap]\.?m\.?|uhr|gmt|utc|bst|cest?|eastern|pacific|ist|e[sd]?t|p[sd]t|"
    r"[+-]\d{2}:?\d{2}|a las|at|um|à|on|le|el|il|am|den"
)
_WEEKDAY = (
    r"mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|montag|dienstag|"
    r"mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|"
    r"martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
)
_AGO = re.compile(
    r"(?:an?|\d+)\s?(?:second|sec|minute|min|hour|hr|day|week|month|year)s?\s+ago|vor \d+ (?:minuten?|stunden?|tagen?)|"
    r"il y a \d+ (?:minutes?|heures?|jours?)|hace \d+ (?:minutos?|horas?|días?)|just now|yesterday|today",
    re.I,
)
_READ_TIME = re.compile(
    r"\d+[- ]?(?:min(?:ute)?s?)\.?(?: read| reading time| lesezeit| de lecture| de lectura)?", re.I
)


def is_timestamp(line: str) -> bool:
    """Whether a line holds nothing but dates, times and words such as "Updated" or "5 min read"."""
    rest, marked = line, False
    for pattern in (*_DATES, _AGO, _READ_TIME, _PUBLISHED, _UPDATED):
        rest, hits = pattern.subn(" ", rest)
        marked = marked or bool(hits)
    if not marked:
        return False
    rest = re.sub(
        rf"\b(?:{_CLOCK}|{_WEEKDAY}|{_MONTH}|\d{{1,2}}|(?:19|20)\d\d)\b|[\W_]", " ", rest, flags=re.I
    )
    return (
        len(line) <= 120
        and not rest.strip()
        and bool(re.search(r"\d|ago|hace|vor|il y a|now|day", line, re.I))
    )


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language of a text; "en" when there is too little to tell."""
    if sum(c.isalpha() for c in text) < 40:
        return "en"
    # 0.35 s to import and to unpack its model: only adding articles pays for it.
    import py3langid

    code: str = py3langid.classify(text[:4000])[0]
    return code


_NAME_WORD = r"(?:(?:van|von|de|der|den|du|di|da|la|le|el|al|bin|ben|dos|del|ter|ten|zu|y)\s|(?:O|D|Mc|L)['’])?[A-ZÀ-Þ][\w.'’-]*"
_NAME = rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{1,3}}"
_BYLINE = re.compile(
    rf"(?i:written by|reported by|story by|words by|analysis by|exclusive by|report by|author|authors|by|von|par|por|di|da|door|"
    rf"autor|auteur|autore|texte|text)\s?:?\s+(?P<names>{_NAME}(?:(?:\s*[,&]\s*|,?\s+(?:and|und|et|y|e|en)\s+){_NAME})*)"
    r"(?P<rest>\s*(?:$|[,|•·–—(/-].*|(?i:in|for|at|of|für|pour|para|is|updated?|published|posted|and)\b.*|\d.*|@.*))"
)
_CAPS_NAME = re.compile(r"[A-ZÀ-Þ .,'’&-]+")


def byline(line: str) -> tuple[str, ...]:
    """The authors named by a line that is a byline ("By Ana Reis and Tom Holt, in Lisbon"), else ()."""
    line = line.strip().strip("*_[]()").strip()
    if len(line.split()) > 18 or line.endswith(("?", "!")):
        return ()
    found = _BYLINE.fullmatch(line)
    if not found or (
        line.endswith(".") and not re.search(r"\b[A-Z]\.$", line) and len(found["rest"].split()) > 4
    ):
        return ()
    names = re.split(r"\s*[,&]\s*|,?\s+(?:and|und|et|y|e|en)\s+", found["names"])
    return tuple(_person(name) for name in names if name and not known_agency(name))


def _person(name: str) -> str:
    name = name.strip(" .,")
    return name.title() if name.isupper() else name

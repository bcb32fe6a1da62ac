"""Lines that say when and by whom: complete calendar dates in a text, timestamps, bylines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from qa.articles.cleaning.agencies import is_agency
from qa.text.names import is_paper

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


def dates(text: str, *, day_first: bool = False) -> Iterator[tuple[int, date]]:
    """Every complete calendar date in a text with where it starts.

    03/04/2025 is left out as ambiguous, unless the day is known to come first.
    """
    for pattern in _DATES:
        for found in pattern.finditer(text):
            part = found.groupdict()
            if part.get("a"):
                first, second = int(part["a"]), int(part["b"])
                if not day_first and first <= 12 and second <= 12 and first != second:
                    continue
                day, month = (first, second) if day_first or first > 12 else (second, first)
            else:
                day = int(part["d"])
                month = _MONTHS[part["mon"].casefold()] if part.get("mon") else int(part["m"])
            try:
                yield found.start(), date(int(part["y"]), month, day)
            except ValueError:
                continue


def without_day(line: str) -> str | None:
    """What a line holds beside its one complete date, its weekday and the number of a page.

    None without a date, and for the time of printing or downloading, which is to the minute or says so.
    """
    if len(line) > 120 or len({day for _, day in dates(line, day_first=True)}) != 1 or _FETCHED.search(line):
        return None
    for pattern in _DATES:
        line = pattern.sub(" | ", line)
    line = re.sub(rf"\b(?:{_WEEKDAY})\b\.?", " | ", line, flags=re.I)
    return _PAGE.sub(" | ", line)


_PAGE = re.compile(
    r"\b(?:page|seite|pagina|página|pág|pg|p|s)\.?\s*\w?\d{1,4}\b|(?<!\w)\d{1,4}(?!\w)", re.IGNORECASE
)
_FETCHED = re.compile(
    r"\d:\d\d|\b(?:print(?:ed|out)|download(?:ed)?|retrieved|accessed|saved|(?:aus)?gedruckt|abgerufen|"
    r"heruntergeladen|imprimé|téléchargé|consulté|impreso|descargado|stampato|scaricato|afgedrukt)\b",
    re.IGNORECASE,
)


PUBLISHED = re.compile(
    r"(?:first |originally |last )?(?:published|posted|issued|released|date|veröffentlicht|erschienen|"
    r"publié|mis en ligne|"
    r"publicado|publicada|pubblicato|gepubliceerd|opublikowano)\b",
    re.I,
)
UPDATED = re.compile(
    r"(?:last )?(?:updated?|modified|stand|aktualisiert|mis à jour|modifié|actualizado|actualizada|"
    r"aggiornato|atualizado|"
    r"bijgewerkt)\b",
    re.I,
)


_CLOCK = (
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?|\d{1,2}\s?[ap]\.?m\.?|[ap]\.?m\.?|uhr|gmt|utc|bst|cest?|eastern|"
    r"pacific|ist|[ecmp][sd]?t|"
    r"[+-]\d{2}:?\d{2}|a las|at|um|à|on|le|el|il|am|den"
)
_WEEKDAY = (
    r"mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|"
    r"montag|dienstag|"
    r"mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche|lunes|"
    r"martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
)
_SHORT_DATE = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/\d\d(?!\d)")
_AGO = re.compile(
    r"(?:an?|\d+)\s?(?:second|sec|minute|min|hour|hr|day|week|month|year)s?\s+ago|vor \d+ (?:minuten?|"
    r"stunden?|tagen?)|"
    r"il y a \d+ (?:minutes?|heures?|jours?)|hace \d+ (?:minutos?|horas?|días?)|just now|yesterday|today",
    re.I,
)
_READ_TIME = re.compile(
    r"\d+[- ]?(?:min(?:ute)?s?)\.?(?: read| reading time| lesezeit| de lecture| de lectura)?", re.I
)


def is_timestamp(line: str) -> bool:
    """Whether a line holds nothing but dates, times and words such as "Updated" or "5 min read"."""
    if len(line) > 120:  # first of all: on a long run of digits the patterns below take seconds
        return False
    if len(set(dates(line))) > 1 and not PUBLISHED.search(line) and not UPDATED.search(line):
        return False  # "29 November 2018 | 20 January 2019" is when an exhibition is open
    rest, marked = (
        line,
        bool(re.fullmatch(rf"(?:{_CLOCK}|[\W\d])+", line, re.I) and re.search(r"\d[:h]\d\d", line)),
    )
    for pattern in (*_DATES, _SHORT_DATE, _AGO, _READ_TIME, PUBLISHED, UPDATED):
        rest, hits = pattern.subn(" ", rest)
        marked = marked or bool(hits)
    if not marked:
        return False
    rest = re.sub(
        rf"\b(?:{_CLOCK}|{_WEEKDAY}|{_MONTH}|\d{{1,2}}|(?:19|20)\d\d)\b|[\W_]", " ", rest, flags=re.I
    ).strip()
    if not re.search(r"\d|ago|hace|vor|il y a|now|day", line, re.I):
        return False
    # "November 20, 2019 / 1:07 AM / CBS News": the outlet may stand behind a bar after date and time.
    signed = re.search(r"[/|•·]\s*[A-ZÀ-Þ]\w*(?:\s[A-ZÀ-Þ]\w*){0,2}$", line) and re.search(r"\d:\d\d", line)
    return not rest or bool(signed and len(rest.split()) <= 3)


_PARTICLE = r"(?:van|von|de|der|den|du|di|da|la|le|el|al|bin|ben|dos|del|ter|ten|zu|y)"
_NAME_WORD = rf"(?:{_PARTICLE}\s|(?:O|D|Mc|L)['’])?[A-ZÀ-Þ][\w.'’-]*"
_NAME = rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{1,3}}"
_BYLINE = re.compile(
    rf"(?i:written by|reported by|story by|words by|analysis by|exclusive by|report by|author|authors|by|"
    rf"von|par|por|di|da|door|"
    rf"autor|auteur|autore|texte|text)\s?:?\s+(?P<names>{_NAME}(?:(?:\s*[,&]\s*|,?\s+(?:and|und|et|y|e|"
    rf"en)\s+){_NAME})*)"
    r"(?P<rest>\s*(?:$|[,|•·–—(/-].*|(?i:in|for|at|of|für|pour|para|is|updated?|published|posted|and)\b.*|"
    r"\d.*|@.*))"
)


_NO_PERSON = re.compile(
    r"\b(?:and|the|of|reporters?|correspondents?|editors?|writers?|columnists?|news|staff|times|press|"
    r"service|desk|agenc(?:y|ies)|"
    r"bureau|team|media|magazine|newspaper|post|network|contributors?|redaktion|redacción|rédaction|"
    r"redazione|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|morning|evening|night|noon)\b",
    re.I,
)


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
    people = (re.sub(rf"\s+(?:{_MONTH}|updated|published)\.?$", "", name, flags=re.I) for name in names)
    return tuple(
        _person(name)
        for name in people
        if name and not is_agency(name) and not _NO_PERSON.search(name) and not is_paper(name)
    )


_SOURCE = re.compile(r"(?:source|quelle|from|aus|in|fuente|fonte|bron|źródło|источник)\s*:\s*", re.IGNORECASE)


def source_line(line: str, *, signed: bool) -> tuple[str, date] | None:
    """(paper, day) of a line that states where a text was printed: "(Harbour Gazette, 14 March 2024)".

    `signed`: the authors are known, so a name without brackets or "Source:" is the paper's.
    """
    bare = line.strip().strip("*_")
    labelled = _SOURCE.match(bare) is not None or bool(re.fullmatch(r"\(.*\)|\[.*\]", bare))
    rest = without_day(bare) if len(bare) <= 100 else None
    if rest is None or (bare.endswith(".") and not labelled):
        return None
    name = _SOURCE.sub("", rest.strip("()[] ").strip()).strip(" |,;:()[]–—-")
    words = [
        w
        for w in re.findall(r"[^\W\d_][\w'’&.-]*", name)
        if w.lower() not in ("the", "of", "and", "des", "der")
    ]
    titled = 1 <= len(words) <= 6 and all(w[0].isupper() for w in words[:2]) and "|" not in name
    if (
        not titled
        or not (labelled or signed or is_paper(name))
        or PUBLISHED.match(name)
        or UPDATED.match(name)
    ):
        return None
    return name, min(dates(bare, day_first=True))[1]


def _person(name: str) -> str:
    name = name.strip(" .,")
    return name.title() if name.isupper() else name

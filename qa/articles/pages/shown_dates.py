"""The day that a page shows as its own: near the headline, alone, labelled, or with a place or name beside
it.

Days inside sentences, boxes of facts ("Founded …", "Born …"), teasers and comments are about something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from qa.articles.calendar_names import Day, all_weekdays, days_in
from qa.articles.dates import parse_date
from qa.articles.pages.blocks import Block

_MAX_LINE = 160
_MAX_ELEMENT = 70
_UPDATED = re.compile(
    r"updat|modif|chang|revis|edited|aktualisier|geändert|stand\b|mis(?:e)? à jour|actualiz|aggiorn|"
    r"atualiz|bijgewerkt|aangepast|endret|ændret|ändrad|muokattu|"
    r"gewijzigd|zaktualiz|aktualiz|upraven|обновл|измен|оновл|змін|uppdater|opdater|oppdater|päivite|frissít|"
    r"módosít|ενημέρ|güncelle|diperbarui|cập nhật|更新|업데이트|수정|تحديث|עודכן|अपडेट|ажурир|ažurir|naposled|"
    r"последн",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"publi\w*|posted|first|post(?:ed)? on|release\w*|issued|issue|date|dated|created|written|added|"
    r"filed|online since|"
    r"veröffentlicht|erschienen|erstellt|datum|vom|geschrieben|eingestellt|publié\w*|mis en ligne|paru|"
    r"créé|rédigé|"
    r"fecha|creado|escrito|data|pubblicat\w*|scritto|postado|escrito|gepubliceerd|geplaatst|opublikowano|dodano|data|"
    r"vydáno|publikováno|zveřejněn\w*|опубликован\w*|дата|размещено|опубліковано|publicerad\w*|skapad|offentliggjort|"
    r"publisert|udgivet|julkaistu|megjelent|közzé\w*|publicat|δημοσ\w*|yayın\w*|giriş|tarih\w*|diterbitkan|dipublikasikan|"
    r"đăng|ngày|発行|公開|掲載|投稿|発表|发布|发表|時間|时间|日期|입력|등록|승인|작성|기사입력|오전|오후|午前|午後|上午|下午|نشر|تاريخ|פורסם|प्रकाशित|objavljeno|"
    r"on|at|the|by|à|am|um|den|op|laatst|sist|senest|le|el|il|de|del|la|las|los|em|às|alle|ore|om|kl|klo|o|a|w|v|ve|dne|dnia|в|г|року|р|r|u|d|"
    r"tháng|năm|last|zuletzt|dernière|última|ultimo|ostatnia|latest|uhr|hrs?|heures?|h|min|read|minutes?|lesezeit|"
    r"[ap]\.?m|[a-z]{2,4}t|gmt|utc|edt|est|cest|cet|bst|ist|eastern|pacific|central|mountain|time|und|and|et|y|e|news",
    re.IGNORECASE,
)
_LABELLED = 25
"""Characters before a day that a label of publication may take: "Published on Wednesday, "."""
_FIRST = re.compile(r"publi|posted|veröff|erschien|first|опубл|創|公開|発", re.IGNORECASE)
_KIND = re.compile(
    r"(?:press ?releases?|pressemitteilung|presseinformation|meldung|nachricht|news|artikel|article|"
    r"blog|beitrag|bericht|"
    r"communiqué(?: de presse)?|comunicado(?: de prensa)?|comunicato(?: stampa)?|statement|nr\.?|no\.?|№)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(rf"(?:{_UPDATED.pattern})\w*|(?:mis en ligne|a las|last)", re.IGNORECASE)
_CLOCK = re.compile(
    r"\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:[ap]\.?\s?m\.?)?|\d{1,2}\s?[ap]\.?\s?m\.?|[+-]\d{2}:?\d{2}",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|da|door|av|af|przez|od|от|автор|autor\w*|auteur|author|text|texte|redaktion|"
    r"from|(?:posted|submitted|created|written) by)\b",
    re.IGNORECASE,
)
_DATE_NAME = re.compile(
    r"date|time|publi|posted|datum|fecha|stamp|created|veroeffentlicht|meta-?info|dateline", re.IGNORECASE
)
_NO_DATE_NAME = re.compile(
    r"birth|bday|born|event|deadline|expir|copyright|comment|founded|update|modif", re.IGNORECASE
)
_AGO = re.compile(
    r"\bago\b|^vor \d|^il y a\b|^hace\b|\bfa$|^há\b|geleden|\bsedan$|\bsiden$|назад", re.IGNORECASE
)
_MORNING = 9
"""The hour in UTC before which it is still the day before somewhere in America (UTC-8, and an hour)."""
_ELSEWHERE = frozenset(("aside", "teasers", "comments", "footer", "facts", "form", "hidden", "caption"))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of its days: of publication, of its last update."""

    published: date | None = None
    updated: date | None = None


def day_of_line(
    line: str, language: str | None, country: str | None = None, *, named: bool = False
) -> Shown | None:
    """What one line says of the day of publication; None when it is no such line.

    `named`: the page's own markup calls the line a date, so words beside it do not speak against it.
    """
    if len(line) > _MAX_LINE:
        return None
    days = days_in(line, language, country)
    if not days or len(days) > 3:
        return None
    published: date | None = None
    updated: date | None = None
    last = 0
    for _number, found in enumerate(days):
        label = line[last : found.start]
        if _UPDATED.search(label) and not _FIRST.search(label[-14:]):
            updated = max(updated or found.day, found.day)
        elif published is None:
            published = found.day
        elif found.day != published and not _FIRST.search(label):
            return None  # two days that no word tells apart are the span of an event
        last = found.end
    told = _FIRST.match(line) is not None and days[0].start <= _LABELLED and len(line.split()) <= 16
    return Shown(published, updated) if named or told or _only_a_date(line, days) else None


def _only_a_date(line: str, days: Sequence[Day]) -> bool:
    """Whether the words beside the dates are labels, a place before a comma, or a byline and section in
    bars.
    """
    pieces: list[str] = []
    last = 0
    for found in days:
        pieces.append(line[last : found.start])
        last = found.end
    pieces.append(line[last:])
    return all(_harmless(piece, number) for number, piece in enumerate(pieces))


def _harmless(piece: str, number: int) -> bool:
    piece = _CLOCK.sub(" ", piece)
    known = all_weekdays()
    bare = _SPOKEN.sub(" ", piece)
    words = re.findall(r"[^\W\d_]+(?:[.'’-][^\W_]+)*", bare)
    rest = [w for w in words if w.casefold().strip(".") not in known and not _LABEL.fullmatch(w)]
    if not rest:
        return True
    if len(rest) > 8:
        return False
    if re.match(r"\s*[|·•/–—-]", piece) or _signed(piece, known):
        return len(rest) <= 6
    return number == 0 and _place_or_names(bare, rest, known)


def _signed(piece: str, known: frozenset[str]) -> bool:
    """Whether a byline is all that a piece holds besides labels: "PDT by Mirela Standen"."""
    found = _BYLINE.search(piece)
    before = re.findall(r"[^\W\d_]+", piece[: found.start()]) if found else []
    return found is not None and all(w.casefold() in known or _LABEL.fullmatch(w) for w in before)


def _place_or_names(piece: str, rest: list[str], known: frozenset[str]) -> bool:
    """Whether the words before a day are a place ("Northfield, den"), names in a row, or a kind of
    document.
    """
    if all(_KIND.fullmatch(w) for w in rest):
        return True
    named = sum(w[0].isupper() or not w[0].isascii() for w in rest)
    marked = re.search(r"[,/|·•–—(-][^\W\d_]{0,4}[\s.]*[^\W\d_]{0,4}\s*$", piece) or re.search(
        r"[,|·•]", piece
    )
    return bool(marked) and named >= len(rest) - 1 and len(rest) <= 6


def shown_days(
    blocks: Sequence[Block],
    headline: Block | None,
    body: Sequence[Block],
    language: str | None,
    country: str | None,
) -> Shown:
    """The days that stand near the headline.

    Below it before the text, else above it in the same box, else after the text where a label names them.
    """
    if headline is None and not body:
        return Shown()
    top = headline.number if headline is not None else body[0].number
    first = body[0].number if body else top + 1
    below = blocks[top + (headline is not None) : max(first + 3, top + 1)][:40]
    above = [
        b
        for b in reversed(blocks[max(0, top - 14) : top])
        if headline is None or _same_box(b, headline) or (b.number == top - 1 and not b.place)
    ]
    end = body[-1].number if body else top
    after = blocks[max(first + 1, end - 2) : end + 9]  # the last lines of a text often sign and date it
    found = _inside(headline, language, country) if headline is not None else Shown()
    if found.published:
        return found
    regions: tuple[tuple[Sequence[Block], bool], ...] = ((below, False), (above, False), (after, True))
    for region, labelled in regions:
        for block in region:
            if (
                block.place in _ELSEWHERE
                and not _is_head(block)
                and not (region is not above and _signs(block))
            ):
                continue
            if (shown := _of_block(block, language, country, labelled)) is not None:
                found = Shown(found.published or shown.published, found.updated or shown.updated)
                if found.published:
                    return found
    return found


def day_before(
    published: date, stamp: str | None, blocks: Sequence[Block], language: str | None, country: str | None
) -> date | None:
    """The day before a day stated in UTC, when lines of the page are that day and none is the stated one.

    Nothing shown stands where a day of publication does; but a time soon after midnight in UTC is an evening
    west of it, and the page says that day somewhere.
    """
    found = re.search(r"[T ](\d\d):", stamp or "")
    if found is None or int(found[1]) >= _MORNING:
        return None
    days = days_shown(blocks, language, country)
    before = published - timedelta(days=1)
    return before if before in days and published not in days else None


def days_shown(blocks: Sequence[Block], language: str | None, country: str | None) -> set[date]:
    """Every day that a line or `<time>` of the page is, outside menus, teasers, comments and tables."""
    found: set[date] = set()
    for block in blocks:
        if (
            block.place in ("", "header")
            and (shown := _of_block(block, language, country, False)) is not None
        ):
            found |= {day for day in (shown.published, shown.updated) if day is not None}
    return found


def _inside(headline: Block, language: str | None, country: str | None) -> Shown:
    """The day in an element of its own within the heading."""
    for inner in headline.element.iterdescendants() if headline.element is not None else ():
        if (shown := _of_element(inner, language, country)) is not None:
            return shown
    return Shown()


def _signs(block: Block) -> bool:
    """Whether a block opens with a byline, or is a value labelled as the day: under a headline it is the
    article's, whatever its box is called.
    """
    if block.tag in ("dd", "td") and block.place == "facts" and block.element is not None:
        return _is_labelled(block.element)
    return block.place in ("teasers", "form", "aside", "footer") and _BYLINE.match(block.text) is not None


def _is_head(block: Block) -> bool:
    return (
        block.mark is not None
        and block.place in ("teasers", "form", "footer")
        and _DATE_NAME.search(_names(block.element)) is not None
    )


def _same_box(block: Block, headline: Block) -> bool:
    """Whether a block above the headline stands in the box of the headline, at most three elements up."""
    box = headline.element
    for _ in range(3):
        box = box.getparent() if box is not None else None
        if box is None or box.tag in ("body", "html"):
            return False
        if block.element is box or any(parent is box for parent in _up(block.element, 5)):
            return True
    return False


def _up(element: Any, count: int) -> Iterable[Any]:
    for _ in range(count):
        element = element.getparent() if element is not None else None
        if element is None:
            return
        yield element


def _of_block(block: Block, language: str | None, country: str | None, labelled: bool) -> Shown | None:
    element = block.element
    if block.tag in ("dd", "td") and element is not None and _is_labelled(element):
        return day_of_line(block.text.removeprefix("- "), language, country, named=True)
    cell = block.tag in ("tr", "th", "dd", "dt") or (block.tag == "td" and not _of_layout(element))
    if cell or (block.prose and len(block.words) > 25):
        return None
    if len(block.text) <= _MAX_LINE and not (labelled and not _LABEL.match(block.text)):
        text = block.text.removeprefix("- ")
        if (shown := day_of_line(text, language, country, named=_is_named(element))) is not None:
            return shown
    if element is None or len(block.text) > 400:
        return None
    for count, inner in enumerate(element.iterdescendants()):
        if count > 40:
            break
        if (shown := _of_element(inner, language, country)) is not None:
            return shown
    return None


def _of_layout(cell: Any) -> bool:
    """Whether a cell of a table holds lines, as the columns of old pages do, and is no value of data."""
    return cell is not None and cell.find(".//br") is not None


def _is_labelled(element: Any) -> bool:
    """Whether the cell or term before a value names the day of publication: "Published", "Datum"."""
    before = element.getprevious()
    return (
        names_publication(" ".join("".join(before.itertext()).split()).strip(" :"))
        if before is not None
        else False
    )


def names_publication(label: str) -> bool:
    """Whether a label names the day of publication."""
    plain = label.casefold() in ("date", "datum", "fecha", "data", "дата")
    return bool(label) and len(label) <= _LABELLED and (plain or _FIRST.match(label) is not None)


def _of_element(element: Any, language: str | None, country: str | None) -> Shown | None:
    """A `<time>`, or an element that its class names a date, or a short one that is nothing but a date."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "a", "img"):
        return None
    names = _names(element)
    if re.search(r"birth|bday|born|founded", names, re.IGNORECASE):
        return None
    if element.tag == "time" and (day := parse_date(element.get("datetime"))):
        before = "".join(element.itertext())
        late = _UPDATED.search(f"{names} {before}") is not None
        return Shown(None, day) if late else Shown(day, None)
    text = " ".join("".join(element.itertext()).split())[: _MAX_ELEMENT + 1]
    if not text or len(text) > _MAX_ELEMENT:
        return None
    if _AGO.search(text) and (day := element.get("title")):
        text = " ".join(day.split())[:_MAX_ELEMENT]  # "3 years ago", and the day where the pointer rests
    old = element.tag == "time" and re.search(r"updat|modif", names, re.IGNORECASE) is not None
    shown = day_of_line(text, language, country, named=_is_named(element))
    return Shown(None, shown.published or shown.updated) if shown and old else shown


def _names(element: Any) -> str:
    return (
        f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"[:200]
        if element is not None
        else ""
    )


def _is_named(element: Any) -> bool:
    """Whether an element says of itself that it holds a date."""
    if element is None:
        return False
    names = _names(element)
    return (element.tag == "time" or _DATE_NAME.search(names) is not None) and not _NO_DATE_NAME.search(names)

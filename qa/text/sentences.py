"""Sentences with exact offsets.

Own rules, because they are better than the libraries we compared:
F1 of boundaries on held-out cases .980 (pysbd .951, blingfire .931, segtok .879), on German cases 1.000
(.952, .783, .833), at 0.07 s a megabyte (pysbd 5.0, blingfire 0.24). Every offset is found by matching in
the text itself, so it is right by construction, which looking up a library's strings is not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.text.vocabulary import numbered
from qa.text.wordset import wordset

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_CLOSERS = "\"'”’»›)\\]"
_STOP = re.compile(
    rf"(?<![.!?…])(?P<mark>[.!?…]+)(?P<close>[{_CLOSERS}]*)(?P<gap>\s+|$|(?=[“\"‘]?(?:[A-Z][a-z]|[AI]\b)))"
    r"|(?P<cjk>[。！？।؟]+[」』”’]*)"
)
_NEXT = re.compile(r"[\"'“‘„«‹(\[¿¡]*\s*(?P<word>[^\W_]+(?:[.’'][^\W_]+)*)?")
_LAST_WORD = re.compile(r"(?<!\w)(?:(?:[^\W\d_]\.\s?)*[^\W\d_]|[^\W_]+(?:[.’'-][^\W_]+)*)$")
_ASKED = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*\s+){1,4}|(?:the|an?|one|his|her|their)\s+(?:\w+\s+){1,3})"
    r"(?:said|asked|says|asks|added|wrote|told|replied|shouted|wondered|cried|called)\b"
)

_TITLES = wordset(
    """
    mr mrs ms mx dr prof gen col lt sgt capt maj brig adm cmdr cdr cpl pvt pte sen rep gov pres rev fr
    hon ste sr sra srta messrs mme mlle supt insp det cllr amb atty asst assoc sec comdr lt-gen
    maj-gen ret herr hr frau dipl ing mag univ
    """
)
_BEFORE_NUMBER = wordset(
    """
    no nos art arts sec secs para paras p pp vol vols fig figs ch chap rm apt ext tel nr op ca circa c
    approx jan feb mar apr jun jul aug sep sept oct nov dec abs ziff bd s
    """
)
_MAY_END = wordset(
    """
    st inc corp ltd co cos llc plc bros jr snr etc al ave blvd rd hwy dept univ assn est ph.d phd m.d b.a
    m.a vs approx min max ft mi sq lb oz mph usw bzw ca cf e.g i.e viz govt intl natl mt ft rev esq ed
    eds ag gmbh mio mrd tsd jh jan feb mar apr jun jul aug sep sept oct nov dec ala ariz ark calif colo
    conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt
    wash wis wyo ont que
    """
)
_NEVER_END = {"en": frozenset(["vs", "e.g", "i.e", "cf", "viz"])}
_NEVER_END["de"] = wordset("z.b d.h u.a o.ä s.o bzw vgl evtl ggf sog inkl z b d h u zb dh bspw etwa")
_STARTERS = wordset(
    """
    the a an he she it they we you i this that these those there here his her its their our my your in
    on at by for from with without after before since when while as if although though because however
    but and or so yet nor then now meanwhile still also both all some many most several one two no not
    what who where why how which once under over during despite according asked last next earlier later
    until instead officials police authorities critics analysts residents witnesses der die das ein eine
    er sie es wir ich dies diese im am in auf mit nach vor bei aber und doch auch wie als wenn dort hier
    il elle ils le les une un la los el
    """
)
_ENGLISH = ("en",)
_CALENDAR = ("weekdays", "weekdays_short", "months", "months_short")
_AFTER_CLOCK = frozenset(name for key in _CALENDAR for name in numbered(key, _ENGLISH)) | wordset(
    """
    gmt utc est edt cst cdt mst mdt pst pdt et ct mt pt bst cet
    cest eet eest msk ist jst aest eastern central pacific moscow kyiv
    """
)
_MONTHS_DE = frozenset(numbered("months", ("de",)))
_NAMES_WITH_MARK = frozenset(("yahoo", "jeopardy", "panic", "oklahoma"))
_STRAIGHT = re.compile('"')
_OPENING = {"“": "”", "„": "“”", "«": "»", "(": ")"}
# What is longer is no word: a run of letters and full stops is looked at once, not at each of its stops.
_WORD_REACH = 80
# A reader needs the speaker of a quotation, so a quotation is not cut up unless it is longer than this.
_WHOLE_QUOTATION = 320


def sentence_spans(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Spans of sentences: ordered, not overlapping, without outer space, covering all but space.

    A line break always ends a sentence. A quotation or parenthesis of several sentences stays whole up to
    320 characters. `language` is an ISO code; "de" adds German abbreviations and ordinals.
    """
    return list((kept_spans if len(text) <= _LONG else _all_spans)(text, language))


def _all_spans(text: str, language: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        spans.extend(_spans_of_line(text, line.start(), line.end(), language))
    return tuple(spans)


# An article is cut for each search that finds it, and what stands before a sentence for each check of it: 90
# texts for a topic with four questions, 0.1 ms each. Longer texts are rare, and would fill the memory.
_LONG = 40_000
kept_spans = lru_cache(maxsize=512)(_all_spans)


def _spans_of_line(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    line, shut = start, bytearray(end - start)
    for a, b in _shut_regions(text, start, end):
        shut[a + 1 - start : b - start] = b"\x01" * (b - a - 1)
    for stop in _STOP.finditer(text, start, end):
        at = stop.end("close") if stop.group("cjk") is None else stop.end()
        if at >= end or shut[at - line]:
            continue
        if stop.group("cjk") is None and not _ends(text, start, stop, end, language):
            continue
        _append(spans, text, start, at)
        start = at
    _append(spans, text, start, end)
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        left = start + len(piece) - len(piece.lstrip())
        spans.append((left, left + len(stripped)))


def _shut_regions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Quotations and parentheses on one line that are short enough to be kept whole, marks excluded."""
    regions = []
    for mark, closers in _OPENING.items():
        at = text.find(mark, start, end)
        while at >= 0:
            ends = [e for c in closers if (e := text.find(c, at + 1, min(end, at + _WHOLE_QUOTATION))) >= 0]
            again = text.find(mark, at + 1, end)
            if ends and (again < 0 or again > min(ends)):
                regions.append((at, min(ends) + 1))
            at = again
    quotes = [m.start() for m in _STRAIGHT.finditer(text, start, end)]
    if quotes and len(quotes) % 2 == 0:
        pairs = zip(quotes[::2], quotes[1::2], strict=True)
        regions.extend((a, b + 1) for a, b in pairs if b - a < _WHOLE_QUOTATION)
    return regions


def _ends(text: str, start: int, stop: re.Match[str], end: int, language: str) -> bool:
    """Whether a full stop, question or exclamation mark, or ellipsis ends the sentence begun at `start`."""
    mark, close = stop.group("mark"), stop.group("close")
    following = _NEXT.match(text, stop.end(), min(end, stop.end() + _WORD_REACH))
    word = following.group("word") if following else None
    if not stop.group("gap"):  # "war.Reports": a lost space, believed only before a usual first word
        return bool(word) and text[stop.start() - 1].islower() and _first(word or "") in _STARTERS
    if word is None or word[0].islower():
        return word is None and bool(close or mark[0] in "!?")
    if mark[0] in "!?":
        last = _last_word(text, start, stop.start())
        return last not in _NAMES_WITH_MARK and not (close and _ASKED.match(text, stop.end(), end))
    if len(mark) > 1 or mark == "…" or close:
        quoted = close and close[0] in '”"' and _ASKED.match(text, stop.end(), end)
        return not quoted or _spoken_before(text, start, stop.start())
    last = _last_word(text, start, stop.start())
    if last in ("a.m", "p.m", "am", "pm") and _ZONE.match(text, stop.end(), end):
        return False
    before = text[max(start, stop.start() - _WORD_REACH) : stop.start()]
    return _full_stop_ends(last, word, before, language)


_ZONE = re.compile(r"(?:[A-Z][\w-]+\s+){1,2}(?:(?:local|standard|daylight|summer)\s+)?time\b")
_SAYS = re.compile(
    r"\b(?:said|says|asked|asks|added|wrote|told|replied|shouted|called|warned|argued|stated|insisted)\b"
)


def _spoken_before(text: str, start: int, end: int) -> bool:
    """Whether the words before a quotation name its speaker: the next name begins a sentence."""
    opening = max(text.rfind(mark, start, end) for mark in '“"„')
    return opening >= start and bool(_SAYS.search(text, start, opening))


def _first(word: str) -> str:
    return re.split(r"[.’']", word)[0].lower()


def _last_word(text: str, start: int, end: int) -> str:
    found = _LAST_WORD.search(text, max(start, end - 24), end)
    return found.group().replace(" ", "").lower() if found else ""


def _full_stop_ends(last: str, word: str, before: str, language: str) -> bool:
    """Whether the full stop after `last` ends a sentence when `word`, not in lower case, comes next."""
    starter = _first(word) in _STARTERS and not (len(word) == 1 and word != "I" and word != "A")
    if last in _NEVER_END.get(language, ()) or last in _NEVER_END["en"] or last in _TITLES:
        return False
    if last.isdigit():
        if not before.rstrip("0123456789").strip(" \"'“(*•-"):
            return False  # "1. The first point": a list number
        ordinal = language == "de" and len(last) <= 2
        return not (ordinal and (not starter or word.lower() in _MONTHS_DE))
    if word[0].isdigit() and last in _BEFORE_NUMBER:
        return False
    if last in ("a.m", "p.m", "am", "pm"):
        return _first(word) not in _AFTER_CLOCK
    if last in _MAY_END or (len(last) == 1 and last.isalpha()) or re.fullmatch(r"(?:\w\.)+\w", last):
        return starter
    return True

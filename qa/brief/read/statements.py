"""Who says what: speaker, role, words, outlet, and what kind of source the words come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.articles.cleaning.agencies import is_agency as is_listed_agency
from qa.articles.cleaning.agencies import known_agency
from qa.brief.read.lexicon import is_a
from qa.brief.read.offices import capital
from qa.brief.read.roles import is_person, people_of, role_of
from qa.brief.read.sheet import Sheet, SheetLine, Spoken, correction_note
from qa.brief.read.speakers import Speakers, Speech
from qa.brief.read.voices import Voice
from qa.types import Article
from qa.types.briefing import Statement, StatementKind

MOST_PER_SPEAKER = 3
"""Statements shown of one speaker: what one says in a dozen sentences belongs into the article."""

_ANONYMOUS = re.compile(
    r"\b(?:not to be (?:named|identified)|on (?:the )?condition of anonymity|anonymous(?:ly)?|"
    r"declined to be (?:named|identified)|"
    r"(?:person|people|source|official|insider)s? (?:close to|familiar with|"
    r"with (?:direct )?knowledge of|briefed on|"
    r"who (?:was|were|is|are|has|have|spoke)\b)|(?:a|one|two|three|four|several|some|many|unnamed) (?:\w+ )?"
    r"(?:sources?|insiders?|persons?(?!,? reports?\b)|people who were)|the (?:person|source|insider)|"
    r"according to (?:a person|people|sources?))\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:according to|in|the|a|an|its?|their|final|interim|written|short|joint|seen by)\s(?:[\w-]+\s){0,4}?"
    r"(?-i:document|report|letter|note|memo|statement|study|filing|indictment|complaint|log|minutes|"
    r"press release|"
    r"annual report|court papers?|e-?mail|ruling|protocol|survey|audit|communiqué)s?\b"
    r"(?:[^.,;]{0,60}?\b(?:said|says|show(?:s|ed)?|stated|states|lists|listed|found|finds|concludes?d?|notes|noted|reads|put)\b"
    r"|\s+(?:seen|sent|published|released|obtained|that the \w+ sent))|"
    r"according to (?:a|an|the|its)\s(?:[\w-]+\s){0,4}(?-i:document|report|letter|note|memo|study|"
    r"filing|survey|estimate)\b",
    re.IGNORECASE,
)
_AGENCY = r"(?:the\s+)?(?:news\s+)?(?:agency\s+)?(?P<{0}>(?:[A-ZČ][\w-]*|dpa)(?:\s[A-Z][\w-]*){{0,3}})"
_CHAIN = re.compile(
    _AGENCY.format("a") + r"\s+(?:has\s+|had\s+)?reported,?\s+(?:according to|citing|as reported by)\s+"
    + _AGENCY.format("b") + "|" + r"reported by\s+" + _AGENCY.format("c")
    + r",?\s+(?:according to|citing)\s+" + _AGENCY.format("d")
)  # fmt: skip
_RELAYED = re.compile(
    r"(?:according to|reported by|told|citing|quoted by)\s+" + _AGENCY.format("a")
    + r"\b|" + _AGENCY.format("b") + r"\s+(?:news agency\s+)?(?:has\s+)?(?:reported|reports|quoted|said)\b"
)  # fmt: skip
_OPINION = re.compile(
    r"\b(?:I (?:believe|think|am|would|doubt|fear|hope)|ought to|should|must|deserves?|in my view)\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence with who says it."""

    line: SheetLine
    speaker: str
    kind: StatementKind
    chain: tuple[str, ...] = ()
    role: str = ""


def statements(sheet: Sheet, most: int = 24) -> list[Statement]:
    """Statements with their speakers, by source and place; the fullest first where there are too many."""
    found: list[Said] = []
    for item in sheet.items:
        found += said_in(sheet, item.article)
    found = _thinned(sheet, found, most)
    found.sort(key=lambda s: (s.line.item.number, s.line.place))
    return [_statement(sheet, said) for said in found]


def speaker_in(sheet: Sheet, line: SheetLine) -> str | None:
    """Who is said to say a line; None when the outlet says it itself."""
    rows = said_in(sheet, line.article)
    return next((s.speaker for s in rows if s.line.index == line.index and s.kind != "outlet"), None)


def said_in(sheet: Sheet, article: Article) -> list[Said]:
    """The statements of one article; found once for every topic that reads it, for it takes 10 ms."""
    lines = sheet.by_article.get(article.id, ())
    spoken = sheet.readings[article.id].spoken
    if lines and not spoken:
        found = _of_article(article, lines)
        spoken[:] = [Spoken(s.line.place, s.speaker, s.kind, s.chain, s.role) for s in found]
    return [Said(lines[one.place], *one[1:]) for one in spoken]


def _of_article(article: Article, lines: Sequence[SheetLine]) -> list[Said]:
    """The statements of one article, in reading order."""
    usable = [line for line in lines if not (line.facts.to_machine or correction_note(line))]
    if article.kind == "opinion":
        author = article.authors[0] if article.authors else article.outlet or "the author"
        told = [line for line in usable if _OPINION.search(line.text) and not _VIEWS.search(line.text)]
        return [Said(line, author, "opinion") for line in told[:2]]
    reader = Speakers(article.text, people_of(article.text))
    speeches = reader.read([(line.sentence.start, line.sentence.end) for line in usable])
    roles = _Roles(article.text, speeches)
    found: list[Said] = []
    last: Said | None = None
    for line, speech in zip(usable, speeches, strict=True):
        said = _said(line, speech, last, roles)
        if said:
            found.append(said)
        last = said or (last if line.facts.leans_back else None)
    if usable and not any(s.line.index == usable[0].index for s in found):
        found.append(Said(usable[0], article.outlet or "the outlet", "outlet"))
    return found


_VIEWS = re.compile(r"\bviews expressed\b|\bcolumnist of\b", re.IGNORECASE)


class _Roles:
    """The roles of the persons of one article, each looked for once."""

    def __init__(self, text: str, speeches: Sequence[Speech]) -> None:
        self._text = text
        self._known: dict[str, str] = {}
        self._told: dict[str, str] = {}
        for speech in speeches:
            if speech.voice and speech.voice.role:
                self._told.setdefault(speech.voice.name, speech.voice.role)

    def of(self, voice: Voice) -> str:
        """The role of a person as the article words it; "" when it gives none."""
        if not voice.person:
            return ""
        if voice.name not in self._known:
            role = role_of(self._text, voice.name) or self._told.get(voice.name, "")
            short = (w for w in dict.fromkeys(_SHORT.findall(role)) if w[1] == "." or is_a("ranks", w))
            for word in short:  # "U.S President", "state Rep": the stops that splitting took out
                if f"{word}." in self._text:
                    role = re.sub(rf"(?<![\w.]){re.escape(word)}(?![\w.])", f"{word}.", role)
            self._known[voice.name] = role
        return self._known[voice.name]


_SHORT = re.compile(r"(?<![\w.])(?:U\.[SNK]|[A-Z][a-z]{1,3})(?![\w.])")


def _said(line: SheetLine, speech: Speech, last: Said | None, roles: _Roles) -> Said | None:
    """Who says the line, if anybody is named or described as saying it."""
    voice, chain = speech.voice, chain_of(line.text)
    quoted = any(len(q.text.split()) >= 3 for q in line.facts.quotations)
    if _SILENT.search(line.text) and not quoted:
        return None
    spoken = _without_quotations(line)
    if chain and last is not None and _REMARKS.match(line.text):
        return Said(line, last.speaker, "agency report", chain, last.role)
    if voice and not voice.person and _ANONYMOUS.search(spoken) and not _is_named(voice.name):
        described = _source_phrase(spoken) or voice.name
        return Said(line, described, "anonymous source") if described else None
    document = _DOCUMENT.search(line.text) if voice is None or not voice.person else None
    if document and (voice is not None or quoted or _REPORTS.search(document.group())):
        return Said(line, _document_phrase(document.group()), "document", chain)
    if voice is None:
        return Said(line, chain[0], "agency report", chain) if chain else None
    if is_listed_agency(voice.name):
        return Said(line, voice.name, "agency report", (known_agency(voice.name) or voice.name,))
    if voice.document:
        return Said(line, voice.name, "document", chain)
    if chain:
        return Said(line, voice.name, "agency report", chain, roles.of(voice))
    kind: StatementKind = (
        "anonymous source" if _UNNAMED.match(voice.name) and not voice.person else "on the record"
    )
    return Said(line, voice.name, kind, (), roles.of(voice))


def _is_named(name: str) -> bool:
    """Whether a voice is a body with a name of its own, whoever else the sentence describes."""
    return capital(name.split()[-1]) and name.split()[0].lower() not in ("a", "an", "one")


_SILENT = re.compile(
    r"\b(?:declin(?:ed|es) (?:to (?:comment|be interviewed)|comment)|(?:requests?|asked) for (?:a )?comment|"
    r"(?:did not|didn['’]t|has not|have not) (?:immediately )?(?:respond|repl(?:y|ied)|return(?:ed)?))\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"(?:an?|one|two|several|some)\s(?:[\w-]+\s){0,3}?(?:members?|officials?|employees?|workers?|neighbou?rs?|"
    r"witness(?:es)?|residents?|colleagues?|relatives?|friends?|diplomats?|insiders?|sources?|person|people|"
    r"officers?|aides?|advisers?|survivors?|passengers?|lawmakers?|executives?|managers?|sailors?|seam[ae]n|"
    r"soldiers?|ministers?|generals?)\b",
    re.IGNORECASE,
)
"""Somebody in particular whose name is not given; "a spokesman" speaks for a body that is named."""
_REPORTS = re.compile(
    r"^according to\b|\b(?:said|says|show(?:s|ed)?|states|stated|lists|listed|found|finds|concludes?d?|"
    r"notes|noted|reads|put)$",
    re.IGNORECASE,
)
_REMARKS = re.compile(r"(?:The|These|His|Her|Their) (?:remarks?|comments?|statements?|words|quotes?)\b")


def _without_quotations(line: SheetLine) -> str:
    """The line with the words inside quotation marks blanked: they are not the outlet's."""
    text = line.text
    for quotation in line.facts.quotations:
        text = text[: quotation.start] + " " * (quotation.end - quotation.start) + text[quotation.end :]
    return text


def _document_phrase(words: str) -> str:
    """The document without the verb: "A document seen by the newspaper lists" is "A document …"."""
    cut = re.sub(r"^(?:according to|in|seen by|their)\s", "", words, flags=re.IGNORECASE)
    found = re.match(
        r".*?\b(?:document|report|letter|note|memo|statement|study|filing|indictment|complaint|log|minutes|release|"
        r"papers?|e-?mail|ruling|protocol|survey|audit|communiqué|estimate)s?\b",
        cut,
        re.IGNORECASE,
    )
    return found.group() if found else cut


def chain_of(text: str) -> tuple[str, ...]:
    """The agencies a report went through, nearest to the speaker first."""
    for found in _CHAIN.finditer(text):
        pair = [
            known_agency(n)
            for n in (found["a"] or found["c"], found["b"] or found["d"])
            if is_listed_agency(n)
        ]
        if len(pair) == 2:
            return tuple(name for name in pair if name)
    for single in _RELAYED.finditer(text):
        name = single["a"] or single["b"]
        if is_listed_agency(name):
            return (known_agency(name) or name,)
    return ()


def _source_phrase(text: str) -> str:
    """The anonymous source as the sentence describes it."""
    found = re.search(
        r"\b(?:(?:[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ss]everal|[Ss]ome) (?:\w+ ){0,2}"
        r"(?:persons?|people|sources?|officials?|insiders?|members?|employees?|workers?|sailors?|"
        r"managers?)(?: of \w+ \w+)?"
        r"(?: (?:familiar with|close to|with knowledge of|briefed on|who) [^,.;]{3,60}?(?= told|"
        r" said|,|\.|$))?"
        r"|[Tt]he (?:person|source|insider|official)(?=,? (?:who|told|said))"
        r"|(?:[Aa]n?|[Tt]he) [\w -]{3,40}?(?=,? who (?:asked|declined|requested|refused|wished|spoke|"
        r"did not want) ))",
        text,
    )
    return found.group() if found else ""


def _thinned(sheet: Sheet, found: Sequence[Said], most: int) -> list[Said]:
    """Near-identical statements once; each speaker's weightiest first, then the second of each, and so on."""
    kept: list[Said] = []
    rows: list[tuple[int, float, Said]] = []
    count: dict[str, int] = {}
    for said in sorted(found, key=lambda s: -_weight(s)):
        turn = count.get(said.speaker.casefold(), 0)
        same = (k for k in kept if k.speaker == said.speaker)
        if turn >= MOST_PER_SPEAKER or any(sheet.cosine(said.line, k.line) >= 0.8 for k in same):
            continue
        count[said.speaker.casefold()] = turn + 1
        kept.append(said)
        rows.append((turn, -_weight(said), said))
    rows.sort(key=lambda row: row[:2])
    return [said for _, _, said in rows[:most]]


def _weight(said: Said) -> float:
    """How much a statement is worth a line: verbatim words and rare kinds first, the outlet's own last."""
    quoted = sum(len(q.text.split()) for q in said.line.facts.quotations)
    rare = {"anonymous source": 3.0, "agency report": 3.0, "opinion": 2.5, "document": 2.0, "outlet": 0.4}
    slight = 0.8 if len(said.line.text.split()) < _SLIGHT else 0.0
    told = 0.5 / (1 + said.line.place)
    return (
        rare.get(said.kind, 1.0) + min(quoted, 20) / 20 + 0.3 * bool(said.line.facts.numbers) + told - slight
    )


_SLIGHT = 7
"""Words of a line that is hardly worth one: "By hand," she said."""


def _statement(sheet: Sheet, said: Said) -> Statement:
    article = said.line.article
    return Statement(
        speaker=said.speaker,
        role=said.role if is_person(said.speaker) or said.role else "",
        kind=said.kind,
        sentence=sheet.check(said.line),
        outlet=article.outlet,
        published=article.published,
        quotations=tuple(q.text for q in said.line.facts.quotations),
        chain=said.chain,
    )

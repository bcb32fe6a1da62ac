"""Who says what: speaker, role, words, outlet, and what kind of source the words come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.brief.read.news import quoted_share
from qa.brief.read.roles import ORGANISATION, full_name, is_person, role_of
from qa.brief.read.sheet import Line, Sheet
from qa.text import Attribution, attributions, speaker_of
from qa.types import Article
from qa.types.briefing import Statement, StatementKind

MOST_PER_SPEAKER = 3
"""Statements shown of one speaker: what one says in a dozen sentences belongs into the article."""

AGENCIES = (
    "Associated Press", "AP", "Reuters", "AFP", "Agence France-Presse", "dpa", "DPA", "RIA Novosti", "TASS",
    "Interfax", "Xinhua", "Kyodo", "EFE", "ANSA", "PTI", "Ukrinform", "Anadolu", "Bloomberg", "UPI", "Yonhap",
)  # fmt: skip
_SHORT = {"Associated Press": "AP", "Agence France-Presse": "AFP", "DPA": "dpa"}
_AGENCY = "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))
_ANONYMOUS = re.compile(
    r"\b(?:not to be (?:named|identified)|on (?:the )?condition of anonymity|anonymous(?:ly)?|"
    r"declined to be (?:named|identified)|"
    r"(?:person|people|source|official|insider)s? (?:close to|familiar with|"
    r"with (?:direct )?knowledge of|briefed on|"
    r"who (?:was|were|is|are|has|have|spoke)\b)|(?:a|one|two|three|four|several|some|many|unnamed) (?:\w+ )?"
    r"(?:sources?|insiders?|persons?|people who were)|the (?:person|source|insider)|"
    r"according to (?:a person|people|sources?))\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:according to|in|the|a|an|its?|their|final|interim|written|short|joint|seen by)\s(?:[\w-]+\s){0,4}?"
    r"(?-i:document|report|letter|note|memo|statement|study|filing|indictment|complaint|log|minutes|"
    r"press release|"
    r"annual report|court papers?|e-?mail|ruling|protocol|survey|audit|communiqué)s?\b"
    r"(?:[^.,;]{0,60}?\b(?:said|says|show(?:s|ed)?|states?|stated|lists?|listed|found|finds|concludes?d?|notes?d?|reads?|put)\b"
    r"|\s+(?:seen|sent|published|released|obtained|that the \w+ sent))|"
    r"according to (?:a|an|the|its)\s(?:[\w-]+\s){0,4}(?-i:document|report|letter|note|memo|study|"
    r"filing|survey|estimate)\b",
    re.IGNORECASE,
)
_CHAIN = re.compile(
    rf"(?P<first>{_AGENCY})\s+(?:has\s+|had\s+)?reported,?\s+(?:according to|citing|"
    rf"as reported by)\s+(?:the\s+)?(?P<second>{_AGENCY})"
    rf"|reported by\s+(?:the\s+)?(?:agency\s+)?(?P<third>{_AGENCY}),?\s+(?:according to|"
    rf"citing)\s+(?:the\s+)?(?P<fourth>{_AGENCY})"
)
_RELAYED = re.compile(
    rf"(?:according to|reported by|told|citing|"
    rf"quoted by)\s+(?:the\s+)?(?:news\s+)?(?:agency\s+)?(?P<a>{_AGENCY})\b"
    rf"|\b(?:the\s+)?(?:agency\s+)?(?P<b>{_AGENCY})\s+(?:news agency\s+)?(?:has\s+)?(?:reported|"
    rf"reports|quoted|said)\b"
)
_OPINION = re.compile(
    r"\b(?:I (?:believe|think|am|would|doubt|fear|hope)|ought to|should|must|deserves?|in my view)\b"
)
_VOICES = re.compile(
    r"(?:compan(?:y|ies)|firm|board|office|ministr(?:y|ies)|government|police|union|service|officials?|residents?|famil(?:y|ies)|"
    r"operator|court|council|county|authorit(?:y|ies)|spokes(?:man|woman|person)|group|agency|camp|part(?:y|ies)|lawyers?|"
    r"relatives|workers?|employees|members?|staff|neighbours?|neighbors?|witness(?:es)?|prosecutors?|analysts?|investigators?|"
    r"organi[sz]ers?|inspectors?|firefighters?|doctors?|rescuers?|engineers?|experts?|coastguard|army|navy|military|"
    r"department|association|committee|institute|university|hospital|bank|insurers?|broker|alliance|chiefs?|ministers?|"
    r"leaders?|critics|campaigners|activists|scientists|researchers|patients|passengers|survivors|islanders|voters|"
    r"commission|inspectorate|judges?|mayor|governor|president|club|team|owners?|shareholders|unternehmen|polizei|firma|"
    r"behörden?|regierung|bezirksregierung|reederei|sprecher(?:in)?)$",
    re.IGNORECASE,
)
_PRONOUN = frozenset({"he", "she", "they", "it", "who", "we", "i", "er", "sie", "that", "which", "this"})


@dataclass(frozen=True, slots=True)
class _Said:
    line: Line
    speaker: str
    kind: StatementKind
    chain: tuple[str, ...]


def statements(sheet: Sheet, most: int = 24) -> list[Statement]:
    """Statements with their speakers, by source and place; the fullest first where there are too many."""
    found: list[_Said] = []
    for item in sheet.items:
        found += _said_in(sheet, item.article)
    found = _thinned(sheet, found, most)
    found.sort(key=lambda s: (s.line.item.number, s.line.place))
    return [_statement(sheet, said) for said in found]


def speaker_in(sheet: Sheet, line: Line) -> str | None:
    """Who is said to say a line; None when the outlet says it itself."""
    rows = _said_in(sheet, line.article)
    return next((s.speaker for s in rows if s.line.index == line.index and s.kind != "outlet"), None)


def _said_in(sheet: Sheet, article: Article) -> list[_Said]:
    """The statements of one article; found once for every topic that reads it, for it takes 10 ms."""
    lines = sheet.by_article.get(article.id, ())
    memo = sheet.memos.setdefault(article.id, {})
    if "said" not in memo:
        memo["said"] = [(s.line.place, s.speaker, s.kind, s.chain) for s in _of_article(article, lines)]
    return [_Said(lines[place], speaker, kind, chain) for place, speaker, kind, chain in memo["said"]]


def _of_article(article: Article, lines: Sequence[Line]) -> list[_Said]:
    """The statements of one article, in reading order."""
    usable = [line for line in lines if not line.facts.to_machine]
    if article.kind == "opinion":
        author = article.authors[0] if article.authors else article.outlet or "the author"
        told = [line for line in usable if _OPINION.search(line.text) and not _VIEWS.search(line.text)]
        return [_Said(line, author, "opinion", ()) for line in told[:2]]
    found: list[_Said] = []
    last: _Said | None = None
    for line in usable:
        said = _said(article, line, last)
        if said:
            found.append(said)
        last = said or (last if line.facts.leans_back else None)
    if usable and not any(s.line.index == usable[0].index for s in found):
        found.append(_Said(usable[0], article.outlet or "the outlet", "outlet", ()))
    return found


_VIEWS = re.compile(r"\bviews expressed\b|\bcolumnist of\b", re.IGNORECASE)


def _said(article: Article, line: Line, last: _Said | None) -> _Said | None:
    """Who says the line, if anybody is named as saying it; a bare quotation goes on with the last speaker."""
    verbs = [
        v
        for v in attributions(line.text)
        if not _RECALLED.search(line.text[: v.start]) and not _NO_SAYING.match(line.text, v.start)
    ]
    chain = chain_of(line.text)
    quoted = [q for q in line.facts.quotations if len(q.text.split()) >= 3]
    document = _DOCUMENT.search(line.text)
    if not verbs and not chain and not document and quoted_share(line) < _BARE:
        return None
    if _SILENT.search(line.text) and not quoted:
        return None
    spoken = _without_quotations(line)
    anonymous = bool(_ANONYMOUS.search(spoken))
    if chain and last is not None and _REMARKS.match(line.text):
        return _Said(line, last.speaker, "agency report", chain)
    speaker = _speaker(article, line, verbs, anonymous)
    if document and not (verbs or quoted or _REPORTS.search(document.group())):
        document = None  # "issued a statement released through the team" says nothing
    if document and not anonymous and (speaker is None or not is_person(speaker)):
        return _Said(line, _document_phrase(document.group()), "document", chain)
    if speaker is None and last is not None and (quoted or any(_is_pronoun(v) for v in verbs)):
        kind: StatementKind = last.kind if last.kind != "agency report" else "on the record"
        return _Said(line, last.speaker, kind, chain)
    if speaker is None:
        return _Said(line, chain[0], "agency report", chain) if chain else None
    if chain:
        return _Said(line, speaker, "agency report", chain)
    unnamed = anonymous or _UNNAMED.match(speaker)
    kind = "anonymous source" if unnamed and not is_person(speaker) else "on the record"
    return _Said(line, speaker, kind, ())


_RECALLED = re.compile(
    r"\b(?:(?:than|as)\b[^;.]{0,60}|times the\b[^;.]{0,90}|"
    r"\w\s(?:that|which)\s(?:its|the|his|her|their)\b[^;.]{0,60})"
    r"\bhad\s(?:\w+ly\s)?$",
    re.IGNORECASE,
)
"""Before a verb of saying that only recalls: "three times the 90 tonnes that its owner had | stated"."""
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
_BARE = 0.6
"""Share of a line in quotation marks from which it is a quotation that goes on, and no quoted title."""

_REPORTS = re.compile(
    r"^according to\b|\b(?:said|says|show(?:s|ed)?|states?|stated|lists?|listed|found|finds|concludes?d?|"
    r"notes?d?|reads?|put)$",
    re.IGNORECASE,
)
_NO_SAYING = re.compile(
    r"(?:posted(?!\s(?:on|online|that|:))|recalled(?!\s(?:that|how|:|[\"“]))|"
    r"asked (?:for|to)\b|called (?:the )?(?:police|911|an ambulance|emergency))",
    re.IGNORECASE,
)
"""Verbs of saying that say nothing here: "posted bail", "recalled three batches"."""

_REMARKS = re.compile(r"(?:The|These|His|Her|Their) (?:remarks?|comments?|statements?|words|quotes?)\b")


def _without_quotations(line: Line) -> str:
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
    found = _CHAIN.search(text)
    if found:
        pair = (found["first"] or found["third"], found["second"] or found["fourth"])
        return tuple(_SHORT.get(name, name) for name in pair)
    single = _RELAYED.search(text)
    if not single:
        return ()
    name = single["a"] or single["b"]
    return (_SHORT.get(name, name),)


def _is_pronoun(verb: Attribution) -> bool:
    return verb.subject.lower() in _PRONOUN


def _speaker(article: Article, line: Line, verbs: Sequence[Attribution], anonymous: bool) -> str | None:
    """The speaker as the article names them in full; None when the line leaves it open."""
    if anonymous:
        described = _source_phrase(_without_quotations(line))
        if described:
            return described
    people = [v.name for v in verbs if v.name and not re.fullmatch(_AGENCY, v.name)]
    full = [full_name(article, name) for name in people if not name[:1].isdigit()]
    if good := [name for name in full if _can_speak(name)]:
        return good[0]
    for quotation in line.facts.quotations:
        start = line.sentence.start
        at = type(quotation)(quotation.text, start + quotation.start, start + quotation.end)
        if name := speaker_of(article.text, at):
            return full_name(article, name)
    for verb in verbs:
        if not _is_pronoun(verb) and (subject := _voice(verb.subject)):
            return subject
    return None


def _can_speak(name: str) -> bool:
    """Whether a proper name is one of a person or body: two words, an acronym, or a word for a body."""
    words = name.split()
    body = bool(_VOICES.search(name) or ORGANISATION.search(name))
    return (len(words) > 1 and name[:1].isupper() and not re.search(r"\d", name)) or (
        len(words) == 1 and name.isupper() and body
    )


def _voice(subject: str) -> str | None:
    """The subject if its head is a word for people or a body that can speak; else None."""
    subject = _JOINT.sub("", subject.strip())
    head = re.split(r"\s(?:of|at|in|for|from|who|with|near|on)\s", subject)[0]
    fits = 1 <= len(subject.split()) <= 8 and _VOICES.search(head) and subject[:1].isalpha()
    return subject if fits and not _PREPOSED.match(subject) else None


_JOINT = re.compile(
    r"^(?:where|whether|but|and|so|while|(?:al)?though|yet|because|then|now|meanwhile|if|as|since|when|after)\s+",
    re.I,
)
_PREPOSED = re.compile(
    r"(?:of|by|in|at|on|from|which|that|as|when|after|before|than|had|has|was|were)\b", re.I
)


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


def _role_in(sheet: Sheet, article: Article, speaker: str) -> str:
    """`role_of`, found once for every topic that reads the article: it takes 0.5 ms."""
    roles = sheet.memos.setdefault(article.id, {}).setdefault("roles", {})
    if speaker not in roles:
        roles[speaker] = role_of(article, speaker)
    return str(roles[speaker])


def _thinned(sheet: Sheet, found: Sequence[_Said], most: int) -> list[_Said]:
    """Near-identical statements once; each speaker's weightiest first, then the second of each, and so on."""
    kept: list[_Said] = []
    rows: list[tuple[int, float, _Said]] = []
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


def _weight(said: _Said) -> float:
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


def _statement(sheet: Sheet, said: _Said) -> Statement:
    article = said.line.article
    open_role = said.kind in ("outlet", "anonymous source", "document") or not is_person(said.speaker)
    return Statement(
        speaker=said.speaker,
        role="" if open_role else _role_in(sheet, article, said.speaker),
        kind=said.kind,
        sentence=sheet.check(said.line),
        outlet=article.outlet,
        published=article.published,
        quotations=tuple(q.text for q in said.line.facts.quotations),
        chain=said.chain,
    )

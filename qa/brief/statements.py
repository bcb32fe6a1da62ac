"""Who says what: speaker, role, words, outlet, and what kind of source the words come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.brief.sheet import Line, Sheet
from qa.briefing import Statement, StatementKind
from qa.text import Attribution, attributions, core_name, names, speaker_of
from qa.types import Article

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
    r"who (?:was|were|is|are|has|have)\b)|(?:a|one|two|three|four|several|some|many|unnamed) (?:\w+ )?"
    r"(?:sources?|insiders?|persons?|people who were)|the (?:person|source|insider)|"
    r"according to (?:a person|people|sources?))\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:according to|in|the|a|an|its?|their|final|interim|written|short|joint|seen by)\s(?:[\w-]+\s){0,4}?"
    r"(?:document|report|letter|note|memo|statement|study|filing|indictment|complaint|log|minutes|"
    r"press release|"
    r"annual report|court papers?|e-?mail|ruling|protocol|survey|audit|communiqué)s?\b"
    r"(?:[^.,;]{0,60}?\b(?:said|says|show(?:s|ed)?|states?|stated|lists?|listed|found|finds|concludes?d?|notes?d?|reads?|put)\b"
    r"|\s+(?:seen|sent|published|released|obtained|that the \w+ sent))|"
    r"according to (?:a|an|the|its)\s(?:[\w-]+\s){0,4}(?:document|report|letter|note|memo|study|"
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
_ORGANISATION = re.compile(
    r"\b(?:[A-Z]{2,}|Group|Chemicals|Board|Office|Ministry|Council|Union|Agency|Press|Party|Inc|Ltd|Corp|Authority|"
    r"Court|University|Hospital|Service|Police|Department|Committee|Association|Company|Ferries|Risk|Therapeutics|"
    r"House|Bank|Inspectorate|Commission|Institute|Street|Forces?|Command|Defen[cs]e)\b"
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
    found = _thinned(sheet, found)
    found = sorted(found, key=lambda s: -_weight(s))[:most]
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
    verbs = attributions(line.text)
    chain = chain_of(line.text)
    quoted = [q for q in line.facts.quotations if len(q.text.split()) >= 3]
    document = _DOCUMENT.search(line.text)
    if not verbs and not quoted and not chain and not document:
        return None
    spoken = _without_quotations(line)
    anonymous = bool(_ANONYMOUS.search(spoken))
    if chain and last is not None and _REMARKS.match(line.text):
        return _Said(line, last.speaker, "agency report", chain)
    speaker = _speaker(article, line, verbs, anonymous)
    if document and not anonymous and (speaker is None or not _is_person(speaker)):
        return _Said(line, _document_phrase(document.group()), "document", chain)
    if speaker is None and last is not None and (quoted or any(_is_pronoun(v) for v in verbs)):
        kind: StatementKind = last.kind if last.kind != "agency report" else "on the record"
        return _Said(line, last.speaker, kind, chain)
    if speaker is None:
        return _Said(line, chain[0], "agency report", chain) if chain else None
    if chain:
        return _Said(line, speaker, "agency report", chain)
    kind = "anonymous source" if anonymous and not _is_person(speaker) else "on the record"
    return _Said(line, speaker, kind, ())


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


def _is_person(speaker: str) -> bool:
    """Whether the speaker is named as a person: two capitalised words or more, none of an organisation."""
    words = speaker.split()
    proper = all(w[0].isupper() or w in ("van", "von", "de", "der", "al", "bin", "la", "di") for w in words)
    return 2 <= len(words) <= 4 and proper and not _ORGANISATION.search(speaker)


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
    full = [_full_name(article, name) for name in people if not name[:1].isdigit()]
    if good := [name for name in full if _can_speak(name)]:
        return good[0]
    for quotation in line.facts.quotations:
        start = line.sentence.start
        at = type(quotation)(quotation.text, start + quotation.start, start + quotation.end)
        if name := speaker_of(article.text, at):
            return _full_name(article, name)
    for verb in verbs:
        if not _is_pronoun(verb) and (subject := _voice(verb.subject)):
            return subject
    return None


def _can_speak(name: str) -> bool:
    """Whether a proper name is one of a person or body: two words, an acronym, or a word for a body."""
    words = name.split()
    body = bool(_VOICES.search(name) or _ORGANISATION.search(name))
    return (len(words) > 1 and name[:1].isupper() and not re.search(r"\d", name)) or (
        len(words) == 1 and name.isupper() and body
    )


def _voice(subject: str) -> str | None:
    """The subject if its head is a word for people or a body that can speak; else None."""
    subject = subject.strip()
    head = re.split(r"\s(?:of|at|in|for|from|who|with|near|on)\s", subject)[0]
    fits = 1 <= len(subject.split()) <= 8 and _VOICES.search(head) and subject[:1].isalpha()
    return subject if fits and not _PREPOSED.match(subject) else None


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
        r"|(?:[Aa]n?|[Tt]he) [\w -]{3,40}?(?=,? who (?:asked|declined|requested|refused|wished|"
        r"did not want) ))",
        text,
    )
    return found.group() if found else ""


def _full_name(article: Article, name: str) -> str:
    """The longest form of a person's name that the article uses."""
    last = name.split()[-1]
    if len(name.split()) > 1:
        return _bare(name)
    forms = {_bare(core_name(n.text)) for n in names(article.text)}
    people = [f for f in forms if 2 <= len(f.split()) <= 4 and f.split()[-1] == last]
    return max(people, key=len, default=name)


def _bare(name: str) -> str:
    """A name without "of Italy" behind it and a trade before it ("Fisherman Aulay Strand")."""
    words = re.split(r"\sof\s", name)[0].split() if not _ORGANISATION.search(name) else name.split()
    while len(words) > 2 and _ROLE_NOUN.fullmatch(words[0].rstrip(".")):
        words = words[1:]
    return " ".join(words)


_ROLE_AFTER = (
    r",\s(?P<after>(?:an?\s|the\s|its\s|his\s|her\s|who\s(?:leads|heads|chairs|runs)\s)?"
    r"[^.;:\"“”]{{3,80}}?)(?:,|\.|;|\ssaid|\stold|\swho\b|$)"
)
_ROLE_BEFORE = r"(?P<before>(?:[A-Z][\w.'’-]+\s|[a-z-]+\s(?:of\s(?:the\s)?)?){{0,5}}){name}"
_NOT_ROLE = re.compile(
    r"^\s*(?:\d|and\b|but\b|or\b|after\b|when\b|on\b|in\b|said\b|told\b|which\b|with\b|by\b|"
    r"while\b|to\b|as\b|not\b|the company\b$)"
)
_ROLE_NOUN = re.compile(
    r"\b(?:chief|head|director|minister|president|chair(?:man|woman|person)?|spokes(?:man|woman|person)|mayor|governor|"
    r"officer|manager|analyst|secretary|leader|captain|judge|coroner|doctor|professor|dr|prof|engineer|lawyer|owner|"
    r"founder|general|gen|col|adm|commander|master|executive|councillor|senator|ambassador|commissioner|adviser|inspector|"
    r"teacher|pharmacist|resident|mother|father|worker|fisherman|economist|candidate|challenger|retired|sprecherin|kapitän|"
    r"leads|heads|chairs|runs|columnist|editor|official|prosecutor|detective|sergeant|skipper|conductor|coach)\b",
    re.IGNORECASE,
)


def _role_in(sheet: Sheet, article: Article, speaker: str) -> str:
    """`role_of`, found once for every topic that reads the article: it takes 0.5 ms."""
    roles = sheet.memos.setdefault(article.id, {}).setdefault("roles", {})
    if speaker not in roles:
        roles[speaker] = role_of(article, speaker)
    return str(roles[speaker])


def role_of(article: Article, speaker: str) -> str:
    """The role of a named speaker as this article words it, "" when it gives none.

    Words before the name ("fire chief Marta Ellingsworth") or set off behind it (", its medical director,").
    """
    name = re.escape(speaker)
    best = ""
    for found in re.finditer(_ROLE_BEFORE.format(name=name), article.text):
        words = found["before"].strip()
        noun = _ROLE_NOUN.search(words)
        if noun:
            cut = re.split(r"\b(?:said|told|by|with|that|and|asked|of the opinion|for)\s", words)[-1]
            cut = re.split(r"(?<=[A-Za-z]{3})\.\s", cut)[-1]
            role = re.sub(r"^(?:the|its|a|an|his|her|said|says)\s", "", cut.strip(), flags=re.IGNORECASE)
            best = max(best, role if _ROLE_NOUN.search(role) else "", key=len)
    if best:
        return best
    for found in re.finditer(name + _ROLE_AFTER.format(), article.text):
        words = re.sub(r"^(?:\d+,\s)", "", found["after"]).strip()
        if _ROLE_NOUN.search(words) and not _NOT_ROLE.match(words) and len(words.split()) <= 12:
            return words
    before = re.search(r"(?:the|its|a|an)\s(?P<role>(?:[\w'’-]+\s){0,5}[\w'’-]+),\s" + name, article.text)
    return before["role"] if before and _ROLE_NOUN.search(before["role"]) else ""


def _thinned(sheet: Sheet, found: Sequence[_Said]) -> list[_Said]:
    """Near-identical statements once, and no more of one speaker than are worth reading."""
    kept: list[_Said] = []
    count: dict[str, int] = {}
    for said in sorted(found, key=lambda s: -_weight(s)):
        if count.get(said.speaker, 0) >= MOST_PER_SPEAKER:
            continue
        same = (k for k in kept if k.speaker == said.speaker)
        if any(sheet.cosine(said.line, k.line) >= 0.8 for k in same):
            continue
        count[said.speaker] = count.get(said.speaker, 0) + 1
        kept.append(said)
    return kept


def _weight(said: _Said) -> float:
    """How much a statement is worth a line: verbatim words and rare kinds first, the outlet's own last."""
    quoted = sum(len(q.text.split()) for q in said.line.facts.quotations)
    rare = {"anonymous source": 3.0, "agency report": 3.0, "opinion": 2.5, "document": 2.0, "outlet": 0.4}
    return rare.get(said.kind, 1.0) + min(quoted, 20) / 20 + (0.3 if said.line.facts.numbers else 0.0)


def _statement(sheet: Sheet, said: _Said) -> Statement:
    article = said.line.article
    open_role = said.kind in ("outlet", "anonymous source", "document") or not _is_person(said.speaker)
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

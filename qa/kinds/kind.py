"""What kind of question is asked, by its grammar: in doubt it asks for a fact.

The forms are those of English questions in general (auxiliary first, comparative with "than", a plural behind
"which", a noun of the library itself behind "how many"), and not phrases of any set. Measured by
`bench/kinds.py` on the locked half of `bench/questions`; the figures are in docs/quality.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["fact", "list", "yes_no", "order", "compare", "sides", "count", "overview"]
KINDS: tuple[Kind, ...] = get_args(Kind)

WORDS: dict[Kind, str] = {
    "fact": "a fact",
    "list": "a list",
    "yes_no": "yes or no",
    "order": "which came first",
    "compare": "a comparison of amounts",
    "sides": "what several sides say",
    "count": "a count over the library",
    "overview": "an overview",
}
"""Each kind as readers are told it."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The kind of a question, and the words that decided it (empty where nothing did)."""

    kind: Kind
    why: str = ""


_AUX = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|"
    r"isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|won't)"
)
_ASKED = r"(?:who|whom|whose|what|which|when|where|why|how)"
# What a library holds; "reports" and "papers" may be things of the news, so they need a word for the library.
_TEXTS = r"(?:articles?|stories|texts|news items|clippings|documents|pieces|reports|papers)"
_SOURCES = r"(?:outlets?|sources|newspapers|publishers|publications|sites|media)"
_HELD = (
    r"(?:did|mention|name[sd]?\b|cover|contain|talk|appear|refer|deal|discuss|write|wrote|are "
    r"(?:there|about|from|in)|"
    r"is|were (?:published|written)|published|do (?:you|we|I) have|from|in (?:the|this|my|our) (?:library|"
    r"collection|archive)|come|quot|speak|report|say|called|(?:have|has) (?:a|no|the)\b|written|dated|"
    r"undated|"
    r"(?:appeared|published) in|of \d{4})"
)
_MOST = r"(?:most|least)(?: (?:often|frequently|widely|commonly))?"
_NAMED = (
    r"(?:mentioned|named|quoted|cited|discussed|talked about|referred to|covered|come up|comes up|appears?)"
)
_OVERALL = (
    r"(?:topics?|themes?|subjects?|stories|events|developments?|news|headlines|issues|trends|points|"
    r"facts|changes|"
    r"happenings|takeaways)"
)
_MAIN = r"(?:main|key|major|big(?:gest)?|top|most important|important|central|leading|chief|latest|principal)"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"\d{4}|(?:last|this|past) (?:\w+ )?(?:days?|weeks?|months?|years?)|yesterday|today|recently|lately)"
)
_NO_COMPARATIVE = (
    "after other number whether under over former member minister leader rather further never ever her"
)
_COMPARATIVE = (
    r"(?:more|less|fewer|worse|better|[a-z]{2,}er"
    + "".join(rf"(?<!\b{word})" for word in _NO_COMPARATIVE.split())
    + ")"
)
_AFTER = r"(?=[,:]|\s(?:or|in|at|on|by|for|this|last)\b|\W*$)"
_GRADED = rf"(?:(?:more|less|fewer|worse|better)\b|{_COMPARATIVE}{_AFTER})"
"""A comparative without "than", and not the name of a trade: "longer in Selm", but not "the baker sold"."""
_NAMES_OR = r"[^?]{3,}[,:]?\s(?:or|and)\s(?:the\s)?[^?]{2,}"
_SAY = (
    r"(?:say|said|think|thought|see|saw|react|respond|describe|explain|view|call|speak|comment|argue|claim|"
    r"write|wrote|give|tell|judge|feel)"
)

_HERE = r"(?:here|there|(?:in )?(?:the|this|my|our) (?:library|collection|archive))"
_EXTREME = r"(?:oldest|earliest|newest|latest|most recent|youngest)"
_EXISTS = (
    r"(?:(?:do|did|have|has|is|are|was|were) (?:(?:you|we|I|there|it|they) )?(?:have |got )?(?:any|some)?\s?|"
    r"(?:got )?any\s?|got )(?:thing|articles?|stories|news|coverage|texts|clippings)"
)
_ABOUT = r"(?:about|on|regarding|concerning|mentioning|covering|that mentions?|which mentions?)"
_REPORTED = (
    r"covered?|report(?:ed|s)?|wr[io]tes?|written|mention(?:ed|s)?|published|carried|ran|have articles"
)

_FORMS: tuple[tuple[Kind, str], ...] = (
    # about the library: counts and rankings
    ("count", rf"\bhow many (?:different |distinct |other |of the |of these |of my )*{_TEXTS}\b.*\b{_HELD}"),
    ("count", rf"\bhow many (?:[\w-]+ ){{1,4}}{_TEXTS} (?:mention|name|cover|contain|talk|refer|are|were)\b"),
    (
        "count",
        rf"\bhow many (?:different |distinct |other )*{_SOURCES}\b.*"
        rf"\b(?:are|report|mention|name|cover|write|come|"
        rf"do|in)\b",
    ),
    ("count", rf"\b(?:in|from|on|by) how many (?:different |distinct )*(?:{_TEXTS}|{_SOURCES}|days)\b"),
    ("count", rf"\b(?:number|count) of {_TEXTS}\b|^count (?:all )?(?:the |of )?{_TEXTS}\b"),
    ("count", r"\bhow many of (?:these|those|them)\b.*\b(?:from|by|mention|about|name|cover)\b"),
    ("count", rf"\bhow much (?:has|have|is|was|did)\b.*\b(?:written|reported|published|write|{_TEXTS})\b"),
    ("count", rf"^(?:which|what)\b.*\b{_EXTREME} (?:[\w-]+ )?(?:articles?|story|stories|texts?|pieces?)\b"),
    ("count", rf"^{_EXISTS}\b(?: \w+)?? {_ABOUT}\b"),
    ("count", rf"^(?:which|what) {_SOURCES} (?:have |has |did )?(?:{_REPORTED})\b"),
    ("count", rf"^who (?:{_REPORTED}) (?:on|about)\b"),
    ("count", rf"\bhow often (?:is|are|was|were|do|does)\b.*\b(?:{_NAMED}|mention)"),
    ("count", rf"\b{_MOST} {_NAMED}\b|\b{_NAMED} (?:the )?{_MOST}\b"),
    ("count", rf"\b(?:in|by|from) (?:the )?most (?:of the )?{_TEXTS}\b"),
    (
        "count",
        rf"\b(?:which|what|who) (?:[\w-]+ )?(?:has|have|wrote|writes|published|are|is|did)\b.*\bmost "
        rf"{_TEXTS}\b",
    ),
    (
        "count",
        rf"\b(?:which|what) (?:{_SOURCES}|day|days|week|month|months|year|years|person|people|names?|country|"
        rf"countries|place|places)\b.*\b(?:most|fewest|least)\b.*\b(?:{_TEXTS}|{_NAMED}|write|report|"
        rf"publish|about)",
    ),
    ("count", rf"\b(?:which|what) {_SOURCES} (?:are there|are in|do (?:you|we|I) have|does)\b"),
    ("count", rf"\bin (?:which|what) (?:day|week|month|year)\b.*\bmost {_TEXTS}\b"),
    ("count", r"\b(?:which|what) (?:[\w-]+ )?(?:names?|people|persons)\b.*\b(?:come up|appear)\b.*\bmost\b"),
    # an overview: of everything, of a topic, of a period
    ("overview", r"\b(?:overview|round-?up|digest|summary|gist)\b"),
    ("overview", r"^(?:please )?(?:tell me )?(?:everything|all you (?:have|know)) (?:about|on)\b"),
    ("overview", rf"\bwhat(?:'s| is| do (?:you|we|I) have)(?: all)? (?:in )?(?:here|{_HERE})\W*$"),
    (
        "overview",
        rf"\bwhat (?:kinds?|sorts?) of (?:{_OVERALL}|{_TEXTS})\b.*\b(?:{_HERE}|{_TEXTS}|you have)\b",
    ),
    ("overview", r"^(?:please )?(?:summari[sz]e|sum up|recap|brief me|catch me up|bring me up to)\b"),
    ("overview", r"\bup to (?:date|speed) (?:on|with|about)\b"),
    ("overview", rf"\b{_MAIN} (?:[\w'-]+ ){{0,2}}{_OVERALL}\b"),
    (
        "overview",
        rf"\b(?:what|which) (?:[\w'-]+ )?{_OVERALL} (?:do|does|are|were|is|was|have|has|did|happened|came)\b"
        rf".*\b(?:{_TEXTS}|library|collection|archive|cover|there)\b",
    ),
    (
        "overview",
        r"\b(?:what|which) (?:[\w'-]+ )?(?:stories|events|developments|news|headlines) (?:are|were|"
        r"was|is|happened|came)\b"
        r".*\b(?:around|about|in|on|from|of)\b",
    ),
    ("overview", rf"\bwhat (?:is|are|was|were) the (?:[\w'-]+ )?(?:{_OVERALL})\b"),
    (
        "overview",
        rf"\bwhat (?:is|are|was|were) (?:this|these|the|my|our) (?:collection|library|archive|"
        rf"{_TEXTS})\b.*\babout\b",
    ),
    ("overview", rf"\bwhat do (?:these|the|my|our) {_TEXTS} (?:say|report|cover|tell)\b"),
    (
        "overview",
        rf"\bwhat (?:has |have )?(?:all |else )?(?:happened|happens|went on|occurred|was in the news|"
        rf"was new|is new|"
        rf"'s new|changed)\b(?! (?:first|earlier|later|sooner|last)\b)"
        rf"(?:[^?]*\b(?:in|on|during|since|about|with|around|from)\b.*|"
        rf"[^?]*\b{_MONTH}\b.*|\s*\?*$)",
    ),
    ("overview", r"\bwhat(?:'s| is| was) (?:going on|the (?:latest|state of (?:play|affairs)))\b"),
    (
        "overview",
        r"\b(?:tell me|what do (?:we|you) know|what is known|give me)\b.*\b(?:about|on|news|facts)\b",
    ),
    ("overview", rf"\bwhat did [\w .'-]{{2,40}} (?:report|cover|publish|write about)\b.*\b{_MONTH}\b"),
    # what came first
    ("order", rf"^(?:{_AUX})\b.+\b(?:before or after|after or before|earlier than|later than)\b"),
    (
        "order",
        r"^(?:when|did|was|were|is|are|had|has|have|do|does)\b.+\b(?:before or after|earlier or later)\b",
    ),
    ("order", rf"^(?:{_AUX})\b.{{8,}}\b(?:before|after|prior to|later than|earlier than)\b.{{4,}}"),
    (
        "order",
        rf"\b(?:which|what|who|whose)\b.*\b(?:first|earlier|earliest|later|last|longer ago|"
        rf"sooner)\b{_NAMES_OR}",
    ),
    ("order", r"\b(?:in which|in what|what was the|which) order\b"),
    ("order", r"\bcame first\b|\bhappened first\b"),
    # sides, side by side
    (
        "sides",
        r"\bcompare what\b|\b(?:compare|contrast)\b.*\b(?:views?|positions?|statements?|reactions?|"
        r"accounts?)\b",
    ),
    ("sides", rf"^(?:what|how) (?:did|do|does|has|have|is)\b(?=.*\b(?:and|each|both)\b).*\b{_SAY}\b"),
    ("sides", r"\bhow did\b.+\breact\b.+\band what did\b"),
    # comparison of amounts
    (
        "compare",
        r"\bhow (?:many|much|far) (?:more|fewer|less|older|younger|longer|shorter|higher|lower|larger)\b",
    ),
    (
        "compare",
        rf"\bby how (?:much|many|far)\b.*\b(?:than|ahead|behind|beat|lead|led|exceed\w*|win|won|lose|"
        rf"lost|pass|passed|"
        rf"outnumber\w*|between|trail\w*|{_COMPARATIVE})\b",
    ),
    (
        "compare",
        r"\b(?:what is|what was|what's) the (?:difference|gap|margin)\b|\bhow (?:large|big|wide) "
        r"(?:is|was) the (?:difference|gap|margin|lead)\b",
    ),
    ("compare", r"\bhow (?:do|does|did)\b.*\b(?:compared? (?:with|to)|change between|differ)\b"),
    ("compare", rf"\bhow far (?:ahead of|behind|above|below)\b.*\b{_AUX}\b"),
    (
        "compare",
        r"\bhow far (?:is|was|are|were)\b.+\b(?:from|behind|ahead of|above|below)\b.+\b(?:record|poll|"
        r"compared|mark|cap|limit|target)\b",
    ),
    ("compare", r"\bhow many (?:[\w-]+ )*(?:points|votes|seats|delegates|places) (?:separated?|between)\b"),
    ("compare", rf"^(?:which|what|who|whose|in which|where)\b.*\b{_COMPARATIVE}\b{_NAMES_OR}"),
    ("compare", rf"^(?:{_AUX})\b.+\b{_COMPARATIVE}\b(?!\s+to\b).*\bthan\b"),
    ("compare", rf"^(?:{_AUX})\b.+\b{_GRADED}.*\bor\b"),
    ("compare", rf"^(?:{_AUX})\b.+\bor\b.+\b{_GRADED}"),
    # yes or no
    ("yes_no", rf"^(?:and |but |so )?(?:{_AUX})\b"),
    # a list
    ("list", r"^(?:list|name|enumerate|give me (?:a list|all|the names))\b"),
)
OF_SOMEBODY = re.compile(
    r"^what (?:did|does|do|has|have) (?:the )?(?P<who>.+?) (?:write|written|report|reported|"
    r"cover|covered|publish|published|say|said)\b",
    re.IGNORECASE,
)
"""A question that asks for an overview where an outlet of the library is the one who reported."""

_EITHER = re.compile(r"\bor\b(?! (?:not|more|less|fewer|so|later|earlier)\b)", re.IGNORECASE)

_PATTERNS = tuple((kind, re.compile(form, re.IGNORECASE)) for kind, form in _FORMS)

_PLURAL = re.compile(
    r"\b(?:which|what)(?: (?:kinds?|sorts?|types?) of)? (?P<noun>(?:(?!(?:did|do|does|is|are|was|were|"
    r"has|have|had|will|"
    r"can|of|in|on|at|for|to|by|got|comes?|shows?|makes?|gets?|gives?|takes?|holds?|"
    r"[a-z]+ed)\b)[\w'’-]+ ){0,4}?(?P<head>[\w'’-]+))"
    r"(?= (?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|show|get|go|take|took|sign|"
    r"caught|met|"
    r"won|lost|support|help|came|come|put|play|work|say|that|who|[a-z]+ed)\b|\?|$)",
    re.IGNORECASE,
)
_SINGULAR_S = re.compile(
    r"(?:ss|us|is|news|series|species|apparatus|congress|crisis|politics|texas|status)$", re.I
)
_IRREGULAR = frozenset(
    ["people", "men", "women", "children", "police", "teams", "media", "data", "criteria", "countries"]
)
_MANY = re.compile(
    r"^(?:who|what)\b(?: \w+)? (?:were|are)\b (?!(?:you|we|they)\b)(?:all |the )*(?:[\w'’-]+ ){0,3}?"
    r"(?:[a-z]{3,}s|people|men|women)\b|^who (?:are|were) all\b",
    re.IGNORECASE,
)
_TWO = re.compile(r"\b(?:which|what) (?:one|single)\b", re.IGNORECASE)


def recognise(question: str) -> Recognised:
    """The kind of `question`, by the first form that fits; a fact where none does."""
    text = " ".join(question.split()).replace("’", "'")
    for kind, pattern in _PATTERNS:
        if found := pattern.search(text):
            # "Did she resign or was she fired?" is not answered by yes or no.
            either = kind == "yes_no" and _EITHER.search(text)
            return Recognised("fact") if either else Recognised(kind, found[0][:60])
    if (plural := _plural(text)) and not _TWO.search(text):
        return Recognised("list", plural)
    return Recognised("fact")


_WHICH = re.compile(r"^(?:[A-Za-z]+ )?which (?P<head>[\w-]+)\b(?!['’])", re.IGNORECASE)


def _plural(text: str) -> str:
    """The plural that "which" or "what" asks for; empty where it asks for one thing or for a measure."""
    if (found := _WHICH.search(text)) and _is_plural(found["head"].lower()):
        return found[0]
    if found := _PLURAL.search(text):
        head = found["head"].lower()
        if _is_plural(head) and not head.endswith(("'s", "s'")):
            return found[0]
    if found := _MANY.search(text):
        return found[0]
    return ""


def _is_plural(head: str) -> bool:
    return head in _IRREGULAR or (head.endswith("s") and not _SINGULAR_S.search(head))

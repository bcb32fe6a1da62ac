"""Names and roles: how an article names a speaker in full, and what it says they are."""

from __future__ import annotations

import re

from qa.text import core_name, names
from qa.types import Article

ORGANISATION = re.compile(
    r"\b(?:(?!C[EFOT]O\b)[A-Z]{2,}|Group|Chemicals|Board|Office|Ministry|Council|Union|Agency|Press|Party|Inc|Ltd|Corp|Authority|"
    r"Court|University|Hospital|Service|Police|Department|Committee|Association|Company|Ferries|Risk|Therapeutics|"
    r"House|Bank|Inspectorate|Commission|Institute|Street|Forces?|Command|Defen[cs]e)\b"
)


def is_person(speaker: str) -> bool:
    """Whether the speaker is named as a person: two capitalised words or more, none of an organisation."""
    words = speaker.split()
    proper = all(w[0].isupper() or w in ("van", "von", "de", "der", "al", "bin", "la", "di") for w in words)
    return 2 <= len(words) <= 4 and proper and not ORGANISATION.search(speaker)


def full_name(article: Article, name: str) -> str:
    """The longest form of a person's name that the article uses."""
    last = name.split()[-1]
    if len(name.split()) > 1 or name.isupper():
        return _bare(name)
    forms = {_bare(core_name(n.text)) for n in names(article.text)}
    people = [f for f in forms if 2 <= len(f.split()) <= 4 and f.split()[-1] == last]
    return max(people, key=len, default=name)


def _bare(name: str) -> str:
    """A name without "of Italy" behind it and a trade before it ("Fisherman Aulay Strand")."""
    first = re.split(r"\sof\s", name)[0]
    person = len(first.split()) > 1 and not ORGANISATION.search(first)
    words = (first if person else name).split()
    trades = [i for i, w in enumerate(words[:-2]) if _ROLE_NOUN.fullmatch(w.rstrip("."))]
    words = words[trades[-1] + 1 :] if trades and not ORGANISATION.search(name) else words
    return " ".join(words)


_ROLE_NOUN = re.compile(
    r"\b(?:chief|head|director|minister|president|chair(?:man|woman|person)?|spokes(?:man|woman|person)|mayor|governor|"
    r"officer|manager|analyst|secretary|leader|captain|judge|coroner|doctor|professor|dr|prof|engineer|lawyer|owner|"
    r"founder|general|gen|col|adm|commander|master|executive|councillor|senator|ambassador|commissioner|adviser|inspector|"
    r"teacher|pharmacist|resident|mother|father|worker|fisherman|economist|candidate|challenger|retired|sprecherin|kapitän|"
    r"leads|heads|chairs|runs|represents|columnist|editor|official|prosecutor|detective|sergeant|skipper|conductor|coach|"
    r"nurse|pilot|farmer|driver|scientist|researcher|author|vice|deputy|aide|envoy|premier|chancellor|king|queen|pope|"
    r"bishop|c[efot]o|sheriff|lieutenant|lt|major|maj|sgt|capt|rep|sen|attorney|partner|neighbou?r|activist|organi[sz]er)\b",
    re.IGNORECASE,
)
_RANK = re.compile(r"(?:dr|prof|adm|gen|col|capt|sgt|lt|maj|sen|rep|mrs?|ms|sir|lord|lady)\.?", re.IGNORECASE)
_BEFORE = r"(?P<role>(?:[A-Z][\w.'’-]+\s|[a-z-]+\s(?:of\s(?:the\s)?)?){0,5})"
_SET_OFF = (
    r"\b(?:(?:[Tt]he|[Ii]ts|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir)\s|(?=[A-Z]\w+['’]s?\s))"
    r"(?P<role>(?:[\w'’-]+\s){0,6}[\w'’-]+),\s"
)
_TITLE = r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Gen|Adm|Col|Capt|Sgt|Sir)\.?\s)?"
_AFTER = (
    r"(?:\sof\s(?:the\s)?[A-Z]\w+)?(?:,\s\d+)?,\s(?P<role>(?:an?\s|the\s|its\s|his\s|her\s|who\s(?:leads|heads|chairs|"
    r"runs|represents)\s)?[^.;:,\"“”]{3,80}?)(?:,|\.|;|\s(?:said|told|wrote|who|called|announced)\b|$)"
)
_MEMBER = (
    r"\s(?P<role>(?:of|from|at)\s(?:the\s)?[A-Z][\w’'&-]*(?:\s(?:and\s|of\s|for\s)?[A-Z][\w’'&-]*){0,5})"
)
_NOT_ROLE = re.compile(
    r"^\s*(?:\d|and\b|but\b|or\b|after\b|when\b|on\b|in\b|said\b|told\b|which\b|with\b|by\b|speaking\b|"
    r"while\b|to\b|as\b|not\b|the company\b$|"
    r"an?\s(?:day|week|month|year|move|decision|claim|step|charge|deal)\b)"
)
_VERBS = re.compile(
    r"\b(?:said|says|told|by|with|that|and|asked|of the opinion|for|sagte|erklärte|while|but)\s"
)
_MOST_WORDS = 12


def role_of(article: Article, speaker: str) -> str:
    """The role of a named speaker as this article words it, "" when it gives none.

    Words before the name ("fire chief Marta Ellingsworth"), set off before or behind it (", its medical
    director,"), or the body they belong to ("of the Dockers' Union"). A rank alone gives way to any of these.
    """
    text, name = article.text, re.escape(speaker)
    either = rf"(?:{name}|{re.escape(speaker.split()[-1])})"
    found = [_of_words_before(m["role"]) for m in re.finditer(_BEFORE + name, text)]
    found += [_after_of(m["role"]) for m in re.finditer(_SET_OFF + _TITLE + name, text)]
    found += [_of_words_behind(m["role"]) for m in re.finditer(r"\b" + either + _AFTER, text)]
    told = [role for role in found if role and len(role.split()) <= _MOST_WORDS]
    full = [role for role in told if not _RANK.fullmatch(role)]
    member = re.search(name + _MEMBER, text)
    if full:
        return max(full, key=len)
    if member and not told:
        return member["role"]
    return told[0] if told else ""


def _of_words_before(words: str) -> str:
    """The role in the words before a name; those of the sentence before it cut off."""
    cut = _VERBS.split(words.strip() + " ")[-1]
    cut = re.split(r"(?<=[A-Za-z]{4})\.\s", cut)[-1].strip()
    return _after_of(cut)


def _after_of(words: str) -> str:
    """A role without its article and what it depends on: "the complaint of the outgoing mayor"."""
    cut = words
    while " of " in cut and not _ROLE_NOUN.search(cut.split(" of ")[0]):
        cut = cut.split(" of ", 1)[1]
    cut = re.sub(r"^(?:the|its|a|an|his|her|their)\s", "", cut, flags=re.IGNORECASE)
    return cut if _ROLE_NOUN.search(cut) else ""


def _of_words_behind(words: str) -> str:
    """The role in the words set off behind a name; "" when they are something else."""
    words = words.strip()
    if _NOT_ROLE.match(words):
        return ""
    bare = re.match(r"an?\s[a-z]", words) and len(words.split()) <= 8
    return words if bare or _ROLE_NOUN.search(words) else ""

"""What a noun phrase names as a speaker: a person with their office, a body, or somebody unnamed.

"the union's local secretary Mia Holt" is Mia Holt, local secretary; "NRC's Country Director Nasr Muflahi" is
Nasr Muflahi, NRC's Country Director; "the director of a health centre in Amariyat" is nobody by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.brief.read.lexicon import is_a, lexicon, plain
from qa.brief.read.offices import (
    DATES,
    DETERMINERS,
    NUMBER,
    OPENERS,
    PREPOSITIONS,
    RELATIVES,
    capital,
    role_of_words,
)
from qa.text import STOPWORDS
from qa.text.wordset import wordset

PRONOUNS = frozenset({"he", "she", "they", "it", "who", "we", "i", "er", "sie", "es", "wir", "both"})
_PARTICLES = wordset(
    "al bin ibn de da di del della der den dos du el la le van von zu ben abu ul mac st bint y"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody or something that can speak."""

    name: str
    """As named: "Mia Holt", "Foreign Ministry", "residents of the street"; a pronoun as written."""
    role: str = ""
    person: bool = False
    """It is the proper name of a person, as far as its words tell."""
    pronoun: bool = False
    document: bool = False
    """Its head is a word for something written."""


def voice_of(phrase: str) -> Voice | None:
    """Who a phrase names; None when its head is no word for anybody that can speak."""
    words = phrase.strip(' ,"“”').split()
    while words and (plain(words[0]) in OPENERS or NUMBER.match(words[0])):
        words.pop(0)
    if not words:
        return None
    if plain(words[-1]) in PRONOUNS and not (words[-1].isupper() and len(words[-1]) > 1):  # "WHO" is none
        return Voice(plain(words[-1]), pronoun=True)
    if len(words) > 3 and words[-3] == "and" and words[-2].lower() in _OWN and words[-1].islower():
        lead = voice_of(" ".join(words[:-3]))  # "Paganini and his team"
        if lead and capital(words[-4]):
            return lead
    if words[-1] in _RECKONED and (whose := _owner(words[:-1])):
        return whose
    run = run_start(words)
    if words[0].lower() in _NOBODY or (run == 1 and words[0].lower() in PREPOSITIONS):
        return None  # "on Twitter"
    if words[0].lower() in _SHARES and len(words) > 2 and words[1].lower() == "of":
        of = voice_of(" ".join(words[2:]))  # "one of the victims"
        return Voice(" ".join(words)) if of and not (of.person or of.pronoun) else of
    if run < len(words) and not _object_of(words, run) and not _work_for(words, run):
        return _both(words, run) or named(words[:run], words[run:])
    return _headed(words, run)


def _work_for(words: Sequence[str], run: int) -> bool:
    """Whether several people are named by whom they work for: "researchers at firm | Trend Micro"."""
    cut = next((i for i, w in enumerate(words[:run]) if i and w.lower() in PREPOSITIONS), 0)
    return bool(cut) and words[cut - 1].endswith("s") and is_a("voices", words[cut - 1])


def _headed(words: Sequence[str], run: int) -> Voice | None:
    """The voice of a phrase whose head stands before a preposition or a relative clause."""
    ends = PREPOSITIONS | RELATIVES
    cut = next((i for i, w in enumerate(words) if i and w.lower() in ends), len(words))
    head = list(words[:cut])
    while len(head) > 1 and _behind_noun(head[-1]):
        head.pop()
    if (
        run - 1 in (cut, cut + 1)
        and words[run - 1] in (words[cut], "the")
        and words[cut].lower() in ("of", "to")
        and len(words) - run > 2
        and is_a("offices", head[-1])
    ):
        at = max(run + 1, len(words) - 2)  # "First Minister of Scotland | Nicola Sturgeon"
        known = named([], words[at:])
        if known and known.person:
            return Voice(known.name, " ".join((role_of_words(head), words[cut], *words[run:at])), True)
    if any(w.lower() in FINITE for w in words[cut:]) and words[cut].lower() not in RELATIVES:
        return None  # a clause, and no phrase
    inner = run_start(head)
    if inner < len(head):
        found = named(head[:inner], head[inner:])
        if found and found.person and cut < len(words) and words[cut].lower() in ("of", "at", "from"):
            behind = _body_behind(words[cut:])
            return Voice(found.name, found.role or behind, True)
        return found
    acting = next((i for i, w in enumerate(head) if i and _ING.fullmatch(w) and _speaks(head[i - 1])), None)
    return unnamed(head[:acting], words if acting is None else head[:acting])


def _owner(words: Sequence[str]) -> Voice | None:
    """Whose numbers they are: "the researchers' | calculations", "United Nations | estimates"."""
    if not words or not (re.search(r"['’]s?$", words[-1]) or capital(words[-1])):
        return None
    return voice_of(re.sub(r"['’]s?$", "", " ".join(words)))


_RECKONED = wordset("calculations estimates figures statistics projections forecasts numbers data")
"""What somebody has reckoned, and is no text that one could name instead of them."""
_OWN = frozenset({"his", "her", "their"})
_ING = re.compile(r"[a-z]{3,}ing")
_SHARES = wordset("one two three four some several many most all both few")
_NOBODY = wordset("no nobody none neither nor")


def _speaks(word: str) -> bool:
    return any(is_a(kind, word) for kind in ("voices", "offices", "documents"))


def _both(words: Sequence[str], run: int) -> Voice | None:
    """Two persons who speak as one: "Ruiz and Meyer"; None where they are not named just so."""
    if run < 2 or words[run - 1] != "and":
        return None
    at = run_start(words[: run - 1])
    pair = (named(words[:at], words[at : run - 1]) if at < run - 1 else None, named([], words[run:]))
    if not all(v and (v.person or _is_person(["X", v.name])) and not _is_body(v.name.split()) for v in pair):
        return None
    fine = not at or (pair[0] and pair[0].role)
    return Voice(" and ".join(v.name for v in pair if v)) if fine else None


def _behind_noun(word: str) -> bool:
    """Whether a word only tells more of the noun before it: "the indictment unsealed Wednesday"."""
    known = any(is_a(kind, word) for kind in ("documents", "voices", "bodies", "offices"))
    return plain(word) in DATES or (word.islower() and word.endswith("ed") and not known)


def run_start(words: Sequence[str]) -> int:
    """Where the proper name that ends a phrase begins; the length of the phrase when none does."""
    at = len(words)
    while at and (
        (
            capital(words[at - 1])
            and plain(words[at - 1]) not in OPENERS
            and plain(words[at - 1]) not in DETERMINERS
        )
        or (at < len(words) and words[at - 1].lower() in _PARTICLES and words[at - 1].islower())
        or (
            1 < at < len(words) and words[at - 1] in ("of", "for", "and", "&", "on") and _joins(words, at - 1)
        )
    ):
        if at < len(words) and re.search(r"['’]s?$", words[at - 1]):
            break  # "Carnegie Moscow Center's | Andrei Kolesnikov"
        at -= 1
    while at < len(words) and words[at].lower() in _PARTICLES | {"of", "for", "and"} and words[at].islower():
        at += 1
    return at


def _joins(words: Sequence[str], at: int) -> bool:
    """Whether "of" joins the name of a body: "Ministry of Health", not "Head of Berlin"."""
    before, behind = words[at - 1], words[at + 1]
    if not (capital(before) and capital(behind)):
        return False
    if words[at] == "and":
        earlier = words[max(0, at - 7) : at]
        return any(w in ("of", "for") for w in earlier) and any(is_a("names_of_bodies", w) for w in earlier)
    if words[at] == "on":
        return plain(before) in lexicon()["names_of_bodies"] - {
            "daily",
            "today",
            "week",
            "press",
            "star",
            "sun",
        }
    body = is_a("names_of_bodies", before) or (is_a("bodies", before) and not is_a("offices", before))
    return body or words[at] == "&"


def _object_of(words: Sequence[str], run: int) -> bool:
    """Whether the name at the end belongs to a preposition: "police in | Dallas"."""
    while run and capital(words[run - 1]) and re.search(r"['’]s?$", words[run - 1]):
        run -= 1  # "Sam Wilson of | CU Boulder's Cooperative Institute"
        while run and capital(words[run - 1]) and not re.search(r"['’]s?$", words[run - 1]):
            run -= 1
    before = [w.lower() for w in words[max(0, run - 2) : run]]
    if not before:
        return False
    direct = before[-1] in PREPOSITIONS
    return (direct or (before[-1] in DETERMINERS and before[0] in PREPOSITIONS)) and run > (
        1 if direct else 2
    )


def named(before: Sequence[str], run: Sequence[str]) -> Voice | None:
    """The voice of a proper name with the words before it."""
    while len(run) > 1 and (_empty(run[0]) or plain(run[0]) in DATES):
        run = run[1:]
    while len(run) > 1 and run[0].endswith("-based"):
        run = run[1:]
    if len(run) == 1 and plain(run[0]) in STOPWORDS and not run[0].isupper():
        return None
    if all(plain(w) in DATES for w in run):
        return None
    offices = [
        i
        for i, w in enumerate(run[:-1])
        if (is_a("offices", w) or is_a("ranks", w)) and not _empty(run[i + 1])
    ]  # "Doctors Without Borders" are no doctor by the name of Without
    split = offices[-1] + 1 if offices else 0
    if split and len(run) == split + 1 and any(is_a(k, run[-1]) for k in ("bodies", "names_of_bodies")):
        return Voice(" ".join(run))  # "Iranian Revolutionary Guard Corps"
    while len(run) > split + 2 and run[-1].isupper() and is_a("ranks", run[-1]):
        run = run[:-1]  # "Kama Melly QC"
    held = len(run) > 1 and bool(before) and is_a("offices", before[-1])  # "spokesman | Peter Cook"
    if is_a("offices", run[-1]) and not held and (len(run) > 1 or before):
        return unnamed([*before, *run], [*before, *run])
    name = list(run[split:])
    if _is_body(name):
        owner = list(before)
        while owner and capital(owner[-1]) and re.search(r"['’]s?$", before[-1]):
            run = [owner.pop(), *run]  # "Sheriff's | Office"
        return Voice(" ".join(run).rstrip(".") if not offices else " ".join(name))
    role = role_of_words([*before, *run[:split]])
    office = bool(split) or (bool(role) and is_a("offices", before[-1]))
    titled = len(name) == 1 and office and not name[0].isupper()  # "President Obama", "police chief Obi"
    return Voice(" ".join(name).rstrip(","), role, titled or _is_person(name))


def _empty(word: str) -> bool:
    """Whether a word is one of grammar; the initial of a name and "Will" are none ("Sonya A. Zelin")."""
    return plain(word) in STOPWORDS and not _INITIAL.fullmatch(word) and word != "Will"


_INITIAL = re.compile(r"[A-Z]\.")


def _is_body(name: Sequence[str]) -> bool:
    last = plain(name[-1])
    words = lexicon()
    return (
        last in words["names_of_bodies"] | words["bodies"] | words["documents"]
        or any(plain(w) in words["names_of_bodies"] for w in name[:1] if len(name) > 1)
        or any(w in ("of", "for", "&", "and", "on") or (i and _empty(w)) for i, w in enumerate(name))
    ) and not (len(name) == 2 and plain(name[0]) not in words["names_of_bodies"] and last in _SURNAMES)


FINITE = wordset("was were is are has had will would did does can could may might should must")
_SURNAMES = wordset("bank church cross hall house post white star")
"""Endings of bodies that are surnames too: a lone first name before them makes a person ("Jane Bank")."""


def _is_person(name: Sequence[str]) -> bool:
    whole = [w for w in name if not (w.islower() and plain(w) in _PARTICLES)]
    spelt = not any(w.isupper() and len(w.strip(".")) > 2 and "." not in w for w in name)
    return (
        2 <= len(name) <= 6
        and 2 <= len(whole) <= 4
        and spelt
        and not re.search(r"\d|\.(?:com|org)", " ".join(name))
    )


def unnamed(head: Sequence[str], words: Sequence[str]) -> Voice | None:
    """A voice without a name: the phrase, if its head is a word for people, a body or a document."""
    if not head:
        return None
    last = head[-1]
    kinds = [k for k in ("documents", "voices", "bodies", "offices") if is_a(k, last)]
    if not kinds:
        return None
    words = head if len(words) > 14 else words
    start = _phrase_start(head)
    return Voice(" ".join(words[start:]), document=kinds[0] == "documents")


def _phrase_start(head: Sequence[str]) -> int:
    """Where the noun phrase that ends these words begins."""
    for at in range(len(head) - 1, -1, -1):
        if head[at].lower() in DETERMINERS:
            return at
    return 0


def _body_behind(words: Sequence[str]) -> str:
    """The body that a person speaks for: "of the Metal Union" is Metal Union."""
    kept = [w for w in words[1:9] if w.lower() != "the"]
    return " ".join(kept) if kept and capital(kept[0]) else ""


_NOBODY_SPEAKS = wordset(
    "it this that there one which something nothing what sign signs book law rule film song image picture "
    "figure figures number numbers way fact thing things word words comment comments remarks"
)
_ANYBODY = re.compile(
    r"(?P<phrase>(?i:an?|the|one|two|three|four|five|some|several|many|most|another|other|both|these|his|her|their|its)"
    r"\s(?:[\w-]+\s){0,3}?(?P<head>[a-z][a-z-]{2,})(?:\s(?:of|from|in|at|for|with|named)\s[^,;:\x00]{2,60})?)$"
)


def anybody(region: str) -> Voice | None:
    """Whoever a verb of saying has for its subject, though no list knows the word: "one locksmith | said"."""
    phrase = region.split(",")[-1].strip()
    found = _ANYBODY.match(phrase)
    if not found or plain(found["head"]) in _NOBODY_SPEAKS or found["head"].endswith(("ly", "ing")):
        return None
    return Voice(found["phrase"], document=is_a("documents", found["head"]))

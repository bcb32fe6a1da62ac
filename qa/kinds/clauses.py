"""Questions taken apart: the events of an order, the sides of a comparison, the claim of a yes or no."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.text.wordset import wordlist, wordset

AUX = wordlist("is are was were do does did has have had can could will would should may might")
_AUX = "|".join(AUX)
_WH = re.compile(
    r"^(?:in )?(?:which|what|who|whose|where)\b(?: of (?:the|these|those|them)(?: \w+)?)?\s*", re.IGNORECASE
)
_FIRST = r"(?:first|earlier|earliest|later|last|latest|longer ago|sooner)"
_ORDER_AB = re.compile(rf"^(?P<before>.*?)\b(?P<word>{_FIRST})\b\s*[,:—–-]?\s*(?P<pair>.+)$", re.IGNORECASE)
_SPLIT_OR = re.compile(r",?\s+or\s+(?:was it\s+|is it\s+|did\s+)?", re.IGNORECASE)
_BEFORE_AFTER = re.compile(
    r"\s+(?P<word>(?:before or after|after or before|before|after|prior to|earlier than|later than))\s+",
    re.IGNORECASE,
)
_EMPTY_EVENT = re.compile(
    r"^(?:(?:is|was|were|are|did|do|does|has|have|had|it|come|came|happen(?:ed|s)?|occur(?:red|s)?|"
    r"take|took|place|be|been|both|two)\s*)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that a question sets against each other, in its own words, as things to be looked for."""

    a: str
    b: str
    forward: bool | None = None
    """Whether the question supposes that `a` came before `b`; None where it leaves it open."""


def events(question: str) -> Pair | None:
    """The two events whose order is asked; None where the question does not name two."""
    text = _plain(question)
    if found := _named_pair(text):
        return found
    cut = _BEFORE_AFTER.search(text)
    if cut is None:
        return _listed(text)
    a, b, word = text[: cut.start()], text[cut.end() :], cut["word"].lower()
    if re.match(r"when\b", a, re.IGNORECASE):
        a = re.sub(r"^when\s+", "", a, flags=re.IGNORECASE)
    a = a.rstrip(" ,")
    if b.split()[0].lower().rstrip(",") in ("or", "and") or len(b) < 3:
        return None
    b = _subject_of(a, re.sub(r"^(?:it was )?", "", b))
    forward = None if " or " in word else word in ("before", "prior to", "earlier than")
    trimmed = re.sub(
        r"\s+(?:take place|happen|occur|come|held|earlier|longer ago)$", "", _bare(a), flags=re.IGNORECASE
    )
    return Pair(trimmed or _bare(a), b, forward)


def _named_pair(text: str) -> Pair | None:
    """The two of "Who died first, A or B?", each with what is said of both."""
    found = _ORDER_AB.match(text)
    if not found or not _WH.match(text):
        return None
    halves = _SPLIT_OR.split(found["pair"], maxsplit=1)
    if len(halves) != 2:
        halves = re.split(r"\s+and\s+", found["pair"], maxsplit=1)
    if len(halves) != 2 or not all(halves):
        return None
    told = _WH.sub("", found["before"]).strip(" ,:-")
    told = "" if _EMPTY_EVENT.match(told) else told
    person = re.match(r"(?:who|which of the)", text, re.IGNORECASE)
    if told and not person:
        told = re.sub(r"^\w+\s+", "", told) if len(told.split()) > 1 else told
    told = re.sub(r"^(?:event|thing|one|two|milestone)\b\s*", "", told)
    told = "" if _EMPTY_EVENT.match(told) else told
    a, b = (f"{half.strip(' ,')} {told}".strip() for half in halves)
    return Pair(a, b)


def _listed(text: str) -> Pair | None:
    """The two of "In which order did A and B vote?"."""
    found = re.match(rf"^in (?:which|what) order\s+(?:{_AUX})\s+(?P<pair>.+)$", text, re.IGNORECASE)
    halves = re.split(r"\s+and\s+", found["pair"], maxsplit=1) if found else []
    if len(halves) != 2:
        return None
    *names, verb = halves[1].split()
    return Pair(f"{halves[0]} {verb}", f"{' '.join(names)} {verb}") if names else None


def _subject_of(a: str, b: str) -> str:
    """`b` with the subject of `a` where it has a pronoun or only a place: "after the one in Kent"."""
    if found := re.match(r"(?:the )?(?:ones?|that)\b\s*(?P<rest>.*)$", b, re.IGNORECASE):
        head = re.search(
            r"\b((?:the |an? )?(?:[\w'-]+ )?[\w'-]+)(?= (?:in|of|at|on|near|for|take|happen|come|held)\b|$)",
            _bare(a),
        )
        if head:
            kept = re.sub(r"^(?:the |an? )", "", head[1])
            return f"the {kept.split()[-1]} {found['rest']}".strip()
    return b


def _bare(clause: str) -> str:
    """The clause without the auxiliary that opens the question."""
    return re.sub(rf"^(?:{_AUX})\s+", "", clause.strip(), flags=re.IGNORECASE)


def _plain(question: str) -> str:
    return " ".join(question.replace("’", "'").split()).rstrip("?! .")


def when(event: str) -> str:
    """The question for the day of an event told as a clause or as a noun."""
    return f"When {event}?" if has_verb(event) else f"When was {event}?"


def has_verb(event: str) -> bool:
    """Whether an event is told as a clause, and not by a noun."""
    return bool(
        re.search(
            rf"\b(?:{_AUX}|died|won|left|fell|went|came|took|hit|shot|began|ended|broke|became|made|"
            rf"met|lost|got|"
            rf"(?!the\b)[a-z]{{2,}}(?:ed|es))\b",
            event,
        )
    )


_IRREGULAR = dict(
    pair.split(":")
    for pair in wordlist(
        """
        admit:admitted become:became begin:began break:broke bring:brought build:built buy:bought
        catch:caught choose:chose come:came cut:cut die:died do:did drive:drove eat:ate fall:fell
        feel:felt fight:fought find:found fly:flew forget:forgot get:got give:gave go:went grow:grew
        have:had hear:heard hit:hit hold:held hurt:hurt keep:kept kill:killed know:knew lead:led
        leave:left let:let lie:lied lose:lost make:made mean:meant meet:met pay:paid plan:planned
        put:put read:read ride:rode rise:rose run:ran say:said see:saw sell:sold send:sent set:set
        shoot:shot show:showed shut:shut sing:sang sit:sat speak:spoke spend:spent stand:stood
        steal:stole stop:stopped take:took teach:taught tell:told think:thought throw:threw wear:wore
        win:won write:wrote
        """
    )
)
"""Past forms that "-ed" does not make."""


def claims(question: str) -> tuple[str, str] | None:
    """A yes-or-no question as the claim that it asks about, and the claim denied.

    "Did Pearl Jam play in April?" -> "Pearl Jam did play in April", "Pearl Jam did not play in April"; with
    "is" or "was" the subject is what stands before the first word that goes on about it.
    """
    text = _plain(question)
    text = re.sub(r"^(?:and|but|so)\s+", "", text, flags=re.IGNORECASE)
    found = re.match(rf"^(?P<aux>{_AUX})(?P<neg>n't)?\s+(?P<rest>.+)$", text, re.IGNORECASE)
    if not found:
        return None
    aux, rest = found["aux"].lower(), found["rest"]
    cut = subject_end(rest, verbal=aux in ("do", "does", "did"))
    subject, said = rest[:cut].strip(), rest[cut:].strip()
    if not subject or not said:
        return None
    subject = subject[0].upper() + subject[1:]
    if aux == "did" and (verb := said.split()[0]).isalpha() and verb.islower():
        told = _past(verb) + said[len(verb) :]
        return f"{subject} {told}.", f"{subject} did not {said}."
    if aux in ("do", "does"):
        return f"{subject} {said}.", f"{subject} {aux} not {said}."
    return f"{subject} {aux} {said}.", f"{subject} {aux} not {said}."


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def subject_end(rest: str, *, verbal: bool) -> int:
    """Where the subject of a question ends in `rest`, the words behind its auxiliary.

    Names and a determiner with its noun belong to the subject. Behind "did" the verb is the first lower-case
    word that is none of these; behind "was" it is the first participle, adjective, article or preposition.
    """
    words = [(m.start(), m.end(), m[0]) for m in re.finditer(r"\S+", rest)]
    taken = 0
    while taken < len(words):
        taken = _noun_phrase(words, taken)
        joined = taken < len(words) and words[taken][2] in ("and", "or", "of", "de")
        placed = taken < len(words) and words[taken][2] in (
            "in",
            "at",
            "near",
            "for",
            "from",
            "on",
            "over",
            "to",
        )
        if joined or (placed and taken and _leads_on(words, taken, verbal)):
            taken += 1
            continue
        break
    return words[taken][0] if taken < len(words) else len(rest)


_DETERMINER = wordset(
    """
    the a an this that these those his her its their any some all no every each another most many one two
    three both
    """
)


def _noun_phrase(words: list[tuple[int, int, str]], at: int) -> int:
    """The word behind the noun phrase that begins at a word."""
    start = at
    while at < len(words):
        word = words[at][2]
        if word.lower() in _DETERMINER and at == start:
            at += 1
            continue
        if word[:1].isupper() or word[:1].isdigit() or word.endswith(("'s", "s'", ",")):
            at += 1
            continue
        if at > start and words[at - 1][2].lower() in _DETERMINER:
            at += 1  # the noun behind a determiner, with what stands before it
            while at < len(words) and _goes_on(words, at):
                at += 1
            continue
        if at > start and words[at - 1][2].endswith(("'s", "s'")):
            at += 1
            continue
        if (at == start or words[at - 1][2][:1].isupper()) and _head_of_name(words, at):
            at += 1
            continue
        if at == start and word.lower() in (
            "there",
            "it",
            "he",
            "she",
            "they",
            "anyone",
            "anybody",
            "someone",
            "people",
            "doctors",
            "police",
        ):
            return at + 1
        break
    return max(at, start + 1) if at == start and start == 0 else at


_VERBISH = re.compile(r"(?:ed|ing|en)$")


def _head_of_name(words: list[tuple[int, int, str]], at: int) -> bool:
    """Whether a word belongs to the name before it, or to the plural behind it: "the Reading attack "
    "linked".
    """
    word = words[at][2]
    following = words[at + 1][2] if at + 1 < len(words) else ""
    plain = word.isalpha() and word not in AUX and not _VERBISH.search(word)
    if at and plain and word.endswith("s") and not word.endswith("ss"):
        return bool(following)
    if at:
        return plain and _VERBISH.search(following) is not None
    return (
        following.endswith("s")
        and len(following) > 3
        and not following.endswith("ss")
        and following.islower()
    )


def _goes_on(words: list[tuple[int, int, str]], at: int) -> bool:
    """Whether the word still belongs to a noun phrase: the next one is a noun or preposition, it no
    participle.
    """
    word = words[at][2].lower()
    if (
        _VERBISH.search(word)
        or word in AUX
        or word in ("in", "at", "of", "on", "to", "for", "by", "the", "a", "still", "ever", "also", "not")
    ):
        return False
    following = words[at + 1][2].lower() if at + 1 < len(words) else ""
    if following in _IRREGULAR or (word.endswith("s") and not word.endswith("ss") and following):
        return True
    return (
        following in ("of", "in")
        or _VERBISH.search(following) is not None
        or following in ("able", "allowed", "legal")
    )


def _leads_on(words: list[tuple[int, int, str]], at: int, verbal: bool) -> bool:
    """Whether a preposition behind the subject belongs to it: more of the sentence must follow its noun."""
    end = _noun_phrase(words, at + 1)
    return end < len(words) and (verbal or _VERBISH.search(words[end][2]) is not None)

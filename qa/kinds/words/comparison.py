"""A comparison taken apart: its sides, the questions for each one's amount, the claim of an amount."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.kinds.words.claim import share_of, subject_end
from qa.kinds.words.parallel import AUX, parallel, phrases
from qa.text.wordset import wordlist, wordset

DEGREES = dict(
    pair.split(":")
    for pair in wordlist(
        """
        more:many fewer:many less:much older:old younger:old longer:long shorter:long higher:high
        lower:high larger:large bigger:big smaller:large greater:great stronger:strong weaker:strong
        faster:fast slower:fast heavier:heavy taller:tall deeper:deep further:far farther:far richer:rich
        deadlier:deadly warmer:warm colder:cold hotter:hot cheaper:expensive costlier:expensive wider:wide
        """
    )
)
"""Comparative -> the word that asks how much."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides, the question that asks each one's amount, and what is counted."""

    a: str
    b: str
    asked: tuple[str, str]
    unit: str
    scored: str = ""
    """A question whose answer may tell both amounts as a score, "19-10" or "105 to 92"; empty for none."""
    other: str = ""
    """What is counted of the second side, where it is something else: more passengers than crew."""

    @property
    def units(self) -> tuple[str, str]:
        """What is counted of each side."""
        return self.unit, self.other or self.unit


_COMPARATIVE = "|".join(DEGREES)
_OR = re.compile(r",?\s+or\s+(?:in |at )?", re.IGNORECASE)
_AGES = wordset("age ages")


def read(question: str) -> Sides | None:
    """The sides of a comparison and what is asked of each."""
    text = " ".join(question.replace("’", "'").split()).rstrip("?. ")
    return _counted(text) or _graded(text) or _either(text) or _between(text)


def _counted(text: str) -> Sides | None:
    """The sides of "How many more X were V in A than in B", of "How much more did A cost than B" and of "Did
    more X than Y V".
    """
    found = re.match(
        r"^(?:by )?how (?P<degree>many|much) (?:more|fewer|less)(?: of the| of)?\s+(?P<said>.+?)\s+than\s+"
        r"(?P<b>.+)$",
        text,
        re.IGNORECASE,
    )
    if not found or re.match(rf"(?:{_COMPARATIVE})\b|\w+ing\b(?! to)|[a-z]+ful\b", found["said"]):
        return _more_of(text)
    degree, said, b = found["degree"].lower(), found["said"], found["b"]
    noun, aux, rest = _noun_of(said)
    if re.search(rf"\b{AUX}\b", b) and not rest:
        return _two_nouns(degree, said, b)
    whole = f"{aux} {rest}".strip()
    own = re.match(rf"(?P<noun>[\w' -]+?)\s+(?P<told>{AUX}\s+\S.*)$", b) if aux else None
    if own and not _is_subject(own["noun"]):  # "homes were lost in Selm than lamps were lit"
        told = (f"{noun} {whole}", f"{own['noun']} {own['told']}")
        return _sides(degree, (noun, own["noun"]), told, noun, other=own["noun"])
    if not rest and (two := _shared_verb(degree, said, aux, b)):
        return two
    put = parallel(whole if aux else rest, b, aux)
    if put is None:
        return None
    (a_told, b_told), (a, b_side) = put
    against = re.match(r"against (?:it|them|him|her)$", b)
    if against and (matter := re.search(r"\bfor\s+(?P<x>.+)$", whole or rest)):
        b_told, b_side = b_told.replace(b, f"against {matter['x']}"), f"against {matter['x']}"
        a = f"for {matter['x']}"
        scored = f"What was the vote on {matter['x']}?"
        return _sides(degree, (a, b_side), (f"{noun} {a_told}", f"{noun} {b_told}"), noun, scored)
    return _sides(degree, (a, b_side), (f"{noun} {a_told}", f"{noun} {b_told}"), noun)


def _is_subject(other: str) -> bool:
    """Whether what stands before the auxiliary of the second side is a subject: "than Selm has"."""
    return other[:1].isupper() or other.split()[0] in ("it", "they", "he", "she", "the")


def _sides(
    degree: str, named: tuple[str, str], told: tuple[str, str], unit: str, scored: str = "", other: str = ""
) -> Sides:
    asked = tuple(" ".join(f"How {degree} {one}?".replace(" ?", "?").split()) for one in told)
    a, b = (one.strip(" ,") for one in named)
    unit, other = ("" if degree == "much" else _head(one) for one in (unit, other))
    return Sides(a, b, (asked[0], asked[1]), unit, scored, other)


def _head(noun: str) -> str:
    """What is counted: the noun before what is said of it ("aid for the relief effort" -> "aid")."""
    return re.split(r"\s+(?:for|of|in|at|on|to|with|from)\b", noun)[0].strip()


def _noun_of(said: str) -> tuple[str, str, str]:
    """What is counted, the auxiliary, and what is asked of it: "people", "were", "hurt in Selm"."""
    if found := re.match(rf"(?P<noun>.*?)\b(?P<aux>{AUX})\s+(?P<rest>.+)$", said):
        return found["noun"].strip(), found["aux"], found["rest"].strip()
    words = said.split()
    at = next((i for i in range(1, len(words)) if share_of(_base(words[i]), "verb") >= 5), None)
    spot = phrases(said)
    if at is None or (spot and len(said[: spot[0]].split()) < at):
        at = len(said[: spot[0]].split()) - 1 if spot else len(words)
        at = at if at > 0 else len(words)
    return " ".join(words[:at]), "", " ".join(words[at:])


def _base(word: str) -> str:
    """The bare form that a regular past may come from, for looking it up."""
    if word.endswith("ied"):
        return word[:-1] if share_of(word[:-1], "verb") >= 5 else f"{word[:-3]}y"
    bare = word.removesuffix("ed") if word.endswith("ed") else word
    return bare if share_of(bare, "verb") >= 5 else word.removesuffix("d")


def _two_nouns(degree: str, a: str, b: str) -> Sides | None:
    """The sides of "passengers than crew were on the jet" and of "deaths than arrests did they list"."""
    found = re.match(rf"(?P<b>.+?)\s+(?P<aux>{AUX})\s+(?P<rest>.+)$", b)
    if not found:
        return None
    if found["b"][:1].isupper() and found["rest"][:1].isupper():  # "delegates than Sanders had Biden"
        spot = (phrases(found["rest"]) or [len(found["rest"])])[0]
        one, tail = found["rest"][:spot].strip(), found["rest"][spot:]
        told = (f"{a} {found['aux']} {one} {tail}", f"{a} {found['aux']} {found['b']} {tail}")
        return _sides(degree, (one, found["b"]), told, a)
    told = (f"{a} {found['aux']} {found['rest']}", f"{found['b']} {found['aux']} {found['rest']}")
    return _sides(degree, (a, found["b"]), told, a, other=found["b"])


def _shared_verb(degree: str, said: str, aux: str, b: str) -> Sides | None:
    """The sides of "sailors than soldiers died in Selm", where the verb stands behind the second alone."""
    if aux:
        return None
    other, _, rest = _noun_of(b)
    if not rest:
        return None
    return _sides(degree, (said, other), (f"{said} {rest}", f"{other} {rest}"), said, other=other)


def _more_of(text: str) -> Sides | None:
    """The sides of "Did more sailors than soldiers die in Selm" and "Did A buy more X than Y last year"."""
    found = re.match(
        rf"^(?P<aux>(?i:{AUX}))\s+(?P<who>.*?)\s*\b(?:more|fewer|less)\s+(?P<said>.+?)\s+than\s+(?P<b>.+)$",
        text,
    )
    if not found:
        return None
    aux, who, said, b = (found[part].strip() for part in ("aux", "who", "said", "b"))
    aux = aux.lower()
    if who:
        if b[:1].isupper() or re.match(r"(?:the|it|they|he|she)\b", b):
            other = re.sub(rf"\s+{AUX}$", "", b)
            cut = subject_end(who.split(), aux)
            verb = " ".join(who.split()[cut:])
            a = " ".join(who.split()[:cut])
            told = (f"{said} {aux} {a} {verb}", f"{said} {aux} {other} {verb}")
            return _sides("many", (a, other), told, said)
        spot = phrases(b)
        other, tail = (b[: spot[0]].strip(), b[spot[0] :].strip()) if spot else (b, "")
        told = (f"{said} {aux} {who} {tail}", f"{other} {aux} {who} {tail}")
        return _sides("many", (said, other), told, said, other=other)
    words = said.split()
    cut = subject_end(words, aux)
    noun, verb = " ".join(words[:cut]), " ".join(words[cut:])
    if not verb:
        return _shared_verb("many", said, "", b)
    other_verb = "" if re.search(rf"\b{re.escape(verb.split()[0])}\b", b) else verb
    if phrases(b) and phrases(b)[0] == 0:
        put = parallel(verb, b, "")
        if put is None:
            return None
        return _sides("many", put[1], (f"{noun} {put[0][0]}", f"{noun} {put[0][1]}"), noun)
    return _sides("many", (noun, b), (f"{noun} {verb}", f"{b} {other_verb}"), noun, other=b)


def _graded(text: str) -> Sides | None:
    """The sides of "By how many years was A older than B", "How much faster was A than B", "Was A sent away
    for a longer term than B".
    """
    found = re.match(
        rf"^(?:by how (?:much|many)(?: [\w-]+)*?|how (?:much|many|far)(?: \w+)??|(?={AUX}\b))\s*"
        rf"(?P<middle>(?:{AUX}\b.*?)?)\s*\b(?P<word>{_COMPARATIVE})\b\s*(?P<said>.*?)\s+than\s+(?P<b>.+)$",
        text,
        re.IGNORECASE,
    )
    if not found or found["word"].lower() in ("more", "fewer", "less"):
        return None
    word, b = found["word"].lower(), re.sub(rf"\s+{AUX}$", "", found["b"])
    middle, said = found["middle"].strip(), found["said"].strip()
    if not middle and (behind := re.match(rf"(?P<aux>{AUX})\s+(?P<a>.+)$", said, re.IGNORECASE)):
        middle, said = f"{behind['aux']} {behind['a']}", ""
    if not (own := re.match(rf"(?P<aux>{AUX})\s+(?P<a>.+)$", middle, re.IGNORECASE)):
        return None
    aux, a = own["aux"].lower(), own["a"].strip()
    if noun := re.search(r"\s+(?:a|an|the)$", a):  # "sentenced to a | longer | term"
        a = a[: noun.start()]
        a = " ".join(a.split()[: subject_end(a.split(), aux)])
        thing = said.split()[-1] if said else ""
        if set(thing.split()) & _AGES:
            return Sides(a, b, (f"How old was {a}?", f"How old was {b}?"), "age")
        return _degrees(DEGREES[word], f"the {said} of {a}", f"the {said} of {b}", (a, b))
    if phrases(b) and phrases(b)[0] == 0:
        put = parallel(f"{a} {said}".strip(), b, "")
        return _degrees(DEGREES[word], *put[0], put[1]) if put else None
    b = _owned(a, b)
    tail = f" {said}" if said else ""
    when = re.search(r"\s(?:when|while|after|before)\s.+$", b)
    bare = b[: when.start()] if when else b
    after = when[0] if when else ""
    return _degrees(DEGREES[word], f"{a}{tail}{after}", f"{bare}{tail}{after}", (a, bare))


def _owned(a: str, b: str) -> str:
    """The second side with what it shares with the first: "that of Selm" -> "the mayor of Selm"."""
    if owner := re.match(r"(?:that|those) (?P<p>of|in|at|on|from)\s+(?P<x>.+)$", b):
        held = re.sub(rf"\b{owner['p']}\b.*$", f"{owner['p']} {owner['x']}", a)
        return held if held != a else re.sub(r"\b(?:of|in|at|on|from)\b.*$", b.split(" ", 1)[1], a) or b
    if b.endswith(("'s", "s'")) and (thing := re.match(r".+?(?:'s|s') (?P<thing>.+)$", a)):
        return f"{b} {thing['thing']}"
    return b


def _degrees(degree: str, a: str, b: str, named: tuple[str, str]) -> Sides:
    if degree == "deadly":
        asked = (f"How many people were killed in {a}?", f"How many people were killed in {b}?")
        return Sides(*named, asked, "people")
    return Sides(*named, (f"How {degree} was {a}?", f"How {degree} was {b}?"), degree)


def _either(text: str) -> Sides | None:
    """The sides of "Which quake was stronger, the one in A or the one in B"."""
    found = re.match(
        rf"^(?:in |at |on )?(?:which|what|who|whose|where)\b\s*(?P<head>.*?)\b(?P<word>{_COMPARATIVE})\b\s*"
        rf"(?P<said>.*?)[,:]\s*(?P<pair>.+)$",
        text,
        re.IGNORECASE,
    )
    halves = _OR.split(found["pair"], maxsplit=1) if found else []
    if not found or len(halves) != 2:
        return _or_first(text)
    word, said = found["word"].lower(), found["said"].strip()
    head = found["head"].strip()
    noun = head.split()[0] if len(head.split()) > 1 and head[:1].islower() and not re.match(AUX, head) else ""
    a, b = (re.sub(r"^(?:the )?one\b", f"the {noun}".strip() or "the one", half.strip()) for half in halves)
    if re.match(r"(?:that|those) of ", a):
        thing = re.split(rf"\s+{AUX}\b", head)[0]
        a, b = (re.sub(r"^(?:that|those) of", f"the {thing} of", half) for half in (a, b))
    degree = DEGREES[word]
    if degree in ("many", "much"):
        return _did_more(noun, head, degree, said, a, b)
    if word == "longer" and re.search(r"\blived?\b", head):
        return Sides(a, b, (f"How old was {a}?", f"How old was {b}?"), "age")
    if re.search(r"\b(?:had|has|have|got|reached|showed|gave)(?: the| a)?$", head) and said:
        return _degrees(degree, f"the {said} of {a}", f"the {said} of {b}", (a, b))
    tail = f" {said}" if said else ""
    verb = re.sub(rf"\b{AUX}\b|\b(?:the|a)$", "", head.removeprefix(noun)).strip()
    if verb and verb.isalpha():
        return Sides(a, b, (f"How {degree} {verb} {a}{tail}?", f"How {degree} {verb} {b}{tail}?"), degree)
    return _degrees(degree, f"{a}{tail}", f"{b}{tail}", (a, b))


def _did_more(noun: str, head: str, degree: str, said: str, a: str, b: str) -> Sides:
    """The sides of "Which storm killed more people, A or B" and "Where were more hurt, in A or in B"."""
    verb = head.removeprefix(noun).strip()
    verb = verb if verb in ("had", "has", "have") else re.sub(rf"\b{AUX}\b", "", verb).strip()
    counted = re.split(rf"\s+{AUX}\b|\s+(?:in|at|on|for)\b", said)[0] if said else "people"
    counted = counted or "people"
    rest = said.removeprefix(counted).strip()
    if verb.isalpha() and verb:
        told = tuple(f"{counted} were {verb} by {side} {rest}" for side in (a, b))
        if verb in ("had", "has", "have"):
            told = tuple(f"{counted} did {side} have {rest}" for side in (a, b))
        return _sides(degree, (a, b), (told[0], told[1]), counted)
    words = counted.split()
    noun_, doing = (words[0], " ".join(words[1:])) if len(words) > 1 and not rest else (counted, rest)
    told = tuple(f"{noun_} {doing or 'were there'} in {side}" for side in (a, b))
    return _sides(degree, (a, b), (told[0], told[1]), noun_)


def _or_first(text: str) -> Sides | None:
    """The sides of "Did China or Japan promise more money", "Were more homes lost in A or in B"."""
    placed = re.match(rf"^(?P<aux>(?i:{AUX}))(?: there)? more (?P<said>.+?),? or (?:more )?(?P<b>.+)$", text)
    if placed:
        aux, b = placed["aux"].lower(), placed["b"]
        if phrases(b)[:1] == [0]:
            noun, _, rest = _noun_of(placed["said"])
            put = parallel(f"{aux} {rest}", b, aux)
            return (
                _sides("many", put[1], (f"{noun} {put[0][0]}", f"{noun} {put[0][1]}"), noun) if put else None
            )
        spot = (phrases(b) or [len(b)])[0]
        other, tail = b[:spot].strip(), b[spot:]
        told = (f"{placed['said']} {aux} there {tail}", f"{other} {aux} there {tail}")
        return _sides("many", (placed["said"], other), told, placed["said"], other=other)
    found = re.match(
        rf"^(?P<aux>(?i:{AUX}))\s+(?P<a>.+?)\s+or\s+(?P<b>.+?)\s+(?P<verb>[a-z]+(?: "
        rf"[A-Z]\w+)?)\s+(?P<word>more|fewer|less)\s+(?P<noun>.+)$",
        text,
    )
    if not found:
        return None
    degree = "much" if found["noun"].split()[0] in ("money", "prize", "time", "land", "water") else "many"
    how = f"How {degree} {found['noun']} {found['aux'].lower()}"
    asked = (f"{how} {found['a']} {found['verb']}?", f"{how} {found['b']} {found['verb']}?")
    return Sides(found["a"], found["b"], asked, found["noun"])


_LED = (
    r"(?:ahead of|behind|beat|defeat|above|below|exceed|ahead|lead|trail|outnumber|surpass|top|pass|led|"
    r"outnumbered|exceeded)"
)
_SCORED = re.compile(rf"\b(?:{_LED}|separated?|margin)\b", re.IGNORECASE)
_BETWEEN = (
    re.compile(
        r"\b(?:difference|gap|margin)\b.*?\bbetween (?:the )?(?P<a>.+?) and (?:the )?(?P<b>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^by how (?:much|many)(?: (?P<unit>[\w ]+?))? (?:{AUX}) (?P<a>.+?) {_LED} (?P<b>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bhow many (?P<unit>[\w ]+?) (?:separated?|were between|lay between) (?P<a>.+?) and (?P<b>.+)$",
        re.IGNORECASE,
    ),
    re.compile(rf"^how (?:{AUX}) (?P<a>.+?) (?:compared?|differ) (?:with|to|from) (?P<b>.+)$", re.IGNORECASE),
    re.compile(rf"^how far (?:ahead of|behind|above|below) (?P<b>.+?) (?:{AUX}) (?P<a>.+)$", re.IGNORECASE),
    re.compile(
        rf"^how far (?:{AUX}) (?P<a>.+?) (?:from|behind|ahead of|above|below) (?P<b>.+)$", re.IGNORECASE
    ),
)


def _between(text: str) -> Sides | None:
    """The sides of "the difference between A and B", "By how many delegates was A ahead of B"."""
    for form in _BETWEEN:
        if found := form.search(text):
            a, b = found["a"], found["b"]
            unit = (found.groupdict().get("unit") or "").strip()
            if not unit and (counts := _two_numbers(a, b)):
                return counts
            place = re.search(r"\s(?:in|at|after|before|by the time of)\s.+$", b)
            tail = place[0] if place and unit else ""
            bare = b[: place.start()] if place and unit else b
            bare = _owned(a, bare)
            noun = re.search(r"(?:'s|s') (?P<noun>[\w ]+)$", bare)
            if noun and not a.endswith(noun["noun"]):
                a = f"{a} {noun['noun']}" if a.endswith(("'s", "s'")) else a
            what, has = (f"How many {unit} did", " have") if unit else ("What was", "")
            asked = (f"{what} {a}{has}{tail}?", f"{what} {bare}{has}{tail}?")
            return Sides(a, bare, asked, unit, f"{text}?" if _SCORED.search(text) else "")
    return None


_NUMBER_OF = re.compile(r"^(?:the )?(?:number|count|total)\b(?: of (?P<of>.+)|\s*(?P<rest>.*))$")


def _two_numbers(a: str, b: str) -> Sides | None:
    """The sides of "the number of people hurt in A" and "the number hurt in B"."""
    first, second = _NUMBER_OF.match(a), _NUMBER_OF.match(b)
    if not first or not first["of"]:
        return None
    noun, _, rest = _noun_of(first["of"])
    other, said = noun, re.sub(r"^(?:that|those)\s+", "", b)
    if second:
        other, said = _noun_of(second["of"])[::2] if second["of"] else (noun, second["rest"])
    told = tuple(
        f"{n} were {r}" if re.match(r"[a-z]+(?:ed|en|d|t)\b", r) else f"{n} {r}"
        for n, r in ((noun, rest), (other, said))
    )
    return _sides("many", (a, b), (told[0], told[1]), noun)

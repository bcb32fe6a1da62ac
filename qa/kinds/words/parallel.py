"""What stands behind "than", put where it belongs in what stands before it."""

from __future__ import annotations

import re

from qa.kinds.words.claim import share_of, subject_end

AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)"
_PHRASE = re.compile(
    r"(?<![\w'-])(?:in|at|on|during|by|from|for|against|with|over|after|before|under|to|near|off|within|"
    r"through|since|between|among|inside|outside|across)\s",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:(?:this|last|next|the (?:previous|following)) [\w-]+|an? (?:year|month|week|decade) "
    r"(?:ago|earlier|before)|(?:two|three|four|five|ten) years (?:ago|earlier|before)|yesterday|today|now|"
    r"then)\b",
    re.IGNORECASE,
)

Pair = tuple[str, str]


def phrases(text: str) -> list[int]:
    """Where the phrases begin that a preposition opens."""
    return [found.start() for found in _PHRASE.finditer(f"{text} ")]


def parallel(whole: str, b: str, aux: str) -> tuple[Pair, Pair] | None:
    """What is said with the first side and with the second, and the two sides; None where nothing fits.

    `whole` is what is said of the first ("were hurt in Selm"), `b` what stands behind "than" ("in Lindow").
    `aux` is the auxiliary that `whole` begins with, if any.
    """
    b = re.sub(rf"\s+{AUX}$", "", b)
    if phrases(b)[:1] == [0]:
        return _placed(whole, b)
    if times := _TIME.match(b):
        own = list(_TIME.finditer(whole))
        start = own[-1].start() if own else len(whole)
        end = own[-1].end() if own else len(whole)
        told = f"{whole[:start].rstrip()} {b} {whole[end:].strip()}".strip()
        return (whole, told), (whole[start:end] or whole, times[0])
    words = whole.split()
    if aux and len(words) == 2 and share_of(b.split()[0], "said") >= 5:  # "were hurt" than "killed in Selm"
        tail = b.split(" ", 1)[1] if " " in b else ""
        return (f"{whole} {tail}".strip(), f"{words[0]} {b}"), (words[1], b.split()[0])
    if (
        aux and share_of(b.split()[0], "said") >= 5 and len(words) > 2 and share_of(words[1], "said") >= 5
    ):  # "were hurt in Selm" than "killed"
        rest = " ".join(words[2:])
        told = b if " " in b else f"{b} {rest}"
        return (whole, f"{words[0]} {told}"), (words[1], b.split()[0])
    verb = b.split()[0]
    if verb in _CAME or verb.endswith("ed") or (not aux and share_of(verb, "said") >= 5):
        return (whole, b), (whole, b)  # "come this year" than "came last year"
    if not aux:
        return None
    return _subject(words, b, aux)


_CAME = frozenset(["came", "went", "took", "died", "left", "made", "had", "got", "fell"])


def _placed(whole: str, b: str) -> tuple[Pair, Pair] | None:
    """A second side that a preposition opens takes the place of the phrase that it answers to.

    That is the first one where both begin alike or the second has as many phrases, else the last that begins
    with the same preposition, else the last.
    """
    spots, own = phrases(whole), len(phrases(b))
    if not spots:
        return (whole, f"{whole} {b}"), (whole, b)
    word = b.split()[0].lower()
    alike = [at for at in spots if whole[at:].split()[0].lower() == word]
    if spots[0] in alike or own >= len(spots):
        at = spots[0]
    else:
        at = alike[-1] if alike else spots[-own] if own else spots[-1]
    told = f"{whole[:at].rstrip()} {b}"
    return (whole, told), (_bare(whole[at:]), _bare(b))


def _bare(phrase: str) -> str:
    """A phrase without the preposition that places it: "in Selm" -> "Selm"."""
    return re.sub(r"^(?:on board|in|at|on|during|by|from|for|against|with|near|to)\s+", "", phrase.strip())


def _subject(words: list[str], b: str, aux: str) -> tuple[Pair, Pair] | None:
    """A second side that is a noun takes the place of the subject: "did Selm lose" than "Lindow"."""
    rest = words[1:]
    if not rest:
        return None
    cut = subject_end(rest, aux) if len(rest) > 1 else len(rest)
    subject, verb = " ".join(rest[:cut]), " ".join(rest[cut:])
    if had := re.match(r"(?P<b>.+?) (?:had|has|have)\b ?(?P<tail>.*)$", b):  # "than the US had in April"
        other = subject if had["b"] in ("they", "it", "he", "she") else had["b"]
        named = f"{other} {had['tail']}" if other == subject else other
        told = f"{words[0]} {other} have {had['tail']}".strip()
        return (f"{words[0]} {subject} {verb}".strip(), told), (subject, named)
    if not verb and len(b.split()) > 1:  # "did Selm" than "Lindow lose in the flood"
        other = b.split()
        at = subject_end(other, aux)
        verb, b = " ".join(other[at:]), " ".join(other[:at])
    return (f"{words[0]} {subject} {verb}".strip(), f"{words[0]} {b} {verb}".strip()), (subject, b)

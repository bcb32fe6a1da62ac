"""A yes-or-no question as the claim that it asks about, and the same denied.

Where the subject ends is told by what the words behind it are; `wordforms.json` (made by `bench/wordforms.py`
from training texts) says which words are verbs, nouns or predicates.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files

from qa.kinds.words.clauses import AUX, plain
from qa.text.wordset import wordlist, wordset

_VERBAL = wordset("do does did can could will would should may might")
"""Auxiliaries with a bare verb; the others have a participle or a predicate."""
_DETERMINER = wordset("the a an this that these those his her its their any some all no every each another")
_PLACED = wordset("in at on of for from to by with over near under against about between within during")
_ADVERB = wordset("ever still also always already never again yet now only even just then")
_HELPS = wordset("be been have help let make go come dare")
_SELF = wordset("myself yourself himself herself itself ourselves yourselves themselves and or")
_BARE = wordset("be been have do go")
_ARTICLE = wordset("the a an")
_CLAUSE = wordset("when while if because who which where although until unless after before as that")
"""Words that open a clause of their own: what is said of the subject begins before them."""
_ALONE = wordset(
    "there it he she they you we anyone anybody anything someone somebody everyone everybody nobody people"
)
_ANY = {
    "anyone": "someone", "anybody": "somebody", "anything": "something", "any": "some", "ever": ""
}  # fmt: skip
"""What stands in a question for a word of a claim."""

_IRREGULAR = dict(
    pair.split(":")
    for pair in wordlist(
        """
        admit:admitted arise:arose bear:bore beat:beat become:became begin:began bend:bent bet:bet bind:bound
        bite:bit bleed:bled blow:blew break:broke breed:bred bring:brought build:built burst:burst buy:bought
        cast:cast catch:caught choose:chose come:came cost:cost creep:crept cut:cut deal:dealt die:died
        dig:dug do:did draw:drew drink:drank drive:drove eat:ate fall:fell feed:fed feel:felt fight:fought
        find:found flee:fled fly:flew forbid:forbade forget:forgot forgive:forgave freeze:froze get:got
        give:gave go:went grind:ground grow:grew hang:hung have:had hear:heard hide:hid hit:hit hold:held
        hurt:hurt keep:kept kneel:knelt know:knew lay:laid lead:led leave:left lend:lent let:let lie:lied
        light:lit lose:lost make:made mean:meant meet:met overcome:overcame pay:paid plan:planned put:put
        quit:quit read:read rebuild:rebuilt ride:rode ring:rang rise:rose run:ran say:said see:saw seek:sought
        sell:sold send:sent set:set shake:shook shed:shed shine:shone shoot:shot show:showed shrink:shrank
        shut:shut sing:sang sink:sank sit:sat sleep:slept slide:slid speak:spoke spend:spent spin:spun
        split:split spread:spread spring:sprang stand:stood steal:stole stick:stuck stop:stopped strike:struck
        swear:swore sweep:swept swim:swam swing:swung take:took teach:taught tear:tore tell:told think:thought
        throw:threw undergo:underwent understand:understood wake:woke wear:wore win:won withdraw:withdrew
        write:wrote
        """
    )
)
"""Past forms that "-ed" does not make."""


def claims(question: str) -> tuple[str, str] | None:
    """The claim of a question, and the claim denied; None where it does not begin with an auxiliary.

    "Did Pearl Jam play in April?" -> "Pearl Jam played in April.", "Pearl Jam did not play in April."
    """
    text = re.sub(r"^(?:and|but|so)\s+", "", plain(question), flags=re.IGNORECASE)
    found = re.match(rf"^(?P<aux>{'|'.join(AUX)})(?:n't)?\s+(?P<rest>.+)$", text, re.IGNORECASE)
    if not found:
        return None
    aux, words = found["aux"].lower(), found["rest"].split()
    cut = subject_end(words, aux)
    subject = " ".join(_ANY.get(w.lower(), w) for w in words[:cut]).strip()
    said = " ".join(filter(None, (_ANY.get(w.lower(), w) for w in words[cut:])))
    if not subject or not said:
        return None
    subject = subject[0].upper() + subject[1:]
    claim, denied = _told(subject, aux, said), f"{subject} {aux} not {said}."
    if "never" in said.split():
        denied = _told(subject, aux, " ".join(word for word in said.split() if word != "never"))
    return claim, denied


def _told(subject: str, aux: str, said: str) -> str:
    """The claim; what "did" and "does" say goes into the verb."""
    words = said.split()
    at = next((i for i, word in enumerate(words) if word not in _ADVERB), 0)
    if aux in ("did", "does") and words[at].isalpha() and words[at].islower():
        words[at] = _past(words[at]) if aux == "did" else _present(words[at])
    elif aux != "do":
        words.insert(0, aux)
    return f"{subject} {' '.join(words)}."


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


def told_of(gerund: str) -> str:
    """The past form of a gerund: "declared" of "declaring", "won" of "winning"."""
    root = gerund.removesuffix("ing")
    undoubled = root[:-1] if root[-1:] == root[-2:-1] else root
    known = next((base for base in (root, f"{root}e", undoubled) if base in _IRREGULAR), None)
    return _IRREGULAR[known] if known else f"{root}ed"


def _present(verb: str) -> str:
    if verb == "have":
        return "has"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"


def subject_end(words: list[str], aux: str) -> int:
    """How many of the words behind the auxiliary are the subject.

    With "did" or "will" the likeliest verb ends it, with "was" or "has" the likeliest participle or
    adjective; else an adverb, a preposition or an article.
    """
    if words[0].lower() in _ALONE and (len(words) < 2 or words[1].lower() not in _PLACED):
        return 1
    ends = next((at for at, word in enumerate(words) if at > 1 and word.lower() in _CLAUSE), len(words))
    kind = "verb" if aux in _VERBAL else "said"
    shares = {at: share_of(words[at].lower(), kind) for at in range(1, ends) if _free(words, at)}
    first = next((at for at, share in shares.items() if share >= RATHER), None)
    if first is None and kind == "said":
        first = _opening(words, ends, shares)
    if first is None and shares:
        first = max(shares, key=lambda at: (shares[at], at))
    if first is None:
        return max(1, ends - 1)
    follows = shares.get(first + 1, 0)
    open_ended = follows >= shares.get(first, 0) or not _ends_in_name(words[:first])
    if kind == "verb" and words[first] not in _HELPS and follows >= RATHER and open_ended:
        first += 1  # "the toy store close": of two verbs in a row the first is a noun
    return _before_adverbs(words, first)


def _ends_in_name(words: list[str]) -> bool:
    """Whether a subject is whole with its last word: "the plane at Calicut", but not "the Wee W"."""
    lower = {word for word in words if word[:1].islower()}
    return words[-1][:1].isupper() and not (lower and lower <= _DETERMINER)


def _opening(words: list[str], ends: int, shares: dict[int, int]) -> int | None:
    """Where a predicate begins that no participle and no sure adjective opens."""
    lower = [word.lower() for word in words[:ends]]
    adverb = next((at for at in range(1, ends) if lower[at] in _ADVERB), None)
    if adverb is not None or lower[-1] in _PLACED:
        return adverb if adverb is not None else ends - 1
    placed = next((at for at in range(1, ends) if lower[at] in (_PLACED | _ARTICLE) - {"of"}), None)
    if placed is not None and lower[placed - 1] == "of":
        placed = next((at for at in range(placed + 1, ends) if lower[at] in _PLACED - {"of"}), None)
    if placed is None:
        return None
    return next((at for at, share in shares.items() if share >= POSSIBLY and at < placed), placed)


RATHER, POSSIBLY = 5, 2
"""Ninths from which a word is rather a verb or predicate than a noun, and from which it may be one."""


def _free(words: list[str], at: int) -> bool:
    """Whether what is said may begin at a word: it is no name, and nothing binds it to the left."""
    before, word = words[at - 1].lower(), words[at].lower()
    bound = before in _DETERMINER | _PLACED or before == "of" or before.endswith(("'s", "s'"))
    closed = _DETERMINER | _PLACED | _ADVERB | _SELF
    return words[at][:1].islower() and word != "of" and word not in closed | _ALONE and not bound


def _before_adverbs(words: list[str], at: int) -> int:
    while at > 1 and (words[at - 1].lower() in _ADVERB or words[at - 1].endswith("ly")):
        at -= 1
    return at


def share_of(word: str, kind: str) -> int:
    """How far a word is a verb, or said of something, 0 to 9; by its ending where it is not known."""
    if word in _BARE:
        return 9
    known = _forms().get(f"{kind} {word}")
    if known is None and kind == "said":
        return 6 if word.endswith(("ed", "ing", "en")) else 0
    if known is None and word.endswith(("ise", "ize", "ify")):
        return 9
    return known or 0


@lru_cache(maxsize=1)
def _forms() -> dict[str, int]:
    stored = json.loads(files("qa.kinds.words").joinpath("wordforms.json").read_text("utf-8"))
    rows = [(*name.split(), words) for name, words in stored.items() if name != "about"]
    return {f"{kind} {word}": int(share) for kind, share, words in rows for word in words.split()}

"""Words: tokens, content words, normalised text for comparing, and text that is safe to print."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from qa.text.wordset import wordlist, wordset

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
_CONTRACTION = re.compile(r"(?:n't|'(?:ll|re|ve|d|m))$|^(?:don|can|won)'t$")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_SPACE = re.compile(r"\s+")
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»″〝〞", '"')
    | dict.fromkeys("‘’‚‛′`´‹›", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "\u00ad": "", "\u200b": "", "\u2060": "", "\ufeff": ""}
)
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_STEMMING = Lock()
"""PyStemmer's object keeps the word at hand: it is for one thread at a time."""
_UNSAFE = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}\u2028\u2029\ud800-\udfff\ufff9-\ufffb]")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])")

STOPWORDS = wordset(
    """
    a about above after again against all also am an and any are as at be became because been before
    being below between both but by came can could did do does doing down during each few for from
    further had has have having he her here hers herself him himself his how i if in into is it its
    itself just may me might more most must my myself no nor not now of off on once only onto or other
    our ours out over own per same shall she should so some such than that the their theirs them
    themselves then there these they this those through to too under until up upon us very was we were
    what when where which while who whom whose why will with within without would yet you your yours
    yourself said say says saying according
    """
)
# Only ever compared with words that went through the same table, so that "rise" becomes "rize" does no harm.
_AMERICAN = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"(?<=\w{2})is(e[drs]?|ers?|ing|ations?)$", r"iz\1"),
        (r"(?<=\w{2})ys(e[drs]?|ing)$", r"yz\1"),
        (r"(?<=\w{3})our(?=$|s$|ed$|ing|al|able|ite|ful|hood)", "or"),
        (r"^(def|off|lic|pret)ence", r"\1ense"),
        (r"(?<=t)re(s?)$", r"er\1"),
        (r"ll(ed|ing|ers?)$", r"l\1"),
        (r"amme(s?)$", r"am\1"),
    )
)
_FORMS = wordlist(
    """
    arose arise ate eat awoke awake beaten beat began begin begun begin bent bend bet bet bitten
    bite bit bite bled bleed blew blow blown blow bore bear borne bear bought buy bound bind bred
    breed broke break broken break brought bring built build burnt burn came come caught catch chose
    choose chosen choose clung cling crept creep dealt deal dealt deal dug dig drank drink drawn
    draw drew draw driven drive drove drive drunk drink dwelt dwell fallen fall fed feed fell fall
    felt feel fled flee flew fly flown fly forbade forbid forbidden forbid forgot forget forgotten
    forget fought fight found find froze freeze frozen freeze gave give given give gone go went go
    got get gotten get grew grow grown grow heard hear held hold hid hide hidden hide hung hang kept
    keep knew know known know laid lay led lead left leave lent lend lit light lost lose made make
    meant mean met meet mistook mistake overcame overcome overtook overtake paid pay proven prove
    ran run rang ring rung ring ridden ride rode ride risen rise rose rise said say sang sing sung
    sing sank sink sunk sink sat sit saw see seen see sent send shaken shake shook shake shone shine
    shot shoot shown show shrank shrink shrunk shrink slain slay slept sleep slid slide slung sling
    sold sell sought seek spent spend spoke speak spoken speak spun spin stole steal stolen steal
    stood stand strove strive struck strike stuck stick stung sting swam swim swept sweep swore
    swear sworn swear swung swing taken take taught teach threw throw thrown throw thought think
    told tell took take tore tear torn tear understood understand undertook undertake upheld uphold
    withdrawn withdraw withdrew withdraw withheld withhold woke wake woken wake won win wore wear
    worn wear wove weave written write wrote write men man women woman children child lives life
    wives wife halves half thieves thief knives knife
    """
)
_IRREGULAR = dict(zip(_FORMS[::2], _FORMS[1::2], strict=True))
_PRONOUN_US = re.compile(r"\bUS\b(?!\$)")


def tokens(text: str) -> list[str]:
    """Lower-cased word tokens, numbers included; hyphens part words, possessives and dots of acronyms go.

    "U.S.", "US" and "USA" are the one token "usa", because "us" is a pronoun.
    """
    return [_token(word) for word in _WORD.findall(_PRONOUN_US.sub("USA", text))]


def _token(word: str) -> str:
    word = _POSSESSIVE.sub("", word).replace("’", "'").lower()
    if "." in word and not word[0].isdigit():
        word = word.replace(".", "")
        return "usa" if word == "us" else word
    return word


def content_words(text: str) -> list[str]:
    """Stems of the words that carry meaning: tokens without stopwords, stemmed by Snowball English."""
    return list(_kept_words(text) if len(text) <= _SENTENCE else _content_words(text))


def _content_words(text: str) -> tuple[str, ...]:
    return tuple(stem(t) for t in tokens(text) if t not in STOPWORDS and not _CONTRACTION.search(t))


# Choosing an answer asks four times for the words of each sentence, 0.04 ms each; whole articles are kept
# by those who ask for them again.
_SENTENCE = 1000
_kept_words = lru_cache(maxsize=8192)(_content_words)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball (Porter 2) stem of a lower-cased word; "fell" is "fall", British spelling American.

    Cached: most words of an article come again.
    """
    word = _IRREGULAR.get(word, word)
    for pattern, spelling in _AMERICAN:
        word = pattern.sub(spelling, word)
    with _STEMMING:
        return _stemmer()(word)


def is_past_form(word: str) -> bool:
    """Whether a lower-cased word is an irregular past form: "met", "took"."""
    return word in _IRREGULAR


@cache
def _stemmer() -> Callable[[str], str]:
    from Stemmer import Stemmer

    found: Callable[[str], str] = Stemmer("english", 0).stemWord  # the cache is ours
    return found


def normalise(text: str) -> str:
    """NFC with straight quotes, plain dashes, three-dot ellipses and single spaces.

    For comparing, not for showing: the length may change, so offsets into it mean nothing elsewhere.
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_PLAIN)).strip()


def safe(text: str) -> str:
    """The text without terminal escapes, control characters (newline and tab stay) and bidi overrides."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSAFE.sub("", _ESCAPES.sub("", text))

"""Proper names: where they stand, which of their words matter, and when two of them may be one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.text.vocabulary import MONTHS, WEEKDAYS
from qa.text.words import STOPWORDS, stem
from qa.text.wordset import wordset


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name with its titles; `source[start:end] == text`, possessive excluded."""

    text: str
    start: int
    end: int
    sure: bool = True
    """False for a lone capitalised word that begins a sentence and may be an ordinary word."""


TITLES = wordset(
    """
    mr mrs ms mx dr prof professor gen general lt lieutenant col colonel maj major capt captain sgt
    sergeant adm admiral brig brigadier cmdr commander cpl corporal sen senator rep representative gov
    governor pres president vice prime minister foreign defense defence finance interior chancellor king
    queen prince princess pope sir lord lady dame baroness baron judge justice sheriff mayor chief
    chairman chairwoman chair director secretary secretary-general deputy ambassador rev reverend father
    bishop archbishop cardinal rabbi imam sheikh ayatollah speaker spokesman spokeswoman spokesperson
    leader premier emperor hon executive officer former acting interim coach analyst head treasurer
    commissioner councillor herr frau monsieur madame ministerin präsident bundeskanzler kanzler
    kanzlerin
    """
)
_JOINERS = "of|de|del|della|der|den|du|da|do|dos|das|di|la|le|van|von|zu|bin|ibn|al|el|ben|y|and|for|on|the|&"
_WEAK = frozenset(_JOINERS.split("|"))
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽА-ЯЁІЇЄ"
_WORD = (
    r"(?:(?:[A-Z]\.){2,}|[A-Z]\.(?=\s?[A-Z])|[A-Z]{1,5}-?\d+[A-Za-z]?\b"
    rf"|[{_UPPER}][^\W\d_]*(?:[’'-](?!s\b)[^\W\d_]+)*)"
)
_ABBREVIATED = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|Cmdr|Cpl|Sen|Rep|Gov|Pres|Rev|Hon|St|Jr|Sr)\."
)
_TOKEN = rf"(?:{_ABBREVIATED}|{_WORD})"
_JOIN = (
    "(?:of|for|on)[ ](?:the[ ])?"
    "|(?:de|del|della|der|den|du|da|dos|di|la|le|van|von|bin|ibn|al|el|&)[ ](?:la[ ]|den[ ]|der[ ])?"
)
_SPAN = re.compile(
    rf"(?<![\w’'-])(?:al-)?{_TOKEN}(?>(?:[ \u00a0]+(?:{_JOIN})?(?:al-)?{_TOKEN}|(?<=[A-Z])-{_TOKEN})*)"
)
_STARTS = re.compile(r"(?:^|[.!?…:;]['\"”’)\]]*\s+|[\n\r]|^\W+|[“‘\"(—–-]\s?)$")
_OPENER_WORDS = wordset(
    """
    officials police authorities analysts experts critics supporters residents witnesses ministers
    lawmakers leaders talks negotiations news reports sources prosecutors investigators researchers
    scientists doctors workers voters people women men children families students teachers farmers
    troops soldiers forces rebels protesters thousands hundreds dozens millions billions most many few
    several both another others everyone nobody nothing something anyone someone everything half part
    much little less fewer prices shares sales profits losses exports imports inflation growth
    unemployment interest oil gas gold water fire rain snow heat wind storm floods parliament congress
    government state army navy war peace today yesterday tomorrow tonight meanwhile however moreover
    furthermore nevertheless nonetheless therefore thus hence instead indeed still first second third
    finally later earlier early late recently previously originally initially eventually currently now
    then here there once twice perhaps maybe please thanks yes no not never always often sometimes
    rarely usually speaking asked given based built born founded led made known seen taken located
    following according including despite besides among amid across along around behind beside beyond
    inside outside near under over through throughout toward towards upon within without unlike like
    until till since while whereas although though unless because if whether when whenever where
    wherever why how what who whom whose which either neither nor and or but so yet for of in on at by
    to from with as than the a an this that these those each every all any some such same other one two
    three four five six seven eight nine ten eleven twelve i he she it we they you his her its our their
    your my mine let good bad new old big small high low long short last next previous former current
    total overall local national international global foreign public private video photo image images
    file caption share read watch listen subscribe follow contact copyright opinion analysis update
    updated breaking exclusive live correction editor also just only even again too very staff members
    member plans work construction production demand supply trade business companies firms banks
    investors traders shareholders customers users drivers passengers flights trains schools hospitals
    courts judges lawyers officers detectives firefighters rescuers crews volunteers campaigners
    activists unions opposition turnout results polls polling voting elections tensions fighting
    shelling strikes attacks violence clashes protests demonstrations sanctions tariffs taxes wages
    rents costs spending funding aid support help evidence data figures numbers details questions
    concerns fears hopes efforts attempts calls asylum climate energy health education housing transport
    security defense defence justice
    """
)
_COMMON_ENDING = re.compile(
    r"(?:ly|ing|ments?|tions?|sions?|ness|ities|ists|ants|ents|ators|ers|ors|eers|ians|ages|ures|isms?|ives|ables?)$"
)
_SURNAMES = wordset(
    """
    reuters sanders rogers powers summers peters myers byers bowers waters sellers anders withers
    chambers connors fowlers browning keating fleming manning harding golding dowling sterling starling
    kelly reilly daly hawley ripley langley stanley shelly connolly donnelly clements simmons
    """
)
_NOT_NAMES = (
    frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | {"gmt", "utc", "est", "edt", "bst", "cet", "am", "pm", "i", "ok"}
)
_PHRASES = (
    (
        re.compile(
            r"\b(?:the )?United States(?: of America)?\b|\bU\.S\.A?\.?|\bUS\b|\bAmericans?\b|\bAmerica\b"
        ),
        "USA",
    ),
    (
        re.compile(
            r"\b(?:the )?United Kingdom\b|\bGreat Britain\b|\bBritain\b|\bBritish\b|\bBritons?\b|\bU\.K\."
        ),
        "UK",
    ),
    (re.compile(r"\b(?:the )?European Union\b|\bE\.U\."), "EU"),
    (re.compile(r"\b(?:the )?United Nations\b|\bU\.N\."), "UN"),
    (re.compile(r"\bKiev\b"), "Kyiv"),
)
_PEOPLE_TABLE = """
    france french frenchman; netherlands dutch holland; spain spanish spaniard;
    denmark danish dane; sweden swedish swede; finland finnish finn; turkey turkish turk türkiye;
    poland polish pole; greece greek; switzerland swiss; wales welsh; ireland irish;
    scotland scottish scot; england english; norway norwegian; cyprus cypriot; china chinese;
    germany german deutschland; iceland icelandic; portugal portuguese;
    philippines filipino philippine; peru peruvian; iraq iraqi; thailand thai; czechia czech;
    slovakia slovak; serbia serb serbian; west western; east eastern; croatia croat;
    kurdistan kurd kurdish; lebanon lebanese; congo congolese
"""
_PEOPLES = {word: group.split()[0] for group in _PEOPLE_TABLE.split(";") for word in group.split()}
_DEMONYM_ENDINGS = {""} | wordset("a e y n an ian ean ese i ish ine ans ians is o s ns ni")


def names(text: str) -> list[Name]:
    """Proper names in order, without overlap; lone words that usually open a sentence are left out."""
    found = []
    for match in _SPAN.finditer(text):
        name = _trim(match.group(), match.start(), text)
        if name:
            found.append(name)
    return found


def _trim(span: str, start: int, text: str) -> Name | None:
    """The span without opening stopwords, dates and a possessive; None when nothing proper is left."""
    opens = bool(_STARTS.search(text[max(0, start - 6) : start])) or start == 0
    words = [(m.group(), m.start(), m.end()) for m in re.finditer(r"\S+", span)]
    while words and (_plain(words[0][0]) in _NOT_NAMES or (opens and _is_opener(words[0][0], len(words)))):
        opens = opens and _plain(words[0][0]) not in _NOT_NAMES
        words.pop(0)
        while words and _plain(words[0][0]) in _WEAK and words[0][0][0].islower():
            words.pop(0)
    while words and (_plain(words[-1][0]) in _NOT_NAMES or _plain(words[-1][0]) in _WEAK):
        words.pop()
    if not words:
        return None
    left, right = words[0][1], words[-1][2]
    body = span[left:right].rstrip("’'")
    plain = _plain(body)
    if len(body) < 2 or (len(words) == 1 and plain in STOPWORDS and not body.isupper()):
        return None
    alone_first = opens and len(words) == 1 and left == 0 and not body.isupper()
    return Name(body, start + left, start + left + len(body), sure=not alone_first)


def _plain(word: str) -> str:
    return re.sub(r"[.’']", "", word).lower()


def _is_opener(word: str, count: int) -> bool:
    """Whether a capitalised word at the start of a sentence is an ordinary word and not part of a name."""
    plain = _plain(word)
    if word.isupper() and len(plain) > 1:
        return False
    if plain in STOPWORDS or plain in _OPENER_WORDS:
        return plain not in TITLES
    return count == 1 and plain not in _SURNAMES and len(plain) > 4 and bool(_COMMON_ENDING.search(plain))


def canonical(text: str) -> str:
    """The text with well-known countries and unions under one name, for comparing names."""
    for pattern, name in _PHRASES:
        text = pattern.sub(name, text)
    return text


def name_words(name: str) -> list[str]:
    """The words that identify: lower-cased, without titles, joiners, initials and possessives."""
    words = [_plain(w) for w in re.split(r"[\s-]+", re.sub(r"['’]s\b", "", canonical(name)))]
    kept = [w for w in words if w and w not in TITLES and w not in _WEAK]
    return [w for w in kept if len(w) > 1] or kept


def same_word(a: str, b: str) -> bool:
    """Whether two lower-cased name words are one: equal, of one stem, or a people and its country."""
    if a == b or stem(a) == stem(b) or _PEOPLES.get(a, a) == _PEOPLES.get(b, b):
        return True
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return shared >= 4 and a[shared:] in _DEMONYM_ENDINGS and b[shared:] in _DEMONYM_ENDINGS


def same_name(a: str, b: str) -> bool:
    """Whether two names may be one: "Caine", "General Caine" and "Gen. Dan Caine"; "NATO" and its full form.

    The last word (the surname) must agree, and the words before it may not contradict each other.
    """
    first, second = name_words(a), name_words(b)
    if not first or not second:
        return _plain(a) == _plain(b)
    if acronym_of(a, b) or acronym_of(b, a):
        return True
    if not same_word(first[-1], second[-1]):
        return False
    shorter, longer = sorted((first[:-1], second[:-1]), key=len)
    return all(any(same_word(w, v) or w == v[0] or v == w[0] for v in longer) for w in shorter)


def acronym_of(short: str, name: str) -> bool:
    """Whether `short` ("NATO", "E.C.B.") is made of the first letters of the words of `name`."""
    initials = _initials(name)
    if not 2 <= len(initials) <= 7:
        return False
    letters = re.sub(r"\W", "", short)
    return letters == initials and letters.isupper()


@lru_cache(maxsize=1024)  # `mentions` holds one name against every word of an article
def _initials(name: str) -> str:
    return "".join(w[0] for w in re.split(r"[\s-]+", name) if w and w[0].isupper())


_BODY = re.compile(
    r"\b(?:Union|Group|Office|Ministry|Board|Company|Party|Council|Authority|League|Society|Agency|Court|Committee|"
    r"Association|Institute|University|Bank|Commission|Federation|Inc|Ltd|Corp)\b"
)


def is_body(name: str) -> bool:
    """Whether a name is plainly that of an organisation: it is no "he" or "she"."""
    return bool(_BODY.search(name))


_PAPER = re.compile(
    r"\b(?:Messenger|Courier|Gazette|Herald|Tribune|Times|Chronicle|Echo|Standard|Observer|Examiner|Sentinel|"
    r"Bulletin|Dispatch|Enquirer|Inquirer|Advertiser|Telegraph|Independent|Journal|Weekly|Daily|News|Magazine|"
    r"Courrier|Dépêche|Voix|Diario|Periódico|Heraldo|Noticias|Corriere|Gazzetta|Giornale|Dagblad|Courant|Krant|"
    r"[^\W\d_]*(?i:zeitung|blatt|anzeiger|bote|kurier|nachrichten|rundschau))\b"
)
"""Nouns that papers are named with in the languages that pages are mostly in. Those that are surnames too
(Post, Star, Sun) are left out."""


def is_paper(name: str) -> bool:
    """Whether a name is plainly that of a paper and of no person: "Harbour Gazette", "Küstenbote"."""
    return bool(_PAPER.search(name))


def core_name(name: str) -> str:
    """The name without what stands before it: "U.S. President Donald Trump" -> "Donald Trump"."""
    words = name.split()
    last_title = max((i for i, w in enumerate(words[:-1]) if _plain(w) in TITLES), default=-1)
    return " ".join(words[last_title + 1 :])

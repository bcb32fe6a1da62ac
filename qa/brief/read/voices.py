"""What a noun phrase names as a speaker: a person with their office, a body, or somebody unnamed.

"the union's local secretary Mia Holt" is Mia Holt, local secretary; "NRC's Country Director Nasr Muflahi" is
Nasr Muflahi, NRC's Country Director; "the director of a health centre in Amariyat" is nobody by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.brief.read.lexicon import is_a, lexicon, plain
from qa.text import MONTHS, STOPWORDS, WEEKDAYS
from qa.text.wordset import wordset

PRONOUNS = frozenset({"he", "she", "they", "it", "who", "we", "i", "er", "sie", "es", "wir", "both"})
_PARTICLES = wordset(
    "al bin ibn de da di del della der den dos du el la le van von zu ben abu ul mac st bint y"
)
_PREPOSITIONS = wordset(
    "of in at for from with on near by to inside outside about close familiar against released issued "
    "published seen obtained sent based named called known cited quoted identified written led "
    "carried made within among amid across behind under over throughout"
)
_RELATIVES = frozenset({"who", "which", "that", "whose"})
_DETERMINERS = wordset(
    "the a an its his her their this that these those one some both another other our my own"
)
_OPENERS = wordset(
    "but and or so yet however meanwhile as then now still also while although though because since "
    "when if where whereas both even only later earlier separately additionally specifically "
    "elsewhere nevertheless instead"
)
_INSIDE = wordset("of for and & the")
_CAPITAL = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž]\.)+|(?:al-|el-|d['’]|O['’]|Mc)?[A-ZÀ-ÖØ-ÞĀ-Ž][\w&’'.-]*|[\w-]+\.(?:com|org|net|eu)"
)
_SHORT_FORM = re.compile(r"I['’](?:m|ve|d|ll)$")
_NUMBER = re.compile(r"\d[\d,.]*(?:-year-old)?$")
MOST_ROLE_WORDS = 12


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


def capital(word: str) -> bool:
    """Whether a word is written as a part of a proper name."""
    return bool(_CAPITAL.fullmatch(word.strip("“”\"'’,"))) and not _SHORT_FORM.match(word)


def voice_of(phrase: str) -> Voice | None:
    """Who a phrase names; None when its head is no word for anybody that can speak."""
    words = phrase.strip(' ,"“”').split()
    while words and (plain(words[0]) in _OPENERS or _NUMBER.match(words[0])):
        words.pop(0)
    if not words:
        return None
    if plain(words[-1]) in PRONOUNS:
        return Voice(plain(words[-1]), pronoun=True)
    if len(words) > 3 and words[-3] == "and" and words[-2].lower() in _OWN and words[-1].islower():
        lead = voice_of(" ".join(words[:-3]))  # "Paganini and his team"
        if lead and capital(words[-4]):
            return lead
    if words[-1] in _RECKONED and (whose := _owner(words[:-1])):
        return whose
    run = run_start(words)
    if words[0].lower() in _NOBODY or (run == 1 and words[0].lower() in _PREPOSITIONS):
        return None  # "on Twitter"
    if words[0].lower() in _SHARES and len(words) > 2 and words[1].lower() == "of":
        of = voice_of(" ".join(words[2:]))  # "one of the victims"
        return Voice(" ".join(words)) if of and not (of.person or of.pronoun) else of
    if run < len(words) and not _object_of(words, run) and not _work_for(words, run):
        return _both(words, run) or named(words[:run], words[run:])
    return _headed(words, run)


def _work_for(words: Sequence[str], run: int) -> bool:
    """Whether several people are named by whom they work for: "researchers at firm | Trend Micro"."""
    cut = next((i for i, w in enumerate(words[:run]) if i and w.lower() in _PREPOSITIONS), 0)
    return bool(cut) and words[cut - 1].endswith("s") and is_a("voices", words[cut - 1])


def _headed(words: Sequence[str], run: int) -> Voice | None:
    """The voice of a phrase whose head stands before a preposition or a relative clause."""
    ends = _PREPOSITIONS | _RELATIVES
    cut = next((i for i, w in enumerate(words) if i and w.lower() in ends), len(words))
    head = list(words[:cut])
    while len(head) > 1 and _behind_noun(head[-1]):
        head.pop()
    if run - 1 == cut and words[cut].lower() == "of" and len(words) - run > 2 and is_a("offices", head[-1]):
        at = max(run + 1, len(words) - 2)  # "First Minister of Scotland | Nicola Sturgeon"
        known = named([], words[at:])
        if known and known.person:
            return Voice(known.name, " ".join((role_of_words(head), "of", *words[run:at])), True)
    if any(w.lower() in _FINITE for w in words[cut:]) and words[cut].lower() not in _RELATIVES:
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
    return plain(word) in _DATES or (word.islower() and word.endswith("ed") and not known)


def run_start(words: Sequence[str]) -> int:
    """Where the proper name that ends a phrase begins; the length of the phrase when none does."""
    at = len(words)
    while at and (
        (
            capital(words[at - 1])
            and plain(words[at - 1]) not in _OPENERS
            and plain(words[at - 1]) not in _DETERMINERS
        )
        or (at < len(words) and words[at - 1].lower() in _PARTICLES and words[at - 1].islower())
        or (1 < at < len(words) and words[at - 1] in ("of", "for", "and", "&") and _joins(words, at - 1))
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
    direct = before[-1] in _PREPOSITIONS
    return (direct or (before[-1] in _DETERMINERS and before[0] in _PREPOSITIONS)) and run > (
        1 if direct else 2
    )


def named(before: Sequence[str], run: Sequence[str]) -> Voice | None:
    """The voice of a proper name with the words before it."""
    while len(run) > 1 and (_empty(run[0]) or plain(run[0]) in _DATES):
        run = run[1:]
    if len(run) == 1 and plain(run[0]) in STOPWORDS and not run[0].isupper():
        return None
    if all(plain(w) in _DATES for w in run):
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
        or any(w in ("of", "for", "&", "and") or (i and _empty(w)) for i, w in enumerate(name))
    ) and not (len(name) == 2 and plain(name[0]) not in words["names_of_bodies"] and last in _SURNAMES)


_FINITE = wordset("was were is are has had will would did does can could may might should must")
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
        if head[at].lower() in _DETERMINERS:
            return at
    return 0


def role_of_words(words: Sequence[str]) -> str:
    """The office that ends these words, without what it depends on; "" when they name none.

    A possessive of a proper name stays ("NRC's Iraq Country Director") or is the role itself.
    """
    words = () if words and words[-1].lower() in _PREPOSITIONS else words  # "Prince Ali of | Saudi Arabia"
    at = len(words)
    while at and _may_be_role(words, at - 1):
        at -= 1
    kept = list(words[at:])
    while kept and (kept[0].lower() in _DETERMINERS | _INSIDE or plain(kept[0]) in _OPENERS):
        kept.pop(0)
    owners = [i for i, w in enumerate(kept) if re.search(r"['’]s?$", w) and not capital(w)]
    kept = kept[owners[-1] + 1 :] if owners else kept
    while "and" in kept and _another(kept[: kept.index("and")]):
        kept = kept[kept.index("and") + 1 :]  # "Secretary Ban Kimon and envoy | Kofi Anan"
    while "of" in kept and not any(is_a("offices", w) for w in kept[: kept.index("of")]):
        kept = kept[kept.index("of") + 1 :]  # "the complaint of the outgoing mayor"
    while kept and (kept[0].lower() in _DETERMINERS or (capital(kept[0]) and plain(kept[0]) in STOPWORDS)):
        kept.pop(0)
    if any(is_a("offices", w) and not is_a("ranks", w) for w in kept):
        ranked = is_a("ranks", kept[-1]) and not is_a("offices", kept[-1])
        held = [i for i, w in enumerate(kept) if is_a("offices", w) and not capital(w)]
        if ranked and held and all(capital(w) for w in kept[held[-1] + 1 :]):
            kept = kept[: held[-1] + 1]  # "spokesman | Coast Guard Capt."
        while ranked and not is_a("offices", kept[-1]) and (capital(kept[-1]) or is_a("ranks", kept[-1])):
            kept.pop()  # "Press Secretary | Rear Adm."
    if not kept or len(kept) > MOST_ROLE_WORDS or _plural(kept[-1]):
        return ""  # "acting via his lawyers" is nobody's office
    if any(is_a("offices", w) or is_a("ranks", w) for w in kept):
        return " ".join(kept)
    if re.search(r"['’]s?$", kept[-1]) and capital(kept[-1]):
        return re.sub(r"['’]s?$", "", " ".join(w for w in kept if capital(w)))
    return ""


def _another(words: Sequence[str]) -> bool:
    """Whether words end with the name of somebody else."""
    return len(words) > 1 and all(capital(w) and not is_a("offices", w) for w in words[-2:])


def _plural(word: str) -> bool:
    """Whether a word names several holders of an office."""
    return is_a("offices", word) and plain(word) not in lexicon()["offices"] and plain(word).endswith("s")


def _may_be_role(words: Sequence[str], at: int) -> bool:
    word = words[at]
    if capital(word):
        return plain(word) not in _OPENERS
    bare = word.lower()
    if bare in _NO_ROLE | _BESIDE or (bare.endswith("ed") and "-" not in bare and bare not in _PARTICIPLES):
        return False  # "the attack prompted | President Trump"
    if bare in _INSIDE or bare in _DETERMINERS:
        return True
    behind = words[at + 1] if at + 1 < len(words) else ""
    if bare.endswith("ing") and capital(behind) and bare not in _IN_OFFICE:
        return False  # "praising | President Putin"
    verb = bare in lexicon()["verbs"] or bare in lexicon()["quoting_verbs"]
    return bool(re.fullmatch(r"[\w’'-]+", bare)) and not verb


_IN_OFFICE = wordset("acting outgoing incoming sitting ruling visiting presiding managing founding")
_BESIDE = wordset(
    "including using calling saying following prompting leaving joining backing naming nominating replacing "
    "succeeding accusing quoting citing"
)
_PARTICIPLES = wordset("retired appointed elected disgraced united suspended jailed exiled nominated accused")
_DATES = frozenset(MONTHS) | frozenset(WEEKDAYS)
_NO_ROLE = _PREPOSITIONS - {"of", "for"} | wordset(
    "that which who whom is was were are be been has had have will would by as than into after before "
    "during while when if because but or not according per via through without despite what how why "
    "week month year yesterday today met saw took gave made left won lost sent held beat became"
)


def apposition(words: str) -> str:
    """The office in words set off behind a name; "" for anything else.

    "the county's treasurer" is treasurer, "who leads the bank" stays as it is.
    """
    text = re.sub(r"^(?:who|which)\s+(?:is|was|leads|heads|chairs|runs)\s+", "", words.strip(" ,"))
    speaks = re.match(r"speaking\s(?:for|on\sbehalf\sof)\s(?:the\s)?(?P<body>.{3,80})", words.strip(" ,"))
    if speaks:
        return re.sub(r"^\w+['’]s\s", "", speaks["body"])
    if re.match(r"one\sof\s", words.strip(" ,")):
        return ""  # "one of the mayor's sons"
    if re.match(r"who\s(?:leads|heads|chairs|runs|represents)\s", words.strip(" ,")):
        return words.strip(" ,")
    parts = re.split(r"\s(?:will|has|have|had|is|was|were|would)\s", text)[0].split()
    parts = parts[: next((i for i, w in enumerate(parts) if i and w.lower() in _RELATIVES), len(parts))]
    if (
        not parts
        or len(parts) > 20
        or _NUMBER.match(parts[0])
        or parts[0].lower() in _NO_ROLE | {"and", "said", "told"}
    ):
        return ""
    cut = next(
        (i for i, w in enumerate(parts) if i and w.lower() in _PREPOSITIONS and not _open(parts, i)),
        len(parts),
    )
    first = parts[:cut]
    if not any(is_a("offices", w) for w in first) or _plural(first[-1]) or _of_body(first[-1]):
        return ""
    while first and first[0].lower() in _DETERMINERS | {"formerly"}:
        first.pop(0)
    if any(w in lexicon()["verbs"] for w in first[1:]):
        return ""  # "according to the Kremlin, the two presidents agreed to issue"
    owners = [i for i, w in enumerate(first) if re.search(r"['’]s?$", w) and not capital(w)]
    first = first[owners[-1] + 1 :] if owners else first
    body = (
        parts[cut : cut + MOST_ROLE_WORDS]
        if cut < len(parts) and parts[cut].lower() in ("of", "at", "for", "with", "from", "in")
        else []
    )
    while body and (body[-1].lower() in _PREPOSITIONS | _DETERMINERS or body[-1] == "and"):
        body.pop()
    return " ".join([*first, *body])[:120]


def _of_body(head: str) -> bool:
    """Whether an office only names its body: "the U.S. Attorney's | Office"."""
    return not (is_a("offices", head) or is_a("ranks", head)) and is_a("bodies", head)


def _open(parts: Sequence[str], at: int) -> bool:
    """Whether no office was named before this preposition, so that it cannot close one."""
    return not any(is_a("offices", w) for w in parts[:at])


def _body_behind(words: Sequence[str]) -> str:
    """The body that a person speaks for: "of the Metal Union" is Metal Union."""
    kept = [w for w in words[1:9] if w.lower() != "the"]
    return " ".join(kept) if kept and capital(kept[0]) else ""

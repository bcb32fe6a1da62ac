"""The office that words give somebody: before a name, or set off behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.brief.read.lexicon import is_a, lexicon, plain
from qa.text import MONTHS, STOPWORDS, WEEKDAYS
from qa.text.wordset import wordset

PREPOSITIONS = wordset(
    "of in at for from with on near by to inside outside about close familiar against released issued "
    "published seen obtained sent based named called known cited quoted identified written led "
    "carried made within among amid between across behind under over throughout"
)
RELATIVES = frozenset({"who", "which", "that", "whose"})
DETERMINERS = wordset(
    "the a an its his her their this that these those one some both another other our my own"
)
OPENERS = wordset(
    "but and or so yet however meanwhile as then now still also while although though because since "
    "when if where whereas both even only later earlier separately additionally specifically "
    "elsewhere nevertheless instead"
)
INSIDE = wordset("of for and & the")
_CAPITAL = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž]\.)+|(?:al-|el-|d['’]|O['’]|Mc)?[A-ZÀ-ÖØ-ÞĀ-Ž][\w&’'.-]*|[\w-]+\.(?:com|org|net|eu)"
)
_SHORT_FORM = re.compile(r"I['’](?:m|ve|d|ll)$")
NUMBER = re.compile(r"\d[\d,.]*(?:-year-old)?$")
MOST_ROLE_WORDS = 12


def capital(word: str) -> bool:
    """Whether a word is written as a part of a proper name."""
    return bool(_CAPITAL.fullmatch(word.strip("“”\"'’,"))) and not _SHORT_FORM.match(word)


def role_of_words(words: Sequence[str]) -> str:
    """The office that ends these words, without what it depends on; "" when they name none.

    A possessive of a proper name stays ("NRC's Iraq Country Director") or is the role itself.
    """
    words = () if words and words[-1].lower() in PREPOSITIONS else words  # "Prince Ali of | Saudi Arabia"
    at = len(words)
    while at and _may_be_role(words, at - 1):
        at -= 1
    kept = list(words[at:])
    while kept and (kept[0].lower() in DETERMINERS | INSIDE or plain(kept[0]) in OPENERS):
        kept.pop(0)
    owners = [i for i, w in enumerate(kept) if re.search(r"['’]s?$", w) and not capital(w)]
    kept = kept[owners[-1] + 1 :] if owners else kept
    while "and" in kept and _another(kept[: kept.index("and")]):
        kept = kept[kept.index("and") + 1 :]  # "Secretary Ban Kimon and envoy | Kofi Anan"
    kept = _behind(kept, "of")  # "the complaint of the outgoing mayor"
    kept = _behind(kept, "for")
    while kept and (kept[0].lower() in DETERMINERS or (capital(kept[0]) and plain(kept[0]) in STOPWORDS)):
        kept.pop(0)
    if any(is_a("offices", w) and not is_a("ranks", w) for w in kept):
        ranked = is_a("ranks", kept[-1]) and not is_a("offices", kept[-1])
        held = [i for i, w in enumerate(kept) if is_a("offices", w) and not capital(w)]
        if ranked and held and all(capital(w) for w in kept[held[-1] + 1 :]):
            kept = kept[: held[-1] + 1]  # "spokesman | Coast Guard Capt."
        while ranked and not is_a("offices", kept[-1]) and (capital(kept[-1]) or is_a("ranks", kept[-1])):
            kept.pop()  # "Press Secretary | Rear Adm."
    if not kept or len(kept) > MOST_ROLE_WORDS or plural(kept[-1]):
        return ""  # "acting via his lawyers" is nobody's office
    if any(is_a("offices", w) or is_a("ranks", w) for w in kept):
        return " ".join(kept)
    if re.search(r"['’]s?$", kept[-1]) and capital(kept[-1]):
        return re.sub(r"['’]s?$", "", " ".join(w for w in kept if capital(w)))
    return ""


def _behind(words: list[str], joint: str) -> list[str]:
    """The words behind "of" or "for" where no office stands before it."""
    while joint in words and not any(is_a("offices", w) for w in words[: words.index(joint)]):
        words = words[words.index(joint) + 1 :]
    return words


def _another(words: Sequence[str]) -> bool:
    """Whether words end with the name of somebody else."""
    return len(words) > 1 and all(capital(w) and not is_a("offices", w) for w in words[-2:])


def plural(word: str) -> bool:
    """Whether a word names several holders of an office."""
    return is_a("offices", word) and plain(word) not in lexicon()["offices"] and plain(word).endswith("s")


def _may_be_role(words: Sequence[str], at: int) -> bool:
    word = words[at]
    if capital(word):
        return plain(word) not in OPENERS
    bare = word.lower()
    if bare in _NO_ROLE | _BESIDE or (bare.endswith("ed") and "-" not in bare and bare not in _PARTICIPLES):
        return False  # "the attack prompted | President Trump"
    if bare in INSIDE or bare in DETERMINERS:
        return True
    behind = words[at + 1] if at + 1 < len(words) else ""
    if bare.endswith("ing") and capital(behind) and bare not in _IN_OFFICE:
        return False  # "praising | President Putin"
    if re.fullmatch(r"\d+", bare) or (capital(behind) and _tells(bare)):
        return False  # "March 11 | allows | Interior Secretary"
    verb = bare in lexicon()["verbs"] or bare in lexicon()["quoting_verbs"]
    return bool(re.fullmatch(r"[\w’'-]+", bare)) and not verb


def _tells(word: str) -> bool:
    """Whether a form in -s is rather a verb than the plural of what an office is for."""
    plural = word.endswith("s") and not word.endswith(("ss", "us", "ics", "'s", "’s"))
    return plural and not any(is_a(kind, word) for kind in ("offices", "bodies", "voices", "documents"))


_IN_OFFICE = wordset("acting outgoing incoming sitting ruling visiting presiding managing founding")
_BESIDE = wordset(
    "including using calling saying following prompting leaving joining backing naming nominating replacing "
    "succeeding accusing quoting citing"
)
_PARTICIPLES = wordset("retired appointed elected disgraced united suspended jailed exiled nominated accused")
DATES = frozenset(MONTHS) | frozenset(WEEKDAYS)
_NO_ROLE = PREPOSITIONS - {"of", "for"} | wordset(
    "that which who whom is was were are be been has had have will would by as than into after before "
    "during while when if because but or not according per via through without despite what how why "
    "me him them us you week month year yesterday today met saw took gave made left won lost sent held beat "
    "became"
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
    parts = parts[: next((i for i, w in enumerate(parts) if i and w.lower() in RELATIVES), len(parts))]
    if (
        not parts
        or len(parts) > 20
        or NUMBER.match(parts[0])
        or parts[0].lower() in _NO_ROLE | {"and", "said", "told"}
    ):
        return ""
    cut = next(
        (i for i, w in enumerate(parts) if i and w.lower() in PREPOSITIONS and not _open(parts, i)),
        len(parts),
    )
    first = parts[:cut]
    if not any(is_a("offices", w) for w in first) or plural(first[-1]) or _of_body(first[-1]):
        return ""
    while first and first[0].lower() in DETERMINERS | {"formerly"}:
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
    while body and (body[-1].lower() in PREPOSITIONS | DETERMINERS or body[-1] == "and"):
        body.pop()
    return " ".join([*first, *body])[:120]


def _of_body(head: str) -> bool:
    """Whether an office only names its body: "the U.S. Attorney's | Office"."""
    return not (is_a("offices", head) or is_a("ranks", head)) and is_a("bodies", head)


def _open(parts: Sequence[str], at: int) -> bool:
    """Whether no office was named before this preposition, so that it cannot close one."""
    return not any(is_a("offices", w) for w in parts[:at])

"""Names and roles: how an article names a speaker in full, and what it says they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.brief.read.lexicon import is_a, plain
from qa.brief.read.offices import OPENERS, apposition, capital, role_of_words
from qa.brief.read.voices import named, run_start, voice_of
from qa.text import STOPWORDS
from qa.text.wordset import wordset

_RUN = re.compile(
    r"(?:(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Rev|St)\.|[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*)"
    r"(?:[ \u00a0](?:(?:al|bin|ibn|de|da|di|del|della|der|den|dos|du|la|le|van|von|zu|ben) ){0,2}"
    r"(?:(?:[A-Z]\.)+|(?:Jr|Sr)\.|(?:al-|el-)?[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*))+"
)
_WORDS = re.compile(r"\S+")
_SET_OFF = re.compile(
    r"(?:\s(?:of|from)\s(?:the\s)?[A-Z]\w+)?(?:\s\([^)]{1,20}\))?(?:,\s\d{1,3})?,\s(?P<words>(?:[^,.;:()\"“”\n]|(?<=\b[A-Z])\.){3,110})"
)
_MEMBER = re.compile(
    r"\s(?:of|from|at|with)\s(?:the\s)?(?P<body>[A-Z][\w’'&-]*(?:\s(?:and\s|of\s|for\s)?[A-Z][\w’'&-]*){0,5})"
)
_IS = re.compile(
    r"\s(?:who|which)\s(?:is|was|serves\sas|served\sas)\s(?P<words>(?:the|an?)\s[^,.;:()\"“”\n]{3,110})"
)
_DOTTED = re.compile(
    r"\b(Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|Sen|Rep|Gov|Rev|Hon|Dr|Prof|Mr|Mrs|Ms|St|U\.S|U\.N|U\.K)\."
)
_VOTES = re.compile(r"\s\((?:[DRI]|Dem|Rep)[-–][^)]{2,20}\)")


def people_of(text: str) -> dict[str, str]:
    """The persons that a text names in full, by surname; a surname that two of them share is left out."""
    found: dict[str, set[str]] = {}
    for name in _full_names(text):
        words = name.split()
        if len(words) > 2 and words[-1].strip(".") in ("Jr", "Sr"):
            words.pop()
        found.setdefault(words[-1], set()).add(name)
        if len(words) == 3 and len(words[1].strip(".")) > 2:  # "Ricardo Rosselló Nevares" is Rosselló
            found.setdefault(words[1], set()).add(name)
    known = {surname: one for surname, forms in found.items() if (one := _one_person(forms))}
    return known | {
        re.sub(r"^(?:al|el)-", "", s, flags=re.IGNORECASE): one for s, one in known.items() if "-" in s
    }


def _full_names(text: str) -> Iterator[str]:
    for match in _RUN.finditer(text):
        words = re.sub(r"['’]s?$", "", match.group()).split()
        before = text[max(0, match.start() - 24) : match.start()]
        to = re.search(r"([\w-]+)\sto\s$", before)  # "ambassador to Varn | Li Xiam"
        behind_of = re.search(r"\bof\s(?:the\s)?$", before) or (to and is_a("offices", to[1]))
        if len(words) > 2 and behind_of:
            words = words[max(1, len(words) - 2) :]  # "Secretary of State | Rex Tiller"
        owners = [i for i, w in enumerate(words) if re.search(r"['’]s?$", w)]
        words = words[owners[-1] + 1 :] if owners else words
        while words and (
            plain(words[0]) in _STARTERS
            or (plain(words[0]) in STOPWORDS | OPENERS and words[0] != "Will" and words[0][1:2] != ".")
            or re.fullmatch(r"(?:[A-Z]\.){2,}|[A-Z]{2}", words[0])
            or (words[0] == "Will" and not text[: match.start()].rstrip(' ”’"').endswith(","))
        ):
            words.pop(0)
        voice = named([], words) if len(words) > 1 else None
        if voice and voice.person:
            yield voice.name


_STARTERS = wordset(
    "the a an in on at by for from with but and or as after before when while since if according his "
    "her its their this that meanwhile however last early late both also then now monday tuesday "
    "wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december former new speaking asked regarding following including citing "
    "concerning considering"
)


def _one_person(forms: set[str]) -> str | None:
    """The longest form, if all are forms of one name: "J. Bolton", "John R. Bolton"."""
    longest = max(forms, key=lambda f: (len(f), f))
    firsts = {f.split()[0].strip(".") for f in forms}
    same = all(a.startswith(b) or b.startswith(a) for a in firsts for b in firsts)  # "J.", "Pat", "Patrick"
    inside = all(set(f.split()) <= set(longest.split()) for f in forms)
    return longest if same or inside else None


def is_person(speaker: str) -> bool:
    """Whether a speaker is named as a person: two capitalised words or more, none of an organisation."""
    words = speaker.split()
    if len(words) < 2 or not capital(words[0]) or run_start(words):
        return False
    voice = voice_of(speaker)
    return bool(voice and voice.person and voice.name == speaker)


def role_of(text: str, speaker: str) -> str:
    """The role of a named speaker as this text words it, "" when it gives none.

    Words before the name ("fire chief Marta Ellingsworth"), set off before or behind it (", its medical
    director,"), or the body they belong to ("of the Dockers' Union"). A rank alone gives way to any of these.
    """
    surname = speaker.split()[-1]
    found: list[tuple[int, int, str]] = []
    last = re.escape(surname)
    shape = (
        rf"(?<![\w’'-]){re.escape(speaker)}(?![\w-])|(?<![\w’'-])(?<!\w\s){last}(?=,\s)"
        rf"|(?<=[a-z]\s){last}(?![\w-])"
    )
    for order, match in enumerate(re.finditer(shape, text)):
        led = _LED.search(text, max(0, match.start() - 30), match.start())
        if led and match.group() != speaker and not (is_a("offices", led[1]) or is_a("ranks", led[1])):
            continue  # another of that surname
        for value, role in _roles_at(text, match.start(), match.end()):
            if role and plain(role) not in _POLITE:
                found.append((value, order, role))
    return min(found, default=(0, 0, ""))[2]


_POLITE = frozenset({"mr", "mrs", "ms", "miss", "mx"})
_LED = re.compile(r"\b([A-Z][\w’'-]*)\s$")


def _roles_at(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The roles that one mention gives, each with how little it says (0 best)."""
    if text[end : end + 2] in ("'s", "’s"):
        return
    before = re.split(
        r"[.!?;:\n\x00“”\"(](?:\s|$)|(?<=[\w’'])[”\"]\s|\s[—–-]\s",
        _DOTTED.sub(r"\1", text[max(0, start - 160) : start]),
    )[-1]
    segments = before.rstrip(" “\"'‘").split(",")
    direct = role_of_words([w for w in segments[-1].split() if w])
    yield _value(direct), direct
    if not segments[-1].strip() and len(segments) > 1:
        title = segments[-2]
        if text[end : end + 1] in ",." and re.search(r"\b(?:the|a|an|its|his|her|their|\w+['’]s)\s", title):
            set_off = role_of_words(title.split()) or apposition(title.split(" by ")[-1])
            yield 1 + _value(set_off), set_off
        elif re.match(r"\s(?:said|says|told|added|warned|called)\b", text[end : end + 8]):
            set_off = role_of_words(title.split()) or apposition(title)
            yield 1 + _value(set_off), set_off
    behind = text[_VOTES.match(text, end).end() if _VOTES.match(text, end) else end :][:240]  # type: ignore[union-attr]
    if off := _SET_OFF.match(behind):
        role = apposition(re.split(r"\s(?:said|told|wrote|called|announced|warned|added)\b", off["words"])[0])
        yield _value(role), role
    if is_one := _IS.match(behind):
        role = apposition(is_one["words"])
        yield 1 + _value(role), role
    if (member := _MEMBER.match(behind)) and len(text[start:end].split()) > 1:
        yield 4, member["body"]


def _value(role: str) -> int:
    """0 for an office, 3 for a body alone, 5 for a rank alone."""
    words = role.split()
    if any(is_a("offices", w) and not is_a("ranks", w) for w in words):
        return 0
    return 5 if all(is_a("ranks", w) for w in words) else 3

"""The things that a sentence names in a row: "in A, B and C"; what stands around them is cut away."""

from __future__ import annotations

import re

from qa.kinds.words.claim import share_of
from qa.text import names as names_in
from qa.text.wordset import wordset

_JOINT = re.compile(r"(,\s+(?:and|or|as well as)\s+|,\s+|\s+(?:and|or|as well as)\s+)")
_SHORT_ASIDE = re.compile(r"\s\([^()]{1,12}\)")
_WORD = r"(?:[A-Z]\.(?=\s)|[A-Z\d][\w'’&./-]*[\w'’]|[A-Z])"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:(?:of|for|de|del|la|le|van|von|bin|al|&)\s+)?{_WORD})*")
_LEADS = re.compile(
    r"^.*(?:\b(?:is|are|was|were|be|been|has|have|had|include[sd]?|including|such as|like|with|"
    r"between|of|for|from|in|on|at|"
    r"to|by|about|as|against|over|among|named|called|namely|both|[a-z]{3,}ed)\s+(?:the\s+|an?\s+)?|:\s+)",
    re.IGNORECASE | re.DOTALL,
)
_TRAILS = re.compile(
    r"\s+(?:is|are|was|were|be|been|has|have|had|in|on|at|to|by|for|from|which|that|who|when|while|"
    r"after|before|will|would|"
    r"said|says|with|as)\b.*$|\s+[—–(].*$",
    re.IGNORECASE | re.DOTALL,
)
_OPENS = re.compile(
    r"^(?:(?:the|an?|both|across|in|with|of|to|from|at|for|on|by|including|even|also)\s+)+", re.IGNORECASE
)
_TELLS = re.compile(
    r"\b(?:\w{3,}ed|collectively|also|not|then|therefore|it|they|he|she|we|i)\b", re.IGNORECASE
)
"""Words of a clause: a run that has them joins what is told, and not things."""
_MOST_WORDS, _LONG = 6, 12
_JOINS = wordset("and or also did does do could may might can but not then where")
_VERB = 7
"""Ninths of being a verb from which a word behind a name ends it: "Russia finish third"."""


def enumerations(sentence: str) -> list[list[str]]:
    """The runs "A, B and C", or "A and B" of names: members of at most six words, as they are written."""
    rows = [row] if (row := _by_semicolons(sentence)) else []
    for part in re.split(r"(?<=[:;])\s+|\s[—–]\s|[()]|\s--\s", _SHORT_ASIDE.sub("", sentence)):
        pieces = _JOINT.split(part)
        members, joints = pieces[::2], pieces[1::2]
        start, behind = 0, -1
        for at, joint in enumerate(joints):
            if not re.search(r"and|or|as well", joint):
                continue
            row = _run(members, start, at + 1)
            if len(row) > 1 and not any(_inside(row, name.text) for name in names_in(part)):
                joined = behind == at + 2 - len(row) and rows and row[0] == rows[-1][-1]
                rows[-1:] = [[*rows[-1], *row[1:]]] if joined else [*rows[-1:], row]
                behind = at + 1
            start = at + 1
    return rows


def _by_semicolons(sentence: str) -> list[str]:
    """The names of "A, who ...; B, who ...; and C, who ..."."""
    parts = re.split(r";\s+(?:and\s+)?", sentence)
    if len(parts) < 3:
        return []
    leads = [part.split(",")[0] for part in parts]
    leads[0] = re.split(r":\s|\s[—–]\s|\s--\s", leads[0])[-1]
    row = [name_of(lead, last=False) for lead in leads]
    return row if all(row) else []


def _inside(row: list[str], name: str) -> bool:
    """Whether a run is one name with "and" in it: "Space Administration"."""
    return len(row) == 2 and row[0].split()[-1] in name.split() and row[1].split()[0] in name.split()


def _run(members: list[str], start: int, end: int) -> list[str]:
    """The members that belong together up to the one behind "and", from the back as far as they are short."""
    return _names(members, start, end) or _things(members, start, end)


def _names(members: list[str], start: int, end: int) -> list[str]:
    """The names of a run; empty where one of its last two members has none."""
    row = [name_of(members[end], last=True)]
    for at in range(end - 1, start - 1, -1):
        row.insert(0, name_of(members[at], last=False))
        opens = bool(row[0]) and not _OPENS.sub("", members[at].strip()).startswith(row[0])
        if not row[0] or (opens and not _titled(members[at], row[0])):
            break
    row = row if row[0] else row[1:]
    return row if len(row) > 1 and all(row) else []


def _titled(member: str, name: str) -> bool:
    """Whether only a title stands before a name: "station commander Koichi Wakata"."""
    before = member[: member.rfind(name)].split()
    return 0 < len(before) <= 4 and not any(_TELLS.search(w) or _LEADS.search(f"{w} ") for w in before)


def name_of(text: str, *, last: bool) -> str:
    """The name that a member of a run is: its last one, and where the sentence goes on behind it, what
    stands before the verb. Empty where it has none, or where other words follow it.
    """
    bare = _OPENS.sub("", text.strip(" .,;:\"“”'"))
    if last:
        words = _TRAILS.sub("", bare).split()
        stop = next((at for at, word in enumerate(words) if at and _goes_on(word)), len(words))
        bare = " ".join(words[:stop])
    found = list(_NAME.finditer(bare))
    if last and found and found[-1].start() and not _titled(bare, found[-1][0]):
        return ""
    if not found or not re.search(r"[A-Z]", found[-1][0]):
        return ""
    rest = bare[found[-1].end() :].split()
    name = re.sub(r"['’]s$", "", found[-1][0].strip())
    return name if len(name.split()) <= _MOST_WORDS and len(rest) <= (2 if last else 0) else ""


def ends_name(word: str) -> bool:
    """Whether a word behind a name goes on from it, and is no noun that the name describes."""
    return _goes_on(word) or bool(_TRAILS.match(f" {word}")) or word in _JOINS


def _goes_on(word: str) -> bool:
    return word.islower() and (word.endswith("ed") or share_of(word, "verb") >= _VERB)


def _things(members: list[str], start: int, end: int) -> list[str]:
    """The members of a run of three or more things that are no names."""
    if phrases := _described(members, start, end):
        return phrases
    row = [_TRAILS.sub("", members[end])]
    for at in range(end - 1, start - 1, -1):
        whole = members[at]
        row.insert(0, whole)
        cut = _LEADS.sub("", whole)
        if cut != whole or len(whole.split()) > _MOST_WORDS:
            row[0] = cut
            break
    row[0] = _behind_verb(row[0])
    clean = [_OPENS.sub("", item.strip(" .,;:\"“”'")) for item in row]
    if any(not 0 < len(item.split()) <= _MOST_WORDS for item in clean):
        return []
    proper = any(item[:1].isupper() for item in clean)
    told = any(_TELLS.search(item) for item in clean)
    return clean if len(clean) > 2 and not proper and not told else []


def _described(members: list[str], start: int, end: int) -> list[str]:
    """Three or more noun phrases, each with its article: "the building of a port, the end of ..."."""
    row = members[start : end + 1]
    first = re.search(r"\b(?:the|an?)\s[^,]+$", _behind_verb(row[0]))
    phrases = [first[0] if first else "", *row[1:]]
    phrases = [phrase.strip(" .,;:") for phrase in phrases]
    alike = all(
        re.match(r"(?:the|an?)\s[a-z]", phrase) and len(phrase.split()) <= _LONG for phrase in phrases
    )
    told = any(_TELLS.search(phrase) for phrase in phrases)
    return [_OPENS.sub("", phrase) for phrase in phrases] if alike and len(phrases) > 2 and not told else []


def _behind_verb(first: str) -> str:
    """What stands behind the verb of a run's first member: "new rules cover nets" has nets."""
    words = first.split()
    verbs = [at for at, word in enumerate(words[:-1]) if at and share_of(word, "verb") >= _VERB]
    return " ".join(words[verbs[-1] + 1 :]) if verbs else first

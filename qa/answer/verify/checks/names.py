"""Do the names agree: each is in the cited text, in a short or long form, or behind its pronoun?"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.answer.verify.facts import Facts, Ground
from qa.text import Name, content_words, core_name, name_words, names, same_name
from qa.text.names import acronym_of, same_word

_PARTIES = {"r": "republican", "d": "democrat", "i": "independent"}
"""What the letter before a state stands for in American news: "R-Texas"."""
_LIKE = 5
"""Letters that a capitalised first word shares with a word of the source to be that word in another form."""


def names_agree(claim: Facts, ground: Ground) -> str | None:
    """Every name of the claim is in the cited text, in a short or long form, or stands behind its pronoun."""
    for name in claim.names:
        if namesake := _namesake(name, claim, ground):
            return f"the source says this of {namesake}, not of {core_name(name.text)}"
        missing = _missing_words(name, ground.facts)
        if not missing and _mixed(name, ground):
            return f"the source does not know “{core_name(name.text)}”"
        if not missing or _known_otherwise(name, missing, claim, ground):
            continue
        if not name.sure and not _replaces_a_name(name, claim, ground):
            continue
        last = name_words(name.text)[-1:]
        if last and last[0] not in missing:
            return f"the source does not call {last[0].title()} “{name.text}”"
        if _elsewhere(name, ground):
            return f"the cited sentence does not name “{name.text}”"
        return f"the name “{name.text}” is not in the cited text"
    return None


def _namesake(name: Name, claim: Facts, ground: Ground) -> str | None:
    """Who else of the same surname the cited words are about: its full name there, or the last one before.

    Only of two people whom the article itself tells apart by their first names.
    """
    mine = core_name(name.text).split()
    if len(mine) < 2 or not mine[-1][0].isupper():
        return None
    here = [core_name(n.text) for n in _nearest_names(claim, ground) if n.text.split()[-1] == mine[-1]]
    if not here or any(same_name(n, " ".join(mine)) for n in here if " " in n):
        return None
    told = here[0] if " " in here[0] else _last_called(mine[-1], ground.before)
    people = {first for a in ground.articles for first in _firsts(a.text, mine[-1])}
    other = told is not None and told.split()[0] in people and mine[0] in people
    named = any(same_name(str(told), n.text) for n in claim.names if " " in n.text)
    return told if other and not named else None


_CLAUSE = re.compile(r";\s+|,?\s+(?:while|whereas)\s+|,\s+(?:and|but)\s+")


def _nearest_names(claim: Facts, ground: Ground) -> list[Name]:
    """The names in the clause of the cited words that shares most with the claim, names aside."""
    wanted = set(claim.stems) - {w for n in claim.names for w in content_words(n.text)}
    clauses = _CLAUSE.split(ground.facts.text)
    return names(max(clauses, key=lambda part: len(wanted & set(content_words(part)))))


def _last_called(surname: str, text: str) -> str | None:
    found = [core_name(n.text) for n in names(text) if n.text.split()[-1] == surname and " " in n.text]
    return found[-1] if found else None


@lru_cache(maxsize=256)
def _firsts(text: str, surname: str) -> frozenset[str]:
    """The first names that a text gives to a surname."""
    return frozenset(m.group(1) for m in re.finditer(rf"\b([A-Z][\w’'-]+)\s{re.escape(surname)}\b", text))


def _elsewhere(name: Name, ground: Ground) -> bool:
    """Whether the article has the name, in its title or in other sentences than those cited."""
    words = f" {' '.join(name_words(core_name(name.text)))} "
    return any(words in _name_text(text) for a in ground.articles for text in (a.title, a.text))


def _missing_words(name: Name, facts: Facts) -> list[str]:
    words = [w for w in name_words(name.text) if len(w) > 1 or w.isdigit()]
    hyphened = re.findall(r"\w+(?:-\w+)+", facts.text)
    joined = frozenset(w.replace("-", "").lower() for w in hyphened)
    parties = frozenset(_PARTIES[w[0].lower()] for w in hyphened if re.match(r"[RDI]-[A-Z]", w))
    vocabulary = facts.vocabulary | frozenset(name_words(facts.text)) | joined | parties
    return [w for w in words if w not in vocabulary and not any(same_word(w, v) for v in vocabulary)]


def _mixed(name: Name, ground: Ground) -> bool:
    """Whether a first and a last name are there, but as parts of two names."""
    words = name_words(core_name(name.text))
    theirs = [name_words(n.text) for n in ground.facts.names]
    if len(words) != 2 or any(all(any(same_word(w, t) for t in n) for w in words) for n in theirs):
        return False
    apart = all(any(same_word(w, t) for n in theirs for t in n) for w in words)
    together = f" {words[0]} {words[1]} "
    known = [_name_text(a.text) for a in ground.articles] + [_name_text(ground.facts.text)]
    return apart and not any(together in text for text in known)


_EXPANDED = r"((?:[A-Z][\w’'-]*\s+(?:of\s+|for\s+|the\s+)?){2,8})"


def _known_otherwise(name: Name, missing: list[str], claim: Facts, ground: Ground) -> bool:
    """An acronym of a name, a first name the article gives, the outlet that tells it, or whom "he" is."""
    text = name.text
    if any(same_name(text, other.text) for other in ground.facts.names):
        return True
    if any(acronym_of(text, n.text) or acronym_of(n.text, text) for n in ground.facts.names):
        return True
    if _shortens(text, ground.facts.text) or any(_shortens(n.text, text) for n in ground.facts.names):
        return True
    tellers = [a.name for a in claim.attributions if a.name]
    if is_source(text, ground) and any(same_name(text, teller) for teller in tellers):
        return True
    for article in ground.articles:
        full = " ".join(name_words(text))
        last = name_words(text)[-1:]
        if last and last[0] not in missing and f" {full} " in _name_text(article.text):
            return True
        expansion = re.search(rf"{_EXPANDED}\({re.escape(text)}\)", article.text)
        if expansion and any(same_name(n.text, expansion.group(1)) for n in ground.facts.names):
            return True
    return ground.antecedent is not None and same_name(text, ground.antecedent)


def _shortens(short: str, text: str) -> bool:
    """Whether a name of letters and digits is made of neighbouring words: "IE6", "Internet Explorer 6"."""
    if not re.fullmatch(r"[A-Z]{1,5}\d+|[A-Z]{2,6}", short):
        return False
    initials = "".join(w if w[0].isdigit() else w[0] for w in re.findall(r"\b(?:[A-Z]|\d)\w*", text))
    return short in initials


@lru_cache(maxsize=64)
def _name_text(text: str) -> str:
    return f" {' '.join(name_words(text))} "


def _replaces_a_name(name: Name, claim: Facts, ground: Ground) -> bool:
    """Whether a capitalised first word stands where the source has a name that the claim lacks."""
    plain = name.text.lower()
    if any(re.search(rf"\b{re.escape(plain)}\b", a.text) for a in ground.articles):
        return False
    if re.search(r"-[a-z]", name.text) or any(w[:_LIKE] == plain[:_LIKE] for w in ground.facts.vocabulary):
        return False
    first = next((n for n in ground.facts.names if n.start < 40), None)
    speakers = [a.name for a in ground.facts.attributions if a.name]
    candidates = ([first.text] if first else []) + speakers
    return any(not any(same_name(c, n.text) for n in claim.names) for c in candidates)


def is_source(name: str, ground: Ground) -> bool:
    """Whether a name is the outlet, agency or author of the cited article."""
    return any(s and same_name(name, s) for a in ground.articles for s in (a.outlet, a.agency, *a.authors))

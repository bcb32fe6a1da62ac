"""What is known of each article apart from any question: names, speakers. Made once, stored, remade when
it changes.

The digests lie in a file of their own beside the catalog, keyed by the id of the article, which is a hash
of its content: a digest never has to be brought up to date, only made for what is new.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.databases import KeptRows
from qa.text import attributions, core_name, names, sentence_spans
from qa.text.names import TITLES, canonical, is_body
from qa.types import Article

FILE = "digests.sqlite"
VERSION = 3
"""Part of the key: another version makes all digests anew."""

PERSONAL = 0.4
"""Share of the articles with a name in which it must look like a person's."""


@dataclass(frozen=True, slots=True)
class Digest:
    """One article: how often it has each name, which of these look like a person, and who speaks how
    often.
    """

    named: dict[str, int]
    persons: frozenset[str]
    quoted: dict[str, int]


def digest_of(article: Article) -> Digest:
    """Read one article (about 3 ms)."""
    text = f"{article.title}.\n{article.text}"
    found = [(plain_name(n.text), n) for n in names(text)]
    named = Counter(name for name, _ in found if len(name) > 2)
    signs: Counter[str] = Counter()
    for name, mention in found:
        words = name.split()
        if 2 <= len(words) <= 4 and not _body(name):
            signs[name] += _titled(name, mention.text, text[max(0, mention.start - 30) : mention.start])
            if re.search(rf"(?<![\w-]){re.escape(words[0].lower())}(?![\w-])", text):
                signs[name] -= 1  # "Hurricane Dorian": no first name is a word of the same text
    for name in signs:
        signs[name] += named[name.split()[-1]]
    persons = frozenset(name for name, count in signs.items() if count > 0 and 2 * count >= named[name])
    return Digest(dict(named), persons, dict(_speakers(article, named)))


def _body(name: str) -> bool:
    return is_body(name) or any(word.isupper() and len(word) > 2 for word in name.split())


def plain_name(name: str) -> str:
    """A name without titles before it, and without "of Vermont" or a possessive behind it."""
    if whole := _SHORT.get(canonical(name.strip())):
        return name if name in _PEOPLE else whole
    core = _behind_office(core_name(name))
    bare = re.split(r"\s(?:of|from|in|for)\s", core)[0]
    return re.sub(r"['’]s?$", "", bare).strip(" .,’'")


_SHORT = {"USA": "United States", "UK": "United Kingdom", "EU": "European Union", "UN": "United Nations"}
_PEOPLE = ("American", "Americans", "British", "Briton", "Britons")
"""Names of a people that stand for its country when names are compared, not when they are counted."""
_OFFICE = re.compile(r"^(?:of|for) (?:the )?(?P<rest>.+)$")


def _behind_office(core: str) -> str:
    """The name behind what is left of an office: "of State John Kerry", "of Hong Kong Carrie Lam"."""
    found = _OFFICE.match(core)
    words = found["rest"].split() if found else []
    return core if found is None else " ".join(words[-2:]) if len(words) > 2 else ""


_PLACED = re.compile(r"\b(?:in|at|near|across|to|into|from|outside|around)\s$", re.IGNORECASE)


def _titled(name: str, written: str, before: str) -> int:
    """1 where a title stands before a name, -1 where a preposition of place does, else 0."""
    lead = re.search(r"([\w'’-]+)[.,]?\s$", before)
    opened = written.split()[0].strip(".").lower() if written.split()[0] != name.split()[0] else ""
    if opened in TITLES or (lead and lead[1].lower() in TITLES):
        return 1
    return -1 if _PLACED.search(before) else 0


def _speakers(article: Article, named: Counter[str]) -> Counter[str]:
    """Who is said to say something, in the fullest form that the article has, and how often."""
    fullest: dict[str, str] = {}
    for name in named:
        if len(name.split()) > len(fullest.get(name.split()[-1], "").split()) and len(name.split()) <= 4:
            fullest[name.split()[-1]] = name
    found: Counter[str] = Counter()
    # By the sentence: over a whole article the patterns take 240 ms, over its sentences 10.
    sentences = (article.text[start:end] for start, end in sentence_spans(article.text))
    for said in (said for sentence in sentences for said in attributions(sentence)):
        if said.name and not _body(said.name):
            name = plain_name(said.name)
            found[name if " " in name else fullest.get(name, name)] += 1
    return found


def digests(folder: Path, articles: Sequence[Article]) -> dict[str, Digest]:
    """The digest of each article, from the store or made now."""
    kept = KeptRows(folder / FILE)
    keys = {a.id: f"digest {VERSION} {a.id}" for a in articles}
    known = kept.get(list(keys.values()))
    new = {a.id: digest_of(a) for a in articles if keys[a.id] not in known}
    if new:
        kept.put({keys[one]: _written(made) for one, made in new.items()})
    return {a.id: new[a.id] if a.id in new else _read(known[keys[a.id]]) for a in articles}


def _written(digest: Digest) -> bytes:
    return json.dumps([digest.named, sorted(digest.persons), digest.quoted], ensure_ascii=True).encode()


def _read(body: bytes) -> Digest:
    named, persons, quoted = json.loads(body)
    return Digest(named, frozenset(persons), quoted)


def people(known: Iterable[Digest]) -> frozenset[str]:
    """The names that look like persons in enough of the articles that have them."""
    having: Counter[str] = Counter()
    looking: Counter[str] = Counter()
    for digest in known:
        having.update(digest.named.keys())
        looking.update(digest.persons)
    return frozenset(name for name, count in looking.items() if count >= PERSONAL * having[name])

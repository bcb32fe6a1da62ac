"""The fields that archives print about an article: people, day, page, language, number of words."""

from __future__ import annotations

import re
from datetime import date

from qa.articles.cleaning.stamps import dates
from qa.articles.dates import parse_date
from qa.articles.encoding import one_line
from qa.articles.raw import RawArticle
from qa.articles.readers.records import split_authors
from qa.text.names import is_paper
from qa.text.wordset import wordset

_BY = re.compile(
    r"^\s*(?:by|von|par|por|door|da|di|af|av|text|texte|from our)\b[:\s]+(?=\S)|^\s*(?:от|автор)[:\s]+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:;|/|\||\n|\s&\s|\bund\b|\band\b|\bet\b|\ben\b|\by\b|\be\b)\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:staff|correspondents?|reporters?|editors?|writers?|writing|special to|columnists?|redakt\w+|"
    r"korrespondent\w*|correspondante?s?|journaliste?s?|redacteur\w*|verslaggever\w*|redacción|corresponsal\w*|"
    r"desk|bureau|newsroom|chief|in\s+[A-Z]\w+)\b.*$",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"[a-z]{1,2}|[a-z0-9]*(?:[a-z]+[._][a-z0-9]+|\d)[a-z0-9._-]*|\S+\.[a-z]{2,3}")
"""What systems state in place of a name: initials of who typed it, an account, an address."""
_NOBODY = wordset("anonymous anonym anonyme anónimo anonimo anoniem anônimo аноним unsigned")
"""What archives print as the author where the paper names none."""
_PARTICLES = frozenset(
    re.findall(r"\S+", "van von de der den du di da la le del dos das ter ten zu zum y e el al af av bin ibn")
)
_PAGE = re.compile(
    r"(?:^|[;,.\s(])\s*(?:pg|pgs|pp?|page|pages|s|seiten?|blz|bladzijde|pag|pág|págs|página|p[aá]gina)\.?\s*"
    r"(?P<page>[A-Z]{0,3}[.\s-]?\d{1,4}[A-Z]?)\b",
    re.IGNORECASE,
)
_LANGUAGES = {
    "en": "english englisch anglais engels inglés ingles английский",
    "de": "german deutsch allemand duits alemán aleman немецкий",
    "fr": "french français francais französisch frans francés frances французский",
    "nl": "dutch nederlands niederländisch néerlandais neerlandais holländisch",
    "es": "spanish español espanol castellano spanisch espagnol spaans испанский",
    "it": "italian italiano italienisch italien italiaans",
    "pt": "portuguese português portugues portugiesisch portugais portugees",
    "ru": "russian русский russisch russe ruso",
    "pl": "polish polski polnisch polonais",
    "sv": "swedish svenska schwedisch suédois",
    "da": "danish dansk dänisch danois",
    "no": "norwegian norsk norwegisch norvégien",
    "fi": "finnish suomi finnisch finnois",
    "tr": "turkish türkçe türkisch turc",
    "uk": "ukrainian українська ukrainisch ukrainien",
    "ar": "arabic arabisch arabe",
    "zh": "chinese chinesisch chinois 中文",
    "ja": "japanese japanisch japonais 日本語",
    "ko": "korean koreanisch coréen 한국어",
}
_LONGER = 1.1
"""Times the words that an archive states. Archives count the headline too and take a word with an apostrophe
or a hyphen for two, so a whole text has fewer; at 1.5 (and 40 words) one of 200 damaged files held two
stories (`bench/archives/harm.py`)."""
_NAMED = {name: code for code, names in _LANGUAGES.items() for name in names.split()}


def people(text: str | None) -> tuple[str, ...]:
    """The names of a byline in natural order and case: "BROOK, ADA; Lee, Sam" -> Ada Brook, Sam Lee.

    With semicolons between names a comma stands inside one ("Last, First"); else it divides them.
    """
    line = one_line(text)
    if not line:
        return ()
    line, addresses = re.subn(r"\s*[<(\[]?\S+@\S+[>)\]]?", "", line)
    line = line.strip(" ;,") if addresses else line
    listed = ";" in line and "," in line  # last names first: "von Thal, Anke; Lee, Sam"
    line = _unstopped(line if listed or inverted(line) else _BY.sub("", line))
    if ";" in line or inverted(line):
        names = [turned(_ROLE.sub("", part).strip(" ,")) for part in re.split(r"\s*[;|]\s*", line)]
    else:
        names = [name for part in _AND.split(line) if part for name in _divided(part)]
    clean = (natural_case(_unstopped(_ROLE.sub("", name).strip(" ,;-–"))) for name in names)
    named = (n for n in clean if is_name(n) and not _HANDLE.fullmatch(n) and n.casefold() not in _NOBODY)
    found = list(dict.fromkeys(named))
    return tuple(found if len(found) < 2 else [name for name in found if not is_paper(name)])


def _unstopped(line: str) -> str:
    """A line without the full stop at its end, which stays behind an initial: "Okafor, J. R."."""
    line = line.strip()
    return line if re.search(r"\b[A-ZÀ-Þ]\.$", line) else line.strip(" .")


def is_signed(line: str) -> bool:
    """Whether a line is a byline: "By …", or nothing but the names of people."""
    if _BY.match(line):
        return len(line.split()) <= 16
    names = people(line)
    return bool(names) and all(map(is_person, names)) and not re.search(r"[\d.?!:]$|[\d:?!]", line)


def is_byline(line: str) -> bool:
    """Whether a line says by whom: "By Ada Brook"."""
    return bool(_BY.match(line)) and is_signed(line) and all(map(is_person, people(line) or ("",)))


def is_person(name: str) -> bool:
    """Whether a name is written as people's are: two to four words in capitals, particles aside."""
    words = [w for w in name.split() if w.lower() not in _PARTICLES]
    return 2 <= len(words) <= 4 and all(w[:1].isupper() for w in words) and not re.search(r"[\d&:?!]", name)


def _divided(part: str) -> tuple[str, ...]:
    return split_authors(part)


def inverted(line: str) -> bool:
    """Whether a line is one name with the last one first: "Standen, Mirela", "van Dyke, Peter"."""
    last, comma, first = line.partition(",")
    if not comma or "," in first or " and " in line:
        return False
    words = [w for w in last.split() if w.lower() not in _PARTICLES]
    return len(words) == 1 and 1 <= len(first.split()) <= 2 and not _AND.search(f" {first} ")


def turned(name: str) -> str:
    """A name in its natural order: "Standen, Mirela" as "Mirela Standen"; others as they are."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name.strip()


def natural_case(name: str) -> str:
    """A name in capitals as people write it: "PETER VAN DYKE" -> "Peter van Dyke"."""
    if not name.isupper() or len(name) < 4:
        return name
    words = [w.lower() if n and w.lower() in _PARTICLES else _capital(w) for n, w in enumerate(name.split())]
    return " ".join(words)


def _capital(word: str) -> str:
    if len(word) == 2 and word.endswith("."):
        return word
    parts = re.split(r"([-'’])", word.lower())
    spelled = "".join(p[:1].upper() + p[1:] for p in parts)
    return re.sub(r"^Mc(\w)", lambda m: "Mc" + m[1].upper(), spelled)


def is_name(name: str) -> bool:
    """Whether it can be the name of a person or a desk that signs: letters, and not a sentence."""
    return 1 < len(name) <= 80 and any(c.isalpha() for c in name) and len(name.split()) <= 7


def day_in(text: str | None) -> date | None:
    """The first complete day that a line names, in any language that papers of Europe are written in."""
    line = one_line(text)
    if not line or len(line) > 300:
        return None
    found = min(dates(line), default=None)
    return found[1] if found else parse_date(line)


def section_and_page(text: str | None) -> tuple[str | None, str | None]:
    """Both parts of "NEWS; Pg. A4": ("NEWS", "A4")."""
    line = one_line(text) or ""
    found = _PAGE.search(line)
    if not found:
        return line.strip(" ;,") or None, None
    section = line[: found.start()].split(";")[0].strip(" ;,")
    return section or None, page_name(found["page"])


def page_name(text: str | None) -> str | None:
    """The page as it is cited: "A.4" and "a 4" are "A4"."""
    line = re.sub(
        r"^(?:pg|pp?|page|s|seite|blz|pág)\.?\s*(?=\w*\d)", "", one_line(text) or "", flags=re.IGNORECASE
    )
    found = re.match(r"([A-Za-z]{0,3})[.\s-]*(\d{1,4}[A-Za-z]?)\b", line)
    return f"{found[1].upper()}{found[2]}" if found else None


def language_of(text: str | None) -> str | None:
    """The code of a language that is named in any of the usual languages: "GERMAN; DEUTSCH" -> "de"."""
    for word in map(str, re.findall(r"[^\W\d_]+", (text or "").casefold())):
        if word in _NAMED:
            return _NAMED[word]
        if len(word) == 2 and word in _LANGUAGES:
            return word
    return None


def too_long(article: RawArticle) -> bool:
    """Whether an article has more words than its archive says: where a file is damaged, two may have run into
    each other. Without a stated length it is not trusted.
    """
    words = sum(any(map(str.isalnum, word)) for word in article.text.split())
    return article.words is None or words > _LONGER * article.words + 10


def count_of(text: str | None) -> int | None:
    """The number in "1,285 words"."""
    found = re.search(r"\d[\d.,\s]*", text or "")
    digits = re.sub(r"\D", "", found[0]) if found else ""
    return int(digits) if digits and len(digits) < 7 else None

"""Names of authors and outlets as pages state them: labels off, accounts, placeholders and addresses out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from qa.articles.calendar_names import LANGUAGES, month_names, weekday_names
from qa.articles.encoding import one_line
from qa.text.names import is_paper
from qa.text.wordset import wordset

_LABELS = re.compile(
    r"^(?:(?:view|see|read|show|find|browse)\s+(?:all\s+)?(?:(?:posts?|articles?|stories|profile|more|"
    r"other posts)\s+)?"
    r"(?:by|from|of)|(?:all|more|other)\s+(?:(?:posts?|articles?|stories)\s+)?(?:by|from)|posts?\s+by|posted\s+by|published\s+by|"
    r"written\s+by|story\s+by|words\s+by|reported\s+by|report\s+by|reviewed\s+by|article\s+by|submitted\s+by|added\s+by|"
    r"created\s+by|follow|about\s+the\s+author|authors?|by(?:line)?|alle\s+(?:artikel|beiträge)\s+von|(?:ein\s+)?(?:artikel|"
    r"beitrag|kommentar|bericht|text|interview|analyse)\s+von|geschrieben\s+von|verfasst\s+von|veröffentlicht\s+von|von|autor(?:en|in)?|"
    r"text|voir\s+tous\s+les\s+articles\s+de|tous\s+les\s+articles\s+de|(?:publié|écrit|rédigé|posté)\s+par|par|auteure?|"
    r"ver\s+todas\s+las\s+entradas\s+de|(?:publicado|escrito|redactado)\s+por|por|(?:scritto|pubblicato)\s+da|di|autore|door|"
    r"geschreven\s+door|skrevet\s+af|af|av|skriven\s+av|text\s+av|przez|autorka?|muhabir|автор(?:ы)?|написал[аи]?|kirjoittanut|írta|"
    r"szerző|de\s+către|scris\s+de|συντάκτης|yazar|oleh|penulis|作者|文|記者|撰文|기자|作者)\s*[:：·|-]?\s+",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(
    r"^(?:authors?|autor(?:en|in|ka)?|auteure?|autore|автор|作者|文|記者|by|von|par|por|text|texte|words|story|"
    r"report(?:ing|er)?|interview|journalist|muhabir|yazar|korespondent(?:in)?)\s*[:：]\s*",
    re.IGNORECASE,
)
_ANY_LABEL = re.compile(r"^[^\s\d:：,]{2,20}\s?[:：]\s+(?=\S)|^de\s+(?=[A-ZÀ-ÞĀ-Ž]\S+\s+[A-ZÀ-ÞĀ-Ž])")
"""A word and a colon before the names, in any language; "de", as Romanian signs, before a whole name."""
_PLACEHOLDERS = wordset(
    "username user name user_name superuser admin administrator administrador administrateur "
    "webmaster root test author authors autor auteur editor editors editorial redaktion redaktör "
    "redazione redacción redaccion rédaction redactie redakcja redakce redactor staff guest gast "
    "invité invitado anonymous anonym anonyme anónimo unknown unbekannt inconnu none null undefined "
    "n/a na me you login log sign register anmelden account profile konto contributor contributors "
    "wordpress joomla drupal moderator support team online web webteam newsroom newsdesk default "
    "owner publisher"
)
_PLACEHOLDER_PHRASES = re.compile(
    r"(?:super|site|web|default|test|demo|guest|content|page|blog)[ _-]?(?:users?|admin(?:istrator)?|"
    r"editors?|authors?|"
    r"managers?|masters?)|user ?name|your name|full name|first ?name(?: last ?name)?|(?:the |our "
    r")?(?:editorial|editors?|web|news|online|digital|"
    r"content|staff|social media)[ _-](?:board|team|desk|staff|writers?|reporters?|reports?|editors?|"
    r"redaktion)|(?:press|media) office|pressestelle|"
    r"staff reports?|wire (?:reports?|services?)|from (?:staff|wire) reports?|my account|mein konto|log "
    r"?in|sign (?:in|up|out)|"
    r"(?:die |la |de |den )?(?:online-?)?(?:redaktion|rédaction|redacción|redazione|redactie|"
    r"redakcja)(?: .{0,30})?",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:writers?|editors?|correspondents?|reporters?|staff|columnists?|contributors?|journalists?|producers?|"
    r"newsroom|desk|bureau|news|media|press|agency|redaktion|business|online|ph\.?d|m\.?d|m\.?s|rdn?|mba|esq|jr|sr|"
    r"redakteur(?:in)?|periodista|journaliste|giornalista|author|chief|politics|sports?)\b|\.(?:com?|org|net|de|uk|fr)\b|"
    r"^(?:[A-Z]\.?){2,5}\.?$",
    re.IGNORECASE,
)
_OTHER_CREDIT = re.compile(
    r"(?:fotos?|photos?|pictures?|images?|photograph(?:s|y|ies|er|ed)?|bild(?:er)?|videos?|gra(?:f|ph)i[kc]s?|illustrations?|"
    r"edit(?:or|ed|ing)|translat(?:ion|or|ed)|übersetzung|traduction|traducción)\s*(?:[:：]|by\b|von\b|par\b)",
    re.IGNORECASE,
)
"""Who did something else for an article than write it."""
_BUTTON = re.compile(
    r"(?:share|tweet|print|follow|subscribe|comments?|teilen|drucken|folgen|partager|imprimer|compartir|"
    r"condividi|delen|dela|del)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\s*[<(\[]?\S*@\S+[>)\]]?|https?://\S+|\bwww\.\S+|\+?\d[\d ()/-]{6,}\d")
_SPLIT = re.compile(
    r"\s*(?:[;|&\n/•·]|\band\b|\bund\b|\bet\b(?! al)|\by\b|(?<=\w) e (?=[A-ZÀ-Þ])|\bmit\b|\bwith\b)\s*",
    re.IGNORECASE,
)
_SURNAME_FIRST = re.compile(
    r"((?:(?:van|von|de|der|den|del|della|di|da|dos|la|le|el|al|bin|ter|ten) ){0,3}[^\s,]+(?: [^\s,]+)?), "
    r"([^\s,]+(?: [^\s,]+){0,2})",
    re.IGNORECASE,
)
_PLACE_TAIL = re.compile(
    r"\s+(?:ansehen|anzeigen|lesen)$|\s+(?:in|at|for|für|pour|para|aus|à)\s+.{2,60}$|\s*[–—(\[].*$|\s+-\s+.*$"
)
PARTICLES = wordset("van von de der den du di da la le el al bin ben dos del ter ten zu y of the")


def names_in(line: str | None, outlet: str | None = None) -> tuple[str, ...]:
    """The people that one statement of authors names, in order: labels, jobs, addresses and accounts are
    left out.
    """
    line = one_line((line or "")[:400])
    if not line:
        return ()
    if signed := re.fullmatch(r"\S+@\S+\s*\(([^()]+)\)", line):
        line = signed[1]  # as RSS writes authors (RFC 822): an address with the name behind it
    line = _CONTACT.sub(" ", line).strip(" .,;:|-–—")
    line = line if _OTHER_CREDIT.match(line) else _ANY_LABEL.sub("", line)
    names: list[str] = []
    parts = _SPLIT.split(_unlabelled(line))
    joined = re.search(r"\b(?:and|und|et|y|e)\b", line, re.IGNORECASE) is not None
    for number, part in enumerate(parts):
        pieces = [p.strip() for p in re.split(r"\s*,\s*", _unlabelled(part.strip())) if p.strip()]
        if joined and 0 < number == len(parts) - 1:
            pieces = pieces[:1]  # behind the last name of a list stands a place, a paper or a job
        for position, piece in enumerate(pieces):
            name = None if _OTHER_CREDIT.match(piece) else _person(piece, outlet)
            if name and not (position and _ROLE.search(piece)):
                names.append(name)
    people = [name for name in names if not is_paper(name)]
    return tuple(dict.fromkeys(people or names))


def names_of(statements: Sequence[str], outlet: str | None = None) -> tuple[str, ...]:
    """The people of several statements, each perhaps one name: "Surname, First" is turned when all are
    written so.
    """
    parts = (part for s in statements for part in s.split(";"))
    clean = [s for s in (one_line(s) for s in parts) if s]
    turned = [_SURNAME_FIRST.fullmatch(s) for s in clean]
    if (
        clean
        and all(turned)
        and (len(clean) > 1 or len(clean[0].split()) == 2)
        and not any(_ROLE.search(s.split(",")[1]) for s in clean)
    ):
        clean = [f"{found[2]} {found[1]}" for found in turned if found]
    return tuple(dict.fromkeys(name for s in clean for name in names_in(s, outlet)))


def _unlabelled(line: str) -> str:
    for _ in range(3):
        shorter = _BARE_LABEL.sub("", _LABELS.sub("", line, count=1), count=1)
        if shorter == line:
            return line
        line = shorter.strip(" :|-–—")
    return line


def _person(text: str, outlet: str | None) -> str | None:
    """A name as people write it, or None for what is no person's: an account, a date, a label, the site
    itself.
    """
    name = _PLACE_TAIL.sub("", text).strip(" .,;:|-–—'\"")
    name = re.sub(r"\s*\b(?:updated?|published|posted)\b.*$", "", name, flags=re.IGNORECASE).strip(" ,.-")
    low = name.casefold()
    letters = [c for c in name if c.isalpha()]
    if not 1 < len(name) <= 60 or len(letters) < 2 or len(name.split()) > 6:
        return None
    if (
        low in _PLACEHOLDERS
        or _PLACEHOLDER_PHRASES.fullmatch(name)
        or _BUTTON.match(name)
        or (outlet and bare_key(name) == bare_key(outlet))
    ):
        return None
    if any(c.isdigit() for c in name) or "@" in name or "_" in name or re.search(r"\.[a-z]{2,4}$", name):
        return None
    if is_dated(low):
        return None
    if _ROLE.search(name) and (len(name.split()) < 3 or not name.istitle()):
        return None
    if " " not in name and name.isascii() and (name.islower() or (name.isupper() and len(name) > 3)):
        return None  # an account: "gto", "kevin-r", "NEWSROOMX"
    return _cased(name)


def is_dated(low: str) -> bool:
    """Whether a "name" is made of months, weekdays and words that go with them ("Monday August", "On
    August").
    """
    words = re.findall(r"[^\W\d_]+", low)
    named = [word for word in words if word in _date_words()]
    beside = ("on", "at", "am", "pm", "the", "updated", "published")
    return bool(named) and all(word in named or word in beside for word in words)


@cache
def _date_words() -> frozenset[str]:
    names = (name for one in LANGUAGES for name in (*month_names(one), *weekday_names(one)))
    return frozenset(name for name in names if len(name) > 3)


def _cased(name: str) -> str:
    words = name.split()
    if not name.isupper() and not (name.islower() and len(words) > 1):
        return name
    if not name.isupper() or len(words) < 2:
        return name if name.isupper() else name.title()
    return " ".join(w.lower() if n and w.lower() in PARTICLES else w.title() for n, w in enumerate(words))


def visible_authors(tree: Any, headline: Any, outlet: str | None) -> tuple[str, ...]:
    """The people that the page shows as authors near its headline: marked as such by `rel`, `itemprop` or
    class.
    """
    found = tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(@class,'author') or contains(@class,'byline')"
        " or contains(@class,'Author') or contains(@class,'Byline') or contains(@class,'autor') or "
        "contains(@class,'auteur') or contains(@class,'reporter') or contains(@class,'writer') or "
        "contains(@class,'journalist') or contains(@class,'signature') or contains(@class,'firma')]"
        "[not(ancestor-or-self::*[contains(@class,'comment') or contains(@class,'related') or "
        "contains(@id,'comment')"
        " or contains(@class,'bio') or contains(@class,'widget') or contains(@class,'nav') or "
        "contains(@id,'nav')])]"
        "[not(ancestor::nav or ancestor::aside[not(.//address)] or ancestor::footer[not(ancestor::article)])]"
    )[:30]
    best: tuple[str, ...] = ()
    for element in found:
        if headline is not None and not near(element, headline):
            continue
        named = element.xpath(
            ".//*[@itemprop='name' or @rel='author' or contains(@class,'author-name') or "
            "contains(@class,'fn')]"
        )[:6]
        texts = [words_of(e) for e in named] if named else [_own_words(element)]
        names = tuple(
            dict.fromkeys(
                n
                for t in texts
                if t and len(t) <= 200
                for n in names_in(t, outlet)
                if full_name(n, bool(named) or element.tag == "a")
            )
        )
        if len(names) > len(best) and (not best or set(best) <= set(names)):
            best = names
    return best


_JOB = re.compile(r"\b(?:role|job|position|function|beat)\b|job[-_]?title|author[-_]?title", re.IGNORECASE)


_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]{2,8}|[\uac00-\ud7a3]{2,5}")
"""A name in a script that writes surname and first name together."""


def _own_words(element: Any) -> str:
    """The words of an element for a name; of a box that says more, those of its first link."""
    words = words_of(element)
    for job in element.iterdescendants("span", "em", "i", "small", "div"):
        if _JOB.search(job.get("class") or "") and (said := words_of(job)):
            words = words.replace(said, " ").strip(" ,")
    link = next(element.iter("a"), None) if len(words.split()) > 5 and element.tag != "a" else None
    name = words_of(link) if link is not None else ""
    return name if name and words.startswith(name) else words


def words_of(element: Any) -> str:
    """The words in an element, the first 300 characters."""
    return " ".join(" ".join(element.itertext()).split())[:300]


def full_name(name: str, marked: bool) -> bool:
    """Whether a name has a first name and a surname, or stands alone in a link or element for names."""
    words = name.split()
    if _UNSPACED.fullmatch(name):
        return True
    named = sum(not w[0].isascii() or any(c.isupper() for c in w) for w in words)  # "d'Astier" too
    return (len(words) > 1 and named >= 2) or (marked and len(words) == 1 and name[:1].isupper())


def near(element: Any, headline: Any) -> bool:
    """Whether an element stands in a box that the headline is in, at most five elements up and not the
    whole page.
    """
    box = headline
    for _ in range(5):
        box = box.getparent()
        if box is None or box.tag in ("body", "html"):
            return False
        if any(parent is box for parent in element.iterancestors()):
            return True
    return False


def bare_key(text: str) -> str:
    """A name for comparing: without case, spaces, signs and an article in front."""
    return re.sub(r"\W+|^(?:the|www)\b", "", text.casefold())

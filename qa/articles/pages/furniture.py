"""What on a page is not the outlet's own article: lists of other articles, offers of subscriptions,
embedded posts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from qa.articles.calendar_names import days_in
from qa.articles.pages.blocks import Block
from qa.articles.pages.body import Body
from qa.text.wordset import wordset
from qa.types import Removed

_LISTED = 4
"""So many headlines that link elsewhere, and no text of its own, make a page a list of articles."""
_OWN_WORDS = 40
"""Words of sentences outside teasers from which on a page has an article of its own, however short."""
_POSTS = wordset(
    "twitter-tweet instagram-media fb-post tiktok-embed bluesky-embed mastodon-embed reddit-embed-bq "
    "reddit-card"
)
_PRICE = re.compile(
    r"(?:[$€£¥]\s?\d|\d+(?:[.,]\d{2})?\s?(?:€|\$|£|euros?\b|dollars?\b|pounds?\b|kr\b|zł\b|Kč\b|CHF\b|₽|USD|EUR))",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"\b(?:month|week|year|monat|woche|jahr|mois|semaine|an|año|mes|semana|mese|settimana|anno|maand|jaar|mês|ano|måned|måne|vecka|"
    r"miesiąc|měsíc|месяц|мес)\w*\b",
    re.IGNORECASE,
)
_SUBSCRIBE = re.compile(
    r"\b(?:subscri(?:be|ption|ber)|sign up|free trial|trial|cancel any ?time|continue reading|keep "
    r"reading|read on|unlock|unlimited|"
    r"digital access|become a member|already a (?:subscriber|member)|log ?in|members? only|premium|"
    r"abo(?:nnement|nnieren|nnent\w*)?|weiterlesen|kündbar|probemonat|kostenlos testen|jetzt testen|"
    r"freischalten|werbe(?:arm|frei)|registrier\w*|anmelden|"
    r"abonn(?:ez|é|és|ement|er)|je m'abonne|sans engagement|résili\w*|lire la suite|réservé aux abonnés|"
    r"essai|"
    r"suscr[ií]b\w*|suscripci\w+|sigue leyendo|seguir leyendo|cancela\w*|hazte (?:socio|suscriptor)|"
    r"abbonat\w*|abbonament\w+|continua a leggere|disdici|assin(?:e|atura|ante)\w*|continue lendo|"
    r"abonne(?:er|ment)|lees verder|prenumer\w*|"
    r"prenumerata|subskryp\w*|předplat\w*|подпис\w+|читать дальше|tilaa|köp|abonnér|abonner)\b",
    re.IGNORECASE,
)
_CONTINUE = re.compile(
    r"(?:jetzt |hier |sofort )?weiterlesen\b|continue reading|keep reading|read (?:on|the (?:full|whole|"
    r"rest))|to (?:read|continue|unlock)|"
    r"subscribe (?:to|now|today)|(?:this|dieser?) (?:article|story|content|artikel|inhalt|beitrag) "
    r"(?:is|ist)\b.{0,30}(?:subscriber|member|premium|abonnent|plus)|"
    r"(?:la suite|cet article|lire la suite).{0,40}abonn|(?:sigue|seguir|continúa) leyendo|(?:contenido|"
    r"artículo) exclusivo|continua a leggere|"
    r"continue lendo|lees verder|läs vidare|les videre|czytaj dalej|читать дальше|для подписчиков",
    re.IGNORECASE,
)
_POST_WORDS = 5
"""Words that a link of an embedded post has more of when it is the post: others are names and buttons."""
_BOX_WORDS = 250
_FORM_WORDS = 40
"""Words of a box with fields up to which it is a form of the page: many pages are one form as a whole."""
_FORM_DEPTH = 3
"""Boxes around a field that may be the form with what it says above and below it."""
_FIELDS = 30
"""Fields of a page that are looked at."""
_WALL = re.compile(
    r"paywall|pay-wall|regwall|offer|subscri|piano|premium|abo[-_]|upsell|meter", re.IGNORECASE
)


def not_an_article(blocks: Sequence[Block], facts: Any) -> str | None:
    """Why a page is a section or front page: headlines that link elsewhere and next to no text of its own."""
    if (why := _is_notice(blocks, facts.title)) is not None:
        return why
    if facts.article:
        return None
    seen = [b for b in blocks if b.place in ("", "teasers", "form", "header") and b.text]
    heads = [i for i, b in enumerate(seen) if _links_elsewhere(b)]
    if len(heads) < _LISTED:
        return None
    under = {i + step for i in heads for step in (1, 2)}
    own = sum(
        len(b.words)
        for i, b in enumerate(seen)
        if b.prose and b.linked < 0.3 and i not in under and not _in_link_box(b)
    )
    if own >= _OWN_WORDS:
        return None
    return f"a section or front page, not an article: {len(heads)} headlines that lead to other pages"


_GONE = re.compile(
    r"\b404\b|\b(?:page|article|story|seite|artikel)\b.{0,20}\b(?:not found|nicht gefunden)|"
    r"\bpage introuvable|\bpágina no (?:se ha )?encontrada|\bpagina non trovata|"
    r"\bpagina niet gevonden|страница не найдена",
    re.IGNORECASE,
)
_DOOR = re.compile(
    r"(?:log ?in|sign ?in|anmelden|anmeldung|einloggen|connexion|se connecter|iniciar sesión|accedi|"
    r"inloggen|logga in|log ind|вход)(?:\s*[|–—·-].{0,60})?",
    re.IGNORECASE,
)
_NOTICE_WORDS = 60
"""Words of sentences up to which a page that calls itself missing or a login is one: they say three."""


def _is_notice(blocks: Sequence[Block], title: str | None) -> str | None:
    """Why a page is the server's notice: the page is missing, or one has to log in."""
    if not title or not (_GONE.search(title) or _DOOR.fullmatch(title)):
        return None
    if sum(len(b.words) for b in blocks if b.prose and b.place == "") > _NOTICE_WORDS:
        return None
    return (
        "the page of a login" if _DOOR.fullmatch(title) else "a page that says that the article is not there"
    )


def _links_elsewhere(block: Block) -> bool:
    dated = block.linked > 0.5 and len(block.words) < 25 and bool(days_in(block.text))
    return (
        (block.linked > 0.8 or dated)
        and 2 <= len(block.words) <= 30
        and (block.heading or (block.tag in ("li", "div", "p", "a") and len(block.words) >= 4))
    )


def _in_link_box(block: Block) -> bool:
    """Whether a paragraph shares its box with a linked headline: it is that story's teaser."""
    box = block.element.getparent() if block.element is not None else None
    if box is None or box.tag in ("body", "main", "article", "html"):
        return False
    return any(h.find(".//a") is not None for h in box.iterchildren("h2", "h3", "h4"))


def quoted_posts(tree: Any) -> None:
    """Turn embedded posts into quotations of their authors: their words in quotation marks, the name
    behind them.
    """
    posts = [
        element
        for element in tree.iter("blockquote", "div", "section", "figure")
        if (named := element.get("class")) and not _POSTS.isdisjoint(named.split())
    ]
    for post in posts[:500]:
        _quote(post)


def _quote(post: Any) -> None:
    paragraphs = post.findall(".//p")
    if not paragraphs:  # some set the post itself as a link
        paragraphs = [a for a in post.iter("a") if len("".join(a.itertext()).split()) > _POST_WORDS][:1]
    words = [" ".join("".join(p.itertext()).split()) for p in paragraphs]
    said = " ".join(w for w in words if w)
    every = " ".join("".join(post.itertext()).split())
    if not every:
        return
    author = every.replace(said, " ", 1) if said and said in every else ""
    author = " ".join(author.split()).strip("—–- ")
    author = re.sub(r"^(?:posted )?by ", "", author, flags=re.IGNORECASE)
    bare = said.strip('“”"')
    line = f"“{bare}” — {author}" if bare and author else f"“{every}”"
    tail = post.tail
    for child in list(post):
        post.remove(child)
    post.tag, post.text, post.tail = "blockquote", line, tail
    post.attrib.clear()


def without_offers(body: Body) -> list[Removed]:
    """Take the boxes that offer a subscription out of the body: by price and term, or by what they ask
    for.
    """
    doomed = _forms(body)
    for block in body.chosen:
        if block.number in doomed or not _is_offer(block):
            continue
        doomed.add(block.number)
        box = _box(block, body)
        doomed.update(b.number for b in body.chosen if box is not None and _within(b.element, box))
    removed = [Removed(b.text, "offer of a subscription") for b in body.chosen if b.number in doomed]
    body.chosen = [b for b in body.chosen if b.number not in doomed]
    return removed


def _forms(body: Body) -> set[int]:
    """The blocks in small boxes that hold a field to fill in: they ask for an address, or for a vote."""
    element = next((b.element for b in body.chosen if b.element is not None), None)
    found: set[int] = set()
    if element is None:
        return found
    for field in list(element.getroottree().iter("input", "textarea"))[:_FIELDS]:
        for box in list(field.iterancestors())[:_FORM_DEPTH]:
            if box.tag in ("body", "main", "article", "html", "td"):
                break
            held = {b.number for b in body.chosen if _within(b.element, box)}
            if sum(len(b.words) for b in body.chosen if b.number in held) > _FORM_WORDS:
                break
            found |= held
    return found if len(found) < len(body.chosen) else set()


def _is_offer(block: Block) -> bool:
    if len(block.words) > 60 or block.linked > 0.9:
        return False
    text = block.text
    asks = len(_SUBSCRIBE.findall(text))
    if _PRICE.search(text) and _TERM.search(text) and (asks > 1 or (asks and _walled(block))):
        return True
    if _CONTINUE.match(text.removeprefix("- ")) and len(block.words) <= 14:
        return bool(block.heading or asks or not block.prose)
    return asks >= 2 and len(block.words) <= 30 and _walled(block)


def _walled(block: Block) -> bool:
    element = block.element
    for _ in range(4):
        if element is None:
            return False
        if _WALL.search(f"{element.get('class', '')} {element.get('id', '')}"):
            return True
        element = element.getparent()
    return False


def _box(block: Block, body: Body) -> Any:
    """The largest element around an offer that holds nothing but the offer: little text, and no main text."""
    box, element = None, block.element
    total = sum(len(b.words) for b in body.chosen)
    for _ in range(4):
        element = element.getparent() if element is not None else None
        if element is None or element.tag in ("body", "main", "article", "html"):
            break
        held = [b for b in body.chosen if _within(b.element, element)]
        words = sum(len(b.words) for b in held)
        if (
            words > _BOX_WORDS
            or (
                words > 0.6 * total
                and not _WALL.search(f"{element.get('class', '')} {element.get('id', '')}")
            )
            or len(held) == len(body.chosen)
        ):
            break
        box = element
    return box


def _within(element: Any, box: Any) -> bool:
    return element is box or (
        element is not None and any(parent is box for parent in element.iterancestors())
    )

"""Pages of the kinds that lost words, a day or a title: three to a kind, none of them seen before."""

# ruff: noqa: E501
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qa.articles.load import load_articles
from qa.errors import LoadError

LEAD = "The lock at Harnby will be shut for eleven weeks from Monday, the canal office told boat owners."
SECOND = "Divers found that a third of the oak gates has been eaten by worms; new ones cost 640,000 pounds."
THIRD = "Twelve boats that winter above the lock have to leave by Sunday, or stay until the end of April."
LAST = "A meeting for owners is held in the village hall, said the lock keeper, Agnes Pell."
TITLE = "Harnby lock to shut for eleven weeks"
BODY = f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p><p>{LAST}</p>"
ALL = (LEAD, SECOND, THIRD, LAST)


def page(inner: str, *, head: str = "", title: str = TITLE, lang: str = "en") -> str:
    """A page whose article is `inner`, between a menu and a footer."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><nav><a href="/">Home</a>'
        f'<a href="/sport">Sport</a></nav><main>{inner}</main><footer><a href="/imprint">Imprint</a> All rights reserved</footer></body></html>'
    )


def article(above: str = "", *, body: str = BODY, below: str = "", h1: str = TITLE, **more: Any) -> str:
    """A page with headline, what stands under it, the text and what follows."""
    return page(f"<article><h1>{h1}</h1>{above}{body}{below}</article>", **more)


def ld(**fields: Any) -> str:
    """JSON-LD of an article."""
    value = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


DECK = "Owners have until Sunday to bring twelve boats below the gates, at their own cost."
SITE = "Harnby Messenger"
DAY = {"published": "2024-03-14"}

PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    # 1: words of the body
    "deck above the headline": (page(f'<article><p class="deck">{DECK}</p><h1>{TITLE}</h1>{BODY}</article>'), {"must": (DECK, *ALL)}),
    "deck in a header with the day": (page(f'<article><header><h1>{TITLE}</h1><h2 class="sub">{DECK}</h2><time datetime="2024-03-14">14 March</time></header>{BODY}</article>'), {"must": (DECK, *ALL), **DAY}),
    "deck as a summary list": (article(f'<ul class="summary"><li>{DECK}</li><li>The gates cost 640,000 pounds in all</li></ul>'), {"must": (DECK, *ALL)}),
    "text after a floated picture in the paragraph": (article(body=f'<p><span class="pic"><img src="a.jpg"><i>Photo: A. Pell</i></span>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p><p>{LAST}</p>'), {"must": ALL}),
    "text after an advertisement in a div": (article(body=f'<div>{LEAD}<div class="ad"><span>Advertisement</span></div>{SECOND}</div><p>{THIRD}</p><p>{LAST}</p>'), {"must": ALL, "gone": ("Advertisement",)}),
    "lines in divs below the body": (f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>" + "".join(f"<div>{p}</div>" for p in ALL) + "</body></html>", {"must": ALL}),
    "lines divided by br": (article(body=f'<div class="text">{"<br><br>".join(ALL)}</div>'), {"must": ALL}),
    "questions with anchors as headings": (article(body=f'<h2 id="a"><a name="a"></a><span>When does it open again?</span><a href="#a" class="anchor">#</a></h2><p>{LEAD}</p><h2 id="b"><span>Who pays for the gates?</span></h2><p>{SECOND}</p><p>{THIRD}</p><p>{LAST}</p>'), {"must": ("When does it open again?", "Who pays for the gates?", *ALL)}),
    "questions as a list of definitions": (article(body=f"<p>{LEAD}</p><dl><dt>Who pays for the gates?</dt><dd>{SECOND}</dd><dt>Which boats must leave?</dt><dd>{THIRD}</dd></dl><p>{LAST}</p>"), {"must": ("Who pays for the gates?", "Which boats must leave?", *ALL)}),
    "names that are links with an icon": (article(body=f'<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p><p>A meeting for owners is held in the village hall, said the lock keeper, <a href="/p"><svg></svg><span>Agnes Pell</span></a>.</p>'), {"must": ALL}),
    "list of boats between paragraphs": (article(body=f"<p>{LEAD}</p><p>{SECOND}</p><p>These boats have to leave:</p><ul><li>the Kittiwake of 1911</li><li>the Marigold, a butty</li></ul><p>{THIRD}</p><p>{LAST}</p>"), {"must": ("the Kittiwake of 1911", "the Marigold, a butty", *ALL)}),
    # 2: days
    "day above the headline": (page(f'<article><div class="meta">Thursday, 14 March 2024</div><h1>{TITLE}</h1>{BODY}</article>'), DAY),
    "day inside the headline": (page(f'<article><h1><small>14.03.2024</small> {TITLE}</h1>{BODY}</article>'), {**DAY, "title": TITLE}),
    "am before the day": (article('<p class="info">Harnby, am 14. März 2024</p>', lang="de"), DAY),
    "on and updated": (article('<div class="dateline">Published on March 14, 2024, updated on March 16, 2024</div>'), {**DAY, "updated": "2024-03-16"}),
    "time without datetime": (article("<time>14 March 2024, 09:12</time>"), DAY),
    "class that names the day": (article('<span class="entry-date">14 mars 2024</span>', lang="fr"), DAY),
    "day and author in a list of definitions": (article("<dl><dt>Published</dt><dd>14 March 2024</dd><dt>Author</dt><dd>Edith Swale</dd></dl>"), {**DAY, "authors": ("Edith Swale",), "gone": ("Edith Swale",)}),
    "German list of definitions": (article("<dl class='info'><dt>Datum:</dt><dd>14.03.2024</dd><dt>Autorin:</dt><dd>Edith Swale</dd></dl>", lang="de"), {**DAY, "authors": ("Edith Swale",)}),
    "list of definitions below the text": (article(below="<dl><dt>Date</dt><dd>14 March 2024</dd><dt>By</dt><dd>Edith Swale</dd></dl>"), {**DAY, "authors": ("Edith Swale",)}),
    "paper and day as the last line": (article(below="<p>(Harnby Messenger, 14 March 2024)</p>"), {**DAY, "outlet": SITE, "gone": ("(Harnby",)}),
    "paper and day in italics at the end": (article(below="<p><em>Harnby Messenger, March 14, 2024</em></p>"), {**DAY, "outlet": SITE, "gone": ("Messenger",)}),
    "source and day at the end": (article(below="<p>Source: Harnby Messenger, 14 March 2024</p>"), {**DAY, "outlet": SITE, "gone": ("Source:",)}),
    "local midnight as UTC": (article('<p class="date">14 March 2024</p>', head=ld(headline=TITLE, datePublished="2024-03-13T23:00:00Z")), DAY),
    "day of birth is none": (article(body=f"<table class='infobox'><tr><th>Opened</th><td>3 May 1871</td></tr></table>{BODY}"), {"published": None}),
    "day to come is none of publication": (article(body=f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p><p>A meeting is held on 2 April 2098 in the hall.</p>"), {"published": None}),
    "Polish day": (article('<p class="data">14 marca 2024</p>', lang="pl"), DAY),
    "Swedish day with the time": (article('<p>Publicerad 14 mars 2024 kl. 09.12</p>', lang="sv"), DAY),
    "Japanese day": (article('<p class="date">2024年3月14日</p>', lang="ja"), DAY),
    # 3: titles
    "site before the headline": (article(title=f"{SITE}: {TITLE}"), {"title": TITLE}),
    "site behind a chevron": (article(title=f"{TITLE} » {SITE}", head='<meta property="og:title" content="Harnby lock to shut for eleven weeks » Home">'), {"title": TITLE}),
    "site spelled otherwise": (article(title=f"{TITLE} - HarnbyMessenger.co.uk", head=f'<meta property="og:site_name" content="{SITE}">'), {"title": TITLE}),
    "quotation marks that are not escaped": (article(h1='Keeper calls worms "the cheapest workers"', title='Keeper calls worms "the cheapest workers"', head='<meta property="og:title" content="Keeper calls worms "the cheapest workers"">'), {"title": 'Keeper calls worms "the cheapest workers"'}),
    "headline in JSON-LD is a summary": (article(head=ld(headline="A lock and its worms: why twelve boats have to move before spring comes", name=TITLE)), {"title": TITLE}),
    "update in brackets": (article(h1=f"[Update] {TITLE}", title=f"[Update] {TITLE} | {SITE}"), {"title": (TITLE, f"[Update] {TITLE}")}),
    # 4: JSON-LD about several
    "related article first": (article(head=f'<link rel="canonical" href="https://h.example/lock"><script type="application/ld+json">{json.dumps([{"@type": "NewsArticle", "headline": "Mill burns", "url": "https://h.example/mill", "datePublished": "2023-01-01", "author": "Sam Roe"}, {"@type": "NewsArticle", "headline": TITLE, "url": "https://h.example/lock", "datePublished": "2024-03-14", "author": "Edith Swale"}])}</script>'), {**DAY, "title": TITLE, "authors": ("Edith Swale",)}),
    "list of stories in JSON-LD": (article(head=f'<script type="application/ld+json">{json.dumps({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": "Mill burns", "datePublished": "2023-01-01"}}]})}</script>' + ld(headline=TITLE, datePublished="2024-03-14")), {**DAY, "title": TITLE}),
    "review beside the article": (article(head=f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "Article", "headline": "Ten walks by the canal", "datePublished": "2022-05-05", "author": {"name": "Sam Roe"}}, {"@type": "Article", "headline": TITLE, "datePublished": "2024-03-14", "author": {"name": "Edith Swale"}}]})}</script>'), {**DAY, "authors": ("Edith Swale",)}),
    # 5: authors and outlets
    "by name, paper": (article("<p>By Edith Swale, Harnby Messenger</p>"), {"authors": ("Edith Swale",), "outlet": SITE}),
    "von name, paper": (article("<p>Von Edith Swale, Harnbyer Bote</p>", lang="de"), {"authors": ("Edith Swale",), "outlet": "Harnbyer Bote"}),
    "name bar paper": (article('<p class="byline">Edith Swale | Harnby Messenger</p>'), {"authors": ("Edith Swale",)}),
    "posts by": (article('<a rel="author" href="/a">View all posts by Edith Swale</a>'), {"authors": ("Edith Swale",)}),
    "account as author": (article(head='<meta name="author" content="webadmin2">'), {"authors": ()}),
    "month as author": (article('<span class="author">March 14, 2024</span>'), {**DAY, "authors": ()}),
    "surname first in meta": (article(head='<meta name="author" content="Swale, Edith"><meta name="author" content="Roe, Samuel">'), {"authors": ("Edith Swale", "Samuel Roe")}),
    "outlet is an address": (article(head='<meta property="og:site_name" content="https://www.harnby.example/">'), {"outlet": ("harnby.example", "www.harnby.example", None)}),
    "outlet is the title": (article(head=f'<meta property="og:site_name" content="{TITLE}">'), {"outlet": None}),
    # 6: no article
    "offer of a subscription": (article(body=f"<p>{LEAD}</p><p>{SECOND}</p>", below='<div class="paywall"><h3>Read on with Plus</h3><p>Test four weeks for 1 euro, then 9.99 a month</p><button>Subscribe now</button></div>'), {"must": (LEAD, SECOND), "gone": ("four weeks for 1 euro", "Subscribe now")}),
    "offer in words of the page": (article(below='<div class="c-offer"><p>This article is for subscribers only.</p><p>Already a subscriber? Log in</p></div>'), {"must": ALL, "gone": ("Already a subscriber",)}),
    "post of somebody else": (article(below='<blockquote class="twitter-tweet"><p>Nobody asked the worms.</p>&mdash; Rob Marl (@robmarl) <a href="https://twitter.com/robmarl/status/1">March 13, 2024</a></blockquote>'), {"must": ALL, "published": None}),
    # 12: small ones
    "sentence about reading more": (article(body=f"<p>{LEAD}</p><p>Read more about the worms in the report, said Agnes Pell, and nobody will buy oak again.</p><p>{SECOND}</p><p>{THIRD}</p>"), {"must": ("Read more about the worms in the report",)}),
    "see also inside a sentence": (article(body=f"<p>{LEAD}</p><p>See also what the winter did to the upper gates, which are twenty years younger, she said.</p><p>{SECOND}</p><p>{THIRD}</p>"), {"must": ("See also what the winter did",)}),
    "link to another story goes": (article(body=f'<p>{LEAD}</p><p><a href="/x">Read more: Mill burns for nine hours</a></p><p>{SECOND}</p><p>{THIRD}</p>'), {"gone": ("Mill burns",), "must": (LEAD, SECOND, THIRD)}),
}  # fmt: skip
LISTS = {
    "front page": page("".join(f'<div class="teaser"><h2><a href="/{n}">Story number {n} of the day</a></h2><p>Two lines about it and no more.</p></div>' for n in range(14)), title=SITE),
    "section with days": page("<h1>Canals</h1>" + "".join(f'<article><time>{n} March 2024</time><h3><a href="/c/{n}">Boat number {n} moves</a></h3></article>' for n in range(1, 16)), title=f"Canals - {SITE}"),
    "archive of a month": page("<h1>March 2024</h1><ul>" + "".join(f'<li><a href="/2024/03/{n}">The {n}th lock is painted again</a></li>' for n in range(1, 25)) + "</ul>", title=f"Archive | {SITE}"),
}  # fmt: skip


def read(tmp_path: Path, text: str, name: str = "a.html") -> list[Any]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return list(load_articles(str(path)).articles)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gives_its_words_day_title_and_people(name: str, tmp_path: Path) -> None:
    text, want = PAGES[name]
    (found,) = read(tmp_path, text)
    flat = " ".join(found.text.split())
    wrong = []
    for key in ("title", "outlet", "published", "updated", "authors"):
        if key in want:
            value = getattr(found, key)
            value = str(value) if key in ("published", "updated") and value else value
            right = want[key] if isinstance(want[key], tuple) and key != "authors" else (want[key],)
            wrong += [] if value in right else [f"{key} {value!r}, not {want[key]!r}"]
    wrong += [f"missing {m!r}" for m in want.get("must", ()) if m not in flat]
    wrong += [f"kept {g!r}" for g in want.get("gone", ()) if g in flat]
    assert wrong == []


@pytest.mark.parametrize("name", LISTS)
def test_a_page_that_lists_stories_is_no_article(name: str, tmp_path: Path) -> None:
    with pytest.raises(LoadError):
        read(tmp_path, LISTS[name])

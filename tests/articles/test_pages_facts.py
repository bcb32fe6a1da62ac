# ruff: noqa: E501
"""What pages state about themselves, in the many ways in which they state it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from qa.articles.load import load_articles
from qa.articles.pages.people import names_in, names_of
from qa.articles.pages.shown_dates import day_of_line
from qa.types import Article

TEXT = "".join(
    f"<p>{p}</p>"
    for p in (
        "The observatory of Hallin will close its old dome in the autumn, after the motor that turns the roof "
        "failed for the third time in a year and no firm could be found that still makes its parts.",
        "A new dome costs 1.2 million crowns, its director Sanna Holt told the town council on Thursday, and the "
        "university will carry a third of that sum if the town finds the rest.",
        "Visitors can look through the small telescope on the roof of the school until the work is done, and the "
        "society of amateurs has offered to lend two of its own.",
        "Work is to begin in May. The council votes on the money at the end of the month, and two of the five "
        "parties have said that they want to see a cheaper plan first.",
    )
)
TITLE = "Hallin closes the old dome of its observatory"
DAY = date(2025, 3, 11)


def page(
    article: str = f"<article><h1>{TITLE}</h1>{TEXT}</article>",
    head: str = "",
    title: str = TITLE,
    lang: str = "en",
) -> Article:
    html = (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><nav><a href='/'>Home</a> <a href='/news'>News</a></nav>{article}"
        "<footer>© 2025 Hallin Herald. All rights reserved.</footer></body></html>"
    )
    return load_articles("-", stdin=html.encode()).articles[0]


def ld(*objects: dict[str, object]) -> str:
    value: object = (
        objects[0] if len(objects) == 1 else {"@context": "https://schema.org", "@graph": list(objects)}
    )
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


ABOVE = [
    ('<p class="kicker"><span class="date">11.03.2025</span> <span>Forschung</span></p>', "de"),
    ("<div>Meldung vom 11. März 2025</div>", "de"),
    ("<div><time>11 March 2025</time></div>", "en"),
    ("<p>Press release | 11 March 2025</p>", "en"),
    ("<p class='when'>martedì 11 marzo 2025</p>", "it"),
]


@pytest.mark.parametrize(("line", "lang"), ABOVE)
def test_the_day_above_the_headline(line: str, lang: str) -> None:
    assert page(f"<article>{line}<h1>{TITLE}</h1>{TEXT}</article>", lang=lang).published == DAY


BELOW = [
    ("<p>Hallin, 11. März 2025</p>", "de"),
    ("<div class='meta'><span>Hallin, den 11. März 2025</span></div>", "de"),
    ("<p>Publié le 11 mars 2025 à 9h00 - Mis à jour le 12 mars 2025</p>", "fr"),
    ("<p>Sanna Holt | on March 11, 2025 at 9:06 AM, updated March 13, 2025 at 1:15 PM</p>", "en"),
    ("<div>Par Sanna Holt, le 11 mars 2025</div>", "fr"),
    ("<span class='posted'>11 de marzo de 2025</span>", "es"),
    ("<span>Publicado em 11 de março de 2025, às 10h</span>", "pt"),
    ("<p>Опубликовано 11 марта 2025, 10:00</p>", "ru"),
    ("<div>11 marca 2025</div>", "pl"),
    ("<div>Publikováno: 11. března 2025</div>", "cs"),
    ("<div>2025. március 11.</div>", "hu"),
    ("<div>11 Mart 2025 Salı</div>", "tr"),
    ("<div>2025年3月11日 10:00</div>", "ja"),
    ("<div>입력 2025년 3월 11일</div>", "ko"),
    ("<div>11 مارس 2025</div>", "ar"),
    ("<div>11 Μαρτίου 2025</div>", "el"),
    ("<div>11. maaliskuuta 2025</div>", "fi"),
    ("<div>11 mars 2025</div>", "sv"),
    ("<div>11 maart 2025</div>", "nl"),
    ("<div>11 березня 2025</div>", "uk"),
    ("<div>3/11/2025</div>", "en-US"),
    ("<div>11/03/2025</div>", "en-GB"),
    ("<div>11/03/2025</div>", "fr"),
    ('<div><time datetime="2025-03-11T08:00:00+01:00">2 days ago</time></div>', "en"),
    ("<small>Tue 11 Mar 2025 · 4 min read</small>", "en"),
]


@pytest.mark.parametrize(("line", "lang"), BELOW)
def test_the_day_below_the_headline(line: str, lang: str) -> None:
    got = page(f"<article><h1>{TITLE}</h1>{line}{TEXT}</article>", lang=lang)
    assert got.published == DAY


@pytest.mark.parametrize("heading", [f"<h1>{TITLE} <small class='date'>11 March 2025</small></h1>"])
def test_the_day_inside_the_headline(heading: str) -> None:
    assert page(f"<article>{heading}{TEXT}</article>").published == DAY


OTHER_DAYS = [
    '<table class="infobox"><tr><th>Founded</th><td>28 February 1971</td></tr></table>',
    "<div class='profile'><span>Born</span> <span class='bday'>4 May 1962</span></div>",
    "<dl><dt>Opened</dt><dd>3 June 1988</dd></dl>",
    "<aside><p>12 January 2025</p></aside>",
    "<div class='related'><a href='/x'>The telescope of 1990</a> <span class='date'>12 January 2025</span></div>",
    "<p>Deadline: 30 September 2025</p>",
    "<p>29 November 2025 – 20 January 2026</p>",
]


@pytest.mark.parametrize("box", OTHER_DAYS)
def test_other_days_are_not_the_day_of_publication(box: str) -> None:
    assert page(f"<article><h1>{TITLE}</h1>{box}{TEXT}</article>").published is None


def test_the_day_of_a_comment_is_not_that_of_the_article() -> None:
    comments = "<div id='comments'><div class='comment'><span class='date'>14 March 2025</span><p>At last!</p></div></div>"
    assert page(f"<article><h1>{TITLE}</h1>{TEXT}</article>{comments}").published is None


@pytest.mark.parametrize(
    ("stamp", "shown"),
    [
        ("2025-03-10T23:00:00Z", "11 March 2025"),
        ("2025-03-10T22:30:00.000Z", "11 March 2025"),
        ("2025-03-10T23:00:00+00:00", "Tuesday, March 11, 2025"),
        ("2025-03-12T04:30:00Z", "March 11, 2025, 11:30 pm EST"),
    ],
)
def test_a_day_in_utc_gives_way_to_the_day_that_readers_see(stamp: str, shown: str) -> None:
    head = f'<meta property="article:published_time" content="{stamp}">'
    assert (
        page(f"<article><h1>{TITLE}</h1><p class='date'>{shown}</p>{TEXT}</article>", head).published == DAY
    )


def test_midnight_in_utc_is_confirmed_by_the_address() -> None:
    head = (
        '<meta property="article:published_time" content="2025-03-10T23:00:00Z">'
        '<link rel="canonical" href="https://herald.example/2025/03/11/dome">'
    )
    assert page(head=head).published == DAY


def test_a_day_span_or_sentence_is_no_line_of_a_day() -> None:
    assert day_of_line("The council met on 11 March 2025 in the town hall", "en") is None
    assert day_of_line("From 11 March 2025 to 3 April 2025", "en") is None


SITES = [
    "{t} – Hallin Herald",
    "{t} | Hallin Herald",
    "{t}: Hallin Herald",
    "{t} » Hallin Herald",
    "Hallin Herald - {t}",
    "Hallin Herald › Science › {t}",
    "{t} - Science - The Hallin Herald",
    "{t} — HallinHerald.example",
]


@pytest.mark.parametrize("form", SITES)
def test_the_name_of_the_site_is_no_part_of_the_title(form: str) -> None:
    assert page(title=form.format(t=TITLE)).title == TITLE


@pytest.mark.parametrize("form", SITES[:4])
def test_nor_when_only_metadata_have_it(form: str) -> None:
    head = f'<meta property="og:title" content="{form.format(t=TITLE)}">'
    assert page(head=head, title=form.format(t=TITLE)).title == TITLE


def test_a_title_with_a_dash_or_colon_of_its_own_stays_whole() -> None:
    own = "Dome closed: what the council of Hallin - and the school - must now decide"
    got = page(f"<article><h1>{own}</h1>{TEXT}</article>", title=f"{own} | Hallin Herald")
    assert got.title == own


@pytest.mark.parametrize("mark", ["[Update]", "[Updated: Vote Moved]", "(Update 2)"])
def test_an_update_in_the_headline_stays(mark: str) -> None:
    own = f"{TITLE} {mark}"
    assert page(f"<div><h1>{own}</h1>{TEXT}</div>", title=f"{own} - Hallin Herald").title == own


def test_quotation_marks_that_end_og_title_too_early() -> None:
    own = 'Director calls the roof "a sardine tin"'
    head = f'<meta property="og:title" content="{own}">'
    assert page(f"<article><h1>{own}</h1>{TEXT}</article>", head, own.replace('"', "&quot;")).title == own


def test_a_headline_in_json_ld_that_is_a_description() -> None:
    head = ld({"@type": "Article", "name": "Hallin", "headline": "town with an old observatory in the north"})
    got = page(f"<main><h1>Hallin</h1>{TEXT}</main>", head, "Hallin - Free Gazetteer")
    assert got.title == "Hallin"


def test_a_title_that_was_cut_is_completed() -> None:
    head = f'<meta property="og:title" content="{TITLE[:30]}…">'
    assert page(head=head).title == TITLE


def test_the_name_of_the_blog_as_h1_is_not_the_title() -> None:
    body = f"<h1><a href='/'>Sky over Hallin</a></h1><article><h2 class='entry-title'>{TITLE}</h2>{TEXT}</article>"
    got = page(body, '<meta property="og:site_name" content="Sky over Hallin">', f"{TITLE} | Sky over Hallin")
    assert (got.title, got.outlet) == (TITLE, "Sky over Hallin")


OWN = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2025-03-11",
    "author": {"@type": "Person", "name": "Sanna Holt"},
    "url": "https://herald.example/dome",
}
OTHER = {
    "@type": "NewsArticle",
    "headline": "Library gets a lift",
    "datePublished": "2025-01-02",
    "author": {"@type": "Person", "name": "Rolf Timm"},
    "url": "https://herald.example/lift",
}


@pytest.mark.parametrize("objects", [(OTHER, OWN), (OTHER, OTHER | {"url": "https://herald.example/b"}, OWN)])
def test_of_several_articles_in_json_ld_the_own_one_counts(objects: tuple[dict[str, object], ...]) -> None:
    got = page(head=ld(*objects))
    assert (got.title, got.published, got.authors) == (TITLE, DAY, ("Sanna Holt",))


def test_the_own_one_is_known_by_its_address_too() -> None:
    own = {k: v for k, v in OWN.items() if k != "headline"}
    got = page(head=ld(OTHER, own) + '<link rel="canonical" href="https://herald.example/dome">')
    assert (got.published, got.authors) == (DAY, ("Sanna Holt",))


def test_related_articles_alone_state_nothing() -> None:
    got = page(head=ld(OTHER, OTHER | {"headline": "Tram stops", "url": "https://herald.example/tram"}))
    assert (got.title, got.published, got.authors) == (TITLE, None, ())


def test_an_author_that_json_ld_only_refers_to() -> None:
    own = OWN | {"author": {"@id": "https://herald.example/#p1"}}
    got = page(head=ld(own, {"@type": "Person", "@id": "https://herald.example/#p1", "name": "Sanna Holt"}))
    assert got.authors == ("Sanna Holt",)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("View all posts by Sanna Holt", ("Sanna Holt",)),
        ("Posts by Sanna Holt", ("Sanna Holt",)),
        ("Alle Artikel von Sanna Holt", ("Sanna Holt",)),
        ("Voir tous les articles de Sanna Holt", ("Sanna Holt",)),
        ("Written by Sanna Holt and Rolf Timm", ("Sanna Holt", "Rolf Timm")),
        ("By SANNA HOLT, AP Science Writer", ("Sanna Holt",)),
        ("Sanna Holt, PhD", ("Sanna Holt",)),
        ("Sanna Holt | Herald Media for herald.example", ("Sanna Holt",)),
        ("Sanna Holt - Science Correspondent", ("Sanna Holt",)),
        ("sanna.holt@herald.example (Sanna Holt)", ("Sanna Holt",)),
        ("Autor: Sanna Holt", ("Sanna Holt",)),
        ("Jean-Luc d'Arcy", ("Jean-Luc d'Arcy",)),
        ("María José Vega", ("María José Vega",)),
        ("Username", ()),
        ("Super User", ()),
        ("admin", ()),
        ("Administrator", ()),
        ("webmaster", ()),
        ("Redaktion", ()),
        ("Die Redaktion", ()),
        ("Staff Reports", ()),
        ("jdoe42", ()),
        ("kevin-r", ()),
        ("Monday August", ()),
        ("Updated March", ()),
        ("https://herald.example/people/holt", ()),
        ("holt@herald.example", ()),
    ],
)
def test_names_in_a_statement_of_authors(line: str, people: tuple[str, ...]) -> None:
    assert names_in(line) == people


def test_surname_first_is_turned_when_all_are_written_so() -> None:
    assert names_of(["Holt, Sanna", "Timm, Rolf"]) == ("Sanna Holt", "Rolf Timm")
    assert names_of(["Holt, Sanna"]) == ("Sanna Holt",)
    assert names_of(["Sanna Holt, Rolf Timm"]) == ("Sanna Holt", "Rolf Timm")


@pytest.mark.parametrize("name", ["author", "citation_author", "dc.creator"])
def test_several_meta_elements_are_several_authors(name: str) -> None:
    head = "".join(f'<meta name="{name}" content="{n}">' for n in ("Sanna Holt", "Rolf Timm"))
    assert page(head=head).authors == ("Sanna Holt", "Rolf Timm")


@pytest.mark.parametrize(
    "menu",
    [
        "<div id='nav-user'><span class='username author'>Username</span></div>",
        "<span class='author'>Log in</span>",
    ],
)
def test_the_login_menu_names_no_author(menu: str) -> None:
    assert page(f"{menu}<article><h1>{TITLE}</h1>{TEXT}</article>").authors == ()


@pytest.mark.parametrize(
    ("name", "outlets"),
    [
        ("https://www.herald.example", {"herald.example"}),
        ("www.herald.example", {"herald.example"}),
        ("//herald.example/", {"herald.example"}),
        (TITLE, {None}),
        ("Hallin Herald | News from the north", {"Hallin Herald"}),
        ("@HallinHerald", {"HallinHerald"}),
    ],
)
def test_an_outlet_is_a_name(name: str, outlets: set[str | None]) -> None:
    head = f'<meta property="og:site_name" content="{name}"><meta property="og:title" content="{TITLE}">'
    assert page(head=head).outlet in outlets


def test_the_outlet_stands_in_the_title_when_nothing_states_it() -> None:
    assert page(title=f"{TITLE} | Hallin Herald").outlet == "Hallin Herald"

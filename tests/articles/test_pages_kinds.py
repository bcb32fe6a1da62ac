"""What readers meet on pages, a kind each; most were written before it was known what came of them."""

from __future__ import annotations

import pytest

from qa.articles.formats import read
from qa.articles.load import load_articles
from qa.articles.raw import RawArticle
from qa.errors import LoadError

TITLE = "River ferry to get solar roof and a second captain"
TEXT = (
    "The river ferry between Amsel and Brook will get a solar roof and a second captain before Easter.",
    "It carries about 600 people a day, a third of them pupils, and was out of service for 23 days.",
    "The roof costs 190,000 crowns and is to pay for itself in nine years, engineer Malte Quist said.",
)
MENU = '<header><a href="/">Amsel Tribune</a><nav><ul><li><a href="/n">News</a></li></ul></nav></header>'
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in TEXT)


def page(
    *,
    head: str = "",
    above: str = "",
    under: str = "",
    body: str = PARAGRAPHS,
    title: str = TITLE,
    h1: str = TITLE,
) -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{MENU}{above}"
        f"<article><h1>{h1}</h1>{under}{body}</article><footer><p>© Amsel Tribune</p></footer></body></html>"
    ).encode()


def article(data: bytes, name: str = "x.html") -> RawArticle:
    return next(iter(read(data, name=name).articles))


@pytest.mark.parametrize(
    "line",
    [
        "Amsel, March 11, 2026",
        "Amsel · Mittwoch, 11. März 2026, 14:02 Uhr",
        "Publié le mercredi 11 mars 2026 à 14h02",
        "11 de marzo de 2026 | 14:02",
        "woensdag 11 maart 2026 om 14:02",
        "Opublikowano: 11 marca 2026",
        "11 марта 2026, 14:02",
        "2026年3月11日 14:02",
        "11 Μαρτίου 2026",
        "11 مارس 2026",
        "Mar 11th, 2026 at 2:02pm by Lotte Fenn",
        "Updated: March 13, 2026 9:14 a.m. | Published: March 11, 2026 5:30 a.m.",
        "Published: 11 March 2026, 14:02. Section: Local",
    ],
)
def test_the_day_under_a_headline_in_many_writings(line: str) -> None:
    assert str(article(page(under=f'<div class="meta"><span>{line}</span></div>')).published) == "2026-03-11"


def test_a_day_alone_right_above_the_headline_is_its_day() -> None:
    assert str(article(page(above='<p class="kicker">11 March 2026</p>')).published) == "2026-03-11"


def test_the_day_on_which_a_page_was_looked_at_is_not_its_day() -> None:
    today = '<div class="topbar">Thursday, 1 October 2026</div>'
    stated = '<meta property="article:published_time" content="2026-03-11T08:00:00+01:00">'
    assert str(article(page(head=stated, above=today)).published) == "2026-03-11"


def test_a_box_named_as_a_teaser_may_hold_the_byline_with_its_day() -> None:
    line = "By Lotte Fenn | March 11, 2026 -- 19:14 GMT | Topic: Ferries"
    under = f'<div class="related-teaser"><p>{line}</p></div>'
    stated = '<meta property="article:published_time" content="2026-03-12 19:31:39">'
    assert str(article(page(head=stated, under=under)).published) == "2026-03-11"


def test_an_evening_west_of_greenwich_is_the_day_that_the_page_shows_at_its_end() -> None:
    stated = '<meta property="article:published_time" content="2026-03-12T02:30:00Z">'
    shown = PARAGRAPHS + "<p>March 11, 2026, 9:30 p.m.</p>"
    assert str(article(page(head=stated, body=shown)).published) == "2026-03-11"
    other = PARAGRAPHS + "<p>March 12, 2026</p><p>March 11, 2026</p>"
    assert str(article(page(head=stated, body=other)).published) == "2026-03-12"


def test_place_and_day_before_the_first_sentence_are_a_dateline() -> None:
    body = f"<p><b>Amsel, 11 March 2026</b> – {TEXT[0]}</p><p>{TEXT[1]}</p><p>{TEXT[2]}</p>"
    (found,) = load_articles("-", stdin=page(body=body)).articles
    assert str(found.published) == "2026-03-11"
    assert found.text.startswith("The river ferry")


@pytest.mark.parametrize(
    ("title", "h1"),
    [
        (f"{TITLE} - Amsel Tribune", f'<span class="kicker">Transport</span> {TITLE}'),
        (f"{TITLE} | Amsel Tribune", f"{TITLE} <small>11 March 2026</small>"),
        (f"{TITLE} » Amsel Tribune » News", TITLE),
    ],
)
def test_the_title_is_the_headline_alone(title: str, h1: str) -> None:
    assert article(page(title=title, h1=h1)).title == TITLE


def test_a_logo_is_no_headline() -> None:
    data = (
        f"<html><head><title>{TITLE} - Amsel Tribune</title></head><body>"
        f'<h1 class="logo"><a href="/">Amsel Tribune</a></h1>'
        f"<article><h2>{TITLE}</h2>{PARAGRAPHS}</article></body></html>"
    )
    assert article(data.encode()).title == TITLE


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ('<p class="byline">Text: Lotte Fenn, Fotos: Jan de Quay</p>', ("Lotte Fenn",)),
        ('<p class="byline">Lotte Fenn and Jan de Quay in Amsel</p>', ("Lotte Fenn", "Jan de Quay")),
        ('<span class="author">Share on Facebook</span>', ()),
        ('<span class="author">administrator</span>', ()),
        (
            '<div class="author-box"><a href="/l">Lotte Fenn</a><p>Lotte Fenn writes on ferries.</p></div>',
            ("Lotte Fenn",),
        ),
    ],
)
def test_authors_are_those_who_wrote_it(line: str, who: tuple[str, ...]) -> None:
    assert article(page(under=line)).authors == who


def test_lines_and_items_directly_in_the_body_are_text() -> None:
    lines = "".join(f"<div>{p}</div>" for p in TEXT)
    lines += "<ul><li>Who steers at night</li></ul>"
    data = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{lines}</body></html>"
    assert "Who steers at night" in article(data.encode()).text


def test_an_embedded_post_without_words_leaves_none() -> None:
    link = '<a href="https://p.example/1">A post shared by Rut (@rut)</a>'
    post = f'<blockquote class="instagram-media">{link}</blockquote>'
    (found,) = load_articles(
        "-", stdin=page(body=f"<p>{TEXT[0]}</p>{post}<p>{TEXT[1]}</p><p>{TEXT[2]}</p>")
    ).articles
    assert "post shared" not in found.text
    assert any("post shared" in r.text for r in found.removed)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        (
            "Page not found - Amsel Tribune",
            "The page that you are looking for does not exist or has been moved.",
        ),
        ("Log in", "Forgot your password? Create an account to read more of our stories."),
        ("Seite nicht gefunden", "Die gesuchte Seite gibt es nicht mehr, oder sie ist umgezogen."),
    ],
)
def test_a_notice_of_the_server_is_no_article(title: str, words: str) -> None:
    with pytest.raises(LoadError, match=r"login|not there"):
        read(page(title=title, h1=title, body=f"<p>{words}</p>"), name="x.html")


@pytest.mark.parametrize(
    ("post", "quoted"),
    [
        (
            '<blockquote class="reddit-embed-bq"><a href="#1">My boat is on the sandbank and so am I.</a> '
            'by <a href="#2">u/malte</a> in <a href="#3">amsel</a></blockquote>',
            "“My boat is on the sandbank and so am I.” — u/malte in amsel",
        ),
        (
            '<div class="fb-post"><blockquote><p>My boat is on the sandbank and so am I.</p>Posted by '
            '<a href="#">Malte Quist</a> on <a href="#">Sunday, June 2, 2024</a></blockquote></div>',
            "“My boat is on the sandbank and so am I.” — Malte Quist on Sunday, June 2, 2024",
        ),
    ],
)
def test_posts_of_others_are_quotations_of_who_wrote_them(post: str, quoted: str) -> None:
    assert quoted in article(page(body=PARAGRAPHS + post + PARAGRAPHS)).text

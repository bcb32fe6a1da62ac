# ruff: noqa: E501
"""Pages as they are out there: no word of the body goes, and nothing visible goes without a record."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles.load import load_articles
from qa.errors import LoadError
from qa.types import Article

LEAD = (
    "The canal office of Weyburg decided on Monday to drain the upper lock for six weeks, after a barge had "
    "torn two planks out of its northern gate during the storm of last weekend."
)
SECOND = (
    "The work costs 310,000 crowns, the office's head Jorun Valk told the council, and the shipping company "
    "that owns the barge is to pay half of it by the end of the year."
)
THIRD = (
    "Barges must wait below the mill until the gate is back, and the office has asked the railway to carry the "
    "grain of the four farms that have no road to the lower basin."
)
FOURTH = (
    "Divers will look at the southern gate as well. It was built in the same summer by the same firm, and two "
    "of its hinges were replaced only three years ago, Valk said."
)
BODY = "".join(f"<p>{p}</p>" for p in (SECOND, THIRD, FOURTH))
TITLE = "Weyburg drains its upper lock for six weeks"
MENU = (
    '<header><a href="/">Weyburg Post</a><nav><ul>'
    + "".join(f'<li><a href="/{w}">{w.title()}</a></li>' for w in ("news", "town", "river", "trade", "sport"))
    + "</ul></nav></header>"
)
FOOT = "<footer><ul><li><a href='/about'>About us</a></li></ul><p>© 2025 Weyburg Post. All rights reserved.</p></footer>"


def page(article: str, head: str = "", title: str = TITLE) -> Article:
    html = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{MENU}{article}{FOOT}</body></html>"
    )
    return load_articles("-", stdin=html.encode()).articles[0]


def flat(article: Article) -> str:
    return " ".join(article.text.split())


@pytest.mark.parametrize(
    "head",
    [
        '<header><h1>{t}</h1><div class="lede">{s}</div><div class="by">Ilse Brand</div></header>',
        "<header class='hed'><h1>{t}</h1><h2>{s}</h2></header>",
        '<h1>{t}</h1><p class="article-summary"><strong>{s}</strong></p>',
        '<div class="top"><h1>{t}</h1></div><div class="intro"><span>{s}</span></div>',
        "<hgroup><h1>{t}</h1><p>{s}</p></hgroup>",
    ],
)
def test_the_standfirst_between_headline_and_body_stays(head: str) -> None:
    standfirst = (
        "Six farms have no road to the lower basin. The railway may carry their grain until the spring."
    )
    got = page(
        f"<article>{head.format(t=TITLE, s=standfirst)}<div class='story'><p>{LEAD}</p>{BODY}</div></article>"
    )
    assert standfirst in flat(got)
    assert got.title == TITLE


@pytest.mark.parametrize(
    "box",
    [
        '<div class="related"><h4>Related</h4><ul><li><a href="/x">Gallery: the lock in winter</a></li></ul></div>',
        '<div class="pic"><a href="/g"><img src="/g.jpg" alt="lock"></a></div>',
        '<span class="byline"></span>',
        '<span id="author"></span><i class="icon icon-pin"></i>',
        '<aside><p><a href="/x">See also: the lock in winter</a></p></aside>',
        "<img src='/a.png'><br>",
    ],
)
def test_the_words_after_a_box_picture_or_empty_element_stay(box: str) -> None:
    got = page(
        f"<div class='body'><h1>{TITLE}</h1><p>{box}{LEAD}</p><p>{box}{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p></div>"
    )
    assert all(p in flat(got) for p in (LEAD, SECOND, THIRD, FOURTH))
    assert "in winter" not in got.text


@pytest.mark.parametrize(
    "heading",
    [
        '<h2><span class="toc" id="{i}"></span>{q}<span class="toc-end"></span></h2>',
        '<h3><a id="{i}" name="{i}"></a>{q}</h3>',
        '<h2 id="{i}"><strong>{q}</strong> <a class="anchor" href="#{i}">#</a></h2>',
    ],
)
def test_sub_headings_with_anchors_stay(heading: str) -> None:
    asked = ("Who pays for the gate?", "When do the barges move again?")
    parts = "".join(
        heading.format(i=n, q=q) + f"<p>{p}</p>"
        for n, (q, p) in enumerate(zip(asked, (THIRD, FOURTH), strict=True))
    )
    got = page(f"<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p>{parts}</article>")
    assert all(q in flat(got) for q in asked)


def test_linked_names_with_an_icon_stay_in_their_sentence() -> None:
    linked = LEAD.replace(
        "Weyburg", '<a href="/weyburg"><svg width="8"></svg><i class="fa"></i>Weyburg</a>', 1
    )
    assert LEAD in flat(page(f"<article><h1>{TITLE}</h1><p>{linked}</p>{BODY}</article>"))


@pytest.mark.parametrize("wrap", ["ul", "ol"])
def test_items_of_a_list_directly_in_the_body_stay(wrap: str) -> None:
    asked = ("Who carries the grain of the farms until April?", "Why were the hinges not looked at in 2022?")
    items = "".join(f"<li>{q}</li>" for q in asked)
    got = page(f"<h1>{TITLE}</h1><p>{LEAD}</p><p>Two questions stay open:</p><{wrap}>{items}</{wrap}>{BODY}")
    assert all(q in flat(got) for q in asked)


def test_lines_in_divs_directly_in_the_body_stay() -> None:
    got = page(f"<h1>{TITLE}</h1><div>{LEAD}</div><div>{SECOND}</div><div>{THIRD}</div><div>{FOURTH}</div>")
    assert all(p in flat(got) for p in (LEAD, SECOND, THIRD, FOURTH))


@pytest.mark.parametrize(
    "sentence",
    [
        "Read more about the gates in the report of the divers, which the office has put on its site.",
        "Read the report of the divers, and the gates look older than they are.",
        "See also the chapter on hinges, which the office added only after the storm.",
    ],
)
def test_a_sentence_that_begins_like_a_link_stays(sentence: str) -> None:
    got = page(f"<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{sentence}</p>{BODY}</article>")
    assert sentence in flat(got)


def test_a_link_to_another_story_goes_with_a_record() -> None:
    link = '<p><strong>READ MORE: <a href="/x">Grain ship aground for two days</a></strong></p>'
    got = page(f"<article><h1>{TITLE}</h1><p>{LEAD}</p>{link}{BODY}</article>")
    assert "aground" not in got.text
    assert any("Grain ship aground" in r.text for r in got.removed)


POSTS = [
    '<blockquote class="twitter-tweet"><p lang="en">{w}</p>&mdash; Ann Roe (@annroe) <a href="https://x.com/1">9 May 2025</a></blockquote>',
    '<blockquote class="instagram-media"><div><p>{w}</p><p>A post shared by Ann Roe (@annroe)</p></div></blockquote>',
    '<blockquote class="mastodon-embed"><a href="https://m.example/1">{w} — Ann Roe (@annroe)</a></blockquote>',
]


@pytest.mark.parametrize("post", POSTS)
def test_an_embedded_post_is_a_quotation_of_its_author(post: str) -> None:
    words = "Nobody at the canal office has answered my letters since March, and now the lock is dry."
    got = flat(page(f"<article><h1>{TITLE}</h1><p>{LEAD}</p>{post.format(w=words)}{BODY}</article>"))
    assert words in got
    line = next(
        p
        for p in re.split(
            r"\n+", page(f"<article><h1>{TITLE}</h1><p>{LEAD}</p>{post.format(w=words)}{BODY}</article>").text
        )
        if words in p
    )
    assert line.startswith("“")
    assert "annroe" in line


OFFERS = [
    '<div class="paywall"><h2>Jetzt weiterlesen mit Post+</h2><p>Die ersten vier Wochen gratis, danach 9,90 Euro im Monat. Jederzeit kündbar.</p><ul><li>Zugang zu allen Texten der Redaktion</li></ul></div>',
    '<section class="offer"><h3>Continue reading with a subscription</h3><p>Get unlimited digital access for $1 a week for the first year. Cancel anytime.</p></section>',
    "<div class='abo-box'><p>La suite est réservée aux abonnés</p><p>Abonnez-vous pour 5 € par mois, sans engagement.</p></div>",
    "<div id='regwall'><p>Suscríbete para seguir leyendo: 4 € al mes durante un año. Cancela cuando quieras.</p></div>",
]


@pytest.mark.parametrize("offer", OFFERS)
def test_the_offer_of_a_subscription_is_no_text(offer: str) -> None:
    got = page(f"<article><h1>{TITLE}</h1><p class='lead'>{LEAD}</p>{offer}</article>")
    assert flat(got) == LEAD
    words = " ".join(re.sub(r"<[^>]+>", " ", offer).split()[:4])
    assert any(words in " ".join(r.text.replace("·", " ").split()) for r in got.removed)


def test_an_article_about_prices_keeps_them() -> None:
    sentence = "The museum now asks 12 euros a day, and a subscription for the year costs 60 euros a person."
    assert sentence in flat(page(f"<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{sentence}</p>{BODY}</article>"))


LISTS = [
    '<div class="card"><h2><a href="/{n}">{t}</a></h2><p>{s}</p></div>',
    "<article><h3><a href='/{n}'>{t}</a></h3><p>{s}</p><a href='/{n}'>More</a></article>",
    "<li><a href='/{n}'>{t} in the lower town</a></li>",
]


@pytest.mark.parametrize("entry", LISTS)
def test_a_section_page_is_refused(entry: str) -> None:
    heads = (
        "Lock is drained",
        "Mill gets a roof",
        "Tram to the weir",
        "Last keeper leaves",
        "Fish pass opens",
        "Ferry for sale",
    )
    teasers = "".join(
        entry.format(n=n, t=t, s=f"What the council said on Monday about it, in {n + 3} points.")
        for n, t in enumerate(heads)
    )
    with pytest.raises(LoadError, match="section or front page"):
        page(f"<main><h1>River news</h1><ul>{teasers}</ul></main>", title="River news | Weyburg Post")


def test_a_short_article_above_a_list_of_others_is_none_of_them() -> None:
    others = "".join(LISTS[0].format(n=n, t=f"Other story {n}", s="Something else.") for n in range(9))
    got = page(f"<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p></article><section>{others}</section>")
    assert LEAD in flat(got)
    assert "Something else" not in got.text


def recorded(got: Article) -> str:
    return " ".join(" ".join((got.title, got.text, *got.captions, *(r.text for r in got.removed))).split())


words = st.lists(
    st.sampled_from(
        [
            "lock",
            "gate",
            "barge",
            "grain",
            "mill",
            "council",
            "planks",
            "storm",
            "winter",
            "farm",
            "road",
            "weir",
        ]
    ),
    min_size=3,
    max_size=24,
)
places = st.sampled_from(
    ["<p>{}</p>", "<div>{}</div>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<aside><p>{}</p></aside>", "<div class='related'><a href='/x'>{}</a></div>", "<figure><img><figcaption>{}</figcaption></figure>", "<table><tr><td>{}</td><td>7</td></tr></table>", "<nav><a href='/y'>{}</a></nav>", "<blockquote>{}</blockquote>", "<div class='comment'><p>{}</p></div>", "<form><p>{}</p></form>", "<section><div><span>{}</span></div></section>", "<dl><dt>{}</dt></dl>", "<p><b>{}</b></p>", "<pre>{}</pre>", "<details><summary>{}</summary></details>", "<footer>{}</footer>"]
)  # fmt: skip


@given(st.lists(st.tuples(places, words, st.booleans()), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_every_visible_block_is_in_text_captions_or_removed(
    blocks: list[tuple[str, list[str], bool]],
) -> None:
    said = [f"{' '.join(w).capitalize()} {n}{'.' if stop else ''}" for n, (_, w, stop) in enumerate(blocks)]
    body = "".join(place.format(s) for (place, _, _), s in zip(blocks, said, strict=True))
    everything = recorded(page(f"<article><h1>{TITLE}</h1><p>{LEAD}</p>{body}{BODY}</article>"))
    assert [s for s in said if s not in everything] == []


def test_menus_and_footers_are_recorded_too() -> None:
    everything = recorded(page(f"<article><h1>{TITLE}</h1><p>{LEAD}</p>{BODY}</article>"))
    assert "Trade" in everything
    assert "All rights reserved" in everything


def test_what_is_stated_of_the_language_wins_over_a_guess_from_names() -> None:
    text = (
        "Сергей Иванов met Пётр Кузнецов in Москва on Monday. Иван Петров of Газпром and Анна Смирнова of Лукойл were there "
        "too, as were Дмитрий Соколов and Елена Васильева of Роснефть, and Николай Попов of Татнефть came late. "
        * 3
    )
    import json

    record = {"title": "A meeting in Moscow", "text": text, "language": "en"}
    assert load_articles("-", stdin=json.dumps(record).encode()).articles[0].language == "en"


def test_an_update_is_a_day_of_its_own() -> None:
    head = (
        '<meta property="article:published_time" content="2025-05-02T10:00:00+02:00">'
        '<meta property="article:modified_time" content="2025-05-06T10:00:00+02:00">'
    )
    got = page(f"<article><h1>{TITLE}</h1><p>{LEAD}</p>{BODY}</article>", head)
    assert (got.published, got.updated) == (date(2025, 5, 2), date(2025, 5, 6))

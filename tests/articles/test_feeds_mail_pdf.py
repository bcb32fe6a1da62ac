# ruff: noqa: E501
"""Feeds, mails and PDFs as they reach a desk."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from qa.articles.load import expand, load_articles
from qa.errors import LoadError
from qa.types import Article

TEXT = (
    "The glassworks of Orvik will blow its last bottle in June, its owners said on Wednesday, because the gas for "
    "its two furnaces now costs more than the bottles bring in."
)
MORE = (
    "Forty people work there. The town has asked the ministry for a loan, and the union wants the smaller furnace "
    "to be kept warm until there is an answer."
)
TITLE = "Glassworks of Orvik to close in June"


def read(data: str | bytes, name: str = "", tmp: Path | None = None) -> list[Article]:
    raw = data.encode() if isinstance(data, str) else data
    if tmp is None:
        return load_articles("-", stdin=raw).articles
    (tmp / name).write_bytes(raw)
    return load_articles(str(tmp / name)).articles


def rss(links: list[str], guids: list[str]) -> str:
    items = "".join(
        f"<item><title>Story {n} of the glassworks</title><link>{link}</link><guid isPermaLink='false'>{guid}</guid>"
        f"<description>&lt;p&gt;{TEXT} Part {n}.&lt;/p&gt;</description></item>"
        for n, (link, guid) in enumerate(zip(links, guids, strict=True), start=1)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Orvik Tidings</title>{items}</channel></rss>"


def test_entries_that_share_a_link_have_no_address_of_their_own() -> None:
    shared = "https://tidings.example/news"
    got = read(rss([shared, shared, "https://tidings.example/a"], ["1", "2", "3"]))
    assert [a.url for a in got] == [None, None, "https://tidings.example/a"]


def test_a_guid_that_is_an_address_stands_for_a_missing_link() -> None:
    got = read(rss([""], ["https://tidings.example/b"]))
    assert got[0].url == "https://tidings.example/b"


@pytest.mark.parametrize("name", ["index.html", "feed.htm", "feed.rss", "feed.xml"])
def test_a_feed_is_a_feed_whatever_its_name(tmp_path: Path, name: str) -> None:
    got = read(rss(["https://a.example/1", "https://a.example/2"], ["1", "2"]), name, tmp_path)
    assert [a.outlet for a in got] == ["Orvik Tidings"] * 2


def json_feed(**more: object) -> dict[str, object]:
    items = [
        {
            "id": "1",
            "title": TITLE,
            "content_html": f"<p>{TEXT}</p>",
            "date_published": "2025-04-02T10:00:00+02:00",
        },
        {"id": "https://tidings.example/2", "title": "Town asks for a loan", "content_text": MORE},
    ]
    return {"version": "https://jsonfeed.org/version/1.1", "title": "Orvik Tidings", "items": items, **more}


@pytest.mark.parametrize("name", ["feed.json", "feed.html", "feed"])
def test_a_json_feed(tmp_path: Path, name: str) -> None:
    got = read(json.dumps(json_feed(language="en", authors=[{"name": "Ann Roe"}])), name, tmp_path)
    assert [(a.outlet, a.authors, a.url) for a in got] == [
        ("Orvik Tidings", ("Ann Roe",), None),
        ("Orvik Tidings", ("Ann Roe",), "https://tidings.example/2"),
    ]
    assert got[0].published == date(2025, 4, 2)


def test_a_list_of_subscriptions_is_its_feeds(tmp_path: Path) -> None:
    file = tmp_path / "subscriptions.opml"
    file.write_text(
        '<?xml version="1.0"?><opml version="2.0"><body><outline text="North"><outline type="rss" text="A" '
        'xmlUrl="https://a.example/feed"/><outline text="B" xmlUrl="feed://b.example/rss"/></outline>'
        '<outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="https://a.example/feed"/></body></opml>'
    )
    assert expand([str(file)]) == ["https://a.example/feed", "http://b.example/rss"]


def test_a_list_without_feeds_says_so(tmp_path: Path) -> None:
    file = tmp_path / "empty.opml"
    file.write_text("<opml><body/></opml>")
    assert expand([str(file)]) == [str(file)]
    with pytest.raises(LoadError, match="list of feeds"):
        load_articles(str(file))


FORWARDS = [
    "---------- Forwarded message ---------\nFrom: Orvik Tidings <news@orviktidings.example>\nDate: Wed, 2 Apr 2025 at 07:15\n"
    "Subject: {t}\nTo: Dan Roe <dan@example.org>\n\n{b}",
    "Begin forwarded message:\n\nFrom: Orvik Tidings <news@orviktidings.example>\nSubject: {t}\nDate: 2 April 2025 at 07:15:00 CEST\n"
    "To: Dan Roe <dan@example.org>\n\n{b}",
    "-----Original Message-----\nFrom: Orvik Tidings <news@orviktidings.example>\nSent: Wednesday, April 2, 2025 7:15 AM\n"
    "To: Dan Roe\nSubject: {t}\n\n{b}",
    "-------- Weitergeleitete Nachricht --------\nBetreff: {t}\nDatum: Wed, 2 Apr 2025 07:15:00 +0200\n"
    "Von: Orvik Tidings <news@orviktidings.example>\nAn: Dan Roe <dan@example.org>\n\n{b}",
    "Début du message transféré :\n\nDe: Orvik Tidings <news@orviktidings.example>\nObjet: {t}\nDate: 2 avril 2025\n"
    "À: Dan Roe <dan@example.org>\n\n{b}",
    "Von: Orvik Tidings <news@orviktidings.example>\nGesendet: Mittwoch, 2. April 2025 07:15\nAn: Dan Roe\nBetreff: {t}\n\n{b}",
]


def mail(body: str, subject: str = f"Fwd: {TITLE}", kind: str = "plain") -> str:
    return (
        "From: Dan Roe <dan@example.org>\nTo: desk@example.org\n"
        f"Subject: {subject}\nDate: Fri, 4 Apr 2025 09:30:00 +0200\nMIME-Version: 1.0\n"
        f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}"
    )


@pytest.mark.parametrize("form", FORWARDS)
def test_a_forward_is_its_original(form: str) -> None:
    note = "Hi all, have a look before noon.\n\nDan\n\n"
    (got,) = read(mail(note + form.format(t=TITLE, b=f"{TEXT}\n\n{MORE}")))
    assert (got.title, got.outlet, got.published) == (TITLE, "Orvik Tidings", date(2025, 4, 2))
    assert got.text == f"{TEXT}\n\n{MORE}"
    assert any("before noon" in r.text for r in got.removed)


def test_a_forward_in_html_too() -> None:
    head = "<br>".join(
        FORWARDS[0].format(t=TITLE, b="").replace("<", "&lt;").replace(">", "&gt;").strip().split("\n")
    )
    body = f"<div>Hi all, have a look.</div><div class='gmail_quote'>{head}<br><br><p>{TEXT}</p><p>{MORE}</p></div>"
    (got,) = read(mail(body, kind="html"))
    assert (got.outlet, got.published) == ("Orvik Tidings", date(2025, 4, 2))
    assert "have a look" not in got.text
    assert TEXT in got.text


HIDDEN = [
    "display:none",
    "max-height:0;overflow:hidden",
    "font-size:1px;color:#fff",
    "mso-hide:all",
    "opacity:0",
]


@pytest.mark.parametrize("style", HIDDEN)
def test_the_hidden_preview_of_a_newsletter_is_no_text(style: str) -> None:
    body = f"<html><body><div style='{style}'>Also in this issue: ferry, school, tram</div><h1>{TITLE}</h1><p>{TEXT}</p><p>{MORE}</p></body></html>"
    (got,) = read(mail(body, TITLE, "html"))
    assert "Also in this issue" not in got.text
    assert any("Also in this issue" in r.text for r in got.removed)


@pytest.mark.parametrize(
    "line",
    [
        "View in browser",
        "View this email in your browser",
        "Unsubscribe",
        "You are receiving this email because you signed up at tidings.example.",
        "Manage your preferences | Unsubscribe",
        "Im Browser ansehen",
        "Newsletter abbestellen",
        "Sie erhalten diese E-Mail, weil Sie sich angemeldet haben.",
        "Se désabonner",
        "Vous recevez cet e-mail parce que vous êtes inscrit.",
        "Ver en el navegador",
        "Darse de baja",
    ],
)
def test_lines_of_newsletters_are_no_text(line: str) -> None:
    (got,) = read(mail(f"{line}\n\n{TEXT}\n\n{MORE}\n\n{line}", TITLE))
    assert line not in got.text
    assert any(line.rstrip(".") in r.text for r in got.removed)


def test_a_newsletter_of_several_stories_is_several_articles() -> None:
    stories = "".join(
        f"<table><tr><td><h2><a href='https://tidings.example/{n}'>{t}</a></h2><p>{b}</p><a href='https://tidings.example/{n}'>Read more</a></td></tr></table>"
        for n, (t, b) in enumerate(((TITLE, TEXT), ("Town asks the ministry for a loan", MORE)))
    )
    got = read(
        mail(
            f"<html><body><h1>Orvik this week</h1>{stories}<p>Unsubscribe</p></body></html>",
            "Orvik this week",
            "html",
        )
    )
    assert [(a.title, a.url) for a in got] == [
        (TITLE, "https://tidings.example/0"),
        ("Town asks the ministry for a loan", "https://tidings.example/1"),
    ]
    assert (got[0].text, got[1].text) == (TEXT, MORE)


def test_a_plain_newsletter_of_several_stories_too() -> None:
    parts = [
        f"{TITLE}\n\n{TEXT}\n\nhttps://tidings.example/1",
        f"Town asks the ministry for a loan\n\n{MORE}\n\nhttps://tidings.example/2",
    ]
    got = read(mail("\n\n-----------\n\n".join(parts), "Orvik this week"))
    assert [a.title for a in got] == [TITLE, "Town asks the ministry for a loan"]


def test_a_mail_of_one_article_with_sub_headings_stays_one() -> None:
    body = f"<h1>{TITLE}</h1><p>{TEXT}</p><h2>What the union says</h2><p>{MORE}</p>"
    assert len(read(mail(body, TITLE, "html"))) == 1


def pdf(draw: list[tuple[float, float, float, str]], pages: int = 1) -> bytes:
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(595, 842))
    for _ in range(pages):
        for x, y, size, words in draw:
            sheet.setFont("Helvetica", size)
            sheet.drawString(x, y, words)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def wrapped(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width, break_on_hyphens=False)


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("by_row", [True, False])
def test_columns_are_read_one_after_the_other(columns: int, by_row: bool) -> None:
    texts = [TEXT, MORE, TEXT.replace("glassworks", "brickworks").replace("bottle", "brick")][:columns]
    width, step = (44, 260) if columns == 2 else (28, 175)
    cells = [
        (40 + c * step, 740 - 12 * r, 9, line)
        for c, text in enumerate(texts)
        for r, line in enumerate(wrapped(text, width))
    ]
    if by_row:
        cells.sort(key=lambda cell: (-cell[1], cell[0]))
    (got,) = load_articles("-", stdin=pdf([(40, 780, 18, TITLE), *cells])).articles
    assert got.title == TITLE
    assert all(text in " ".join(got.text.split()) for text in texts)


def test_ligatures_and_hyphens_are_undone_in_the_text() -> None:
    from qa.articles.encoding import tidy

    assert tidy("ﬁve oﬃcers ﬂed") == "five officers fled"
    lines = [
        "The owners of the glassworks want to keep the smaller fur-",
        "nace warm until the ministry has an answer to their",
        "letter of last week about the loan.",
    ]
    (got,) = load_articles(
        "-",
        stdin=pdf([(40, 780, 18, TITLE)] + [(40, 740 - 12 * n, 10, line) for n, line in enumerate(lines)]),
    ).articles
    assert "smaller furnace warm" in got.text


def test_running_heads_and_page_numbers_go() -> None:
    lines = [(40.0, 700.0 - 12 * n, 10.0, line) for n, line in enumerate(wrapped(f"{TEXT} {MORE}", 90))]
    (got,) = load_articles(
        "-", stdin=pdf([(40, 815, 10, "Orvik Tidings 2 April 2025"), *lines, (290, 20, 10, "7")], pages=3)
    ).articles
    assert "Orvik Tidings 2 April" not in got.text


def test_a_scan_says_how_to_get_its_text() -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    image = pytest.importorskip("PIL.Image").new("L", (40, 40), 200)
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    sheet.drawImage(ImageReader(image), 0, 0, 500, 700)
    sheet.save()
    with pytest.raises(LoadError, match="scan") as caught:
        load_articles("-", stdin=out.getvalue())
    assert "OCRmyPDF" in (caught.value.hint or "")

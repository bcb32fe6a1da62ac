# ruff: noqa: E501
"""Mails, feeds, lists and PDFs of the kinds that lost words or a day: three to a kind, none of them seen before."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from qa.articles.load import expand, load_articles

LEAD = "The lock at Harnby will be shut for eleven weeks from Monday, the canal office told boat owners."
SECOND = "Divers found that a third of the oak gates has been eaten by worms; new ones cost 640,000 pounds."
THIRD = "Twelve boats that winter above the lock have to leave by Sunday, or stay until the end of April."
TITLE = "Harnby lock to shut for eleven weeks"
ALL = (LEAD, SECOND, THIRD)
PARAGRAPHS = "\n\n".join(ALL)
HTML = f"<h1>{TITLE}</h1>" + "".join(f"<p>{p}</p>" for p in ALL)


def mail(
    body: str,
    *,
    subject: str = TITLE,
    sender: str = "Harnby Messenger <news@messenger.example>",
    html: bool = False,
) -> str:
    kind = "text/html" if html else "text/plain"
    return f"From: {sender}\r\nTo: desk@paper.example\r\nSubject: {subject}\r\nDate: Thu, 14 Mar 2024 07:30:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{body}"


COLLEAGUE = "Sam Roe <sam@paper.example>"
MAILS: dict[str, tuple[str, dict[str, Any]]] = {
    "preheader hidden by style": (mail(f'<div style="display:none;max-height:0">Also today: mill burns</div>{HTML}<p><a href="u">Unsubscribe</a></p>', html=True), {"gone": ("Also today", "Unsubscribe")}),
    "preheader hidden by class and size": (mail(f'<span class="preheader" style="font-size:1px;color:#fff;opacity:0">Mill burns and more</span><p><a href="v">View this email in your browser</a></p>{HTML}<p>You are receiving this because you signed up. <a href="u">Manage preferences</a></p>', html=True), {"gone": ("Mill burns", "in your browser", "receiving this")}),
    "German newsletter frame": (mail(f'<p><a href="v">Im Browser ansehen</a></p>{HTML}<p>Sie erhalten diese E-Mail, weil Sie sich angemeldet haben. <a href="u">Abmelden</a></p>', html=True), {"gone": ("Browser", "Abmelden", "erhalten diese")}),
    "forward of a web mail": (mail(f"Please read before noon.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Harnby Messenger <news@messenger.example>\r\nDate: Mon, Mar 11, 2024 at 8:05 AM\r\nSubject: {TITLE}\r\nTo: Sam Roe <sam@paper.example>\r\n\r\n\r\n{PARAGRAPHS}", subject=f"Fwd: {TITLE}", sender=COLLEAGUE), {"published": "2024-03-11", "outlet": "Harnby Messenger", "gone": ("before noon", "Forwarded")}),
    "forward of an office program": (mail(f"FYI\r\n\r\n-----Original Message-----\r\nFrom: Harnby Messenger <news@messenger.example>\r\nSent: Monday, March 11, 2024 8:05 AM\r\nTo: Sam Roe\r\nSubject: {TITLE}\r\n\r\n{PARAGRAPHS}", subject=f"FW: {TITLE}", sender=COLLEAGUE), {"published": "2024-03-11", "outlet": "Harnby Messenger", "gone": ("FYI", "Original Message")}),
    "German forward": (mail(f"Zur Kenntnis.\r\n\r\n-------- Weitergeleitete Nachricht --------\r\nBetreff: {TITLE}\r\nDatum: Mon, 11 Mar 2024 08:05:00 +0100\r\nVon: Harnby Messenger <news@messenger.example>\r\nAn: Sam Roe <sam@paper.example>\r\n\r\n{PARAGRAPHS}", subject=f"WG: {TITLE}", sender=COLLEAGUE), {"published": "2024-03-11", "outlet": "Harnby Messenger", "gone": ("Zur Kenntnis", "Weitergeleitete")}),
    "forward on a phone": (mail(f"Begin forwarded message:\r\n\r\n> From: Harnby Messenger <news@messenger.example>\r\n> Date: 11 March 2024 at 08:05:00 GMT\r\n> Subject: {TITLE}\r\n> To: Sam Roe <sam@paper.example>\r\n>\r\n> " + "\r\n>\r\n> ".join(ALL) + "\r\n\r\nSent from my phone", subject=f"Fwd: {TITLE}", sender=COLLEAGUE), {"published": "2024-03-11", "outlet": "Harnby Messenger", "gone": ("Begin forwarded", "my phone")}),
}  # fmt: skip


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_gives_the_story_and_nothing_around_it(name: str, tmp_path: Path) -> None:
    text, want = MAILS[name]
    (tmp_path / "a.eml").write_text(text, "utf-8", newline="")
    (found,) = load_articles(str(tmp_path / "a.eml")).articles
    flat = " ".join(found.text.split())
    assert found.title == TITLE
    assert [p for p in ALL if p not in flat] == []
    assert [g for g in want.get("gone", ()) if g in flat] == []
    assert str(found.published) == want.get("published", "2024-03-14")
    assert found.outlet == want.get("outlet", found.outlet)


def entry(n: int, link: str) -> str:
    return f"<item><title>Lock story {n}</title><link>{link}</link><guid isPermaLink='false'>g{n}</guid><pubDate>Thu, 14 Mar 2024 07:30:00 GMT</pubDate><description>&lt;p&gt;{LEAD} Part {n}.&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</description></item>"


FEEDS = {
    "entries with one link": ("f.rss", f"<?xml version='1.0'?><rss version='2.0'><channel><title>Harnby Messenger</title>{entry(1, 'https://m.example/')}{entry(2, 'https://m.example/')}</channel></rss>"),
    "feed that is called html": ("index.html", f"<rss version='2.0'><channel><title>Harnby Messenger</title>{entry(1, 'https://m.example/1')}{entry(2, 'https://m.example/2')}</channel></rss>"),
    "JSON Feed": ("feed.json", json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Harnby Messenger", "items": [{"id": str(n), "url": f"https://m.example/{n}", "title": f"Lock story {n}", "content_html": f"<p>{LEAD} Part {n}.</p><p>{SECOND}</p>", "date_published": "2024-03-14T07:30:00Z"} for n in (1, 2)]})),
    "Atom with content": ("a.atom", "<feed xmlns='http://www.w3.org/2005/Atom'><title>Harnby Messenger</title>" + "".join(f"<entry><id>u{n}</id><title>Lock story {n}</title><updated>2024-03-15T07:30:00Z</updated><published>2024-03-14T07:30:00Z</published><content type='html'>&lt;p&gt;{LEAD} Part {n}.&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry>" for n in (1, 2)) + "</feed>"),
}  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_each_entry_of_a_feed_is_an_article(name: str, tmp_path: Path) -> None:
    file, text = FEEDS[name]
    (tmp_path / file).write_text(text, "utf-8")
    found = list(load_articles(str(tmp_path / file)).articles)
    assert [a.title for a in found] == ["Lock story 1", "Lock story 2"]
    assert {str(a.published) for a in found} == {"2024-03-14"}
    assert {a.outlet for a in found} == {"Harnby Messenger"}


@pytest.mark.parametrize("outline", ["<outline type='rss' xmlUrl='{}'/>", "<outline text='a'><outline text='b' xmlUrl='{}'/></outline>", "<outline XMLURL='{}' title='x'/>"])  # fmt: skip
def test_a_list_of_subscriptions_names_its_feeds(outline: str, tmp_path: Path) -> None:
    (tmp_path / "s.opml").write_text(
        f"<opml version='2.0'><body>{outline.format('https://m.example/f')}</body></opml>"
    )
    assert expand([str(tmp_path / "s.opml")]) == ["https://m.example/f"]


NAMES = "Wassili Grigorjew, Jekaterina Oboljanska, Nikolai Schtscherbakow und Ludmila Worobjowa sprachen in Nischnekamsk."


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_the_stated_language_wins(name: str, tmp_path: Path) -> None:
    record = {"title": "Treffen", "text": NAMES, "language": "de"}
    text = json.dumps(record) + "\n" if name != "a.csv" else f'title,text,language\nTreffen,"{NAMES}",de\n'
    (tmp_path / name).write_text(text, "utf-8")
    assert [a.language for a in load_articles(str(tmp_path / name)).articles] == ["de"]


def pdf(lines: list[tuple[float, float, str]], *, pages: int = 1, head: str = "") -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(pages):
        canvas.setFont("Helvetica", 10)
        if head:
            canvas.drawString(60, 812, head.format(n=number + 1))
        for x, y, text in (
            lines
            if not number
            else [
                (60, 760 - 13 * n, f"Line {n} of page {number} tells of boats that wait.") for n in range(6)
            ]
        ):
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


LEFT = [
    "The lock at Harnby will be",
    "shut for eleven weeks from",
    "Monday, the canal office",
    "told boat owners in a",
    "letter that came on the",
    "first day of the month.",
]
RIGHT = [
    "Divers found that a third",
    "of the oak gates has been",
    "eaten by worms; new ones",
    "cost 640,000 pounds, and",
    "the office has to borrow",
    "the money from the county.",
]


@pytest.mark.parametrize("gap", [200, 230, 280])
def test_columns_are_read_one_after_the_other(gap: int, tmp_path: Path) -> None:
    rows = [
        cell
        for n, pair in enumerate(zip(LEFT, RIGHT, strict=True))
        for cell in ((60.0, 700.0 - 13 * n, pair[0]), (60.0 + gap, 700.0 - 13 * n, pair[1]))
    ]
    (tmp_path / "a.pdf").write_bytes(pdf([(60, 740, TITLE), *rows]))
    (found,) = load_articles(str(tmp_path / "a.pdf")).articles
    flat = " ".join(found.text.split())
    assert " ".join(LEFT) in flat
    assert " ".join(RIGHT) in flat


@pytest.mark.parametrize("head", ["Harnby Messenger", "Page {n}", "THE MESSENGER  {n}"])
def test_running_heads_go(head: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(
        pdf(
            [(60, 740 - 13 * n, f"A line of the first page tells of boats, number {n}.") for n in range(6)],
            pages=4,
            head=head,
        )
    )
    (found,) = load_articles(str(tmp_path / "a.pdf")).articles
    assert "essenger" not in found.text.casefold()
    assert "Page 2" not in found.text


@pytest.mark.parametrize(
    "parts", [("gates", "re-", "newed"), ("canal", "wa-", "ters"), ("boat", "own-", "ers")]
)
def test_words_broken_at_line_ends_are_whole(parts: tuple[str, str, str], tmp_path: Path) -> None:
    first, a, b = parts
    (tmp_path / "a.pdf").write_bytes(
        pdf(
            [
                (60, 740, f"The report on the lock says that the {first} were {a}"),
                (60, 727, f"{b} twice in the last forty years, as it should be,"),
                (60, 714, "and that nobody had looked at them since then."),
            ]
        )
    )
    (found,) = load_articles(str(tmp_path / "a.pdf")).articles
    assert a.rstrip("-") + b in found.text

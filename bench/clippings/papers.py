"""Mails, feeds, replies of news interfaces, mailboxes and PDFs (written before any was read)."""

# ruff: noqa: E501

from __future__ import annotations

import io
import json
import mailbox
import tempfile
import textwrap
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from bench.clippings import texts as t
from bench.clippings.case import Clip, Want, paragraphs

TITLE = "Calder Mutual raises savings rate"
WRAPPED = "\n\n".join(textwrap.fill(p, 70) for p in t.BANK)


def mail(subject: str, body: str, *, sender: str = "Ledger & Coin <news@ledgercoin.example>", day: str = "Tue, 14 Nov 2023 06:30:00 +0000", html: str = "", number: int = 1) -> EmailMessage:  # fmt: skip
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = sender, "desk@example.org", subject, day  # fmt: skip
    message["Message-ID"] = f"<{number}.{abs(len(body))}@example.org>"
    if body:
        message.set_content(body)
    if html and body:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message


def mails() -> Iterator[Clip]:
    """Forwards, newsletters, preheaders."""
    want = Want(TITLE, date(2023, 11, 14), (), "Ledger & Coin", t.BANK)
    forwarded = f"FYI\n\n-----Original Message-----\nFrom: Ledger & Coin <news@ledgercoin.example>\nSent: Tuesday, November 14, 2023 7:15 AM\nTo: Ivo Berg\nSubject: {TITLE}\n\n{WRAPPED}\n"
    yield Clip("mail-forward-outlook", "a.eml", bytes(mail(f"FW: {TITLE}", forwarded, sender="Ivo Berg <ivo@example.org>", day="Thu, 16 Nov 2023 09:00:00 +0100")), (want,), ("FYI", "Original Message"), frozenset({"authors"}))  # fmt: skip
    forwarded = f"Liebe Kollegen, siehe unten.\n\nAnfang der weitergeleiteten Nachricht:\n\nVon: Ledger & Coin <news@ledgercoin.example>\nBetreff: {TITLE}\nDatum: 14. November 2023 um 07:15:00 MEZ\nAn: Ivo Berg <ivo@example.org>\n\n{WRAPPED}\n\n--\nIvo Berg\nPressestelle\n"
    yield Clip("mail-forward-apple-german", "a.eml", bytes(mail(f"WG: {TITLE}", forwarded, sender="Ivo Berg <ivo@example.org>", day="Thu, 16 Nov 2023 09:00:00 +0100")), (want,), ("Liebe Kollegen", "weitergeleiteten", "Pressestelle"), frozenset({"authors"}))  # fmt: skip
    html = f'<html><body><span class="preheader" style="color:transparent;visibility:hidden;opacity:0;height:0;width:0;font-size:1px">Savers smile at last &#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;</span><table width="600"><tr><td align="center"><a href="#">View this email in your browser</a></td></tr><tr><td><h1>{TITLE}</h1>{paragraphs(*t.BANK)}</td></tr><tr><td><p>You are receiving this email because you signed up at ledgercoin.example.</p><p><a href="#">Update your preferences</a> or <a href="#">unsubscribe from this list</a></p><p>Ledger & Coin, 4 Quay Row, Calderford</p></td></tr></table></body></html>'
    yield Clip("mail-preheader-transparent", "a.eml", bytes(mail(TITLE, "", html=html)), (want,), ("Savers smile", "in your browser", "unsubscribe", "Update your preferences"), frozenset({"authors"}))  # fmt: skip
    html = f'<html><body><div style="display:none!important;mso-hide:all">Heute: Zinsen, Freibad, Fähre</div><p style="font-size:11px">Wird diese E-Mail nicht richtig dargestellt? <a href="#">Im Browser ansehen</a></p><h2>Freibad für einen Euro</h2>{paragraphs(*t.DE)}<p>Sie erhalten diese E-Mail, weil Sie den Newsletter abonniert haben. <a href="#">Newsletter abbestellen</a></p></body></html>'
    yield Clip("mail-preheader-german", "a.eml", bytes(mail("Freibad für einen Euro", "", html=html, sender="Further Blatt <brief@further.example>")), (Want("Freibad für einen Euro", date(2023, 11, 14), (), "Further Blatt", t.DE),), ("Heute: Zinsen", "Im Browser", "abbestellen", "richtig dargestellt"), frozenset({"authors"}))  # fmt: skip
    stories = (("Savers get more at Calder Mutual", t.BANK), ("Bells stolen in Vintera", t.MUSEUM), ("Ward on Osk will close", t.CLINIC))  # fmt: skip
    html = "<html><body><h1>The Morning Ledger</h1><p>Good morning. Three stories today.</p>" + "".join(f'<h2><a href="https://ledger.example/{n}">{h}</a></h2>{paragraphs(*ps)}<p><a href="https://ledger.example/{n}">Read the full story</a></p><hr>' for n, (h, ps) in enumerate(stories)) + "<p>You get this letter because you asked for it. <a href='#'>Unsubscribe</a></p></body></html>"  # fmt: skip
    yield Clip("mail-newsletter-three-stories", "a.eml", bytes(mail("The Morning Ledger: savers, bells, babies", "", html=html, sender="The Morning Ledger <m@ledger.example>")), tuple(Want(h, date(2023, 11, 14), (), "The Morning Ledger", ps) for h, ps in stories), ("Unsubscribe", "Read the full story"), frozenset({"authors"}))  # fmt: skip
    plain = "THE MORNING LEDGER\n14 November 2023\n\n" + "\n\n".join(f"{h.upper()}\n{'=' * len(h)}\n\n" + "\n\n".join(textwrap.fill(p, 68) for p in ps) + f"\n\nRead on: https://ledger.example/{n}" for n, (h, ps) in enumerate(stories)) + "\n\nUnsubscribe: https://ledger.example/u\n"  # fmt: skip
    yield Clip("mail-newsletter-plain", "a.eml", bytes(mail("The Morning Ledger: savers, bells, babies", plain, sender="The Morning Ledger <m@ledger.example>")), tuple(Want(h.upper(), date(2023, 11, 14), (), "The Morning Ledger", ps) for h, ps in stories), ("Unsubscribe", "Read on"), frozenset({"authors"}))  # fmt: skip


def boxes() -> Iterator[Clip]:
    """Mailboxes: one file, many mails."""
    three = [mail(TITLE, WRAPPED, number=1), mail("Bells stolen in Vintera", "\n\n".join(t.MUSEUM), sender="Vintera Voice <n@vinteravoice.example>", day="Mon, 22 Jan 2024 06:00:00 +0000", number=2), mail("Freibad für einen Euro", "", html=f"<html><body><h1>Freibad für einen Euro</h1>{paragraphs(*t.DE)}</body></html>", sender="Further Blatt <b@further.example>", day="Mon, 12 Feb 2024 06:00:00 +0000", number=3)]  # fmt: skip
    wants = (Want(TITLE, date(2023, 11, 14), (), "Ledger & Coin", t.BANK), Want("Bells stolen in Vintera", date(2024, 1, 22), (), "Vintera Voice", t.MUSEUM), Want("Freibad für einen Euro", date(2024, 2, 12), (), "Further Blatt", t.DE))  # fmt: skip
    yield Clip("mbox-three", "post.mbox", boxed(three), wants, ("From ",), frozenset({"authors"}))
    yield Clip("mbox-no-suffix-crlf", "INBOX", boxed(three).replace(b"\n", b"\r\n"), wants, (), frozenset({"authors"}))  # fmt: skip
    quoted = mail("From here to there", "From the first day on, the lender paid less.\n\n" + WRAPPED + "\n\nFrom now on it pays more.")  # fmt: skip
    yield Clip("mbox-from-at-line-start", "q.mbox", boxed([quoted, three[1]]), (Want("From here to there", date(2023, 11, 14), (), "Ledger & Coin", ("From the first day on, the lender", *t.BANK, "From now on it pays more.")), wants[1]), (">From",), frozenset({"authors"}))  # fmt: skip
    one = boxed(three[:1])
    yield Clip("mbox-one-mail", "one.mbox", one, wants[:1], (), frozenset({"authors"}))


def boxed(messages: list[EmailMessage]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "box"
        box = mailbox.mbox(path)
        for message in messages:
            box.add(message)
        box.flush()
        box.close()
        return path.read_bytes()


def feeds() -> Iterator[Clip]:
    """Feeds whose entries share a link, feeds under other names, replies that are cut."""
    heads = ("Savers get more", "Bells gone", "Ward to close")
    bodies = (t.BANK, t.MUSEUM, t.CLINIC)
    wants = tuple(Want(h, date(2024, 1, 22 + n), (), "Ledger Wire", b) for n, (h, b) in enumerate(zip(heads, bodies, strict=True)))  # fmt: skip
    atom = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Ledger Wire</title><link href="https://wire.example/"/><id>urn:f</id><updated>2024-01-24T00:00:00Z</updated>' + "".join(f'<entry><title>{w.title}</title><id>urn:{n}</id><link href="https://wire.example/today"/><published>{w.day}T06:00:00Z</published><updated>2024-02-01T00:00:00Z</updated><content type="html">{paragraphs(*w.keep).replace("<", "&lt;")}</content></entry>' for n, w in enumerate(wants)) + "</feed>"  # fmt: skip
    yield Clip(
        "feed-atom-one-link-called-html", "feed.html", atom.encode(), wants, (), frozenset({"authors"})
    )
    rdf = '<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel rdf:about="https://wire.example/"><title>Ledger Wire</title><link>https://wire.example/</link><description>x</description></channel>' + "".join(f'<item rdf:about="https://wire.example/today#{n}"><title>{w.title}</title><link>https://wire.example/today</link><dc:date>{w.day}T06:00:00+00:00</dc:date><content:encoded><![CDATA[{paragraphs(*w.keep)}]]></content:encoded></item>' for n, w in enumerate(wants)) + "</rdf:RDF>"  # fmt: skip
    yield Clip("feed-rdf-one-link", "feed.rdf", rdf.encode(), wants, (), frozenset({"authors"}))
    cut = t.BANK[2][:60]
    reply = {"totalResults": 1, "articles": [{"source": {"name": "Ledger & Coin"}, "author": "Imogen Frayle", "title": f"{TITLE} | Ledger & Coin", "description": t.BANK[1], "publishedAt": "2023-11-14T06:30:00Z", "url": "https://l.example/1", "content": f"{t.BANK[0]}\r\n{t.BANK[1]}\r\n{cut}… [+2210 chars]"}]}  # fmt: skip
    yield Clip("reply-cut-with-bar", "a.json", json.dumps(reply).encode(), (Want(TITLE, date(2023, 11, 14), ("Imogen Frayle",), "Ledger & Coin", t.BANK[:2]),), ("+2210", "… ["))  # fmt: skip
    reply["articles"][0].update(
        title=f"{TITLE} - Ledger & Coin Online", content=f"{t.BANK[0]}\n{t.BANK[1]}\n{cut}...[2210 chars]"
    )  # type: ignore[index]
    yield Clip("reply-cut-other-spelling", "a.json", json.dumps(reply).encode(), (Want(TITLE, date(2023, 11, 14), ("Imogen Frayle",), "Ledger & Coin", t.BANK[:2]),), ("2210", "...["))  # fmt: skip


def drawn(pages: list[list[tuple[float, float, float, str]]], *, font: str = "Times-Roman") -> bytes:
    """A PDF of lines at (x, y, size)."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    rl_config.invariant = 1
    if font == "Vera":
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for lines in pages:
        for x, y, size, words in lines:
            canvas.setFont(font, size)
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdfs() -> Iterator[Clip]:
    """Columns, ligatures, running heads, hyphens."""
    left = [line for p in t.MUSEUM[:2] for line in textwrap.wrap(p, 34)]
    right = [line for p in t.MUSEUM[2:] for line in textwrap.wrap(p, 34)]
    rows: list[tuple[float, float, float, str]] = [(50, 790, 20, "Four bells stolen in Vintera")]
    for n in range(max(len(left), len(right))):
        rows += [(50, 750 - 15 * n, 11, left[n])] if n < len(left) else []
        rows += [(310, 750 - 15 * n, 11, right[n])] if n < len(right) else []
    yield Clip("pdf-two-columns-by-row-head-above", "a.pdf", drawn([rows]), (Want("Four bells stolen in Vintera", None, (), None, t.MUSEUM),), (), frozenset({"outlet", "authors", "day"}))  # fmt: skip
    cols = [[line for p in part for line in textwrap.wrap(p, 24)] for part in (t.CLINIC[:2], t.CLINIC[2:4], t.CLINIC[4:])]  # fmt: skip
    rows = [(40, 790, 20, "No births on Osk from June")]
    for n in range(max(map(len, cols))):
        rows += [(40 + 180 * c, 750 - 14 * n, 10.5, col[n]) for c, col in enumerate(cols) if n < len(col)]
    yield Clip("pdf-three-columns-by-row", "a.pdf", drawn([rows]), (Want("No births on Osk from June", None, (), None, t.CLINIC),), (), frozenset({"outlet", "authors", "day"}))  # fmt: skip
    lines = ["The ﬁrst ﬂood of the year ﬁlled the cellars of the shipping ﬁrm on the quay.", "“It is hard to be ﬁrm with a ﬂood,” said its ﬁnance chief, Tess Fairﬁeld."]  # fmt: skip
    yield Clip("pdf-ligatures-all", "a.pdf", drawn([[(50, 790, 18, "Flood in ﬁve cellars"), *((50, 750 - 30 * n, 11, w) for n, w in enumerate(lines))]], font="Vera"), (Want("Flood in five cellars", None, (), None, ("The first flood of the year filled the cellars of the shipping firm", "hard to be firm with a flood,” said its finance chief, Tess Fairfield")),), (), frozenset({"outlet", "authors", "day"}))  # fmt: skip
    both = [line for p in (*t.MINE, *t.CLINIC) for line in (*textwrap.wrap(p, 80), "")]
    both = [w.replace("number of 26 years", "num-\nber") for w in both]
    pages = []
    for number in range(2):
        part = both[number * len(both) // 2 : (number + 1) * len(both) // 2]
        head = [(50.0, 815.0, 8.0, f"FELLSIDE STANDARD   Friday 3 May 2024   Page {number + 4}"), (280.0, 30.0, 8.0, f"- {number + 4} -")]  # fmt: skip
        top = [(50.0, 780.0, 18.0, "Two closures, one valley")] if not number else []
        pages.append([*head, *top, *((50.0, 750.0 - 15 * n, 11.0, w) for n, w in enumerate(part) if w)])
    yield Clip("pdf-running-heads", "a.pdf", drawn(pages), (Want("Two closures, one valley", None, (), None, (t.MINE[0], t.MINE[2], t.CLINIC[1], t.CLINIC[4])),), ("FELLSIDE STANDARD", "- 5 -"), frozenset({"outlet", "authors", "day"}))  # fmt: skip


def papers() -> Iterator[Clip]:
    for group in (mails, boxes, feeds, pdfs):
        yield from group()

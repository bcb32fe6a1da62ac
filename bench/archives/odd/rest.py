"""Wires, feeds, clippers, mails, containers and unknown archives of the fourth set, filled with odd stories."""

from __future__ import annotations

import csv
import gzip
import io
import json
import plistlib
import quopri
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from html import escape

from bench.archives import forms
from bench.archives.cases import Case
from bench.archives.clippers import tarred
from bench.archives.forms import Block, zipped
from bench.archives.odd.presses import Found, coded, texts
from bench.archives.odd.texts import bare, day_of, english_day, printed, some
from bench.archives.stories import Story

G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def marked(s: Story) -> str:
    """The body as the marked-up paragraphs of a wire or a page."""
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in s.table)
    return "".join(f"<p>{escape(p)}</p>" for p in printed(s)) + (f"<table>{rows}</table>" if rows else "")


def wires() -> Iterator[Case]:
    gone = ("Embargo-free", "lamp-slug", "For subscribers", "Ed. note")

    def nitf(s: Story, *, ruled: bool = False) -> str:
        body = marked(s).replace("</p>", "</p><hr/>", 1) if ruled else marked(s)
        by = "".join(f"<byline>{escape(a)}</byline>" for a in s.authors)
        return f'<nitf uno="uno{s.number}"><head><title>{escape(s.title)}</title><meta name="slug" content="lamp-slug"/><docdata><doc-id id-string="uno{s.number}"/><urgency ed-urg="5"/><date.issue norm="{s.day:%Y%m%d}T070000Z"/><ed-msg info="Ed. note"/><doc.copyright year="{s.day.year}" holder="x"/></docdata><pubdata type="print" name="{escape(s.outlet)}" date.publication="{s.day:%Y%m%d}" position.section="{s.section}" position.sequence="{s.page}"/></head><body><body.head><hedline><hl1>{escape(s.title)}</hl1></hedline>{by}</body.head><body.content><block>{body}</block></body.content><body.end><tagline>For subscribers</tagline></body.end></body></nitf>'  # fmt: skip

    def g2(s: Story, content: str) -> str:
        who = "".join(f"<creator role='ctrol:author'><name>{escape(a)}</name></creator>" for a in s.authors)
        return f'<newsItem {G2} guid="urn:odd:{s.number}" version="2" standard="NewsML-G2" standardversion="2.9" xml:lang="{s.language}"><catalogRef href="http://x.example/c.xml"/><rightsInfo><usageTerms>Embargo-free</usageTerms></rightsInfo><itemMeta><itemClass qcode="ninat:text"/><provider literal="{escape(s.outlet)}"/><versionCreated>{s.day}T10:00:00Z</versionCreated><firstCreated>{s.day}T07:00:00Z</firstCreated><pubStatus qcode="stat:usable"/><title>lamp-slug</title></itemMeta><contentMeta><contentCreated>{s.day}T07:00:00Z</contentCreated>{who}<language tag="{s.language}"/><slugline>lamp-slug</slugline><headline>{escape(s.title)}</headline></contentMeta><contentSet>{content}</contentSet></newsItem>'  # fmt: skip

    head = '<?xml version="1.0" encoding="UTF-8"?>'
    for n, languages in enumerate(("en", "en de fr", "es it pt", "ru sv nl")):
        found = some(9000 + n * 53, 6, languages)
        inner = [g2(s, f'<inlineXML contenttype="application/nitf+xml">{nitf(s)}</inlineXML>') for s in found]
        yield Case(f"newsml-g2/nitf-{languages.replace(' ', '')}", "x.xml", f'{head}<newsMessage {G2}><header><sent>2024-05-06T09:00:00Z</sent></header><itemSet>{"".join(inner)}</itemSet></newsMessage>'.encode(), found, gone)  # fmt: skip
        found = some(9300 + n * 53, 6, languages)
        inner = [g2(s, f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><article>{marked(s)}</article></body></html></inlineXML>') for s in found]  # fmt: skip
        yield Case(f"newsml-g2/article-{languages.replace(' ', '')}", "x.xml", f'{head}<newsMessage {G2}><itemSet>{"".join(inner)}</itemSet></newsMessage>'.encode(), found, gone)  # fmt: skip
        one = some(9500 + n, 1, languages.split()[-1])
        yield Case(f"nitf/ruled-{languages.replace(' ', '')}", "x.xml", f"{head}{nitf(one[0], ruled=True)}".encode(), one, gone)  # fmt: skip
        found = some(9600 + n * 53, 5, languages)
        packed = {f"wire/{s.day:%Y/%m/%d}/{s.number}.xml": f"{head}{nitf(s)}".encode() for s in found}
        yield Case(f"nitf/tar-{languages.replace(' ', '')}", "x.tar.gz", tarred(packed), found, gone)
        found = some(9800 + n * 53, 5, languages)
        items = "".join(f'<NewsItem><Identification><NewsIdentifier><ProviderId>x.example</ProviderId><DateId>{s.day:%Y%m%d}</DateId><NewsItemId>N{s.number}</NewsItemId><RevisionId>1</RevisionId></NewsIdentifier></Identification><NewsManagement><NewsItemType FormalName="News"/><FirstCreated>{s.day:%Y%m%d}T070000Z</FirstCreated><Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsComponent><Role FormalName="Main"/><NewsLines><HeadLine>{escape(s.title)}</HeadLine>{"".join(f"<ByLine>{escape(a)}</ByLine>" for a in s.authors)}<NewsLine><NewsLineType FormalName="lamp-slug"/><NewsLineText>lamp-slug</NewsLineText></NewsLine></NewsLines><AdministrativeMetadata><Source><Party FormalName="{escape(s.outlet)}"/></Source></AdministrativeMetadata><DescriptiveMetadata><Language FormalName="{s.language}"/></DescriptiveMetadata><ContentItem><MediaType FormalName="Text"/><DataContent><body><body.content>{marked(s)}</body.content></body></DataContent></ContentItem></NewsComponent><NewsComponent><Role FormalName="Photo"/><ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent></NewsComponent></NewsItem>' for s in found)  # fmt: skip
        yield Case(f"newsml 1.2/nested-{languages.replace(' ', '')}", "x.xml", f"{head}<NewsML Version='1.2'><NewsEnvelope><DateAndTime>20240506T090000Z</DateAndTime></NewsEnvelope>{items}</NewsML>".encode(), found, gone)  # fmt: skip


def feeds() -> Iterator[Case]:
    """JSON and CSV as services and analysts' tools give them, and feeds with the whole text."""
    gone = ("Premium", "lamp-slug")
    for n, languages in enumerate(("en", "en de fr", "es it pt")):
        found = some(11000 + n * 59, 6, languages)
        name = languages.replace(" ", "")
        ninjs = [{"uri": f"urn:odd:{s.number}", "type": "text", "language": s.language, "version": "1", "versioncreated": f"{s.day}T07:00:00Z", "pubstatus": "usable", "headline": s.title, "byline": "By " + " and ".join(s.authors) if s.authors else "", "infosource": [{"name": s.outlet}], "slugline": "lamp-slug", "body_xhtml": f"<div>{marked(s)}</div>"} for s in found]  # fmt: skip
        yield Case(f"ninjs/lines-{name}", "x.jsonl", "\n".join(json.dumps(x, ensure_ascii=False) for x in ninjs).encode(), found, gone)  # fmt: skip
        yield Case(f"ninjs/wrapped-{name}", "x.json", json.dumps({"_meta": {"total": 6}, "_items": ninjs}, indent=1).encode("utf-8-sig"), found, gone)  # fmt: skip
        found = some(11300 + n * 59, 5, languages)
        wire = [{"altids": {"itemid": f"i{s.number}"}, "version": 1, "type": "text", "pubstatus": "usable", "firstcreated": f"{s.day}T07:00:00Z", "versioncreated": f"{s.day}T09:00:00Z", "language": s.language, "headline": s.title, "slugline": "lamp-slug", "bylines": [{"by": f"By {' and '.join(s.authors)}"}] if s.authors else [], "provider": s.outlet, "body_nitf": marked(s)} for s in found]  # fmt: skip
        yield Case(f"wire json/items-{name}", "x.json", json.dumps({"data": {"updated": "x", "items": [{"item": x} for x in wire]}}).encode(), found, gone)  # fmt: skip
        search = {"response": {"status": "ok", "total": 5, "results": [{"id": f"coast/{s.number}", "type": "article", "sectionName": s.section, "webPublicationDate": f"{s.day}T07:00:00Z", "webTitle": s.title, "webUrl": f"https://p.example/{s.number}", "fields": {"headline": s.title, "byline": " and ".join(s.authors), "publication": s.outlet, "body": marked(s), "wordcount": str(s.words)}} for s in found]}}  # fmt: skip
        yield Case(f"service/content-api-{name}", "x.json", json.dumps(search).encode(), found, gone)
        events = {"articles": {"page": 1, "count": 5, "results": [{"uri": str(s.number), "lang": {"en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "pt": "por"}[s.language], "isDuplicate": False, "date": str(s.day), "time": "07:00:00", "url": f"https://p.example/{s.number}", "title": s.title, "body": "\n\n".join(printed(s)), "source": {"uri": "p.example", "dataType": "news", "title": s.outlet}, "authors": [{"name": a, "type": "author"} for a in s.authors], "image": "https://p.example/a.jpg", "sentiment": 0.1} for s in found]}}  # fmt: skip
        plain = tuple(replace(s, table=()) for s in found)
        yield Case(f"service/events-{name}", "x.json", json.dumps(events, indent=2).encode(), plain, gone)
        out = io.StringIO()
        rows = csv.writer(out, delimiter=";" if n == 1 else ",")
        rows.writerow(["Date", "Headline", "Source", "Author", "Language", "URL", "Full Text", "Reach"])
        rows.writerows([[s.day.isoformat(), s.title, s.outlet, "; ".join(s.authors), s.language, f"https://p.example/{s.number}", "\n\n".join(printed(s)), "12000"] for s in found])  # fmt: skip
        yield Case(f"service/csv-{name}", "x.csv", out.getvalue().encode("utf-8-sig"), plain, gone)
        entries = "".join(f'<item><title>{escape(s.title)}</title><link>https://p.example/{s.number}</link><guid>{s.number}</guid><pubDate>{s.day:%a, %d %b %Y} 07:00:00 GMT</pubDate>{"".join(f"<dc:creator>{escape(a)}</dc:creator>" for a in s.authors)}<description>Premium</description><content:encoded><![CDATA[{marked(s)}]]></content:encoded></item>' for s in found)  # fmt: skip
        yield Case(f"feed/whole-{name}", "x.xml", f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{escape(found[0].outlet)}</title>{entries}</channel></rss>'.encode(), found, gone, ("outlet",))  # fmt: skip


def page(s: Story) -> str:
    ld = {"@context": "https://schema.org", "@type": "ReportageNewsArticle", "headline": s.title, "datePublished": f"{s.day}T07:00:00Z", "author": [{"@type": "Person", "name": a} for a in s.authors], "publisher": {"@type": "NewsMediaOrganization", "name": s.outlet}}  # fmt: skip
    return f'<!doctype html><html lang="{s.language}"><head><meta charset="utf-8"><title>{escape(s.title)} - {escape(s.outlet)}</title><script type="application/ld+json">{json.dumps(ld)}</script></head><body><header><a href="/">Start</a></header><article><h1>{escape(s.title)}</h1><figure><img alt="" src="l.jpg"><figcaption>The lamp at dusk</figcaption></figure><div class="story-body">{marked(s)}</div></article><section class="related"><h2>Read next</h2><a href="/2">Crane falls asleep</a></section><footer>Contact the desk</footer></body></html>'  # fmt: skip


def clips() -> Iterator[Case]:
    gone = ("Read next", "Crane falls", "Contact the desk")
    for n, languages in enumerate(("en", "de", "fr es", "en it sv")):
        name = languages.replace(" ", "")
        found = tuple(replace(s, url=f"https://p.example/{s.number}") for s in some(13000 + n * 61, 6, languages))  # fmt: skip
        one = found[:1]
        body = quopri.encodestring(page(found[0]).encode()).decode()
        yield Case(f"clip/mhtml-{name}", "x.mhtml", f'From: <Saved by Blink>\r\nSnapshot-Content-Location: {found[0].url}\r\nSubject: =?utf-8?Q?lamp?=\r\nDate: Mon, 6 May 2024 09:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Multi--x----"\r\n\r\n------Multi--x----\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: {found[0].url}\r\n\r\n{body}\r\n------Multi--x----\r\nContent-Type: text/html\r\nContent-ID: <frame-2@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://ads.example/f\r\n\r\n<html><body><p>Buy a boat before Friday and save.</p></body></html>\r\n------Multi--x------\r\n'.encode(), one, (*gone, "Buy a boat"), url=True)  # fmt: skip
        frames = {"WebMainResource": {"WebResourceData": page(found[1]).encode(), "WebResourceURL": found[1].url, "WebResourceMIMEType": "text/html", "WebResourceTextEncodingName": "UTF-8", "WebResourceFrameName": ""}, "WebSubframeArchives": [{"WebMainResource": {"WebResourceData": b"<p>Buy a boat</p>", "WebResourceURL": "https://ads.example/f", "WebResourceMIMEType": "text/html", "WebResourceTextEncodingName": "UTF-8", "WebResourceFrameName": "f"}}]}  # fmt: skip
        yield Case(f"clip/webarchive-frames-{name}", "x.webarchive", plistlib.dumps(frames, fmt=plistlib.FMT_BINARY), found[1:2], (*gone, "Buy a boat"), url=True)  # fmt: skip
        notes = "".join(f'<note><title>{escape(s.title)}</title><created>20240506T090000Z</created><note-attributes>{"".join(f"<author>{escape(a)}</author>" for a in (", ".join(s.authors),) if a)}<source>web.clip</source><source-url>{s.url}</source-url></note-attributes><content><![CDATA[<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note>{"".join(f"<div>{escape(p)}</div><div><br/></div>" for p in s.paragraphs)}<hr/></en-note>]]></content></note>' for s in found)  # fmt: skip
        yield Case(f"clip/enex-{name}", "x.enex", f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export3.dtd"><en-export>{notes}</en-export>'.encode(), tuple(replace(s, table=()) for s in found), gone, ("outlet", "published"), url=True)  # fmt: skip
        md = {f"Clippings/{s.number}.md": ("---\n" + f"title: {json.dumps(s.title, ensure_ascii=False)}\nsource: {s.url}\nauthor: [{', '.join(json.dumps(a, ensure_ascii=False) for a in s.authors)}]\npublished: {s.day}\ncreated: 2024-05-06\nsite: {json.dumps(s.outlet, ensure_ascii=False)}\ntags: [clippings, read]\n---\n\n" + "\n\n".join(s.paragraphs) + "\n").encode() for s in found}  # fmt: skip
        yield Case(f"clip/vault-{name}", "vault.zip", zipped({**md, "Clippings/.obsidian/app.json": b"{}", "Clippings/cover.png": b"\x89PNG"}), tuple(replace(s, table=()) for s in found), ("clippings",), url=True)  # fmt: skip


def alert(subject: str, text: str, html: str = "", files: dict[str, bytes] | None = None, sender: str = "alerts@service.example") -> bytes:  # fmt: skip
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "desk@newsroom.example", subject
    mail["Date"] = "Mon, 06 May 2024 09:00:00 +0000"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, data in (files or {}).items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def mails() -> Iterator[Case]:
    """What archives send by mail: exports attached, alerts with the whole text, alerts with links alone."""
    for n, languages in enumerate(("en", "en de", "fr es")):
        name = languages.replace(" ", "")
        found = some(15000 + n * 67, 5, languages, tables=False)
        blocks = [b for s in found for b in (Block("", "break"), Block(s.title, "title"), Block(s.outlet), Block(english_day(s)), Block(f"Copyright {s.day.year} {s.outlet} All Rights Reserved"), Block(f"Section: {s.section.upper()}; Pg. {s.page}"), Block(f"Length: {s.words} words"), *([Block(f"Byline: {' and '.join(s.authors)}")] if s.authors else []), Block("Body"), *texts(s), Block("Load-Date: May 5, 2024"), Block("End of Document"))]  # fmt: skip
        yield Case(f"mail/delivery-{name}", "x.eml", alert("Nexis: your requested documents", "The documents that you asked for are attached.\n", files={"Files (5).docx": forms.docx(blocks)}), found, ("you asked for", "Load-Date"))  # fmt: skip
        found = some(15200 + n * 67, 4, languages, tables=False)
        full = "\n".join(f"{code} {value}\n" if code not in ("LP", "TD") else f"{code}\n{value}\n" for s in found for code, value in coded(s))  # fmt: skip
        yield Case(f"mail/coded-alert-{name}", "x.eml", alert("Factiva Alert: fog", full + "\n\nYou can edit this alert at any time.\n"), found, ("Political/General", "edit this alert"))  # fmt: skip
        hits = "".join(f'<table><tr><td><a href="https://www.google.com/url?rct=j&sa=t&url=https://p.example/{s.number}&ct=ga"><span>{escape(s.title)}</span></a><div><span>{escape(s.outlet)}</span></div><div>{escape(s.paragraphs[0][:90])}\u00a0...</div></td></tr></table>' for s in found)  # fmt: skip
        text = "".join(f"{s.title}\n{s.outlet}\n{s.paragraphs[0][:90]} ...\n<https://www.google.com/url?rct=j&sa=t&url=https://p.example/{s.number}&ct=ga>\n\n" for s in found)  # fmt: skip
        yield Case(f"mail/link-alert-{name}", "x.eml", alert("Google Alert - fog", f"=== News - 4 new results for [fog] ===\n\n{text}", f"<html><body><h3>fog</h3><p>Daily update \u22c5 May 6, 2024</p>{hits}<p>Unsubscribe from this alert</p></body></html>", sender="googlealerts-noreply@google.com"), (), refused="link")  # fmt: skip
        rows = "".join(f'<p><b>{i}. <a href="https://www.proquest.com/docview/{s.number}">{escape(s.title)}</a></b><br>{escape("; ".join(s.authors))}<br>{escape(s.outlet)}; Port Everard [Port Everard] {s.day:%d %b %Y}: {s.page}.<br><a href="https://www.proquest.com/docview/{s.number}">Full text</a></p>' for i, s in enumerate(found, 1))  # fmt: skip
        yield Case(f"mail/list-alert-{name}", "x.eml", alert("ProQuest Alert: fog", "\n".join(f"{i}. {s.title}\n{s.outlet}; {s.day:%d %b %Y}\nhttps://www.proquest.com/docview/{s.number}\n" for i, s in enumerate(found, 1)), f"<html><body><p>4 new documents match your search</p>{rows}</body></html>"), (), refused="link")  # fmt: skip


def packs() -> Iterator[Case]:
    gone = ("Read next", "Crane falls", "Political/General")
    for n, languages in enumerate(("en", "en de", "fr es it")):
        name = languages.replace(" ", "")
        found = some(17000 + n * 71, 6, languages, tables=False)
        codes = "\n".join(f"{code}  {value}\n" for s in found[2:4] for code, value in coded(s))
        blocks = [b for s in found[4:] for b in (Block("", "break"), Block(s.title, "title"), Block(s.outlet), Block(english_day(s)), Block(f"Length: {s.words} words"), *([Block(f"Byline: {' and '.join(s.authors)}")] if s.authors else []), Block("Body"), *texts(s), Block("Load-Date: May 5, 2024"), Block("End of Document"))]  # fmt: skip
        yield Case(f"pack/mixed-{name}", "x.zip", zipped({"web/a.html": page(found[0]), "web/b.html": page(found[1]), "factiva.txt": codes, "nexis/x.rtf": forms.rtf(blocks), "Thumbs.db": b"\x00", "notes/~$x.docx": b"\x01"}), found, gone)  # fmt: skip
        found = some(17300 + n * 71, 5, languages)
        records = b"".join(f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://p.example/{s.number}{ending}\r\nWARC-Date: 2024-05-06T09:00:00Z\r\nWARC-Record-ID: <urn:uuid:{s.number}{kind}{ending}>\r\nContent-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n" for s in found for kind, ending, http in (("request", "", b"GET / HTTP/1.1\r\nHost: p.example\r\n\r\n"), ("response", "", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(s).encode()), ("response", "/a.css", b"HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\np{}"), ("response", "/gone", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html><body><h1>Not here</h1><p>The page that you look for has moved away for good.</p></body></html>")))  # fmt: skip
        yield Case(f"pack/warc-{name}", "x.warc.gz", gzip.compress(records), found, (*gone, "moved away"))
        found = some(17600 + n * 71, 5, languages)
        letters = {f"in/{s.number}.eml": alert(s.title, "\n\n".join(printed(s)), sender=f"{s.outlet} <desk@p.example>") for s in found}  # fmt: skip
        plain = tuple(replace(s, table=(), day=date(2024, 5, 6)) for s in bare(found))  # of the mail
        yield Case(f"pack/letters-{name}", "x.tar", tarred(letters, mode="w"), plain, (), ("outlet", "authors"))  # fmt: skip


def unknown() -> Iterator[Case]:
    """Archives that no reader is made for: several articles in a file that must not become one."""
    found = some(19000, 4, "en", tables=False)
    german = some(19100, 4, "de", tables=False)
    bank = "\n".join(f"Paper: {s.outlet}\nTitle: {s.title}\nDate: {s.day:%B} {s.day.day}, {s.day.year}\nSection: {s.section}\nPage: {s.page}\n\n" + "\n\n".join(printed(s)) + f"\n\nAuthor: {', '.join(s.authors)}\nSection: {s.section}\nRecord Number: MERLIN_{s.number}\nCopyright (c) {s.day.year} {s.outlet}\n\n" for s in found)  # fmt: skip
    gale = "\n".join(f"Title: {s.title}\nAuthor(s): {', '.join(s.authors)}\nPublication Details: {s.outlet} {s.day}\nSource: Gale OneFile: News\nDocument Type: Article\nURL: https://link.gale.example/{s.number}\n\nFull Text:\n" + "\n\n".join(printed(s)) + f"\n\nCOPYRIGHT {s.day.year} {s.outlet}\nGale Document Number: GALE|A{s.number}\n" for s in found)  # fmt: skip
    north = ("\n" + "=" * 79 + "\n").join(f"{s.title}\n{s.outlet}, {s.day}\nSida {s.page}\n\n" + "\n\n".join(printed(s)) + f"\n\n© {s.outlet}\nSe hela artikeln på https://app.example/{s.number}" for s in found)  # fmt: skip
    wiso = "\n".join(f"DOKUMENTNUMMER: {s.number}\nQUELLE: {s.outlet} vom {day_of(s)}, S. {s.page}\nTITEL: {s.title}\nAUTOR: {', '.join(s.authors)}\nRESSORT: {s.section}\n\n" + "\n\n".join(printed(s)) + "\n\nDAUERHAFTE ADRESSE DES DOKUMENTS: https://w.example\n" for s in german)  # fmt: skip
    host = "\n".join(f"Record: {n}\nTitle: {s.title}\nAuthors: {'; '.join(s.authors)}\nSource: {s.outlet}; {s.day:%d%b%Y}; {s.page}\nAccession Number: 2W{s.number}\nDatabase: Newspaper Source\n\nHTML Full Text\n\n" + "\n\n".join(printed(s)) + "\n" for n, s in enumerate(found, 1))  # fmt: skip
    for name, text in {"bank": bank, "gale": gale, "north": north, "wiso": wiso, "host": host}.items():
        yield Case(f"unknown/{name}", "x.txt", text.encode(), (), refused="--as")
        yield Case(f"unknown/{name}-docx", "x.docx", forms.docx([Block(x) for x in text.split("\n") if x]), (), refused="--as")  # fmt: skip


def odd() -> Iterator[Case]:
    """All cases, the same each time."""
    from bench.archives.odd.presses import europresse, factiva, nexis, proquest, uni

    for group in (nexis, uni, factiva, europresse, proquest, wires, feeds, clips, mails, packs, unknown):
        for case in group():
            said = " ".join(p for s in case.stories for p in s.paragraphs)
            yield replace(case, furniture=tuple(f for f in case.furniture if f not in said))


__all__ = ["Found", "odd"]

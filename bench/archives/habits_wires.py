"""Wires, clippers and references of the third set (`habits.py`): frames as agencies and tools send them."""

from __future__ import annotations

import base64
import json
import plistlib
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from bench.archives import forms
from bench.archives.cases import Case
from bench.archives.clippers import tarred
from bench.archives.forms import Block, zipped
from bench.archives.habits import DIJK, FOG, KINO, LATTE, MINA, MOOR, SEED, SEL, TRAM
from bench.archives.stories import Story

ENGLISH = (FOG, TRAM, SEED)
G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def paragraphs(s: Story) -> str:
    return "".join(f"<p>{escape(p)}</p>" for p in s.paragraphs)


def g2(
    s: Story,
    content: str,
    *,
    guid: str = "",
    status: str = "usable",
    kind: str = "ninat:text",
    meta: str = "",
    item: str = "",
    creator: str | None = None,
) -> str:
    who = "".join(f'<creator qcode="ad:1"><name>{escape(a)}</name></creator>' for a in s.authors) if creator is None else creator  # fmt: skip
    return (f'<newsItem {G2} conformance="power" guid="{guid or f"urn:newsml:kad.example:{s.day:%Y%m%d}"}" standard="NewsML-G2" standardversion="2.23" version="3" xml:lang="{s.language}"><catalogRef href="http://www.iptc.org/std/catalog/c.xml"/><rightsInfo><copyrightHolder literal="K"/><copyrightNotice>Copyright {s.day.year}. Alle Rechte vorbehalten</copyrightNotice><usageTerms>Use only by agreement</usageTerms></rightsInfo>'
            f'<itemMeta><itemClass qcode="{kind}"><name xml:lang="en">Text Item(s)</name></itemClass><provider qcode="nprov:k"><name xml:lang="en">{escape(s.outlet)}</name></provider><versionCreated>{s.day}T21:14:42+02:00</versionCreated><firstCreated>\n   {s.day}T11:14:42+02:00\n </firstCreated><pubStatus qcode="stat:{status}"/><edNote role="x:closing">dpa ab xx</edNote>{item}</itemMeta>'
            f'<contentMeta><urgency>4</urgency><located><name>London</name></located>{who}{meta}<keyword rank="1">Birds</keyword><headline rank="1">\n  {escape(s.title)}\n</headline><dateline>KELBROOK (k) - </dateline><creditline>k</creditline><language tag="{s.language}"/><subject qcode="medtop:1"><name>Fog</name></subject></contentMeta><contentSet>{content}</contentSet></newsItem>')  # fmt: skip


def message(*items: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- SUMMARY: text -->\n<newsMessage {G2}><header><sent>2024-12-20T16:30:00Z</sent><sender>kad.example</sender><origin>x</origin></header><itemSet>{"".join(items)}</itemSet></newsMessage>'.encode()  # fmt: skip


def wires() -> Iterator[Case]:
    gone = ("Birds", "Redaktionelle", "Use only", "Alle Rechte", "dpa ab", "Notizblock")

    def xhtml(s: Story, *, header: bool) -> str:
        head = f'<header><ul class="slugline"><li class="subject">Birds</li><li class="geo">Deutschland</li></ul><time class="publicationDate" data-datetime="{s.day}T11:14:42+02:00">{s.day:%d.%m.%Y} 11:14</time><p class="genre">Extra</p><h1>{escape(s.title)}</h1></header>' if header else ""  # fmt: skip
        first, *rest = s.paragraphs
        line = '<span class="dateline">London <span class="credit">(k)</span> - </span>' if header else ""
        return f'<inlineXML contenttype="application/xhtml+xml" wordcount="9"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{escape(s.title)}</title><meta charset="utf-8"/></head><body>{head}<section class="main"><p>{line}{escape(first)}</p>{"".join(f"<p>{escape(p)}</p>" for p in rest)}</section></body></html></inlineXML>'  # fmt: skip

    see = '<link href="https://club.example/" rank="1" rel="irel:seeAlso"><title>Homepage</title><link href="http://k.example/2N" rel="x:shorturl"/></link>'
    note = '<edNote role="x:notepad"><section xmlns="http://www.w3.org/1999/xhtml"><h3>Notizblock</h3><ul><li>Redaktionelle Hinweise</li></ul></section></edNote>'
    yield Case("wire/g2-header-in-page", "x.xml", message(*(g2(s, xhtml(s, header=True), item=note + see, guid=f"g{n}") for n, s in enumerate((MOOR, KINO, FOG)))), (MOOR, KINO, FOG), (*gone, "Extra", "Deutschland"), url=True)  # fmt: skip
    account = '<creator qcode="ad:hollis.t"><name>hollis.tamsin</name></creator><contributor qcode="ad:h"><name>hollis.tamsin</name></contributor>'
    nobody = replace(SEED, authors=())
    yield Case("wire/g2-account-as-creator", "x.xml", message(g2(nobody, xhtml(nobody, header=False), creator=account)), (nobody,), gone)  # fmt: skip
    agency = f'<creator literal="{SEED.outlet}"/>'
    yield Case("wire/g2-agency-as-creator", "x.xml", message(g2(SEED, xhtml(SEED, header=False), creator=agency.replace("&", "&amp;"))), (SEED,), gone)  # fmt: skip
    flat = "\n".join("    " + p.replace(", ", ",\n") for p in FOG.paragraphs)
    yield Case("wire/g2-preformatted", "x.xml", message(g2(FOG, f'<inlineXML contenttype="application/xhtml+html"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>{escape(flat)}</p></body></html></inlineXML>')), (FOG,), gone)  # fmt: skip
    plain = "\n".join(escape(p) for p in LATTE.paragraphs)
    yield Case("wire/g2-inline-data", "x.xml", message(g2(LATTE, f'<remoteContent contenttype="image/jpeg" href="a.jpg"/><inlineData contenttype="text/plain" wordcount="0"><![CDATA[\n<p>\n {plain.replace(chr(10), chr(10) + "   ")}\n</p>]]></inlineData>')), (LATTE,), gone)  # fmt: skip
    sub = '<headline role="hld:subHeadline">Foreign minister expresses faith</headline>'
    yield Case(
        "wire/g2-subheadline-first",
        "x.xml",
        message(g2(FOG, xhtml(FOG, header=False), meta=sub)),
        (FOG,),
        gone,
    )
    picture = f'<newsItem {G2} guid="p"><itemMeta><itemClass qcode="ninat:picture"/><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>Runway at dawn</headline></contentMeta><contentSet><remoteContent href="a.jpg"/></contentSet></newsItem>'
    package = f'<packageItem {G2} guid="k"><itemMeta><itemClass qcode="ninat:composite"/></itemMeta><contentMeta><headline>All on fog</headline></contentMeta><groupSet root="r"><group id="r"><itemRef residref="g0"><headline>{FOG.title}</headline></itemRef></group></groupSet></packageItem>'  # fmt: skip
    both = [g2(FOG, xhtml(FOG, header=False), guid="urn:a"), picture, package, g2(SEL, xhtml(SEL, header=False), guid="urn:a-fr"), g2(TRAM, xhtml(TRAM, header=False), guid="urn:b", status="canceled")]  # fmt: skip
    yield Case("wire/g2-languages-package", "x.xml", message(*both), (FOG, SEL), ("Runway", "All on fog"))
    alone = g2(FOG, f'<inlineXML contenttype="xhtml/xml"><html><body>{paragraphs(FOG).replace("“", "&amp;quot;").replace("”", "&amp;quot;")}</body></html></inlineXML>')  # fmt: skip
    quoted = replace(FOG, paragraphs=tuple(p.replace("“", '"').replace("”", '"') for p in FOG.paragraphs))
    yield Case("wire/g2-alone-escaped-twice", "x.xml", ('<?xml version="1.0" encoding="UTF-8" standalone="no"?>' + alone).encode(), (quoted,), gone)  # fmt: skip

    def newsml(s: Story, n: int, data: str, kind: str = "Text", status: str = "Usable") -> str:
        lines = f"<NewsLines><HeadLine>{escape(s.title)}</HeadLine>{f'<ByLine>{escape(chr(44).join(s.authors))}</ByLine>' if s.authors else ''}<DateLine>Kelbrook, 10 juil (K)</DateLine><CopyrightLine>(c) {s.day.year} K</CopyrightLine><SlugLine>birds-fog</SlugLine></NewsLines>"
        return f'<NewsItem><Identification><NewsIdentifier><ProviderId>k.example</ProviderId><DateId>{s.day:%Y%m%d}</DateId><NewsItemId>{n}.x</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId><PublicIdentifier>urn:newsml:k.example:{s.day:%Y%m%d}:{n}.x:1</PublicIdentifier></NewsIdentifier><NameLabel>birds-fog</NameLabel></Identification><NewsManagement><NewsItemType FormalName="News"/><FirstCreated>{s.day:%Y%m%d}T125902Z</FirstCreated><ThisRevisionCreated>{s.day:%Y%m%d}T155902Z</ThisRevisionCreated><Status FormalName="{status}"/></NewsManagement><NewsComponent>{lines}<AdministrativeMetadata><Provider><Party FormalName="{escape(s.outlet)}"/></Provider></AdministrativeMetadata><DescriptiveMetadata><Language FormalName="{s.language}"/></DescriptiveMetadata><NewsComponent><ContentItem><MediaType FormalName="{kind}"/><Format FormalName="bcNITF2.5"/><DataContent>{data}</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem>'  # fmt: skip

    def envelope(*items: str, encoding: str = "iso-8859-1") -> bytes:
        return f'<?xml version="1.0" encoding="{encoding}"?>\n<!DOCTYPE NewsML SYSTEM "http://www.iptc.org/std/NewsML/1.2/specification/NewsML_1.2.dtd">\n<NewsML>\n<Catalog Href="http://k.example/C.xml"/><NewsEnvelope><DateAndTime>20240710T130037Z</DateAndTime></NewsEnvelope>{"".join(items)}</NewsML>'.encode(encoding, "xmlcharrefreplace")  # fmt: skip

    found = (SEL, MOOR, MINA)
    yield Case("wire/newsml1-latin", "x.xml", envelope(*(newsml(s, n, paragraphs(s)) for n, s in enumerate(found))), found, ("birds-fog", "10 juil"))  # fmt: skip
    photo = newsml(FOG, 8, "<media-caption>Runway</media-caption>", kind="Photo")
    yield Case("wire/newsml1-photo-and-killed", "x.xml", envelope(newsml(SEL, 1, paragraphs(SEL)), photo, newsml(KINO, 2, paragraphs(KINO), status="Canceled"), encoding="utf-8"), (SEL,), ("Runway",))  # fmt: skip
    yield Case(
        "wire/newsml1-cdata",
        "x.newsml",
        envelope(newsml(KINO, 1, f"<![CDATA[{paragraphs(KINO)}]]>"), encoding="utf-8"),
        (KINO,),
    )
    yield Case("wire/newsml1-text-lines", "x.xml", envelope(newsml(DIJK, 1, escape("\n\n".join(DIJK.paragraphs))), encoding="utf-8"), (DIJK,))  # fmt: skip

    def nitf(s: Story, *, head: str = "", bodyhead: str = "", content: str = "", lang: str = "") -> bytes:
        by = (
            f"<byline>By {escape(' and '.join(s.authors)).upper()}<byttl>K Business Writer</byttl></byline>"
            if s.authors
            else ""
        )
        return f'<?xml version="1.0" encoding="utf-8" ?>\n<nitf version="-//IPTC//DTD NITF 3.4//EN" change.date="October 18, 2006" change.time="19:30"{lang}><head><title>{escape(s.title)}</title>{head or f"<docdata><doc-id regsrc={chr(34)}K{chr(34)} id-string={chr(34)}x{s.day:%d}{chr(34)}/><date.issue norm={chr(34)}{s.day:%Y%m%d}T191044Z{chr(34)}/></docdata>"}</head><body><body.head><hedline><hl1 id="headline">{escape(s.title)}</hl1><hl2 id="originalHeadline">{escape(s.title)}</hl2></hedline>{bodyhead or by}<distributor>{escape(s.outlet)}</distributor><dateline><location>KELBROOK</location></dateline></body.head><body.content>{content or f"<block id={chr(34)}Main{chr(34)}>{paragraphs(s)}</block>"}</body.content><body.end/></body></nitf>'.encode()  # fmt: skip

    yield Case("wire/nitf-block-main", "x.xml", nitf(FOG), (FOG,), ("Business Writer",))
    initials = replace(MINA, authors=())
    meta = f'<meta name="prioridad" content="R"/><tobject tobject.type="News"><!--Politics--></tobject><docdata management-status="usable"><doc-id id-string="2275"/><date.issue norm="{MINA.day:%Y%m%d}T222800+0000"/></docdata><pubdata date.publication="{MINA.day:%Y%m%d}T222800+0000" item-length="00279" unit-of-measure="word"/>'
    yield Case("wire/nitf-initials", "x.nitf", nitf(initials, head=meta, bodyhead='<byline>gr/bp</byline><abstract><p>Test Abstract</p></abstract>', content=paragraphs(MINA), lang=' baselang="es"'), (initials,), ("Test Abstract", "gr/bp"))  # fmt: skip
    person = f"<byline>{escape(KINO.authors[0])} / Grafenauer.de</byline>"
    listed = (
        "<p class='lead' lead='true'>"
        + escape(KINO.paragraphs[0])
        + "</p><hl2>Kein Nachfolger</hl2>"
        + "".join(f"<p class='txt-ind'>{escape(p)}</p>" for p in KINO.paragraphs[1:])
        + "<p/><ul><li>Ein Haus mit 212 Sitzen</li><li>Ein Projektor von 1951</li></ul><media media-type='image'><media-reference source='x'/><media-caption>Foto: Archiv</media-caption></media>"
    )
    yield Case("wire/nitf-lists-and-slash", "x.xml", nitf(KINO, bodyhead=person, content=listed), (KINO,), ("Foto: Archiv",))  # fmt: skip
    killed = f'<docdata management-status="canceled"><doc-id id-string="9"/><date.issue norm="{TRAM.day:%Y%m%d}"/></docdata>'
    yield Case("wire/nitf-canceled", "x.xml", nitf(TRAM, head=killed), (), refused="canceled")
    table = "<table><tbody><tr><th>CURVES</th></tr><tr><th></th><th>WEAR</th></tr><tr><td>Mercer</td><td>71</td></tr></tbody></table>"
    yield Case("wire/nitf-table-first", "x.xml", nitf(TRAM, content=f"<block id='Main'><hl2>The curves</hl2></block>{table}{paragraphs(TRAM)}"), (replace(TRAM, table=(("Mercer", "71"),)),))  # fmt: skip

    def ninjs(s: Story, n: int, **more: object) -> dict[str, object]:
        return {"guid": f"fd8e-{n}", "version": "11", "type": "text", "byline": " and ".join(s.authors) + ", Kelbrook University" if s.authors else "", "located": "Kelbrook", "versioncreated": f"{s.day}T23:54:25+0000", "language": s.language, "headline": s.title, "pubstatus": "usable", "body_html": paragraphs(s), "slugline": "birds-fog", "firstcreated": f"{s.day}T03:20:35+0000", "firstpublished": f"{s.day}T23:54:25+0000", "source": s.outlet, "extra": {"doi": "10.1"},
                "associations": {"featuremedia": {"type": "picture", "headline": "Kegs", "description_text": "A runway."}}, "priority": 5, "service": [{"code": "e", "name": "Environment"}], "description_html": "<p>Brewers pursue.</p>", "description_text": "Brewers pursue.", "copyrightholder": "", "wordcount": s.words, "authors": [{"code": "1", "name": "Josh Pitt", "role": "editor", "biography": "Manager"}, *({"code": "2", "name": a, "role": "author", "biography": "x"} for a in s.authors)], **more}  # fmt: skip

    yield Case("wire/superdesk-authors", "x.json", json.dumps(ninjs(FOG, 1, embargoed="2022-06-29T02:30:00+00:00")).encode(), (FOG,), ("Brewers", "Kegs"))  # fmt: skip
    yield Case("wire/superdesk-many", "x.json", json.dumps({"total": 3, "limit": 20, "offset": 0, "item": [ninjs(s, n) for n, s in enumerate(ENGLISH)]}).encode(), ENGLISH, ("Brewers",))  # fmt: skip
    yield Case("wire/embargo-to-come", "x.json", json.dumps([ninjs(FOG, 1), ninjs(TRAM, 2, embargoed="2098-06-29T02:30:00+00:00")]).encode(), (FOG,), ("Brewers",))  # fmt: skip
    two = [{"standard": {"name": "ninjs", "version": "2.1", "schema": "https://iptc.org/s.json"}, "uri": f"urn:k:{n}", "type": "text", "profile": "article", "versioncreated": f"{s.day}T15:16:00Z", "firstcreated": f"{s.day}T08:16:00Z", "contentcreated": f"{s.day}T08:00:00Z", "version": "2", "pubstatus": "usable", "language": s.language, "headlines": [{"role": "short", "value": "Short one"}, {"role": "main", "value": s.title, "contenttype": "text/plain"}], "descriptions": [{"role": "drol:summary", "value": "A summary line."}], "bodies": [{"role": "short", "value": "Cut."}, {"role": "main", "contenttype": "text/html", "value": paragraphs(s)}], "people": [{"name": a, "rel": "author"} for a in s.authors] + [{"name": "Lucinda Vance", "rel": "about"}], "infosources": [{"name": s.outlet, "rel": "source"}], "subjects": [{"name": "Birds"}], "altids": [{"role": "internal", "value": f"ID_{n}"}]} for n, s in enumerate([*ENGLISH, MOOR])]  # fmt: skip
    yield Case("wire/ninjs2-short-and-main", "x.json", json.dumps(two).encode(), (*ENGLISH, MOOR), ("Cut.", "A summary line"))  # fmt: skip
    corrected = {"altids": {"itemid": "z9", "etag": "z9_0a"}, "version": 2, "type": "text", "firstcreated": f"{FOG.day}T17:14:08Z", "versioncreated": f"{FOG.day}T22:01:20Z", "pubstatus": "usable", "language": "en", "ednote": "Eds: CORRECTS the figure in the 2nd graf.", "headline": FOG.title, "slugline": "BC-UK--Airport Fog, 2nd Ld-Writethru", "bylines": [{"by": f"By {a.upper()}"} for a in FOG.authors], "provider": FOG.outlet, "copyrightnotice": "Copyright 2021.", "body_nitf": f"<block id='Main'><p>KELBROOK (K) — {escape(FOG.paragraphs[0])}</p>{''.join(f'<p>{escape(p)}</p>' for p in FOG.paragraphs[1:])}<p>___</p></block>"}  # fmt: skip
    first = {
        **corrected,
        "version": 0,
        "slugline": "BC-UK--Airport Fog",
        "body_nitf": f"<p>{escape(FOG.paragraphs[0])}</p>",
    }
    kill = {
        **corrected,
        "altids": {"itemid": "z8"},
        "pubstatus": "canceled",
        "headline": "KILL: " + TRAM.title,
        "slugline": "BC-US--Tram",
    }
    yield Case("wire/writethru-and-kill", "x.json", json.dumps({"data": {"items": [{"item": x} for x in (first, kill, corrected)]}}).encode(), (FOG,), ("Eds:", "___", "Writethru"))  # fmt: skip


def site(s: Story, *, ld: bool = True) -> str:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": s.outlet},
            {
                "@type": "NewsArticle",
                "headline": s.title,
                "datePublished": f"{s.day}T08:00:00+00:00",
                "author": [{"@type": "Person", "name": a} for a in s.authors],
                "publisher": {"@type": "Organization", "name": s.outlet},
            },
        ],
    }
    who = f"<p>By {escape(' and '.join(s.authors))}</p>" if s.authors and not ld else ""
    return f'<!DOCTYPE html><html lang="{s.language}"><head><meta charset="utf-8"><title>{escape(s.title)} | {escape(s.outlet)}</title>{f"<script type=application/ld+json>{json.dumps(graph)}</script>" if ld else ""}<style>p{{color:#000}}</style></head><body><div id="cookie">We use cookies to make the site better. <button>Accept</button></div><nav><a href="/">Home</a><a href="/s">Sport</a></nav><main><h1>{escape(s.title)}</h1>{who}{"" if ld else f"<time>{s.day:%d %B %Y}</time>"}<figure><img src="a.jpg"><figcaption>The place at dawn</figcaption></figure>{paragraphs(s)}<div class="share"><a>Share on X</a></div></main><aside><h3>More stories</h3><a href="/1">Bridge opens</a></aside><footer>Imprint</footer></body></html>'  # fmt: skip


def clips() -> Iterator[Case]:
    gone = ("cookies", "Share on X", "Bridge opens", "Imprint")
    fog = replace(FOG, url="https://kad.example/news/fog?id=1&p=2")
    b64 = base64.encodebytes(site(fog).encode()).decode().replace("\n", "\r\n")
    parts = f'From: "Saved by Windows Internet Explorer 11"\r\nSubject: Airport fog\r\nDate: Tue, 3 Dec 2024 09:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----=_NextPart_000_01"\r\n\r\nThis is a multi-part message in MIME format.\r\n\r\n------=_NextPart_000_01\r\nContent-Type: text/html;\r\n\tcharset="utf-8"\r\nContent-Transfer-Encoding: base64\r\nContent-Location: {fog.url}\r\n\r\n{b64}\r\n------=_NextPart_000_01\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://kad.example/a.jpg\r\n\r\n/9j/4AAQ\r\n------=_NextPart_000_01--\r\n'  # fmt: skip
    yield Case("clip/mht-explorer", "x.mht", parts.encode(), (fog,), gone, url=True)
    main = {
        "WebResourceData": site(fog, ld=False).encode("latin-1", "xmlcharrefreplace"),
        "WebResourceURL": fog.url,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "iso-8859-1",
        "WebResourceFrameName": "",
    }
    yield Case("clip/webarchive-no-ld", "x.webarchive", plistlib.dumps({"WebMainResource": main, "WebSubresources": []}, fmt=plistlib.FMT_BINARY), (fog,), gone, url=True)  # fmt: skip
    saved = f"<!--\n Page saved with SingleFile \n url: {fog.url} \n saved date: Tue Dec 03 2024 09:11:00 GMT+0100 (Central European Standard Time)\n-->"
    yield Case("clip/singlefile-after-doctype", "x.html", site(fog).replace("<html", f"{saved}<html", 1).encode(), (fog,), gone, url=True)  # fmt: skip
    base = {"source": FOG.url or "https://kad.example/fog"}
    md = f'---\ntitle: "{FOG.title}"\nsource: "{base["source"]}"\nauthor:\n  - "[[Tamsin Hollis]]"\n  - "[[J. R. Okafor]]"\npublished: 2021-11-23\ncreated: 2024-12-03\ndescription: "A detector that closed the airport."\ntags:\n  - "clippings"\n---\n![](https://kad.example/a.jpg)\n\n' + "\n\n".join(FOG.paragraphs).replace("What the machine saw", "## What the machine saw") + "\n\n[^1]: See the report\n"  # fmt: skip
    yield Case("clip/obsidian-no-site", "x.md", md.encode(), (FOG,), ("a.jpg", "clippings"), ("outlet",))
    md = (
        f'---\ncategory: "[[Clippings]]"\nauthor: "[[Tamsin Hollis]], [[J. R. Okafor]]"\ntitle: "{FOG.title}"\nsource: {base["source"]}\nclipped: 2024-12-03\npublished: 2021-11-23T06:00:00Z\ntopics: []\ntags: [clippings]\n---\n\n'
        + "\n\n".join(FOG.paragraphs)
    )
    yield Case("clip/obsidian-old-template", "x.md", md.encode(), (FOG,), ("clippings",), ("outlet",))
    md = (
        f"---\ntitle: {json.dumps(TRAM.title)}\nurl: https://ec.example/tram\nsite_name: {TRAM.outlet}\nauthors: Desmond Achterberg\npublished: {TRAM.day}\ndate_saved: 2024-12-03 10:22:11\n---\n\n# {TRAM.title}\n\n"
        + "\n\n".join(TRAM.paragraphs)
    )
    yield Case("clip/read-later-export", "x.md", md.encode(), (TRAM,), ("date_saved",))
    notes = "".join(f'<note><title>{escape(s.title)}</title><created>20241203T101500Z</created><updated>20241203T101501Z</updated><tag>Presse</tag><note-attributes><author>Reader Name</author><source>web.clip7</source><source-url>https://k.example/{n}</source-url></note-attributes><content><![CDATA[<?xml version="1.0" encoding="UTF-8" standalone="no"?><!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note><div style="--en-clipped-content:fullPage;"><div><a href="https://k.example/">{escape(s.outlet)}</a></div><h1>{escape(s.title)}</h1><div>By {escape(" and ".join(s.authors))}</div><div>{s.day:%d %B %Y}</div>{paragraphs(s)}</div></en-note>]]></content></note>' for n, s in enumerate((FOG, TRAM)))  # fmt: skip
    yield Case("clip/enex-clipper-author", "x.enex", f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd"><en-export export-date="20241203T000000Z" application="Evernote" version="10.1">{notes}</en-export>'.encode(), (FOG, TRAM), ("Reader Name",), ("outlet",))  # fmt: skip
    story = [
        Block(KINO.title, "title"),
        Block(f"Von {KINO.authors[0]}"),
        Block(f"{KINO.outlet}, 18.03.2019"),
        *map(Block, KINO.paragraphs),
    ]
    for form, make in (("odt", forms.odt), ("docx", forms.docx), ("rtf", forms.rtf)):
        yield Case(f"clip/von-{form}", f"x.{form}", make(story), (KINO,))
    story = [
        Block(DIJK.title),
        Block(DIJK.outlet),
        Block("dinsdag 25 april 2023"),
        Block(f"Door {DIJK.authors[0]}"),
        *map(Block, DIJK.paragraphs),
    ]
    for form, make in (
        ("odt", forms.odt),
        ("docx", forms.docx),
        ("rtf", forms.rtf),
        ("txt", lambda b: "\n\n".join(x.text for x in b).encode()),
    ):
        yield Case(f"clip/paper-first-{form}", f"x.{form}", make(story), (DIJK,))
    inner = zipped({"deep.html": site(SEL), "Nexis.txt": b""})
    pack = {"Press 2021/Nebel & Stare.html": site(FOG), "Press 2021/übrig.txt": f"{KINO.title}\n\nVon {KINO.authors[0]}\n{KINO.outlet}, 18. März 2019\n\n" + "\n\n".join(KINO.paragraphs), "__MACOSX/._x.html": b"\0\5", "more.zip": inner, "a.pdf.part": b"x"}  # fmt: skip
    yield Case("clip/zip-folders", "x.zip", zipped(pack), (FOG, KINO, SEL), gone)
    yield Case("clip/tar-plain", "x.tar", tarred({f"./c/{n}.html": site(s).encode() for n, s in enumerate(ENGLISH)}, mode="w"), ENGLISH, gone)  # fmt: skip
    yield Case("clip/tgz", "x.tgz", tarred({f"c/{n}.html": site(s, ld=n == 0).encode() for n, s in enumerate(ENGLISH)}, mode="w:gz"), ENGLISH, gone, ("outlet",))  # fmt: skip
    yield Case("clip/bz2-tar", "x.tar.bz2", tarred({f"c/{n}.html": site(s).encode() for n, s in enumerate((SEL, MOOR))}, mode="w:bz2"), (SEL, MOOR), gone)  # fmt: skip

    def warc(*found: Story) -> bytes:
        out = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2024-12-03T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/warc-fields\r\nContent-Length: 14\r\n\r\nsoftware: Wget\r\n\r\n"
        for n, s in enumerate(found):
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + site(s).encode()
            out += f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://k.example/{n}\r\nWARC-Date: 2024-12-03T10:00:0{n}Z\r\nWARC-Record-ID: <urn:uuid:{n + 1}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"  # fmt: skip
        return out

    yield Case("clip/warc-wget", "x.warc", warc(*ENGLISH), ENGLISH, gone)
    yield Case("clip/warc-one", "x.warc", warc(SEL), (SEL,), gone)


def references() -> Iterator[Case]:
    gone = ("cookies", "Bridge opens")
    pages = {"files/12/fog.html": site(FOG).encode(), "files/13/moor.html": site(MOOR).encode()}
    ris = "".join(f"TY  - NEWS\nTI  - {s.title}\n" + "".join(f"AU  - {a.rsplit(' ', 1)[1]}, {a.rsplit(' ', 1)[0]}\n" for a in s.authors) + f"T2  - {s.outlet}\nAB  - One line.\nDA  - {s.day:%Y/%m/%d}/\nPY  - {s.day.year}\nET  - Final\nLA  - {s.language}\nSP  - {s.page}\nUR  - https://k.example/{n}\nY2  - 2024/12/03/10:00:00\nL2  - https://k.example/{n}\nL1  - {f}\nN1  - my note\nER  - \n\n" for n, (s, f) in enumerate(zip((FOG, MOOR), pages, strict=True)))  # fmt: skip
    yield Case("zotero/ris", "My Library.ris", ris.encode("utf-8-sig"), (FOG, MOOR), gone, beside=pages)
    bib = "".join(f"@article{{key{n},\n\ttitle = {{{s.title.replace('&', chr(92) + '&')}}},\n\turl = {{https://k.example/{n}}},\n\tabstract = {{One line.}},\n\tlanguage = {{{s.language}}},\n\tjournal = {{{s.outlet}}},\n\tauthor = {{{' and '.join(a.rsplit(' ', 1)[1] + ', ' + a.rsplit(' ', 1)[0] for a in s.authors)}}},\n\tmonth = {s.day:%b},\n\tyear = {{{s.day.year}}},\n\tnote = {{Section: {s.section}}},\n\tpages = {{{s.page}}},\n\tfile = {{Snapshot:{f}:text/html}},\n}}\n\n".replace(f"month = {s.day:%b}", f"month = {s.day:%b}".lower()) for n, (s, f) in enumerate(zip((FOG, MOOR), pages, strict=True)))  # fmt: skip
    yield Case("zotero/bibtex", "x.bib", bib.encode(), (FOG, MOOR), gone, beside=pages)
    better = "".join(f"@online{{key{n},\n  title = {{{{{s.title}}}}},\n  author = {{{' and '.join(a.rsplit(' ', 1)[1] + ', ' + a.rsplit(' ', 1)[0] for a in s.authors)}}},\n  date = {{{s.day}}},\n  journaltitle = {{{s.outlet}}},\n  url = {{https://k.example/{n}}},\n  urldate = {{2024-12-03}},\n  langid = {{{'english' if s.language == 'en' else 'ngerman'}}},\n  file = {{{f}}}\n}}\n\n" for n, (s, f) in enumerate(zip((FOG, MOOR), pages, strict=True)))  # fmt: skip
    yield Case("zotero/better-bibtex", "x.bib", better.encode(), (FOG, MOOR), gone, beside=pages)
    csl = [{"id": f"http://zotero.org/{n}", "type": "article-newspaper", "title": s.title, "container-title": s.outlet, "issued": {"date-parts": [[s.day.year, s.day.month, s.day.day]]}, "author": [{"family": a.rsplit(" ", 1)[1], "given": a.rsplit(" ", 1)[0]} for a in s.authors], "URL": f"https://k.example/{n}", "accessed": {"date-parts": [[2024, 12, 3]]}} for n, s in enumerate((FOG, MOOR))]  # fmt: skip
    yield Case("zotero/csl", "x.json", json.dumps(csl).encode(), (), refused="no text")
    yield Case(
        "zotero/csl-lines", "x.json", json.dumps(csl, indent=2).encode(), (), refused="2 with an address"
    )
    yield Case(
        "zotero/ris-without-files",
        "x.ris",
        ris.replace("L1  - files", "N2  - files").encode(),
        (),
        refused="no text",
    )
    rows = {"instapaper": "URL,Title,Selection,Folder,Timestamp,Tags\nhttps://k.example/1,Fog,,Unread,1733212800,[]\n", "pocket": "title,url,time_added,tags,status\nFog,https://k.example/1,1733212800,,unread\n", "raindrop": "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,Fog,,\"One, line\",https://k.example/1,Unsorted,,2024-12-03T10:00:00.000Z,,,false\n"}  # fmt: skip
    for app, csv in rows.items():
        yield Case(
            f"links/{app}-now",
            "x.csv",
            csv.encode("utf-8-sig"),
            (),
            refused="links and no text" if app != "one" else "",
        )

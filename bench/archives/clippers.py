"""What clippers, browsers and reference managers save, and the containers people send: one function a file."""

from __future__ import annotations

import base64
import csv
import io
import plistlib
import quopri
import tarfile
from html import escape

from bench.archives.forms import zipped
from bench.archives.stories import Story


def web_page(story: Story, *, head: str = "") -> str:
    authors = "".join(f'<meta name="author" content="{escape(a)}">' for a in story.authors)
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{story.language}"><head>{head}<meta charset="utf-8"><title>{escape(story.title)} | {escape(story.outlet)}</title>'
        f'<meta property="og:site_name" content="{escape(story.outlet)}"><meta property="og:title" content="{escape(story.title)}">'
        f'<meta property="article:published_time" content="{story.day.isoformat()}T09:00:00+00:00">{authors}</head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{escape(story.title)}</h1>{paragraphs}</article></body></html>"
    )


def mhtml(story: Story, *, coding: str = "quoted-printable", firefox: bool = False) -> bytes:
    page = web_page(story).encode()
    body = quopri.encodestring(page) if coding == "quoted-printable" else base64.encodebytes(page)
    head = "" if firefox else f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {story.url}\r\n"
    return (
        f'{head}Subject: Saved\r\nDate: Sat, 14 Feb 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b--"\r\n\r\n'
        f"----b--\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {coding}\r\nContent-Location: {story.url}\r\n\r\n"
    ).encode() + body + b"\r\n----b--\r\nContent-Type: text/css\r\nContent-Location: a.css\r\n\r\np{color:red}\r\n----b----\r\n"  # fmt: skip


def webarchive(story: Story, *, binary: bool = True) -> bytes:
    resource = {"WebResourceData": web_page(story).encode(), "WebResourceURL": story.url, "WebResourceMIMEType": "text/html",
                "WebResourceTextEncodingName": "UTF-8", "WebResourceFrameName": ""}  # fmt: skip
    picture = {"WebResourceData": b"\x89PNG", "WebResourceURL": "a.png", "WebResourceMIMEType": "image/png"}
    value = {"WebMainResource": resource, "WebSubresources": [picture]}
    return plistlib.dumps(value, fmt=plistlib.FMT_BINARY if binary else plistlib.FMT_XML)


def singlefile(story: Story) -> bytes:
    note = f"<!--\n Page saved with SingleFile \n url: {story.url} \n saved date: Sat Feb 14 2026 10:00:00 GMT+0000\n-->"
    return web_page(story).replace("<html", f"{note}<html", 1).encode()


def complete(story: Story) -> bytes:
    return (
        web_page(story)
        .replace("<html", f"<!-- saved from url=({len(story.url):04d}){story.url} -->\n<html", 1)
        .encode()
    )


def obsidian(story: Story, *, published: bool = True, links: bool = True) -> bytes:
    who = "".join(f'\n  - "[[{a}]]"' if links else f'\n  - "{a}"' for a in story.authors)
    day = f"\npublished: {story.day.isoformat()}" if published else "\npublished:"
    return (
        f'---\ntitle: "{story.title}"\nsource: "{story.url}"\nauthor:{who}{day}\ncreated: 2026-02-14\ndescription: "A line about it"\n'
        f'site: "{story.outlet}"\ntags:\n  - "clippings"\n---\n' + "\n\n".join(story.paragraphs)
    ).encode()  # fmt: skip


def markdownload(story: Story) -> bytes:
    who = f"author: {', '.join(story.authors)}\n" if story.authors else ""
    return (
        f"---\ncreated: 2026-02-14T10:00:00 (UTC +00:00)\ntags: [pool,council]\nsource: {story.url}\n{who}---\n\n# {story.title}\n\n"
        f"> ## Excerpt\n> A line about it that the page gives to search engines.\n\n---\n" + "\n\n".join(story.paragraphs)
    ).encode()  # fmt: skip


def enex(stories: list[Story]) -> bytes:
    notes = []
    for story in stories:
        paragraphs = "".join(f"<div>{escape(p)}</div>" for p in story.paragraphs)
        author = f"<author>{escape(', '.join(story.authors))}</author>" if story.authors else ""
        notes.append(
            f'<note><title>{escape(story.title)}</title><content><![CDATA[<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-note SYSTEM '
            f'"http://xml.evernote.com/pub/enml2.dtd"><en-note>{paragraphs}</en-note>]]></content><created>20260214T100000Z</created>'
            f"<tag>clip</tag><note-attributes>{author}<source>web.clip</source><source-url>{story.url}</source-url></note-attributes>"
            '<resource><data encoding="base64">iVBORw0KGgo=</data><mime>image/png</mime></resource></note>'
        )
    return f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd"><en-export>{"".join(notes)}</en-export>'.encode()


def links(stories: list[Story], app: str) -> bytes:
    heads = {"pocket": ["title", "url", "time_added", "tags", "status"], "instapaper": ["URL", "Title", "Selection", "Folder", "Timestamp"],
             "raindrop": ["id", "title", "note", "excerpt", "url", "folder", "tags", "created", "cover", "highlights", "favorite"]}  # fmt: skip
    out = io.StringIO()
    writer = csv.DictWriter(out, heads[app], restval="")
    writer.writeheader()
    for story in stories:
        writer.writerow(
            {
                k: v
                for k, v in {
                    "title": story.title,
                    "Title": story.title,
                    "url": story.url,
                    "URL": story.url,
                }.items()
                if k in heads[app]
            }
        )
    return out.getvalue().encode()


def epub(stories: list[Story], *, outlet: str) -> bytes:
    ns = 'xmlns="http://www.w3.org/1999/xhtml"'
    files: dict[str, str | bytes] = {"mimetype": "application/epub+zip"}
    files["META-INF/container.xml"] = (
        '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    items = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    spine = '<itemref idref="nav"/>'
    for n, story in enumerate(stories):
        items += f'<item id="a{n}" href="a{n}.xhtml" media-type="application/xhtml+xml"/>'
        spine += f'<itemref idref="a{n}"/>'
        paragraphs = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
        files[f"OEBPS/a{n}.xhtml"] = (
            f"<html {ns}><head><title>{escape(story.title)}</title></head><body><h1>{escape(story.title)}</h1>{paragraphs}</body></html>"
        )
    rows = "".join(f'<li><a href="a{n}.xhtml">{escape(s.title)}</a></li>' for n, s in enumerate(stories))
    files["OEBPS/nav.xhtml"] = f"<html {ns}><body><nav><ol>{rows}</ol></nav></body></html>"
    who = (
        f"<dc:creator>{escape(stories[0].authors[0])}</dc:creator>"
        if len(stories) == 1 and stories[0].authors
        else ""
    )
    files["OEBPS/c.opf"] = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(stories[0].title if len(stories) == 1 else outlet)}</dc:title><dc:publisher>{escape(outlet)}</dc:publisher>{who}"
        f"<dc:language>{stories[0].language}</dc:language><dc:date>{stories[0].day.isoformat()}</dc:date></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    return zipped(files)


def tarred(files: dict[str, bytes], *, mode: str = "w:gz") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def warc(stories: list[Story]) -> bytes:
    out = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2026-02-14T10:00:00Z\r\nContent-Type: application/warc-fields\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n"
    for n, story in enumerate(stories, start=1):
        page = web_page(story).encode()
        http = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
            + str(len(page)).encode()
            + b"\r\n\r\n"
            + page
        )
        out += (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {story.url}\r\nWARC-Date: 2026-02-14T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{n}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n").encode() + http + b"\r\n\r\n"  # fmt: skip
    return out


def ris(stories: list[Story]) -> bytes:
    out = []
    for story in stories:
        out += [
            "TY  - NEWS",
            f"TI  - {story.title}",
            *(f"AU  - {a.split(' ', 1)[1]}, {a.split(' ', 1)[0]}" for a in story.authors),
        ]
        out += [
            f"T2  - {story.outlet}",
            f"DA  - {story.day:%Y/%m/%d}",
            f"SP  - {story.page}",
            f"UR  - {story.url}",
            f"L1  - files/{story.number}/a.html",
            "ER  - ",
            "",
        ]
    return "\n".join(out).encode()


def bibtex(stories: list[Story]) -> bytes:
    return "\n\n".join(
        f"@article{{k{s.number},\n\ttitle = {{{s.title}}},\n\turl = {{{s.url}}},\n\tjournal = {{{s.outlet}}},\n\tauthor = {{{' and '.join(a.split(' ', 1)[1] + ', ' + a.split(' ', 1)[0] for a in s.authors)}}},\n"
        f"\tdate = {{{s.day.isoformat()}}},\n\tpages = {{{s.page}}},\n\tfile = {{Snapshot:files/{s.number}/a.html:text/html}},\n}}"
        for s in stories
    ).encode()

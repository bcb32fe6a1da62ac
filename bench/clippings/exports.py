"""A fifth, small set of archives' exports: one document alone, other languages, fields that are missing or stand elsewhere."""

# ruff: noqa: E501

from __future__ import annotations

import io
import json
import tarfile
import textwrap
from collections.abc import Iterator
from datetime import date
from quopri import encodestring

from bench.archives import forms
from bench.archives.forms import Block
from bench.clippings import texts as t
from bench.clippings.case import Clip, Want, paragraphs
from bench.clippings.papers import mail

MINE = Want(
    "Slate mine sends up its last shift", date(2024, 5, 3), ("Nerys Caddick",), "Fellside Standard", t.MINE
)
BELLS = Want(
    "Four bells stolen in nine dark minutes", date(2024, 1, 22), ("Libor Cejka",), "Vintera Voice", t.MUSEUM
)
BANK = Want("Savers get more from Calder Mutual", date(2023, 11, 14), ("Imogen Frayle", "Tobias Orme"), "Ledger & Coin", t.BANK)  # fmt: skip
BAD = Want(
    "Freibad geht für einen Euro an Badegäste", date(2024, 2, 13), ("Volker Ahlers",), "Further Blatt", t.DE
)
BAC = Want(
    "Le dernier bac part à vingt heures", date(2024, 3, 5), ("Clémence Arnoux",), "Le Fil du Sud", t.FR
)
MERCADO = Want("El mercado cierra catorce meses", date(2024, 4, 9), ("Leandro Gascón",), "El Puerto", t.ES)
PAROM = Want("Паром отменят с первого июня", date(2024, 3, 5), ("Тарас Лобов",), "Вести Поречья", t.RU)


def blocks(*lines: str) -> list[Block]:
    return [Block("", "break") if line == "\f" else Block(line) for line in lines]


def uni(w: Want, day: str, *, body: str = "Body", labels: tuple[str, ...] = ("Section", "Length", "Byline", "Load-Date"), words: str = "words", end: str = "End of Document", extra: tuple[str, ...] = ()) -> list[str]:  # fmt: skip
    """One document of Nexis Uni."""
    section, length, byline, load = labels
    return [w.title or "", w.outlet or "", day, f"Copyright {w.day:%Y} {w.outlet} All Rights Reserved", f"{section}: NEWS; Pg. 4", f"{length}: {sum(len(p.split()) for p in w.keep)} {words}", f"{byline}: {', '.join(w.authors)}", *extra, body, *w.keep, f"{load}: December 20, 2024", end]  # fmt: skip


def exports() -> Iterator[Clip]:
    """Each layout in a form of its own."""
    d = "May 3, 2024 Friday"
    yield Clip("exp-uni-one-docx", "a.docx", forms.docx(blocks(*uni(MINE, d))), (MINE,), ("Load-Date", "End of Document", "Pg. 4"))  # fmt: skip
    yield Clip("exp-uni-one-txt", "a.txt", forms.txt(blocks(*uni(MINE, d))), (MINE,), ("Load-Date", "End of Document"))  # fmt: skip
    more = ("Dateline: HARROW FELL", "Highlight: The siren is off")
    yield Clip("exp-uni-two-highlight-graphic", "a.docx", forms.docx(blocks(*uni(MINE, d, extra=more)[:-2], "Graphic", "The winding engine, by A. Marsh", *uni(MINE, d)[-2:], "\f", *uni(BELLS, "January 22, 2024 Monday"))), (MINE, BELLS), ("Load-Date", "End of Document"))  # fmt: skip
    yield Clip("exp-uni-german-labels", "a.rtf", forms.rtf(blocks(*uni(BAD, "13. Februar 2024 Dienstag", labels=("Rubrik", "Länge", "Autor", "Ladedatum"), words="Wörter", end="Ende des Dokuments"), "\f", *uni(BAD, "13. Februar 2024 Dienstag", labels=("Rubrik", "Länge", "Autor", "Ladedatum"), words="Wörter", end="Ende des Dokuments"))), (BAD, BAD), ("Ladedatum", "Ende des Dokuments"))  # fmt: skip

    def old(w: Want, n: int, of: int, day: str, doc: str = "{n} of {of} DOCUMENTS", f: tuple[str, ...] = ("BYLINE", "SECTION", "LENGTH", "LOAD-DATE", "LANGUAGE"), words: str = "words", more: tuple[str, ...] = ()) -> list[Block]:  # fmt: skip
        by, sec, length, load, lang = f
        head = [Block(doc.format(n=n, of=of), "center"), Block(w.outlet or "", "center"), Block(day, "center"), Block(w.title or "")]  # fmt: skip
        fields = [f"{by}: {', '.join(w.authors)}", f"{sec}: NEWS; Pg. 4", f"{length}: {sum(len(p.split()) for p in w.keep)} {words}", *more]  # fmt: skip
        return [*head, *map(Block, fields), *map(Block, w.keep), Block(f"{load}: December 20, 2024"), Block(f"{lang}: ENGLISH"), Block(f"Copyright {w.day:%Y} {w.outlet}\nAll Rights Reserved", "center"), Block("", "break")]  # fmt: skip

    yield Clip("exp-old-dateline-highlight", "a.txt", forms.txt(old(MINE, 1, 2, d, more=("DATELINE: HARROW FELL", "HIGHLIGHT: The siren is off")) + old(BELLS, 2, 2, "January 22, 2024 Monday")), (MINE, BELLS), ("LOAD-DATE", "DOCUMENTS"))  # fmt: skip
    yield Clip("exp-old-french-latin1", "a.txt", forms.txt(old(BAC, 1, 1, "5 mars 2024 mardi", doc="Document {n} de {of}", f=("AUTEUR", "RUBRIQUE", "LONGUEUR", "DATE-CHARGEMENT", "LANGUE"), words="mots"), encoding="cp1252"), (BAC,), ("CHARGEMENT", "Document 1"))  # fmt: skip
    yield Clip("exp-old-spanish-docx", "a.docx", forms.docx(old(MERCADO, 1, 1, "9 de abril de 2024 martes", doc="Documento {n} de {of}", f=("AUTOR", "SECCIÓN", "LONGITUD", "FECHA-CARGA", "IDIOMA"), words="palabras")), (MERCADO,), ("FECHA-CARGA", "Documento 1"))  # fmt: skip

    def codes(w: Want, day: str, lang: str, an: str, **more: str) -> list[tuple[str, str]]:
        rows = [("SE", "News"), ("HD", w.title or ""), ("BY", f"By {' and '.join(w.authors)}"), ("WC", f"{sum(len(p.split()) for p in w.keep)} words"), ("PD", day), ("SN", w.outlet or ""), ("SC", "XYZ"), ("PG", "4"), ("LA", lang), ("CY", f"(c) {w.day:%Y} {w.outlet}"), ("LP", w.keep[0]), ("TD", "\n\n".join(w.keep[1:])), *more.items(), ("NS", "gcat : Political/General News"), ("RE", "uk : United Kingdom"), ("PUB", "Standard Press"), ("AN", f"Document {an}")]  # fmt: skip
        return [r for r in rows if r[1]]

    def flat(rows: list[tuple[str, str]]) -> bytes:
        out = []
        for code, value in rows:
            wrapped = [line for p in value.split("\n\n") for line in (*textwrap.wrap(p, 70), "")]
            out.append(
                f"{code}   {wrapped[0]}\n" + "".join(f"     {x}\n" if x else "\n" for x in wrapped[1:])
            )
        return "\n".join(out).encode()

    yield Clip("exp-factiva-codes-one-txt", "a.txt", flat(codes(BANK, "14 November 2023", "English", "XYZ0000020231114ejbe0000a")), (BANK,), ("gcat", "United Kingdom", "Standard Press"))  # fmt: skip

    def table(rows: list[tuple[str, str]]) -> str:
        return '<div class="article enArticle"><table>' + "".join(f'<tr><td class="index"><b>{c}</b>&nbsp;</td><td>{"".join(f"<p class=articleParagraph>{p}</p>" for p in v.split(chr(10) * 2)) if c in ("LP", "TD") else v}</td></tr>' for c, v in rows) + "</table></div>"  # fmt: skip

    some = [r for r in codes(BELLS, "22 January 2024", "English", "XYZ0000020240122ek1m0000b", ART="A bell.", CLM="The Beat") if r[0] not in ("BY", "SE")]  # fmt: skip
    nobody = Want(BELLS.title, BELLS.day, (), BELLS.outlet, BELLS.keep)
    yield Clip("exp-factiva-html-no-byline", "a.html", f"<html><head><title>Factiva</title></head><body><div id='contentLeft'>{table(some)}{table(codes(MINE, '3 May 2024', 'English', 'XYZ0000020240503ek530000c'))}</div></body></html>".encode(), (nobody, MINE), ("gcat", "Standard Press"))  # fmt: skip
    rows = [r for r in codes(PAROM, "5 Март 2024", "Russian", "XYZ0000020240305ek350000d") if r[0] != "BY"]
    yield Clip("exp-factiva-rtf-1251", "a.rtf", forms.rtf([Block("", rows=(r,)) if r[0] != "TD" else Block("", rows=((r[0], r[1].replace("\n\n", "\n")),)) for r in rows], page=1251), (Want(PAROM.title, PAROM.day, (), PAROM.outlet, PAROM.keep),), ("gcat",), frozenset({"day"}))  # fmt: skip
    press = f'<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{MINE.outlet}, no. 1.204</span></div><div><span class="DocHeader">News, Friday, May 3, 2024, p. A4</span></div><div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">{MINE.title}</p></div><p class="sm-margin-bottomNews">{MINE.authors[0]}</p></header><section><div class="DocText clearfix"><div class="docOcurrContainer">{paragraphs(*t.MINE)}</div></div></section><footer><div class="publiC-lblNodoc">news·20240503·FS·0042</div><p>© 2024 {MINE.outlet}. All rights reserved. The present document is protected.</p></footer></article>'  # fmt: skip
    yield Clip("exp-europresse-english-one", "a.html", f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Europresse</title></head><body>{press}</body></html>".encode(), (MINE,), ("news·2024", "protected"))  # fmt: skip

    def pro(w: Want, number: str, rule: bool = True, names: str = "") -> str:
        by = f"Author: {names}\n\n" if names else ""
        return ("_" * 60 + f"\n\nDocument {number}\n\n" if rule else "") + f"{w.title}\n\n{by}Publication info: {w.outlet} ; Fell [Fell]. {w.day}: A.4.\n\nhttps://search.archive.example/docview/3000?accountid=1\n\nFull text: " + "\n\n".join(w.keep) + f"\n\nSubject: Mines; Closures\n\nTitle: {w.title}\n\nPublication title: {w.outlet}; Fell\n\nFirst page: A.4\n\nPublication year: {w.day:%Y}\n\nPublication date: {w.day:%b} {w.day.day}, {w.day.year}\n\nSource type: Newspapers\n\nLanguage of publication: English\n\nProQuest document ID: 3000{number[0]}\n\nDatabase: Newsstream\n\n"  # type: ignore[union-attr] # fmt: skip

    yield Clip("exp-proquest-two-authors", "a.txt", (pro(BANK, "1 of 2", names="Frayle, Imogen; Orme, Tobias") + pro(BELLS, "2 of 2", names="Cejka, Libor")).encode(), (BANK, BELLS), ("Newsstream", "Publication info"))  # fmt: skip
    yield Clip("exp-proquest-one", "a.txt", pro(MINE, "1", rule=False, names="Caddick, Nerys").encode(), (MINE,), ("Newsstream", "Publication info"))  # fmt: skip
    item = f'<?xml version="1.0" encoding="UTF-8"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:fs:20240503:1" version="2" standard="NewsML-G2" standardversion="2.30" conformance="power" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider literal="FS"><name>{MINE.outlet}</name></provider><versionCreated>2024-05-03T18:00:00+01:00</versionCreated><firstCreated>2024-05-03T16:00:00+01:00</firstCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><contentCreated>2024-05-03T16:00:00+01:00</contentCreated><creator><name>{MINE.authors[0]}</name></creator><language tag="en"/><headline>{MINE.title}</headline><by>By {MINE.authors[0]}</by><dateline>HARROW FELL</dateline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{paragraphs(*t.MINE)}</body></html></inlineXML></contentSet></newsItem>'  # fmt: skip
    yield Clip("exp-g2-item-alone", "a.xml", item.encode(), (MINE,))
    nitf = f'<?xml version="1.0" encoding="ISO-8859-1"?><nitf><head><title>x</title><docdata><date.issue norm="20240213T081400+0100"/><doc-id id-string="fb-1"/><doc.copyright year="2024" holder="{BAD.outlet}"/></docdata><pubdata name="{BAD.outlet}" date.publication="20240213T000000"/></head><body><body.head><hedline><hl1>{BAD.title}</hl1><hl2>Verein übernimmt</hl2></hedline><byline>Von <person>{BAD.authors[0]}</person></byline><dateline><location>Oberfurth</location></dateline></body.head><body.content>{paragraphs(*t.DE)}</body.content></body></nitf>'  # fmt: skip
    yield Clip("exp-nitf-latin1-pubdata", "a.xml", nitf.encode("iso-8859-1", "xmlcharrefreplace"), (BAD,))
    ninjs = [{"uri": f"urn:x:{n}", "type": "text", "versioncreated": f"{w.day}T08:00:00Z", "firstcreated": f"{w.day}T07:00:00Z", "pubstatus": "usable", "headline": w.title, "byline": " and ".join(w.authors), "language": "en", "provider": w.outlet, "body_xhtml": paragraphs(*w.keep)} for n, w in enumerate((MINE, BELLS))]  # fmt: skip
    yield Clip("exp-ninjs-array-provider", "a.json", json.dumps(ninjs).encode(), (MINE, BELLS))
    taken = {**ninjs[0], "uri": "urn:x:9", "headline": "Never said", "pubstatus": "canceled"}
    yield Clip("exp-ninjs-lines-one-canceled", "a.jsonl", "\n".join(map(json.dumps, [*ninjs, taken])).encode(), (MINE, BELLS), ("Never said",))  # fmt: skip
    html = f"<html><head><meta charset=windows-1252><title>{BAC.title} | {BAC.outlet}</title><meta property=og:site_name content='{BAC.outlet}'><meta property=article:published_time content=2024-03-05T06:00:00+01:00><meta name=author content='{BAC.authors[0]}'></head><body><article><h1>{BAC.title}</h1>{paragraphs(*t.FR)}</article></body></html>".replace("=", "=")  # fmt: skip
    part = encodestring(html.encode("cp1252")).decode("ascii")
    mhtml = f'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://fil.example/bac\r\nSubject: x\r\nDate: Fri, 20 Dec 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B"\r\n\r\n------B\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://fil.example/bac\r\n\r\n{part}\r\n------B\r\nContent-Type: text/css\r\nContent-Location: cid:x\r\n\r\nbody {{}}\r\n------B--\r\n'  # fmt: skip
    yield Clip("exp-mhtml-1252", "a.mhtml", mhtml.encode("ascii"), (BAC,), ("Blink",))
    clip = f'---\ntitle: "{BELLS.title}"\nsource: https://vinteravoice.example/bells\nauthor: "Libor Cejka"\npublished: "2024-01-22"\ncreated: 2024-12-20T10:00\nsite: {BELLS.outlet}\ntags: [clippings, bells]\n---\n> [!summary] Mine\n\n![Bell](https://v.example/b.jpg)\n\n{t.MUSEUM[0]}\n\n=={t.MUSEUM[1]}==\n\n' + "\n\n".join(t.MUSEUM[2:]).replace("Tanner Street", "[Tanner Street](https://v.example/t)") + "\n"  # fmt: skip
    yield Clip("exp-obsidian-highlights", "a.md", clip.encode(), (BELLS,), ("==", "](http"))
    inner = {"__MACOSX/._a.html": "x", "day/nexis.docx": forms.docx(blocks(*uni(MINE, d))), "day/mail.eml": bytes(mail(BELLS.title or "", "\n\n".join(t.MUSEUM), sender="Vintera Voice <n@vinteravoice.example>", day="Mon, 22 Jan 2024 06:00:00 +0000")), "notes/.hidden.txt": "y"}  # fmt: skip
    yield Clip("exp-zip-of-kinds", "a.zip", forms.zipped(inner), (MINE, Want(BELLS.title, BELLS.day, (), BELLS.outlet, BELLS.keep)))  # type: ignore[arg-type] # fmt: skip
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, w in (("a.txt", MINE), ("b.txt", BELLS)):
            data = (
                f"{w.title}\n\n{w.outlet}, {w.day:%d %B %Y}\nBy {w.authors[0]}\n\n".encode()
                + "\n\n".join(w.keep).encode()
            )
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    yield Clip("exp-tar-gz-of-texts", "a.tgz", out.getvalue(), (MINE, BELLS))
    yield Clip("exp-rtf-written-by-hand", "a.rtf", forms.rtf(blocks(PAROM.title or "", "Тарас Лобов", "Вести Поречья, 5 марта 2024", *t.RU), page=1251, unicode_escapes=True), (PAROM,))  # fmt: skip

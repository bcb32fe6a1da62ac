"""Nexis, Nexis Uni, Factiva, Europresse and ProQuest in frames that no other set draws, filled with odd stories."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from textwrap import wrap

from bench.archives import forms
from bench.archives.cases import Case
from bench.archives.forms import Block
from bench.archives.odd.texts import bare, day_of, english_day, printed, some
from bench.archives.stories import Story
from bench.archives.words import day_first, weekday

Found = tuple[Story, ...]
MAKE: dict[str, Callable[[list[Block]], bytes]] = {
    "txt": forms.txt, "rtf": forms.rtf, "docx": forms.docx, "html": forms.page, "odt": forms.odt,
    "pdf": forms.pdf,
}  # fmt: skip
WESTERN = "en de fr es"


def texts(s: Story) -> list[Block]:
    """The body as blocks, with its rules and its table."""
    return [*map(Block, printed(s)), *([Block("", rows=s.table)] if s.table else [])]


def nexis() -> Iterator[Case]:
    gone = ("LOAD-DATE", "PUBLICATION-TYPE", "JOURNAL-CODE", "Reproduction without", "SUBJECT:", "LANGUAGE:")

    def documents(found: Found, *, head: str = "en", notes: bool = False, wire: bool = False, tail: bool = True, day: Callable[[Story], str] = english_day) -> list[Block]:  # fmt: skip
        """English labels whatever the language: the archive's own, and the day as the archive writes it."""
        out: list[Block] = []
        for n, s in enumerate(found, 1):
            out += [Block("", "break"), Block(f"{n} of {len(found)} DOCUMENTS", "center"), Block(f"Copyright {s.day.year} {s.outlet}\nAll Rights Reserved", "center"), Block(s.outlet, "center"), Block(day(s), "center")]  # fmt: skip
            out += [Block("Late Edition - Final", "center")] if n % 2 else []
            out += [Block("Correction Appended", "center")] if notes and n % 3 == 1 else []
            out += [Block(f"SECTION: Section {s.page[0]}; Column 3; {s.section} Desk; THE COAST; Pg. {s.page}", "field"), Block(f"LENGTH: {s.words} words", "field")]  # fmt: skip
            out += [Block(f"DISTRIBUTION: TO EDITORS OF {s.outlet.upper()}", "field")] if wire else []
            out += [Block(f"HEADLINE: {s.title}", "field")]
            out += [Block(f"BYLINE: By {' and '.join(s.authors)}", "field")] if s.authors else []
            out += [Block("DATELINE: PORT EVERARD, Feb. 1", "field"), Block("BODY:", "field"), *texts(s)]
            out += [Block("CORRECTION-DATE: March 2, 2023", "field")] if notes and n % 3 == 1 else []
            out += [Block("CONTACT: press office of the harbour, 555 0131", "field")] if wire else []
            if tail:
                out += [Block("GRAPHIC: Photos: the lamp room at dusk (PHOTOGRAPH BY A READER)(pg. A1); a map (pg. A6)", "field"), Block("SUBJECT: LIGHTHOUSES (91%); FOG (80%); INSURANCE (51%)", "field"), Block("LOAD-DATE: June 9, 2024", "field"), Block("LANGUAGE: ENGLISH", "field"), Block("DOCUMENT-TYPE: News", "field"), Block("PUBLICATION-TYPE: Newspaper", "field")]  # fmt: skip
        return out

    for number, (form, languages, more) in enumerate(
        (
            ("txt", "en", {"notes": True}), ("txt", WESTERN, {}), ("txt", "de fr", {"wire": True}), ("txt", "en it pt", {"tail": False}),
            ("rtf", "en sv nl", {"notes": True}), ("rtf", "en ru", {}), ("docx", WESTERN, {"wire": True}), ("docx", "en", {"notes": True, "tail": False}),
            ("html", "en it", {}), ("html", "de es fr", {"notes": True}), ("odt", "en pt", {}), ("pdf", "en de", {}), ("pdf", "fr es", {"notes": True}),
        )
    ):  # fmt: skip
        found = some(number * 31, 5 if form != "pdf" else 4, languages, tables=form not in ("txt", "pdf"))
        blocks = documents(found, **more)  # type: ignore[arg-type]
        data = forms.rtf(blocks, page=1251) if "ru" in languages else MAKE[form](blocks)
        yield Case(f"nexis/{form}-{languages.replace(' ', '')}-{number}", f"x.{form}", data, found, gone)
    own = some(1440, 4, "de", tables=False)
    yield Case("nexis/own-day-de", "x.txt", forms.txt(documents(own, day=lambda s: f"{day_of(s)} {weekday(s.day, 'de')}")), own, gone)  # fmt: skip
    # transcripts: a show with a time, people before the text, the copyright in lines
    out: list[str] = []
    cast = bare(some(1500, 4, "en", tables=False))
    for n, s in enumerate(cast, 1):
        out += [f"{n} of 4 DOCUMENTS".center(72), "", f"Copyright {s.day.year} Everard Radio Network".center(72), "All Rights Reserved".center(72), s.outlet.center(72), "", "SHOW: THE MORNING WATCH 7:00 AM EST", "", english_day(s).center(72), "", "TRANSCRIPT: 050301CN.V00", "", f"SECTION: {s.section}; Domestic", "", f"LENGTH: {s.words} words", "", "ANCHORS: DORIS PELL", "", "REPORTERS: HUGH TAME", "", f"HEADLINE: {s.title}", "", "GUESTS: Amos Quill", "", "BODY:"]  # fmt: skip
        out += [line for p in printed(s) for line in (*wrap(p, 70), "")] + ["LOAD-DATE: May 4, 2024", ""]
    yield Case("nexis/show", "x.txt", "\r\n".join(out).encode("cp1252"), cast, (*gone, "TRANSCRIPT:", "DORIS", "SHOW:"))  # fmt: skip
    # three exports one after the other in one file, each with its own cover
    parts: list[Block] = []
    joined: Found = ()
    for start in (1600, 1620):
        few = some(start, 3, "en", tables=False)
        parts += [Block("Download Request: Current Document: 1-3\nTime Of Request: Monday, May 06, 2024  09:12:40 EST"), Block("Send To:\n\nSTUDY ROOM 2"), Block("Terms: fog or lamp")]  # fmt: skip
        parts += documents(few)
        joined += few
    yield Case("nexis/two-exports-in-one", "x.txt", forms.txt(parts), joined, (*gone, "Download Request", "STUDY ROOM"))  # fmt: skip
    many = some(1700, 40, "en de", tables=False)
    yield Case("nexis/forty", "x.txt", forms.txt(documents(many)), many, gone)


def uni() -> Iterator[Case]:
    gone = ("End of Document", "Load-Date", "Section:", "Publication-Type", "Newstex", "Job Number", "Link to Image", "PDF-Datei")  # fmt: skip

    def documents(found: Found, *, mail: bool = False, notes: bool = False, blank: bool = False, german: bool = False) -> list[Block]:  # fmt: skip
        out: list[Block] = []
        for n, s in enumerate(found, 1):
            weekdays = f"{day_of(s)} {weekday(s.day, 'de')}" if german else english_day(s)
            out += [Block("", "break"), Block(s.title, "title"), Block(s.outlet), Block(weekdays)]
            out += [
                Block(f"Copyright {s.day.year} {s.outlet}\nAll Rights Reserved\nDelivered by Newstex LLC.")
            ]
            out += [Block("\u00a0")] if blank else []
            out += [Block(f"{'Rubrik' if german else 'Section'}: {s.section.upper()}; {'S. ' if german else 'Pg. '}{s.page}")] if n % 3 or not notes else []  # fmt: skip
            out += [Block(f"{'Länge' if german else 'Length'}: {s.words} {'Wörter' if german else 'words'}")]
            names = " and ".join(s.authors)
            if s.authors:
                out += [Block(f"{'Autor' if german else 'Byline'}: {names}" + ("; reader@everard.example" if mail else ""))]  # fmt: skip
            out += [Block("Link to Image")] if n % 2 else []
            out += [Block("Body"), *([Block("\u00a0")] if blank else [])]
            out += texts(s)
            if notes:
                out += [Block("Correction"), Block("The paper printed a wrong date for the lamp on its front page."), Block("Correction-Date: March 2, 2023"), Block("Notes"), Block("PDF-Datei dieses Dokuments")]  # fmt: skip
            out += [Block("Load-Date: June 9, 2024"), Block("End of Document")]
        return out

    for number, (form, languages, more) in enumerate(
        (
            ("docx", "en", {"mail": True}), ("docx", WESTERN, {"blank": True}), ("docx", "en it pt", {"notes": True}), ("docx", "de", {"german": True}),
            ("rtf", "en sv", {"blank": True}), ("rtf", "nl en", {"notes": True}), ("rtf", "de", {"german": True, "blank": True}), ("rtf", "en", {"mail": True, "notes": True}),
            ("odt", WESTERN, {"mail": True}), ("html", "en fr", {"notes": True}), ("html", "de", {"german": True}), ("pdf", "en es", {}), ("pdf", "en it", {"mail": True}), ("txt", "en de", {"blank": True}),
        )
    ):  # fmt: skip
        found = some(3000 + number * 37, 5, languages, tables=form not in ("txt", "pdf"))
        yield Case(f"nexis-uni/{form}-{languages.replace(' ', '')}-{number}", f"x.{form}", MAKE[form](documents(found, **more)), found, gone)  # fmt: skip
    long = some(3900, 6, "en fr", tables=False)
    cover: list[Block] = [Block("User Name: Lamp Room"), Block("Date and Time: Monday, May 6, 2024 9:12:00 AM EDT"), Block("Job Number: 77120093"), Block("Documents (6)")]  # fmt: skip
    for n, s in enumerate(long, 1):
        half = s.title.find(" ", 12)
        cover += [Block(f"{n}. {s.title[:half]}\n{s.title[half + 1 :]}"), Block("Client/Matter: -None-"), Block("Search Terms: fog AND lamp"), Block("Search Type: Terms and Connectors"), Block("Narrowed by:"), Block("Content Type"), Block("Narrowed by"), Block("News"), Block("-None-")]  # fmt: skip
    for form in ("docx", "rtf", "html"):
        yield Case(f"nexis-uni/contents-two-lines-{form}", f"x.{form}", MAKE[form](cover + documents(long)), long, (*gone, "Client/Matter"))  # fmt: skip
    many = some(4000, 40, "en es", tables=False)
    yield Case("nexis-uni/forty", "x.docx", forms.docx(documents(many, mail=True)), many, gone)
    single = some(4100, 4, "en de", tables=True)
    packed = {f"{s.title[:12].replace(':', '_')}.docx": forms.docx(documents((s,))) for s in single}
    yield Case("nexis-uni/zip-of-one-each", "Files (4).ZIP", forms.zipped({**packed, "__MACOSX/._x.docx": b"\x00\x05", ".DS_Store": b"\x00"}), single, gone)  # fmt: skip


COUNT = {"en": "words", "de": "Wörter", "fr": "mots", "nl": "woorden", "es": "palabras", "it": "parole", "pt": "palavras", "sv": "ord", "ru": "слов"}  # fmt: skip
TONGUE = {"en": "English", "de": "Deutsch", "fr": "Français", "nl": "Nederlands", "es": "Español", "it": "Italiano", "pt": "Português", "sv": "Svenska", "ru": "Русский"}  # fmt: skip


def coded(s: Story, *, few: bool = False, clm: bool = False) -> list[tuple[str, str]]:
    day = day_first(s.day, s.language) if s.language in ("en", "de", "fr", "nl", "es", "ru") else day_of(s)
    lines = printed(s)
    out = [("CLM" if clm else "SE", s.section), ("HD", s.title), ("BY", ", ".join(s.authors)), ("CR", "Everard Press Pool"), ("WC", f"{s.words} {COUNT[s.language]}"), ("PD", day), ("ET", "22:10"), ("SN", s.outlet), ("SC", "TIDMER"), ("ED", "Coast"), ("PG", s.page), ("VOL", "Volume 9; Number 4"), ("LA", TONGUE[s.language]), ("CY", f"Copyright {s.day.year} {s.outlet}. All Rights Reserved."),
           ("LP", lines[0]), ("TD", "\n\n".join(lines[1:])), ("CX", "The lamp was misdated."), ("CO", "tidmer : Tidewater Trust"), ("IN", "i7912 : Harbours"), ("NS", "gcat : Political/General News | ncolu : Columns"), ("RE", "usa : United States"), ("IPD", "FOGLAMP"), ("PUB", "Tidewater Printing Co."), ("AN", f"Document TIDMER00{s.day:%Y%m%d}ee2100{s.number % 1000:03d}")]  # fmt: skip
    keep = ("HD", "BY", "WC", "PD", "SN", "LA", "LP", "TD", "AN")
    return [(c, v) for c, v in out if v and (not few or c in keep)]


def factiva() -> Iterator[Case]:
    gone = ("Political/General", "Search Summary", "Tidewater Printing", "FOGLAMP", "Everard Press Pool", "All Rights Reserved", "Document TIDMER")  # fmt: skip

    def lines(found: Found, *, few: bool = False, clm: bool = False, indent: int = 0) -> bytes:
        out: list[str] = []
        for s in found:
            for code, value in coded(s, few=few, clm=clm):
                first, *rest = value.split("\n\n")
                out += [f"{code}".ljust(indent or len(code) + 1) + first]
                out += [x for p in rest for x in ("", " " * indent + p)] + [""]
            out += ["", ""]
        return "\n".join([*out, "Search Summary", "Text  fog or lamp"]).encode("utf-8")

    def table(found: Found, *, few: bool = False, clm: bool = False) -> bytes:
        out = ["<html><head><meta charset='utf-8'><title>Factiva</title></head><body>"]
        for s in found:
            rows = "".join(f'<tr valign="top"><td width="20"><b>{code}</b></td><td>{"".join(f"<p>{escape(p)}</p>" for p in value.split(chr(10) * 2)) if code in ("LP", "TD") else escape(value)}</td></tr>' for code, value in coded(s, few=few, clm=clm))  # fmt: skip
            grid = "<pre>" + "\n".join("   ".join(r) for r in s.table) + "</pre>" if s.table else ""
            rows = rows.replace("</td></tr><tr valign=\"top\"><td width=\"20\"><b>CX", f"{grid}</td></tr><tr valign=\"top\"><td width=\"20\"><b>CX") if grid else rows  # fmt: skip
            out.append(f'<div id="article-TIDMER{s.number}" class="article {s.language}Article"><table cellspacing="0" cellpadding="2" border="0">{rows}</table></div><br>')  # fmt: skip
        return "\n".join([*out, "<p>Search Summary</p>", "</body></html>"]).encode()

    def blocks(found: Found, *, few: bool = False, clm: bool = False, rows: bool = False) -> list[Block]:
        out: list[Block] = []
        for s in found:
            for code, value in coded(s, few=few, clm=clm):
                first, *rest = value.split("\n\n")
                out += [Block("", rows=((code, value.replace("\n\n", "\n")),))] if rows else [Block(f"{code}\u00a0{first}"), *map(Block, rest)]  # fmt: skip
            out += [Block(f"Page {s.number % 9 + 1} of 12 \u00a9 2024 Factiva, Inc. All rights reserved."), Block("", "break")]  # fmt: skip
        return out

    for number, (form, languages, more) in enumerate(
        (
            ("txt", "en", {}), ("txt", "en de", {"few": True}), ("txt", "en it pt", {"indent": 4}), ("txt", "en sv ru", {"clm": True, "indent": 4}), ("txt", "fr es", {"indent": 6}),
            ("html", "en", {"clm": True}), ("html", WESTERN, {}), ("html", "it pt sv", {"few": True}), ("html", "ru nl en", {}),
            ("rtf", "en", {}), ("rtf", "de fr", {"rows": True}), ("rtf", "ru en", {"rows": True, "few": True}), ("docx", "en it", {"rows": True, "clm": True}), ("docx", WESTERN, {}), ("odt", "en", {"rows": True}), ("pdf", "en", {}),
        )
    ):  # fmt: skip
        found = some(5000 + number * 41, 5, languages, tables=form == "html" and not more.get("few"))
        name = f"factiva/{form}-{languages.replace(' ', '')}-{number}"
        make = {"txt": lines, "html": table}.get(form)
        if make:
            yield Case(name, f"x.{form}", make(found, **more), found, gone)
        elif form == "rtf":
            yield Case(name, "x.rtf", forms.rtf(blocks(found, **more), page=1251 if "ru" in languages else 1252), found, gone)  # fmt: skip
        else:
            yield Case(name, f"x.{form}", MAKE[form](blocks(found, **more)), found, gone)
    many = some(5900, 40, "en de fr", tables=False)
    yield Case("factiva/forty", "x.html", table(many, clm=True), many, gone)
    yield Case("factiva/forty-txt", "x.txt", lines(many), many, gone)


def europresse() -> Iterator[Case]:
    gone = ("droits réservés", "Note(s) :", "Illustration(s) :", "·", "Certificat émis", "Taille de l")

    def article(s: Story, *, br: bool = False, boxes: bool = False, over: bool = False, tail: bool = True) -> str:  # fmt: skip
        body = "<br><br>".join(escape(p) for p in printed(s)) if br else "".join(f"<p>{escape(p)}</p>" for p in printed(s))  # fmt: skip
        body += "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in s.table) + "</table>" if s.table else ""  # fmt: skip
        box = '<p><b>Illustration(s) :</b></p><p>Agence du Littoral</p><p>La lanterne au crépuscule.</p><p><b>Note(s) :</b></p><p>redaction@littoral.example</p>' if boxes else ""  # fmt: skip
        top = '<p class="sm-margin-TopNews rdp__surtitle">LITTORAL</p>' if over else ""
        who = f'<p class="sm-margin-bottomNews">{escape("; ".join(s.authors))}</p>' if s.authors else ""
        return f'<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{escape(s.outlet)}</span></div><div class="rdp__DocHeader"><span class="DocHeader">{s.section}, {weekday(s.day, "fr")} {s.day.day} {day_first(s.day, "fr").split()[1]} {s.day.year} 1203 mots, p. {s.page}</span></div><div class="titreArticle">{top}<p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">{escape(s.title)} </p></div>{who}</header><section><div class="DocText clearfix"><div class="docOcurrContainer">{body}{box}</div></div></section><footer>{f"<div>© {s.day.year} {escape(s.outlet)}. Tous droits réservés.</div>" if tail else ""}<div class="publiC-lblNodoc">news·{s.day:%Y%m%d}·IC·{s.number}</div><div>Certificat émis le 6 mai 2024 à salle-de-lecture</div></footer></article>'  # fmt: skip

    for number, (languages, more) in enumerate((("fr", {}), ("fr", {"br": True}), ("fr en es", {"boxes": True}), ("fr it pt", {"over": True}), ("fr de", {"br": True, "over": True}), ("fr", {"tail": False, "boxes": True}), ("en fr", {"over": True}))):  # fmt: skip
        found = some(7000 + number * 43, 6, languages, tables=not more.get("br"))
        data = f"<html><head><meta charset='utf-8'><title>Europresse</title></head><body>{''.join(article(s, **more) for s in found)}</body></html>".encode()  # fmt: skip
        yield Case(f"europresse/{languages.replace(' ', '')}-{number}", "x.HTML", data, found, (*gone, "LITTORAL") if more.get("over") else gone)  # fmt: skip


PROQUEST = {
    "en": ("Author", "Publication info", "Full text", "Title", "Publication title", "Pages", "Publication date", "Section", "Source type", "Language of publication", "ProQuest document ID", "Document URL", "Last updated", "Database"),
    "fr": ("Auteur", "Informations sur la publication", "Texte intégral", "Titre", "Titre de la publication", "Pages", "Date de publication", "Section", "Type de source", "Langue de la publication", "ID du document ProQuest", "URL du document", "Dernière mise à jour", "Base de données"),
    "es": ("Autor", "Información de publicación", "Texto completo", "Título", "Título de publicación", "Páginas", "Fecha de publicación", "Sección", "Tipo de fuente", "Idioma de la publicación", "ID del documento de ProQuest", "URL del documento", "Última actualización", "Base de datos"),
    "de": ("Autor", "Publikationsinfo", "Volltext", "Titel", "Titel der Publikation", "Seiten", "Publikationsdatum", "Abschnitt", "Quellentyp", "Publikationssprache", "ProQuest-Dokument-ID", "Dokument-URL", "Zuletzt aktualisiert", "Datenbank"),
}  # fmt: skip


def proquest() -> Iterator[Case]:
    gone = ("Newsstream", "Source type", "Type de source", "Tipo de fuente", "Quellentyp", "accountid", "Word count", "Bibliography", "Contact ProQuest")  # fmt: skip

    def documents(found: Found, *, ui: str = "en", anonymous: bool = False, words: bool = False, listed: bool = False) -> list[Block]:  # fmt: skip
        author, info, full, title, paper, pages, day, section, kind, tongue, key, url, last, base = PROQUEST[ui]  # fmt: skip
        out: list[Block] = []
        for s in found:
            turned = "; ".join(f"{a.rsplit(' ', 1)[1]}, {a.rsplit(' ', 1)[0]}" for a in s.authors)
            turned = turned or ("Anonymous" if anonymous else "")
            first, *rest = printed(s)
            out += [Block("_" * 60), Block(s.title), *([Block(f"{author}: {turned}")] if turned else []), Block(f"{info}: {s.outlet} ; Port Everard, N.J. [Port Everard, N.J]. {s.day:%d %b %Y}: {s.page}."), Block(f"https://www.proquest.com/docview/77{s.number}/abstract/1?accountid=9")]  # fmt: skip
            out += [Block(f"{full}: {first}"), *map(Block, rest), *([Block("", rows=s.table)] if s.table else [])]  # fmt: skip
            out += [Block(f"Word count: {s.words}")] if words else []
            out += [Block(f"{label}: {value}") for label, value in ((title, s.title), (paper, f"{s.outlet}; Port Everard, N.J."), (pages, s.page), (day, f"{s.day:%b} {s.day.day}, {s.day.year}"), (section, s.section), (kind, "Newspaper"), (tongue, "English"), (key, f"77{s.number}"), (url, f"https://www.proquest.com/docview/77{s.number}?accountid=9"), ("Copyright", f"Copyright {s.outlet} {s.day:%b} {s.day.day}, {s.day.year}"), (last, "2024-06-09"), (base, "Global Newsstream"))]  # fmt: skip
        out += [Block("_" * 60)]
        if listed:
            out += [Block("Bibliography"), Block("Citation style: APA 6th - American Psychological Association, 6th Edition"), *(Block(f"{s.title}. ({s.day.year}, {s.day:%b %d}). {s.outlet}. Retrieved from https://www.proquest.com/docview/77{s.number}?accountid=9") for s in found), Block("_" * 60)]  # fmt: skip
        return [*out, Block("Contact ProQuest"), Block("Copyright \u00d3 2024 ProQuest LLC. All rights reserved. - Terms and Conditions")]  # fmt: skip

    for number, (form, languages, more) in enumerate(
        (
            ("txt", "en", {"anonymous": True}), ("txt", "en de", {"listed": True}), ("txt", "fr", {"ui": "fr"}), ("txt", "es", {"ui": "es", "words": True}), ("txt", "de", {"ui": "de"}),
            ("rtf", "en it", {"words": True}), ("rtf", "fr es", {"ui": "fr"}), ("docx", "en", {"listed": True, "anonymous": True}), ("docx", "es pt", {"ui": "es"}), ("html", "en sv", {}), ("html", "de", {"ui": "de", "listed": True}), ("odt", "en nl", {}), ("pdf", "en", {"anonymous": True}), ("pdf", "en fr", {"words": True}),
        )
    ):  # fmt: skip
        found = some(8000 + number * 47, 5, languages, tables=form not in ("txt", "pdf"))
        blocks = documents(found, **more)  # type: ignore[arg-type]
        data = forms.txt(blocks, width=400) if form == "txt" else MAKE[form](blocks)
        yield Case(f"proquest/{form}-{languages.replace(' ', '')}-{number}", f"x.{form}", data, found, gone)
    many = some(8900, 40, "en", tables=False)
    yield Case("proquest/forty", "x.txt", forms.txt(documents(many), width=400), many, gone)

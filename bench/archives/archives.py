"""The exports of news archives, written from what their users publish about them: Nexis (two generations),
Factiva, Europresse, ProQuest. Each function gives the blocks or the page of a file that holds these stories."""

from __future__ import annotations

import html
from datetime import date

from bench.archives.forms import Block
from bench.archives.stories import Story
from bench.archives.words import day_first, nexis_day, plain_day, weekday

NEXIS = {
    "en": ("{n} of {all} DOCUMENTS", "BYLINE", "SECTION", "LENGTH", "words", "LOAD-DATE", "LANGUAGE", "ENGLISH", "Pg."),
    "de": ("Dokument {n} von {all}", "AUTOR", "RUBRIK", "LÄNGE", "Wörter", "UPDATE", "SPRACHE", "GERMAN; DEUTSCH", "S."),
    "fr": ("Document {n} de {all}", "AUTEUR", "RUBRIQUE", "LONGUEUR", "mots", "DATE-CHARGEMENT", "LANGUE", "FRENCH; FRANÇAIS", "Pg."),
    "nl": ("{n} van {all} DOCUMENTEN", "AUTEUR", "RUBRIEK", "LENGTE", "woorden", "LAAD-DATUM", "TAAL", "DUTCH", "blz."),
    "es": ("{n} de {all} DOCUMENTOS", "AUTOR", "SECCIÓN", "LONGITUD", "palabras", "FECHA-CARGA", "IDIOMA", "SPANISH; ESPAÑOL", "Pág."),
}  # fmt: skip
RIGHTS = {"en": "All Rights Reserved", "de": "Alle Rechte vorbehalten", "fr": "Tous droits réservés",
          "nl": "Alle rechten voorbehouden", "es": "Todos los derechos reservados"}  # fmt: skip
LOADED = date(2026, 2, 14)


def body(story: Story, *, cut: bool = False) -> list[Block]:
    """The paragraphs, with what else stands in a text: a subheading, a table, a footnote, a broken page."""
    blocks: list[Block] = []
    for n, paragraph in enumerate(story.paragraphs):
        note = story.footnote if n == 0 else ""
        if cut and n == 1:
            half = paragraph.find(" ", len(paragraph) // 2)
            blocks += [Block(paragraph[:half], note=note), Block(paragraph[half + 1 :], "cut")]
        else:
            blocks.append(Block(paragraph, note=note))
        if n == 0 and story.subhead:
            blocks.append(Block(story.subhead))
    if story.table:
        blocks.append(Block("", rows=story.table))
    return blocks


def nexis_old(
    stories: list[Story], *, language: str = "en", top: bool = False, cover: bool = True, cut: bool = False,
    fields: str = "byline section length load language type", total: int | None = None,
) -> list[Block]:  # fmt: skip
    """Nexis until about 2019. `top`: the copyright stands under the name of the paper."""
    start, by, section, length, unit, load, tongue, name, pg = NEXIS[language]
    rights = RIGHTS[language]
    all_ = total or len(stories)
    out: list[Block] = []
    if cover:
        out.append(
            Block(
                f"Download Request: Selected Items: 1-{all_}\nTime Of Request: Saturday, February 14, 2026  10:02:44"
            )
        )
        out.append(Block("Send To:\n\nCITY LIBRARY\nREADING ROOM"))
        out.append(Block("Terms: (pool w/10 council)\nSource: All News\nProject ID: None"))
    for n, story in enumerate(stories, start=1):
        copyright = Block(f"Copyright {story.day.year} {story.outlet}\n{rights}", "center")
        out += [
            Block("", "break"),
            Block(start.format(n=n, all=all_), "center"),
            Block(story.outlet, "center"),
        ]
        out += [copyright] if top else []
        edition = f"\n{story.edition}" if story.edition else ""
        out += [Block(nexis_day(story.day, language) + edition, "center"), Block(story.title)]
        if "byline" in fields and story.authors:
            who = "; ".join(story.authors)
            out.append(Block(f"{by}: {who.upper() if n % 5 == 0 else who}", "field"))
        if "section" in fields:
            out.append(Block(f"{section}: {story.section.upper()}; {pg} {story.page}", "field"))
        if "length" in fields:
            out.append(Block(f"{length}: {story.words} {unit}", "field"))
        out += body(story, cut=cut)
        if "graphic" in fields:
            out.append(Block("GRAPHIC: PHOTO: The old hall before the works began last spring.", "field"))
        if "load" in fields:
            out.append(Block(f"{load}: {plain_day(LOADED, language)}", "field"))
        if "language" in fields:
            out.append(Block(f"{tongue}: {name}", "field"))
        if "type" in fields:
            out.append(Block("PUBLICATION-TYPE: Newspaper", "field"))
        out += [] if top else [copyright]
    return out


NEXIS_FURNITURE = [
    "Download Request",
    "CITY LIBRARY",
    "PUBLICATION-TYPE",
    "DOCUMENTS",
    *RIGHTS.values(),
    "Time Of Request",
]

UNI = {
    "en": ("Documents ({n})", "Section: {s}; Pg. {p}", "Length: {w} words", "Byline: {b}", "Load-Date: {d}", "Language: ENGLISH"),
    "de": ("Dokumente ({n})", "Section: {s}; S. {p}", "Length: {w} words", "Byline: {b}", "Load-Date: {d}", "Language: GERMAN; DEUTSCH"),
    "fr": ("Documents ({n})", "Section: {s}; Pg. {p}", "Length: {w} mots", "Byline: {b}", "Load-Date: {d}", "Language: FRENCH"),
    "nl": ("Documenten ({n})", "Section: {s}; Blz. {p}", "Length: {w} words", "Byline: {b}", "Load-Date: {d}", "Language: DUTCH"),
    "es": ("Documentos ({n})", "Section: {s}; Pág. {p}", "Length: {w} palabras", "Byline: {b}", "Load-Date: {d}", "Language: SPANISH"),
}  # fmt: skip
UNI_FURNITURE = [
    "Client/Matter",
    "Job Number",
    "Search Terms",
    "End of Document",
    "Load-Date",
    "Length:",
    "Narrowed by",
    "Classification",
]


def nexis_uni(
    stories: list[Story], *, language: str = "en", cover: bool = True, fields: str = "copyright section length byline classification",
    end: bool = True, total: int | None = None,
) -> list[Block]:  # fmt: skip
    """Nexis Uni and Lexis Advance: a cover with a table of contents, then documents that end in a line."""
    documents, section, length, by, load, tongue = UNI[language]
    out: list[Block] = []
    if cover:
        out += [
            Block("Date and Time: Saturday, 14. February 2026 10:02:00 CET"),
            Block("Job Number: 00000042"),
        ]
        out.append(Block(documents.format(n=total or len(stories))))
        for n, story in enumerate(stories, start=1):
            out += [
                Block(f"{n}. {story.title}"),
                Block("Client/Matter: -None-"),
                Block("Search Terms: pool AND council"),
            ]
            out += [
                Block("Search Type: Terms and Connectors"),
                Block("Narrowed by:"),
                Block("Content Type"),
                Block("News"),
            ]
    for story in stories:
        out += [Block("", "break"), Block(story.title, "title"), Block(story.outlet)]
        edition = f", {story.edition}" if story.edition else ""
        out.append(Block(nexis_day(story.day, language) + edition))
        if "copyright" in fields:
            out.append(Block(f"Copyright {story.day.year} {story.outlet} {RIGHTS[language]}"))
        if "section" in fields:
            out.append(Block(section.format(s=story.section.upper(), p=story.page)))
        if "length" in fields:
            out.append(Block(length.format(w=story.words)))
        if "byline" in fields and story.authors:
            out.append(Block(by.format(b=", ".join(story.authors))))
        out.append(Block("Body"))
        out += body(story)
        if "graphic" in fields:
            out += [Block("Graphic"), Block("The old hall before the works began last spring.")]
        if "classification" in fields:
            out += [
                Block("Classification"),
                Block(tongue),
                Block("Publication-Type: Newspaper"),
                Block("Subject: SPORTS (90%)"),
            ]
        out.append(Block(load.format(d=nexis_day(LOADED, language))))
        if end:
            out.append(Block("End of Document"))
    return out


COUNT = {"en": "words", "de": "Wörter", "fr": "mots", "nl": "woorden", "es": "palabras", "ru": "слов"}
TONGUE = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "nl": "Nederlands",
    "es": "Español",
    "ru": "Русский",
}
BY = {"en": "By ", "de": "Von ", "fr": "Par ", "nl": "Door ", "es": "Por ", "ru": ""}
FACTIVA_FURNITURE = [
    "Dow Jones",
    "Search Summary",
    "gspo : Sport",
    "Document TST",
    "Holding Ltd",
    "articles found",
]


def factiva_fields(story: Story, drop: str = "") -> list[tuple[str, str]]:
    """The fields of a story, in the order in which Factiva prints them; LP and TD hold paragraphs."""
    language = story.language
    fields = [("SE", story.section), ("HD", story.title)]
    if story.authors:
        fields.append(("BY", BY[language] + ", ".join(story.authors)))
    fields += [
        ("WC", f"{story.words} {COUNT[language]}"),
        ("PD", day_first(story.day, language)),
        ("ET", "06:15"),
    ]
    fields += [("SN", story.outlet), ("SC", "TSTNWS")]
    if story.edition:
        fields.append(("ED", story.edition))
    fields += [("PG", story.page), ("LA", TONGUE[language]), ("CY", f"(c) {story.day.year} {story.outlet}")]
    fields += [("LP", story.paragraphs[0]), ("TD", "\n\n".join(story.paragraphs[1:]))]
    fields += [("NS", "gspo : Sport | gcat : Political/General News"), ("RE", "eurz : Europe")]
    fields += [
        ("PUB", "Example Holding Ltd"),
        ("AN", f"Document TSTNWS00{story.day:%Y%m%d}ek{story.number:07d}"),
    ]
    return [(code, value) for code, value in fields if code not in drop.split() and value]


def factiva_html(stories: list[Story], *, drop: str = "", summary: bool = True, codes: bool = True) -> bytes:
    out = [
        "<html><head><meta charset='utf-8'><title>Factiva</title></head><body><h1>Factiva</h1><span>Dow Jones</span>"
    ]
    for story in stories:
        out.append(f'<div class="article {story.language}Article">')
        if codes:
            out.append('<table cellpadding="1">')
            for code, value in factiva_fields(story, drop):
                cell = html.escape(value)
                if code in ("LP", "TD"):
                    cell = "".join(
                        f'<p class="articleParagraph {story.language}articleParagraph">{html.escape(p)}</p>'
                        for p in value.split("\n\n")
                    )
                elif code == "HD":
                    cell = f"<b class='{story.language}Headline'>{cell}</b>"
                out.append(f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{cell}</td></tr>')
            out.append("</table><br/>")
        else:
            given = dict(factiva_fields(story, drop))
            out.append(
                f'<div id="hd"><span class="{story.language}Headline">{html.escape(story.title)}</span></div>'
            )
            for code in ("BY", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "LA", "CY"):
                out.append(f"<div>{html.escape(given[code])}</div>" if code in given else "")
            out += [
                f'<p class="articleParagraph {story.language}articleParagraph">{html.escape(p)}</p>'
                for p in story.paragraphs
            ]
            out.append(f"<p>{given.get('AN', '')}</p>")
        out.append("</div><br/><span></span>")
    if summary:
        out.append(
            "<div><b>Search Summary</b><table><tr><td>Text</td><td>pool and council</td></tr><tr><td>Results</td><td>9 articles found</td></tr></table></div>"
        )
    return "\n".join(out + ["</body></html>"]).encode()


def factiva_blocks(stories: list[Story], *, drop: str = "", table: bool = False) -> list[Block]:
    """The text of the print view: the code, then its value; in RTF a row of a table each."""
    out = [Block("Factiva"), Block("Dow Jones")]
    for story in stories:
        for code, value in factiva_fields(story, drop):
            parts = value.split("\n\n")
            if table:
                out.append(Block("", rows=((code, "\n".join(parts)),)))
            else:
                out += [Block(f"{code}  {parts[0]}"), *map(Block, parts[1:])]
        out.append(Block("", "break"))
    out += [Block("Search Summary"), Block("Text  pool and council"), Block("Results  9 articles found")]
    return out


def factiva_plain(stories: list[Story]) -> list[Block]:
    """The display without codes: what a line is, only its place tells."""
    out: list[Block] = []
    for story in stories:
        fields = [
            (code, value) for code, value in factiva_fields(story) if code not in ("NS", "RE", "PUB", "ED")
        ]
        for _, value in fields:
            out += map(Block, value.split("\n\n"))
        out.append(Block("", "break"))
    return out


def factiva_xml(stories: list[Story]) -> bytes:
    out = [
        '<?xml version="1.0" encoding="UTF-8"?><ppsArticleResponse><articleResponse><count>9</count><articleResultSet>'
    ]
    for story in stories:
        paragraphs = [f"<paragraph>{html.escape(p)}</paragraph>" for p in story.paragraphs]
        by = (
            f"<byline>{html.escape(BY[story.language] + ', '.join(story.authors))}</byline>"
            if story.authors
            else ""
        )
        out.append(
            f"<article><headline><paragraph>{html.escape(story.title)}</paragraph></headline>{by}"
            f"<leadParagraph>{paragraphs[0]}</leadParagraph><tailParagraphs>{''.join(paragraphs[1:])}</tailParagraphs>"
            f"<wordCount>{story.words}</wordCount><publicationDate><date>{story.day.isoformat()}</date></publicationDate>"
            f"<sourceCode>tstnws</sourceCode><sourceName>{html.escape(story.outlet)}</sourceName>"
            f"<sectionName>{story.section}</sectionName><pages><page>{story.page}</page></pages>"
            f"<publisherName>Example Holding Ltd</publisherName><baseLanguage>{story.language}</baseLanguage>"
            f"<copyright>(c) {story.day.year}</copyright>"
            f"<reference>distdoc:archive/ArchiveDoc::Article/TSTNWS00{story.day:%Y%m%d}ek{story.number:07d}</reference></article>"
        )
    return "".join([*out, "</articleResultSet></articleResponse></ppsArticleResponse>"]).encode()


EUROPRESSE_FURNITURE = ["droits réservés", "Cet article est paru", "news·", "Tous droits", "certificat"]


def europresse_day(story: Story, *, english: bool = False) -> str:
    language = "en" if english else "fr"
    return f"{weekday(story.day, language)}{',' if english else ''} {plain_day(story.day, language)}"


def europresse_html(
    stories: list[Story], *, old: bool = False, english: bool = False, captions: bool = False
) -> bytes:
    out = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>Europresse</title></head><body>"]
    for story in stories:
        key = f"news·{story.day:%Y%m%d}·TST·{story.number:05d}"
        head = f"{story.section}, {europresse_day(story, english=english)}, p. {story.page}"
        who = ", ".join(story.authors)
        paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in story.paragraphs)
        paragraphs = paragraphs.replace("bassin", "<mark>bassin</mark>").replace(
            "conseil", "<mark>conseil</mark>"
        )
        rights = f"© {story.day.year} {html.escape(story.outlet)}. Tous droits réservés."
        outlet, title = html.escape(story.outlet), html.escape(story.title)
        if old:
            out.append(
                f'<table><tr><td><span class="DocPublicationName">{outlet}</span><br><span class="DocHeader">{head}</span><br>'
                f'<span class="TitreArticleVisu">{title}</span><br>'
                + (f'<div class="docAuthors">{who}</div>' if who else "")
                + f'<div class="DocText">{paragraphs}</div><div class="publiC-lblNodoc">{key}</div><small>{rights}</small></td></tr></table><hr>'
            )
            continue
        picture = (
            "<figure><img src='a.jpg'><figcaption>Le vieux bâtiment au printemps dernier.</figcaption></figure>"
            if captions
            else ""
        )
        author = f'<p class="sm-margin-bottomNews">{html.escape(who)}</p>' if who else ""
        out.append(
            f'<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{outlet}, no. 1203</span></div>'
            f'<div><span class="DocHeader">{head}</span></div><div class="titreArticle">'
            f'<p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">{title} </p></div>{author}</header>'
            f'<section>{picture}<div class="DocText clearfix"><div class="docOcurrContainer">{paragraphs}</div></div>'
            f'<small>Cet article est paru dans {outlet}</small></section><footer><div class="publiC-lblNodoc">{key}</div><p>{rights}</p></footer></article>'
        )
    return "".join([*out, "</body></html>"]).encode()


PROQUEST_FURNITURE = [
    "Publication info",
    "Source type",
    "Database:",
    "Contact us",
    "accountid",
    "Table of contents",
    "Example Media",
]


def proquest_blocks(
    stories: list[Story], *, contents: bool = False, drop: str = "", total: int | None = None
) -> list[Block]:
    out: list[Block] = []
    rule = Block("_" * 60)
    if contents:
        out += [
            Block("Table of contents"),
            *(Block(f"{n}. {s.title}") for n, s in enumerate(stories, start=1)),
        ]
    for n, story in enumerate(stories, start=1):
        iso, day = story.day.isoformat(), plain_day(story.day, "en")
        names = "; ".join(f"{a.split(' ', 1)[1]}, {a.split(' ', 1)[0]}" for a in story.authors)
        out += [rule, Block(f"Document {n} of {total or len(stories)}"), Block(story.title)]
        fields = [
            ("Author", names),
            ("Publication info", f"{story.outlet} ; Mill Town [Mill Town]. {iso}: A.{story.page}."),
        ]
        fields += [
            ("", f"https://search.archive.example/docview/9{story.number:05d}?accountid=7"),
            ("Abstract", story.paragraphs[0]),
        ]
        fields += [("Links", "https://resolver.example/?id=1"), ("Full text", story.paragraphs[0])]
        for label, value in fields:
            if value and label not in drop.split(";"):
                out.append(Block(f"{label}: {value}" if label else value))
        out += [Block(p) for p in story.paragraphs[1:]]
        tail = [("Credit", story.outlet), ("Subject", "Swimming pools; Councils"), ("Title", story.title)]
        tail += [
            ("Publication title", f"{story.outlet}; Mill Town"),
            ("First page", f"A.{story.page}"),
            ("Section", story.section),
        ]
        tail += [
            ("Publication year", str(story.day.year)),
            ("Publication date", day),
            ("Publisher", "Example Media"),
        ]
        tail += [("Source type", "Newspapers"), ("Language of publication", TONGUE.get("en", ""))]
        tail += [
            ("ProQuest document ID", f"9{story.number:05d}"),
            ("Last updated", "2026-02-14"),
            ("Database", "Newsstream"),
        ]
        out += [Block(f"{label}: {value}") for label, value in tail if label not in drop.split(";")]
    out += [
        rule,
        Block("Contact us at: http://www.archive.example/support Copyright 2026 All rights reserved."),
    ]
    return out


def proquest_html(stories: list[Story]) -> bytes:
    out = ["<html><head><meta charset='utf-8'></head><body>"]
    for block in proquest_blocks(stories):
        label, colon, value = block.text.partition(": ")
        if block.text.startswith("____"):
            out.append('<div style="border-bottom:2px solid #ccc"></div>')
        elif label == "Full text":
            out.append(f"<p><strong>Full text: </strong></p><div><p>{html.escape(value)}</p></div>")
        elif colon and len(label) < 30 and label[0].isupper() and "http" not in label:
            out.append(f"<p><strong>{label}: </strong>{html.escape(value)}</p>")
        else:
            out.append(f"<p>{html.escape(block.text)}</p>")
    return "".join([*out, "</body></html>"]).encode()

"""A third set of exports, written after the files that public tools test their own readers with: the frames of real
archives and wires, filled with stories of ours. Half are locked, by the hash of their names (`run.py --set habits`).

They were written before a reader was changed for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape
from textwrap import wrap

from bench.archives import forms
from bench.archives.cases import Case
from bench.archives.forms import Block
from bench.archives.stories import Story
from bench.archives.words import day_first, nexis_day, plain_day, weekday

FOG = Story(
    "en", "Airport fog detector mistook starlings for cloud, inquiry finds", "Kelbrook Advertiser", date(2021, 11, 23),
    ("Tamsin Hollis", "J. R. Okafor"),
    (
        "A detector that closed Kelbrook airport on nine clear mornings this autumn was confused by starlings, an inquiry has found.",
        "The birds roost in the reed beds beside runway 27 and rise at dawn: about 40,000 of them, the report says.",
        "What the machine saw",
        "\u201cIt measures how much light comes back,\u201d said the author of the report, Dr. Lucinda Vance. \u201cIt was never told about birds.\u201d",
        "The airport has ordered a second detector, at 310,000 pounds. On Tuesday, November 16, 2021 it was still in its crate.",
    ), "News", "5",
)  # fmt: skip
TRAM = Story(
    "en", "Q&A: Why the night tram stops at Mercer Street", "The Ellwood Chronicle", date(2020, 2, 9), ("Desmond Achterberg",),
    (
        "Riders of the night tram have asked this newspaper for months why it turns round at Mercer Street. The operator answered on Friday.",
        "Q: Is it true that the rails beyond Mercer Street are worn?",
        "A: Yes. Two of the five curves are at 71 percent of the wear that is allowed.",
        "Q: When will they be replaced?",
        "A: In August, when the schools are closed. The work costs 2.4 million dollars and takes 19 nights.",
    ), "Metro", "C3",
)  # fmt: skip
SEED = Story(
    "en", "Seed bank moves 12,000 jars before the flood", "Orchard & Field", date(2022, 6, 30), (),
    (
        "Volunteers carried 12,000 jars of seed up four flights of stairs in Tolleston on Wednesday, six hours before the river came in.",
        "Nothing was lost, the seed bank's director, Priya Nambiar, said on Thursday.",
        "The ground floor stood under 80 centimetres of water.",
    ), "Rural", "18",
)  # fmt: skip
MOOR = Story(
    "de", "Torfbrand im Hohen Moor: Feuerwehr rechnet mit Wochen", "Ostheider Zeitung", date(2022, 8, 5), ("Marlies Kröger", "Hauke Wübben"),
    (
        "Der Brand im Hohen Moor schwelt weiter. Seit Sonntag sind 140 Feuerwehrleute im Einsatz, am Donnerstag kamen 30 aus dem Nachbarkreis hinzu.",
        "„Das Feuer sitzt einen halben Meter tief“, sagte Einsatzleiter Bernd Tholen. Gelöscht werde mit Wasser aus dem Stichkanal.",
        "Landwirte brachten 22 Güllefässer. Ein Fass fasst 18.000 Liter.",
        "Die Kreisstraße 7 bleibt bis auf Weiteres gesperrt.",
    ), "Lokales", "9",
)  # fmt: skip
KINO = Story(
    "de", "Letzte Vorstellung im Roxy", "Grafenauer Bote", date(2019, 3, 18), ("Sibylle Ott",),
    (
        "Nach 67 Jahren hat das Roxy am Sonntag zum letzten Mal geöffnet. 212 Besucher kamen, mehr als im ganzen Januar.",
        "Betreiber Georg Anzenberger, 71, fand keinen Nachfolger. Der Projektor geht an ein Museum in Passow.",
        "Gezeigt wurde der Film, mit dem das Haus 1952 begonnen hatte.",
    ), "Kultur", "23",
)  # fmt: skip
SEL = Story(
    "fr", "Les paludiers manquent de bras, pas de sel", "La Tribune du Littoral", date(2021, 7, 14), ("Gwenaëlle Le Bihan", "Yvon Prigent"),
    (
        "La récolte s'annonce la meilleure depuis 2003, mais les paludiers de Kerhostin ne trouvent pas de saisonniers.",
        "« Il m'en faudrait six, j'en ai deux », soupire Corentin Madec, qui exploite 48 œillets.",
        "La coopérative offre 13,40 euros de l'heure et loge les volontaires dans l'ancienne douane.",
    ), "Économie", "11",
)  # fmt: skip
DIJK = Story(
    "nl", "Schapen terug op de dijk na proef met robots", "Zuiderwaard Dagblad", date(2023, 4, 25), ("Marijke Doornbos",),
    (
        "Het waterschap haalt de maairobots van de dijk bij Akkerzijl en zet er weer schapen op. De proef kostte 86.000 euro.",
        "„De robots reden bij regen de sloot in”, zegt dijkgraaf Thijs Verhulst. Van de veertien zijn er nog vijf heel.",
        "De kudde van 300 dieren komt volgende week uit Drongelen.",
    ), "Regio", "6",
)  # fmt: skip
MINA = Story(
    "es", "La mina cerrada da calor a media ciudad", "El Eco de la Cuenca", date(2020, 1, 21), ("Aitana Robledo", "Fermín Isusi"),
    (
        "El agua que inunda desde 2009 los pozos de Valdemora calienta ya el hospital, la piscina y 1.800 viviendas.",
        "«Sale a 24 grados todo el año», explicó el ingeniero Nicanor Pumarino durante la visita del lunes.",
        "La segunda fase costará 6,7 millones y llegará al barrio de La Estación en 2022.",
    ), "Sociedad", "15",
)  # fmt: skip
LATTE = Story(
    "it", "Sciopero del latte, stalle vuote a metà", "La Voce del Delta", date(2022, 10, 3), ("Ludovica Sartini",),
    (
        "Centododici allevatori del Delta hanno fermato le consegne per due giorni: il prezzo, dicono, non copre il mangime.",
        "«A 38 centesimi si lavora in perdita», ha detto domenica il loro portavoce, Amedeo Bruschi.",
        "La Regione convoca le parti per giovedì.",
    ), "Economia", "8",
)  # fmt: skip
ENGLISH, GERMAN = [FOG, TRAM, SEED], [MOOR, KINO]
RIGHTS = ("Rights Reserved", "Rechte vorbehalten", "droits réservés", "rechten voorbehouden")


def lines_of(story: Story, width: int = 76) -> list[str]:
    return [line for p in story.paragraphs for line in (*wrap(p, width), "")]


def middle(*lines: str) -> list[str]:
    return [line.center(78).rstrip() for line in lines]


def nexis() -> Iterator[Case]:
    gone = ("DOCUMENTS", "LOAD-DATE", "PUBLICATION-TYPE", "JOURNAL-CODE", "READING ROOM", *RIGHTS)
    # cover with an address and sources, the edition on two lines, capitals half used in the byline, LF alone
    cover = ["", "", "", "", "Download Request: Selected Items: 1-3", "Time Of Request: Friday, March 20, 2024  16:51:31", "", "Send To:", "8841 22K", "TOWN LIBRARY", "READING ROOM",
             "4 QUAY STREET, KELBROOK", "", "", "Terms: (DATE(>=2019-12-01 and <=2022-09-11) and (starlings or tram) and not", "(TYPE(web)))", "", "", "Source: Kelbrook Advertiser;The Ellwood Chronicle;Orcha...", "Combined Source: Kelbrook Advertiser;The Ellwood Chronicle;Orcha...", "Project ID: None", "", "", ""]  # fmt: skip
    out = list(cover)
    for n, s in enumerate(ENGLISH, 1):
        who = (
            [
                f"BYLINE: {s.authors[0].upper().replace('HOLLIS', 'Hollis')}"
                + (f" and {s.authors[1]}" if s.authors[1:] else ""),
                "",
            ]
            if s.authors
            else []
        )
        out += [*middle(f"{n} of 3 DOCUMENTS"), "", "", "", *middle(s.outlet), "", *middle(nexis_day(s.day, "en"), "Edition 1;", "Scotland"), "", *wrap(s.title, 48), "", *who,
                f"SECTION: {s.section.upper()}; Pg. {s.page}", "", f"LENGTH: {s.words} words", "", "", *lines_of(s), "LOAD-DATE: January 11, 2024", "", "LANGUAGE: ENGLISH", "", "PUBLICATION-TYPE: Newspaper", "", "JOURNAL-CODE: KAD", "", "", *middle(f"Copyright {s.day.year} KELBROOK NEWSPAPERS LTD", "All Rights Reserved"), ""]  # fmt: skip
    yield Case("nexis/edition-two-lines", "x.TXT", "\n".join(out).encode(), tuple(ENGLISH), gone)
    # a broadcast with SHOW and ANCHORS, a series, a highlight, tables of tags behind the text
    out = []
    for n, s in enumerate(ENGLISH, 1):
        out += [*middle(f"{n} of 3 DOCUMENTS"), "", *middle(f"Copyright {s.day.year} {s.outlet}", "All Rights Reserved", s.outlet), "", *middle(nexis_day(s.day, "en")), "", *middle("REGIONAL EDITION"), "", f"SECTION: {s.section}; CITY DESK; Pg. {s.page}", "", f"LENGTH: {s.words} words", "", f"HEADLINE: {s.title}", "", f"BYLINE: By {', '.join(s.authors)}" if s.authors else "BYLINE:", "", "SERIES: Second of three parts", "", "BODY:", *lines_of(s, 70),
                "GRAPHIC: Picture: The reed beds at dawn, with the runway", "behind them", "", "LOAD-DATE: January 11, 2024", "", "SUBJECT: AIRPORTS (90%); BIRDS (78%); WEATHER", "(65%)", "", "COMPANY: KELBROOK AIRPORT LTD (91%)", "", "GEOGRAPHIC: KELBROOK (92%)", ""]  # fmt: skip
    yield Case("nexis/headline-and-body-labels", "x.txt", "\r\n".join(out).encode("cp1252"), tuple(ENGLISH), (*gone, "GRAPHIC", "SERIES", "SUBJECT", "BODY:", "HEADLINE:", "REGIONAL"))  # fmt: skip
    # German: weekday first, the copyright under the paper, a kicker of the section, the place on its own line
    blocks: list[Block] = []
    for n, s in enumerate(GERMAN, 1):
        blocks += [Block("", "break"), Block(f"Dokument {n} von 2", "center"), Block(s.outlet, "center"), Block(f"{weekday(s.day, 'de')} {plain_day(s.day, 'de')}", "center"), Block("Ausgabe Süd", "center"), Block(s.title), Block(f"AUTOR: Von {' und '.join(s.authors)}", "field"), Block(f"RUBRIK: {s.section}; S. {s.page}", "field"), Block(f"LÄNGE: {s.words} Wörter", "field"),
                   *map(Block, s.paragraphs), Block("GRAFIK: Am Rand des Moors wartet ein Tankwagen.", "field"), Block(f"UPDATE: {plain_day(date(2023, 1, 9), 'de')}", "field"), Block("SPRACHE: GERMAN; DEUTSCH", "field"), Block("PUBLICATION-TYPE: Zeitung", "field"), Block("ZEITUNGS-CODE: oz", "field"), Block(f"Copyright {s.day.year} {s.outlet} GmbH & Co. KG\nAlle Rechte vorbehalten", "center")]  # fmt: skip
    for form, make in (
        ("txt", forms.txt),
        ("rtf", forms.rtf),
        ("docx", forms.docx),
        ("html", forms.page),
        ("pdf", forms.pdf),
    ):
        yield Case(f"nexis/de-edition-{form}", f"x.{form}", make(blocks), tuple(GERMAN), ("RUBRIK", "GRAFIK", "ZEITUNGS", "UPDATE:", *RIGHTS))  # fmt: skip
    for language, s, start, rights in (
        ("fr", SEL, "Document 1 de 1", "Tous droits réservés"),
        ("nl", DIJK, "1 van 1 DOCUMENT", "Alle rechten voorbehouden"),
        ("es", MINA, "Documento 1 de 1", "Todos los derechos reservados"),
        ("it", LATTE, "1 di 1 DOCUMENTO", "Tutti i diritti riservati"),
    ):
        labels = {"fr": ("AUTEUR", "RUBRIQUE", "LONGUEUR", "mots", "DATE-CHARGEMENT", "TYPE-PUBLICATION"), "nl": ("AUTEUR", "SECTIE", "LENGTE", "woorden", "LAAD-DATUM", "PUBLICATIETYPE"),
                  "es": ("AUTOR", "SECCIÓN", "LONGITUD", "palabras", "FECHA-CARGA", "TIPO-PUBLICACIÓN"), "it": ("AUTORE", "SEZIONE", "LUNGHEZZA", "parole", "DATA-CARICAMENTO", "TIPO-PUBBLICAZIONE")}[language]  # fmt: skip
        day = plain_day(s.day, language) if language != "it" else f"{s.day.day} ottobre {s.day.year}"
        out = ["", *middle(start), "", *middle(s.outlet), "", *middle(day), "", s.title, "", f"{labels[0]}: {'; '.join(s.authors)}", "", f"{labels[1]}: {s.section}; {s.page}", "", f"{labels[2]}: {s.words} {labels[3]}", "", *lines_of(s), f"{labels[4]}: {day}", "", f"{labels[5]}: X", "", *middle(f"Copyright {s.day.year} {s.outlet}", rights)]  # fmt: skip
        yield Case(f"nexis/one-{language}", "x.txt", "\r\n".join(out).encode("utf-8-sig"), (s,), (labels[4], labels[5], rights, labels[1] + ":"))  # fmt: skip


def uni() -> Iterator[Case]:
    gone = ("End of Document", "Load-Date", "Section:", "Byline:", "Classification", "Journal Code", "Industry:", "Publication-Type", "All Rights Reserved", "Job Number", "Narrowed by", "Timeline")  # fmt: skip

    def cover(found: list[Story], stated: int | None = None, german: bool = False) -> list[Block]:
        words = ("Nutzername: Lesesaal", "Datum und Uhrzeit: Freitag, 8. März 2024 10:15:00 MEZ", "Auftragsnummer: 2234471", f"Dokumente ({stated or len(found)})") if german else ("User Name: Reading Room", "Date and Time: Friday, March 8, 2024 10:15:00 AM EST", "Job Number: 2234471", f"Documents ({stated or len(found)})")  # fmt: skip
        out = [Block(w) for w in words]
        for n, s in enumerate(found, 1):
            out += [Block(f"{n}. {s.title}"), Block("Client/Matter: -None-"), Block("Search Terms: starlings or tram"), Block("Search Type: Terms and Connectors"), Block("Narrowed by:"), Block("Content Type"), Block("Narrowed by"), Block("News"), Block("Timeline: Jan 01, 2019 to Dec 31, 2023; Source Type: Newspapers")]  # fmt: skip
        return out

    def document(
        s: Story,
        *,
        body: str = "Body",
        day: str = "",
        edition: str = "",
        by: str = "Byline: By {a}",
        end: str = "End of Document",
    ) -> list[Block]:
        who = [Block(by.format(a=", ".join(s.authors)))] if s.authors else []
        return [Block("", "break"), Block(s.title, "title"), Block(s.outlet), Block(day or nexis_day(s.day, "en")), *([Block(edition)] if edition else []), Block(f"Copyright {s.day.year} {s.outlet} Ltd All Rights Reserved"), Block(f"Section: {s.section.upper()}; Pg. {s.page}"), Block(f"Length: {s.words} words"), *who, Block("Dateline: KELBROOK"), *([Block(body)] if body else []), Block(""),
                *map(Block, s.paragraphs), Block("Graphic"), Block("\u00a0"), Block("Photo: the reed beds at dawn"), Block("Classification"), Block("Language: ENGLISH"), Block("Publication-Type: Newspaper"), Block("Journal Code: KAD"), Block("Subject: AIRPORTS (90%); BIRDS (78%)"), Block("Industry: AIRPORTS (90%)"), Block("Geographic: KELBROOK (92%)"), Block("Load-Date: March 7, 2024"), Block(end)]  # fmt: skip

    many = [b for s in ENGLISH for b in document(s)]
    for form, make in (("docx", forms.docx), ("rtf", forms.rtf), ("odt", forms.odt), ("html", forms.page)):
        yield Case(
            f"nexis-uni/timeline-{form}", f"x.{form}", make(cover(ENGLISH) + many), tuple(ENGLISH), gone
        )
    yield Case("nexis-uni/txt", "x.txt", forms.txt(cover(ENGLISH) + many), tuple(ENGLISH), gone)
    yield Case("nexis-uni/edition-line", "x.docx", forms.docx([b for s in ENGLISH for b in document(s, edition="Final Edition")]), tuple(ENGLISH), gone)  # fmt: skip
    yield Case("nexis-uni/no-body-label", "x.docx", forms.docx([b for s in ENGLISH for b in document(s, body="")]), tuple(ENGLISH), gone)  # fmt: skip
    german = [b for s in GERMAN for b in document(s, day=f"{weekday(s.day, 'de')} {plain_day(s.day, 'de')}", edition="Ausgabe West")]  # fmt: skip
    yield Case(
        "nexis-uni/weekday-first",
        "x.rtf",
        forms.rtf(cover(GERMAN, german=True) + german),
        tuple(GERMAN),
        gone,
    )
    yield Case("nexis-uni/many-authors", "x.docx", forms.docx([b for s in (FOG, MOOR, SEL) for b in document(s, by="Byline: {a}; news@kad.example")]), (FOG, MOOR, SEL), gone)  # fmt: skip
    yield Case("nexis-uni/web-time", "x.rtf", forms.rtf([b for s in ENGLISH for b in document(s, day=nexis_day(s.day, "en") + " 8:23 PM GMT")]), tuple(ENGLISH), gone)  # fmt: skip
    singles = {f"{s.title[:20].replace(':', '_').replace('?', '_')}.{form}": make(document(s)) for (s, (form, make)) in zip(ENGLISH, (("DOCX", forms.docx), ("RTF", forms.rtf), ("docx", forms.docx)), strict=True)}  # fmt: skip
    yield Case("nexis-uni/zip-mixed", "Files (3).ZIP", forms.zipped({**singles, "Files (3)_doclist.DOCX": forms.docx(cover(ENGLISH))}), tuple(ENGLISH), gone)  # fmt: skip


COUNT = {"en": "words", "de": "Wörter", "fr": "mots", "nl": "woorden", "es": "palabras"}
TONGUE = {"en": "English", "de": "Deutsch", "fr": "Français", "nl": "Nederlands", "es": "Español"}


def coded(s: Story, *, column: bool = False) -> list[tuple[str, str]]:
    by = {"en": "By ", "de": "Von ", "fr": "Par ", "es": "Por ", "nl": "Door "}[s.language] + " & ".join(
        s.authors
    )
    return [("CLM" if column else "SE", s.section), ("HD", s.title), *([("BY", by)] if s.authors else []), ("CR", "Kelbrook News Service"), ("WC", f"{s.words} {COUNT[s.language]}"), ("PD", day_first(s.day, s.language)), ("ET", "02:00 AM"), ("SN", s.outlet), ("SC", "KELADV"), ("ED", "North"), ("PG", s.page), ("VOL", "112"), ("LA", TONGUE[s.language]),
            ("CY", f"© {s.day.year} {s.outlet}. All rights reserved."), ("LP", s.paragraphs[0]), ("TD", "\n\n".join(s.paragraphs[1:])), ("ART", "Photo: The place at dawn"), ("RF", "9911"), ("CO", "kairp : Kelbrook Airport Ltd"), ("IN", "i75 : Airlines | itsp : Transport"), ("NS", "gcat : Political/General News | gfog : Fog"), ("RE", "uk : United Kingdom"), ("IPC", "NND"), ("PUB", "Kelbrook Newspapers Ltd"), ("AN", f"Document KELADV00{s.day:%Y%m%d}ebbn0002s")]  # fmt: skip


def factiva() -> Iterator[Case]:
    gone = ("Political/General", "Search Summary", "Photo: The place", "NND", "Document KELADV", "Kelbrook Newspapers Ltd", "Kelbrook Airport Ltd", "All rights reserved")  # fmt: skip
    # the page of the site as it is saved: no codes, `hd`, `author`, classes of the language
    out = ['<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Factiva</title></head><body class="dj_body"><div id="articleFrame">']  # fmt: skip
    for s in [*ENGLISH, MOOR]:
        v = dict(coded(s))
        who = f'<div class="author">{escape(v["BY"])}</div>' if "BY" in v else ""
        out.append(f'<div class="article {s.language}Article"><div>{s.section}</div><div id="hd"><span class="{s.language}Headline">{escape(s.title)} </span></div>{who}<div>{v["WC"]}</div><div>{v["PD"]}</div><div>02:00</div><div>{escape(s.outlet)}</div><div>KELADV</div><div>North</div><div>{s.page}</div><div>{v["LA"]}</div><div>{v["CY"]}</div>'
                   + "".join(f'<p class="articleParagraph {s.language}articleParagraph">{escape(p)}</p>' for p in s.paragraphs) + f'<p>{v["AN"]}</p></div><br/><span></span>')  # fmt: skip
    out.append('<div id="footer"><div>Search Summary</div><table><tr><td>Text</td><td>starlings</td></tr></table></div></div></body></html>')  # fmt: skip
    yield Case("factiva/site-author", "x.html", "".join(out).encode(), (*ENGLISH, MOOR), gone)
    # codes as TXT with the value indented and wrapped, as print view
    for name, found, column in (("en", ENGLISH, False), ("de", GERMAN, True), ("fr-es", [SEL, MINA], False)):
        rows: list[str] = []
        for s in found:
            for code, value in coded(s, column=column):
                first, *rest = value.split("\n\n")
                body = wrap(first, 72)
                rows += [f"{code:<4}{body[0]}", *(f"    {x}" for x in body[1:])]
                rows += [y for p in rest for y in ("", *(f"    {x}" for x in wrap(p, 72)))] + (
                    [""] if code in ("LP", "TD") else []
                )
            rows += ["", ""]
        yield Case(f"factiva/indented-{name}", "x.txt", "\n".join([*rows, "Search Summary", "Text    starlings or tram"]).encode(), tuple(found), gone)  # fmt: skip
        blocks = [
            b
            for s in found
            for b in (
                *(
                    Block("", rows=((code, value.replace("\n\n", "\n")),))
                    for code, value in coded(s, column=column)
                ),
                Block("", "break"),
            )
        ]
        yield Case(
            f"factiva/table-{name}", "x.docx", forms.docx([Block("Factiva"), *blocks]), tuple(found), gone
        )
        yield Case(
            f"factiva/table-rtf-{name}", "x.rtf", forms.rtf([Block("Factiva"), *blocks]), tuple(found), gone
        )
    # without codes as Word, the notice of each page between the lines
    blocks = []
    for n, s in enumerate(ENGLISH, 1):
        v = dict(coded(s))
        blocks += [Block(s.section), Block(s.title, "title"), *([Block(v["BY"])] if "BY" in v else []), *(Block(v[c]) for c in ("WC", "PD", "ET", "SN", "SC", "ED", "PG", "LA", "CY")), *map(Block, s.paragraphs), Block(v["AN"]), Block(f"Page {n} of 3 © {2024} Factiva, Inc. All rights reserved."), Block("", "break")]  # fmt: skip
    yield Case("factiva/plain-notice", "x.docx", forms.docx(blocks), tuple(ENGLISH), gone)
    yield Case("factiva/plain-pdf", "x.pdf", forms.pdf(blocks), tuple(ENGLISH), gone)
    # XML with attributes, and with the codes as elements
    xml = [f'<article index="{n}"><reference>distdoc:archive/ArchiveDoc::Article/KELADV00{s.day:%Y%m%d}ebbn000{n}s</reference><byline>By {escape(" and ".join(s.authors))}</byline><copyright><paragraph>(c) {s.day.year}</paragraph></copyright><headline><paragraph display="Proportional">{escape(s.title)}</paragraph></headline><leadParagraph><paragraph>{escape(s.paragraphs[0])}</paragraph></leadParagraph><publicationDate><date>{s.day}</date></publicationDate><publicationTime><dateTime>{s.day}T02:00:00Z</dateTime></publicationTime><sectionName>{s.section}</sectionName><sourceCode>keladv</sourceCode><sourceName>{escape(s.outlet)}</sourceName><tailParagraphs>{"".join(f"<paragraph>{escape(p)}</paragraph>" for p in s.paragraphs[1:])}</tailParagraphs><wordCount>{s.words}</wordCount><pages><page>{s.page}</page></pages><baseLanguage>{s.language}</baseLanguage></article>' for n, s in enumerate((FOG, TRAM, MOOR))]  # fmt: skip
    yield Case("factiva/xml-list", "x.xml", ('<?xml version="1.0" encoding="UTF-8"?><articles>' + "".join(xml) + "</articles>").encode(), (FOG, TRAM, MOOR), gone)  # fmt: skip
    doc = "".join("<DOC>" + "".join(f"<{c}>{''.join(f'<p>{escape(p)}</p>' for p in v.split(chr(10) * 2)) if c in ('LP', 'TD') else escape(v)}</{c}>" for c, v in coded(s)) + "</DOC>" for s in ENGLISH)  # fmt: skip
    yield Case("factiva/xml-codes", "x.xml", f"<?xml version='1.0' encoding='utf-8'?><DOCS>{doc}</DOCS>".encode(), tuple(ENGLISH), gone)  # fmt: skip


def europresse() -> Iterator[Case]:
    gone = ("droits réservés", "certificat", "Aussi paru", "Tous droits", "réservé à l'usage", "·")

    def article(
        s: Story,
        *,
        head: str = "",
        authors: str = "docAuthors",
        sub: str = "",
        also: bool = False,
        notice: str = "Ce document est réservé à l'usage exclusif de l'utilisateur désigné.",
        big: bool = False,
    ) -> str:
        day = f"{weekday(s.day, s.language)} {plain_day(s.day, s.language)}"
        who = (
            f'<div class="{authors}">{escape(", ".join(s.authors))}</div>'
            if s.authors and authors == "docAuthors"
            else f'<p class="{authors}">{escape("; ".join(s.authors))}</p>'
            if s.authors
            else ""
        )
        title = f'<div class="titreArticle"><p class="titreArticleVisu{"" if big else " rdp__articletitle"}">{escape(s.title)} </p></div>'
        aside = '<aside><div class="apd-wrapper"><div class="apd-title">Aussi paru dans</div><table><tr><td><div class="apd-sources-date">2021-07-14</div></td><td><div class="source-name-APD">Le Phare (site web)</div></td></tr></table></div></aside>' if also else ""  # fmt: skip
        return (f'<article id="doc{s.day:%y%m%d}"><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{escape(s.outlet)}<span class="icon-Information" sourcecode="LTL"></span></span></div><div class="rdp__DocHeader"><span class="DocHeader">{head.format(s=s, day=day)}</span></div>{title}{f"<div class=rdp__subtitle>{sub}</div>" if sub else ""}{who}</header>{aside}'
                f'<section><div class="DocText clearfix"><div class="docOcurrContainer">{"".join(f"<p>{escape(p)}</p>" for p in s.paragraphs)}</div></div></section><footer><div class="rdp__public"><span>© {s.day.year} {escape(s.outlet)}. Tous droits réservés.</span><span>{notice}</span></div><div class="publiC-lblNodoc">news·{s.day:%Y%m%d}·LTL·{s.day:%d}7791</div></footer></article>')  # fmt: skip

    def page(*articles: str) -> bytes:
        return f"<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>Europresse</title></head><body><section class='rdp'>{''.join(articles)}</section></body></html>".encode()

    found = (SEL, MOOR, FOG, MINA)
    full = "{s.section}, {day} - 08:45 UTC +02:00, 734 mots, p. {s.page}"
    yield Case("europresse/authors-div", "x.HTML", page(*(article(s, head="{s.section}, {day}, p. {s.page}") for s in found)), found, gone)  # fmt: skip
    yield Case("europresse/words-and-zone", "x.html", page(*(article(s, head=full, authors="sm-margin-bottomNews") for s in found)), found, gone)  # fmt: skip
    yield Case("europresse/also-in", "x.html", page(*(article(s, head="{day}, p. {s.page}", also=True) for s in found)), found, (*gone, "Le Phare"))  # fmt: skip
    yield Case("europresse/subtitle-div", "x.html", page(*(article(s, head=full, sub="Le mot de la semaine") for s in found)), found, (*gone, "Le mot de la semaine"))  # fmt: skip
    yield Case("europresse/no-page", "x.html", page(*(article(replace(s, authors=()), head="{day}", big=True) for s in found)), tuple(replace(s, authors=()) for s in found), gone)  # fmt: skip
    yield Case("europresse/one-in-body", "x.html", page(article(SEL, head=full)), (SEL,), gone)


def proquest() -> Iterator[Case]:
    gone = ("ProQuest", "None available", "Source type", "Canadian Stream", "resolver.example", "Last updated", "accountid")  # fmt: skip

    def document(
        s: Story,
        n: int,
        *,
        info: bool = True,
        tail: bool = True,
        author: bool = True,
        caption: bool = False,
        glue: bool = False,
    ) -> list[str]:
        turned = "; ".join(f"{a.rsplit(' ', 1)[1]}, {a.rsplit(' ', 1)[0]}" for a in s.authors)
        link = f"https://proxy.example/login?url=https://www.proquest.com/newspapers/x/docview/{s.day:%y%m%d}{n}/se-2?accountid=15090"
        return ["_" * 60, "", s.title, "", *([f"Author: {turned}", ""] if author and s.authors else []), f"Publication info: {s.outlet} ; Kelbrook [Kelbrook]. {s.day:%d %b %Y}: {s.page}." if info else f"Publication info: {s.day:%b} {s.day.day}, {s.day.year}.", "", link, "", "Abstract: None available.", "", "Links: https://resolver.example/openurl?institution=01&amp;vid=01&amp;url_ver=Z39.88-2004", "",
                f"Full text: {s.paragraphs[0]}", *(["", ""] if not glue else []), *(p for q in s.paragraphs[1:] for p in ((q,) if glue else (q, ""))), *(["", "CAPTION: The reed beds at dawn.", "CREDIT: Staff"] if caption else []), "", "Subject: Birds; Airports; Fog", "", *([f"Title: {s.title}", "", f"Publication title: {s.outlet}", "", f"Pages: {s.page}", "", f"Publication year: {s.day.year}", "", f"Publication date: {s.day:%b} {s.day.day}, {s.day.year}", "", f"Section: {s.section}", "", "Publisher: Kelbrook Newspapers Ltd", "", "Place of publication: Kelbrook", "", "Country of publication: United Kingdom, Kelbrook", "", "Publication subject: General Interest Periodicals--United Kingdom", "", "ISSN: 04583035", ""] if tail else []),
                "Source type: Newspaper", "", "Language of publication: English", "", "Document type: News", "", f"ProQuest document ID: {s.day:%y%m%d}{n}", "", f"{'DocumentURL' if n % 2 else 'Document URL'}: {link}", "", f"Copyright: Copyright {s.day.year} {s.outlet}. All Rights Reserved.", "", "Last updated: 2024-03-10", "", "Database: Canadian Stream", ""]  # fmt: skip

    def joined(**more: bool) -> bytes:
        return "\n".join(x for n, s in enumerate(ENGLISH) for x in document(s, n, **more)).encode()

    yield Case("proquest/day-alone", "x.txt", joined(info=False, glue=True), tuple(ENGLISH), gone)
    yield Case("proquest/one-line-each", "x.txt", joined(glue=True), tuple(ENGLISH), gone)
    yield Case("proquest/caption", "x.txt", joined(glue=True, caption=True), tuple(ENGLISH), (*gone, "CAPTION", "CREDIT"))  # fmt: skip
    yield Case("proquest/info-only", "x.txt", joined(tail=False), tuple(ENGLISH), gone)
    page = []
    for n, s in enumerate(ENGLISH):
        p = '<p style="margin-bottom:5pt; margin-top:0;">'
        turned = "; ".join(f"{a.rsplit(' ', 1)[1]}, {a.rsplit(' ', 1)[0]}" for a in s.authors)
        who = f"{p}<strong>Author:  </strong>{turned}</p>" if s.authors else ""
        rest = "".join(f"{p}<strong>{k}: </strong>{v}</p>" for k, v in (("Subject", "Birds; Fog"), ("Location", "Kelbrook"), ("Company / organization", "Name: Kelbrook Airport Ltd; NAICS: 524128"), ("Publication title", f"{s.outlet}; Kelbrook"), ("Pages", s.page), ("Publication year", str(s.day.year)), ("Publication date", f"{s.day:%b} {s.day.day}, {s.day.year}"), ("Section", s.section), ("Publisher", "Kelbrook Newspapers Ltd"), ("ISSN", "04583035"), ("Source type", "Newspapers"), ("Language of publication", "English"), ("Document type", "News"), ("ProQuest document ID", f"25143{n}"), ("Document URL", f'<a href="https://search.proquest.com/docview/25143{n}?accountid=0">https://search.proquest.com/docview/25143{n}?accountid=0</a>'), ("Last updated", "2017-11-07"), ("Database", "Canadian Stream")))  # fmt: skip
        page.append(f'<div style="margin-bottom:20px;border-bottom:2px solid #ccc"><a name="DocID_MSTAR_25143{n}"></a>{p}</p><p style="font-weight:bold;">{escape(s.title)}</p>{who}{p}<strong>Publication info:  </strong>{escape(s.outlet)} ; Kelbrook [Kelbrook]{s.day:%d %b %Y}: {s.page}.</p>{p}<a href="https://search.proquest.com/docview/25143{n}?accountid=0">ProQuest document link</a></p>{p}<strong>Abstract:  </strong></p>{p}{escape(s.paragraphs[0])}</p>'
                    f'<div style="float:left"><strong>Links: </strong><a href="https://resolver.example/">Get it at a library</a></div><div style="clear:both"></div>{p}<strong>Full text: </strong><text wordcount="{s.words}" htmlcontent="true"><meta name="ValidationSchema" content="x"><title></title>{"".join(f"<p>{escape(q)}</p>" for q in s.paragraphs)}</text></p>{rest}</div>')  # fmt: skip
    yield Case(
        "proquest/html-text-element", "x.html", "".join(page).encode(), tuple(ENGLISH), (*gone, "Get it at")
    )
    yield Case("proquest/html-in-body", "x.html", f"<html><head><title>ProQuest</title></head><body>{''.join(page)}</body></html>".encode(), tuple(ENGLISH), (*gone, "Get it at"))  # fmt: skip


def habits() -> Iterator[Case]:
    """All cases, the same each time."""
    from bench.archives.habits_wires import clips, references, wires

    for group in (nexis, uni, factiva, europresse, proquest, wires, clips, references):
        yield from group()

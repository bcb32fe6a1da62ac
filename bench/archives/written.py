"""Exports written out by hand, each after a habit of the real archives that `cases.py` does not draw.

The stories are whole small articles and share no sentence with `stories.py`; nothing in a reader was made for them
before they were written. Half are locked, by the hash of their names (`run.py --set written`).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape

from bench.archives import forms
from bench.archives.cases import Case
from bench.archives.forms import Block
from bench.archives.stories import Story
from bench.archives.words import day_first, nexis_day, plain_day, weekday

BEES = Story(
    "en", "City hives: who owns the roof?", "Marlow Evening Standard", date(2023, 5, 16), ("Harriet Quaye",),
    (
        "When the landlord of Tanner House sold the building in March, nobody mentioned the 60,000 tenants on its roof.",
        "The eleven hives belong to a club of retired bus drivers. \u201cWe paid for the ladder, the fence and the insurance,\u201d "
        "said its treasurer, Colin Abara. \u201cNow we are told that we were never there.\u201d",
        "The new owner, Brightwell Estates, wants the club to leave by 30 June. It has offered 400 pounds towards a van.",
        "A hearing is listed for 1 June at the county court. Until then the drivers climb up twice a week, as before.",
    ), "Metro", "7",
)  # fmt: skip
SNOW = Story(
    "en", "Plough drivers take pay fight to arbitration after 19 nights out", "The Lindquist Herald-Press",
    date(2022, 2, 3), ("Owen Marchetti", "Della Roe"),
    (
        "LINDQUIST - The 140 people who clear the city's streets will ask an arbitrator to settle their pay, their union said Wednesday.",
        "They have worked 19 nights in a row since the storm of Jan. 14, which left 31 inches of snow on the east side.",
        "Public works director Ana Petrosyan said the city's last offer, 3.5 percent a year, was \u201cfair and final.\u201d",
        "Local 88 president Hank Dube called it neither. \u201cA driver starts at $19.40,\u201d he said. \u201cThe airport pays $26.\u201d",
        "Both sides agreed to keep the ploughs moving while the case is heard, which may take until April.",
    ), "Local", "B1",
)  # fmt: skip
CHEESE = Story(
    "en", "Goat cheese recalled in four counties", "Farm & Table Weekly", date(2024, 9, 2), (),
    (
        "A dairy near Ashcombe has called back 2,300 wheels of goat cheese after a routine test found listeria in one of them.",
        "No one is known to have fallen ill. The batch numbers run from G-2207 to G-2231.",
        "Shops in four counties took the cheese off their shelves on Friday evening.",
    ), "Food", "22",
)  # fmt: skip
ORGEL = Story(
    "de", "Orgel verstummt: Mäuse fressen die Bälge", "Wetterauer Landbote", date(2023, 11, 30), ("Jutta Krömer",),
    (
        "In der Stiftskirche schweigt seit dem ersten Advent die Orgel. Mäuse haben das Leder von neun der zwölf Bälge angenagt.",
        "\u201eMan hörte erst ein Pfeifen, dann nur noch Luft\u201c, sagt Kantor Emil Voß. Ein Gutachter schätzt den Schaden auf 86.000 Euro.",
        "Die Versicherung will nicht zahlen: Nagetiere sind im Vertrag ausgenommen. Der Kirchenvorstand prüft eine Klage.",
        "Bis Ostern begleitet ein Posaunenchor aus Nieder-Ohm die Gottesdienste.",
    ), "Lokales", "17",
)  # fmt: skip
BAHN = Story(
    "de", "Rufbus statt Schiene: Kreis gibt die Zweigbahn auf", "Süderländer Tageblatt", date(2024, 1, 12), ("Ralf Özdemir", "Kim Baade"),
    (
        "ALTHEIDE - Der Kreistag hat die Zweigbahn nach Moorgrund am Donnerstag endgültig aufgegeben. 31 Abgeordnete stimmten dafür, 22 dagegen.",
        "Vom 1. Juli an fährt ein Rufbus, der eine Stunde vorher bestellt werden muss. Er kostet den Kreis 410.000 Euro im Jahr, die Bahn kostete 1,9 Millionen.",
        "Landrätin Svenja Thoms sprach von einer \u201eehrlichen Rechnung\u201c. Der Fahrgastverband nannte den Beschluss kurzsichtig.",
    ), "Region", "1",
)  # fmt: skip
PONT = Story(
    "fr", "Le pont tournant ne tourne plus depuis la canicule", "Le Réveil de l'Estuaire", date(2023, 8, 24), ("Maëlle Guéguen",),
    (
        "Dilaté par la chaleur, le tablier du pont tournant s'est bloqué lundi à 16 heures ; il n'a pas bougé depuis.",
        "Vingt-sept voiliers attendent dans le bassin. « On nous a d'abord parlé d'une heure », raconte Loïc Tanguy, venu de Jersey.",
        "La régie du port espère une pièce de rechange pour samedi. Elle évalue la réparation à 54 000 euros.",
    ), "Estuaire", "9",
)  # fmt: skip
LAIT = Story(
    "fr", "Lait : la coopérative paie enfin ses éleveurs", "La Gazette des Causses", date(2024, 3, 5), ("Bastien Roumégoux", "Inès Calmette"),
    (
        "Les 212 éleveurs de la coopérative des Causses ont reçu lundi leur dû de décembre, avec deux mois de retard.",
        "Son président, Aurélien Vidal, reconnaît « une erreur de trésorerie » et promet un audit avant l'été.",
        "Le syndicat réclame des intérêts : 3,1 % sur 1,6 million d'euros.",
    ), "Économie", "14",
)  # fmt: skip
SCHAATS = Story(
    "nl", "IJsclub huurt koelmachine van visafslag", "Noordkust Courant", date(2022, 12, 20), ("Wietske Hoekstra",),
    (
        "De ijsclub van Oosterwierum huurt voor twee weken de koelmachine van de visafslag. Dat besloten de leden maandag met 61 tegen 12 stemmen.",
        "De machine kost 9.500 euro. \u201cNatuurijs krijgen we hier niet meer\u201d, zegt voorzitter Douwe Plantinga.",
        "De gemeente betaalt de stroom, mits ook de scholen op de baan mogen.",
    ), "Regio", "11",
)  # fmt: skip
OLIVO = Story(
    "es", "El olivo milenario se queda en la rotonda", "Diario de la Campiña", date(2023, 10, 10), ("Rocío Peñalver",),
    (
        "El ayuntamiento de Villarreja ha renunciado a trasladar el olivo de la rotonda norte, plantado según los expertos hace unos 1.100 años.",
        "La alcaldesa, Inmaculada Tejero, explicó el lunes que mover el árbol habría costado 73.000 euros y \u00abprobablemente su vida\u00bb.",
        "La obra de la nueva glorieta, prevista para noviembre, se rodeará con un muro de piedra.",
    ), "Local", "6",
)  # fmt: skip
MOST = Story(
    "ru", "Мост закрыли за день до ярмарки", "Заречные новости", date(2023, 9, 7), ("Марина Лаптева",),
    (
        "Пешеходный мост через Вязь закрыли в среду: инженеры нашли трещину длиной 40 сантиметров в третьей опоре.",
        "«Мы узнали об этом от дворника», — рассказала директор ярмарки Ольга Щукина. Через мост каждый день ходят шесть тысяч человек.",
        "Мэрия обещает пустить бесплатный автобус и починить опору к 1 ноября.",
    ), "Город", "3",
)  # fmt: skip
CAMPANA = Story(
    "it", "La campana torna muta: il Comune spegne l'orologio", "Il Corriere della Valle", date(2024, 4, 18), ("Giorgia Bellandi",),
    (
        "Da lunedì la campana di San Vito non batte più le ore di notte. Lo ha deciso il sindaco dopo la denuncia di due albergatori.",
        "«Suonava dal 1711», protesta don Ettore Malvezzi, che ha raccolto 640 firme in tre giorni.",
        "Il tribunale di Ponteselva sentirà le parti il 9 maggio.",
    ), "Cronaca", "12",
)  # fmt: skip
ENGLISH, GERMAN, FRENCH = [BEES, SNOW, CHEESE], [ORGEL, BAHN], [PONT, LAIT]
OLD_FURNITURE = (
    "DOCUMENTS",
    "BYLINE",
    "LOAD-DATE",
    "PUBLICATION-TYPE",
    "GRAPHIC:",
    "DATELINE",
    "Rights Reserved",
    "Rechte vorbehalten",
    "droits réservés",
)
NEW_FURNITURE = (
    "End of Document",
    "Load-Date",
    "Section:",
    "Byline:",
    "Page 2 of",
    "Job Number",
    "Narrowed by",
)


def text(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def nexis() -> Iterator[Case]:
    def document(story: Story, n: int, total: int, head: list[str], tail: list[str]) -> list[str]:
        out = [
            "",
            f"{'':>30}{n} of {total} DOCUMENTS",
            "",
            "",
            *(line.center(74).rstrip() for line in head),
            "",
            *forms.textwrap.wrap(story.title, 60),
            "",
        ]
        return out + [line for line in tail]

    def wrapped(story: Story) -> list[str]:
        return [line for p in story.paragraphs for line in (*forms.textwrap.wrap(p, 72), "")]

    # the byline with an office, the paper's place behind its name left out, dateline before the text, photo behind it
    lines: list[str] = []
    for n, s in enumerate(ENGLISH, 1):
        by = [f"BYLINE: By {' and '.join(s.authors)}, Staff Writers", ""] if s.authors else []
        lines += document(
            s, n, 3, [s.outlet, "", f"{nexis_day(s.day, 'en')}", "Final Edition"],
            [*by, f"SECTION: {s.section.upper()}; Pg. {s.page}", "", f"LENGTH: {s.words} words", "", "DATELINE: MARLOW", "", *wrapped(s),
             "GRAPHIC: Photo, The roof in May, when the lime trees", "flower and the drivers bring their own chairs; Map", "", "LOAD-DATE: June 12, 2025", "",
             "LANGUAGE: ENGLISH", "", "DOCUMENT-TYPE: News", "", "PUBLICATION-TYPE: Newspaper", "", "", f"Copyright {s.day.year} {s.outlet}".center(74), "All Rights Reserved".center(74), ""],
        )  # fmt: skip
    yield Case("nexis/office-graphic", "x.txt", text(*lines), tuple(ENGLISH), OLD_FURNITURE)
    # 8-bit file without any cover, German labels, the highlight between the fields and the text
    lines = []
    for n, s in enumerate(GERMAN, 1):
        lines += ["", f"Dokument {n} von 2".center(74), "", s.outlet.center(74), "", f"{weekday(s.day, 'de')} {plain_day(s.day, 'de')}".center(74), "", s.title, "",
                  f"AUTOR: {', '.join(s.authors)}", "", f"RUBRIK: {s.section.upper()}; S. {s.page}", "", f"LÄNGE: {s.words} Wörter", "", "HIGHLIGHT: Was ein Gutachter fand, und wer bezahlen soll.", "",
                  *wrapped(s), "UPDATE: 1. Februar 2025", "", "SPRACHE: GERMAN; DEUTSCH", "", "PUBLICATION-TYPE: Zeitung", "", "ZEITUNGS-CODE: wlb", "", f"Copyright {s.day.year} {s.outlet}".center(74), "Alle Rechte vorbehalten".center(74)]  # fmt: skip
    yield Case(
        "nexis/cp1252-de",
        "x.txt",
        "\r\n".join(lines).encode("cp1252"),
        tuple(GERMAN),
        (*OLD_FURNITURE, "RUBRIK"),
    )
    yield Case(
        "nexis/utf16-de",
        "x.txt",
        "\r\n".join(lines).encode("utf-16"),
        tuple(GERMAN),
        (*OLD_FURNITURE, "RUBRIK"),
    )
    # one article, with words in its text that look like a frame
    odd = replace(BEES, paragraphs=(BEES.paragraphs[0], "The club keeps its papers in a tin: 3 of 4 documents in it are from 1998.", "LENGTH: two metres, height: three, reads the note on the door.", *BEES.paragraphs[1:]))  # fmt: skip
    lines = ["", "1 of 1 DOCUMENT".center(74), "", odd.outlet.center(74), "", nexis_day(odd.day, "en").center(74), "", odd.title, "", "BYLINE: HARRIET QUAYE", "", "SECTION: METRO; Pg. 7", "", "LENGTH: 140 words", "", "", *wrapped(odd), "LOAD-DATE: May 17, 2023", "", "LANGUAGE: ENGLISH", "", f"Copyright 2023 {odd.outlet}".center(74), "All Rights Reserved".center(74)]  # fmt: skip
    yield Case("nexis/one-odd", "x.txt", text(*lines), (odd,), ("LOAD-DATE", "1 of 1 DOCUMENT"))
    # time and note behind the day, a headline over two lines, no labels but the length
    lines = []
    for n, s in enumerate(ENGLISH[:2], 1):
        lines += ["", f"{n} of 2 DOCUMENTS".center(74), "", s.outlet.center(74), "", f"{nexis_day(s.day, 'en')} 3:45 PM GMT".center(74), "Correction Appended".center(74), "", *forms.textwrap.wrap(s.title, 34), "", f"LENGTH: {s.words} words", "", *wrapped(s), "CORRECTION-DATE: March 1, 2024", "", "LOAD-DATE: March 2, 2024", ""]  # fmt: skip
    yield Case(
        "nexis/time-and-note",
        "x.txt",
        text(*lines),
        tuple(ENGLISH[:2]),
        ("CORRECTION-DATE", "Correction Appended"),
        ("authors",),
    )
    # Spanish, French, Dutch, Italian with their own labels; blank fields
    foreign = [
        ("es", [OLIVO], "{n} de {all} DOCUMENTOS", "AUTOR", "SECCIÓN", "LONGITUD", "palabras", "FECHA-CARGA", "IDIOMA", "Todos los Derechos Reservados"),
        ("fr", FRENCH, "Document {n} de {all}", "AUTEUR", "RUBRIQUE", "LONGUEUR", "mots", "DATE-CHARGEMENT", "LANGUE", "Tous droits réservés"),
        ("nl", [SCHAATS], "{n} van {all} DOCUMENTEN", "AUTEUR", "RUBRIEK", "LENGTE", "woorden", "LAAD-DATUM", "TAAL", "Alle rechten voorbehouden"),
    ]  # fmt: skip
    for language, found, start, by, section, length, unit, load, tongue, rights in foreign:
        blocks = []
        for n, s in enumerate(found, 1):
            blocks += [Block(start.format(n=n, all=len(found)), "center"), Block(s.outlet, "center"), Block(nexis_day(s.day, language), "center"), Block(s.title), Block(f"{by}: {'; '.join(s.authors)}"), Block(f"{section}: {s.section}; {s.page}"), Block(f"{length}: {s.words} {unit}"), *map(Block, s.paragraphs), Block(f"{load}: {plain_day(date(2025, 1, 3), language)}"), Block(f"{tongue}: {language.upper()}"), Block(f"Copyright {s.day.year} {s.outlet}\n{rights}", "center"), Block("", "break")]  # fmt: skip
        furniture = (by + ":", section + ":", load, rights)
        yield Case(
            f"nexis/{language}-rtf",
            "x.rtf",
            forms.rtf(blocks, unicode_escapes=language == "fr"),
            tuple(found),
            furniture,
        )
        yield Case(f"nexis/{language}-html", "x.html", forms.page(blocks), tuple(found), furniture)
        yield Case(f"nexis/{language}-docx", "x.docx", forms.docx(blocks), tuple(found), furniture)
    # the page of Nexis as HTML: a class on every paragraph, labels in spans, each document after an anchor
    out = [
        "<HTML><HEAD><META http-equiv='Content-Type' content='text/html; charset=UTF-8'><STYLE>.c0 {text-align: center}</STYLE></HEAD><BODY>"
    ]
    for n, s in enumerate(ENGLISH, 1):
        by = (
            f'<DIV CLASS="c4"><P CLASS="c5"><SPAN CLASS="c7">BYLINE: </SPAN><SPAN CLASS="c2">{escape("; ".join(s.authors))}</SPAN></P></DIV>'
            if s.authors
            else ""
        )
        out.append(
            f'<A NAME="DOC_ID_0_{n}"></A><DOCFULL><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">{n} of 3 DOCUMENTS</SPAN></P></DIV><BR><DIV CLASS="c0"><BR><P CLASS="c1"><SPAN CLASS="c2">{escape(s.outlet)}</SPAN></P></DIV>'
            f'<DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c4">{s.day:%B}</SPAN><SPAN CLASS="c2"> {s.day.day}, {s.day.year} {s.day:%A}</SPAN></P></DIV><DIV CLASS="c4"><P CLASS="c5"><SPAN CLASS="c6">{escape(s.title)}</SPAN></P></DIV>{by}'
            f'<DIV CLASS="c4"><P CLASS="c5"><SPAN CLASS="c7">SECTION: </SPAN><SPAN CLASS="c2">{s.section.upper()}; Pg. {s.page}</SPAN></P></DIV><DIV CLASS="c4"><P CLASS="c5"><SPAN CLASS="c7">LENGTH: </SPAN><SPAN CLASS="c2">{s.words} words</SPAN></P></DIV>'
            f'<DIV CLASS="c4">{"".join(f"<P CLASS=c8><SPAN CLASS=c2>{escape(p)}</SPAN></P>" for p in s.paragraphs)}</DIV><DIV CLASS="c4"><P CLASS="c5"><SPAN CLASS="c7">LOAD-DATE: </SPAN><SPAN CLASS="c2">June 12, 2025</SPAN></P></DIV>'
            f'<DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">Copyright {s.day.year} {escape(s.outlet)}<BR>All Rights Reserved</SPAN></P></DIV></DOCFULL>'
        )  # fmt: skip
    yield Case(
        "nexis/html-spans",
        "x.HTML",
        "\n".join([*out, "</BODY></HTML>"]).encode(),
        tuple(ENGLISH),
        OLD_FURNITURE,
    )


def uni() -> Iterator[Case]:
    def blocks(
        found: list[Story], language: str = "en", *, cover: bool = True, day: str = "", link: bool = False
    ) -> list[Block]:
        out = []
        if cover:
            out += [
                Block("User Name: = 4411 Date and Time: = Friday, January 3, 2025 9:14:00 AM EST"),
                Block("Job Number: = 241991332"),
                Block(f"Documents ({len(found)})"),
            ]
            for n, s in enumerate(found, 1):
                out += [
                    Block(f"{n}. {s.title}"),
                    Block("Client/Matter: -None-"),
                    Block("Search Terms: roof OR bridge"),
                    Block("Search Type: Natural Language"),
                    Block("Narrowed by:\nContent Type  Narrowed by\nNews  -None-"),
                ]
        for s in found:
            out += [
                Block("", "break"),
                Block(s.title, "title"),
                Block(s.outlet),
                Block((day or "{d}").format(d=nexis_day(s.day, language), iso=s.day)),
                Block(f"Copyright {s.day.year} {s.outlet}\nAll Rights Reserved"),
                Block(f"Section: {s.section.upper()}; Pg. {s.page}"),
                Block(f"Length: {s.words} words"),
            ]
            out += [Block(f"Byline: {' and '.join(s.authors)}")] if s.authors else []
            out += [
                Block("Dateline: MARLOW"),
                Block("Highlight: In a few words what the paper thought of it."),
            ]
            out += [Block("Link to Image")] if link else []
            out += [
                Block("Body"),
                *map(Block, s.paragraphs),
                Block("Graphic"),
                Block("Photo, the place in question, by a reader."),
                Block("Load-Date: January 2, 2025"),
                Block("End of Document"),
            ]
        return out

    many = [replace(s, number=n) for n, s in enumerate([*ENGLISH, ORGEL, PONT, OLIVO, SCHAATS, CAMPANA])]
    yield Case("nexis-uni/eight-docx", "x.docx", forms.docx(blocks(many)), tuple(many), NEW_FURNITURE)
    yield Case(
        "nexis-uni/eight-rtf",
        "x.rtf",
        forms.rtf(blocks(many, link=True), unicode_escapes=True),
        tuple(many),
        (*NEW_FURNITURE, "Link to Image"),
    )
    yield Case(
        "nexis-uni/pdf-head",
        "x.pdf",
        forms.pdf(blocks(many), running="Page {n} of {all}"),
        tuple(many),
        NEW_FURNITURE,
    )
    yield Case(
        "nexis-uni/one-no-cover",
        "x.docx",
        forms.docx(blocks([CHEESE], cover=False)),
        (CHEESE,),
        NEW_FURNITURE,
    )
    yield Case("nexis-uni/one-pdf", "x.pdf", forms.pdf(blocks([SNOW], cover=False)), (SNOW,), NEW_FURNITURE)
    yield Case(
        "nexis-uni/time-and-zone",
        "x.docx",
        forms.docx(blocks(ENGLISH, day="{d} 10:15 AM EST")),
        tuple(ENGLISH),
        NEW_FURNITURE,
    )
    yield Case(
        "nexis-uni/russian", "x.rtf", forms.rtf(blocks([MOST], "ru"), page=1251), (MOST,), NEW_FURNITURE
    )
    yield Case(
        "nexis-uni/german-first", "x.docx", forms.docx(blocks(GERMAN, "de")), tuple(GERMAN), NEW_FURNITURE
    )
    yield Case("nexis-uni/html", "x.html", forms.page(blocks(ENGLISH)), tuple(ENGLISH), NEW_FURNITURE)
    single = {f"{s.title.replace(':', '')[:40]}.DOCX": forms.docx(blocks([s], cover=False)) for s in ENGLISH}
    yield Case("nexis-uni/zip-of-single", "x.zip", forms.zipped(single), tuple(ENGLISH), NEW_FURNITURE)


def factiva() -> Iterator[Case]:
    def key(s: Story, n: int) -> str:
        return f"MARLES0020{s.day:%y%m%d}ej5g{n:05d}"

    def plain(s: Story, n: int) -> list[Block]:
        """The display without codes, as most people save it in RTF."""
        names = {"en": "English", "de": "Deutsch", "fr": "Français"}
        out = [Block(s.section), Block(s.title)]
        out += [Block("By " + " and ".join(s.authors))] if s.authors else []
        out += [
            Block(f"{s.words} words"),
            Block(day_first(s.day, s.language)),
            Block("06:15"),
            Block(s.outlet),
            Block("MARLES"),
            Block(s.page),
            Block(names[s.language]),
            Block(f"Copyright {s.day.year}. {s.outlet}"),
        ]
        return [*out, *map(Block, s.paragraphs), Block(f"Document {key(s, n)}"), Block("", "break")]

    furniture = ("Document MARLES", "MARLES", " words ", "Copyright 20", "Search Summary", "Dow Jones")
    for name, found in (("en", ENGLISH), ("de", GERMAN), ("fr", FRENCH)):
        shown = [b for n, s in enumerate(found) for b in plain(s, n)]
        tail = [
            Block("Search Summary"),
            Block("Text roof and bridge"),
            Block("Date In the last 2 years"),
            Block("Results Found 3"),
            Block("© 2025 Factiva, Inc. All rights reserved."),
        ]
        yield Case(f"factiva/plain-rtf-{name}", "x.rtf", forms.rtf(shown + tail), tuple(found), furniture)
        yield Case(f"factiva/plain-docx-{name}", "x.docx", forms.docx(shown), tuple(found), furniture)
        yield Case(f"factiva/plain-txt-{name}", "x.txt", forms.txt(shown, width=300), tuple(found), furniture)
    yield Case("factiva/plain-one", "x.rtf", forms.rtf(plain(SNOW, 4)), (SNOW,), furniture)

    # the codes, as a table in RTF and DOCX
    def coded(s: Story, n: int) -> list[tuple[str, str]]:
        return [
            ("HD", s.title),
            ("BY", "Von " * (s.language == "de") + "; ".join(s.authors)),
            ("CR", "Marlow Press Service"),
            ("WC", f"{s.words} words"),
            ("PD", day_first(s.day, s.language)),
            ("SN", s.outlet),
            ("SC", "MARLES"),
            ("PG", s.page),
            ("LA", "German" if s.language == "de" else "English"),
            ("CY", f"(c) {s.day.year}, {s.outlet}"),
            ("LP", s.paragraphs[0]),
            ("TD", "\n".join(s.paragraphs[1:])),
            ("ART", "Photo: a roof"),
            ("CT", "Desk: +44 20 7946 0000"),
            ("CO", "brighw : Brightwell Estates"),
            ("IN", "i8 : Property"),
            ("NS", "gcrim : Crime"),
            ("RE", "uk : United Kingdom"),
            ("IPD", "Bees"),
            ("PUB", "Marlow Press"),
            ("AN", f"Document {key(s, n)}"),
        ]

    for found, name in ((ENGLISH, "en"), (GERMAN, "de")):
        rows = [Block("", rows=((c, v),)) for n, s in enumerate(found) for c, v in coded(s, n) if v]
        marks = ("Document MARLES", "brighw", "gcrim", "Desk:", "Marlow Press Service")
        yield Case(f"factiva/coded-rtf-{name}", "x.rtf", forms.rtf(rows), tuple(found), marks)
        yield Case(f"factiva/coded-docx-{name}", "x.docx", forms.docx(rows), tuple(found), marks)
        shown = [Block(f"{c}\n{v}") for n, s in enumerate(found) for c, v in coded(s, n) if v]
        yield Case(f"factiva/code-above-{name}", "x.txt", forms.txt(shown, width=400), tuple(found), marks)
    # page of the site without codes, with a byline in a span and a picture between the paragraphs
    out = ["<html><body><div class='factivalogo'>Factiva</div>"]
    for n, s in enumerate(FRENCH):
        given = [
            f"<div>{x}</div>"
            for x in (
                "Par " + ", ".join(s.authors),
                f"{s.words} mots",
                day_first(s.day, "fr"),
                s.outlet,
                "MARLES",
                s.page,
                "Français",
                f"Copyright {s.day.year} {s.outlet}",
            )
        ]
        out.append(
            f'<div class="article frArticle"><div>{s.section}</div><div id="hd"><span class="frHeadline">{escape(s.title)} </span></div>{"".join(given)}'
            + "".join(f'<p class="articleParagraph frarticleParagraph">{escape(p)}</p>' for p in s.paragraphs)
            + f"<p>Document {key(s, n)}</p></div>"
        )
    yield Case(
        "factiva/site-fr", "x.html", "".join([*out, "</body></html>"]).encode(), tuple(FRENCH), furniture
    )


def europresse() -> Iterator[Case]:
    def page(
        found: list[Story], *, count: bool, online: bool, sub: bool, extra: bool, english: bool = False
    ) -> bytes:
        out = ["<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'></head><body>"]
        for n, s in enumerate(found):
            day = (
                f"{weekday(s.day, 'en')}, {plain_day(s.day, 'en')}"
                if english
                else f"{weekday(s.day, 'fr')} {plain_day(s.day, 'fr')}"
            )
            head = (
                f"{s.section}, {day}"
                + (" - 10:42 UTC +02:00" if online else "")
                + (f", {s.words} {'words' if english else 'mots'}" if count else "")
                + ("" if online else f", p. {s.page}")
            )
            outlet = f"{s.outlet} (site web)" if online else f"{s.outlet}, no. {6120 + n}"
            aside = (
                '<aside class="apd-wrapper"><span class="apd-sources-title">Autre parution</span><div class="source-name-APD">Un autre journal</div></aside>'
                if extra
                else ""
            )
            below = '<p class="rdp__subtitle">Ce que la régie en dit</p>' if sub else ""
            paragraphs = "".join(f"<p>{escape(p)}</p>" for p in s.paragraphs)
            out.append(
                f'<article id="a{n}"><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{escape(outlet)}</span></div><div><span class="DocHeader">{head}</span></div><div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">{escape(s.title)}</p>{below}</div><p class="sm-margin-bottomNews">{escape("; ".join(s.authors))}</p>{aside}</header><section><div class="DocText clearfix"><div class="docOcurrContainer">{paragraphs}</div></div></section><footer><div class="col-7"><p>© {s.day.year} {escape(s.outlet)}. Tous droits réservés.</p><div class="publiC-lblNodoc">news·{s.day:%Y%m%d}·RE·{n:06d}</div><img class="pull-left" src="logo.png"></div></footer></article>'
            )
        return "".join([*out, "</body></html>"]).encode()

    furniture = ("droits réservés", "news·", "Autre parution", "Un autre journal", "UTC +02:00", "logo.png")
    yield Case(
        "europresse/online",
        "x.html",
        page(FRENCH, count=False, online=True, sub=False, extra=True),
        tuple(FRENCH),
        furniture,
    )
    yield Case(
        "europresse/words",
        "x.html",
        page(FRENCH, count=True, online=False, sub=False, extra=False),
        tuple(FRENCH),
        furniture,
    )
    yield Case(
        "europresse/subtitle",
        "x.HTML",
        page(FRENCH, count=True, online=False, sub=True, extra=True),
        tuple(FRENCH),
        furniture,
    )
    mixed = [PONT, replace(BEES, section="Metro"), CAMPANA, replace(CHEESE, authors=())]
    yield Case(
        "europresse/english-site",
        "x.html",
        page(mixed, count=True, online=False, sub=False, extra=False, english=True),
        tuple(mixed),
        furniture,
    )
    yield Case(
        "europresse/one",
        "x.htm",
        page([LAIT], count=False, online=False, sub=True, extra=False),
        (LAIT,),
        furniture,
    )


def proquest() -> Iterator[Case]:
    def record(s: Story, n: int, *, dot: bool, old: bool) -> list[str]:
        names = "; ".join(f"{a.rpartition(' ')[2]}, {a.rpartition(' ')[0]}" for a in s.authors) + (
            "." if dot else ""
        )
        info = (
            f"{s.outlet} ; Marlow [Marlow]{s.day:%d %b %Y}: {s.page}."
            if old
            else f"{s.outlet}; Marlow, {s.day:%b} {s.day.day}, {s.day.year}, {s.page}."
        )
        head = (
            [s.title, ""]
            + ([f"Author: {names}", ""] if s.authors else [])
            + [
                f"Publication info: {info}",
                "",
                f"ProQuest document link: https://www.proquest.example/docview/28{n:06d}?accountid=11",
                "",
            ]
        )
        body = [f"Full text: {s.paragraphs[0]}", "", *(x for p in s.paragraphs[1:] for x in (p, ""))]
        tail = [
            "Credit: Marlow Press",
            "",
            "Subject: Bees; Landlords; Courts",
            "",
            "Business indexing term: Subject: Insurance",
            "",
            "Location: Marlow",
            "",
            "People: Abara, Colin",
            "",
            "Company / organization: Name: Brightwell Estates; NAICS: 531110",
            "",
            f"Title: {s.title}",
            "",
            f"Publication title: {s.outlet}; Marlow",
            "",
            f"First page: {s.page}",
            "",
            f"Publication year: {s.day.year}",
            "",
            f"Publication date: {s.day:%b} {s.day.day}, {s.day.year}",
            "",
            f"Section: {s.section}",
            "",
            "Publisher: Marlow Press",
            "",
            "Place of publication: Marlow",
            "",
            "Country of publication: United Kingdom, Marlow",
            "",
            "Publication subject: General Interest Periodicals",
            "",
            "ISSN: 0307-1234",
            "",
            "Source type: Newspaper",
            "",
            "Language of publication: English",
            "",
            "Document type: News",
            "",
            f"ProQuest document ID: 28{n:06d}",
            "",
            f"Document URL: https://www.proquest.example/docview/28{n:06d}?accountid=11",
            "",
            f"Copyright: (c) {s.day.year} {s.outlet}",
            "",
            "Full text availability: This publication may be subject to restrictions.",
            "",
            "Last updated: 2025-01-03",
            "",
            "Database: U.S. Newsstream",
            "",
        ]
        return [*head, *body, *tail]

    rule = "_" * 60
    marks = (
        "Publication info",
        "ISSN",
        "NAICS",
        "Database:",
        "ProQuest document",
        "Contact ProQuest",
        "subject to restrictions",
        "Business indexing",
    )
    for name, dot, old, numbered in (
        ("new-link", False, False, True),
        ("old-info", True, True, True),
        ("unnumbered", False, False, False),
    ):
        lines: list[str] = []
        for n, s in enumerate(ENGLISH, 1):
            lines += [
                rule,
                "",
                *([f"Document {n} of 3", ""] if numbered else []),
                *record(s, n, dot=dot, old=old),
            ]
        lines += [
            rule,
            "",
            "Contact ProQuest",
            "Copyright 2025 ProQuest LLC. All rights reserved. - Terms and Conditions",
        ]
        yield Case(f"proquest/{name}", "x.txt", text(*lines), tuple(ENGLISH), marks)
        yield Case(
            f"proquest/{name}-rtf", "x.rtf", forms.rtf([Block(x) for x in lines if x]), tuple(ENGLISH), marks
        )
        yield Case(
            f"proquest/{name}-docx",
            "x.docx",
            forms.docx([Block(x) for x in lines if x]),
            tuple(ENGLISH),
            marks,
        )
        yield Case(
            f"proquest/{name}-pdf", "x.pdf", forms.pdf([Block(x) for x in lines if x]), tuple(ENGLISH), marks
        )
    yield Case(
        "proquest/one", "x.txt", text(rule, "", *record(SNOW, 7, dot=False, old=False)), (SNOW,), marks
    )
    bare = text(
        rule,
        "",
        "Document 1 of 2",
        "",
        *record(BEES, 1, dot=True, old=False),
        rule,
        "",
        "Document 2 of 2",
        "",
        *(
            x
            for x in record(SNOW, 2, dot=True, old=False)
            if not x.startswith(("Title:", "Publication date:", "Section:", "First page"))
        ),
    )
    yield Case("proquest/fields-missing", "x.txt", bare, (BEES, SNOW), marks)
    out = ["<html><head><title>ProQuest</title></head><body>"]
    for n, s in enumerate(ENGLISH, 1):
        out.append(
            f'<div style="margin-bottom:20px;border-bottom:2px solid #ccc"></div><p>Document {n} of 3</p><h2 style="font-size:1.3em">{escape(s.title)}</h2>'
        )
        for line in (x for x in record(s, n, dot=False, old=False)[2:] if x):
            label, colon, value = line.partition(": ")
            if label == "Full text":
                out.append(
                    f"<p style='margin-bottom:5pt'><strong>Full text: </strong></p><text><p>{escape(value)}</p>"
                )
            elif (
                colon
                and len(label) < 30
                and label[0].isupper()
                and "\u201c" not in label
                and "The " not in label[:4]
            ):
                out.append(f"<p style='margin-bottom:5pt'><strong>{label}: </strong>{escape(value)}</p>")
            else:
                out.append(f"<p>{escape(line)}</p>")
    yield Case("proquest/html", "x.html", "".join([*out, "</body></html>"]).encode(), tuple(ENGLISH), marks)


def wires() -> Iterator[Case]:
    def body(s: Story, lead: str = "") -> str:
        parts = [f"<p>{escape(p)}</p>" for p in s.paragraphs]
        return "".join([parts[0], lead, *parts[1:]])

    s = ORGEL
    nitf = (
        '<?xml version="1.0" encoding="iso-8859-1"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">\n<nitf change.date="March 2, 2023" version="-//IPTC//DTD NITF 3.4//EN">\n<head><title>orgel-mäuse</title>'
        f'<meta name="origin" content="wlb"/><tobject tobject.type="news"><tobject.property tobject.property.type="current"/></tobject><docdata management-status="usable"><doc-id id-string="wlb-77"/><urgency ed-urg="4"/><date.release norm="{s.day:%Y%m%d}T081500+0100"/><doc.copyright year="2023" holder="{s.outlet}"/><key-list><keyword key="Orgel"/></key-list></docdata><pubdata type="print" name="{s.outlet}" date.publication="{s.day:%Y%m%d}" edition.name="Nord" position.section="Lokales" position.sequence="17"/></head>'
        f'<body><body.head><hedline><hl1 id="h">{s.title}</hl1><hl2>Neun von zwölf Bälgen sind hin</hl2></hedline><note noteclass="editorsnote"><body.content><p>Achtung: Sperrfrist 8 Uhr</p></body.content></note><byline>Von Jutta Krömer</byline><distributor>{s.outlet}</distributor><dateline><location>Butzbach</location><story.date norm="{s.day:%Y%m%d}">30. November</story.date></dateline></body.head>'
        f'<body.content><block>{body(s, "<media media-type=image><media-reference source=a.jpg/><media-caption>Der Kantor am Spieltisch</media-caption></media>".replace("=image", chr(61) + chr(34) + "image" + chr(34)).replace("=a.jpg", chr(61) + chr(34) + "a.jpg" + chr(34)))}</block></body.content><body.end><tagline><a href="mailto:x@wlb.example">Redaktion</a></tagline><bibliography>wlb</bibliography></body.end></body></nitf>'
    )  # fmt: skip
    yield Case(
        "wire/nitf-dtd",
        "x.xml",
        nitf.encode("latin-1", "xmlcharrefreplace"),
        (s,),
        ("Sperrfrist", "Redaktion", "Spieltisch"),
    )
    s = PONT
    n1 = (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20021018:NewsMLv1.2:1" "NewsML_1.2.dtd"><NewsML Version="1.2"><Catalog Href="http://www.example/catalog.xml"/><NewsEnvelope><DateAndTime>20230824T140000+0200</DateAndTime><NewsService FormalName="FR"/><Priority FormalName="4"/></NewsEnvelope>'
        f'<NewsItem xml:lang="fr"><Identification><NewsIdentifier><ProviderId>estuaire.example</ProviderId><DateId>20230824</DateId><NewsItemId>R1</NewsItemId><RevisionId Update="N" PreviousRevision="0">1</RevisionId><PublicIdentifier>urn:newsml:estuaire.example:20230824:R1:1</PublicIdentifier></NewsIdentifier><NameLabel>pont-chaleur</NameLabel></Identification><NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20230824T120000+0200</FirstCreated><ThisRevisionCreated>20230824T140000+0200</ThisRevisionCreated><Status FormalName="Usable"/><Urgency FormalName="4"/></NewsManagement>'
        f'<NewsComponent Duid="top" Essential="no" EquivalentsList="no"><NewsLines><HeadLine>{s.title}</HeadLine><SubHeadLine>Vingt-sept voiliers bloqués</SubHeadLine><ByLine>Par Maëlle Guéguen</ByLine><DateLine>LE HAVRE, 24 août (RE)</DateLine><CreditLine>{s.outlet}</CreditLine><CopyrightLine>(c) {s.outlet}</CopyrightLine><KeywordLine>pont</KeywordLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName="{s.outlet}"/></Provider><Source><Party FormalName="{s.outlet}"/></Source></AdministrativeMetadata><DescriptiveMetadata><Language FormalName="fr"/></DescriptiveMetadata>'
        f'<NewsComponent Duid="text"><Role FormalName="Main"/><ContentItem Duid="c"><MediaType FormalName="Text"/><Format FormalName="XHTML"/><DataContent><html><head><title>pont</title></head><body>{body(s)}</body></html></DataContent></ContentItem></NewsComponent><NewsComponent><Role FormalName="Caption"/><ContentItem><MediaType FormalName="Photo"/><DataContent><p>Le pont jeudi matin.</p></DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>'
    )  # fmt: skip
    yield Case("wire/newsml12-nested", "x.newsml", n1.encode(), (s,), ("Le pont jeudi matin", "LE HAVRE"))
    s = SNOW
    g2 = (
        '<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xmlns:xhtml="http://www.w3.org/1999/xhtml" guid="tag:lindquist.example,2022:n5" version="3" standard="NewsML-G2" standardversion="2.9" conformance="power"><catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_20.xml"/><rightsInfo><copyrightHolder literal="L"><name>Lindquist Media</name></copyrightHolder></rightsInfo>'
        f'<itemMeta><itemClass qcode="ninat:text"/><provider literal="LHP"><name>{s.outlet}</name></provider><versionCreated>2022-02-05T09:00:00-06:00</versionCreated><embargoed>2022-02-03T05:00:00-06:00</embargoed><pubStatus qcode="stat:usable"/><edNote>Eds: adds quote</edNote></itemMeta><contentMeta><urgency>4</urgency><contentCreated>2022-02-03T05:00:00-06:00</contentCreated><creator role="crol:byline"><name>Owen Marchetti</name></creator><creator role="crol:byline"><name>Della Roe</name></creator><language tag="en-US"/><genre qcode="genre:Current"/><subject type="cpnat:person"><name>Hank Dube</name></subject><slugline separator="-">PLOUGHS-PAY</slugline><headline xml:lang="en">{s.title}</headline><headline role="hld:sub">No strike while it snows</headline><by>By Owen Marchetti and Della Roe</by><description role="drol:summary">Pay fight</description></contentMeta>'
        f'<contentSet><inlineXML contenttype="application/xhtml+xml" wordcount="120"><xhtml:html><xhtml:head><xhtml:title>x</xhtml:title></xhtml:head><xhtml:body>{"".join(f"<xhtml:p>{escape(p)}</xhtml:p>" for p in s.paragraphs)}</xhtml:body></xhtml:html></inlineXML><inlineData contenttype="text/plain">{escape(" ".join(s.paragraphs))}</inlineData></contentSet></newsItem>'
    )  # fmt: skip
    yield Case(
        "wire/g2-prefixed-two-forms", "x.xml", g2.encode(), (s,), ("Eds:", "PLOUGHS-PAY", "No strike while")
    )
    known = g2.replace("<newsItem ", "<knowledgeItem ").replace("</newsItem>", "</knowledgeItem>")
    yield Case(
        "wire/g2-withheld",
        "x.xml",
        g2.replace("stat:usable", "stat:withheld").encode(),
        (),
        refused="withheld",
    )
    del known
    ninjs = [
        {"uri": f"urn:x:{n}", "type": "text", "versioncreated": f"{s.day}T09:00:00Z", "pubstatus": "usable", "language": s.language, "headline": s.title, "byline": "; ".join(s.authors) or None, "organisation": [{"name": "Brightwell", "rel": "about"}], "person": [{"name": "Colin Abara"}], "copyrightholder": s.outlet, "infosource": [{"name": s.outlet}], "description_text": "One line.", "body_text": "\n\n".join(s.paragraphs)}
        for n, s in enumerate([BEES, ORGEL, MOST])
    ]  # fmt: skip
    yield Case(
        "wire/ninjs-lines",
        "x.jsonl",
        "\n".join(json.dumps(x, ensure_ascii=False) for x in ninjs).encode(),
        (BEES, ORGEL, MOST),
        ("One line.",),
    )
    yield Case(
        "wire/ninjs-items",
        "x.json",
        json.dumps({"_items": ninjs, "_meta": {"total": 3}}).encode(),
        (BEES, ORGEL, MOST),
        ("One line.",),
    )
    three = [
        {"standard": {"name": "ninjs", "version": "3.0"}, "uri": f"urn:y:{n}", "type": "text", "representationType": "complete", "contentCreated": f"{s.day}T07:00:00Z", "versionCreated": "2025-01-03T07:00:00Z", "firstCreated": f"{s.day}T07:30:00Z", "pubStatus": "usable", "language": s.language, "headlines": [{"role": "main", "value": s.title, "contentType": "text/plain"}], "people": [{"name": a, "rels": ["author"]} for a in s.authors] + [{"name": "Hank Dube", "rels": ["about"]}], "bylines": [{"value": "By " + " and ".join(s.authors)}] if s.authors else [], "infoSources": [{"name": s.outlet}], "descriptions": [{"role": "summary", "value": "A summary."}], "bodies": [{"role": "main", "contentType": "application/xhtml+xml", "charCount": 400, "value": "<div>" + "".join(f"<p>{escape(p)}</p>" for p in s.paragraphs) + "</div>"}], "associations": [{"name": "p", "type": "picture", "headlines": [{"value": "Snow at night"}]}]}
        for n, s in enumerate([SNOW, CHEESE])
    ]  # fmt: skip
    yield Case(
        "wire/ninjs3-bylines",
        "x.json",
        json.dumps(three).encode(),
        (SNOW, CHEESE),
        ("A summary.", "Snow at night"),
    )
    feed = {"data": {"items": [{"item": {"altids": {"itemid": f"i{n}", "etag": "x"}, "version": 0, "type": "text", "versioncreated": f"{s.day}T12:00:00Z", "firstcreated": f"{s.day}T11:00:00Z", "pubstatus": "usable", "headline": s.title, "headline_extended": s.title + ".", "bylines": [{"by": "By " + " and ".join(s.authors).upper(), "title": s.outlet}] if s.authors else [], "provider": s.outlet, "language": "en", "slugline": "BC-US--Pay, 2nd Ld-Writethru", "body_nitf": "".join(f"<p>{escape(p)}</p>" for p in s.paragraphs)}} for n, s in enumerate(ENGLISH)]}}  # fmt: skip
    yield Case(
        "wire/feed-of-wire", "x.json", json.dumps(feed).encode(), tuple(ENGLISH), ("Writethru", "BC-US")
    )


def clips() -> Iterator[Case]:
    def site(s: Story, *, authors: str = "span") -> str:
        who = (
            f'<p class="byline">By <span class="author">{escape(" and ".join(s.authors))}</span></p>'
            if s.authors
            else ""
        )
        return (
            f'<!DOCTYPE html><html lang="{s.language}"><head><meta charset="utf-8"><title>{escape(s.title)} - {escape(s.outlet)}</title><meta property="og:site_name" content="{escape(s.outlet)}"><meta property="article:published_time" content="{s.day}T06:00:00+00:00"></head><body><header><a href="/">{escape(s.outlet)}</a><nav><ul><li><a href="/a">News</a></li><li><a href="/b">Sport</a></li></ul></nav></header><main><article><h1>{escape(s.title)}</h1>{who}<div class="body">'
            + "".join(f"<p>{escape(p)}</p>" for p in s.paragraphs)
            + '</div></article><aside><h2>Most read</h2><ul><li><a href="/1">Tram line opens in spring</a></li><li><a href="/2">Ten walks by the river</a></li></ul></aside></main><footer>© all rights reserved. Contact us</footer></body></html>'
        )

    gone = ("Most read", "Ten walks", "Contact us", "Sport")
    s = replace(ORGEL, url="https://www.wlb.example/lokales/orgel-12.html")
    parts = f'From: <Saved by Blink>\r\nSnapshot-Content-Location: {s.url}\r\nSubject: =?utf-8?Q?Orgel_verstummt?=\r\nDate: Thu, 2 Jan 2025 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----MultipartBoundary--q1----"\r\n\r\n\r\n------MultipartBoundary--q1----\r\nContent-Type: text/html\r\nContent-ID: <frame-A@mhtml.blink>\r\nContent-Transfer-Encoding: binary\r\nContent-Location: {s.url}\r\n\r\n{site(s)}\r\n------MultipartBoundary--q1----\r\nContent-Type: text/html\r\nContent-ID: <frame-B@mhtml.blink>\r\nContent-Transfer-Encoding: binary\r\nContent-Location: https://ads.example/frame\r\n\r\n<html><body><p>Anzeige: Matratzen bis 70 Prozent billiger, nur heute in unserem großen Lager.</p></body></html>\r\n------MultipartBoundary--q1------\r\n'
    yield Case("clip/mhtml-frames", "x.mhtml", parts.encode(), (s,), (*gone, "Matratzen"), url=True)
    import plistlib

    s = replace(OLIVO, url="https://diario.example/olivo")
    frame = {
        "WebMainResource": {
            "WebResourceData": b"<html><body><p>Publicidad de coches usados en toda la comarca, desde hoy.</p></body></html>",
            "WebResourceURL": "https://ads.example/",
            "WebResourceMIMEType": "text/html",
        }
    }
    archive = {
        "WebMainResource": {
            "WebResourceData": site(s).encode("utf-16"),
            "WebResourceURL": s.url,
            "WebResourceMIMEType": "text/html",
            "WebResourceTextEncodingName": "UTF-16",
            "WebResourceFrameName": "",
        },
        "WebSubframeArchives": [frame],
        "WebSubresources": [],
    }
    yield Case(
        "clip/webarchive-utf16",
        "x.webarchive",
        plistlib.dumps(archive, fmt=plistlib.FMT_BINARY),
        (s,),
        (*gone, "coches usados"),
        url=True,
    )
    s = replace(SNOW, url="https://herald.example/plough")
    md = (
        f'---\ntitle: "{s.title}"\nsource: "{s.url}?utm_source=x"\nauthor: ["[[Owen Marchetti]]", "[[Della Roe]]"]\npublished: 2022-02-03T05:00:00-06:00\ncreated: 2025-01-02\ndescription: "Pay fight."\ntags: ["clippings"]\nsite: {s.outlet}\n---\n![Ploughs](https://herald.example/p.jpg)\n\n'
        + "\n\n".join(s.paragraphs[:2])
        + "\n\n> [!note] Mine\n> ask Hank\n\n"
        + "\n\n".join(s.paragraphs[2:])
    )
    yield Case("clip/obsidian-inline-list", "x.md", md.encode(), (s,), ("p.jpg",))
    md = (
        f"---\ncreated: 2025-01-02T10:00:00 (UTC +01:00)\ntags: [clip]\nsource: https://lait.example/a\nauthor: Bastien Roumégoux, Inès Calmette\n---\n\n# {LAIT.title}\n\nPublié le 5 mars 2024\n\n"
        + "\n\n".join(LAIT.paragraphs)
    )
    yield Case("clip/markdownload-fr", "x.md", md.encode(), (LAIT,), ("created:",), ("outlet",))
    notes = "".join(
        f'<note><title>{escape(s.title)}</title><created>20250102T101500Z</created><updated>20250102T101500Z</updated><note-attributes><source>web.clip7</source><source-url>https://e.example/{n}</source-url></note-attributes><content><![CDATA[<?xml version="1.0" encoding="UTF-8" standalone="no"?><!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note style="--en-clipped-content:article;"><div><h1>{escape(s.title)}</h1><div>By {escape(" and ".join(s.authors))}, {escape(s.outlet)}</div><div>{plain_day(s.day, "en")}</div><en-media type="image/jpeg" hash="aa"/>{"".join(f"<p>{escape(p)}</p>" for p in s.paragraphs)}</div></en-note>]]></content><resource><data encoding="base64">iVBORw0KGgo=</data><mime>image/jpeg</mime></resource></note>'
        for n, s in enumerate([BEES, SNOW])
    )
    yield Case(
        "clip/enex-article",
        "x.enex",
        f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd"><en-export export-date="20250103T000000Z" application="Evernote" version="10.1">{notes}</en-export>'.encode(),
        (BEES, SNOW),
        ("web.clip",),
        ("outlet",),
    )
    s = replace(BEES, url="https://marlow.example/hives")
    single = site(s).replace(
        "<head>",
        f"<!--\n Page saved with SingleFile \n url: {s.url} \n saved date: Thu Jan 02 2025 09:11:00 GMT+0100\n info: x\n--><head>",
        1,
    )
    yield Case("clip/singlefile", "x.html", single.encode(), (s,), gone, url=True)
    folder = {
        "Hives - Marlow.html": site(s).replace("<html", f"<!-- saved from url=(0028){s.url} -->\n<html", 1),
        "Hives - Marlow_files/saved_resource.html": "<html><body><p>An advertisement frame with words about sofas and beds.</p></body></html>",
        "Hives - Marlow_files/a.css": "p{}",
    }
    yield Case("clip/zip-of-complete-page", "x.zip", forms.zipped(folder), (s,), (*gone, "sofas"), url=True)
    inner = forms.zipped(
        {
            "b.html": site(SNOW),
            "c/d.txt": f"{CHEESE.title}\n\n{CHEESE.outlet}\n2 September 2024\n\n"
            + "\n\n".join(CHEESE.paragraphs),
        }
    )
    yield Case(
        "clip/zip-nested",
        "x.zip",
        forms.zipped({"a.html": site(BEES), "more.zip": inner, "Thumbs.db": b"\xd0\xcf", "~$a.docx": b"x"}),
        tuple(ENGLISH),
        gone,
    )
    from bench.archives.clippers import tarred

    yield Case(
        "clip/tar-xz",
        "x.tar.xz",
        tarred(
            {
                "x/a.html": site(PONT).encode(),
                "x/b.html": site(LAIT).encode(),
                "x/._a.html": b"\x00\x05\x16\x07",
            },
            mode="w:xz",
        ),
        tuple(FRENCH),
        gone,
    )

    def record(kind: str, url: str, content: bytes, n: int) -> bytes:
        head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-01-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nContent-Type: application/http;msgtype={kind}\r\nContent-Length: {len(content)}\r\n\r\n"
        return gzip.compress(head.encode() + content + b"\r\n\r\n")

    warc = b""
    for n, s in enumerate([ORGEL, PONT, SNOW]):
        url = f"https://w.example/{n}"
        packed = gzip.compress(site(s).encode())
        chunked = b"%x\r\n" % len(packed) + packed + b"\r\n0\r\n\r\n"
        warc += record("request", url, f"GET /{n} HTTP/1.1\r\nHost: w.example\r\n\r\n".encode(), 10 * n)
        warc += record(
            "response",
            url,
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunked,
            10 * n + 1,
        )
    warc += record(
        "response",
        "https://w.example/p.png",
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
        90,
    )
    warc += record(
        "response",
        "https://w.example/no",
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html><body><p>This page is not here any more, sorry for that.</p></body></html>",
        91,
    )
    warc += record(
        "response",
        "https://w.example/robots.txt",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /private\n",
        92,
    )
    yield Case("clip/warc-gz-chunked", "x.warc.gz", warc, (ORGEL, PONT, SNOW), (*gone, "not here any more"))
    ns = 'xmlns="http://www.w3.org/1999/xhtml"'
    pages = {
        f"OEBPS/feed_0/article_{n}/index.html": f'<html {ns}><head><title>{escape(s.title)}</title></head><body><div class="calibre_navbar">| <a href="../article_{n + 1}/index.html">Next</a> | <a href="../index.html">Section Menu</a> | <a href="../../index.html">Main Menu</a> |<hr/></div><h2>{escape(s.title)}</h2><p class="auth">By {escape(" and ".join(s.authors))}</p>{"".join(f"<p>{escape(p)}</p>" for p in s.paragraphs)}<div class="calibre_navbar"><hr/><p>This article was downloaded by <strong>calibre</strong> from <a href="https://x.example">https://x.example</a></p></div></body></html>'
        for n, s in enumerate([BEES, SNOW])
    }
    opf = (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{BEES.outlet} [Tue, 16 May 2023]</dc:title><dc:creator>calibre</dc:creator><dc:language>en</dc:language><dc:date>2023-05-16T06:00:00+00:00</dc:date><dc:publisher>calibre</dc:publisher></metadata><manifest>'
        + "".join(
            f'<item id="i{n}" href="{name[6:]}" media-type="application/xhtml+xml"/>'
            for n, name in enumerate(pages)
        )
        + '<item id="m" href="index.html" media-type="application/xhtml+xml"/><item id="f" href="feed_0/index.html" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="m"/><itemref idref="f"/>'
        + "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
        + "</spine></package>"
    )
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OEBPS/content.opf": opf,
        "OEBPS/index.html": f"<html {ns}><body><h1>{BEES.outlet}</h1><ul><li><a href='feed_0/index.html'>Front page</a></li></ul></body></html>",
        "OEBPS/feed_0/index.html": f"<html {ns}><body><h2>Front page</h2><ul><li><a href='article_0/index.html'>{BEES.title}</a></li><li><a href='article_1/index.html'>{SNOW.title}</a></li></ul></body></html>",
        **pages,
    }
    printed = (BEES, replace(SNOW, day=BEES.day, outlet=BEES.outlet))
    yield Case(
        "clip/epub-news",
        "x.epub",
        forms.zipped(files),
        printed,
        ("Section Menu", "downloaded by", "Main Menu"),
    )
    story = [
        Block(MOST.title),
        Block(MOST.authors[0]),
        Block(f"{MOST.outlet}, 7 сентября 2023"),
        *(Block(p, note="См. отчёт, стр. 12." if n == 1 else "") for n, p in enumerate(MOST.paragraphs)),
    ]
    yield Case("clip/rtf-cp1251", "x.rtf", forms.rtf(story, page=1251), (MOST,))
    yield Case("clip/rtf-unicode", "x.rtf", forms.rtf(story, page=1251, unicode_escapes=True), (MOST,))
    yield Case("clip/docx-footnotes", "x.docx", forms.docx(story), (MOST,))
    yield Case("clip/odt-footnotes", "x.odt", forms.odt(story), (MOST,))
    story = [
        Block(SNOW.title, "title"),
        Block("By OWEN MARCHETTI and DELLA ROE"),
        Block(f"{SNOW.outlet} | Feb. 3, 2022"),
        *map(Block, SNOW.paragraphs),
        Block("", rows=(("Year", "Inches"), ("2021", "44"), ("2022", "61"))),
    ]
    yield Case(
        "clip/rtf-table",
        "x.rtf",
        forms.rtf(story),
        (replace(SNOW, table=(("Year", "Inches"), ("2022", "61"))),),
    )
    yield Case(
        "clip/docx-table",
        "x.docx",
        forms.docx(story),
        (replace(SNOW, table=(("Year", "Inches"), ("2022", "61"))),),
    )


def written() -> Iterator[Case]:
    """All cases, the same each time."""
    for group in (nexis, uni, factiva, europresse, proquest, wires, clips):
        yield from group()

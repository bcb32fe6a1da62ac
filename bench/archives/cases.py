"""Every layout in several variants, half of them locked: files and what has to come out of each.

A case is locked when its name says so by hash: the readers are made with the open half in view, and the locked
half is run when they are done.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bench.archives import archives as a
from bench.archives import clippers as c
from bench.archives import forms
from bench.archives import wires as w
from bench.archives.forms import Block, zipped
from bench.archives.stories import Story, stories, story


@dataclass(frozen=True)
class Case:
    """A file, the stories in it, and the words of the layout that must not be in any of them."""

    name: str
    file: str
    data: bytes
    stories: tuple[Story, ...]
    furniture: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    """Fields that the layout cannot state: "outlet", "published", "authors"."""
    url: bool = False
    refused: str = ""
    """A file that gives no article: what the line about it has to say."""
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """Files that lie beside it, by their paths: what a list of references attaches."""

    @property
    def locked(self) -> bool:
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 2 == 0

    @property
    def layout(self) -> str:
        return self.name.split("/")[0]


TABLE = (("Year", "Visitors"), ("2019", "14,210"), ("2020", "9,033"))
LANGUAGES = ("en", "de", "fr", "nl", "es")


def cases() -> Iterator[Case]:
    """All cases, the same each time."""
    seed = 1000
    for group in (nexis, uni, factiva, europresse, proquest, wire, clip, container, unknown):
        for case in group(seed):
            yield case
        seed += 1000


def rich(start: int, count: int, language: str) -> list[Story]:
    """Stories with a table, a subheading and a footnote among them."""
    found = stories(start, count, language)
    found[0] = replace(found[0], table=TABLE, footnote="See the report of the auditors, page 12.")
    if count > 1:
        found[1] = replace(found[1], subhead="Who pays")
    return found


def nexis(seed: int) -> Iterator[Case]:
    makers: dict[str, Callable[[list[Block]], bytes]] = {
        "txt": forms.txt, "txt bom": lambda b: forms.txt(b, bom=True), "rtf": forms.rtf, "docx": forms.docx,
        "html": forms.page, "pdf": forms.pdf, "odt": forms.odt, "rtf u": lambda b: forms.rtf(b, unicode_escapes=True),
        "txt latin": lambda b: forms.txt(b, encoding="cp1252"),
    }  # fmt: skip
    options: dict[str, dict[str, object]] = {
        "plain": {}, "top": {"top": True}, "no cover": {"cover": False}, "no byline": {"fields": "section length load language"},
        "no length": {"fields": "byline load"}, "bare": {"fields": ""}, "graphic": {"fields": "byline length graphic load type"},
    }  # fmt: skip
    n = seed
    for form, make in makers.items():
        for language in LANGUAGES:
            for option, more in options.items():
                n += 7
                if (n // 7) % 3 and not (form == "txt" and language == "en"):
                    continue  # a third of all combinations, and all of the commonest
                count = (1, 3, 5)[n % 3]
                found = (
                    rich(n, count, language)
                    if form in ("docx", "rtf", "odt")
                    else stories(n, count, language)
                )
                blocks = a.nexis_old(found, language=language, **more)  # type: ignore[arg-type]
                skip = () if "byline" in str(more.get("fields", "byline")) else ("authors",)
                furniture = [f for f in a.NEXIS_FURNITURE if form != "pdf"]
                suffix = form.split()[0]
                yield Case(
                    f"nexis old/{form} {language} {option}",
                    f"export.{suffix}",
                    make(blocks),
                    tuple(found),
                    tuple(furniture),
                    skip,
                )
    for language in LANGUAGES:
        n += 10
        cut = [s for s in stories(n, 4, language)]
        yield Case(
            f"nexis old/txt {language} page break inside",
            "a.txt",
            forms.txt(a.nexis_old(cut, language=language, cut=True)),
            tuple(cut),
            ("Download",),
        )
    many = stories(n + 50, 200, "en")
    yield Case(
        "nexis old/txt en two hundred",
        "many.TXT",
        forms.txt(a.nexis_old(many)),
        tuple(many),
        tuple(a.NEXIS_FURNITURE),
    )
    named = stories(n + 300, 3, "de")
    yield Case(
        "nexis old/txt de suffix says csv",
        "export.csv",
        forms.txt(a.nexis_old(named, language="de")),
        tuple(named),
        tuple(a.NEXIS_FURNITURE),
    )
    yield Case(
        "nexis old/zip of txt",
        "files.ZIP",
        zipped({"Dokumente.TXT": forms.txt(a.nexis_old(named, language="de"))}),
        tuple(named),
        tuple(a.NEXIS_FURNITURE),
    )


def uni(seed: int) -> Iterator[Case]:
    makers: dict[str, Callable[[list[Block]], bytes]] = {
        "docx": forms.docx,
        "rtf": forms.rtf,
        "pdf": forms.pdf,
        "odt": forms.odt,
        "html": forms.page,
    }
    options: dict[str, dict[str, object]] = {
        "plain": {}, "no cover": {"cover": False}, "no copyright": {"fields": "section length byline"}, "no byline": {"fields": "copyright length"},
        "bare": {"fields": ""}, "graphic": {"fields": "copyright section byline graphic classification"}, "cut off": {"end": False},
    }  # fmt: skip
    n = seed
    for form, make in makers.items():
        for language in LANGUAGES:
            for option, more in options.items():
                n += 7
                if (n // 7) % 3 and not (form == "docx" and language == "en"):
                    continue
                if option == "cut off" and form in ("pdf", "html"):
                    continue
                count = 1 if option == "cut off" else (1, 3, 5)[n % 3]
                found = (
                    rich(n, count, language)
                    if form in ("docx", "rtf", "odt")
                    else stories(n, count, language)
                )
                skip = () if "byline" in str(more.get("fields", "byline")) else ("authors",)
                data = make(a.nexis_uni(found, language=language, **more))  # type: ignore[arg-type]
                yield Case(
                    f"nexis uni/{form} {language} {option}",
                    f"export.{form}",
                    data,
                    tuple(found),
                    tuple(a.UNI_FURNITURE),
                    skip,
                )
    many = stories(n + 50, 200, "en")
    yield Case(
        "nexis uni/docx en two hundred",
        "many.docx",
        forms.docx(a.nexis_uni(many)),
        tuple(many),
        tuple(a.UNI_FURNITURE),
    )
    few = stories(n + 300, 3, "fr")
    parts = {f"{s.number}.docx": forms.docx(a.nexis_uni([s], language="fr", cover=False)) for s in few}
    yield Case(
        "nexis uni/zip of single documents",
        "Files.zip",
        zipped(
            {
                **parts,
                "Files_doclist.docx": forms.docx(
                    [Block("Documents (3)"), *(Block(f"{i}. {s.title}") for i, s in enumerate(few, 1))]
                ),
            }
        ),
        tuple(few),
        tuple(a.UNI_FURNITURE),
    )


def factiva(seed: int) -> Iterator[Case]:
    n = seed
    for language in (*LANGUAGES, "ru"):
        for option, drop in {"plain": "", "no by": "BY", "few": "BY ED PG SE WC ET", "no codes": ""}.items():
            n += 10
            count = (1, 2, 6)[n // 10 % 3]
            found = stories(n, count, language)
            skip = ("authors",) if "BY" in drop else ()
            codes = option != "no codes"
            if codes or language in LANGUAGES:
                data = a.factiva_html(found, drop=drop, codes=codes, summary=option != "few")
                yield Case(
                    f"factiva/html {language} {option}",
                    "Factiva.html",
                    data,
                    tuple(found),
                    tuple(a.FACTIVA_FURNITURE),
                    skip,
                )
            if codes:
                page = 1251 if language == "ru" else 1252
                text = forms.txt(a.factiva_blocks(found, drop=drop))
                yield Case(
                    f"factiva/txt {language} {option}",
                    "Factiva.txt",
                    text,
                    tuple(found),
                    tuple(a.FACTIVA_FURNITURE),
                    skip,
                )
                data = forms.rtf(
                    a.factiva_blocks(found, drop=drop, table=option != "few"),
                    page=page,
                    unicode_escapes=option == "no by",
                )
                yield Case(
                    f"factiva/rtf {language} {option}",
                    "Factiva.rtf",
                    data,
                    tuple(found),
                    tuple(a.FACTIVA_FURNITURE),
                    skip,
                )
        xml = stories(n + 5, 3, language)
        yield Case(
            f"factiva/xml {language}",
            "Factiva.xml",
            a.factiva_xml(xml),
            tuple(xml),
            tuple(a.FACTIVA_FURNITURE),
        )
    many = stories(n + 50, 200, "de")
    yield Case(
        "factiva/html de two hundred",
        "many.htm",
        a.factiva_html(many),
        tuple(many),
        tuple(a.FACTIVA_FURNITURE),
    )


def europresse(seed: int) -> Iterator[Case]:
    n = seed
    for old in (False, True):
        for option, more in {
            "plain": {},
            "english": {"english": True},
            "captions": {"captions": True},
            "one": {},
        }.items():
            n += 10
            found = stories(n, 1 if option == "one" else 4, "fr")
            data = a.europresse_html(found, old=old, **more)
            yield Case(
                f"europresse/{'old' if old else 'new'} {option}",
                "biblio.html",
                data,
                tuple(found),
                tuple(a.EUROPRESSE_FURNITURE),
            )
        bare = [replace(s, authors=()) for s in stories(n + 5, 3, "fr")]
        yield Case(
            f"europresse/{'old' if old else 'new'} without authors",
            "e.HTML",
            a.europresse_html(bare, old=old),
            tuple(bare),
            tuple(a.EUROPRESSE_FURNITURE),
        )
    many = stories(n + 50, 200, "fr")
    yield Case(
        "europresse/new two hundred",
        "many.html",
        a.europresse_html(many),
        tuple(many),
        tuple(a.EUROPRESSE_FURNITURE),
    )
    mixed = [*stories(n + 300, 2, "en"), *stories(n + 310, 2, "es")]
    yield Case(
        "europresse/new other languages",
        "m.html",
        a.europresse_html(mixed),
        tuple(mixed),
        tuple(a.EUROPRESSE_FURNITURE),
    )


def proquest(seed: int) -> Iterator[Case]:
    n = seed
    for language in LANGUAGES:
        options: dict[str, dict[str, object]] = {"plain": {}, "contents": {"contents": True}, "no author": {"drop": "Author"},
                                                 "few": {"drop": "Author;Abstract;Links;Credit;Subject;Section"}}  # fmt: skip
        for option, more in options.items():
            n += 10
            found = stories(n, (1, 3, 5)[n // 10 % 3], language)
            skip = ("authors",) if "Author" in str(more) else ()
            blocks = a.proquest_blocks(found, **more)  # type: ignore[arg-type]
            makers = {
                "txt": forms.txt(blocks, width=200),
                "wrapped": forms.txt(blocks),
                "rtf": forms.rtf(blocks),
                "docx": forms.docx(blocks),
            }
            for form, data in makers.items():
                if (n // 10 + len(form)) % 2 or form == "txt":
                    suffix = "txt" if form == "wrapped" else form
                    yield Case(
                        f"proquest/{form} {language} {option}",
                        f"ProQuest.{suffix}",
                        data,
                        tuple(found),
                        tuple(a.PROQUEST_FURNITURE),
                        skip,
                    )
        page = stories(n + 5, 2, language)
        yield Case(
            f"proquest/html {language}",
            "ProQuest.html",
            a.proquest_html(page),
            tuple(page),
            tuple(a.PROQUEST_FURNITURE),
        )
    many = stories(n + 50, 200, "en")
    yield Case(
        "proquest/txt two hundred",
        "many.txt",
        forms.txt(a.proquest_blocks(many), width=300),
        tuple(many),
        tuple(a.PROQUEST_FURNITURE),
    )


def wire(seed: int) -> Iterator[Case]:
    n, bad = seed, tuple(w.WIRE_FURNITURE)
    pic = story(seed + 900)
    for language in LANGUAGES:
        n += 20
        one, two, three = stories(n, 3, language)
        yield Case(
            f"newsml-g2/nitf {language}",
            "m.xml",
            w.g2_message([w.g2_item(one), w.g2_item(two), w.g2_item(pic, what="picture")], package=True),
            (one, two),
            bad,
        )
        yield Case(
            f"newsml-g2/xhtml {language}",
            "m.xml",
            w.g2_message([w.g2_item(one, inline="xhtml"), w.g2_item(two, inline="xhtml")]),
            (one, two),
            bad,
        )
        yield Case(f"newsml-g2/item {language}", "item.xml", w.g2_knowledge(three), (three,), bad)
        yield Case(
            f"newsml-g2/withheld {language}",
            "m.xml",
            w.g2_message(
                [w.g2_item(one, status="canceled"), w.g2_item(two, status="withheld"), w.g2_item(three)]
            ),
            (three,),
            bad,
        )
        for form in ("nitf", "xhtml", "bare"):
            yield Case(
                f"newsml 1.2/{form} {language}",
                "n.xml",
                w.newsml1([one, three], form=form),
                (one, three),
                bad,
            )
        yield Case(f"nitf/full {language}", "story.nitf", w.nitf_file(one), (one,), bad)
        yield Case(
            f"nitf/no namespace {language}",
            "story.xml",
            w.nitf_file(replace(two, table=TABLE), ns=False),
            (replace(two, table=TABLE),),
            bad,
        )
        yield Case(
            f"nitf/no pubdata {language}",
            "story.xml",
            w.nitf_file(three, pubdata=False),
            (three,),
            bad,
            ("outlet",),
        )
        for body in ("html", "xhtml", "text"):
            yield Case(
                f"ninjs/1 {body} {language}", "n.json", w.dumped(w.ninjs1(one, body=body)), (one,), bad
            )
        yield Case(f"ninjs/2 {language}", "n.json", w.dumped(w.ninjs2(two)), (two,), (*bad, "A teaser"))
        yield Case(
            f"ninjs/3 {language}",
            "n.json",
            w.dumped([w.ninjs2(two, camel=True), w.ninjs2(three, camel=True)]),
            (two, three),
            (*bad, "A teaser"),
        )
        yield Case(
            f"ninjs/lines {language}",
            "n.jsonl",
            w.dumped([w.ninjs1(s) for s in (one, two, three)], lines=True),
            (one, two, three),
            bad,
        )
        yield Case(
            f"wire json/one {language}",
            "w.json",
            w.dumped(w.wire(one, slug="BC-XX--Pool, 1st Ld-Writethru")),
            (one,),
            bad,
            url=True,
        )
        yield Case(
            f"wire json/canceled {language}",
            "w.json",
            w.dumped([w.wire(one, status="canceled"), w.wire(two)]),
            (two,),
            bad,
        )
        older = replace(one, paragraphs=one.paragraphs[:2], title=one.title)
        yield Case(
            f"wire json/versions {language}",
            "w.json",
            w.dumped([w.wire(one, version=3), w.wire(older, version=2)]),
            (one,),
            bad,
        )
        yield Case(
            f"wire json/writethru {language}",
            "w.json",
            w.dumped(
                [w.wire(older, key="a1"), w.wire(one, key="a2", slug="BC-XX--Slug-Pool, 2nd Ld-Writethru")]
            ),
            (one,),
            bad,
        )
        data = {"data": {"items": [{"item": w.wire(one)}, {"item": w.wire(three)}]}}
        yield Case(f"wire json/feed {language}", "w.json", w.dumped(data), (one, three), bad)
    yield Case(
        "wire json/only withheld",
        "w.json",
        w.dumped(w.wire(story(n + 90), status="withheld")),
        (),
        bad,
        refused="with",
    )


def clip(seed: int) -> Iterator[Case]:
    n = seed
    for language in LANGUAGES:
        n += 20
        s = story(n, language)
        for coding in ("quoted-printable", "base64"):
            yield Case(f"mhtml/{coding} {language}", "page.mhtml", c.mhtml(s, coding=coding), (s,), url=True)
        yield Case(f"mhtml/firefox {language}", "page.mht", c.mhtml(s, firefox=True), (s,), url=True)
        yield Case(f"webarchive/binary {language}", "page.webarchive", c.webarchive(s), (s,), url=True)
        yield Case(
            f"webarchive/xml {language}", "page.webarchive", c.webarchive(s, binary=False), (s,), url=True
        )
        yield Case(
            f"saved page/singlefile {language}", "page.html", c.singlefile(s), (s,), ("SingleFile",), url=True
        )
        yield Case(
            f"saved page/complete {language}", "page.htm", c.complete(s), (s,), ("saved from",), url=True
        )
        yield Case(
            f"obsidian/published {language}",
            "clip.md",
            c.obsidian(s),
            (s,),
            ("clippings", "created", "[["),
            url=True,
        )
        yield Case(
            f"obsidian/no day {language}",
            "clip.md",
            c.obsidian(s, published=False, links=False),
            (replace(s, day=s.day),),
            ("clippings",),
            ("published",),
            url=True,
        )
        yield Case(
            f"markdownload/plain {language}",
            "clip.md",
            c.markdownload(s),
            (s,),
            ("Excerpt", "search engines", "created"),
            ("published", "outlet"),
            url=True,
        )
        notes = stories(n + 1, 3, language)
        yield Case(
            f"enex/three {language}",
            "notes.enex",
            c.enex(notes),
            tuple(notes),
            ("web.clip",),
            ("outlet", "published"),
            url=True,
        )
        yield Case(
            f"enex/one {language}",
            "note.enex",
            c.enex(notes[:1]),
            tuple(notes[:1]),
            (),
            ("outlet", "published"),
            url=True,
        )
    for app in ("pocket", "instapaper", "raindrop"):
        yield Case(f"links/{app}", "export.csv", c.links(stories(n + 40, 4), app), (), refused="links")


def container(seed: int) -> Iterator[Case]:
    n = seed
    for language in LANGUAGES:
        n += 20
        one, two, three = stories(n, 3, language)
        text = f"{three.title}\n\n" + "\n\n".join(three.paragraphs)
        pages = {
            "clips/one.html": c.web_page(one).encode(),
            "clips/two.mhtml": c.mhtml(two),
            "clips/.DS_Store": b"\0",
            "__MACOSX/x": b"\0",
            "clips/p.jpg": b"\xff\xd8\xff",
        }
        yield Case(f"zip/pages {language}", "clips.zip", zipped(pages), (one, two), url=False)
        yield Case(
            f"zip/nested {language}",
            "clips.zip",
            zipped(
                {
                    "in.zip": zipped({"one.html": c.web_page(one).encode()}),
                    "two.html": c.web_page(two).encode(),
                }
            ),
            (one, two),
        )
        yield Case(
            f"zip/gz inside {language}",
            "clips.zip",
            zipped({"one.html.gz": gzip.compress(c.web_page(one).encode())}),
            (one,),
        )
        yield Case(
            f"zip/text {language}",
            "clips.zip",
            zipped({"three.txt": text.encode()}),
            (three,),
            (),
            ("outlet", "published", "authors"),
        )
        for mode, suffix in (("w", "tar"), ("w:gz", "tgz"), ("w:bz2", "tar.bz2")):
            yield Case(
                f"tar/{suffix} {language}",
                f"clips.{suffix}",
                c.tarred({"a/one.html": c.web_page(one).encode(), "a/._one.html": b"\0\0"}, mode=mode),
                (one,),
            )
        by = f"By {one.authors[0]}" if one.authors else ""
        simple = [
            Block(one.title),
            *([Block(by)] if by else []),
            Block(f"{one.outlet}, {a.plain_day(one.day, 'en')}"),
            *map(Block, one.paragraphs),
        ]
        yield Case(
            f"rtf/one story {language}",
            "story.rtf",
            forms.rtf(simple, unicode_escapes=n % 40 == 0),
            (one,),
            (),
            ("authors",),
        )
        yield Case(f"odt/one story {language}", "story.odt", forms.odt(simple), (one,), (), ("authors",))
        yield Case(f"epub/many {language}", "paper.epub", c.epub([replace(s, outlet=one.outlet, day=one.day) for s in (one, two, three)], outlet=one.outlet),
                   tuple(replace(s, outlet=one.outlet, day=one.day) for s in (one, two, three)), (), ("authors",))  # fmt: skip
        yield Case(
            f"epub/one {language}", "one.epub", c.epub([two], outlet=two.outlet), (two,), (), ("authors",)
        )
        yield Case(f"warc/pages {language}", "crawl.warc", c.warc([one, three]), (one, three), url=True)
        yield Case(
            f"warc/gz {language}",
            "crawl.warc.gz",
            gzip.compress(c.warc([one, three])),
            (one, three),
            url=True,
        )
    ru = story(n + 9, "ru")
    blocks = [Block(ru.title), Block(f"{ru.outlet}, {a.plain_day(ru.day, 'ru')}"), *map(Block, ru.paragraphs)]
    for escapes in (False, True):
        yield Case(
            f"rtf/cyrillic {'u' if escapes else '1251'}",
            "ru.rtf",
            forms.rtf(blocks, page=1251, unicode_escapes=escapes),
            (ru,),
            (),
            ("outlet", "authors"),
        )


def unknown(seed: int) -> Iterator[Case]:
    """Files of many articles in a layout that nobody told us: refused, with a line that says so."""
    for language in LANGUAGES:
        seed += 20
        found = stories(seed, 4, language)
        labels = [
            f"Headline: {s.title}\nPaper: {s.outlet}\nDate: {s.day}\nText:\n\n" + "\n\n".join(s.paragraphs)
            for s in found
        ]
        yield Case(f"unknown/labels {language}", "x.txt", "\n\n".join(labels).encode(), (), refused="--as")
        ends = [
            f"{s.title}\n{s.outlet}\n{s.day}\n\n" + "\n\n".join(s.paragraphs) + "\n\n*** END OF RECORD ***"
            for s in found
        ]
        yield Case(f"unknown/ends {language}", "x.txt", "\n\n".join(ends).encode(), (), refused="--as")
        rules = [
            f"{s.title}\n{s.outlet}, {a.plain_day(s.day, language)}\n\n" + "\n\n".join(s.paragraphs)
            for s in found
        ]
        yield Case(
            f"unknown/rules {language}",
            "x.txt",
            f"\n\n{'_' * 40}\n\n".join(rules).encode(),
            (),
            refused="--as",
        )
        yield Case(
            f"unknown/docx {language}",
            "x.docx",
            forms.docx([Block(line) for part in labels for line in part.split("\n") if line]),
            (),
            refused="--as",
        )

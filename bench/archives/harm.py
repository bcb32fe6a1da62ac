"""Files that were damaged on the way: cut, bytes changed, stretches lost, documents in another order or twice.

    python bench/archives/harm.py [--files 200] [--seed TEXT] [LAYOUT…]

Each damaged file must give whole articles or a line that says what is wrong: no other exception, nothing that
takes more than 10 s of CPU, no article with the words of two stories.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.archives import archives as a
from bench.archives import clippers as c
from bench.archives import forms
from bench.archives import wires as w
from bench.archives.run import flat
from bench.archives.stories import Story, stories
from qa.articles.load import load_articles
from qa.errors import LoadError

MAKERS = {
    "nexis txt": ("x.txt", lambda s: forms.txt(a.nexis_old(s))),
    "nexis rtf": ("x.rtf", lambda s: forms.rtf(a.nexis_old(s))),
    "nexis docx": ("x.docx", lambda s: forms.docx(a.nexis_old(s))),
    "nexis pdf": ("x.pdf", lambda s: forms.pdf(a.nexis_old(s))),
    "nexis html": ("x.html", lambda s: forms.page(a.nexis_old(s))),
    "nexis uni docx": ("x.docx", lambda s: forms.docx(a.nexis_uni(s))),
    "nexis uni rtf": ("x.rtf", lambda s: forms.rtf(a.nexis_uni(s))),
    "nexis uni html": ("x.html", lambda s: forms.page(a.nexis_uni(s))),
    "nexis uni pdf": ("x.pdf", lambda s: forms.pdf(a.nexis_uni(s))),
    "factiva html": ("x.html", lambda s: a.factiva_html(s)),
    "factiva txt": ("x.txt", lambda s: forms.txt(a.factiva_blocks(s))),
    "factiva rtf": ("x.rtf", lambda s: forms.rtf(a.factiva_blocks(s, table=True))),
    "factiva plain": ("x.rtf", lambda s: forms.rtf(a.factiva_plain(s))),
    "factiva xml": ("x.xml", a.factiva_xml),
    "europresse": ("x.html", lambda s: a.europresse_html(s)),
    "europresse old": ("x.html", lambda s: a.europresse_html(s, old=True)),
    "proquest": ("x.txt", lambda s: forms.txt(a.proquest_blocks(s), width=200)),
    "proquest docx": ("x.docx", lambda s: forms.docx(a.proquest_blocks(s))),
    "proquest html": ("x.html", lambda s: forms.page(a.proquest_blocks(s))),
    "newsml-g2": ("x.xml", lambda s: w.g2_message([w.g2_item(x) for x in s])),
    "newsml 1.2": ("x.xml", lambda s: w.newsml1(s)),
    "nitf": ("x.xml", lambda s: w.nitf_file(s[0])),
    "ninjs 3": ("x.json", lambda s: w.dumped([w.ninjs2(x, camel=True) for x in s])),
    "ninjs": ("x.json", lambda s: w.dumped([w.ninjs1(x) for x in s])),
    "wire json": ("x.json", lambda s: w.dumped([w.wire(x, slug=f"BC-{x.number}") for x in s])),
    "mhtml": ("x.mhtml", lambda s: c.mhtml(s[0])),
    "singlefile": ("x.html", lambda s: c.singlefile(s[0])),
    "obsidian": ("x.md", lambda s: c.obsidian(s[0])),
    "webarchive": ("x.webarchive", lambda s: c.webarchive(s[0])),
    "enex": ("x.enex", c.enex),
    "epub": ("x.epub", lambda s: c.epub(s, outlet="Paper")),
    "odt": ("x.odt", lambda s: forms.odt(a.nexis_uni(s))),
    "zip": ("x.zip", lambda s: forms.zipped({f"{x.number}.html": c.web_page(x) for x in s})),
    "tar": ("x.tar", lambda s: c.tarred({f"{x.number}.html": c.web_page(x).encode() for x in s}, mode="w")),
    "warc": ("x.warc", c.warc),
}


def harmed(layout: str, found: list[Story], draw: random.Random) -> tuple[str, bytes]:
    """(kind of damage, the bytes)."""
    kind = draw.choice(("cut", "bytes", "lost", "order"))
    make = MAKERS[layout][1]
    if kind == "order":
        found = [draw.choice(found) for _ in range(draw.randrange(1, 6))]
        return kind, make(found)
    data = bytearray(make(found))
    if kind == "cut":
        return kind, bytes(data[: draw.randrange(len(data))])
    if kind == "lost":
        start = draw.randrange(len(data))
        del data[start : start + draw.choice((1, 8, 60, 400))]
        return kind, bytes(data)
    for _ in range(draw.choice((1, 5, 20))):
        data[draw.randrange(len(data))] = draw.choice((draw.randrange(256), 0x20, 0x0A, 0x41))
    return kind, bytes(data)


def merged(text: str, found: list[Story]) -> bool:
    """Whether the words of two stories stand in one article: every paragraph ends in the number of its story."""
    return len(set(re.findall(r"\((\d+)-\d+\)", text)) & {str(s.number) for s in found}) > 1


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--seed", default="", help="other files than the usual ones")
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    print(f"{'layout':<16}{'files':>6}{'articles':>10}{'a line':>8}{'crashed':>9}{'slow':>6}{'merged':>8}")
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for layout, (name, _) in MAKERS.items():
            if args.names and not any(part in layout for part in args.names):
                continue
            draw, count = random.Random(layout + args.seed), Counter[str]()
            for number in range(args.files):
                found = stories(number * 10, 3, draw.choice(("en", "de", "fr")))
                kind, data = harmed(layout, found, draw)
                path = Path(folder) / name
                path.write_bytes(data)
                started = time.process_time()
                try:
                    loaded = load_articles(str(path))
                    count["articles"] += 1
                    for article in loaded.articles:
                        if merged(flat(article.text), found):
                            count["merged"] += 1
                            print(f"{layout} {number} {kind}: two stories in {article.title!r}"[:160])
                except LoadError:
                    count["line"] += 1
                except Exception as error:
                    count["crashed"] += 1
                    print(f"{layout} {number} {kind}: {type(error).__name__}: {error}"[:160])
                count["slow"] += time.process_time() - started > 10
            bad += count["crashed"] + count["slow"] + count["merged"]
            row = [count[k] for k in ("articles", "line", "crashed", "slow", "merged")]
            print(
                f"{layout:<16}{args.files:>6}{row[0]:>10}{row[1]:>8}{row[2]:>9}{row[3]:>6}{row[4]:>8}",
                flush=True,
            )
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())

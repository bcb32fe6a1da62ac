"""What an export of 2,000 articles costs: memory beside one of 200, and time beside its articles alone.

    python bench/archives/size.py [--articles 2000] [LAYOUT…]

Each file is read and cleaned in a process of its own. Memory is the peak of the whole process (libraries in C
included) above what it takes after one article, less the bytes of the file. Time is CPU time of reading; "alone"
is that of the same articles as files of their own (a fiftieth of them, times fifty). A pool of processes is not used.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.archives import archives as a
from bench.archives import clippers as c
from bench.archives import forms
from bench.archives import wires as w
from bench.archives.stories import Story, stories

Maker = Callable[[list[Story]], bytes]
MAKERS: dict[str, tuple[str, Maker]] = {
    "nexis txt": ("x.txt", lambda s: forms.txt(a.nexis_old(s))),
    "nexis rtf": ("x.rtf", lambda s: forms.rtf(a.nexis_old(s))),
    "nexis docx": ("x.docx", lambda s: forms.docx(a.nexis_old(s))),
    "nexis html": ("x.html", lambda s: forms.page(a.nexis_old(s))),
    "nexis pdf": ("x.pdf", lambda s: forms.pdf(a.nexis_old(s))),
    "nexis uni docx": ("x.docx", lambda s: forms.docx(a.nexis_uni(s))),
    "nexis uni rtf": ("x.rtf", lambda s: forms.rtf(a.nexis_uni(s))),
    "nexis uni pdf": ("x.pdf", lambda s: forms.pdf(a.nexis_uni(s))),
    "factiva html": ("x.html", lambda s: a.factiva_html(s)),
    "factiva txt": ("x.txt", lambda s: forms.txt(a.factiva_blocks(s))),
    "factiva rtf": ("x.rtf", lambda s: forms.rtf(a.factiva_blocks(s, table=True))),
    "factiva xml": ("x.xml", a.factiva_xml),
    "europresse": ("x.html", lambda s: a.europresse_html(s)),
    "europresse old": ("x.html", lambda s: a.europresse_html(s, old=True)),
    "proquest txt": ("x.txt", lambda s: forms.txt(a.proquest_blocks(s), width=200)),
    "proquest html": ("x.html", lambda s: forms.page(a.proquest_blocks(s))),
    "newsml-g2": ("x.xml", lambda s: w.g2_message([w.g2_item(x) for x in s])),
    "newsml 1.2": ("x.xml", lambda s: w.newsml1(s)),
    "nitf in tar": ("x.tar", lambda s: c.tarred({f"{x.number}.xml": w.nitf_file(x) for x in s}, mode="w")),
    "ninjs": ("x.json", lambda s: w.dumped([w.ninjs1(x) for x in s])),
    "wire json": ("x.json", lambda s: w.dumped([w.wire(x, slug=f"BC-{x.number}") for x in s])),
    "enex": ("x.enex", c.enex),
    "epub": ("x.epub", lambda s: c.epub(s, outlet="Paper")),
    "zip": ("x.zip", lambda s: forms.zipped({f"{x.number}.html": c.web_page(x) for x in s})),
    "warc": ("x.warc", c.warc),
    "mhtml in zip": ("x.zip", lambda s: forms.zipped({f"{x.number}.mhtml": c.mhtml(x) for x in s})),
    "json": ("x.json", lambda s: w.dumped({"articles": [plain(x) for x in s]})),
    "csv": ("x.csv", lambda s: table(s)),
}


def plain(story: Story) -> dict[str, object]:
    """A story as services give it in JSON."""
    day, body = story.day.isoformat(), "\n\n".join(story.paragraphs)
    return {"title": story.title, "source": {"name": story.outlet}, "publishedAt": day, "content": body}


def table(found: list[Story]) -> bytes:
    """Stories as a table."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Headline", "Source", "Date", "Full Text"])
    writer.writerows([s.title, s.outlet, s.day, "\n\n".join(s.paragraphs)] for s in found)
    return out.getvalue().encode()


ONE = r"""
import json, re, sys, time
from pathlib import Path
from qa.articles.load import load_articles
def taken(name):
    return int(re.search(name + r":\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
limit = 200 << 20
list(load_articles(sys.argv[1], max_bytes=limit).articles)
Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
before = taken("VmRSS")
started, count = time.process_time(), 0
for path in sys.argv[2:]:
    count += sum(1 for _ in load_articles(path, max_bytes=limit).articles)
seconds = time.process_time() - started
print(json.dumps([seconds, taken("VmHWM") - before, count]))
"""


def read(*paths: Path) -> tuple[float, float, int]:
    """(CPU seconds, MB at the peak above those after the first, articles) of the files behind the first."""
    command = [sys.executable, "-c", ONE, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    seconds, memory, count = json.loads(done.stdout.rsplit("\n", 2)[-2])
    return seconds, memory, count


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--memory", action="store_true", help="do not time the articles alone")
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    many, few = args.articles, args.articles // 10
    print(f"{'layout':<16}{'MB of file':>12}{f'MB, {few}':>10}{f'MB, {many}':>10}{'s':>8}{'alone, s':>10}")
    for layout, (name, make) in MAKERS.items():
        if args.names and not any(part in layout for part in args.names):
            continue
        with tempfile.TemporaryDirectory() as folder:
            one, small, large = (Path(folder) / f"{n}{name}" for n in ("one", "few", "many"))
            for path, count in ((one, 1), (small, few), (large, many)):
                path.write_bytes(make(stories(1, count)))
            alone = [Path(folder) / f"{n}{name}" for n in range(many // 50)]
            for number, path in enumerate(alone, start=1):
                path.write_bytes(make(stories(number, 1)))
            cells = []
            for path in (small, large):
                seconds, memory, count = read(one, path)
                cells.append(memory - path.stat().st_size / (1 << 20))
            size = large.stat().st_size / (1 << 20)
            note = "" if count == many else f"  {count} articles"
            apart = 0.0 if args.memory else read(one, *alone)[0] * 50
        print(
            f"{layout:<16}{size:>12.1f}{cells[0]:>10.1f}{cells[1]:>10.1f}{seconds:>8.1f}{apart:>10.1f}{note}",
            flush=True,
        )


if __name__ == "__main__":
    main()

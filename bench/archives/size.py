"""What an export of 2,000 articles costs: memory above that of its bytes, and time beside its articles alone.

    python bench/archives/size.py [--articles 2000]

Memory is the peak that Python allocates while the file is read and cleaned, less the bytes of the file. Time is
CPU time of reading; "alone" is that of the same articles as files of their own (a tenth of them, times ten).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.archives import archives as a
from bench.archives import forms
from bench.archives import wires as w
from bench.archives.stories import stories
from qa.articles.load import load_articles

MAKERS = {
    "nexis txt": ("x.txt", lambda s: forms.txt(a.nexis_old(s))),
    "nexis uni docx": ("x.docx", lambda s: forms.docx(a.nexis_uni(s))),
    "factiva html": ("x.html", lambda s: a.factiva_html(s)),
    "factiva txt": ("x.txt", lambda s: forms.txt(a.factiva_blocks(s))),
    "proquest txt": ("x.txt", lambda s: forms.txt(a.proquest_blocks(s), width=200)),
    "newsml-g2": ("x.xml", lambda s: w.g2_message([w.g2_item(x) for x in s])),
}


def read(path: Path, *, traced: bool) -> tuple[float, int, int]:
    """(CPU seconds, peak bytes, articles)."""
    if traced:
        tracemalloc.start()
    started = time.process_time()
    count = sum(1 for _ in load_articles(str(path)).articles)
    seconds = time.process_time() - started
    peak = tracemalloc.get_traced_memory()[1] if traced else 0
    tracemalloc.stop()
    return seconds, peak, count


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=2000)
    many = parser.parse_args().articles
    few = many // 10
    print(f"{'layout':<16}{'MB of file':>12}{f'MB, {few}':>10}{f'MB, {many}':>10}{'s':>8}{'alone, s':>10}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warm.txt"
        path.write_bytes(forms.txt(a.nexis_old(stories(1, 2))))
        read(path, traced=False)
        for layout, (name, make) in MAKERS.items():
            path = Path(folder) / name
            path.write_bytes(make(stories(1, few)))
            small = read(path, traced=True)[1] - path.stat().st_size
            path.write_bytes(make(stories(1, many)))
            seconds, _, count = read(path, traced=False)
            assert count == many, f"{layout}: {count} articles, not {many}"
            size = path.stat().st_size
            large = read(path, traced=True)[1] - size
            alone = 0.0
            for number in range(few):
                path.write_bytes(make(stories(number + 1, 1)))
                alone += read(path, traced=False)[0] * 10
            megabyte = 1 << 20
            cells = [f"{size / megabyte:>12.1f}", f"{small / megabyte:>10.1f}", f"{large / megabyte:>10.1f}"]
            print(f"{layout:<16}{''.join(cells)}{seconds:>8.1f}{alone:>10.1f}", flush=True)


if __name__ == "__main__":
    main()

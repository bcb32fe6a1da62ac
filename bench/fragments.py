"""Whether a link to a quotation opens a real page at the quoted words.

Data: the 91 saved pages of `../shared/data/article_extraction`. Of each page up to eight sentences of the
text that we read of it are cited, spread over it; Chromium opens the page from loopback, without its
scripts, at the text fragment, and what it marks (`::target-text`, found by its colour on a screenshot) is
compared with the rectangle of the words in the page.

`right`: it marks these words, within one line. `wrong`: it marks others, or more. `nothing`: no mark.
Half of the pages are locked, by the hash of their names.

Run: `python bench/fragments.py [--open | --locked] [--ends N] [--misses]` (needs Chromium)
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import io
import json
import re
import sys
import tempfile
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chrome import Chrome

    from qa.types import Article

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]
DATA = ROOT.parent / "shared" / "data" / "article_extraction"
STYLE = (
    "<style>*{position:static !important;float:none !important;transition:none !important}"
    "::target-text{background:#01fe02 !important;color:#01fe02 !important}</style>"
)
FIND = """
((words) => {
  const nodes = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let all = '';
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility()) continue;
    for (let i = 0; i < node.data.length; i++) {
      if (!/[\\p{L}\\p{N}]/u.test(node.data[i])) continue;
      nodes.push([node, i]);
      all += node.data[i].toLowerCase()[0];
    }
  }
  const found = [];
  for (let at = all.indexOf(words); at >= 0; at = all.indexOf(words, at + 1)) {
    const range = document.createRange();
    range.setStart(...nodes[at]);
    const [node, i] = nodes[at + words.length - 1];
    range.setEnd(node, i + 1);
    const box = range.getBoundingClientRect();
    found.push([box.left, box.top, box.right, box.bottom]);
  }
  return found;
})
"""


class Pages(http.server.BaseHTTPRequestHandler):
    page = b""

    def do_GET(self) -> None:
        body = self.page if self.path.startswith("/page") else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "script-src 'none'; frame-src 'none'; img-src 'none'")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not logged."""


def marked(picture: bytes) -> tuple[int, int, int, int] | None:
    """The rectangle of the mark's colour."""
    import numpy as np
    from PIL import Image

    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)
    hit = (pixels == (1, 254, 2)).all(axis=2)
    if not hit.any():
        return None
    rows, columns = hit.any(axis=1).nonzero()[0], hit.any(axis=0).nonzero()[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text)).lower()


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--locked", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--ends", type=int, help="words at either end")
    parser.add_argument("--misses", action="store_true")
    return parser.parse_args()


def opened(chrome: Chrome, address: str, directive: str, shot: Path) -> tuple[int, int, int, int] | None:
    """What the browser marks when it opens a page so."""
    size = {"width": 1280, "height": 1400, "deviceScaleFactor": 1, "mobile": False}
    chrome.send("Emulation.setDeviceMetricsOverride", **size)
    chrome.send("Page.navigate", url=f"{address}#:~:{directive}")
    for _ in range(100):
        if chrome.run("location.href + document.readyState") == f"{address}complete":
            break
        time.sleep(0.03)
    for _ in range(6):
        if box := marked(chrome.picture(shot)):
            return box
        time.sleep(0.1)
    return None


def judged(box: tuple[int, int, int, int] | None, rects: list[list[float]]) -> str:
    """`right`, `wrong` or `nothing`, and whether the words stand in the page as they do in our text."""
    kind = "nothing" if box is None else "wrong"
    if box and any(all(abs(a - b) <= 24 for a, b in zip(box, r, strict=True)) for r in rects):
        return "right"
    return kind if rects else f"{kind}, words not in the page as one"


def articles(place: Path, wanted: argparse.Namespace) -> Iterator[tuple[str, Article]]:
    """The pages of the chosen half, each served from now on, with what we read of them."""
    from qa.articles.load import load_articles

    for name in sorted(json.loads((DATA / "ground-truth.json").read_text("utf-8"))):
        if wanted.all or (zlib.crc32(name.encode()) % 2 == 0) is wanted.locked:
            raw = gzip.decompress((DATA / "html" / f"{name}.html.gz").read_bytes())
            (place / "page.html").write_bytes(raw)
            Pages.page = raw + STYLE.encode()
            yield from ((name, article) for article in load_articles(str(place / "page.html")).articles[:1])


def main() -> None:
    wanted = options()
    from chrome import Chrome

    from qa.text import fragments, sentence_spans
    from qa.text.fragments import fragment

    fragments.ENDS = wanted.ends or fragments.ENDS
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found: Counter[str] = Counter()
    pages = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        chrome = Chrome(place / "profile")
        for name, article in articles(place, wanted):
            pages += 1
            spans = [s for s in sentence_spans(article.text, article.language) if s[1] - s[0] > 20]
            for start, end in spans[:: max(1, len(spans) // 8)][:8]:
                directive = fragment(article, start, end)
                address = f"http://127.0.0.1:{server.server_port}/page?{time.monotonic_ns()}"
                box = opened(chrome, address, directive, place / "shot.png")
                rects = chrome.run(f"{FIND}({json.dumps(letters(article.text[start:end]))})")
                found[kind := judged(box, rects)] += 1
                if wanted.misses and kind != "right":
                    print(f"{kind}: {name[:12]} {directive}\n    {box} {rects}")
        chrome.close()
    total = sum(found.values())
    print(f"{total} sentences of {pages} pages")
    for kind, n in found.most_common():
        print(f"  {kind:45} {n:4}  {n / total:.3f}")


if __name__ == "__main__":
    main()

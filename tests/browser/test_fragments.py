"""A link to a quotation opens the page at these words, also where a page says some of them twice."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.answer.citing import cite_words
from qa.articles.load import load_articles
from qa.show.words import opened_at, web_at
from tests.fakes.loopback import send, serving

if TYPE_CHECKING:
    from chrome import Chrome

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry hits the quay</title>
<style>body { font: 20px/1.5 sans-serif; margin: 40px } ::target-text { background: #01fe02; color: #01fe02 }
aside { margin-bottom: 900px }</style></head><body>
<aside><p>Mirela Sandhurst, the captain</p><p>Read more: The captain of the ferry is</p></aside>
<article><h1>Ferry hits the quay in Brackwater</h1>
<p>A passenger ferry hit the quay in Brackwater on Tuesday morning and
<a href="/x">12 people were injured</a>,
among them two children who had stood at the rail, the harbour office said in the afternoon.</p>
<p>The captain of the ferry is <b>Mirela Sandhurst</b>, who has sailed for twenty years, the office said.
“Nobody was killed,” it added.
The quay was closed for the rest of the day, and so was the market beside it.</p>
<p>“Nobody was killed,” it added. That is what the mayor's office wrote down, word for word, in its own
statement on the accident, which it sent to the newspapers in the evening of the same day.</p>
</article></body></html>"""

QUOTES = (
    "A passenger ferry hit the quay in Brackwater on Tuesday morning and 12 people were injured, among them"
    " two children who had stood at the rail, the harbour office said in the afternoon.",
    "The captain of the ferry is Mirela Sandhurst, who has sailed for twenty years, the office said.",
    "The quay was closed for the rest of the day, and so was the market beside it.",
    "That is what the mayor's office wrote down, word for word, in its own statement on the accident, which"
    " it sent to the newspapers in the evening of the same day.",
)

BOX = """((first, last) => {
  const range = document.createRange(), walker = document.createTreeWalker(
    document.querySelector('article'), NodeFilter.SHOW_TEXT);
  let started = false;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!started && node.data.includes(first)) {
      range.setStart(node, node.data.indexOf(first)); started = true;
    }
    if (started && node.data.includes(last)) {
      range.setEnd(node, node.data.indexOf(last) + last.length);
      const box = range.getBoundingClientRect();
      return [box.left, box.top, box.right, box.bottom];
    }
  }
})"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(lambda request: send(request, PAGE.encode())) as address:
        yield f"{address}/ferry"


def marked(chrome: Chrome, place: Path) -> tuple[int, int, int, int]:
    """The rectangle that the browser has marked."""
    import numpy as np
    from PIL import Image

    for _ in range(50):
        pixels = np.asarray(Image.open(io.BytesIO(chrome.picture(place / "shot.png"))).convert("RGB"))
        hit = (pixels == (1, 254, 2)).all(axis=2)
        if hit.any():
            rows, columns = hit.any(axis=1).nonzero()[0], hit.any(axis=0).nonzero()[0]
            return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])
        time.sleep(0.1)
    raise AssertionError("nothing is marked")


@pytest.mark.parametrize("quote", QUOTES, ids=lambda q: q[:20])
@pytest.mark.parametrize("where", ["web", "file"])
def test_a_link_opens_the_page_at_the_quoted_words(
    chrome: Chrome, site: str, quote: str, where: str, tmp_path: Path
) -> None:
    file = tmp_path / "ferry.html"
    file.write_text(PAGE, "utf-8")
    (article,) = load_articles(str(file)).articles
    start = article.text.index(quote)
    cited = cite_words(1, article, start, start + len(quote))
    link = web_at(site, cited.fragment) if where == "web" else opened_at(None, str(file), cited.fragment)
    assert link is not None
    chrome.open("about:blank")
    chrome.send("Page.navigate", url=link)
    for _ in range(100):  # the directive is no part of `location`
        if chrome.run("location.href + document.readyState") == link.partition("#")[0] + "complete":
            break
        time.sleep(0.05)
    box = marked(chrome, tmp_path)
    words = quote.split()
    place = chrome.run(f"{BOX}({' '.join(words[:2])!r}, {' '.join(words[-2:]).rstrip('.')!r})")
    assert all(abs(a - b) <= 6 for a, b in zip(box, place, strict=True)), (box, place, link)

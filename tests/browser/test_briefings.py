"""Briefings in a real browser: clicked, typed into, printed; nothing of a source runs, nothing is fetched."""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from chrome import Chrome

pytestmark = pytest.mark.browser

PAGE = "/the-ferry-at-oskerry/briefing.html"
OPEN = "document.querySelector(':popover-open')"

CONTRAST = """
(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const rgb = (color) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = rgb(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return rgb(getComputedStyle(document.body).backgroundColor);
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility() || node.closest('svg, option')) continue;
    const [a, b] = [light(rgb(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${node.className || node.tagName} ${ratio.toFixed(2)}`);
  }
  return [...new Set(poor)];
})()
"""
"""Text with less contrast to its ground than WCAG 2.2 AA asks of small text (1.4.3)."""


def test_a_page_opens_without_complaint_and_asks_for_nothing_but_itself(chrome: Chrome, base: str) -> None:
    for page in ("/index.html", PAGE):
        chrome.open(base + page)
        assert chrome.complaints == []
        assert [url for url in chrome.requests if not url.startswith("data:")] == [base + page]


def test_no_text_of_a_source_runs(chrome: Chrome, base: str) -> None:
    for page, title in (("/index.html", "Briefings"), (PAGE, "The ferry at Oskerry")):
        chrome.open(base + page)
        assert chrome.run("document.title") == title
        assert chrome.run("document.querySelectorAll('main img, main script, main iframe').length") == 0


def test_a_click_on_a_citation_opens_the_quoted_words_in_their_paragraph(
    chrome: Chrome, base: str, tmp_path: Path
) -> None:
    chrome.open(base + PAGE)
    before = chrome.picture(tmp_path / "closed.png")
    assert chrome.run(OPEN) is None
    chrome.click(".cite")
    assert (
        chrome.run(f"{OPEN}.querySelector('mark').textContent")
        == "A ferry hit the quay of Oskerry on Monday."
    )
    paragraph = chrome.run(f"{OPEN}.querySelector('blockquote').textContent")
    assert "23 people were injured, the harbour office said." in paragraph
    box = chrome.run(f"(r => [r.left, r.top, r.right, r.bottom])({OPEN}.getBoundingClientRect())")
    assert box[0] >= 0
    assert box[1] >= 0
    assert box[2] <= 1280
    assert box[3] <= 900
    assert chrome.picture(tmp_path / "open.png") != before
    assert chrome.complaints == []


def test_the_keyboard_reaches_a_citation_opens_it_and_closes_it(chrome: Chrome, base: str) -> None:
    chrome.open(base + PAGE)
    for _ in range(40):
        chrome.press("Tab", 9)
        if chrome.run("document.activeElement.className") == "cite":
            break
    assert chrome.run("document.activeElement.className") == "cite"
    assert chrome.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    chrome.press("Enter", 13, "\r")
    assert chrome.run(f"!!{OPEN}") is True
    chrome.press("Tab", 9)
    assert chrome.run(f"{OPEN}.contains(document.activeElement)") is True
    chrome.press("Escape", 27)
    assert chrome.run(OPEN) is None
    assert chrome.run("document.activeElement.className") == "cite"


def test_a_screen_reader_finds_landmarks_pictures_and_named_buttons(chrome: Chrome, base: str) -> None:
    chrome.open(base + PAGE)
    nodes = chrome.send("Accessibility.getFullAXTree")["nodes"]
    found = [
        (n["role"]["value"], n.get("name", {}).get("value", ""))
        for n in nodes
        if not n["ignored"] and "role" in n
    ]
    roles = [role for role, _ in found]
    assert {"banner", "navigation", "main", "contentinfo"} <= set(roles)
    assert ("region", "Agreement and difference") in found
    names = [name for role, name in found if role in ("image", "img")]
    assert any(name.startswith("Timeline") for name in names)
    assert all(name for role, name in found if role == "button")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("page", ["/index.html", PAGE], ids=["index", "briefing"])
def test_text_has_the_contrast_that_wcag_aa_asks_for(
    chrome: Chrome, folder: Path, page: str, dark: bool
) -> None:
    chrome.open(folder.as_uri() + page, dark=dark)
    for detail in range(chrome.run("document.querySelectorAll('details').length")):
        chrome.run(f"document.querySelectorAll('details')[{detail}].open = true")
    if page == PAGE:
        chrome.click(".cite")
    assert chrome.run(CONTRAST) == []


def test_dark_and_light_are_as_the_reader_prefers(chrome: Chrome, folder: Path) -> None:
    grounds = []
    for dark in (False, True):
        chrome.open(folder.as_uri() + PAGE, dark=dark)
        grounds.append(chrome.run("getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(253, 252, 249)", "rgb(22, 23, 26)"]


def test_a_telephone_shows_the_whole_page_without_scrolling_sideways(chrome: Chrome, folder: Path) -> None:
    for page in ("/index.html", PAGE):
        chrome.open(folder.as_uri() + page, width=400, height=800)
        assert chrome.run("document.documentElement.scrollWidth") <= 400
    assert chrome.run("document.querySelector('.timeline .narrow').checkVisibility()") is True
    assert chrome.run("document.querySelector('.timeline .wide').checkVisibility()") is False


def test_search_and_filters_of_the_index_show_what_they_say(chrome: Chrome, base: str) -> None:
    chrome.open(base + "/index.html")
    listed = "document.querySelectorAll('.entries > li[data-outlets]:not([hidden]) h2')"
    shown = f"[...{listed}].map((h) => h.textContent)"
    assert len(chrome.run(shown)) == 2
    chrome.click("#words")
    chrome.type("QUIET Week")
    assert chrome.run(shown) == ["A quiet week"]
    assert chrome.run("document.querySelector('#shown').textContent") == "1 of 2 briefings"
    chrome.press("Escape", 27)
    assert len(chrome.run(shown)) == 2
    chrome.type("fähre")
    assert len(chrome.run(shown)) == 2, "words of sources are found as well"
    chrome.press("Escape", 27)
    pick = "(k => {kind.value = k; kind.dispatchEvent(new Event('input', {bubbles: true}))})"
    chrome.run(f"{pick}('contradicted')")
    assert chrome.run(shown) == ["The ferry at Oskerry"]
    chrome.type("nothing has these words")
    assert chrome.run(shown) == []
    assert chrome.complaints == []


def test_the_index_leads_to_a_briefing_and_back(chrome: Chrome, base: str) -> None:
    chrome.open(base + "/index.html")
    for selector, end in ((".entries h2 a", "/briefing.html"), (".kicker a", "/index.html")):
        chrome.click(selector)
        for _ in range(100):
            if chrome.run("location.href + document.readyState").endswith(end + "complete"):
                break
        assert chrome.run("location.href").endswith(end)


def test_on_paper_every_quotation_is_printed_and_no_button(
    chrome: Chrome, folder: Path, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    chrome.open(folder.as_uri() + PAGE)
    paper = PdfReader(io.BytesIO(chrome.pdf(tmp_path / "briefing.pdf")))
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    text = unicodedata.normalize("NFKC", text)  # fonts print "ffi" as one sign
    assert "23 people were injured, the harbour office said." in text.split("Sources")[-1]
    assert text.count("[1]") > 3, "a citation is the number of its source in brackets"
    assert "Close" not in text
    assert "Skip to the briefing" not in text


def test_a_page_without_script_still_lists_every_briefing(chrome: Chrome, folder: Path) -> None:
    chrome.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        chrome.open(folder.as_uri() + "/index.html")
        html = chrome.send("Runtime.evaluate", expression="document.body.innerText", returnByValue=True)
        text = json.dumps(html["result"].get("value", ""), ensure_ascii=False)
        assert "A quiet week" in text
        assert "The ferry at Oskerry" in text
        assert chrome.run("document.querySelector('.tools').checkVisibility()") is False
    finally:
        chrome.send("Emulation.setScriptExecutionDisabled", value=False)

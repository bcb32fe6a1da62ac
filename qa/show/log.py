"""The log of questions as pages for a terminal. An entry is what `qa log show ID --json` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from qa.show.console import Page, one_line, shorten_end
from qa.show.words import NOT_FOUND, count

Entry = Mapping[str, Any]

ANSWER_LIMIT = 160
"""Characters of an answer in the list; `qa log show ID` has all of it."""


def log_page(entries: Sequence[Entry], width: int) -> Page:
    """Each question with its number and time, and the start of what was answered."""
    page = Page(width)
    wide = max((len(str(entry["id"])) for entry in entries), default=0)
    for entry in entries:
        number = f"{entry['id']:>{wide}}  "
        page.write(
            (number, "mark"), (f"{_when(entry)}  ", "quiet"), one_line(entry["question"]), indent=wide + 2
        )
        answer = shorten_end(one_line(_told(entry)), ANSWER_LIMIT)
        state = "" if entry["state"] == "answered" else entry["state"]
        colon = ": " if state and answer else ""
        page.write((state + colon, "bad"), (answer, "quiet"), first=" " * (wide + 2))
    return page


def entry_page(entry: Entry, width: int) -> Page:
    """All that became of one question: evidence, draft, what was shown with its checks, what was not."""
    page = Page(width)
    record: Mapping[str, Any] = entry["record"]
    page.write((one_line(entry["question"]), "strong"))
    made = [f"number {entry['id']}", entry["kind"], entry["state"], _when(entry), f"{entry['engine']} engine"]
    page.write((" · ".join([*made, *([entry["model"]] if entry["model"] else [])]), "quiet"))
    _shown(page, entry, record)
    _drafted(page, record)
    _evidence(page, record)
    for note in record.get("notes") or ():
        page.gap()
        page.write((f"Note: {one_line(note)}", "quiet"))
    return page


def _shown(page: Page, entry: Entry, record: Mapping[str, Any]) -> None:
    page.heading("Shown")
    if record.get("error"):
        cancelled = entry["state"] == "cancelled"
        page.write("Nothing: it was cancelled." if cancelled else "Nothing: it ended in an error.")
    elif not entry["found"]:
        page.write(NOT_FOUND)
    for sentence in record.get("sentences") or ():
        page.write(one_line(sentence["text"]), first="- ")
        page.write((f"{sentence['support']}: {', '.join(sentence['checks'])}", "quiet"), first="  ")
        for citation in sentence["citations"]:
            page.write(f"“{one_line(citation['quote'])}”", first=f"  [{citation['source']}] ")
    if removed := record.get("removed"):
        page.heading("Not shown")
        for sentence in removed:
            page.write(one_line(sentence["text"]), first="- ")
            page.write((one_line(sentence["reason"]), "quiet"), first="  ")


def _drafted(page: Page, record: Mapping[str, Any]) -> None:
    if draft := record.get("draft"):
        page.heading("Draft")
        for text, ids in draft:
            page.write(one_line(text), (f" [{', '.join(ids)}]", "mark"), first="- ")


def _evidence(page: Page, record: Mapping[str, Any]) -> None:
    if evidence := record.get("evidence"):
        page.heading("Evidence")
        titles = {source["article_id"]: source["title"] for source in record.get("sources") or ()}
        page.table(
            [
                (str(number), article[:8], count(len(ids), "sentence"), titles.get(article, "not cited"))
                for number, (article, ids) in enumerate(evidence, start=1)
            ],
            styles=("mark", "quiet", "quiet"),
        )


def _told(entry: Entry) -> str:
    """The answer, or why there is none; the state stands before it."""
    return str(entry["answer"]).removeprefix("failed: ") if entry["state"] != "cancelled" else ""


def _when(entry: Entry) -> str:
    """When it was asked, to the minute, in the time of this place."""
    try:
        return datetime.fromisoformat(entry["at"]).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return str(entry["at"])

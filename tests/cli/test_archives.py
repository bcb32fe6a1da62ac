"""Exports on the command line: places in a printed paper narrow and are cited; lists of links are fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tests.fakes.loopback import Request, send, serving

WEIR = "The weir at Sternholm will be rebuilt for 3 million crowns, the canal office said on Friday."
MAYOR = "The mayor of Sternholm said that the weir is the affair of the canal office and not of the town."


@pytest.fixture
def printed(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Two articles of one paper, as Factiva gives them."""
    fields = (
        "SE {}\nHD {}\nWC 20 words\nPD 17 March 2023\nSN Canal Gazette\nED {}\nPG {}\nLA English\n"
        "LP\n{}\nTD\nAN Document CANGAZ00202303{}\n"
    )
    rows = [
        ("Waterways", "Weir to be rebuilt", "Weekend", "B7", WEIR, "17ek0000001"),
        ("Town", "Mayor keeps out of it", "Early", "2", MAYOR, "17ek0000002"),
    ]
    text = "\n".join(fields.format(*row) for row in rows)
    path = tmp_path / "export.txt"
    path.write_text("\n\n".join(line.replace(" ", "  ", 1) for line in text.split("\n")), "utf-8")
    assert run("add", str(path)).code == 0


@pytest.mark.parametrize(
    "narrowed",
    [("--page", "b7"), ("--section", "waterways"), ("--edition", "Weekend"), ("--page", "B7", "--page", "9")],
)
@pytest.mark.usefixtures("printed")
def test_a_place_in_the_paper_narrows_lists_searches_and_questions(run, narrowed: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    listed = json.loads(run("list", "--json", *narrowed).out)
    hits = json.loads(run("search", "weir", "--json", *narrowed).out)["hits"]
    answer = json.loads(run("ask", "What will the weir cost?", "--json", *narrowed).out)
    titles = {"Weir to be rebuilt"}
    assert {a["title"] for a in listed} == {h["title"] for h in hits} == titles
    assert {s["title"] for s in answer["sources"]} == titles
    assert (answer["sources"][0]["page"], answer["sources"][0]["edition"]) == ("B7", "Weekend")


@pytest.mark.usefixtures("printed")
def test_a_citation_names_the_page(run) -> None:  # type: ignore[no-untyped-def]
    shown = run("ask", "What will the weir cost?").out
    assert "Canal Gazette · 2023-03-17 · p. B7, Weekend" in " ".join(shown.split())
    assert run("search", "weir", "--page", "99").code == 5


@pytest.fixture
def paper() -> Iterator[str]:
    """A paper on loopback with two articles."""

    def answer(request: Request) -> None:
        text = {"/weir": WEIR, "/mayor": MAYOR}.get(request.path)
        if text is None:
            request.send_error(404)
            return
        title = f"<title>{request.path[1:]} of the canal</title>"
        page = f"<html><head>{title}</head><body><article><p>{text}</p></article></body></html>"
        send(request, page.encode())

    with serving(answer) as address:
        yield address


ROWS = {
    "pocket.csv": ("title,url,time_added,tags,status", "Weir,{0},1700000000,,unread"),
    "instapaper.csv": ("URL,Title,Selection,Folder,Timestamp", "{0},Weir,,Unread,1"),
    "raindrop.csv": (
        "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite",
        "1,Weir,,,{0},,,,,,",
    ),
    "library.ris": ("", "TY  - NEWS\nTI  - Weir\nUR  - {0}\nER  - "),
    "library.bib": ("", "@online{{weir, title = {{Weir}}, url = {{{0}}}}}"),
    "library.json": ("", '{{"type": "article", "title": "Weir", "URL": "{0}", "issued": {{}}}}'),
}


def list_of(name: str, paper: str) -> str:
    head, row = ROWS[name]
    rows = [row.format(f"{paper}/{page}") for page in ("weir", "mayor")]
    if name.endswith(".json"):
        return f"[{', '.join(rows)}]"
    return "\n".join(filter(None, (head, *rows))) + "\n"


@pytest.mark.parametrize("name", ROWS)
def test_a_list_of_links_is_offered_and_then_fetched(run, paper: str, name: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / name
    path.write_text(list_of(name, paper), "utf-8")
    offered: Ran = run("add", str(path))
    assert offered.code == 3
    assert "qa add --links" in " ".join(offered.err.split())
    added: Ran = run("add", "--links", "--allow-private", str(path), "--json")
    assert added.code == 0, added.err
    urls = {article["url"] for article in json.loads(run("list", "--json").out)}
    assert urls == {f"{paper}/weir", f"{paper}/mayor"}


def test_a_file_without_links_is_said_to_have_none(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "table.csv"
    path.write_text("name,price\nweir,3\n", "utf-8")
    ran: Ran = run("add", "--links", str(path))
    assert ran.code == 3
    assert "no links in it" in ran.err

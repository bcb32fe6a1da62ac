"""Exports written out by hand, after habits of the real archives: every article whole, its fields its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from bench.archives.cases import Case  # noqa: E402
from bench.archives.habits import habits  # noqa: E402
from bench.archives.run import broken, faults, read  # noqa: E402
from bench.archives.written import written  # noqa: E402
from qa.articles.formats import read as read_bytes  # noqa: E402

OPEN = [case for case in written() if not case.locked] + list(habits())


@pytest.mark.parametrize("case", OPEN, ids=lambda c: c.name)
def test_what_an_archive_exports_is_read_article_by_article(case: Case, tmp_path: Path) -> None:
    found, error = read(case, tmp_path)
    assert broken(case, found) == 0
    assert faults(case, found, error) == []


def page(head: str, *, foot: str = "", pages: int = 1) -> bytes:
    """A PDF of a paper's page: its head, a headline, a body of the same size, its foot."""
    import io

    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(pages):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 810, head.format(n=number + 4))
        if not number:
            canvas.setFont("Helvetica-Bold", 18)
            canvas.drawString(60, 770, "Reservoir to be drained for eleven weeks")
        canvas.setFont("Helvetica", 10)
        for line in range(8):
            canvas.drawString(60, 720 - 14 * line, f"Line {line} of page {number} tells what the board said.")
        canvas.drawString(60, 30, foot.format(n=number + 4))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("Northfield Courier, Tuesday 19 August 2025, page {n}", "Northfield Courier"),
        ("Northfield Courier | Tuesday, August 19, 2025 | {n}", "Northfield Courier"),
        ("Nordbote – Dienstag, 19. August 2025 – Seite {n}", "Nordbote"),
        ("Le Courrier du Nord - mardi 19 août 2025", "Le Courrier du Nord"),
        ("Tuesday 19 August 2025      NORTHFIELD COURIER      {n}", "NORTHFIELD COURIER"),
    ],
)
@pytest.mark.parametrize("pages", [1, 3])
def test_the_head_of_a_page_says_paper_and_day(head: str, outlet: str, pages: int) -> None:
    (article,) = read_bytes(page(head, pages=pages), name="x.pdf").articles
    assert (str(article.published), article.outlet) == ("2025-08-19", outlet)
    assert "2025" not in article.text
    assert article.removed


@pytest.mark.parametrize(
    "foot", ["Printed on 3 September 2025", "9/13/2025, 10:14 AM", "Abgerufen am 3. September 2025"]
)
def test_the_day_of_printing_is_no_day_of_publication(foot: str) -> None:
    (article,) = read_bytes(page("", foot=foot), name="x.pdf").articles
    assert article.published is None
    assert article.outlet is None


def test_a_headline_on_two_pages_that_differs_in_its_figure_is_no_running_head(tmp_path: Path) -> None:
    (article,) = read_bytes(
        page("Why the market stays shut until week 2{n}1", pages=3), name="x.pdf"
    ).articles
    assert "until week 241" in article.text


@pytest.mark.parametrize("folder", ["Page_files", "Page-Dateien", "Page_fichiers", "Page.files"])
def test_frames_of_a_page_that_was_saved_whole_are_no_articles(folder: str, tmp_path: Path) -> None:
    from qa.articles.load import load_articles
    from qa.articles.sources import expand

    story = (
        "<p>The lock at Harl will close for nine weeks, the canal office told boat owners on Friday.</p>" * 2
    )
    (tmp_path / folder).mkdir()
    (tmp_path / "Page.html").write_text(
        f"<html><body><h1>Lock to close for nine weeks</h1>{story}</body></html>"
    )
    (tmp_path / folder / "frame.html").write_text(
        "<p>Sofas and beds at half the price, only today and only here.</p>"
    )
    (tmp_path / "Page two_files").mkdir()
    (tmp_path / "Page two_files" / "own.txt").write_text(
        "A story of its own\n\nIt stands in a folder without a page."
    )
    assert {Path(p).name for p in expand([str(tmp_path)])} == {"own.txt", "Page.html"}
    found = load_articles(str(tmp_path)).articles
    assert sorted(article.title for article in found) == [
        "A story of its own",
        "Lock to close for nine weeks",
    ]

"""What a library holds, as pages for a terminal: lists, one article, reports, checks, settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from time import localtime, strftime

from qa.show.console import Page, one_line
from qa.show.json import STATUSES, picked
from qa.show.locale import written_day, written_number
from qa.show.words import also_in, byline, count, day, web
from qa.types import AddReport, Article, Copy, LibraryStats
from qa.types.marks import Recorded

_WORDS = {"duplicate": "duplicate of", "skipped": "left out"}


def list_page(articles: Sequence[Article], width: int) -> Page:
    """One line per article: the start of its id, date, outlet, title."""
    page = Page(width)
    rows = [(a.id[:8], _dated(a), a.outlet or "unknown outlet", _title(a)) for a in articles]
    page.table(rows, styles=("mark", "quiet", "", ""))
    return page


def _dated(article: Article) -> str:
    """The day of publication; one that is still to come says so."""
    to_come = article.published and article.published > date.today() + timedelta(days=1)
    return day(article.published) + (" (to come)" if to_come else "")


def article_page(
    article: Article,
    width: int,
    *,
    copies: Sequence[Copy] = (),
    older: Sequence[Article] = (),
    tags: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Page:
    """One article: what is known of it, the reader's marks, then its clean text."""
    page = Page(width)
    page.write((one_line(article.title), "strong"))
    page.write((byline(article), "quiet"))
    facts = [("id", article.id), ("language", article.language), ("section", article.section or "")]
    facts += [
        ("edition", article.edition or ""),
        ("words", written_number(article.words) if article.words else ""),
    ]
    facts += [("key", article.key or "")]
    facts += [("authors", ", ".join(article.authors)), ("origin", article.origin), ("url", article.url or "")]
    facts += [("removed", count(len(article.removed), "block")) if article.removed else ("removed", "")]
    facts += [("updated", day(article.updated) if article.updated else "")]
    facts += [("also in", also_in(copies).removeprefix("also in: "))]
    facts += [("replaced", ", ".join(f"{old.id[:8]} ({day(old.published)})" for old in older))]
    facts += [("tags", ", ".join(tags)), *(("note", note) for note in notes)]
    for name, value in facts:
        if value:
            link = web(article.url) if name == "url" else None
            page.write((name.ljust(9), "quiet"), (one_line(value), "", link), indent=9)
    for paragraph in article.text.split("\n"):
        if paragraph.strip():
            page.gap()
            page.write(paragraph.strip())
    for caption in article.captions:
        page.gap()
        page.write(("Caption: ", "quiet"), (one_line(caption), "quiet"))
    return page


def removed_page(article: Article, width: int) -> Page:
    """What cleaning took out of an article, each block with its reason."""
    page = Page(width)
    page.write((one_line(article.title), "strong"))
    page.write((f"{count(len(article.removed), 'block')} removed when it was cleaned", "quiet"))
    for reason, blocks in groupby(article.removed, key=lambda block: block.reason):
        page.gap()
        page.write((reason, "strong"))
        for block in blocks:
            for line in block.text.split("\n"):
                if line.strip():
                    page.write(line.strip(), first="  | ")
    return page


def report_page(report: AddReport, width: int, *, quiet: bool = False) -> Page:
    """What became of each article in `qa add`, then one line of counts."""
    page = Page(width)
    rows = []
    for item in report.items:
        if quiet and item.status != "failed":
            continue
        what = item.title or item.origin
        if item.status == "failed":
            what = f"{item.origin}: {item.detail.removeprefix(f'{item.origin}: ')}"
        elif item.status == "duplicate":
            what = f"{item.detail[:8]}  {item.origin}"
        elif item.status == "skipped":
            what = f"{item.detail} ({item.origin})"
        elif item.detail:
            what = f"{what} ({item.detail})"
        rows.append((_WORDS.get(item.status, item.status), what))
    page.table(rows, styles=("mark",))
    parts = [f"{report.count(status)} {status}" for status in STATUSES if report.count(status)]
    page.gap()
    for note in report.notes:
        page.write(one_line(note))
    page.write(f"{', '.join(parts) or 'nothing to add'} in {report.seconds:.1f} s")
    return page


def stats_page(stats: LibraryStats, width: int) -> Page:
    """How much a library holds, from whom and when."""
    page = Page(width)
    rows = [("articles", f"{written_number(stats.articles)} in {written_number(stats.passages)} passages")]
    if stats.first and stats.last:
        undated = f", {stats.undated} without a date" if stats.undated else ""
        rows.append(("dates", f"{written_day(stats.first)} to {written_day(stats.last)}{undated}"))
    rows.append(("outlets", _tally(stats.outlets)))
    rows.append(("languages", _tally(stats.languages)))
    rows.append(("near-copies", count(stats.groups, "group")))
    rows.append(("embedder", stats.embedder))
    page.table([row for row in rows if row[1]], styles=("quiet",))
    return page


def settings_page(values: Mapping[str, object], origins: Mapping[str, str], width: int) -> Page:
    """Each setting, its value and where the value comes from."""
    page = Page(width)
    rows = []
    for name, value in values.items():
        shown = "not set" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        rows.append((name, f"{shown} ({origins[name]})" if name in origins else shown))
    page.table(rows, styles=("mark",))
    return page


def _title(article: Article) -> str:
    flags: list[str] = [article.kind] if article.kind != "report" else []
    flags += [article.language] if article.language != "en" else []
    flags += [f"agency: {article.agency}"] if article.agency else []
    return article.title + (f"  ({', '.join(flags)})" if flags else "")


def _tally(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name or 'unknown'} {number}" for name, number in ordered)


def checks_page(checks: Sequence[tuple[str, str, str, str]], width: int) -> Page:
    """(status, name, detail, hint) of each thing that was checked."""
    page = Page(width)
    wide = max((len(name) for _, name, _, _ in checks), default=0)
    for status, name, detail, hint in checks:
        style = "bad" if status == "fail" else "mark"
        page.write(
            (status.ljust(6), style), (name.ljust(wide) + "  ", "quiet"), one_line(detail), indent=wide + 8
        )
        if hint:
            page.write((f"hint: {one_line(hint)}", "quiet"), first=" " * (wide + 8))
    return page


def figures_page(
    cases: int,
    figures: Mapping[str, float],
    failed: Sequence[tuple[str, str, str]],
    problems: Sequence[str],
    width: int,
) -> Page:
    """The cases that went wrong (id, question, faults), the figures, and what is under its floor."""
    page = Page(width)
    for case, question, faults in failed:
        page.write((case, "mark"), "  ", one_line(question))
        page.write((one_line(faults), "quiet"), first="    ")
    page.gap()
    page.table([(name, f"{value:.3f}") for name, value in figures.items()], styles=("mark",))
    page.write(f"{count(cases, 'case')}, {cases - len(failed)} as expected")
    for problem in problems:
        page.write(("under its floor: ", "bad"), one_line(problem))
    return page


def changes_page(rows: Sequence[Recorded], width: int) -> Page:
    """What was done to articles and can be undone, the latest first."""
    page = Page(width)
    if not rows:
        page.write("There is nothing to undo.")
    cells = [
        (str(row.id), strftime("%Y-%m-%d %H:%M", localtime(row.made)), f"{row.title}: {row.what}")
        for row in rows
    ]
    page.table(cells, styles=("mark", "quiet"))
    return page


def recorded_dict(row: Recorded) -> dict[str, object]:
    """A change for scripts."""
    return {
        "number": row.id,
        "made": datetime.fromtimestamp(row.made, UTC).isoformat(timespec="seconds"),
        **picked(row, "kind article_id title what"),
    }

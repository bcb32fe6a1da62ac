"""What `qa brief` prints: progress per topic, what became of each, estimates, what a second check found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli.articles.add import column, name_within
from qa.cli.run import Run

if TYPE_CHECKING:
    from qa.brief.run.batch import Estimate
    from qa.brief.run.manifest import RunReport
    from qa.brief.run.recheck import Recheck

STAGES = ("gather", "answer", "compare", "write", "finish", "write files")
"""The stages of a topic, as the progress display counts them."""

ENDED = ("made", "skipped", "failed", "stopped", "over budget")


@contextmanager
def progress(run: Run, titles: Mapping[str, str]) -> Iterator[Callable[[str, str], None] | None]:
    """A line per topic under way on a terminal, else a line per topic that has ended; on stderr."""
    console = run.err
    if run.quiet:
        yield None
        return
    if not console.is_terminal:
        yield lambda slug, stage: run.say(f"{stage}: {titles[slug]}") if stage in ENDED else None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress

    columns = (BarColumn(bar_width=24), MofNCompleteColumn(), column(name_within(60)))
    with Progress(*columns, console=console, transient=True) as bar:
        whole = bar.add_task("", total=len(titles), name="briefings")
        tasks = {
            slug: bar.add_task("", total=len(STAGES), name=t, visible=False) for slug, t in titles.items()
        }

        def tell(slug: str, stage: str) -> None:
            if stage in ENDED:
                bar.update(tasks[slug], visible=False)
                bar.advance(whole)
            else:
                done = STAGES.index(stage) if stage in STAGES else 0
                bar.update(tasks[slug], completed=done, visible=True, name=f"{titles[slug]}: {stage}")

        yield tell


def print_report(run: Run, report: RunReport, out: Path, as_json: bool) -> int:
    """What became of each topic, and where the briefings are; the exit code of the run."""
    if as_json:
        from qa.show.json import picked

        told = "slug title status found fingerprint files exit_code"
        rows = [{**picked(o, told), "error": o.error or None} for o in report.outcomes]
        run.json({"out": str(out), "interrupted": report.interrupted, "topics": rows})
        return report.exit_code
    from qa.show.console import Page, one_line

    page = Page(run.page_width())
    for outcome in report.outcomes:
        bad = outcome.status not in ("made", "skipped")
        note = "" if outcome.found or bad else "  (the library has nothing on this)"
        page.write(
            (outcome.status.ljust(12), "bad" if bad else "mark"),
            one_line(outcome.title),
            (note, "quiet"),
            indent=12,
        )
        if outcome.error:
            page.write(one_line(outcome.error), first=" " * 12)
        if outcome.hint:
            page.write((f"hint: {one_line(outcome.hint)}", "quiet"), first=" " * 12)
    counts = [f"{report.count(status)} {status}" for status in ENDED if report.count(status)]
    page.gap()
    page.write(", ".join(counts) + (", interrupted" if report.interrupted else ""))
    page.write(f"open {out / 'index.html'}")
    run.print(page)
    return report.exit_code


def print_estimates(run: Run, estimates: Sequence[Estimate], as_json: bool) -> int:
    """Calls, tokens and dollars of each topic and of all; 0."""
    total = {
        "calls": sum(e.calls for e in estimates),
        "prompt_tokens": sum(e.prompt_tokens for e in estimates),
        "completion_tokens": sum(e.completion_tokens for e in estimates),
        "cost_usd": _sum([e.cost_usd for e in estimates if e.calls]),
    }
    if as_json:
        run.json({"topics": list(estimates), **total})
        return 0
    from qa.show.console import Page

    page = Page(run.page_width())
    page.table([(_estimate(e), e.title) for e in estimates], styles=("mark",))
    page.gap()
    cost = total["cost_usd"]
    dollars = f", at most ${cost:.4f}" if cost is not None else ", price not known" if total["calls"] else ""
    tokens = f"{total['prompt_tokens']:,} + at most {total['completion_tokens']:,} tokens"
    page.write(f"{total['calls']} calls, {tokens}{dollars}; nothing was made")
    run.print(page)
    return 0


def _estimate(estimate: Estimate) -> str:
    return "finished" if estimate.finished else f"{estimate.calls} calls" if estimate.calls else "no calls"


def _sum(costs: Sequence[float | None]) -> float | None:
    """The sum, None when a part of it is not known."""
    known = [cost for cost in costs if cost is not None]
    return sum(known) if len(known) == len(costs) else None


def print_recheck(run: Run, result: Recheck, as_json: bool) -> int:
    """Each citation that no longer holds, and one line of counts; the exit code."""
    if as_json:
        run.json(result)
        return result.exit_code
    from qa.show.console import Page, one_line, shorten

    page = Page(run.page_width())
    for finding in result.findings:
        there = "its words still stand there" if finding.still_there else "its words are gone"
        page.write((finding.fate, "bad"), f"  {one_line(finding.title)}, cited in {finding.slug}: {there}")
        page.write((f"“{shorten(one_line(finding.citation.quote), 200)}”", "quiet"), first="    ")
    for slug in result.unreadable:
        page.write(("unreadable", "bad"), f"  {one_line(slug)}")
    page.gap()
    held = result.citations - len(result.findings)
    page.write(f"{result.briefings} briefings, {result.citations} citations: {held} hold word for word")
    run.print(page)
    return result.exit_code

"""Making the briefings that were asked for: to the terminal, into a folder, as a mail, on what is new."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli.briefings.brief_output import print_estimates, print_report, progress
from qa.cli.output import write_briefing
from qa.cli.run import NOTHING, Run
from qa.errors import ConfigError, QAError

if TYPE_CHECKING:
    from qa.brief.run.batch import Options
    from qa.brief.topics import Topic
    from qa.desk.desk import Desk

OUT = Path("briefings")
_MARK = "brief"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How briefings are given out."""

    form: str
    out: Path | None
    mail: Path | None
    to: Sequence[str]
    dry_run: bool
    as_json: bool
    single: bool
    """One topic was named, not a file of them."""


def came_in_since(run: Run, desk: Desk) -> tuple[tuple[str, ...], Callable[[], None]]:
    """The articles that came in since the last `--since-last`, and what to call when they are briefed on."""
    from qa.desk.fresh.follows import Follows
    from qa.library.recent import added_since

    follows, now = Follows(desk.settings.library), time.time()
    last = follows.mark(_MARK)
    found = added_since(desk.library(), last or 0.0)
    when = time.strftime("since %Y-%m-%d %H:%M", time.localtime(last)) if last else "so far"
    run.say(f"{len(found)} articles came in {when}")
    return found, lambda: follows.set_mark(_MARK, now)


def make(run: Run, desk: Desk, topics: Sequence[Topic], wanted: Wanted, options: Options) -> int:
    """Make the briefings, or estimate them; the exit code."""
    if wanted.mail is None and wanted.to:
        raise ConfigError("--to needs --mail", "name the file: --mail FILE.eml")
    if wanted.out is not None or wanted.dry_run or not wanted.single:
        return _batch(run, desk, topics, wanted, options)
    from qa.show.briefing.docx import briefing_docx
    from qa.show.briefing.html import briefing_html
    from qa.show.briefing.markdown import briefing_markdown

    briefing = desk.press.brief(topics[0], options.as_of)
    articles = desk.press.articles(briefing)
    write_briefing(run, briefing, wanted.form, articles)
    if wanted.mail is not None and briefing.found:
        files = {f"{briefing.slug}.docx": briefing_docx(briefing)}
        _mail(
            run, wanted, briefing.title, briefing_markdown(briefing), briefing_html(briefing, articles), files
        )
    return 0 if briefing.found else NOTHING


def _batch(run: Run, desk: Desk, topics: Sequence[Topic], wanted: Wanted, options: Options) -> int:
    """Make or estimate a run, and print what became of it."""
    writing, out = desk.engines.writing, wanted.out or OUT
    price = writing.price if writing else None
    in_dollars = any(limit.dollars is not None for limit in (options.budget, options.topic_budget))
    if in_dollars and desk.engines.choose()[0] == "llm" and writing and price is None and not wanted.dry_run:
        raise ConfigError(
            f"a budget in dollars needs the price of {writing.model}",
            "add it to prices in the settings, or give the budget in tokens, as in 20000t",
        )
    with progress(run, {topic.slug: topic.title for topic in topics}) as tell:
        batch = desk.press.batch(topics, out, replace(options, price=price), tell)
        estimates = batch.estimate() if wanted.dry_run else None
        report = None if wanted.dry_run else desk.press.publish(batch)
    if estimates is not None:
        return print_estimates(run, estimates, wanted.as_json)
    assert report is not None
    found = [(o.title, out / o.slug) for o in report.outcomes if o.status in ("made", "skipped") and o.found]
    if wanted.mail is not None and found:
        _mail_folder(run, wanted, found)
    return print_report(run, report, out, wanted.as_json)


def _mail_folder(run: Run, wanted: Wanted, found: Sequence[tuple[str, Path]]) -> None:
    """One mail with the briefings of a run: their text one after the other, each as a Word file beside it."""
    from qa.show.export.mail import listing

    texts = [(folder / "briefing.md").read_text("utf-8") for _, folder in found]
    files = {f"{folder.name}.docx": (folder / "briefing.docx").read_bytes() for _, folder in found}
    titles = [title for title, _ in found]
    subject = titles[0] if len(titles) == 1 else f"{len(titles)} briefings: {', '.join(titles)}"
    _mail(run, wanted, subject, "\n\n".join(texts), listing(titles), files)


def _mail(run: Run, wanted: Wanted, subject: str, plain: str, html: str, files: dict[str, bytes]) -> None:
    from qa.show.export.mail import mail

    assert wanted.mail is not None
    data = mail(subject, plain, html, to=wanted.to, files=files)
    try:
        wanted.mail.write_bytes(data)
    except OSError as error:
        raise QAError(
            f"cannot write {wanted.mail}: {error.strerror}", "choose another place: --mail FILE"
        ) from None
    run.say(f"wrote the mail {wanted.mail}")

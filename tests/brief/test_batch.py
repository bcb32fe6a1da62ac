"""Many topics: in parallel, one failing alone, resumed, within a budget, stopped and killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fakes.briefs import WordEmbedder, WritingEngine, write_json

from qa.answer.llm.chat.budget import Limit
from qa.brief.compose import Bureau
from qa.brief.read.sheet import SentenceReadings
from qa.brief.run.batch import BriefingRun, Options
from qa.brief.run.manifest import read_manifest
from qa.brief.run.recheck import verify_dir
from qa.brief.topics import Topic, one_topic
from qa.brief.write.record import read_record
from qa.errors import CorpusError, ModelUnavailableError
from qa.library.library import Library
from qa.types import Article, Usage

PLACES = ("Varn", "Lakeholm", "Osterby", "Mirefall", "Quillport", "Dunmoor")


def article(place: str, day: int, dead: str, outlet: str, **facts: object) -> Article:
    """A report with sentences of its own, so that no two of them are near-copies."""
    tells = {
        "Courier": f"The bridge of {place} fell on Monday and {dead} people died, the mayor of {place} said.",
        "Lantern": f"The number of dead after the fall of the bridge in {place} rose to {dead}, police said.",
        "Harbour Radio": f"Doctors in {place} say that {dead} people died when the bridge came down.",
    }[outlet]
    seed = PLACES.index(place) * 31 + sum(map(ord, outlet)) + day * 977
    rest = [
        f"Note {' '.join(f'w{(seed * 7919 + i * 104729 + j * 613) % 99991}' for j in range(9))}."
        for i in range(4)
    ]
    quote = {
        "Courier": "We close the road",
        "Lantern": "Nobody saw it coming",
        "Harbour Radio": "It was loud",
    }
    text = f"{tells}\n\n{' '.join(rest)}\n\n“{quote[outlet]},” said Ina Voss, the mayor of {place}."
    title = f"{outlet}: bridge of {place} falls, {dead} dead"
    return Article.make(title, text, outlet, published=date(2026, 3, day), **facts)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as opened:
        opened.add_articles(
            [
                a
                for place in PLACES
                for a in (article(place, 2, "two", "Courier"), article(place, 3, "four", "Lantern"))
            ]
        )
        yield opened


def topics() -> list[Topic]:
    return [one_topic(f"The bridge of {p}", questions=(f"How many died in {p}?",)) for p in PLACES]


def bureau(library: Library, engine: WritingEngine | None = None) -> Bureau:
    return Bureau(library, engine or WritingEngine(), SentenceReadings(library.embedder))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.glob("*/*") if p.is_file()}


def test_every_topic_becomes_a_folder_and_the_manifest_says_so(library: Library, tmp_path: Path) -> None:
    engine = WritingEngine()
    report = BriefingRun(
        topics(), bureau(library, engine), tmp_path / "out", write_json, Options(jobs=3)
    ).run()
    assert [(o.status, o.error) for o in report.outcomes] == [("made", "")] * 6
    assert report.exit_code == 0
    assert engine.calls == 18
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["state"] == "done"
    row = manifest["topics"][0]
    assert set(row["files"]) == {"the-bridge-of-varn/briefing.json", "the-bridge-of-varn/record.json"}
    assert row["articles"]
    assert row["fingerprint"]
    assert manifest["run"]["library"]["articles"] == 12
    assert manifest["usage"]["prompt_tokens"] == 18_000


def test_a_failing_topic_is_reported_and_does_not_stop_the_rest(library: Library, tmp_path: Path) -> None:
    engine = WritingEngine(fail_on="Osterby", error=ModelUnavailableError("no answer", "try later"))
    report = BriefingRun(topics(), bureau(library, engine), tmp_path / "out", write_json).run()
    (failed,) = [o for o in report.outcomes if o.status == "failed"]
    assert (failed.title, failed.error, failed.hint) == ("The bridge of Osterby", "no answer", "try later")
    assert report.count("made") == 5
    assert report.exit_code == 4


def test_an_unforeseen_error_of_one_topic_is_contained(library: Library, tmp_path: Path) -> None:
    def broken(briefing: object, folder: Path) -> list[Path]:
        if "Varn" in briefing.title:  # type: ignore[attr-defined]
            raise ZeroDivisionError("oh")
        return write_json(briefing, folder)  # type: ignore[arg-type]

    report = BriefingRun(topics(), bureau(library), tmp_path / "out", broken).run()
    assert [o.status for o in report.outcomes].count("failed") == 1
    assert report.exit_code == 1
    assert not (tmp_path / "out/the-bridge-of-varn/record.json").exists()


def test_finished_topics_are_skipped_until_something_changes(library: Library, tmp_path: Path) -> None:
    out, engine = tmp_path / "out", WritingEngine()
    BriefingRun(topics(), bureau(library, engine), out, write_json).run()
    before, calls = contents(out), engine.calls
    again = BriefingRun(topics(), bureau(library, engine), out, write_json).run()
    assert again.count("skipped") == 6
    assert engine.calls == calls
    forced = BriefingRun(topics(), bureau(library, engine), out, write_json, Options(force=True)).run()
    assert forced.count("made") == 6
    assert contents(out) == before
    engine.model = "fake:other"
    assert BriefingRun(topics(), bureau(library, engine), out, write_json).run().count("made") == 6


def test_a_damaged_file_is_made_again(library: Library, tmp_path: Path) -> None:
    out = tmp_path / "out"
    BriefingRun(topics(), bureau(library), out, write_json).run()
    (out / "the-bridge-of-varn/briefing.json").write_text("{}")
    report = BriefingRun(topics(), bureau(library), out, write_json).run()
    assert [o.slug for o in report.outcomes if o.status == "made"] == ["the-bridge-of-varn"]


def test_what_is_new_since_the_last_briefing_is_added_changed_corrected_withdrawn(
    library: Library, tmp_path: Path
) -> None:
    out, one = tmp_path / "out", [one_topic("The bridge of Varn")]
    url = "https://lantern.example/varn-bridge"
    library.add_articles([article("Varn", 4, "nine", "Lantern", url=url)])
    BriefingRun(one, bureau(library), out, write_json).run()
    assert read_record(out / "the-bridge-of-varn").raw["briefing"]["changes"] is None  # type: ignore[union-attr]
    library.add_articles([article("Varn", 4, "five", "Lantern", url=url)])
    gone = next(a for a in library.articles() if "Varn" in a.title and a.outlet == "Courier")
    library.remove(gone.id)
    library.add_articles([article("Varn", 5, "seven", "Harbour Radio")])
    BriefingRun(one, bureau(library), out, write_json).run()
    record = read_record(out / "the-bridge-of-varn")
    assert record is not None
    changes = record.raw["briefing"]["changes"]
    kinds = {c["kind"] for c in changes}
    assert kinds == {"added", "changed", "corrected", "withdrawn"}
    corrected = next(c for c in changes if c["kind"] == "corrected")
    assert "rose to nine" in corrected["before"]
    assert "rose to five" in corrected["now"]["text"]
    assert any("seven" in c["note"] for c in changes if c["kind"] == "changed")


def test_verify_reports_what_no_longer_holds(library: Library, tmp_path: Path) -> None:
    out = tmp_path / "out"
    BriefingRun(topics(), bureau(library), out, write_json).run()
    fine = verify_dir(out, library)
    assert (fine.briefings, fine.findings, fine.exit_code) == (6, (), 0)
    assert fine.citations > 6
    gone = next(a for a in library.articles() if "Varn" in a.title)
    library.remove(gone.id)
    worse = verify_dir(out, library)
    assert {(f.slug, f.fate) for f in worse.findings} == {("the-bridge-of-varn", "removed")}
    assert worse.exit_code == 3
    (out / "the-bridge-of-osterby/record.json").write_text("{")
    assert verify_dir(out, library).unreadable == ("the-bridge-of-osterby",)
    with pytest.raises(CorpusError, match="no finished briefings"):
        verify_dir(tmp_path / "none", library)


def test_a_budget_for_the_run_stops_calls_before_they_are_made(library: Library, tmp_path: Path) -> None:
    engine = WritingEngine()
    options = Options(jobs=1, budget=Limit(tokens=5_000))
    report = BriefingRun(topics(), bureau(library, engine), tmp_path / "out", write_json, options).run()
    assert report.count("made") == 1
    assert report.count("over budget") == 5
    assert engine.calls <= 5
    assert report.exit_code == 4


def test_a_budget_for_a_topic_stops_that_topic(library: Library, tmp_path: Path) -> None:
    options = Options(topic_budget=Limit(dollars=0.0015), price=(1.0, 1.0))
    engine = WritingEngine()
    report = BriefingRun(topics(), bureau(library, engine), tmp_path / "out", write_json, options).run()
    assert report.count("over budget") == 6
    assert engine.calls <= 12


class Judging:
    """A second model that agrees, at a thousand tokens and a cent a time."""

    def __init__(self) -> None:
        self.calls = 0

    def judge(self, evidence: str, claim: str) -> tuple[bool | None, Usage]:
        self.calls += 1
        return True, Usage(0.0, 1, 990, 10, 0.01)


@pytest.mark.parametrize(
    "options",
    [
        Options(jobs=1, budget=Limit(tokens=5_000)),
        Options(jobs=1, budget=Limit(dollars=0.02), price=(0.01, 0.01)),
    ],
    ids=["tokens", "dollars"],
)
def test_a_checking_model_is_held_to_the_budget_too(
    options: Options, library: Library, tmp_path: Path
) -> None:
    judge = Judging()
    checked = replace(bureau(library), checker=judge)
    report = BriefingRun(topics(), checked, tmp_path / "out", write_json, options).run()
    assert report.count("over budget") >= 5
    assert judge.calls <= 5


def test_a_dry_run_counts_calls_and_makes_none(library: Library, tmp_path: Path) -> None:
    engine = WritingEngine()
    batch = BriefingRun(
        topics(), bureau(library, engine), tmp_path / "out", write_json, Options(price=(1.0, 2.0))
    )
    estimates = batch.estimate()
    assert engine.calls == 0
    assert [e.calls for e in estimates] == [3] * 6
    assert all(e.prompt_tokens > 1000 and e.cost_usd for e in estimates)
    assert not (tmp_path / "out").exists()
    batch.run()
    assert all(e.finished and e.calls == 0 for e in batch.estimate())


def test_as_of_makes_the_briefing_that_could_have_been_made_then(library: Library, tmp_path: Path) -> None:
    options = Options(as_of=date(2026, 3, 2))
    BriefingRun(topics()[:1], bureau(library), tmp_path / "out", write_json, options).run()
    record = read_record(tmp_path / "out/the-bridge-of-varn")
    assert record is not None
    assert {a["published"] for a in record.articles.values()} == {"2026-03-02"}


def test_nothing_found_is_an_outcome_without_a_call(library: Library, tmp_path: Path) -> None:
    engine = WritingEngine()
    report = BriefingRun(
        [one_topic("Zeppelins over Zanzibar")], bureau(library, engine), tmp_path, write_json
    ).run()
    assert not report.outcomes[0].found
    assert engine.calls == 0
    assert report.exit_code == 5


def test_stop_finishes_what_is_being_written_and_begins_nothing_new(library: Library, tmp_path: Path) -> None:
    engine = WritingEngine(delay=0.05)
    batch = BriefingRun(topics(), bureau(library, engine), tmp_path / "out", write_json, Options(jobs=1))
    thread = threading.Thread(target=lambda: (time.sleep(0.3), batch.stop()))
    thread.start()
    report = batch.run()
    thread.join()
    assert report.interrupted
    assert report.exit_code == 130
    for outcome in report.outcomes:
        assert outcome.status in ("made", "stopped")
        done = (tmp_path / "out" / outcome.slug / "record.json").exists()
        assert done == (outcome.status == "made")
    assert json.loads((tmp_path / "out/manifest.json").read_text())["state"] == "interrupted"
    assert not list((tmp_path / "out").glob(".*"))


def test_what_a_killed_run_left_half_written_is_cleared_away(library: Library, tmp_path: Path) -> None:
    slug = topics()[0].slug
    left = tmp_path / "out" / f".{slug}.killed"
    left.mkdir(parents=True)
    (left / "briefing.json").write_text("{")
    (tmp_path / "out" / slug).mkdir()
    (tmp_path / "out" / slug / ".briefing.json.x1").write_text("{")
    BriefingRun(
        topics(), bureau(library, WritingEngine()), tmp_path / "out", write_json, Options(jobs=1)
    ).run()
    assert not list((tmp_path / "out").rglob(".*"))


PROGRAM = """
import sys
sys.path[:0] = [{tests!r}, {root!r}]
from pathlib import Path
from fakes.briefs import WordEmbedder, WritingEngine, write_json
from qa.brief.run.batch import BriefingRun, Options
from qa.brief.compose import Bureau
from qa.brief.read.sheet import SentenceReadings
from qa.brief.topics import one_topic
from qa.library.library import Library
places = {places!r}
with Library.open(Path({library!r}), WordEmbedder()) as library:
    topics = [one_topic("The bridge of " + p, questions=("How many died in " + p + "?",)) for p in places]
    made = Bureau(library, WritingEngine(delay=0.05), SentenceReadings(library.embedder))
    print("begin", flush=True)
    BriefingRun(topics, made, Path({out!r}), write_json, Options(jobs=2)).run()
"""


def test_killed_three_times_and_restarted_the_result_is_that_of_an_undisturbed_run(
    library: Library, tmp_path: Path
) -> None:
    root = Path(__file__).parents[2]

    def start(out: Path) -> subprocess.Popen[str]:
        program = PROGRAM.format(
            tests=str(root / "tests"),
            root=str(root),
            places=PLACES,
            library=str(library.path),
            out=str(out),
        )
        process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        return process

    with start(tmp_path / "whole") as whole:
        assert whole.wait(120) == 0
    for wait in (0.15, 0.4, 0.25):
        with start(tmp_path / "killed") as process:
            time.sleep(wait)
            os.kill(process.pid, signal.SIGKILL)
    with start(tmp_path / "killed") as last:
        assert last.wait(120) == 0
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")
    rows = [read_manifest(tmp_path / name) for name in ("killed", "whole")]
    for slug, row in rows[0].items():
        assert row["files"] == rows[1][slug]["files"]
        assert row["fingerprint"] == rows[1][slug]["fingerprint"]

"""The evaluation itself, and the quality gate over every case of the corpus."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa.cli.main import main
from qa.errors import ConfigError
from qa.evaluate.cases import Case, load_cases
from qa.evaluate.gate import below, load_floors
from qa.evaluate.metrics import CaseOutcome, judge, summarise
from qa.evaluate.run import run
from qa.types import Answer, Article, Citation, Sentence, Source, Usage

ROOT = Path(__file__).parents[2]
CASES = ROOT / "corpus" / "eval" / "cases.jsonl"
ARTICLE = Article.make("Ferry", "The captain is Ida Brandt. Nobody was hurt.", "Post", origin="x/ferry.txt")
QUOTE = "The captain is Ida Brandt."


class Shelf:
    """A desk that has one article."""

    def show(self, ref: str) -> Article:
        return ARTICLE


def answer(start: int = 0, **changes: object) -> Answer:
    cited = Citation(1, ARTICLE.id, start, start + len(QUOTE), QUOTE)
    source = Source(1, ARTICLE.id, "Ferry", "Post", None, None, ARTICLE.origin)
    made = Answer(
        "Who?", (Sentence(QUOTE, (cited,), "supported", ()),), (source,), (), "extractive", None, "", Usage()
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def case(**changes: object) -> Case:
    content = {"id": "a", "question": "Who is it?", "library": "x", "expect": "answer", **changes}
    return Case.model_validate(content)


def test_a_right_answer_from_a_right_source_passes() -> None:
    assert judge(case(contains=["ida brandt"], source="ferry"), answer(), Shelf()).passed


@pytest.mark.parametrize(
    ("wanted", "given", "fault"),
    [
        ({"contains": ["Moor"]}, answer(), "lacks"),
        ({"source": "Gazette"}, answer(), "first source"),
        ({"not_contains": ["Brandt"]}, answer(), "shows"),
        ({"expect": "none"}, answer(), "do not say"),
        ({}, answer(sentences=()), "not answered"),
        ({"expect": "partial"}, answer(), "no part"),
        ({}, answer(start=1), "not where it says"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(wanted: dict[str, object], given: Answer, fault: str) -> None:
    assert any(fault in found for found in judge(case(**wanted), given, Shelf()).faults)


def test_figures_are_shares_of_their_kind_of_case() -> None:
    right = CaseOutcome(case(), answer(), ())
    wrong = CaseOutcome(case(expect="none"), answer(), ("answered",))
    figures = summarise([right, wrong])
    assert (figures["right"], figures["abstained"], figures["passed"]) == (1.0, 0.0, 0.5)


def test_the_confidence_of_questions_is_held_against_the_same_without_their_articles() -> None:
    sure, unsure = answer(confidence=0.9), answer(confidence=0.4)
    silent = answer(sentences=(), confidence=0.4)
    figures = summarise([CaseOutcome(case(), sure, (), silent), CaseOutcome(case(), unsure, (), sure)])
    assert figures["abstained_removed"] == 0.5
    assert figures["auroc_removed"] == (1 + 0.5 + 0.5 + 0) / 4


def test_a_figure_under_its_floor_or_not_measured_fails_the_gate(tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text("[floors]\nright = 0.9\nother = 0.1\n")
    assert below({"right": 0.8}, load_floors(floors)) == [
        "right is 0.800, under its floor 0.900",
        "other was not measured (floor 0.100)",
    ]


def test_a_wrong_case_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('{"id":"a","question":"Who?","library":"x","expect":"none"}\n{"id":"b","colour":1}\n')
    with pytest.raises(ConfigError, match=r"cases\.jsonl:2"):
        load_cases(file)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the run makes a library for each set."""
    return tmp_path_factory.mktemp("eval")


@pytest.fixture(scope="module")
def outcomes(libraries: Path) -> list[CaseOutcome]:
    from qa.desk.desk import Desk
    from qa.settings import load_settings

    sets = {"corpus": ROOT / "corpus" / "articles", "seeds": ROOT.parent / "shared" / "seeds"}
    present = {name: path for name, path in sets.items() if path.is_dir()}
    return run(load_cases(CASES), present, lambda path: Desk(load_settings({"library": path})), libraries)


@pytest.mark.slow
def test_answers_to_the_cases_stay_above_the_floors(outcomes: list[CaseOutcome]) -> None:
    failed = [f"{o.case.id}: {o.faults}" for o in outcomes if not o.passed]
    assert not below(summarise(outcomes), load_floors(CASES.with_name("floors.toml"))), "\n".join(failed)


@pytest.mark.slow
def test_the_questions_about_the_seeds_that_must_be_right_are_right(outcomes: list[CaseOutcome]) -> None:
    must = {"seed-time", "seed-chair", "seed-lavrov", "seed-spending"}
    must |= {"seed-cuba", "seed-taiwan", "seed-worldcup"}
    asked = {o.case.id: o for o in outcomes if o.case.library == "seeds"}
    if not asked:
        pytest.skip("../shared/seeds is not here")
    assert {key: asked[key].faults for key in must if not asked[key].passed} == {}


@pytest.mark.slow
def test_every_citation_of_every_case_is_where_qa_ask_says_in_what_qa_show_prints(
    outcomes: list[CaseOutcome], libraries: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: dict[tuple[str, str], str] = {}

    def printed(library: str, *arguments: str) -> tuple[int, dict[str, Any]]:
        code = main(["--library", str(libraries / library), *arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    cited = 0
    for case in (outcome.case for outcome in outcomes):
        filters = case.filters.model_dump(exclude_none=True)
        options = [part for name, value in filters.items() for part in (f"--{name.replace('_', '-')}", value)]
        code, answer = printed(case.library, "ask", case.question, *options)
        assert code == (0 if answer["found"] else 5)
        for citation in (c for s in answer["sentences"] for c in s["citations"]):
            key = (case.library, citation["article_id"])
            if key not in shown:
                shown[key] = printed(key[0], "show", key[1])[1]["text"]
            assert shown[key][citation["start"] : citation["end"]] == citation["quote"]
            cited += 1
    assert cited > len(outcomes) / 2

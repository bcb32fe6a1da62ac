"""The sample corpus keeps what its README promises; read here with plain parsers, not with the product's."""

import csv
import gzip
import html
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from pypdf import PdfReader

CORPUS = Path(__file__).parents[2] / "corpus"
ARTICLES = CORPUS / "articles"
SEEDS = CORPUS.parents[1] / "shared" / "seeds"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
QUESTION_KEYS = {
    *("id", "question", "library", "expect", "contains", "not_contains"),
    *("source", "filters", "unanswered_contains", "note"),
}


def untag(markup: str) -> str:
    return html.unescape(re.sub(r"(?s)<(script|style).*?</\1>|<[^>]+>", " ", markup))


def json_articles(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return value
    return value.get("articles", [value])


def json_text(record: dict[str, Any]) -> str:
    for key in ("text", "body", "body_text", "articleBody", "content"):
        if key in record:
            return str(record[key])
    return untag(record["body_html"])


def json_outlet(record: dict[str, Any]) -> str | None:
    for key in ("outlet", "source", "publisher", "copyrightholder"):
        if key in record:
            value = record[key]
            return value["name"] if isinstance(value, dict) else value
    return None


def records_of(path: Path) -> list[tuple[str | None, str]]:
    """(outlet as the file itself states it, text) of every article of one file."""
    if path.suffix == ".json":
        found = json_articles(json.loads(path.read_text("utf-8")))
    elif path.suffix == ".jsonl":
        found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as rows:
            found = list(csv.DictReader(rows))
    else:
        return list(documents_of(path))
    return [(json_outlet(record), json_text(record)) for record in found]


def documents_of(path: Path) -> Iterator[tuple[str | None, str]]:
    if path.suffix == ".xml":
        channel = ET.parse(path).getroot().find("channel")
        assert channel is not None
        for item in channel.findall("item"):
            yield channel.findtext("title"), untag(item.findtext(CONTENT) or "")
    elif path.suffix == ".html":
        page = path.read_text("utf-8")
        site = re.search(r'og:site_name" content="([^"]+)"', page)
        yield site and site[1], untag(page)
    elif path.suffix == ".md":
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        yield yaml.safe_load(head)["outlet"], body
    elif path.suffix == ".eml":
        message = message_from_bytes(path.read_bytes(), policy=default)
        yield str(message["From"]).split(" <")[0], message.get_content()
    elif path.suffix == ".pdf":
        yield None, "\n".join(page.extract_text() for page in PdfReader(path).pages)
    elif path.suffix == ".docx":
        yield None, "\n".join(p.text for p in docx.Document(str(path)).paragraphs)
    elif path.suffix == ".gz":
        yield None, gzip.decompress(path.read_bytes()).decode("utf-8")
    else:
        yield None, path.read_text("utf-8")


FILES = sorted(p for p in ARTICLES.rglob("*") if p.is_file())
EVERYTHING = [(path, outlet, text) for path in FILES for outlet, text in records_of(path)]


def text_of(name: str) -> str:
    return "\n".join(text for path, _, text in EVERYTHING if path.relative_to(ARTICLES).as_posix() == name)


def cases() -> list[dict[str, Any]]:
    lines = (CORPUS / "eval" / "cases.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower().replace("’", "'").replace("'", ""))


def test_there_are_enough_articles_outlets_and_formats() -> None:
    with (CORPUS / "meta.csv").open(encoding="utf-8", newline="") as rows:
        meta = list(csv.DictReader(rows))
    outlets = {outlet for _, outlet, _ in EVERYTHING if outlet} | {row["outlet"] for row in meta}
    assert len(EVERYTHING) >= 40
    assert len(outlets) >= 7
    formats = "txt md html json jsonl csv eml xml pdf docx gz"
    assert {p.suffix for p in FILES} == {f".{name}" for name in formats.split()}


@pytest.mark.parametrize(("path", "outlet", "text"), EVERYTHING, ids=lambda v: getattr(v, "name", ""))
def test_an_article_has_the_length_of_a_news_story(path: Path, outlet: str | None, text: str) -> None:
    del outlet
    assert 120 <= len(words(text)) <= 700, path


def test_meta_names_files_that_exist_and_dates_that_parse() -> None:
    with (CORPUS / "meta.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            assert (CORPUS / row["path"]).is_file()
            assert date.fromisoformat(row["published"]).year == 2026


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("ferry-oskerry/northlight-copy.html", "(HPA)"),
        ("ferry-oskerry/lantern-copy.txt", "HPA"),
        ("ferry-oskerry/halvard-feed.xml", "struck the stone wall at 7:12 am"),
        ("harbour-spill/first-report.html", "Two dock workers died"),
        ("harbour-spill/wire-second-day.json", "rose to four on Tuesday"),
        ("harbour-spill/valve-overdue.md", "stands at five"),
        ("harbour-spill/evacuation-lifted.json", "went up to seven"),
        ("harbour-spill/toll-revised.md", "Six people, and not seven, died"),
        ("drug-recall/orvantil-first-version.html", "26 patients had fallen ill"),
        ("drug-recall/orvantil-corrected.html", "Correction, 28 April 2026"),
        ("lindenhall-vote/court-and-recount.jsonl", "No ballots were missing"),
        ("lindenhall-vote/cupboard-ballots.md", "412 uncounted ballots were found"),
        ("lindenhall-vote/opinion-losing-well.txt", "OPINION"),
        ("harbour-spill/opinion-move-the-tanks.md", "The views expressed are her own"),
        ("garrowfield/insider-closure.eml", "asked not to be named"),
        ("harbour-spill/fischsterben.html", "tote Fische"),
        ("garrowfield/kestermann-denies.html", "ignore previous instructions"),
        ("nato/daily-relay-scrape.txt", "You May Also Like"),
        ("nato/preview-security-guarantees.md", "due to open at 2:30"),
        ("nato/chiefs-met-online.html", "three-year war"),
    ],
)
def test_a_planted_case_stands_in_its_file(name: str, planted: str) -> None:
    assert planted in " ".join(text_of(name).split())
    assert Path(name).name in (CORPUS / "README.md").read_text("utf-8")


def test_the_undated_articles_state_no_date_anywhere() -> None:
    listed = (CORPUS / "meta.csv").read_text("utf-8")
    for name in ("lindenhall-vote/profile-achterfeld.txt", "nato/daily-relay-scrape.txt"):
        assert name not in listed
        assert not re.search(r"\b20[12]\d\b", text_of(name))


def test_both_versions_of_the_corrected_article_share_one_url() -> None:
    pages = [
        (ARTICLES / "drug-recall" / f"orvantil-{v}.html").read_text("utf-8")
        for v in ("first-version", "corrected")
    ]
    first, second = (re.search(r'canonical" href="([^"]+)"', page) for page in pages)
    assert first
    assert second
    assert first[1] == second[1]
    assert "dateModified" in pages[1]
    assert "dateModified" not in pages[0]


def test_every_case_parses_and_is_named_once() -> None:
    found = cases()
    assert len({case["id"] for case in found}) == len(found)
    assert len({case["question"] + json.dumps(case.get("filters"), sort_keys=True) for case in found}) == len(
        found
    )
    for case in found:
        assert set(case) <= QUESTION_KEYS, case["id"]
        assert case["library"] in ("seeds", "corpus")
        assert case["expect"] in ("answer", "partial", "none")
        assert bool(case.get("contains")) == (case["expect"] != "none"), case["id"]
        assert ("unanswered_contains" in case) == (case["expect"] == "partial"), case["id"]


def test_there_are_enough_cases_of_each_kind() -> None:
    kinds = [case["expect"] for case in cases()]
    assert kinds.count("answer") >= 30
    assert kinds.count("none") >= 28
    assert kinds.count("partial") >= 3


def test_the_expected_words_of_a_corpus_case_stand_in_its_source() -> None:
    stems = {path.stem.split(".")[0] for path in FILES}
    for case in cases():
        if case["library"] == "seeds" or case["expect"] == "none":
            continue
        named = [case["source"]] if isinstance(case["source"], str) else case["source"]
        assert set(named) <= stems, case["id"]
        joined = [" ".join(t.split()) for p, _, t in EVERYTHING if p.stem.split(".")[0] in named]
        for words_expected in case["contains"]:
            assert any(words_expected in text for text in joined), (case["id"], words_expected)


def test_the_expected_words_of_a_seed_case_stand_in_a_seed() -> None:
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not here")
    seeds = {p.stem: " ".join(p.read_text("utf-8").split()) for p in SEEDS.glob("*.txt")}
    for case in cases():
        if case["library"] == "seeds" and case["expect"] != "none":
            named = [case["source"]] if isinstance(case["source"], str) else case["source"]
            for expected in case["contains"]:
                assert any(expected in seeds[stem] for stem in named), (case["id"], expected)


def test_the_topics_name_windows_and_questions() -> None:
    topics = yaml.safe_load((CORPUS / "topics.yaml").read_text("utf-8"))["topics"]
    assert len(topics) == 2
    for topic in topics:
        assert topic["title"]
        assert len(topic["questions"]) >= 3
        assert topic["since"] <= topic["until"]


def test_no_run_of_eight_words_is_copied_from_the_seeds() -> None:
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not here")

    def runs(text: str) -> set[tuple[str, ...]]:
        found = words(text)
        return {tuple(found[i : i + 8]) for i in range(len(found) - 7)}

    seeds = set().union(*(runs(p.read_text("utf-8")) for p in SEEDS.glob("*.txt")))
    rest = [p for p in CORPUS.rglob("*") if p.suffix in (".md", ".yaml", ".jsonl") and p not in FILES]
    ours = [(path, text) for path, _, text in EVERYTHING] + [(p, p.read_text("utf-8")) for p in rest]
    shared = {(path.name, " ".join(run)) for path, text in ours for run in runs(text) & seeds}
    assert not shared

"""Sources as references: other programs read them, and no text of a source can do anything in them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from examples import ANSWER, ARTICLE, EVIL, SIX, UNDATED

from qa.show.export.references import FORMS, csl_item, key, reference_line, references
from qa.types import Source

SOURCE = Source.of(replace(ARTICLE, page="A4"))


def test_a_reference_to_read() -> None:
    assert reference_line(SOURCE) == (
        "Maren Holloway: “Harbour opens”. Skerrow Tidings, 2026-03-02, p. A4."
        " https://skerrowtidings.example/harbour"
    )
    assert reference_line(Source.of(UNDATED)) == "“A profile”. no date. profile.txt"


def test_csl_json_says_what_is_known_and_nothing_else() -> None:
    (item,) = json.loads(references([SOURCE], "csl", {1: [SIX]}))
    assert item == {
        "id": f"holloway2026-{ARTICLE.id[:4]}",
        "type": "article-newspaper",
        "title": "Harbour opens",
        "author": [{"family": "Holloway", "given": "Maren"}],
        "container-title": "Skerrow Tidings",
        "issued": {"date-parts": [[2026, 3, 2]]},
        "URL": "https://skerrowtidings.example/harbour",
        "page": "A4",
        "language": "en",
        "note": f"“{SIX}”",
    }
    assert set(csl_item(Source.of(UNDATED))) == {"id", "type", "title", "language", "source"}


def test_bibtex() -> None:
    assert references([SOURCE], "bibtex", {1: ["40 % & more"]}) == (
        f"@article{{holloway2026-{ARTICLE.id[:4]},\n"
        "  title = {{Harbour opens}},\n  author = {Holloway, Maren},\n  journal = {Skerrow Tidings},\n"
        "  date = {2026-03-02},\n  year = {2026},\n  month = mar,\n  pages = {A4},\n"
        "  url = {https://skerrowtidings.example/harbour},\n  langid = {en},\n"
        "  annote = {“40 \\% \\& more”}\n}\n"
    )


def test_ris_ends_each_line_as_its_specification_says() -> None:
    lines = references([SOURCE], "ris", {1: [SIX]}).split("\r\n")
    assert lines == [
        "TY  - NEWS", f"ID  - holloway2026-{ARTICLE.id[:4]}", "TI  - Harbour opens", "AU  - Holloway, Maren",
        "T2  - Skerrow Tidings", "PY  - 2026", "DA  - 2026/03/02/", "SP  - A4",
        "UR  - https://skerrowtidings.example/harbour", "LA  - en", f"N1  - “{SIX}”", "ER  - ", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Ursula van der Meer", "van der Meer", "Ursula"),
        ("Brook, Ada", "Brook", "Ada"),
        ("Reuters", "Reuters", None),
        ("AFP staff", "AFP staff", None),
        ("Ada", "Ada", None),
    ],
)
def test_names_of_people_and_what_is_none(name: str, family: str, given: str | None) -> None:
    (author,) = csl_item(replace(SOURCE, authors=(name,)))["author"]  # type: ignore[misc]
    assert author == ({"family": family, "given": given} if given else {"literal": family})


def test_keys_are_plain_and_the_same_every_time() -> None:
    other = replace(SOURCE, authors=("Zoë Ångström-Ørn",), published=date(2025, 1, 1))
    assert key(other) == key(other) == f"angstromrn2025-{ARTICLE.id[:4]}"
    assert key(replace(SOURCE, authors=(), outlet="新聞")) == f"article2026-{ARTICLE.id[:4]}"


@pytest.mark.parametrize("form", FORMS)
def test_text_of_a_source_can_do_nothing(form: str) -> None:
    evil = replace(
        SOURCE,
        title=f"}},\n{EVIL}\r\nER  - ",
        outlet="\\input{x} $a$",
        authors=("A }{ B\nTY  - X",),
        url=EVIL,
    )
    shown = references([evil], form, {1: [f"{EVIL}\r\nTY  - NEWS"]})
    assert "\x1b" not in shown
    assert "javascript" not in shown
    if form == "ris":
        tags = [line[:6] for line in shown.split("\r\n") if line]
        assert tags.count("TY  - ") == tags.count("ER  - ") == 1
    elif form == "bibtex":
        bare = shown.replace("\\{", "").replace("\\}", "").replace("\\textbackslash{}", "")
        assert bare.count("{") == bare.count("}")
        assert "\\input" not in shown
    else:
        assert len(json.loads(shown)) == 1


def test_the_sources_of_an_answer_go_with_their_quotations() -> None:
    shown = references(ANSWER.sources, "ris", {1: [SIX]})
    assert shown.count("TY  - ") == 2
    assert f"N1  - “{SIX}”" in shown

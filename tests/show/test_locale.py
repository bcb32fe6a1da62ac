"""Days and numbers as the reader's locale writes them; JSON stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa.cli.main import main
from qa.errors import ConfigError
from qa.show.locale import use_locale
from qa.show.words import count, day


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    use_locale(None)


@pytest.mark.parametrize(
    ("code", "shown", "number"),
    [
        (None, "2026-03-04", "12,345 articles"),
        ("de", "04.03.2026", "12.345 articles"),
        ("en-GB", "4 Mar 2026", "12,345 articles"),
        ("pt_BR", "4 de mar. de 2026", "12.345 articles"),
    ],
)
def test_days_and_numbers_follow_the_locale(code: str | None, shown: str, number: str) -> None:
    use_locale(code)
    assert (day(date(2026, 3, 4)), count(12_345, "article")) == (shown, number)


def test_a_locale_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ConfigError, match='no such locale: "klingon"'):
        use_locale("klingon")


def test_a_list_has_days_of_the_locale_and_its_json_has_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Bridge shut\ndate: 2026-03-04\n---\nIt shut.", "utf-8")
    at = ["--library", str(tmp_path / "library")]
    assert main(["add", str(tmp_path / "a.md"), *at]) == 0
    capsys.readouterr()
    assert main(["list", "--locale", "de", *at]) == 0
    assert "04.03.2026" in capsys.readouterr().out
    assert main(["list", "--json", "--locale", "de", *at]) == 0
    assert "2026-03-04" in capsys.readouterr().out

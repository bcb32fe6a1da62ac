"""The names of months and weekdays, held against CLDR as Babel ships it."""

from __future__ import annotations

import pytest
from babel import Locale

from qa.text.vocabulary import LANGUAGES, MONTHS, SHORT_WEEKDAYS, WEEKDAYS, numbered


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_full_name_of_a_month_or_weekday_is_the_one_that_cldr_has(code: str) -> None:
    locale = Locale(code)
    for place, name in locale.months["format"]["wide"].items():
        assert MONTHS[name.lower()] == place
    for place, name in locale.days["format"]["wide"].items():
        assert WEEKDAYS[name.lower()] == place


@pytest.mark.parametrize("code", LANGUAGES)
def test_short_names_are_those_of_cldr_too(code: str) -> None:
    known = numbered("months_short", (code,)) | numbered("months", (code,))
    for place, name in Locale(code).months["format"]["abbreviated"].items():
        assert known[name.lower().strip(".")] == place - 1


def test_no_short_name_of_another_language_is_a_month_in_running_text() -> None:
    # "ago" is August in Spanish stamps, "set" September in Italian ones, "out" October in Portuguese ones.
    assert not {"ago", "set", "out", "mar."} & MONTHS.keys()
    assert "mon" in SHORT_WEEKDAYS
    assert "montag" not in SHORT_WEEKDAYS

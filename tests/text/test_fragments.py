"""Words are found again in another copy of a text: context on both sides, and text fragments."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from qa.text.fragments import context, text_directive

TEXT = (
    "The council met at noon. It put off the vote on the tram until the spring, said its chair Ada Brook.\n"
    "“We need time,” she said. The vote is on the twelfth of March, said its chair Ada Brook."
    " It put off nothing.\n"
    "She left. Nobody spoke.\nShe left. The doors closed."
)


def of(words: str, elsewhere: str = "") -> str:
    start = TEXT.index(words)
    return unquote(text_directive(TEXT, start, start + len(words), elsewhere))


def test_a_short_quotation_is_searched_for_as_a_whole() -> None:
    assert of("The council met at noon.") == "text=The council met at noon"


def test_a_long_one_by_its_first_and_last_words() -> None:
    words = "It put off the vote on the tram until the spring, said its chair Ada Brook."
    assert of(words) == "text=It put off the vote,said its chair Ada Brook"


def test_the_end_grows_until_it_is_the_right_one() -> None:
    words = TEXT[TEXT.index("The vote is") : TEXT.index(" It put off nothing")]
    both = TEXT[TEXT.index("It put off the vote") : TEXT.index(" It put off nothing")]
    assert of(words).endswith(",said its chair Ada Brook")
    assert of(both).endswith(",March, said its chair Ada Brook")


def test_words_that_stand_elsewhere_in_the_page_get_words_before_them() -> None:
    assert of("The vote is on the twelfth", "The vote is on the twelfth") == (
        "text=time,” she said-,The vote is on the twelfth"
    )
    assert of("The council met at noon.", "The council met at noon") == "text=The council met at noon"


def test_commas_and_dashes_are_not_signs_of_the_directive() -> None:
    text = "A three-year plan, of sorts, was made."
    assert text_directive(text, 0, len(text)) == (
        "text=A%20three%2Dyear%20plan%2C%20of%20sorts%2C%20was%20made"
    )


def test_the_cells_of_a_table_are_blocks_of_their_own() -> None:
    text = "| 2 | Ada Brook of Harbour | 5035 | 7 |"
    assert unquote(text_directive(text, 0, len(text))) == "text=2,7"


def test_the_context_of_a_quotation_is_whole_words() -> None:
    start = TEXT.index("It put off the vote")
    before, after = context(TEXT, start, start + 6)
    assert TEXT[start - len(before) : start + 6 + len(after)] == before + TEXT[start : start + 6] + after
    assert before == "The council met at noon. "
    assert after == " off the vote on the tram until the"


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80), st.text(max_size=40))
def test_any_text_has_a_directive_of_plain_signs_or_none(text: str, a: int, b: int, other: str) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    found = text_directive(text, start, end, other)
    assert found == "" or found.startswith("text=")
    assert all(ch.isascii() and ch.isprintable() and ch not in " #&" for ch in found)
    before, after = context(text, start, end)
    assert before + text[start:end] + after in text

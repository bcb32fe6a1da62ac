import socket
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.text import (
    attributions,
    content_words,
    count_tokens,
    dates,
    estimate_tokens,
    names,
    normalise,
    numbers,
    quotations,
    safe,
    same_name,
    sentence_spans,
    speaker_of,
    token_counter,
    tokencount,
    tokens,
)

PIECES = st.sampled_from(
    [
        "Mr. ",
        "U.S. ",
        "“",
        "”",
        "he said. ",
        "The end",
        "... ",
        "…",
        "? ",
        "! ",
        "\n",
        "(",
        ")",
        "3.5 ",
        "am ",
        '"',
        "’",
        "a.m. ",
        " ",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))


def split(text, language="en"):
    return [text[a:b] for a, b in sentence_spans(text, language)]


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["en", "de"]))
def test_sentence_spans_are_ordered_stripped_and_cover_all_but_space(text, language):
    at = 0
    for start, end in sentence_spans(text, language):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_every_mention_lies_where_it_says(text):
    for found in (names(text), quotations(text)):
        assert all(text[m.start : m.end] == m.text for m in found)
    for found in (numbers(text), dates(text)):
        assert all(0 <= m.start < m.end <= len(text) for m in found)
    attributions(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_normalising_and_making_safe_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)
    assert safe(safe(text)) == safe(text)


@pytest.mark.parametrize(
    "sentences",
    [
        ["U.S. Gen. Maria Oster spoke to Col. Peter O’Hale.", "He agreed."],
        ["The meeting starts at 2:30 pm (1230 GMT).", "It ends late."],
        ["Mr. J. R. Smith lives at No. 10.", "He paid $2.5 million."],
        ["They met at 9 a.m. Monday.", "They left at 5 p.m.", "Nobody noticed."],
        ["As he said, ‘these are hard times.'”", "They were."],
        ["“Why now?” the minister asked.", "“Because.”"],
        ["“We came. We saw. We left,” she said.", "It was over."],
        ["PARIS (AP) — The talks failed.", "So it goes."],
    ],
)
def test_abbreviations_initials_times_and_quotations_do_not_cut_a_sentence(sentences):
    assert split(" ".join(sentences)) == sentences


def test_german_abbreviations_and_ordinals_do_not_cut_a_sentence():
    parts = ["Am 3. Mai kam z. B. Dr. Weiß.", "Er blieb bis zum 1. Oktober."]
    assert split(" ".join(parts), "de") == parts


def test_a_line_break_always_ends_a_sentence():
    assert split("A headline\nThe story begins.\r\n\r\nIt ends.") == [
        "A headline",
        "The story begins.",
        "It ends.",
    ]


def test_a_lost_space_after_a_full_stop_is_seen_through():
    assert split("It ended the war.The talks began.") == ["It ended the war.", "The talks began."]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("three", 3, None),
        ("twenty-five", 25, None),
        ("two million", 2e6, None),
        ("one and a half million", 1.5e6, None),
        ("a dozen", 12, None),
        ("half", 0.5, None),
        ("half an hour", 0.5, "hour"),
        ("two-thirds", 2 / 3, None),
        ("1,230,000", 1230000, None),
        ("20.000", 20000, None),
        ("5%", 5, "%"),
        ("5 per cent", 5, "%"),
        ("five percent", 5, "%"),
        ("2,5 Prozent", 2.5, "%"),
        ("$2.5 million", 2.5e6, "USD"),
        ("US$40bn", 4e10, "USD"),
        ("40 million US dollars", 4e7, "USD"),
        ("€1,230.50", 1230.5, "EUR"),
        ("£3m", 3e6, "GBP"),
        ("18 km", 18, "km"),
        ("18 kilometres", 18, "km"),
        ("three-year", 3, "year"),
        ("minus 5 degrees", -5, "degree"),
        ("2:30 pm", 870, "clock"),
        ("14:30", 870, "clock"),
        ("14.30 Uhr", 870, "clock"),
        ("1230 GMT", 750, "clock"),
        ("3rd", 3, "ordinal"),
        ("twenty-first", 21, "ordinal"),
    ],
)
def test_a_number_has_its_value_and_unit(text, value, unit):
    (number,) = numbers(f"It was {text} there.")
    assert number.value == pytest.approx(value)
    assert number.unit == unit


def test_a_range_shares_its_unit_and_scale():
    assert [(n.value, n.unit) for n in numbers("It is 10-12 km away.")] == [(10, "km"), (12, "km")]
    assert [n.value for n in numbers("It cost $1.5-2 billion.")] == [1.5e9, 2e9]
    assert [n.value for n in numbers("It costs between $5 and $7 billion.")] == [5e9, 7e9]
    assert [n.value for n in numbers("They won 3 and lost 5 million.")] == [3, 5e6]


def test_what_is_part_of_a_date_or_a_name_is_no_number():
    assert not numbers("On 5 May 2025, one of the F-16 jets left; no one saw it.")


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("24 June 2025", 2025, 6, 24),
        ("June 24, 2025", 2025, 6, 24),
        ("the 24th of June", None, 6, 24),
        ("2025-06-24", 2025, 6, 24),
        ("24/06/2025", 2025, 6, 24),
        ("3. Mai", None, 5, 3),
        ("June 2025", 2025, 6, None),
        ("2025", 2025, None, None),
        ("3/4/2025", 2025, None, None),
    ],
)
def test_a_date_gives_the_parts_it_states(text, year, month, day):
    (found,) = dates(f"It began on {text} there")
    assert (found.year, found.month, found.day) == (year, month, day)


def test_may_and_march_are_verbs_without_a_preposition():
    assert not dates("He may go. They march on.")
    assert dates("It began in May")[0].month == 5


def test_a_range_of_days_is_two_dates():
    assert [d.day for d in dates("from June 24–25, 2025")] == [24, 25]


def test_relative_dates_are_resolved_from_the_day_of_writing():
    wednesday = date(2025, 8, 20)
    yesterday, friday = dates("yesterday and last Friday")
    assert yesterday.resolve(wednesday) == {date(2025, 8, 19)}
    assert date(2025, 8, 15) in friday.resolve(wednesday)


def test_names_are_found_with_titles_and_without_possessives():
    text = "U.S. Gen. Maria Oster met NATO’s Peter van der Berg in The Hague. Talks went on. Oster left."
    assert [n.text for n in names(text)] == [
        "U.S. Gen. Maria Oster",
        "NATO",
        "Peter van der Berg",
        "The Hague",
        "Oster",
    ]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Gen. Dan Hale", "Hale", True),
        ("General Hale", "Gen. Dan Hale", True),
        ("D. Hale", "Dan Hale", True),
        ("John Hale", "Dan Hale", False),
        ("NATO", "North Atlantic Treaty Organization", True),
        ("Russian", "Russia", True),
        ("Dutch", "the Netherlands", True),
        ("U.S.", "United States", True),
        ("Hale", "Hall", False),
    ],
)
def test_two_forms_of_one_name_match_and_other_names_do_not(a, b, same):
    assert same_name(a, b) is same
    assert same_name(b, a) is same


def test_nested_and_foreign_quotation_marks_are_read():
    text = 'He wrote: “She said, ‘never again,’ and left.” „Gut“, sagte er. «Non» was the answer. "Yes."'
    assert [q.text for q in quotations(text)] == [
        "She said, ‘never again,’ and left.",
        "never again,",
        "Gut",
        "Non",
        "Yes.",
    ]


def test_an_apostrophe_is_no_quotation_mark():
    assert not quotations("The chiefs' meeting wasn't Ana O'Hale's idea in the '90s.")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We go on,” said Finance Minister Ana Bruns, who chairs it.", "Ana Bruns"),
        (
            "Col. Peter O’Hale, the spokesperson for Allied Forces South, said on X that “we go on”.",
            "Peter O’Hale",
        ),
        ("The mayor, Ilse Kord, told reporters on Friday that “no one was hurt”.", "Ilse Kord"),
        ("According to Marta Voss, it is “safe”.", "Marta Voss"),
        ("Minister Rell warned that “this fails”, Newswire reported, according to AP.", "Rell"),
        ("Kord, speaking on Monday, denied it and said “nothing changed”.", "Kord"),
        ("Ilse Kord came late. “Nothing changed,” she said.", "Ilse Kord"),
        ("A spokesman for Rell said it was “late”.", None),
        ("It is a “black box”.", None),
    ],
)
def test_the_speaker_of_a_quotation_is_found(text, speaker):
    assert speaker_of(text, quotations(text)[0]) == speaker


def test_words_match_across_spelling_form_and_acronym():
    assert content_words("The defence programme fell") == content_words("A defense program falls")
    assert tokens("U.S. and US but us") == ["usa", "and", "usa", "but", "us"]
    assert tokens("O’Hale's") == ["o'hale"]


def test_text_that_is_printed_carries_no_terminal_commands():
    assert safe("a\x1b[31mred\x1b[0m\x07\u202eb\tc\r\nd\x9b1m") == "ared" + "b\tc\nd1m"


def test_tokens_are_counted_without_network(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    text = "The ministers of the alliance met in the capital on Wednesday to talk about guarantees. " * 20
    assert 250 <= count_tokens(text) <= 400
    assert estimate_tokens(text) == pytest.approx(320, rel=0.25)


def test_a_table_of_tokens_that_is_not_whole_is_not_used_and_the_estimate_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    for name in ("fb374d419588a4632f3f557e76b4b70aebbca790", "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"):
        (tmp_path / name).write_text("not the table")
    tokencount.encoding.cache_clear()
    try:
        assert count_tokens("one two") == estimate_tokens("one two")
        assert token_counter().startswith("an estimate")
    finally:
        tokencount.encoding.cache_clear()


def test_importing_the_text_helpers_loads_no_heavy_library():
    code = "import qa.text, sys; print(sorted({'tiktoken', 'Stemmer', 'numpy'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

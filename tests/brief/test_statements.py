"""Who says what: the speaker in full, what they are, and what kind of source they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from qa.brief.read.sheet import Sheet
from qa.brief.read.statements import statements
from qa.types import Article

Said = list[tuple[str, str, str]]


@pytest.fixture(scope="session")
def said_in(sheet_of: Callable[..., Sheet]) -> Callable[[str], Said]:
    """(speaker, role, kind) of each statement of a text that its outlet does not make itself."""

    def read(text: str) -> Said:
        article = Article.make("A title", text, "The Courier", published=date(2026, 3, 4))
        found = statements(sheet_of(article), 60)
        return [(s.speaker, s.role, s.kind) for s in found if s.kind != "outlet"]

    return read


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("It was reported twice, said union secretary Colm Verrity.", "Colm Verrity", "union secretary"),
        ('"There is no date," said the spokesman, Anton Vries.', "Anton Vries", "spokesman"),
        ("Reed's spokesman, Emeric Stroud, called it absurd.", "Emeric Stroud", "Reed's spokesman"),
        ('"No," said Thea Montrose of Penhallow Risk.', "Thea Montrose", "Penhallow Risk"),
        (
            '"I lay down," said Wenna Bligh, a nurse from Oskerry, later.',
            "Wenna Bligh",
            "nurse from Oskerry",
        ),
        (
            "A lawyer for 19 of them, Fergus Tal, said that it was late.",
            "Fergus Tal",
            "lawyer for 19 of them",
        ),
        (
            "Adm. Gil Cavo Dragone of Italy, who heads the committee, said that all will take part.",
            "Gil Cavo Dragone",
            "who heads the committee",
        ),
        (
            "They dismissed the complaint of the outgoing mayor, Ilse Marrow. Marrow said that it was over.",
            "Ilse Marrow",
            "outgoing mayor",
        ),
        ("According to NATO officials, the talks were frank.", "NATO officials", ""),
        ("According to U.S. officials, a deal is near.", "U.S. officials", ""),
        ("Police closed the case, where the party said that ballots were hidden.", "the party", ""),
    ],
)
def test_the_speaker_has_the_name_and_the_role_that_the_article_gives(
    said_in: Callable[[str], Said], text: str, speaker: str, role: str
) -> None:
    assert (speaker, role, "on the record") in said_in(text)


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("The Maid of Oskerry was late, said union secretary Colm Verrity.", "Colm Verrity"),
        ("Town councillor Ruth Amory wants a public vote.", "Ruth Amory"),
        ("Nadia Thorne of the Metal and Tool Union told them to prepare.", "Nadia Thorne"),
        ("Reed's spokesman, Emeric Stroud, called the charge absurd.", "Emeric Stroud"),
    ],
)
def test_he_and_she_are_the_person_named_before_and_no_town_ship_or_union(
    said_in: Callable[[str], Said], before: str, speaker: str
) -> None:
    said = said_in(f'{before} "We should be asked before, and not buried after," she said.')
    assert said[-1][0] == speaker


def test_a_quotation_goes_on_over_paragraphs_with_its_speaker(said_in: Callable[[str], Said]) -> None:
    text = (
        "Senator Lena Orr told reporters that the bill was dead.\n\n"
        "“I have never seen a bill like this one in my life.\n\n"
        "“It should never have come to the floor at all,” she added."
    )
    assert [s[0] for s in said_in(text)] == ["Lena Orr"] * 3


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"She pulled both," said the seaman, who spoke on condition of anonymity as the owner forbade it.',
         "the seaman"),
        ("The anchors were dropped, according to a member of her crew.", "a member of her crew"),
        ("Two officials familiar with the matter said a deal was close.",
         "Two officials familiar with the matter"),
    ],
)  # fmt: skip
def test_who_is_not_named_is_an_anonymous_source(
    said_in: Callable[[str], Said], text: str, speaker: str
) -> None:
    assert (speaker, "", "anonymous source") in said_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Engineers found that 310 tonnes ran out, three times the 90 tonnes that its owner, Tarn Chemicals, "
        "had stated on Monday.",
        "Neither the ministry nor the company responded to requests for comment.",
        'The plan is known as "Project Lantern Out At Night" in the firm.',
    ],
)
def test_what_nobody_says_has_no_speaker(said_in: Callable[[str], Said], text: str) -> None:
    assert said_in("The harbour was shut on Monday and the ships lay outside it. " + text) == []


def test_every_speaker_gets_a_line_before_one_gets_a_second(sheet_of: Callable[..., Sheet]) -> None:
    text = (
        'Mayor Ann Bell said the road was shut. "We lost the bridge and the road and the mill," Bell said. '
        '"It will take all of the year to build them," Bell said. The county said that 12 people were hurt.'
    )
    article = Article.make("A title", text, "The Courier", published=date(2026, 3, 4))
    assert {s.speaker for s in statements(sheet_of(article), 2)} == {"Ann Bell", "The county"}

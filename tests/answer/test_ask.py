"""Questions to a small real library: the real embedder, the real reader, real SQLite and Chroma."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answer.ask import ask
from qa.answer.engine import Turn
from qa.answer.extractive.engine import Extractive
from qa.answer.plan import rule_plan
from qa.answer.summarize import summarize_articles, summarize_topic
from qa.library.library import Library
from qa.models.embedder import make_embedder
from qa.models.readers import get_reader
from qa.types import Answer, Article, Query, Summary

TODAY = date(2026, 2, 10)

FIRST = """A passenger ferry hit the quay in Brackwater on Tuesday morning and 12 people were injured.

The captain of the ferry is Mirela Sandhurst, the harbour office said. She has crossed the sound for 20 years.

"We heard a bang and then everybody screamed," said the passenger Owen Tallis.

The ferry was built in 1998 and carries 140 passengers."""
SECOND = """The number of people injured when a ferry hit the quay in Brackwater rose to 15 on Thursday, the \
harbour office said.

The cause of the accident was a burst hose, said the inspector Runa Velde.

"The captain had no chance," she said.

The ferry will stay in the dock until March."""
TRAM = """The council of Lindow put off its vote on the new tram line because the cost had risen to 80 \
million crowns.

Councillor Ottar Fenwick said that the city could not afford it."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    told = [
        ("Ferry hits quay", FIRST, "Brackwater Post", date(2026, 2, 3), "a.txt"),
        ("Ferry strikes quay", FIRST, "Sound Mirror", date(2026, 2, 4), "b.txt"),
        ("Ferry toll rises", SECOND, "Evening Lamp", date(2026, 2, 5), "c.txt"),
        ("Tram vote put off", TRAM, "Lindow Times", date(2026, 2, 6), "d.txt"),
    ]
    articles = [
        Article.make(title, text, outlet, published=day, origin=file)
        for title, text, outlet, day, file in told
    ]
    place = tmp_path_factory.mktemp("ask") / "library"
    with Library.open(place, make_embedder("minilm"), create=True) as opened:
        opened.add_articles(articles)
        yield opened


@pytest.fixture(scope="module")
def engine(library: Library) -> Extractive:
    return Extractive(library.embedder, get_reader())


def asked(library: Library, engine: Extractive, question: str, **filters: object) -> Answer:
    return ask(library, replace(Query(question), **filters), engine, today=TODAY).answer  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who is the captain of the ferry?", "Mirela Sandhurst"),
        ("What caused the ferry accident in Brackwater?", "burst hose"),
        ("Why did the council put off its vote on the tram line?", "80 million crowns"),
        ("What did Owen Tallis say?", "We heard a bang"),
    ],
)
def test_the_first_sentence_answers_in_the_words_of_its_source(
    library: Library, engine: Extractive, question: str, words: str
) -> None:
    answer = asked(library, engine, question)
    assert words in answer.sentences[0].text
    for sentence in answer.sentences:
        for cited in sentence.citations:
            assert library.get(cited.article_id).text[cited.start : cited.end] == cited.quote == sentence.text


def test_the_newest_figure_is_shown_and_an_older_one_as_of_an_earlier_day(
    library: Library, engine: Extractive
) -> None:
    question = "How many people were injured when the ferry hit the quay?"
    assert "15" in asked(library, engine, question).sentences[0].text
    assert "12" in asked(library, engine, question, as_of=date(2026, 2, 3)).sentences[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Who won the World Cup?",
        "How much did the ferry cost?",
        "What did Owen Tallis say about the tram in Oslo?",
        "When did the mayor of Brackwater resign?",
    ],
)
def test_what_the_articles_do_not_say_is_not_answered(
    library: Library, engine: Extractive, question: str
) -> None:
    answer = asked(library, engine, question)
    assert not answer.found
    assert answer.sources == ()
    assert answer.searched is not None
    assert answer.searched.articles == 4


def test_the_part_that_is_not_answered_is_named(library: Library, engine: Extractive) -> None:
    answer = asked(library, engine, "Who is the captain of the ferry, and how much does she earn?")
    assert "Sandhurst" in answer.sentences[0].text
    assert any("earn" in part for part in answer.unanswered)


def test_copies_of_one_story_are_one_source_with_also_in(library: Library, engine: Extractive) -> None:
    answer = asked(library, engine, "Who is the captain of the ferry?")
    outlets = [s.outlet for s in answer.sources]
    assert outlets == ["Brackwater Post"]
    assert [copy.outlet for copy in answer.sources[0].also_in] == ["Sound Mirror"]


def test_the_same_question_has_the_same_answer_and_fingerprint(library: Library, engine: Extractive) -> None:
    one, two = (asked(library, engine, "Who is the captain of the ferry?") for _ in range(2))
    assert (one.sentences, one.fingerprint) == (two.sentences, two.fingerprint)


def test_last_week_prefers_those_days_but_a_filter_binds(library: Library, engine: Extractive) -> None:
    # Nothing was published in the week before, so the words of the question give way …
    late = Query("Who is the captain of the ferry that hit the quay last week?")
    assert ask(library, late, engine, today=date(2026, 7, 1)).answer.found
    # … and a filter does not.
    assert not asked(library, engine, "Who is the captain of the ferry?", since=date(2026, 6, 1)).found


def shown(summary: Summary) -> str:
    return " ".join(sentence.text for sentence in summary.sentences)


def test_a_summary_is_short_begins_with_the_lead_and_repeats_nothing(
    library: Library, engine: Extractive
) -> None:
    summary = summarize_articles([library.get("a.txt")], engine, words=40)
    assert summary.sentences[0].text.startswith("A passenger ferry hit the quay")
    assert 1 < len(summary.sentences) <= 7
    assert len({s.text for s in summary.sentences}) == len(summary.sentences)


def test_a_summary_of_several_days_says_which_day_each_weekday_is(
    library: Library, engine: Extractive
) -> None:
    summary = summarize_topic(library, Query("ferry accident in Brackwater"), engine, today=TODAY)
    told = {(d.words.quote, d.day) for d in summary.days}
    assert told
    assert told <= {("Tuesday", date(2026, 2, 3)), ("Thursday", date(2026, 2, 5))}


def test_a_summary_of_a_topic_leaves_other_topics_out(library: Library, engine: Extractive) -> None:
    summary = summarize_topic(library, Query("ferry accident in Brackwater"), engine, today=TODAY)
    assert "quay" in shown(summary)
    assert "tram" not in shown(summary)


def test_a_topic_that_the_library_does_not_have_is_not_summarised(
    library: Library, engine: Extractive
) -> None:
    summary = summarize_topic(library, Query("elections in Taiwan"), engine, today=TODAY)
    assert not summary.found


def test_a_headline_is_one_sentence(library: Library, engine: Extractive) -> None:
    summary = summarize_articles([library.get("c.txt")], engine, words=30, style="headline")
    assert len(summary.sentences) == 1


def test_the_headline_of_a_story_of_several_days_is_how_things_stand(
    library: Library, engine: Extractive
) -> None:
    days = [library.get("a.txt"), library.get("c.txt")]
    for articles in (days, days[::-1]):
        summary = summarize_articles(articles, engine, words=30, style="headline")
        assert "rose to 15 on Thursday" in shown(summary)


def test_an_article_of_headings_only_is_still_summarised(engine: Extractive, tmp_path: Path) -> None:
    article = Article.make("Short", "Ferry back in service.", origin=str(tmp_path))
    assert summarize_articles([article], engine, words=30).found


def test_she_in_a_follow_up_is_the_person_of_the_answer_before_it(
    library: Library, engine: Extractive
) -> None:
    before = asked(library, engine, "Who said that the cause was a burst hose?")
    turn = Turn(before.question, before.sentences[0].text)
    record = ask(library, Query("What did she say?"), engine, today=TODAY, history=[turn])
    assert "Runa Velde" in record.plan.question


@pytest.mark.parametrize(
    ("before", "follow_up", "read_as"),
    [
        (
            [("Who is the captain of the ferry?", "The ferry is commanded by Oke Lund.")],
            "How many did it injure?",
            "How many did it injure? (the ferry)",
        ),
        (
            [("Who died in the acid leak?", "Three men died.")],
            "Where did it happen?",
            "Where did it happen? (the acid leak, three men died)",
        ),
        (
            [("Did Marrowby concede?", "Marrowby has not."), ("Who is her rival?", "She is up against Ulm.")],
            "Is it close?",
            "Is it close? (Marrowby)",
        ),
        (
            [
                (
                    "What was recalled?",
                    "A blood pressure tablet called Orvantil was recalled. It is made in Brenwick.",
                )
            ],
            "Who makes it?",
            "Who makes it? (Orvantil)",
        ),
    ],
)
def test_it_in_a_follow_up_is_what_the_turns_before_it_were_about(
    before: list[tuple[str, str]], follow_up: str, read_as: str
) -> None:
    plan = rule_plan(follow_up, [Turn(question, answer) for question, answer in before], today=TODAY)
    assert plan.question == read_as

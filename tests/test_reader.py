"""The reader tells an answer from a sentence that shares its words, and a claim from its twist."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qa.errors import ModelRefusedError
from qa.models.onnx import MODELS
from qa.models.reader import Reader, Window
from qa.models.readers import get_reader
from qa.text import sentence_spans

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"

# Invented places and people; the reader has never seen them.
TOWN = [
    "The harbour bridge in Velmora will close at 6 a.m. on Tuesday for repairs.",
    "Mayor Ilse Brandt said the works would cost 14 million crowns.",
    "Fishermen in Velmora have complained about the noise for years.",
    "When will the bridge open again?",
    "The bridge was built in 1931 by the engineer Otto Rasch.",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return get_reader()


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("What time does the harbour bridge close?", 0),
        ("How much will the works cost?", 1),
        ("Who built the bridge?", 4),
        ("When was the bridge built?", 4),
    ],
)
def test_the_sentence_that_answers_comes_first_and_clears_the_bar(
    reader: Reader, question: str, place: int
) -> None:
    scores = reader.answers(question, TOWN)
    assert max(scores) == scores[place]
    assert scores[place] >= reader.answered


@pytest.mark.parametrize(
    "question",
    [
        "Who won the football match in Velmora?",
        "How many people were injured on the bridge?",
        "What is the capital of Norway?",
        "Who is the prime minister?",
    ],
)
def test_a_question_that_no_sentence_answers_stays_below_the_bar(reader: Reader, question: str) -> None:
    assert max(reader.answers(question, TOWN)) < reader.answered


def test_a_heading_that_asks_the_question_does_not_answer_it(reader: Reader) -> None:
    assert reader.answers("When will the bridge open again?", [TOWN[3]])[0] < reader.answered


@pytest.mark.parametrize(
    ("place", "claim"),
    [
        (0, "The harbour bridge in Velmora will be closed on Tuesday."),
        (1, "The works would cost 14 million crowns, the mayor said."),
        (4, "Otto Rasch built the bridge in 1931."),
    ],
)
def test_a_claim_in_other_words_is_supported(reader: Reader, place: int, claim: str) -> None:
    supported, contradicted, _ = reader.entails([(TOWN[place], claim)])[0]
    assert supported > 0.5 > contradicted


@pytest.mark.parametrize(
    "claim",
    ["The works will cost 40 million crowns.", "The works will not cost 14 million crowns."],
)
def test_a_changed_figure_or_a_negation_is_contradicted(reader: Reader, claim: str) -> None:
    supported, contradicted, _ = reader.entails([(TOWN[1], claim)])[0]
    assert contradicted > supported


def test_evidence_on_another_subject_neither_supports_nor_contradicts(reader: Reader) -> None:
    neutral = reader.entails([(TOWN[4], "Ilse Brandt was re-elected with a large majority.")])[0][2]
    assert neutral > 0.5


@pytest.mark.parametrize(
    ("question", "place", "probability"),
    [
        ("What time does the harbour bridge close?", 0, 0.970),
        ("How much will the works cost?", 1, 0.983),
        ("How many people were injured?", 1, 0.012),
        ("Why do the fishermen complain?", 2, 0.987),
    ],
)
def test_scores_are_the_same_on_every_machine(
    reader: Reader, question: str, place: int, probability: float
) -> None:
    window = Window(TOWN[place - 1] if place else "", TOWN[place], TOWN[place + 1])
    assert reader.read(question, [window])[0].probability == pytest.approx(probability, abs=0.002)


def test_a_pronoun_is_understood_from_the_sentence_before(reader: Reader) -> None:
    said = "She was elected in 2019."
    own, another = (
        reader.read("When was Ilse Brandt elected?", [Window(before, said, "")])[0].probability
        for before in (TOWN[1], TOWN[1].replace("Ilse Brandt", "Vera Solano"))
    )
    assert own > 2 * another


@pytest.mark.parametrize(
    ("question", "place", "words"),
    [("How much will the works cost?", 1, "14 million"), ("Who built the bridge?", 4, "Rasch")],
)
def test_the_words_that_answer_are_marked(reader: Reader, question: str, place: int, words: str) -> None:
    start, end = reader.read(question, [Window("", TOWN[place], "")])[0].span
    assert words in TOWN[place][start:end]
    assert end - start < len(TOWN[place]) / 2


def test_neighbours_that_answer_do_not_make_the_sentence_an_answer(reader: Reader) -> None:
    readings = reader.read(
        "Who built the bridge?", [Window(TOWN[4], TOWN[2], ""), Window("", TOWN[4], TOWN[2])]
    )
    assert readings[0].probability < readings[1].probability


def test_probabilities_are_in_the_order_asked_and_add_up(reader: Reader) -> None:
    pairs = [(TOWN[i], TOWN[j]) for i in range(5) for j in range(5)]
    shares = reader.entails(pairs)
    assert len(shares) == len(pairs)
    assert all(sum(share) == pytest.approx(1) and min(share) >= 0 for share in shares)
    assert all(shares[i * 6][0] > 0.5 for i in (0, 1, 2, 4)), "a statement supports itself"


def test_a_probability_does_not_depend_on_what_else_is_read(reader: Reader) -> None:
    question, fresh = "Who built the bridge?", Reader(threads=1)  # what one has read, the other has not
    together = reader.answers(question, TOWN)
    assert together == [fresh.answers(question, [sentence])[0] for sentence in TOWN[::-1]][::-1]
    assert reader.answers(question, TOWN[::-1]) == together[::-1]


def test_a_pair_that_was_read_is_not_read_again() -> None:
    reader = Reader()
    first = reader.answers("Who built the bridge?", TOWN)
    claims = reader.entails([(TOWN[4], TOWN[0]), (TOWN[0], TOWN[4])])
    assert reader.pairs_read == len(TOWN) + 2
    assert reader.answers("Who built the bridge?", TOWN[2:]) == first[2:]
    assert reader.entails([(TOWN[0], TOWN[4])]) == claims[1:]
    assert reader.pairs_read == len(TOWN) + 2


def test_no_more_verdicts_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.models.reader.KEPT_PAIRS", 2)
    reader = Reader(threads=1)
    reader.answers("Who built the bridge?", TOWN)
    reader.answers("Who built the bridge?", TOWN[:1])
    assert reader.pairs_read == len(TOWN) + 1


def test_nothing_asked_gives_nothing(reader: Reader) -> None:
    assert reader.answers("Who?", []) == []
    assert reader.entails([]) == []


def test_odd_text_is_read_without_an_error(reader: Reader) -> None:
    odd = ["", "\ud800", "x" * 100_000, "你好。\x1b[31m", "word " * 50_000]
    assert all(0 <= p <= 1 for p in reader.answers("who " * 500, odd))


def test_a_damaged_model_is_refused_by_name(tmp_path: Path) -> None:
    shutil.copy(MODELS / "reader.json", tmp_path)
    (tmp_path / "reader.onnx").write_bytes((MODELS / "reader.onnx").read_bytes()[:-1])
    with pytest.raises(ModelRefusedError, match=r"damaged reader\.onnx") as caught:
        Reader(tmp_path)
    assert "install" in caught.value.hint


def test_a_missing_model_or_card_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ModelRefusedError, match=r"reader\.json"):
        Reader(tmp_path)
    shutil.copy(MODELS / "reader.json", tmp_path)
    with pytest.raises(ModelRefusedError, match=r"reader\.onnx"):
        Reader(tmp_path)


def test_a_card_without_its_figures_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reader.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelRefusedError, match="lacks calibration, sha256, thresholds"):
        Reader(tmp_path)


def test_another_tokenizer_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "tokenizer.json"
    wrong.write_text("{}", encoding="utf-8")
    with pytest.raises(ModelRefusedError, match=r"damaged tokenizer\.json"):
        Reader(tokenizer=wrong)


def test_the_card_states_licences_training_data_and_figures() -> None:
    card = json.loads((MODELS / "reader.json").read_text(encoding="utf-8"))
    assert card["labels"] == ["supported", "contradicted", "neutral"]
    assert all(entry["licence"] for entry in card["training_data"].values())
    assert {"answers_held_out", "claims_held_out", "answering_words"} <= card["metrics"].keys()
    assert (MODELS / "reader.onnx").stat().st_size < 25_000_000


def test_importing_the_reader_loads_no_runtime() -> None:
    heavy = "('onnxruntime', 'tokenizers', 'numpy')"
    code = f"import sys, qa.models.reader; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed articles are not here")
@pytest.mark.parametrize(
    ("question", "mark"),
    [
        ("What time was the meeting scheduled to begin?", "2:30"),
        ("Who chairs NATO's Military Committee?", "Dragone"),
        ("Who is the Supreme Allied Commander Europe?", "Grynkewich"),
        ("What did Lavrov say about talks held without Moscow?", "will not work"),
        ("What did the June 2025 summit agree on spending?", "5%"),
    ],
)
def test_the_seeds_right_sentence_comes_first(reader: Reader, question: str, mark: str) -> None:
    scored = list(zip(reader.answers(question, _seed_sentences()), _seed_sentences(), strict=True))
    chance, sentence = max(scored)
    assert mark in sentence
    assert chance >= reader.answered


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed articles are not here")
@pytest.mark.parametrize(
    "question",
    [
        "How many people did Cuban forces kill?",
        "What did NATO decide about Taiwan?",
        "Who won the World Cup?",
    ],
)
def test_what_the_seeds_bodies_do_not_say_is_refused(reader: Reader, question: str) -> None:
    assert max(reader.answers(question, _seed_sentences())) < reader.answered


def _seed_sentences() -> list[str]:
    """The sentences of both bodies; the first article's ends where its teasers begin."""
    found = []
    for path in sorted(SEEDS.glob("*.txt")):
        text = re.split(r"You May Also Like", path.read_text(encoding="utf-8"))[0]
        found += [text[start:end] for start, end in sentence_spans(text)]
    return found

"""Other languages: a translation has a like vector; what answers in another language is known."""

from __future__ import annotations

import numpy as np
import pytest

from qa.models.embedder import MiniLM
from qa.models.multilingual.base import FOLDER, Base
from qa.models.onnx import checked
from qa.models.reader import Window
from qa.models.readers import Readers, get_reader

# Invented, and in nothing that was trained on.
ENGLISH = "The council of Lindow closed the swimming pool because the roof leaked."
SAME = {
    "de": "Der Stadtrat von Lindow schloss das Schwimmbad, weil das Dach undicht war.",
    "es": "El ayuntamiento de Lindow cerró la piscina porque el techo tenía goteras.",
    "fr": "Le conseil municipal de Lindow a fermé la piscine parce que le toit fuyait.",
    "it": "Il consiglio comunale di Lindow ha chiuso la piscina perché il tetto perdeva.",
    "ru": "Городской совет Линдова закрыл бассейн, потому что протекала крыша.",
}
OTHER = {
    "de": "Die Zentralbank erhöhte den Leitzins um einen Viertelpunkt.",
    "es": "El banco central subió el tipo de interés un cuarto de punto.",
    "fr": "La banque centrale a relevé son taux directeur d'un quart de point.",
    "it": "La banca centrale ha alzato il tasso di riferimento di un quarto di punto.",
    "ru": "Центральный банк повысил ключевую ставку на четверть пункта.",
}


@pytest.fixture(scope="module")
def reader() -> Readers:
    return get_reader()


@pytest.mark.parametrize("language", sorted(SAME))
def test_a_translation_is_nearer_than_another_matter(language: str) -> None:
    own, same, other = MiniLM().embed([ENGLISH, SAME[language], OTHER[language]])
    assert own @ same > own @ other + 0.2


def test_english_texts_keep_the_vectors_they_had_beside_other_languages() -> None:
    embedder = MiniLM()
    alone, beside = embedder.embed([ENGLISH])[0], embedder.embed([SAME["de"], ENGLISH])[1]
    assert np.allclose(alone, beside, atol=1e-6)


def test_a_vector_does_not_depend_on_what_is_embedded_with_it() -> None:
    embedder = MiniLM()
    alone, beside = embedder.embed([SAME["es"]])[0], embedder.embed([*OTHER.values(), SAME["es"]])[-1]
    assert np.array_equal(alone, beside)
    assert float(np.linalg.norm(alone)) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("language", sorted(SAME))
def test_an_english_question_is_answered_by_a_sentence_in_another_language(
    reader: Readers, language: str
) -> None:
    question = "Why did Lindow close the swimming pool?"
    right, wrong = reader.read(question, [Window("", SAME[language], ""), Window("", OTHER[language], "")])
    assert right.probability > wrong.probability


def test_a_question_in_another_language_is_answered_by_an_english_sentence(reader: Readers) -> None:
    english = [ENGLISH, "The central bank raised its key rate by a quarter of a point."]
    windows = [Window("", text, "") for text in english]
    right, wrong = reader.read("Warum wurde das Schwimmbad in Lindow geschlossen?", windows)
    assert right.probability > wrong.probability


def test_the_words_that_answer_begin_without_a_space(reader: Readers) -> None:
    sentence = "La reparación de la piscina costará tres millones de coronas, dijo la alcaldesa."
    read = reader.read("¿Cuánto costará la reparación de la piscina?", [Window("", sentence, "")])[0]
    assert sentence[slice(*read.span)].strip() == sentence[slice(*read.span)] != ""


def test_a_damaged_file_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from qa.errors import ModelRefusedError

    for path in FOLDER.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    damaged = tmp_path / "lower.onnx"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelRefusedError, match=r"damaged lower\.onnx"):
        Base(tmp_path)
    assert checked(FOLDER / "words.bin", Base().card["sha256"]["words.bin"]).is_file()

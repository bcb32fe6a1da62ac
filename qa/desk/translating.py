"""Shown sentences in another language than was asked, with a model's translation beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from qa.errors import CancelledError, ModelError
from qa.text import STOPWORDS, normalise
from qa.text.tongue import language_of
from qa.types import Answer, Sentence, Summary, Translation

if TYPE_CHECKING:
    from qa.answer.llm.engine import LLMEngine

Result = TypeVar("Result", Answer, Summary)


def translated(result: Result, asked: str, write_in: str | None, translator: LLMEngine | None) -> Result:
    """The answer or summary with translations into the language of what was `asked`, or into `write_in`.

    No call is made without a model, where nothing was asked, and where no sentence is in another language. A
    model that fails leaves the result as it is, with a note; one that is cancelled raises.
    """
    if translator is None or not result.sentences:
        return result
    wanted = write_in.split("-")[0].lower() if write_in else language_asked(asked, result.sentences)
    foreign: list[int] = [
        place for place, one in enumerate(result.sentences) if (one.language or "en") != wanted
    ]
    if not 2 <= len(wanted) <= 3 or not foreign:  # "German" is no code: no reply could be held to it
        return result
    texts = [result.sentences[place].text for place in foreign]
    try:
        told, usage = translator.translate(texts, wanted)
    except CancelledError:
        raise
    except ModelError as error:
        return replace(result, notes=(*result.notes, f"not translated: {error.message}"))
    beside = list(result.sentences)
    reasons: list[str] = []
    for number, place in enumerate(foreign):
        beside[place], reason = _beside(beside[place], told.get(number, ""), wanted, str(translator.model))
        reasons += [reason] if reason else []
    notes = (*result.notes, *_left_out(reasons, len(foreign)))
    return replace(result, sentences=tuple(beside), notes=notes, usage=result.usage.plus(usage))


def language_asked(text: str, shown: Sequence[Sentence]) -> str:
    """The code of the language that somebody asks in; empty where nothing was asked.

    Names and single words are English as far as anybody can tell. Where what is shown is in one other
    language and has one of them, they are taken to be in it.
    """
    if not text.strip():
        return ""
    told = language_of(text)
    spoken = {one.language for one in shown}
    words = set(normalise(text).casefold().split())
    if told != "en" or len(spoken) > 1 or words & STOPWORDS:
        return told
    found = set(normalise(" ".join(one.text for one in shown)).casefold().split())
    return spoken.pop() or told if words & found else told


def _beside(one: Sentence, told: str, asked: str, model: str) -> tuple[Sentence, str]:
    """A sentence with its translation, or without and why there is none to show."""
    from qa.answer.verify.translated import disagreement

    if not told:
        return one, "the model gave none"
    if reason := disagreement(one.text, one.language or "en", told, asked):
        return one, reason
    return replace(one, translation=Translation(told, asked, model)), ""


def _left_out(reasons: Sequence[str], of: int) -> list[str]:
    """A note on the translations that are not shown, with the first reason."""
    if not reasons:
        return []
    count = "the translation" if of == 1 else f"{len(reasons)} of {of} translations"
    return [f"{count} by the model {'is' if len(reasons) == 1 else 'are'} left out: {reasons[0]}"]

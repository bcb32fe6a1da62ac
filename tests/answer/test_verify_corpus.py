"""Every fourth sentence of the project's own articles, as it stands and with one thing changed."""

import importlib.util
import random
import re
from pathlib import Path

import pytest

from qa.answer.verify import reading, support
from qa.answer.verify.verify import check_sentence
from qa.articles.load import expand, load_articles
from qa.text import content_words, names, numbers, quotations, same_name
from qa.types import DraftSentence

_spec = importlib.util.spec_from_file_location("stories", Path(__file__).with_name("stories.py"))
stories = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(stories)

CORPUS = Path(__file__).parents[2] / "corpus" / "articles"
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@pytest.fixture(scope="module")
def sentences():
    """(evidence of its article, sentence id, words) of every fourth sentence in English."""
    found = []
    for source in expand([str(CORPUS)]):
        for article in load_articles(source).articles:
            evidence = stories.evidence_of(article)
            rows = [(evidence, s.id, evidence[0].quote(s)) for s in evidence[0].sentences]
            found += [r for r in rows if article.language == "en" and len(content_words(r[2])) > 3][::4]
    return found


@pytest.fixture(autouse=True)
def _without_the_reader(monkeypatch):
    for module in (reading, support):
        monkeypatch.setattr(module, "readable", lambda: False)


def shown(evidence, sentence_id, text):
    return check_sentence(DraftSentence(text, (sentence_id,)), evidence).sentence is not None


def changed_number(text, others):
    for number in numbers(text):
        digit = re.match(r"[$€£]?\d", text[number.start :])
        if digit and number.unit not in ("ordinal", "clock"):
            at = number.start + digit.end() - 1
            return text[:at] + str(int(text[at]) % 9 + 1) + text[at + 1 :]
    return None


def changed_name(text, others):
    for name in names(text):
        other = next((o for o in others if name.sure and not same_name(o, name.text)), None)
        if other:
            return text[: name.start] + other + text[name.end :]
    return None


def changed_day(text, others):
    found = re.search("|".join(DAYS), text)
    following = DAYS[(DAYS.index(found.group()) + 1) % 7] if found else None
    return text.replace(found.group(), following) if found and following not in text else None


def changed_quotation(text, others):
    for quotation in quotations(text):
        words = quotation.text.split()
        if len(words) > 3:
            altered = " ".join([*words[:2], "perhaps", *words[3:]])
            return text[: quotation.start] + altered + text[quotation.end :]
    return None


def dropped_not(text, others):
    found = re.search(r"\b(?:did|was|were|had|has|have|is|would|will|could)( not)\b(?! only)", text)
    return text[: found.start(1)] + text[found.end(1) :] if found else None


def added_not(text, others):
    found = re.search(r"\b(?:was|were|had|has|is|would|will|could|are)\b(?! not\b| only\b| no\b)", text)
    return text[: found.end()] + " not" + text[found.end() :] if found and not quotations(text) else None


def test_every_sentence_as_it_stands_is_shown(sentences):
    assert len(sentences) > 80
    assert [text for evidence, at, text in sentences if not shown(evidence, at, text)] == []


@pytest.mark.parametrize(
    "change", [changed_number, changed_name, changed_day, changed_quotation, dropped_not, added_not]
)
def test_sentences_with_one_thing_changed_are_removed(sentences, change):
    pool = sorted({n.text for _, _, text in sentences for n in names(text) if n.sure})
    random.Random(7).shuffle(pool)
    tried, passed = 0, []
    for evidence, at, text in sentences:
        strangers = [n for n in pool if n not in evidence[0].article.text]
        altered = change(text, strangers)
        if altered and altered != text:
            tried += 1
            passed += [altered] if shown(evidence, at, altered) else []
    assert tried >= 5
    assert len(passed) <= max(1, 0.07 * tried), passed

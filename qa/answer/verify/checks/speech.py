"""Do the words agree that somebody says: quoted letter by letter, and said by the one named?"""

from __future__ import annotations

import re
from itertools import pairwise

from qa.answer.verify.checks.names import is_source
from qa.answer.verify.facts import PRONOUN, Facts, Ground, facts_of, stems
from qa.text import (
    attributions,
    content_words,
    core_name,
    name_words,
    normalise,
    same_name,
    sentence_spans,
    speaker_of,
)
from qa.text.orders import weighs_as_order


def quotations_agree(claim: Facts, ground: Ground) -> str | None:
    """Words in quotation marks are in the cited text character by character, and spoken by the one named."""
    source = ground.facts.plain.casefold()
    for quotation in claim.quotations:
        pieces = [p.strip(" ,.;:!?-'\"") for p in re.split(r"\.{3}|\[[^\]]*\]", normalise(quotation.text))]
        if not all(piece.casefold() in source for piece in pieces if piece):
            return f"the quoted words “{quotation.text.strip(' ,')}” are not in the source"
        if not claim.attributions:
            continue  # a name or a term in quotation marks, put into nobody's mouth
        named = speaker_of(claim.text, quotation)
        spoken = _spoken_by(max(pieces, key=len), ground)
        if spoken == "" and not _is_title(quotation.text) and not (named and is_source(named, ground)):
            return f"the words “{quotation.text.strip(' ,')}” are not a quotation in the source"
        if named and spoken and not _same_speaker(named, spoken) and not is_source(named, ground):
            return f"{core_name(named)} is not the speaker: the source says {core_name(spoken)}"
    return None


def somebody_says_it(claim: Facts, ground: Ground) -> str | None:
    """What a text only quotes, with nobody who says it, it does not state: `write "the mayor has fled"`."""
    bare = claim.text
    for quotation in claim.quotations:
        bare = bare.replace(quotation.text, " ")
    if claim.attributions or (claim.quotations and _TWO_WORDS.search(bare)):
        return None
    words, text = frozenset(claim.stems), ground.facts.text
    for quotation in ground.facts.quotations:
        if len(words) < _STATEMENT or not words <= stems(quotation.text):
            continue
        start, end = next((a, b) for a, b in sentence_spans(text) if a <= quotation.start < b)
        around = f"{text[start : quotation.start]} {text[quotation.end : end]}"
        said = attributions(text[start:end]) or _spoken_by(quotation.text.strip(" ,.;:!?-'\""), ground)
        if _TWO_WORDS.search(around) and not said:
            return f"the source only quotes “{quotation.text.strip(' ,')}”, and nobody says it there"
    return None


def stated(claim: Facts, ground: Ground) -> str | None:
    """What a text tells its reader to say, or to do, it does not state: "Tell them that the mayor has fled".

    A sentence that is worded somewhat like an order bears out what begins where it begins, and no part of it.
    """
    words = frozenset(claim.stems)
    for start, end in sentence_spans(ground.facts.text):
        sentence = ground.facts.text[start:end]
        own = content_words(sentence)
        if own and own[0] not in words and words <= frozenset(own) and weighs_as_order(sentence) > _SOMEWHAT:
            return "the source tells its reader to do so, and does not state it"
    return None


_SOMEWHAT = 0.0
"""Weight of an order from which on a sentence is held to this: 3.6 % of those of news. Of 180 faithful open
drafts and 405 claims of SummEdits none is lost by it; at -1, which is 10 % of news, 2 are."""
_TWO_WORDS = re.compile(r"\w+\W+\w+")
_STATEMENT = 2
"""Words that carry meaning from which on quoted words may be a statement, and not a term."""


def _is_title(words: str) -> bool:
    """Whether quoted words are the title of a work: most of the longer ones begin with a capital."""
    longer = [w for w in words.split() if len(w) > 3]
    return bool(longer) and sum(w[0].isupper() for w in longer) >= 0.6 * len(longer)


def _spoken_by(words: str, ground: Ground) -> str | None:
    """Who speaks these words in the source: a name, None when it is not said, "" when they are not quoted."""
    text = f"{ground.before} {ground.facts.text}" if ground.before else ground.facts.text
    offset = len(text) - len(ground.facts.text)
    for quotation in ground.facts.quotations:
        if words.casefold() in normalise(quotation.text).casefold():
            moved = type(quotation)(quotation.text, quotation.start + offset, quotation.end + offset)
            return speaker_of(text, moved)
    return None if not ground.facts.quotations and ground.facts.text[:1] in '“"' else ""


def speakers_agree(claim: Facts, ground: Ground) -> str | None:
    """Who is said to say it says it in the cited text."""
    theirs = [a.name for a in ground.facts.attributions if a.name]
    pronouns = any(
        a.name is None and PRONOUN.fullmatch(a.subject) and a.subject.lower() != "who"
        for a in ground.facts.attributions
    )
    if pronouns and ground.antecedent:
        theirs.append(ground.antecedent)
    for attribution in claim.attributions:
        if not attribution.name or is_source(attribution.name, ground):
            continue
        if _REFERRED.search(claim.text[: attribution.start]):
            continue
        if any(_member(attribution.name, n, ground.facts.text) for n in theirs):
            continue
        if _behind_verb(attribution.name, ground.facts.text):
            continue
        if theirs and not any(_same_speaker(attribution.name, n) for n in theirs):
            return f"{core_name(attribution.name)} is not the speaker: the source says {core_name(theirs[0])}"
        if len(set(theirs)) > 1 and _said_by_another(claim, attribution.name, ground.facts):
            return f"{core_name(attribution.name)} is not the one who says this in the source"
    return None


def _member(name: str, body: str, text: str) -> bool:
    """Whether the source names the speaker with the body: "Nadia Thorne of the Metal Union told them"."""
    last, of = name_words(core_name(name))[-1:], name_words(core_name(body))[-1:]
    if not last or not of:
        return False
    pattern = rf"\b{re.escape(last[0])}\s+of\s+[\w\s]{{1,40}}\b{re.escape(of[0])}\b"
    return bool(re.search(pattern, text, re.IGNORECASE))


_REFERRED = re.compile(r"\b(?:what|than|as|whatever)\s+(?:[A-Z][\w.’'-]*\s+){1,4}$")
"""Before the verb of "what Bolton suggested": nothing is told there as his words."""
_WHERE = re.compile(r"\s+(?:of|on|in|at)\s.*")


def _same_speaker(a: str, b: str) -> bool:
    """Whether two names are one's: "Giuseppe Cavo Dragone of Italy" is Dragone, "Kern on Facebook" Kern."""
    return same_name(a, b) or same_name(_WHERE.sub("", a), _WHERE.sub("", b))


def _behind_verb(name: str, text: str) -> bool:
    """Whether a name stands behind "said", with nobody else between: "said its director, Ines Calloway"."""
    last = name_words(core_name(name))[-1:]
    if not last:
        return False
    office = r"\b(?:said|says|[Aa]ccording to)\s+(?:its|their|the|an?|\w+['’]s)\s+[a-z ]{3,40},"
    return bool(re.search(rf"{office}\s+(?:[A-Z]\w*\.?\s+){{0,3}}(?i:{re.escape(last[0])})\b", text))


_TURN = re.compile(r";|,?\s+\b(?:while|whereas|but)\b|,\s+and\b|\band\b(?=\s+[A-Z])")


def _said_by_another(claim: Facts, name: str, facts: Facts) -> bool:
    """Whether the words of the claim stand with another speaker of a sentence in which two speak."""
    cuts = [0, *(m.start() for m in _TURN.finditer(facts.text)), len(facts.text)]
    turns = [facts_of(facts.text[a:b]) for a, b in pairwise(cuts) if facts.text[a:b].strip()]
    spoken = [(t, [a.name for a in t.attributions if a.name]) for t in turns]
    spoken = [(t, speakers) for t, speakers in spoken if speakers]
    if len(spoken) < 2:
        return False
    naming = {w for n in facts.names for w in content_words(n.text)}
    words = set(claim.stems) - naming - _SPEECH
    shared = [(any(same_name(name, n) for n in speakers), words & set(t.stems)) for t, speakers in spoken]
    return not any(w for his, w in shared if his) and any(w for his, w in shared if not his)


_SPEECH = stems("told tell added reported announced warned stated reporters claimed insisted argued")


def said_agrees(claim: Facts, ground: Ground) -> str | None:
    """Of what somebody is said to say the cited words have at least one word: no statement is invented."""
    source = frozenset(ground.facts.stems)
    for attribution in claim.attributions:
        said = claim.text[attribution.end :]
        words = frozenset(content_words(said)) - _SPEECH
        if _TOLD.match(said) and words and not words & source:
            return f"the cited text does not mention “{said.strip(' .')}”"
    return None


_TOLD = re.compile(r"\s+(?:(?:\w+\s+){0,2}that|he|she|they|it|the|a|an|his|her|their|its)\b")

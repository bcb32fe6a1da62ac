"""Do the people agree: names, who speaks, what is quoted, who does it to whom?"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from qa.answer.verify.facts import PRONOUN, Facts, Ground, facts_of, stems
from qa.text import (
    Name,
    content_words,
    core_name,
    name_words,
    normalise,
    same_name,
    speaker_of,
)
from qa.text.names import acronym_of, same_word


def names_agree(claim: Facts, ground: Ground) -> str | None:
    """Every name of the claim is in the cited text, in a short or long form, or stands behind its pronoun."""
    for name in claim.names:
        missing = _missing_words(name, ground.facts)
        if not missing and _mixed(name, ground):
            return f"the source does not know “{core_name(name.text)}”"
        if not missing or _known_otherwise(name, missing, claim, ground):
            continue
        if not name.sure and not _replaces_a_name(name, claim, ground):
            continue
        last = name_words(name.text)[-1:]
        if last and last[0] not in missing:
            return f"the source does not call {last[0].title()} “{name.text}”"
        return f"the name “{name.text}” is not in the cited text"
    return None


def _missing_words(name: Name, facts: Facts) -> list[str]:
    words = [w for w in name_words(name.text) if len(w) > 1 or w.isdigit()]
    joined = frozenset(w.replace("-", "").lower() for w in re.findall(r"\w+(?:-\w+)+", facts.text))
    vocabulary = facts.vocabulary | frozenset(name_words(facts.text)) | joined
    return [w for w in words if w not in vocabulary and not any(same_word(w, v) for v in vocabulary)]


def _mixed(name: Name, ground: Ground) -> bool:
    """Whether a first and a last name are there, but as parts of two names."""
    words = name_words(core_name(name.text))
    theirs = [name_words(n.text) for n in ground.facts.names]
    if len(words) != 2 or any(all(any(same_word(w, t) for t in n) for w in words) for n in theirs):
        return False
    apart = all(any(same_word(w, t) for n in theirs for t in n) for w in words)
    together = f" {words[0]} {words[1]} "
    known = [_name_text(a.text) for a in ground.articles] + [_name_text(ground.facts.text)]
    return apart and not any(together in text for text in known)


_EXPANDED = r"((?:[A-Z][\w’'-]*\s+(?:of\s+|for\s+|the\s+)?){2,8})"


def _known_otherwise(name: Name, missing: list[str], claim: Facts, ground: Ground) -> bool:
    """An acronym of a name, a first name the article gives, the outlet that tells it, or whom "he" is."""
    text = name.text
    if any(same_name(text, other.text) for other in ground.facts.names):
        return True
    if any(acronym_of(text, n.text) or acronym_of(n.text, text) for n in ground.facts.names):
        return True
    tellers = [a.name for a in claim.attributions if a.name]
    if _is_source(text, ground) and any(same_name(text, teller) for teller in tellers):
        return True
    for article in ground.articles:
        full = " ".join(name_words(text))
        last = name_words(text)[-1:]
        if last and last[0] not in missing and f" {full} " in _name_text(article.text):
            return True
        expansion = re.search(rf"{_EXPANDED}\({re.escape(text)}\)", article.text)
        if expansion and any(same_name(n.text, expansion.group(1)) for n in ground.facts.names):
            return True
    return ground.antecedent is not None and same_name(text, ground.antecedent)


@lru_cache(maxsize=64)
def _name_text(text: str) -> str:
    return f" {' '.join(name_words(text))} "


def _replaces_a_name(name: Name, claim: Facts, ground: Ground) -> bool:
    """Whether a capitalised first word stands where the source has a name that the claim lacks."""
    if any(re.search(rf"\b{re.escape(name.text.lower())}\b", a.text) for a in ground.articles):
        return False
    first = next((n for n in ground.facts.names if n.start < 40), None)
    speakers = [a.name for a in ground.facts.attributions if a.name]
    candidates = ([first.text] if first else []) + speakers
    return any(not any(same_name(c, n.text) for n in claim.names) for c in candidates)


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
        if spoken == "" and not _is_title(quotation.text) and not (named and _is_source(named, ground)):
            return f"the words “{quotation.text.strip(' ,')}” are not a quotation in the source"
        if named and spoken and not _same_speaker(named, spoken) and not _is_source(named, ground):
            return f"{core_name(named)} is not the speaker: the source says {core_name(spoken)}"
    return None


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


def _is_source(name: str, ground: Ground) -> bool:
    return any(s and same_name(name, s) for a in ground.articles for s in (a.outlet, a.agency, *a.authors))


def speakers_agree(claim: Facts, ground: Ground) -> str | None:
    """Who is said to say it says it in the cited text."""
    theirs = [a.name for a in ground.facts.attributions if a.name]
    pronouns = any(a.name is None and PRONOUN.fullmatch(a.subject) for a in ground.facts.attributions)
    if pronouns and ground.antecedent:
        theirs.append(ground.antecedent)
    for attribution in claim.attributions:
        if not attribution.name or _is_source(attribution.name, ground):
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


def _same_speaker(a: str, b: str) -> bool:
    """Whether two names are one person's: "Giuseppe Cavo Dragone of Italy" is Dragone."""
    return same_name(a, b) or same_name(a.partition(" of ")[0], b.partition(" of ")[0])


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


def roles_agree(claim: Facts, ground: Ground) -> str | None:
    """Who does it to whom: "A hosted B" is "B was hosted by A", but not "B hosted A"."""
    for verb, agent, patient in _deeds(claim):
        for other, their_agent, their_patient in _deeds(ground.facts):
            crossed = same_name(agent, their_patient) and same_name(patient, their_agent)
            if verb == other and crossed and not same_name(agent, patient):
                who = core_name(their_agent)
                return f"in the source it is {who} who does this to {core_name(their_patient)}"
    return None


MUTUAL = stems(
    "met meet meets meeting spoke speak talk talked talks agreed agree fight fought and with between"
)


def _deeds(facts: Facts) -> list[tuple[str, str, str]]:
    """(verb stem, agent, patient) of each two neighbouring names with one to three content words between."""
    found = []
    for left, right in pairwise(facts.names):
        between = facts.text[left.end : right.start]
        verbs = content_words(between)
        if not 1 <= len(verbs) <= 3 or verbs[0] in MUTUAL or re.search(r"[,;.]|\band\b|\bwith\b", between):
            continue
        passive = re.search(r"\b(?:was|were|is|are|been|be|being)\b.*\bby\s+(?:\w+\s+){0,3}$", between)
        pair = (right.text, left.text) if passive else (left.text, right.text)
        found.append((verbs[0], *pair))
    return found

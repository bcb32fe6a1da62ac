"""What can be done to a true sentence without making it false: the claims that must be supported.

Sentences are spaCy spans (en_core_web_sm, only for making pairs; nothing of it is shipped). Every function
gives a new text or None.
"""

from __future__ import annotations

import random
import re
from typing import Any

import lemminflect  # noqa: F401  (adds `_.inflect` to spaCy's tokens)

Span = Any
Token = Any

UNITS = {
    "percent": "%",
    "per cent": "%",
    "%": " percent",
    "million": "m",
    "kilometers": "km",
    "kilometres": "km",
    "km": " kilometres",
    "dollars": "US dollars",
    "kg": " kilograms",
}
SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
SYMMETRIC = {
    "meet",
    "marry",
    "join",
    "face",
    "resemble",
    "share",
    "include",
    "have",
    "be",
    "play",
    "contain",
    "equal",
    "involve",
    "discuss",
}


def tidy(text: str) -> str:
    """Spaces, commas and the capital and full stop of a sentence put right."""
    text = re.sub(r"\s+", " ", text).strip(" ,;-–—")
    text = re.sub(r"\s+([,.;:!?%])", r"\1", text)
    text = re.sub(r"(?:,\s*){2,}", ", ", text)
    text = re.sub(r",\s*([.!?])", r"\1", text)
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", '."', ".”")) else text + "."


def lowered(span: Span) -> str:
    """The words of a span that no longer opens its sentence."""
    first = span[0]
    text = str(span.text)
    return (
        text
        if first.ent_type_ or first.tag_ in ("NNP", "NNPS") or first.text == "I"
        else text[0].lower() + text[1:]
    )


def without(sentence: Span, gone: set[int]) -> str:
    return tidy("".join(t.text_with_ws for t in sentence if t.i not in gone))


def drop_clause(sentence: Span, rng: random.Random) -> str | None:
    """The sentence without one clause, apposition or bracket that what is left does not rest on."""
    options = []
    for token in sentence:
        if token.dep_ not in ("relcl", "advcl", "appos", "prep", "npadvmod", "acl", "conj"):
            continue
        part = sorted(t.i for t in token.subtree)
        first, last = sentence.doc[part[0]], sentence.doc[part[-1]]
        if len(part) < 3 or len(part) > len(sentence) * 0.6 or part[-1] - part[0] + 1 != len(part):
            continue
        opening = first.lower_
        if opening in ("if", "unless", "until", "without", "not", "no", "except", "like", "of", "than", "as"):
            continue
        if token.dep_ == "prep" and token.head.pos_ != "VERB":
            continue
        if token.dep_ in ("acl", "relcl") and not (first.i and sentence.doc[first.i - 1].text == ","):
            continue
        if token.dep_ == "prep" and token.head.lemma_ in ("be", "consist", "lead", "result", "deal", "call"):
            continue
        if token.dep_ == "conj":
            if token.pos_ != "VERB" or last.i < sentence[-1].i - 1:
                continue
            before = sentence.doc[part[0] - 1]
            part = ([before.i] if before.dep_ == "cc" else []) + part
            if before.dep_ == "cc" and before.lower_ not in ("and", "but"):
                continue
        options.append(set(part))
    if not options:
        return None
    gone = rng.choice(options)
    rest = without(sentence, gone)
    return rest if len(rest.split()) >= 5 and rest.count('"') % 2 == 0 else None


def clause_of(sentence: Span) -> tuple[Span, Token, Span, list[Span]] | None:
    """(subject, verb, object, further phrases) of a main clause with one plain past verb and an object."""
    doc = sentence.doc
    for verb in sentence:
        if (
            verb.tag_ not in ("VBD", "VBZ")
            or verb.lemma_ in SYMMETRIC
            or verb.dep_ not in ("ROOT", "ccomp", "conj")
        ):
            continue
        if any(c.dep_ in ("aux", "auxpass", "neg", "prt", "xcomp", "dative") for c in verb.children):
            continue
        subject = [c for c in verb.children if c.dep_ == "nsubj"]
        thing = [c for c in verb.children if c.dep_ in ("dobj", "obj")]
        if len(subject) != 1 or len(thing) != 1 or subject[0].pos_ == "PRON" or thing[0].pos_ == "PRON":
            continue
        who, what = (doc[t.left_edge.i : t.right_edge.i + 1] for t in (subject[0], thing[0]))
        if len(who) > 12 or len(what) > 16 or '"' in who.text + what.text or who.end > verb.i:
            continue
        more = [
            doc[c.left_edge.i : c.right_edge.i + 1]
            for c in verb.children
            if c.dep_ == "prep" and c.i > verb.i and c.right_edge.i - c.left_edge.i < 10
        ]
        return who, verb, what, more
    return None


def plural(span: Span) -> bool:
    return span.root.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in span.root.children)


def core(sentence: Span) -> str | None:
    """The main clause alone, active."""
    found = clause_of(sentence)
    if not found:
        return None
    who, verb, what, more = found
    return tidy(" ".join([who.text, verb.text, what.text, *(m.text for m in more[:1])]))


def passive(sentence: Span) -> str | None:
    """The main clause alone, passive."""
    found = clause_of(sentence)
    if not found:
        return None
    who, verb, what, more = found
    done = verb._.inflect("VBN")
    if not done:
        return None
    be = {True: ("was", "were"), False: ("is", "are")}[verb.tag_ == "VBD"][plural(what)]
    return tidy(" ".join([what.text, be, done, "by", lowered(who), *(m.text for m in more[:1])]))


def active(sentence: Span) -> str | None:
    """A passive main clause with its doer, made active."""
    doc = sentence.doc
    for verb in sentence:
        if verb.tag_ != "VBN" or verb.dep_ != "ROOT":
            continue
        subject = [c for c in verb.children if c.dep_ == "nsubjpass" and c.pos_ != "PRON"]
        agent = [p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"]
        be = [c for c in verb.children if c.dep_ == "auxpass"]
        if len(subject) != 1 or len(agent) != 1 or len(be) != 1 or be[0].lower_ not in ("was", "were"):
            continue
        if any(c.dep_ in ("aux", "neg") for c in verb.children):
            continue
        past = verb._.inflect("VBD")
        what, who = (doc[t.left_edge.i : t.right_edge.i + 1] for t in (subject[0], agent[0]))
        if past and len(who) < 14 and len(what) < 14:
            return tidy(f"{who.text} {past} {lowered(what)}")
    return None


def people(span: Span) -> list[str]:
    """Full or last names of people, in order, each once."""
    found = [re.sub(r"['’]s$", "", e.text).strip() for e in span.ents if e.label_ == "PERSON"]
    return list(dict.fromkeys(n for n in found if re.fullmatch(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,3}", n)))


def resolve_pronoun(sentence: Span, before: Span | None) -> tuple[str, str] | None:
    """(text, name): "He" or "She" as subject of a clause, replaced by the only person named before."""
    if before is None or people(sentence):
        return None
    named = people(before)
    if len(named) != 1:
        return None
    for token in sentence:
        if token.lower_ in ("he", "she") and token.dep_ == "nsubj":
            words = [named[0] if t.i == token.i else t.text for t in sentence]
            return tidy("".join(w + t.whitespace_ for w, t in zip(words, sentence, strict=True))), named[0]
    return None


def join(sentence: Span, before: Span | None) -> str | None:
    """Two sentences about one person told as one: the second one's pronoun goes."""
    if before is None or len(before) > 24 or len(sentence) > 24:
        return None
    first = sentence[0]
    named = people(before)
    if first.lower_ not in ("he", "she") or first.dep_ != "nsubj" or len(named) != 1:
        return None
    subject = [t for t in before if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"]
    if not subject or subject[0].text not in named[0]:
        return None
    rest = sentence.doc[sentence.start + 1 : sentence.end].text
    return tidy(f"{before.text.rstrip('.! ')} and {rest}")


def restate_number(text: str, rng: random.Random) -> str | None:
    """A number or unit written another way."""
    options: list[tuple[str, str]] = []
    for match in re.finditer(r"(?<![\w.,$])(\d[\d,]*)(?![\w.,]*\d)", text):
        value = int(match[1].replace(",", ""))
        if 2 <= value <= 12 and not re.match(r"\s*(?:%|[a-z]{0,2}\.m|:|-|–|[A-Z])", text[match.end() :]):
            options.append((match[0], SMALL[value]))
        if value >= 1000 and "," in match[1]:
            options.append((match[0], match[1].replace(",", "")))
        if value >= 10000 and value % 1000 == 0:
            options.append((match[0], f"{value // 1000} thousand"))
    spelt = re.findall(r"\b(" + "|".join(SMALL[2:]) + r")\b", text)
    options += [(word, str(SMALL.index(word))) for word in spelt]
    for old, new in UNITS.items():
        if re.search(rf"\d\s*{re.escape(old)}(?!\w)", text):
            options.append((old, new))
    if not options:
        return None
    old, new = rng.choice(options)
    return re.sub(
        r"  +", " ", re.sub(rf"(?<![\w.,]){re.escape(old)}(?!\w)" if old != "%" else "%", new, text, count=1)
    )


_QUOTED = re.compile(
    r'^["“](?P<words>[^"“”]{25,200}?)[,.]["”],?\s+(?P<who>[A-Z][\w.’\' -]{2,60}?)\s+said\.?$'
)
_SAID = re.compile(
    r'^["“](?P<words>[^"“”]{25,200}?)[,.]["”],?\s+said\s+(?P<who>[A-Z][\w.’\' -]{2,60}?)(?:,.*)?\.$'
)


def indirect(sentence: Span, rng: random.Random) -> str | None:
    """A quotation told in indirect speech, where it has no "I", "you" or "we"."""
    match = _QUOTED.match(sentence.text.strip()) or _SAID.match(sentence.text.strip())
    if not match or re.search(r"\b(?:I|you|your|we|us|our|my|me|this|here)\b", match["words"], re.IGNORECASE):
        return None
    words, who = match["words"], match["who"].strip()
    words = words if re.match(r"[A-Z]\w+ [A-Z]|[A-Z]{2}", words) else words[0].lower() + words[1:]
    return tidy(
        rng.choice([f"{who} said that {words}", f"According to {who}, {words}", f"{who} stated that {words}"])
    )


_BECAUSE = re.compile(r"^(?P<what>[^,]{20,140}?),? because (?!of\b)(?P<why>[^,]{15,120})\.$")


def turn_reason(text: str) -> str | None:
    """The reason first."""
    match = _BECAUSE.match(text.strip())
    if not match:
        return None
    what = (
        match["what"]
        if re.match(r"[A-Z]\w+ [A-Z]", match["what"])
        else match["what"][0].lower() + match["what"][1:]
    )
    return tidy(f"Because {match['why']}, {what}")

"""A model's reply becomes drafted sentences with the ids they claim, whatever shape the model gave it.

Models put ids in many ways ([1.2], [1.2, 1.3], (1.2), 【1.2】, [Source 1.2], after the full stop, in front),
add headings, lists, Markdown, fences or JSON. All of it is read here, and none of it is trusted: ids that
do not exist and sentences without ids are kept as they are, for `verify` to re-attribute or remove.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any

from qa.errors import ModelRefusedError, ModelReplyError
from qa.text import safe, sentence_spans
from qa.text.tongue import language_of
from qa.types import DraftSentence

_ID = r"\d{1,3}(?:\.\d{1,3})?"
_DOTTED = r"(?<![\d.])\d{1,3}\.\d{1,3}(?![\d.]\d)"
_WORD = r"(?:sources?|sentences?|ids?|refs?|cf\.?|see|s)"
_GROUP = re.compile(
    rf"(?<!\s)\s*(?P<open>[\[【〔(]{{1,4}})\^?\s*(?P<body>(?:{_WORD}[\s.:#]*)?{_ID}"
    rf"(?:\s*(?:[,;&+/|]|and|-|–|‑)\s*(?:{_WORD}[\s.:#]*)?\^?{_ID})*)(?:†[\w ]{{0,20}})?\s*"
    r"(?P<close>[\]】〕)]+(?:\s*[,;](?=\s*[\[【〔(]\^?\d))?|$)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d{1,3})\.(\d{1,3})\s*[-–‑]\s*(?:(\d{1,3})\.)?(\d{1,3})")
_LONGEST_RANGE = 8
_LEADING_IDS = re.compile(
    r"^\s*(\d{1,3}\.\d{1,3}(?:(?:\s*[,;&+]\s*|\s+and\s+|\s+)\d{1,3}\.\d{1,3})*)[:\s]\s*(?=\S)"
)
_MARKER = re.compile(
    r"(?<![*_`#\[(\s])[*_`#\[(\s]*NOT[ _]IN[ _](?:THE[ _])?SOURCES?[*_`\]).]*\s*(?P<part>[:–—-]\s*.*)?",
    re.IGNORECASE,
)
_NAMED = (
    r"(?:provided |given |available |numbered )?"
    r"(?:sources?|articles?|texts?|context|information|evidence|sentences?)(?: provided| given| available)?"
)
_SAYS_NOTHING = re.compile(
    r"^(?:unfortunately,? |however,? |but )?(?:"
    rf"(?:the|these|this) {_NAMED} (?:do(?:es)?(?: not|n['’]t)|did not|cannot"
    r"|(?:say|mention|state|contain|give|have|provide|include|offer)s? (?:nothing|no)\b)"
    rf"|(?:none of the|no) {_NAMED}\b|there is no (?:information|mention)\b"
    r"|[^.]{3,90} (?:is|are|was|were) not (?:\w+ )?"
    r"(?:mentioned|stated|given|specified|said|included|provided)"
    rf"(?: (?:in|by) (?:the|these|any of the) {_NAMED})?[.]?$)",
    re.IGNORECASE,
)
_NONE = re.compile(r"\W*(?:[\d.:]+\W*)?(?:none|n/?a)\W*", re.IGNORECASE)
"""How a model says that no sentence answers, where it was shown to say so; an id before it adds nothing."""
_REFUSAL = re.compile(
    r"^(?:i(?:['’]m| am) (?:very )?sorry|sorry|i apologi[sz]e|as an ai"
    r"|i (?:can(?:no|['’])t|am unable to|won['’]t)(?: \w+){0,2} "
    r"(?:help|assist|answer|comply|provide|discuss|do|fulfil))",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"^\s*(?:[-*•‣–—]\s+|\d{1,2}[.)]\s+(?!\d)|\(\d{1,2}\)\s+(?=[A-Z]))")
_HEADING = re.compile(r"^\s*(?:#{1,6}\s|\*\*[^*]{1,80}\*\*:?\s*$|[=\-_*]{3,}\s*$|\|)")
_INTRODUCTION = re.compile(
    r"^(?:sure|certainly|of course|okay|here(?:['’]s| is| are| it is)|based on|"
    r"according to the (?:sources|articles)|answer|summary|in summary)\b[^.!?]*:\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\s*(?:answer|summary|response|headline)\s*:\s+", re.IGNORECASE)
_SOURCE_LIST = re.compile(r"^\W*(?:sources?|references?|citations?)(?: used| cited)?\W*$", re.IGNORECASE)
_NEW_SENTENCE = re.compile(
    r"\s+(?:The|A|An|He|She|It|They|In|On|At|This|These|Those|But|However|According|Meanwhile)\s"
)
# Neither runs past the next bracket of its kind: thousands that never close are read in a straight line.
_LINK = re.compile(r"!?\[([^\[\]]+)\]\((?:https?:|www\.|[/#])(?:[^()]|\([^()]*\))*\)")
_HTML = re.compile(r"</?(?:b|i|u|em|strong|p|br|sup|sub|cite|span|a|li|ul|ol|div)\b[^<>]*>", re.IGNORECASE)
_CODE_FENCE = re.compile(r"\s*(?:```|~~~)")
_INLINE_MARKER = re.compile(r"(?<=\S)[ \t]+(?=\**NOT[ _]IN[ _]SOURCES?\b)")
_ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")
_OTHER_MODEL = "ask again, or choose another model"
_JSON = re.compile(r"\{|\[\s*[{\"]")
"""What JSON with an answer begins with; "[1.1]" and "[2]" are ids."""
_LIST_KEYS = ("sentences", "answers", "bullets", "points", "claims", "result", "results")
_TEXT_KEYS = ("answer", "text", "summary", "response", "content", "sentence", "output")
_ID_KEYS = ("ids", "claims", "citations", "sources", "source_ids", "source", "id")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a reply says: its sentences, and the parts it says are not in the sources.

    `unanswered` holds "" for the whole question.
    """

    sentences: tuple[DraftSentence, ...]
    unanswered: tuple[str, ...] = ()
    pointed: tuple[str, ...] = ()
    """The ids of a reply that has no words of its own: it points at sentences of the sources."""


def parse_reply(text: str, known: Set[str], *, cut: bool = False) -> Parsed:
    """The drafted sentences of a reply; `known` are the ids that were given.

    `cut` says that the reply hit its token limit: a last sentence without an end is left out. Raises
    ModelReplyError for an empty reply or JSON that holds no answer, ModelRefusedError for a refusal.
    """
    text = safe(text).strip()
    if not text:
        raise ModelReplyError("the model sent an empty reply", _OTHER_MODEL)
    unfenced = "\n".join(line for line in text.split("\n") if not _CODE_FENCE.match(line)).strip()
    if _JSON.match(unfenced):
        taken = _json_sentences(unfenced, known)
        if taken is not None:
            return Parsed(taken, () if taken else ("",))
    if _NONE.fullmatch(unfenced):
        return Parsed((), ("",))
    if pointed := _pointed(unfenced):
        return Parsed((), (), pointed)
    sentences, unanswered = _prose(unfenced, known)
    if cut and sentences and not sentences[-1].claims and not _ENDED.search(sentences[-1].text):
        sentences.pop()
    # The question said again is no answer, and as it claims nothing no check of figures or names stops it.
    sentences = [s for s in sentences if not s.text.endswith("?")]
    kept = [s for s in sentences if s.claims or not _SAYS_NOTHING.match(s.text)]
    if len(kept) < len(sentences) and not unanswered:
        unanswered = [next(s.text for s in sentences if s not in kept)] if kept else [""]
    if kept and _REFUSAL.match(kept[0].text) and not any(s.claims for s in kept):
        raise ModelRefusedError(
            f"the model refused: {kept[0].text}", "ask in other words, or choose another model", content=True
        )
    if not kept and not unanswered:
        raise ModelReplyError("the model's reply holds no sentence", _OTHER_MODEL)
    # Small models fall into repeating a sentence: it is said once, with all its ids.
    distinct: dict[str, tuple[str, ...]] = {}
    for sentence in kept:
        distinct[sentence.text] = _once(distinct.get(sentence.text, ()) + sentence.claims)
    return Parsed(tuple(DraftSentence(*item) for item in distinct.items()), _once(unanswered))


def _pointed(text: str) -> tuple[str, ...]:
    """The ids of a reply that is nothing but ids, in brackets or bare; none for any other."""
    bare = re.sub(rf"\b(?:{_WORD}|answers?|and)\b|[\W_]", " ", re.sub(_DOTTED, "", text), flags=re.IGNORECASE)
    return () if bare.strip() else _once(re.findall(_DOTTED, text))


def _prose(text: str, known: Set[str]) -> tuple[list[DraftSentence], list[str]]:
    """Sentences in order, and what stands behind each NOT IN SOURCES."""
    sentences: list[DraftSentence] = []
    unanswered: list[str] = []
    for line in _prose_lines(_INLINE_MARKER.sub("\n", text)):
        if found := _MARKER.fullmatch(line):
            unanswered.append(_GROUP.sub("", found["part"] or "").strip(" :–—-.*_[]"))
            continue
        for sentence in _line_sentences(line, known):
            if sentence.text:
                sentences.append(sentence)
            elif sentences:
                # Ids on a line of their own belong to the sentence above.
                above = sentences[-1]
                sentences[-1] = DraftSentence(above.text, _once(above.claims + sentence.claims))
    return sentences, unanswered


def _prose_lines(text: str) -> Iterator[str]:
    """The lines that are neither heading, table, introduction nor list of sources; without list marks."""
    for raw in text.split("\n"):
        line = raw.strip()
        if _SOURCE_LIST.match(line):
            return
        has_ids = bool(_GROUP.search(line))
        heading = _HEADING.match(line) and not _MARKER.match(line)
        if not line or (not has_ids and (heading or _INTRODUCTION.match(line))):
            continue
        plain = _plain(_LIST_MARK.sub("", line.lstrip("#>| ")))
        if plain := _LABEL.sub("", plain).strip():
            yield plain


def _plain(line: str) -> str:
    """A line without Markdown and HTML marks; the text of a link stays."""
    line = _HTML.sub("", _LINK.sub(_link_text, line))
    line = re.sub(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1", r"\2", line)
    line = re.sub(r"(?<![\w*])[*_](?=[^\s*_])([^*_]+?)(?<=\S)[*_](?![\w*])", r"\1", line)
    return re.sub(r"`([^`]*)`", r"\1", line).strip()


def _link_text(found: re.Match[str]) -> str:
    inner = str(found[1])
    return f"[{inner}]" if re.fullmatch(_ID, inner) else inner


def _line_sentences(line: str, known: Set[str]) -> list[DraftSentence]:
    """The sentences of one line, each with the ids that stand in, after or before it."""
    if (lead := _LEADING_IDS.match(line)) and set(ids := re.findall(_DOTTED, lead[1])) <= known:
        line = f"[{', '.join(ids)}] {line[lead.end() :]}"
    text, marks = _take_ids(line, known)
    cut = sentence_spans(text, language_of(text))
    spans = _cut_at(cut, text, [position for position, _ in marks])
    if not re.search(r"\w", text):
        alone = _once(claim for _, claims in marks for claim in claims)
        return [DraftSentence("", alone)] if alone else []
    owned: list[list[str]] = [[] for _ in spans]
    leading = bool(marks) and marks[0][0] == 0
    only_leading = leading and (len(marks) == 1 or marks[-1][0] < len(text))
    for index, (position, claims) in enumerate(marks):
        before = sum(start < position for start, _ in spans) - 1
        in_front = only_leading or (leading and index == 0)
        at_boundary = before < 0 or position >= spans[before][1]
        owner = before + 1 if in_front and at_boundary and before + 1 < len(spans) else max(before, 0)
        owned[owner].extend(claims)
    return [
        DraftSentence(text[start:end], _once(claims))
        for (start, end), claims in zip(spans, owned, strict=True)
        if re.search(r"\w", text[start:end])
    ]


_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s*$")


def _cut_at(spans: list[tuple[int, int]], text: str, marks: list[int]) -> list[tuple[int, int]]:
    """Spans cut where ids stood between two sentences: `… "ready." [1.1] The mayor said …` is two."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        for at in marks:
            following = text[at:end].lstrip()
            begins = following[:1].isupper() or following[:1] in '“"‘'
            if start < at < end and following and begins and _SENTENCE_END.search(text[start:at]):
                found.append((start, start + len(text[start:at].rstrip())))
                start = at + len(text[at:end]) - len(following)
        found.append((start, end))
    return found


def _take_ids(line: str, known: Set[str]) -> tuple[str, list[tuple[int, tuple[str, ...]]]]:
    """The line without its groups of ids, and for each group where it stood in that text."""
    text, last = "", 0
    marks: list[tuple[int, tuple[str, ...]]] = []
    for found in _GROUP.finditer(line):
        claims = _ids(found["body"])
        # A number in round brackets is a citation only if such a sentence exists: "fell (3.5) points".
        if "(" in found["open"] and not all(claim in known for claim in claims):
            continue
        text += line[last : found.start()]
        if not text.strip():
            text = ""
        marks.append((len(text), claims))
        last = found.end()
        if text.endswith((".", "!", "?")) and line[last : last + 1] == ".":
            last += 1
        if text and text[-1].isalnum() and _NEW_SENTENCE.match(line[last:]):
            text += "."
    text = (text + line[last:]).rstrip()
    if marks and marks[0][0] == 0:
        shift = len(text) - len(text.lstrip())
        return text.lstrip(), [(max(0, position - shift), claims) for position, claims in marks]
    return text, marks


def _ids(body: str) -> tuple[str, ...]:
    """The ids in a group; a range within one source is spelt out, up to eight sentences."""
    result: list[str] = []
    for found in _RANGE.finditer(body):
        source, first, other, last = found.groups()
        if other in (None, source) and int(first) < int(last) < int(first) + _LONGEST_RANGE:
            result += [f"{source}.{number}" for number in range(int(first), int(last) + 1)]
    rest = _RANGE.sub(" ", body) if result else body
    return _once(result + re.findall(_ID, rest))


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _json_sentences(text: str, known: Set[str]) -> tuple[DraftSentence, ...] | None:
    """The sentences inside a JSON reply; None when the text is not JSON but prose that starts with an id."""
    try:
        value = json.loads(text)
        sentences = tuple(_from_value(value, known))
    except (ValueError, RecursionError):  # also a number of 5,000 digits, and a thousand braces
        if re.match(r"\{\s*\"|\[\s*[{\"]", text):
            raise ModelReplyError(
                "the model replied with broken JSON, not with prose", _OTHER_MODEL
            ) from None
        return None
    if value == {"sentences": []}:
        return ()
    if not sentences:
        raise ModelReplyError("the model replied with JSON that holds no answer", _OTHER_MODEL)
    return sentences


def _from_value(value: Any, known: Set[str]) -> Iterator[DraftSentence]:
    """Sentences of strings, of lists, and of objects with a text and perhaps ids."""
    if isinstance(value, str):
        yield from _prose(value, known)[0]
    elif isinstance(value, list):
        for item in value:
            yield from _from_value(item, known)
    elif isinstance(value, dict):
        ids = tuple(re.findall(_ID, " ".join(str(value[key]) for key in _ID_KEYS if key in value)))
        for key in (*_TEXT_KEYS, *_LIST_KEYS):
            if isinstance(value.get(key), str | list | dict):
                for sentence in _from_value(value[key], known):
                    yield DraftSentence(sentence.text, sentence.claims or ids)
                return

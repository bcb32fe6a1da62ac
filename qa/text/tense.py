"""Whether the words around a day speak of what is to come: "will meet on Monday" is the coming one."""

from __future__ import annotations

import re
from typing import Literal

_AHEAD = (
    r"(?:will|would|shall|won['’]t|may|might|(?:is|are|was|were) "
    r"(?:to|due(?! to (?:an?|the|h[ie][sr]|its|their)\b)|set|scheduled|expected|about|going)\b|"
    r"(?:plans?|planned|wants?|promised|intends?|hopes?|prepar(?:es?|ed|ing)) to|planned for|slated|"
    r"due(?! to\b)|must|(?:has|have) to|"
    r"scheduled|upcoming|"
    r"deadline|wird|werden|soll|sollen|will|muss|until|bis|by the end of|from now|"
    r"(?:re)?opens|(?:re)?starts|begins|resumes|expires|ends|(?:re)?convenes|"
    r"meets|closes|departs|arrives|sails|kicks off|takes (?:effect|place)|"
    r"(?:comes|goes) into (?:force|effect)|brac(?:es?|ing) for|ahead of|expects?|"
    r"look(?:s|ing)? (?:ahead|forward) to|awaits?|possibly|in time for)(?:\s+(?:not|also|only|be|"
    r"have))*(?:\s+[a-z]+)?"
)
_BEHIND = (
    r"(?:was|were|had|has|have|did|said|told|met|held|took|went|began|ended|left|died|rose|fell|came|made|won|"
    r"lost|sat|gave|got|found|ran|put|sent|saw|knew|hosted|hat|haben|sind|war|waren|wurde|wurden|sagte|"
    r"(?-i:[a-z]{3,}ed)|since|seit)"
)
MARK = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<behind>{_BEHIND}))\b", re.IGNORECASE)
_BREAK = re.compile(
    r"[,:.](?!\d)|[;–—()\"“”]|\b(?:but|while|whereas|that|because|although|which|who|after|before|when)\b"
)
_OPENING = re.compile(
    r"\s*(?:On|By|Late|Early|In|Next|This)?\s*(?:(?:late|early|the|last|first|\w+)\s){0,3}$", re.IGNORECASE
)


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the words around `text[start:end]` speak of what is to come; False where nothing tells."""
    return tense_at(text, start, end) == "ahead"


def tense_at(text: str, start: int, end: int) -> Literal["ahead", "behind", ""]:
    """Whether the words around `text[start:end]` speak of what is to come or of what was; "" if none tells.

    The verb nearest before decides, in its own clause; then the nearest behind.
    """
    before = clause_before(text[:start])
    marks = list(MARK.finditer(before))
    if marks:
        return _side(marks[-1])
    opening = _OPENING.match(text[:start]) and re.match(
        r"(?:\s(?:morning|afternoon|evening|night))?,\s", text[end:]
    )
    if opening:
        end += opening.end()
    cut = _BREAK.search(text, end)
    behind = MARK.search(text[end : cut.start() if cut else len(text)])
    if behind:
        return _side(behind)
    if re.search(r"\bby\s+$", before, re.IGNORECASE):
        return "ahead"  # "that the mayor resign by Friday"
    if re.match(r"['’]s\b", text[end:]):
        return "behind"  # "more than Friday's price"
    marks = list(MARK.finditer(text[:start]))
    return _side(marks[-1]) if marks else ""


def _side(mark: re.Match[str]) -> Literal["ahead", "behind"]:
    return "ahead" if mark["ahead"] is not None else "behind"


def clause_before(text: str) -> str:
    """The words of a text behind its last break between clauses."""
    cuts = list(_BREAK.finditer(text))
    return text[cuts[-1].end() :] if cuts else text

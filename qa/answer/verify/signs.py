"""What a wording may give away: signs that count in the score, where none of them would do as a rule.

Each is 1 where the claim says more than the cited words in one respect, else 0. On the open drafts (180
faithful sentences, 143 of the hard faults) they are seen in: unreasoned 0 and 11, widened 3 and 9, present
7 and 8. What each is worth is learned with the rest (bench/support.py).
"""

from __future__ import annotations

import re

SIGNS = ("unreasoned", "widened", "present")

_BECAUSE = re.compile(
    r"\b(?:because|due to|as a result of|owing to|thanks to|on account of)\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:because|due to|result(?:s|ed|ing|ant)?|owing to|thanks to|since|so|therefore|thus|hence|caus\w+"
    r"|lead(?:s|ing)? to|led to|reason\w*|why|amid|respon\w+|blam\w+|over (?:an?|the|his|her|its|their)"
    r"|fear\w*|motiv\w+|prompt\w+|trigger\w+|forc\w+|account|attribut\w+|explain\w*|contribut\w+|spark\w+|driv\w+|drove"
    r"|given|order to|consequen\w+|justif\w+|grounds)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"(?<!not )\b(?:all|every\w*|none|nobody|no one|always|never|throughout|entire\w*|only)\b", re.IGNORECASE
)
_MOST = re.compile(
    r"\b(?:all|every\w*|each|none|nobody|no one|always|never|throughout|entire\w*|whole|not"
    r"|\w+n['’]t|unanim\w*|any|only|most|completely)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do|remains?|stands?|holds?|continues?)\b")


def signs(claim: str, source: str) -> dict[str, float]:
    """The signs of a claim and the words it cites.

    "unreasoned": it gives a reason and they give none; "widened": it says all, none or only, and they nothing
    like it; "present": it speaks of the present, they do not.
    """
    found = (
        _BECAUSE.search(claim) and not _REASON.search(source),
        _ALL.search(claim) and not _MOST.search(source),
        _PRESENT.search(claim) and not _PRESENT.search(source),
    )
    return {name: float(bool(seen)) for name, seen in zip(SIGNS, found, strict=True)}

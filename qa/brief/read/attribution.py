"""Attributions in one sentence: verbs of saying with their subject, before or behind, and "according to".

Words in quotation marks are masked by NUL characters: what is quoted attributes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.brief.read.lexicon import is_a, lexicon, plain
from qa.brief.read.offices import apposition, capital, role_of_words
from qa.brief.read.voices import FINITE, Voice, anybody, voice_of
from qa.text import STOPWORDS
from qa.text.wordset import wordset

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight|overnight"
_TAIL = re.compile(
    rf"(?:\s+|^)(?:has|have|had|also|later|then|previously|recently|further|repeatedly|earlier|reportedly|publicly|"
    rf"would|will|did|does|could|may|might|not|again|once|twice|just|even|still|already|[a-z]+ly|himself|herself|themselves|itself|"
    rf"is|was|are|were|been|be|being|"
    rf"(?:(?:on|last|late|early|by)\s+)*(?:{_DAY})(?:\s+(?:morning|night|evening|afternoon))?|"
    r"in\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)|"
    r"this\s+week|last\s+(?:week|month|year)|in\s+(?:a|an|his|her|its|their)(?:\s[\w-]+){1,3}|"
    r"in\s(?:an?|his|her|their|its)\s(?:\w+\s)?(?:statement|interview|report|speech|tweet|letter|email|post))$"
)
_DATED = re.compile(rf",?\s(?:on\s)?(?:{_DAY}),?\s[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}}(?:,\s\d{{4}})?,?$")
"""A day in full between subject and verb: "Tester on Thursday, Feb. 1, | announced"."""
_PASSIVE = re.compile(
    r"\b(?:is|was|are|were|been|be|being)(?:\s+(?:\w+ly|not|also|never|now|only|often))*\s*$"
)
_RECALLED = re.compile(r"\b(?:than|as|that|which)\b[^;.\x00]{0,60}\bhad\s(?:\w+ly\s)?$")
"""Before a verb of saying that only recalls: "three times what its owner had | stated"."""
_DETERMINED = re.compile(
    r"\b(?:the|an?|of|some|these|those|such|his|her|its|their|any|no|two|three|four|five|six|several|many|both|other)"
    r"\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[.;:!?\x00()—–]|\s-+\s|\b(?:but|while|whereas|that|because|although|though|after|when|whether|if|where|which|what|"
    r"how|why)\b|,\s+and\b|\band\b(?=\s+(?:\w+ing|he|she|they)\b)"
)
_STOP = re.compile(
    rf"[,.;:!?\x00()—–]|\s-+\s|\s(?:on|in|during|after|before|when|as|while|to|via|late|early|standing|using|referring|through|"
    rf"about|shortly|last|{_DAY}|who|that|which|he|she|it|they|there|is|are|was|were|has|have|had)\b"
)
ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Pp]er|[Aa]s (?:reported|announced|stated|confirmed) by|[Ii]n the words of|laut|"
    r"(?:told|described|quoted|confirmed|announced|stated|reported|denied) by)\s+(?:the\s+)?"
)
_APPOSED = re.compile(
    r"^\s*(?:[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2}['’]s?\s[a-z]|who|whose|which|the|an?|his|her|its|their|of|from|\d|also|then|now|one|speaking|[a-z]+ing\b|formerly|[a-z])"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One attribution of a sentence, with where its verb stands."""

    voice: Voice
    at: int
    relayed: bool = False
    aside: bool = False
    """It stands in a relative clause: "of which the county has promised half"."""


def verbs_in(sentence: str) -> Iterator[re.Match[str]]:
    """The verbs of saying of a masked sentence that are neither nouns nor passive."""
    quoting = "\x00" in sentence
    for match in re.finditer(r"[^\W\d_]+", sentence):
        word = match.group()
        if word[0].isupper():
            continue
        listed = word in lexicon()["verbs"] or _goes_on(word, sentence[: match.start()])
        if not listed and not (word in lexicon()["quoting_verbs"] and _says(sentence, match, quoting)):
            continue
        before, behind = sentence[: match.start()], sentence[match.end() :]
        if _is_noun(word, before, behind) or _done_by(word, behind, quoting):
            continue
        passive = _PASSIVE.search(before) and not word.endswith("ing")
        if not (_RECALLED.search(before) or passive or _noun_of(word, before, behind)):
            yield match


def _goes_on(word: str, before: str) -> bool:
    """Whether a form is that of somebody who is saying something: "The fishermen are | alleging"."""
    stem, verbs = word.removesuffix("ing"), lexicon()["verbs"]
    return stem != word and bool({f"{stem}s", f"{stem}es"} & verbs) and bool(_PASSIVE.search(before))


def _noun_of(word: str, before: str, behind: str) -> bool:
    """Whether a form is the noun of what stands before it ("the office notes"), with no quotation behind."""
    quotes = re.match(r"\s*[,:]?\s*\x00", behind)
    return bool(_DETERMINED.search(before)) and _noun_like(word, before) and not quotes


_CALLED = re.compile(
    r"\s(?:it|this|that|him|her|them|the|his|their|its)\s"
    r"(?!police\b|fire\b|ambulance|emergency|authorities|election|vote|meeting|cops)"
)
"""What is called something ("called the charge absurd"), and nobody who is called ("called the police")."""


def _done_by(word: str, behind: str, quoting: bool) -> bool:
    """Whether a form tells what was done to its subject, or no words: "admitted by", "responded to"."""
    if word in _REACTS and not quoting:
        return not re.search(r"\bthat\b|,\s\w+ing\b", behind[:60])
    if word == "estimated" and re.match(r"\s(?:in|at|to)\b", behind):
        return True
    if word == "agreed":
        return bool(re.match(r"\s(?:to|on|with|upon)\b", behind))
    return word.endswith("ed") and bool(_BY.match(behind) or (word in _JUDGED and _FOR.match(behind)))


_REACTS = frozenset(
    {"responded", "responds", "replied", "replies", "testified", "testifies", "attacked", "attacks", "joked"}
)
"""What tells of words only where they follow: "responded quickly", "attacked each other's plans" do not."""
_JUDGED = frozenset({"accused", "blamed", "criticised", "criticized", "condemned", "denounced", "praised"})
_FOR = re.compile(r"\s(?:of|for|over|in)\b")


_BY = re.compile(r"\s(?:\w+ly\s)?by\s(?!phone|e-?mail|text|letter|\w+ing\b)")


def _is_noun(word: str, before: str, behind: str) -> bool:
    """Whether a form is no verb here: "the mayor's stated aim", "comments using", "Maria, estimated to"."""
    if re.search(r"['’]s?\s(?:\w+ly\s)?$", before):
        return True
    if re.search(r"\x00[,.]?\s*$", before):
        return False
    closes = re.match(r"\.?$", behind) and re.search(
        r",\s(?:\w+\s){1,4}$", before
    )  # ", a new study reports."
    if word.endswith("s") and word not in ("says", "tells", "is") and not _VERB_GOES_ON.match(behind):
        return not closes
    if word in _SURELY_SAYS:
        return False
    return bool(re.search(r",\s(?:also\s)?$", before)) and bool(
        re.match(r"\s(?:to|as|by|at|in|among)\b(?!\s[^,]{1,40}\bthat\b)", behind)
    )


_VERB_GOES_ON = re.compile(
    r"\s*(?:[,:\x00]|$)|\s(?:that|the|an?|it|he|she|they|there|this|these|those|his|her|its|their|no|not|some|many|more|"
    r"most|all|one|two|three|both|only|\d|[A-Z]|to|in|on|why|how|what|when|whether|if|as)"
)
"""What follows a verb in -s, and hardly a plural noun."""


def _says(sentence: str, verb: re.Match[str], quoting: bool) -> bool:
    behind = re.sub(
        r"^\s(?:on|in|to)(?:\s[\w'’]+){1,3}(?=\sthat\b)", "", sentence[verb.end() : verb.end() + 60]
    )
    if verb.group() in ("called", "calls", "calling") and not quoting:
        return bool(_CALLED.match(sentence, verb.end()))
    as_what = r"\s+(?:that|as)\b"
    if verb.group() in _AS_WHAT:
        as_what += r"|\s(?:the|his|her|its|their|this|it|them)\b[^,.;:\x00]{0,40}\sas\b"
    return quoting or bool(re.match(as_what, behind))


_AS_WHAT = wordset(
    "branded characterised characterized derided dismissed hailed labelled labeled ridiculed termed"
)
"""What somebody calls something: "characterized the alliance as a chance"."""


def _noun_like(word: str, before: str) -> bool:
    """Whether a form of a verb may be a noun here: "the claims", "their reports"."""
    direct = re.search(
        r"\b(?:the|an?|of|some|these|those|such|his|her|its|their|any|no)\s+$", before, re.IGNORECASE
    )
    return bool(direct) or not (
        word.endswith(("ed", "id", "ote", "old")) or word in ("says", "said", "told", "tells")
    )


def speaker_of_verb(sentence: str, verb: re.Match[str], before: Claim | None) -> Voice | None:
    """The subject of a verb of saying, before it or, behind a quotation or a comma, after it."""
    front = sentence[: verb.start()].rstrip()
    behind_quote = front.rstrip(" ,").endswith("\x00")
    if behind_quote and (voice := phrase_at(sentence, verb.end())):
        return voice
    if front.endswith(",") and (voice := _last_words(verb.group(), front, sentence[verb.end() :])):
        return voice
    region = _stripped(_INSERTED.sub("", _PAIRED.sub("", front)))
    if re.search(r"(?:\band|,|\bor)$", region) and not region.rstrip(", ").endswith("\x00"):
        joined = re.search(r"\b(?:and|or)$", region)
        if joined and before is None:
            surely = verb.group() in _SURELY_SAYS
            return opening_name(sentence[: verb.start()]) if surely else None
        if joined and before is not None:
            return before.voice
    voice = _subject(region)
    if voice is None and front.endswith(","):
        voice = phrase_at(sentence, verb.end())
    if voice is None and (verb.group() in _SURELY_SAYS or re.search(r"\x00[,.]?\s[^\x00,]+$", region)):
        voice = anybody(_after_break(region))
    if voice is None and before is not None and re.search(r"\x00[,.]?$", region):
        return before.voice if before.at > len(front) - 80 else None
    return voice


def _last_words(verb: str, front: str, behind: str) -> Voice | None:
    """Who a sentence ends with: "..., say | experts.", "there are questions, warned | Solmar."."""
    behind = behind.rstrip(". ")
    whole = len(behind.split()) < 6 and not _STOP.search(behind)
    clause = front.rstrip(" ,").rsplit(",", 1)[-1].lower().split()
    turned = verb in ("say", "says", "said") or (verb not in _JUDGED and bool(FINITE & set(clause)))
    return (
        voice_of(behind)
        if whole and turned and verb not in _SURELY_SAYS - {"say", "says", "said", "added"}
        else None
    )


_PAIRED = re.compile(r"\s\([^()\x00]{1,60}\)")
_INSERTED = re.compile(r"\s?[—–][^—–\x00.]{1,80}[—–]\s?$")
"""Words set off by brackets or dashes: "researchers from Bold (CU) and Oost", "towns —as Makil did— say"."""

_SURELY_SAYS = frozenset({"said", "says", "say", "told", "tells", "wrote", "writes", "added", "tweeted"})


def _stripped(region: str) -> str:
    """The words before a verb without auxiliaries, adverbs and days."""
    region = region.rstrip(" ")
    region = _DATED.sub("", region)
    for _ in range(6):
        shorter = _TAIL.sub("", re.sub(r"\s\([^()]{1,40}\)$", "", region)).rstrip(" ")
        if shorter == region:
            return region
        region = shorter
    return region


def _subject(region: str) -> Voice | None:
    """Whom the words before a verb name: their last phrase, looked for behind words set off by commas."""
    parts = region.rstrip(" ").split(",")
    if parts and not parts[-1].strip():
        return _before_apposition(parts[:-1])
    phrase = _after_break(region)
    if phrase.endswith(" who") and (voice := voice_of(phrase.removesuffix(" who").split(",")[-1])):
        quoted = "\x00" in region and not (voice.person or voice.pronoun)
        return voice if quoted else Voice("who", pronoun=True)
    segments = phrase.split(",")
    if len(segments) > 1 and _PLACE.fullmatch(segments[-1]) and (town := _AT_PLACE.search(segments[-2])):
        segments = [
            *segments[:-2],
            segments[-2][: town.start()],
        ]  # "the Ministry of Health | in Lemm, Ostland"
    voice = voice_of(segments[-1])
    if voice and voice.person and not voice.role and len(segments) > 1:
        role = role_of_words(segments[-2].split()) or apposition(segments[-2])
        return replace(voice, role=role)
    return voice


_PLACE = re.compile(r"\s(?:[A-Z][\w.’'-]*\s?){1,3}")
_AT_PLACE = re.compile(r"(?:^|\s)(?:in|from|at|near|of)\s(?:[A-Z][\w.’'-]*\s?){1,3}$")
"""A town, and behind a comma the land it lies in."""


def _before_apposition(parts: Sequence[str]) -> Voice | None:
    """Whom a region names that ends with words set off: "NAME, who asked, |", "The mayor, NAME, |"."""
    if not parts:
        return None
    last = parts[-1].strip()
    if len(parts) > 2 and re.match(r"\s*(?:the|an?)\s", parts[-2]) and apposition(parts[-2]):
        named = voice_of(_after_break(parts[-3]))
        if named and named.person:
            return replace(named, role=named.role or apposition(parts[-2]))
    own = voice_of(last)
    if (
        own
        and own.person
        and all(capital(w) or (w.islower() and len(w) < 4) for w in last.split())
        and len(parts) > 1
    ):
        title = _after_break(parts[-2])
        role = role_of_words(title.split()) or apposition(title)
        if role:
            return replace(own, role=role)
    if held := _with_places(parts):
        return held
    for at in range(len(parts) - 1, max(0, len(parts) - 4) - 1, -1):
        if at and _sets_off(parts, at):
            continue
        voice = voice_of(_after_break(parts[at]))
        if voice and not voice.pronoun:
            role = next((r for p in parts[at + 1 :] if (r := apposition(p))), "")
            return replace(voice, role=voice.role or role)
        return None
    return None


def _with_places(parts: Sequence[str]) -> Voice | None:
    """Whom a region names whose office has places: "NAME, a scientist at Varn, Lemm, and Oskerry, |"."""
    for at in range(max(0, len(parts) - 7), len(parts) - 2):
        held = voice_of(_after_break(parts[at]))
        role = apposition(parts[at + 1]) if re.match(r"\s(?:the|an?|\w+['’]s)\s", parts[at + 1]) else ""
        if held and held.person and role:
            return replace(held, role=role)
    return None


def _sets_off(parts: Sequence[str], at: int) -> bool:
    """Whether a part only tells more of what stands before it: an office, a land behind its town."""
    if _PLACE.fullmatch(parts[at]) and _AT_PLACE.search(parts[at - 1]):
        return True
    part = re.sub(r"^\s*(?:but|and|while|as|however)\s", " ", parts[at])
    first = voice_of(_after_break(parts[at - 1]))
    told = _APPOSED.match("".join(parts[at + 1 : at + 2]))
    if told and re.match(r"\s*the\s[A-Z]", part) and not first:
        return False  # "On Monday, the Tide Daily, the voice of the party,"
    own = voice_of(part)
    person = own and own.person and own.role and not (first and first.person)  # "but General Mark Mill,"
    return bool(_APPOSED.match(part) or (apposition(part) and not person))


def _after_break(text: str) -> str:
    text = text.rstrip(" ")
    cuts = [m.end() for m in _BREAK.finditer(text) if m.end() < len(text) and not _abbreviated(text, m)]
    return text[cuts[-1] if cuts else 0 :]


def _abbreviated(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop is that of an initial or a title and ends nothing."""
    if stop.group() != ".":
        return False
    if text[stop.end() : stop.end() + 1].isalnum():
        return True  # "example.com"
    before = re.search(r"(?:(?<!\w)[A-Z]|[A-Z]\.[A-Z]|(?<!\w)(?P<word>[A-Z][a-z]+))$", text[: stop.start()])
    return before is not None and (before["word"] is None or is_a("ranks", before["word"]))


def phrase_at(sentence: str, at: int) -> Voice | None:
    """Whom the phrase at an offset names, with the office set off behind it."""
    rest = sentence[at:]
    stop = next((m for m in _STOP.finditer(rest) if not (_abbreviated(rest, m) or _sent(rest, m))), None)
    phrase = rest[: stop.start() if stop else len(rest)]
    voice = voice_of(phrase)
    if voice is None and stop and stop.group() == "," and re.search(r"\b[a-z]+$", phrase):
        named = voice_of(re.split(r"[,.;\x00]", rest[stop.end() :])[0])
        return replace(named, role=phrase.strip()) if named and named.person else None
    if voice is None or voice.pronoun or voice.document or voice.role or stop is None or stop.group() != ",":
        return voice
    behind = re.split(r"[,.;\x00]", rest[stop.end() :])[0]
    if not voice.person and (holder := _HOLDER.match(rest, stop.end())):
        named = voice_of(holder["name"].rstrip("."))  # "said University of York, Leeds's chancellor, NAME"
        if named and named.person:
            return replace(named, role=f"{holder['owner']} {apposition(holder['office'])}")
    if not voice.person and is_a("offices", voice.name.split()[-1]):  # "said the spokesman, NAME"
        named = voice_of(behind)
        return replace(named, role=re.sub(r"^the\s", "", voice.name)) if named and named.person else voice
    role = apposition(behind)
    alone = capital(voice.name) and voice.name.istitle()
    return replace(voice, role=role, person=True) if role and (voice.person or alone) else voice


def _sent(rest: str, stop: re.Match[str]) -> bool:
    """Whether "to" tells where somebody is sent: "ambassador | to Varn Li Xiam"."""
    before = rest[: stop.start()].split()
    return stop.group().strip() == "to" and bool(before) and is_a("offices", before[-1])


_HOLDER = re.compile(
    r"\s(?P<owner>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3}['’]s)\s(?P<office>[a-z][a-z -]{2,40}),\s"
    r"(?P<name>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){1,3})"
)


def opening_name(text: str) -> Voice | None:
    """The name that a sentence begins with."""
    words = text.split()
    if len(words) > 1 and words[0] == "The" and capital(words[1]):
        words.pop(0)
    elif words and (plain(words[0]) in STOPWORDS or re.fullmatch(r"[A-Z][a-z]+ing", words[0])):
        words = re.sub(r"^(?:[^,]{0,60},\s)", "", text).split()
    if words and words[0] == "the":
        words.pop(0)
    run = 0
    while run < len(words) and (
        capital(words[run])
        or (run and run + 1 < len(words) and is_a("offices", words[run]) and capital(words[run + 1]))
        or (
            run
            and words[run].islower()
            and len(words[run]) < 4
            and words[run] in ("al", "bin", "de", "van", "von")
        )
    ):
        if re.search(r"['’]s$", words[run]):
            return None
        run += 1
    return voice_of(" ".join(words[:run])) if run else None

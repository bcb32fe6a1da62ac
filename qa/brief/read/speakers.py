"""Who speaks in each sentence of an article, worked out over the whole article.

Words in quotation marks belong to the quotation they stand in, which may span sentences; an attribution is a
verb of saying with its subject before or behind it, "according to", or a colon before a quotation. A pronoun
is the person that the sentences before were about; where that is open, nobody is named: words are left
without a speaker rather than given to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.brief.read.attribution import ACCORDING, Claim, opening_name, phrase_at, speaker_of_verb, verbs_in
from qa.brief.read.lexicon import is_a, lexicon, plain
from qa.brief.read.offices import capital
from qa.brief.read.quoting import quoted_spans
from qa.brief.read.voices import Voice, voice_of
from qa.text import STOPWORDS

_MARKED = re.compile(r"\x00+")


@dataclass(frozen=True, slots=True)
class Speech:
    """What one sentence says by whom."""

    start: int
    voice: Voice | None
    quoted: bool
    """Words of it stand in quotation marks."""
    relayed: bool = False
    """"according to": who reports it, not who says it."""


class Speakers:
    """Reads one article from its begin to its end."""

    def __init__(self, text: str, people: dict[str, str]) -> None:
        """`people`: surname -> full name."""
        self.text, self.people = text, people
        self.quotes = quoted_spans(text)
        masked = text
        for a, b in self.quotes:
            masked = masked[:a] + "\x00" * (b - a) + masked[b:]
        self.masked = masked
        self.focus: Voice | None = None
        self.body: Voice | None = None
        self.last: Voice | None = None
        self.open = False
        """A lone name spoke last that may be a person or not: "Curcio said ... he held"."""
        self.age = 0
        """Sentences since the focus was last spoken of."""

    def read(self, spans: Sequence[tuple[int, int]]) -> list[Speech]:
        """The speech of each sentence, in order."""
        owners: dict[tuple[int, int], Voice] = {}
        claims = []
        labels = _labels(self.text)
        for span in spans:
            claims.append(self._resolved(span, list(self._claims(*span))))
            best = self._choose(span, claims[-1])
            self._move(span, best.voice if best else None)
            if best and not best.relayed:
                for quote in self._quotes_in(span):
                    owners.setdefault(quote, best.voice)
        spoken = self._spoken(spans, claims, owners)
        return [self._labelled(s, labels) for s in spoken] if labels else spoken

    def _labelled(self, speech: Speech, labels: Sequence[tuple[int, str]]) -> Speech:
        """The speech of a transcript: whose label stands last before it, and nobody before the first."""
        name = next((n for at, n in reversed(labels) if at <= speech.start), "")
        if not name:
            return speech
        voice = self._full(Voice(name, person=len(name.split()) > 1))
        return replace(speech, voice=None if name == labels[0][1] else voice, relayed=False)

    def _spoken(
        self,
        spans: Sequence[tuple[int, int]],
        claims: Sequence[list[Claim]],
        owners: dict[tuple[int, int], Voice],
    ) -> list[Speech]:
        found: list[Speech] = []
        last: tuple[int, Voice] | None = None
        for index, (span, mine) in enumerate(zip(spans, claims, strict=True)):
            best = self._choose(span, mine)
            quotes = self._quotes_in(span)
            share = sum(min(b, span[1]) - max(a, span[0]) for a, b in quotes) / max(1, span[1] - span[0])
            voice = best.voice if best else None
            if voice is None and quotes:
                voice = next((owners[q] for q in quotes if q in owners), None)
                goes_on = share >= BARE and all(a >= span[0] for a, _ in quotes)
                led = re.search(r":\s*\x00", self.masked[slice(*span)])
                if voice is None and goes_on and not led and last and index - last[0] == 1:
                    voice = last[1]
                    owners.update(dict.fromkeys(quotes, voice))
            found.append(Speech(span[0], voice, bool(quotes), bool(best and best.relayed)))
            if voice is not None:
                last = (index, voice)
        return found

    def _quotes_in(self, span: tuple[int, int]) -> list[tuple[int, int]]:
        return [(a, b) for a, b in self.quotes if a < span[1] and span[0] < b]

    def _claims(self, start: int, end: int) -> Iterator[Claim]:
        """The attributions of one sentence, pronouns as written."""
        sentence = self.masked[start:end]
        for match in ACCORDING.finditer(sentence):
            voice = phrase_at(sentence, match.end())
            if voice:
                yield Claim(
                    voice, match.start(), relayed=not match.group().lower().startswith(("told", "in"))
                )
        before: Claim | None = None
        for verb in verbs_in(sentence):
            voice = speaker_of_verb(sentence, verb, before)
            if voice:
                before = Claim(voice, verb.start(), aside=bool(_ASIDE.search(sentence[: verb.start()])))
                yield before
        if before is None and (saying := _SAYING.search(sentence)) and not ACCORDING.search(sentence):
            voice = opening_name(sentence)
            if voice:
                before = Claim(voice, saying.start())
                yield before
        colon = re.search(r":\s*\x00", sentence)
        if colon and before is None:
            label = sentence[: colon.start()]
            named = voice_of(label) if len(label.split()) < 20 else None
            voice = named if named and named.person else opening_name(label)
            if voice:
                yield Claim(voice, colon.start())

    def _choose(self, span: tuple[int, int], claims: Sequence[Claim]) -> Claim | None:
        """The attribution that holds for the sentence: the one nearest to its quotation, else the first."""
        direct = [c for c in claims if not c.relayed]
        runs = [m for m in _MARKED.finditer(self.masked, *span) if m.end() - m.start() > SHORT]
        if not direct:
            return claims[0] if claims else None
        if not runs:
            return next((c for c in direct if not c.aside), direct[0])
        first = runs[0]

        def far(claim: Claim) -> int:
            at = claim.at + span[0]
            between = self.masked[min(at, first.end()) : max(at, first.start())]
            return min(abs(at - first.end()), abs(first.start() - at)) + 200 * between.count(";")

        return min(direct, key=far)

    def _resolved(self, span: tuple[int, int], claims: Sequence[Claim]) -> list[Claim]:
        found = []
        for claim in claims:
            unquoted = not self._quotes_in(span)
            if unquoted and claim.voice.pronoun and (claim.aside or claim.voice.name == "who"):
                continue  # "a plan, which they rejected", "a woman who says she talked to him"
            voice = (
                self._full(claim.voice)
                if not claim.voice.pronoun
                else self._meant(claim.voice.name, span, claim.at)
            )
            if voice is not None:
                found.append(replace(claim, voice=voice))
        return found

    def _full(self, voice: Voice) -> Voice:
        """The voice under the full name that the article gives."""
        words = voice.name.split()
        if " and " in voice.name and len(words) < 6 and not (voice.role or voice.person):
            pair = [self._full(Voice(n)) for n in voice.name.split(" and ")]
            if all(p.person for p in pair):
                return replace(voice, name=" and ".join(p.name for p in pair))
        full = self.people.get(words[-1], "")
        if voice.person and len(words) > 1 and set(words) < set(full.split()):
            return replace(voice, name=full)  # "President of Colombia Juan | Manuel Santos"
        if len(words) == 1 and voice.name in self.people:
            return replace(voice, name=self.people[voice.name], person=True)
        if len(words) == 1 and capital(voice.name) and self._titled(voice.name):
            return replace(voice, person=True)
        if len(words) == 1:
            called = {full for full in self.people.values() if full.split()[0] == voice.name}
            if len(called) == 1:  # by the first name, which is that of one person alone
                return replace(voice, name=called.pop(), person=True)
        if not voice.person and capital(words[0]):
            titled = re.search(rf"[a-z,]\sThe\s{re.escape(voice.name)}(?=[\s,.])(?!\s[a-z]+\s)", self.text)
            return replace(voice, name=f"The {voice.name}") if titled else voice
        return voice

    def _titled(self, surname: str) -> bool:
        """Whether the text gives a lone name an office, or says "who" of it: that of a person."""
        before = re.findall(rf"([\w.]+)\s{re.escape(surname)}(?![\w-])", self.text)
        held = any(is_a("offices", w) or is_a("ranks", w) for w in before)
        return held or bool(re.search(rf"(?<!\w\s){re.escape(surname)},\swho\b", self.text))

    def _meant(self, pronoun: str, span: tuple[int, int], at: int) -> Voice | None:
        """Whom a pronoun means; None when the sentences before leave it open."""
        if pronoun in ("it", "they"):
            known = self.last if pronoun == "they" and self.last and not self.last.person else self.body
            if pronoun == "they" and known and _one(known.name):
                return None
            if pronoun == "it" and known and _several(known.name):
                return None
            return known if self.age <= REACH else None
        told = _TOLD_TO.match(self.masked, span[0])
        own = self._people_in(told.end() if told else span[0], span[0] + at)
        if pronoun == "who":
            return own[-1] if own else None
        if own and pronoun in ("he", "she"):
            return own[0]
        if self.open:
            return None
        near = REACH if self.focus and self.focus.person else 1
        return self.focus if self.age <= near else None

    def _people_in(self, start: int, end: int) -> list[Voice]:
        """The persons named outside quotation marks between two offsets."""
        return [
            Voice(full, person=True)
            for surname, full in self.people.items()
            if surname in self.masked[start:end]
            and re.search(rf"(?<![\w’'-]){re.escape(surname)}(?![\w-]|['’]s\b)", self.masked[start:end])
        ]

    def _move(self, span: tuple[int, int], voice: Voice | None) -> None:
        """What the next pronoun will point to."""
        self.age += 1
        subject = self._opening_person(span)
        if voice is not None:
            self.last = voice
            if voice.person or (not voice.document and _one(voice.name)):
                self.focus, self.age = voice, 0
            else:
                self.body, self.age = voice, 0
            lone = capital(voice.name) and " " not in voice.name and not voice.name.isupper()
            self.open = lone and not voice.person
        if subject is not None and (voice is None or not voice.person):
            self.focus, self.age, self.open = subject, 0, False

    def _opening_person(self, span: tuple[int, int]) -> Voice | None:
        """The person that a sentence begins with, behind a time or place set off by a comma."""
        sentence = self.masked[slice(*span)]
        first = re.match(r"[\w’'-]+", sentence)
        aside = r"(?:[^,\x00]{0,60},\s)?" if first and plain(first.group()) in STOPWORDS else ""
        opening = re.match(aside + r"((?:[\w’'.-]+,?\s){1,7})", sentence)
        if not opening:
            return None
        people = self._people_in(span[0] + opening.start(1), span[0] + opening.end(1))
        begin = opening[1].split()[0].strip(",")
        leading = [p for p in people if begin in p.name.split()]  # "Natan visited the Gusht Ezion block"
        return people[0] if len(people) == 1 else leading[0] if len(leading) == 1 else None


_LABEL = re.compile(r"(?m)^(?P<name>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3}):\s")
_TRANSCRIPT = 4
"""Labels before paragraphs, one of them twice, from which an article is the transcript of an interview."""


def _labels(text: str) -> list[tuple[int, str]]:
    """The labels of a transcript, with where they stand: the first is whoever asks. Empty for other texts."""
    found = [(m.start(), m["name"]) for m in _LABEL.finditer(text)]
    names = [name for _, name in found]
    several = len(set(names)) > 1 and names.count(names[0]) > 1 if names else False
    return found if several and len(found) >= _TRANSCRIPT else []


_ASIDE = re.compile(
    r"^(?:When|While|Although|Though|After|As|If|Because|Since)\b[^,;.\x00]*$|,\s(?:(?:\w+\s){0,2}(?:which|whom|whose)|who|while|although|as)\b[^,;.\x00]*$"
)
"""Behind this a verb of saying is that of a clause beside the main one."""

_TOLD_TO = re.compile(r"(?:\w+ing|Asked|Interviewed|Questioned)\s(?:to|with|by|for)\s[^,\x00]{3,80},")
"""Whom somebody speaks to: "Speaking to Martin Oll of the Courier, | he said"."""

_SAYING = re.compile(
    r"(?:,|\b(?:statement|letter|note|report|memo|video|post))\s(?:\w+ly\s)?(?:saying|adding|arguing|insisting|claiming|warning|noting|stating|writing|explaining|alleging)\b"
)
"""Words by which the one whom a sentence opens with says something beside what they do."""

BARE = 0.6
"""Share of a sentence in quotation marks from which it is a quotation that goes on, and no quoted title."""

SHORT = 6
"""Characters of a quotation that are no more than a nickname."""

REACH = 3
"""Sentences that a pronoun reaches back."""


def _several(name: str) -> bool:
    """Whether an unnamed voice is several people, whom "it" cannot mean: "executives of both firms"."""
    head = plain(re.split(r"\s(?:of|in|at|for|from|with|who)\s", name)[0].split()[-1])
    return head.endswith("s") and head in lexicon()["voices"]


def _one(name: str) -> bool:
    """Whether an unnamed voice is one human being, whom "he" or "she" may mean."""
    head = plain(re.split(r"\s(?:of|in|at|for|from|with|who)\s", name)[0].split()[-1])
    words = lexicon()
    return head in words["offices"] or (head in words["voices"] and not head.endswith("s"))

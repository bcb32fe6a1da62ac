"""What is inside an e-mail: the original of a forward, and the stories of a newsletter.

Both work on lines, so that they read a plain and an HTML mail alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from qa.articles.calendar_names import days_in
from qa.articles.dates import parse_date
from qa.articles.pages.blocks import Block
from qa.text.wordset import wordlist
from qa.types import Removed

_FROM = wordlist(
    "from von de da van från fra od от від kimden lähettäjä feladó sender expéditeur absender mittente "
    "afzender 发件人 差出人"
)
_DATE = wordlist(
    "date datum sent gesendet envoyé fecha enviado data inviato verzonden skickat sendt dato wysłano "
    "odesláno дата отправлено надіслано tarih päivämäärä 日期 日時 发送时间"
)
_SUBJECT = wordlist(
    "subject betreff objet asunto oggetto assunto onderwerp ämne emne temat předmět тема konu aihe tárgy "
    "主题 件名"
)
_OTHER = wordlist(
    "to an à para a aan till til do komu кому kime vastaanottaja címzett cc kopie reply-to antwort "
    "répondre bcc 收件人 宛先 copie"
)
_FIELD = re.compile(
    r"^[>*_\s]*(?P<name>"
    + "|".join(re.escape(w) for w in sorted({*_FROM, *_DATE, *_SUBJECT, *_OTHER}, key=len, reverse=True))
    + r")\s*[*_]*\s*[:：]\s*[*_]*\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"^[>\s]*[-_=]{0,12}\s*(?:begin forwarded message|forwarded message|original message|forwarded by "
    r".{0,80}|forwarded mail|"
    r"(?:anfang der )?weitergeleiteten?r? nachricht|ursprüngliche nachricht|originalnachricht|"
    r"weitergeleitet von .{0,60}|"
    r"(?:début du )?message (?:transféré|réexpédié|d'origine)|mensaje (?:reenviado|original)|inicio del "
    r"mensaje reenviado|"
    r"messaggio (?:inoltrato|originale)|inizio messaggio inoltrato|mensagem (?:encaminhada|original)|"
    r"doorgestuurd bericht|"
    r"oorspronkelijk bericht|vidarebefordrat meddelande|videresendt melding|videresendt meddelelse|"
    r"wiadomość przekazana|"
    r"przekazana wiadomość|přeposlaná zpráva|пересылаемое сообщение|пересланное сообщение|исходное "
    r"сообщение|переслане повідомлення|"
    r"välitetty viesti|iletilen mesaj|továbbított üzenet|转发邮件|转发的邮件|転送メッセージ)"
    r"\s*:?\s*[-_=]{0,12}\s*$",
    re.IGNORECASE,
)
_MIN_ORIGINAL = 20
"""So many words make the text below a forwarded header an article; less is a nested header or a signature."""
_MIN_STORY = 12
"""So many words of sentences under a headline make a story of a newsletter: a short teaser has a dozen."""
_RULE_LINE = re.compile(r"^\s*(?:[-=*_#~+•]\s?){4,}$")
_LINK_LINE = re.compile(
    r"^\W*(?:(?:read|more|full story|weiterlesen|mehr|lire|leer|lees|leggi)\b[^:]{0,30}:?\s*)?[<(\[]?(https?://[^\s>\])]+)[>)\]]?\s*$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^\W*(?:read (?:more|on|the (?:full )?(?:story|article))|continue reading|full story|more|"
    r"weiterlesen|mehr(?: lesen)?|zum artikel|lire (?:la suite|plus|l'article)|"
    r"leer más|seguir leyendo|leggi(?: tutto)?|continua|lees (?:meer|verder)|leia mais|läs mer|les mer|"
    r"czytaj więcej|číst (?:dál|více)|читать (?:далее|дальше))\W*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Forward:
    """The original inside a forwarded mail: its lines, its header fields, and what stood around it."""

    lines: list[str]
    sender: str | None
    published: date | None
    subject: str | None
    removed: list[Removed]


@dataclass(slots=True)
class Story:
    """One story of a newsletter."""

    title: str
    paragraphs: list[str] = field(default_factory=list)
    link: str | None = None

    @property
    def words(self) -> int:
        """Words of its sentences."""
        return sum(len(p.split()) for p in self.paragraphs)


def forwarded(lines: Sequence[str], language: str | None, *, marked: bool = True) -> Forward | None:
    """The innermost forwarded original with text of its own, or None when nothing is forwarded.

    `marked`: the subject says that it is a forward or a reply. Where it does not, a header needs an address,
    a line that announces it, or nothing above it: an article may quote a letter with From, To and Subject.
    """
    best: Forward | None = None
    position = 0
    while position < len(lines):
        size, fields = _header_at(lines, position)
        if size and _is_header(fields):
            start = position
            while start and (not lines[start - 1].strip() or _MARK.match(lines[start - 1])):
                start -= 1
            announced = any(_MARK.match(line) for line in lines[start:position])
            sure = marked or announced or "@" in fields["from"] or not "".join(lines[:start]).strip()
            rest = _unquoted(lines[position + size :])
            if sure and sum(len(line.split()) for line in rest) >= _MIN_ORIGINAL:
                best = _forward(lines, start, position + size, fields, rest, language)
            position += size
        position += 1
    return best


def _header_at(lines: Sequence[str], position: int) -> tuple[int, dict[str, str]]:
    """(lines, fields) of the header of an original that starts here; blank lines inside it are skipped."""
    fields: dict[str, str] = {}
    last = size = 0
    while position + size < len(lines) and size < 16:
        line = lines[position + size]
        found = _FIELD.match(line[:1000])
        if found:
            fields.setdefault(_role(found["name"]), found["value"].strip(" *_"))
            last = size + 1
        elif line.strip() and (not fields or size - last > 0 or not re.match(r"\s*[<\w].*@", line)):
            break
        size += 1
    return last, fields


def _role(name: str) -> str:
    low = name.lower()
    if low in _FROM:
        return "from"
    if low in _DATE:
        return "date"
    return "subject" if low in _SUBJECT else "other"


def _is_header(fields: dict[str, str]) -> bool:
    return (
        "from" in fields
        and ("subject" in fields or "date" in fields)
        and len(fields) >= 2
        and ("@" in fields["from"] or len(fields) >= 3)
    )


def _forward(
    lines: Sequence[str], start: int, end: int, fields: dict[str, str], rest: list[str], language: str | None
) -> Forward:
    removed = []
    if note := " ".join(" ".join(lines[:start]).split()):
        removed.append(Removed(note, "note of whoever forwarded the mail"))
    removed.append(Removed(" ".join(" ".join(lines[start:end]).split()), "header of the forwarded mail"))
    stated = fields.get("date", "")
    days = days_in(stated, language)
    day = days[0].day if days else parse_date(stated)
    return Forward(rest, fields.get("from"), day, fields.get("subject"), removed)


def _unquoted(lines: Sequence[str]) -> list[str]:
    """Lines without the marks of a quotation, when nearly all have them."""
    full = [line for line in lines if line.strip()]
    if full and sum(line.lstrip().startswith(">") for line in full) >= 0.8 * len(full):
        return [re.sub(r"^\s*>[> ]*", "", line) for line in lines]
    return list(lines)


def stories_of_blocks(blocks: Sequence[Block]) -> list[Story]:
    """The stories of an HTML newsletter: headings that link to a page, or have a "Read more" below, with
    text.
    """
    levels = sorted({b.tag for b in blocks if b.heading})
    best: list[Story] = []
    for level in levels:
        stories = [s for s in _stories(blocks, level) if s.words >= _MIN_STORY and s.link]
        if len(stories) > len(best):
            best = stories
    return best if len(best) >= 2 and len({s.link for s in best}) >= 2 else []


def _stories(blocks: Sequence[Block], level: str) -> list[Story]:
    found: list[Story] = []
    story: Story | None = None
    for block in blocks:
        if block.heading and block.tag <= level:
            story = Story(block.text, [], _link(block)) if block.tag == level else None
            if story is not None:
                found.append(story)
        elif story is not None and block.place != "hidden":
            if _MORE.match(block.text.removeprefix("- ")):
                story.link = story.link or _link(block)
            elif block.linked < 0.6 and (block.prose or len(block.words) >= 8):
                story.paragraphs.append(block.text)
                story.link = story.link or _ending_link(block)
    return found


def _link(block: Block) -> str | None:
    element = block.element
    if element is None:
        return None
    links = list(element.iter("a")) or list(element.iterancestors("a"))
    return next(
        (
            href
            for a in links[:3]
            if (href := (a.get("href") or "").strip()).startswith(("http://", "https://"))
        ),
        None,
    )


def _ending_link(block: Block) -> str | None:
    """The address of a "Read more" that ends a paragraph."""
    links = list(block.element.iter("a")) if block.element is not None else []
    if links and _MORE.match(" ".join("".join(links[-1].itertext()).split())):
        href = (links[-1].get("href") or "").strip()
        return href if href.startswith("http") else None
    return None


def stories_of_lines(text: str) -> list[Story]:
    """The stories of a plain newsletter: parts between ruled lines, each with a headline, sentences and
    an address.
    """
    parts: list[list[str]] = [[]]
    for line in text.split("\n"):
        if _RULE_LINE.match(line[:200]):
            part = parts[-1]  # a rule right under a line underlines it: it is the next headline
            under = len(part) > 1 and part[-1].strip() and not part[-2].strip() and len(part[-1]) < 120
            parts.append([part.pop()] if under else [])
        else:
            parts[-1].append(line)
    found = [story for part in parts if (story := _story_of_part(part)) is not None]
    return found if len(found) >= 2 else []


def _story_of_part(lines: Sequence[str]) -> Story | None:
    full = [line for line in lines if line.strip()]
    if len(full) < 3:
        return None
    title = full[0].strip(" *#")
    if not 2 <= len(title.split()) <= 25 or title.endswith((".", ",", ";")) or _LINK_LINE.match(title):
        return None
    story = Story(title)
    body: list[str] = []
    start = next(i for i, line in enumerate(lines) if line.strip()) + 1
    for line in lines[start:]:
        if found := _LINK_LINE.match(line[:2000]):
            story.link = story.link or found[1]
        elif not _MORE.match(line[:80]) or not line.strip():
            body.append(line)
    story.paragraphs = [p.strip() for p in re.split(r"\n[ \t]*\n", "\n".join(body)) if p.strip()]
    return story if story.link and story.words >= _MIN_STORY else None

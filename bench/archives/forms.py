"""Blocks of a document as a file of each form: TXT, RTF, DOCX, HTML, PDF, ODT."""

from __future__ import annotations

import html
import io
import textwrap
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Block:
    """One paragraph. `kind`: "p", "center", "field" (label and value), "break" (of a page), "title"."""

    text: str
    kind: str = "p"
    note: str = ""
    """A footnote that hangs on the end of it (DOCX, RTF, ODT)."""
    rows: tuple[tuple[str, ...], ...] = ()


def txt(blocks: list[Block], *, width: int = 78, bom: bool = False, encoding: str = "utf-8") -> bytes:
    out: list[str] = ["", ""]
    for block in blocks:
        if block.kind == "break":
            out += ["\f", ""]
        elif block.kind == "cut":  # the page ends inside the paragraph before, and this one goes on with it
            while out and not out[-1]:
                out.pop()
            out += ["\f", *textwrap.wrap(block.text, width), ""]
        elif block.rows:
            out += ["  ".join(c.ljust(14) for c in row).rstrip() for row in block.rows] + [""]
        elif block.kind == "center":
            out += [line.center(width).rstrip() for line in block.text.split("\n")] + [""]
        else:
            lines = block.text.split("\n")
            out += [part for line in lines for part in (textwrap.wrap(line, width) or [""])] + [""]
    data = "\r\n".join(out).encode(encoding, "replace")
    return (b"\xef\xbb\xbf" + data) if bom else data


def rtf(blocks: list[Block], *, page: int = 1252, unicode_escapes: bool = False) -> bytes:
    def word(text: str) -> str:
        out = []
        for c in text:
            if c in "\\{}":
                out.append("\\" + c)
            elif c == "\n":
                out.append("\\line ")
            elif ord(c) < 128:
                out.append(c)
            else:
                try:
                    raw = b"" if unicode_escapes else c.encode(f"cp{page}")
                except UnicodeEncodeError:
                    raw = b""
                code = ord(c) if ord(c) < 32768 else ord(c) - 65536
                out.append("".join(f"\\'{b:02x}" for b in raw) if raw else f"\\u{code}?")
        return "".join(out)

    parts = [f"{{\\rtf1\\ansi\\ansicpg{page}\\deff0\\uc1{{\\fonttbl{{\\f0\\fswiss Arial;}}}}\n"]
    parts.append("{\\stylesheet{\\s0 Normal;}}{\\info{\\title Export}}{\\header \\pard Page \\chpgn\\par}\n")
    for block in blocks:
        if block.kind == "break":
            parts.append("\\page\n")
        elif block.rows:
            for row in block.rows:
                cells = "".join(f"{word(c)}\\cell " for c in row)
                parts.append(f"\\trowd\\cellx2000\\cellx6000\\pard\\intbl {cells}\\row\n")
        elif block.kind == "title":
            link = '{\\field{\\*\\fldinst{HYPERLINK "https://archive.example/doc"}}{\\fldrslt{\\ul '
            parts.append(f"\\pard {link}{word(block.text)}}}}}}}\\par\n")
        else:
            style = "\\qc " if block.kind == "center" else "\\b0 "
            note = f"{{\\super 1{{\\footnote \\pard {word(block.note)}}}}}" if block.note else ""
            parts.append(f"\\pard{style}\\f0\\fs20 {word(block.text)}{note}\\par\n")
    return ("".join(parts) + "}").encode("ascii")


def docx(blocks: list[Block]) -> bytes:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body, notes = [], []

    def runs(text: str) -> str:
        pieces = []
        for n, line in enumerate(text.split("\n")):
            pieces.append("<w:r><w:br/></w:r>" if n else "")
            half = len(line) // 2
            for part in (line[:half], line[half:]):
                pieces.append(f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' if part else "")
        return "".join(pieces)

    for block in blocks:
        if block.kind == "break":
            body.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        elif block.rows:
            rows = "".join(
                "<w:tr>" + "".join(f"<w:tc><w:p>{runs(c)}</w:p></w:tc>" for c in row) + "</w:tr>"
                for row in block.rows
            )
            body.append(f"<w:tbl>{rows}</w:tbl>")
        else:
            note = ""
            if block.note:
                notes.append(
                    f'<w:footnote w:id="{len(notes) + 2}"><w:p>{runs(block.note)}</w:p></w:footnote>'
                )
                note = f'<w:r><w:footnoteReference w:id="{len(notes) + 1}"/></w:r>'
            body.append(f"<w:p>{runs(block.text)}{note}</w:p>")
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    types = (
        f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    rels = (
        f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{rel}" Target="word/document.xml"/></Relationships>'
    )
    document = f"{head}<w:document {w}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
    files = {"[Content_Types].xml": types, "_rels/.rels": rels, "word/document.xml": document}
    files["word/footnotes.xml"] = f"{head}<w:footnotes {w}>{''.join(notes)}</w:footnotes>"
    return zipped(files)


def odt(blocks: list[Block]) -> bytes:
    body = []
    for block in blocks:
        if block.rows:
            rows = "".join(
                "<table:table-row>"
                + "".join(f"<table:table-cell><text:p>{escape(c)}</text:p></table:table-cell>" for c in row)
                + "</table:table-row>"
                for row in block.rows
            )
            body.append(f"<table:table>{rows}</table:table>")
        elif block.kind != "break":
            tag = "h" if block.kind == "title" else "p"
            note = (
                f"<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>"
                f"{escape(block.note)}</text:p></text:note-body></text:note>"
                if block.note
                else ""
            )
            words = (
                escape(block.text).replace("\n", "<text:line-break/>").replace("  ", ' <text:s text:c="1"/>')
            )
            body.append(f"<text:{tag}>{words}{note}</text:{tag}>")
    ns = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{ns}office:1.0" '
        f'xmlns:text="{ns}text:1.0" xmlns:table="{ns}table:1.0"><office:body><office:text>'
        f"{''.join(body)}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def page(blocks: list[Block], *, title: str = "") -> bytes:
    """HTML as Nexis writes it: classes without meaning, a DIV a block, BR inside."""
    out = [f"<HTML><HEAD><META charset='utf-8'><TITLE>{html.escape(title)}</TITLE></HEAD><BODY>"]
    for block in blocks:
        if block.kind == "break":
            out.append('<DIV CLASS="c13">&nbsp;</DIV>')
        elif block.rows:
            rows = "".join(
                "<TR>" + "".join(f"<TD>{html.escape(c)}</TD>" for c in r) + "</TR>" for r in block.rows
            )
            out.append(f"<TABLE>{rows}</TABLE>")
        else:
            words = html.escape(block.text).replace("\n", "<BR>")
            label, colon, value = words.partition(": ")
            if block.kind == "field" and colon:
                words = f'<SPAN CLASS="c8">{label}: </SPAN><SPAN CLASS="c2">{value}</SPAN>'
            out.append(f'<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c2">{words}</SPAN></P></DIV>')
    return ("\n".join(out) + "</BODY></HTML>").encode("utf-8")


def pdf(blocks: list[Block], *, running: str = "Page {n} of {all}") -> bytes:
    """A PDF with a page number at the foot of each page. Latin alphabets only (the built-in fonts)."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    lines: list[tuple[str, str]] = []
    for block in blocks:
        if block.kind == "break":
            lines.append(("", "break"))
        elif block.rows:
            lines += [("   ".join(row), "p") for row in block.rows] + [("", "gap")]
        else:
            for line in block.text.split("\n"):
                lines += [(part, block.kind) for part in textwrap.wrap(line, 84)]
            lines.append(("", "gap"))
    pages: list[list[tuple[float, str]]] = [[]]
    y = 780.0
    for text, kind in lines:
        if y < 70 or kind == "break":
            pages.append([])
            y = 780.0
        if kind == "gap":
            y -= 9
        elif kind != "break":
            pages[-1].append((y, text))
            y -= 13
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number, content in enumerate(pages, start=1):
        canvas.setFont("Helvetica", 10)
        for height, text in content:
            canvas.drawString(60, height, text)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(260, 30, running.format(n=number, all=len(pages)))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()

"""`qa check`: a text on disk, held against the library sentence by sentence."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.cli.options import Format, Json, Narrowed
from qa.cli.output import chosen
from qa.cli.run import Run, command, emit
from qa.errors import LoadError
from qa.text import safe


@command
def check(
    run: Run,
    *,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A text, Markdown or Word file, or - for stdin.")
    ],
    filters: Narrowed,
    form: Format = None,
    as_json: Json = False,
) -> int:
    """Hold a text against the library, sentence by sentence.

    Shows what the articles bear out, what they speak of differently, and what they do not have.

    Exit codes: 0 every sentence is borne out, 5 at least one is not.
    """
    from qa.desk.proofs import check_text
    from qa.search.filters import read_filters

    wanted = chosen(form, as_json)
    title, text = _read(file)
    text = safe(text)
    if not text.strip():
        raise LoadError(f"{title}: no text", "name a text file with sentences in it")
    with run.desk() as desk:
        proof = check_text(desk, text, title=title, filters=read_filters(filters))
    from qa.show.proofs import proof_dict, proof_html, proof_page

    if wanted == "json":
        run.json(proof_dict(proof))
    elif wanted == "html":
        emit(proof_html(proof))
    else:
        shown = proof_page(proof, run.page_width())
        emit(shown.plain) if wanted == "md" else run.print(shown)
    return 0 if proof.holds else 5


def _read(file: str) -> tuple[str, str]:
    """The title and the words of the text. A text is held against articles, so it is not cleaned as one."""
    import sys
    from pathlib import Path

    from qa.articles.encoding import decode
    from qa.articles.load import load_articles

    path = Path(file)
    if file != "-" and path.suffix.lower() not in (".txt", ".md", ".markdown", ""):
        return path.name, load_articles(file).articles[0].text
    try:
        title, data = ("stdin", sys.stdin.buffer.read()) if file == "-" else (path.name, path.read_bytes())
        return title, decode(data)
    except OSError as error:
        raise LoadError(f"{file}: {error.strerror}", "name a text file") from error
    except LoadError as error:
        raise LoadError(f"{title}: {error.message}", "name a text file") from error

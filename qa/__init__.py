"""newsdesk-qa: answers, summaries and briefings in which every sentence is tied to the words of a source.

    import qa
    desk = qa.Desk.open("clippings")
    print(desk.ask("Who chairs the committee?").text)

Read in the order in which data flows:

1. `qa.types`      the nouns: Article, Passage, Evidence, Draft, Answer, Summary, Briefing
2. `qa.articles`   a file or URL becomes a clean Article
3. `qa.library`    Articles become a searchable library on disk
4. `qa.search`     a question becomes numbered Evidence
5. `qa.answer`     Evidence becomes a Draft, and only `qa.answer.verify.verify` makes an Answer of it
6. `qa.brief`      many topics become Briefings
7. `qa.show`       results become what people read
8. `qa.desk`       the one place where the parts meet, and the Python API
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from qa.version import __version__ as __version__

if TYPE_CHECKING:
    from qa.desk.desk import Desk as Desk


_HOMES = ("qa.types", "qa.types.briefing", "qa.errors")


def __getattr__(name: str) -> Any:
    """`Desk`, the types and the errors, imported when they are first asked for: `qa --help` needs none."""
    for home in ("qa.desk.desk",) if name == "Desk" else _HOMES:
        if name in (found := vars(import_module(home))):
            return found[name]
    raise AttributeError(f"module 'qa' has no attribute {name!r}")

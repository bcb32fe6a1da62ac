"""The one door to psycopg: a connection that takes SQLite's statements, and errors that users can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from qa.errors import ConfigError, CorpusError, LibraryLockedError
from qa.library.store.engines.engine import Fetched

if TYPE_CHECKING:
    import psycopg

_INSTALL = 'pip install "newsdesk-qa[postgres]"'
_CONNECT_S = 10
_HINTS = {
    "28": "the server does not let in who asks: check name and password in QA_CATALOG_URL",
    "3D": "make the database on the server: createdb NAME; or correct QA_CATALOG_URL",
    "42": "the user of QA_CATALOG_URL must be let make tables there (GRANT CREATE ON SCHEMA)",
    "53": "free some space or connections on the server; what was done so far is kept",
}
_REPEATED = ("SELECT", "BEGIN")
_MARKS = re.compile(r"'[^']*'|\?(\d*)|%")


class CatalogUnreachableError(CorpusError):
    """The server that keeps the catalog does not answer."""


def place_of(url: str) -> str:
    """The address without name and password, for messages."""
    try:
        parts = urlsplit(url)
        where = f"{parts.hostname or 'localhost'}:{parts.port or 5432}"
    except ValueError:
        raise ConfigError(
            "QA_CATALOG_URL is not an address of PostgreSQL", "postgresql://USER:PASSWORD@HOST:5432/DATABASE"
        ) from None
    return f"postgresql://{where}{parts.path}"


class NamedRow(tuple[Any, ...]):
    """A row that is read by number, by name, or unpacked."""

    names: dict[str, int]

    def __getitem__(self, key: Any) -> Any:
        return tuple.__getitem__(self, self.names[key] if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        """The names of the columns."""
        return list(self.names)


class Session:
    """A connection of one thread. A lost one is made anew, but never in a transaction."""

    def __init__(self, url: str, *, holds_locks: bool = True) -> None:
        """Contacts nothing yet. One that holds no locks asks again when the server was restarted."""
        self._url = url
        self._holds_locks = holds_locks
        self._place = place_of(url)
        self._db: psycopg.Connection[NamedRow] | None = None
        self._writes = False

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._writes

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Fetched:
        """Run one statement. Raises CorpusError."""
        statement, numbered = translated(sql)
        if sql.startswith("SELECT"):  # nothing that PostgreSQL stores holds a NUL, nor may what is looked for
            values = [v.replace("\x00", "\ufffd") if isinstance(v, str) else v for v in values]
        given = {f"p{n}": value for n, value in enumerate(values, start=1)} if numbered else list(values)
        was_open = self._db is not None
        try:
            return self._executed(statement, given)
        except CatalogUnreachableError:
            if self._holds_locks or self._writes or not was_open or not sql.startswith(_REPEATED):
                raise
            return self._executed(statement, given)

    def _executed(self, statement: str, given: Any) -> Fetched:
        with self._explained():
            result: Fetched = self._ready().execute(statement, given, binary=True)
            return result

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for each row of parameters. Raises CorpusError."""
        statement, _ = translated(sql)
        with self._explained():
            self._ready().cursor().executemany(statement, list(rows))
        return None

    def script(self, text: str) -> None:
        """Run several statements without parameters. Raises CorpusError."""
        with self._explained():
            self._ready().execute(text.encode())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; ends with what went wrong inside, whatever else does."""
        self.execute("BEGIN")
        self._writes = True
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            with suppress(Exception):
                self.execute("ROLLBACK")
            raise
        finally:
            self._writes = False

    def close(self) -> None:
        """Close the connection."""
        if self._db is not None:
            self._db.close()
        self._db = None

    def _ready(self) -> psycopg.Connection[NamedRow]:
        if self._db is None or (self._db.closed and not self._writes):
            self._db = _connected(self._url)
        return self._db

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Around calls of psycopg: what goes wrong is raised as a CorpusError that names the address."""
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            raise self._meant(error) from None
        except UnicodeEncodeError as error:
            raise CorpusError("a text that is not Unicode cannot be stored", str(error.reason)) from None

    def _meant(self, error: psycopg.Error) -> CorpusError:
        import psycopg

        state = error.sqlstate or ""
        said = (str(error).strip().splitlines() or ["no reason given"])[0]
        if state == "55P03":
            return LibraryLockedError(
                f"another host is writing to the library at {self._place}",
                "wait for it to finish and try again; asking goes on meanwhile",
            )
        lost = not state or state[:2] in ("08", "57")
        if lost and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
            return CatalogUnreachableError(
                f"the catalog at {self._place} does not answer: {said}",
                "start the server, or correct QA_CATALOG_URL; what was committed is kept",
            )
        hint = _HINTS.get(state[:2], "the log of the server may say more")
        return CorpusError(f"the catalog at {self._place} cannot be read or written: {said}", hint)


def _connected(url: str) -> psycopg.Connection[NamedRow]:
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise ConfigError("a catalog in PostgreSQL needs psycopg", _INSTALL) from error
    try:
        given = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        # What it says names parts of the address, and a password may be among them.
        raise ConfigError(
            "QA_CATALOG_URL is not an address that PostgreSQL understands",
            "postgresql://USER:PASSWORD@HOST:5432/DATABASE",
        ) from None
    given.setdefault("connect_timeout", _CONNECT_S)
    given.setdefault("application_name", "newsdesk-qa")
    return psycopg.connect(**given, autocommit=True, row_factory=_rows, client_encoding="UTF8")


def _rows(cursor: Any) -> Any:
    """How psycopg makes rows: of a class of this one result, which knows the names."""
    columns = cursor.description
    if columns is None:
        return tuple
    return type("NamedRow", (NamedRow,), {"names": {column.name: n for n, column in enumerate(columns)}})


@lru_cache(maxsize=512)
def translated(sql: str) -> tuple[str, bool]:
    """A statement with its parameters as psycopg spells them, and whether they are numbered."""
    numbered = False

    def spelled(found: re.Match[str]) -> str:
        nonlocal numbered
        text = found.group()
        if text[0] != "?":
            return text.replace("%", "%%")
        numbered = numbered or bool(found.group(1))
        return f"%(p{found.group(1)})s" if found.group(1) else "%s"

    return _MARKS.sub(spelled, sql), numbered

"""Writing a file so that a reader, a kill or a power cut sees the old one or the new one, whole; its name."""

from __future__ import annotations

import os
import re
import sys
import threading
from contextlib import suppress
from pathlib import Path

ANYONE = 0o666
"""The rights that a new file asks for; the user's umask takes some of them away."""
_HALF = ".half"
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""Windows opens files for text unless it is told otherwise, and would put a byte before each end of line."""
_looked_at: set[Path] = set()
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows keeps for devices: no file or folder can have one."""


def write_whole(path: Path, content: bytes, mode: int = ANYONE) -> None:
    """Write a file beside and give it the name when its bytes are on the disk. Raises OSError.

    What is there and is no file, such as /dev/stdout, is written to as it is; a link stays one.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_native_id()}{_HALF}")
    try:
        # Rights are given when the file is made, so that a key is never readable by others, not for a moment.
        _clear_away(target.parent)
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, _ANEW, mode), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def _clear_away(folder: Path) -> None:
    """Remove what killed processes were writing in a folder; looked for once, as it may hold many files."""
    if folder in _looked_at:
        return
    _looked_at.add(folder)
    for left in folder.glob(f".*{_HALF}"):
        writer = left.name.removesuffix(_HALF).rpartition(".")[2]
        if not _lives(writer.partition("-")[0]):
            left.unlink(missing_ok=True)


def _lives(pid: str) -> bool:
    """Whether there is such a process; True for what is no number, which is not ours to remove."""
    try:
        return process_lives(int(pid))
    except ValueError:
        return True


def process_lives(number: int) -> bool:
    """Whether a process with this number runs, also another user's."""
    if sys.platform == "win32":
        return _lives_on_windows(number)
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


if sys.platform == "win32":

    def _lives_on_windows(number: int) -> bool:
        """os.kill(number, 0) would send Ctrl+C there."""
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(_MAY_BE_ASKED, False, number)
        if not handle:
            return bool(ctypes.get_last_error() == _ACCESS_DENIED)
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == _STILL_ACTIVE

    _MAY_BE_ASKED, _ACCESS_DENIED, _STILL_ACTIVE = 0x1000, 5, 259


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def slug_of(title: str, most: int = 60, *, nameless: str = "topic") -> str:
    """A file name for a title, of whole words and plain letters: "The acid leak" is "the-acid-leak".

    A title of other letters ends in a sign of its own, else all of them would have one name.
    """
    import hashlib
    import unicodedata

    plain = unicodedata.normalize("NFKD", title.casefold())
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    slug = "-".join(words)
    if len(slug) > most:
        slug = slug[: max(slug.rfind("-", 0, most + 1), 0) or most]
    if any(sign.isalnum() and not sign.isascii() for sign in plain):
        slug = f"{slug or nameless}-{hashlib.sha256(title.encode()).hexdigest()[:6]}"
    slug = slug or nameless
    return f"{slug}-{nameless}" if _DEVICE.fullmatch(slug) else slug

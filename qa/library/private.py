"""What a library holds is the user's alone: questions asked, replies of models, the articles themselves."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def keep_private(folder: Path) -> None:
    """Take the rights of group and others off a library and all that is in it, also of an older one.

    What belongs to somebody else, or lies on a file system without such rights, stays as it is.
    """
    for place, folders, files in os.walk(folder):
        _limit(Path(place), FOLDER)
        for name in files:
            _limit(Path(place, name), FILE)
        folders[:] = [name for name in folders if not Path(place, name).is_symlink()]


def _limit(path: Path, mode: int) -> None:
    with suppress(OSError):
        now = path.lstat()
        if not stat.S_ISLNK(now.st_mode) and stat.S_IMODE(now.st_mode) & 0o077:
            path.chmod(mode)

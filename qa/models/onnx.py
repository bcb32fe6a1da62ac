"""Network files: found, held against their pinned hash, and opened. The door to onnxruntime and tokenizers.

A model file that was swapped would silently change answers, so no file is used before its SHA-256 is the one
that was measured. Nothing heavy is imported before the first file is opened.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qa.errors import ModelRefusedError

MODELS = Path(__file__).parent

TOKENIZER = MODELS / "tokenizer.json"
"""The vocabulary of bert-base-uncased (Apache-2.0), which the embedder and the reader share."""
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


def package_folder(name: str) -> Path:
    """The folder of an installed package, found without importing it; raises ModelRefusedError."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise refused(name.replace("_", "-"), "is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def checked(path: Path, sha256: str, package: str = "newsdesk-qa") -> Path:
    """The file of a package, if it has this hash; raises ModelRefusedError that names both.

    It is read piece by piece: a network that was read as a whole stays in memory twice.
    """
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise refused(package, f"lacks {path.name}: {error.strerror}") from error
    if found != sha256:
        raise refused(package, f"has a damaged {path.name}: its SHA-256 is {found[:12]}…, not {sha256[:12]}…")
    return path


def refused(package: str, what: str) -> ModelRefusedError:
    """The error of a package whose files cannot be used, with the way out."""
    return ModelRefusedError(
        f"the package {package} {what}", f"reinstall it: pip install --force-reinstall {package}"
    )


def load_tokenizer(path: Path = TOKENIZER, sha256: str = TOKENIZER_SHA256) -> Any:
    """A tokenizer that neither cuts nor pads: both are the business of whoever runs the network."""
    tokenizer = tokenizer_of(checked(path, sha256).read_bytes())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokenizer_of(content: bytes) -> Any:
    """The tokenizer that a tokenizer.json describes."""
    from tokenizers import Tokenizer

    return Tokenizer.from_str(content.decode("utf-8"))


def load_session(model: bytes | Path) -> Any:
    """A session on one thread: whoever runs it decides how many run at a time.

    A path takes less memory than the bytes, and graphs whose weights stand in a file beside them need it.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(model) if isinstance(model, Path) else model, options, providers=["CPUExecutionProvider"]
    )
    _give_back()
    return session


def _give_back() -> None:
    """Memory that opening a network took and left goes back to the system: 70 MB of MiniLM's 240 (glibc)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)

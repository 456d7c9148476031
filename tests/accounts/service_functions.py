"""What a centre can be asked to do: the functions that the code hands to it, and those that take a unit of work."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOORS = {"read": False, "write": True}
# Only what asks a centre is read as a program: the rest of a thousand files would take ten seconds.
_ASKS_A_CENTRE = re.compile(r"centre\.(read|write)\(")
_TAKES_A_UNIT = re.compile(r"^def ([a-z]\w*)\(\s*unit\b", re.MULTILINE)


@dataclass(frozen=True)
class Handed:
    """A function that is handed to ``centre.read`` or ``centre.write`` at a place; no module: nobody can say which."""

    module: str
    name: str
    is_write: bool
    place: str


@cache
def handed() -> frozenset[Handed]:
    """Every function that is named where a centre is read or written; what is made on the spot by its outer name."""
    return frozenset(one for folder in ("desktop_app", "ui") for one in _handed_in(folder))


@cache
def public() -> frozenset[tuple[str, str]]:
    """Module and name of every public function of the program whose first parameter is a unit of work."""
    return frozenset(
        (module, name) for _path, module, source in _modules("desktop_app") for name in _TAKES_A_UNIT.findall(source)
    )


def _modules(folder: str) -> Iterator[tuple[str, str, str]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        place = path.relative_to(ROOT)
        yield str(place), ".".join(place.with_suffix("").parts), path.read_text(encoding="utf-8")


def _handed_in(folder: str) -> Iterator[Handed]:
    for path, module, source in _modules(folder):
        if not _ASKS_A_CENTRE.search(source):
            continue
        tree = ast.parse(source)
        imported = {
            alias.asname or alias.name: (node.module or "", alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        for top in tree.body:
            for node in ast.walk(top):
                if isinstance(node, ast.Call) and (door := _door(node)) is not None and node.args:
                    outer = getattr(top, "name", "")
                    for owner, name in _meant(node.args[0], own, imported, module, outer):
                        yield Handed(owner, name, DOORS[door], f"{path}:{node.lineno}")


def _door(call: ast.Call) -> str | None:
    if isinstance(call.func, ast.Attribute) and call.func.attr in DOORS and "centre" in ast.unparse(call.func.value):
        return call.func.attr
    return None


def _meant(
    given: ast.expr, own: set[str], imported: dict[str, tuple[str, str]], module: str, outer: str
) -> Iterator[tuple[str, str]]:
    """A variable's functions are handed over by name elsewhere, or public: they are not found here."""
    if isinstance(given, ast.Lambda):
        yield module, outer
    elif isinstance(given, ast.Name):
        if given.id in imported:
            yield imported[given.id]
        elif given.id in own:
            yield module, given.id

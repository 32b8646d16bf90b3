"""The project's own files as tests look at them: which modules there are, in which order the README lists them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("assistant", "ingest", "evals", "ui")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def modules() -> list[str]:
    """Every module as a path from the root; the packages' own `__init__.py` left out."""
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")) if path.name != "__init__.py"]
    return [path.relative_to(ROOT).as_posix() for path in found] + ["app.py"]


def listed() -> list[str]:
    """The modules of the README's table, in its order."""
    return re.findall(r"^\| `([\w/]+\.py)` \| \S", README, re.MULTILINE)


def imports(module: str) -> Iterator[str]:
    """The full names of what a file imports, wherever in it and for whatever purpose."""
    for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, f"{module} imports relatively"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if (ROOT / (whole.replace(".", "/") + ".py")).is_file() else node.module


def path_of(name: str) -> str:
    """The file of a project module by its dotted name, "" for anything else."""
    path = name.replace(".", "/") + ".py"
    return path if (ROOT / path).is_file() else ""

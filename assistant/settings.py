"""The settings: one frozen record, read from an environment mapping at the edges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from assistant.errors import SettingError

PREFIX = "PINPOINT_"


def _setting(default: Any, about: str) -> Any:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person may set, each as `PINPOINT_<NAME>` in the environment or in a `.env` file."""

    corpus: Path = _setting(Path("corpus"), "folder with `corpus.toml` and the documents; never written")
    data: Path = _setting(Path(".pinpoint/data"), "folder for what people bring or make; back it up by copying")
    index: Path = _setting(Path(".pinpoint/index"), "folder of the index; can always be rebuilt with `python -m ingest`")
    embedder: str = _setting("", "name or folder of a sentence-transformers model; empty: the installed all-MiniLM-L6-v2")
    reranker: str = _setting("", "name or folder of a sentence-transformers CrossEncoder for the best hits; empty: none")

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Settings from a mapping such as `os.environ`. An unknown `PINPOINT_` name is a `SettingError`."""
        known = {f"{PREFIX}{f.name.upper()}": f for f in fields(cls)}
        unknown = sorted(name for name in env if name.startswith(PREFIX) and name not in known)
        if unknown:
            raise SettingError(f"{unknown[0]}: no such setting; the settings are {', '.join(sorted(known))}")
        values: dict[str, Any] = {}
        for name, entry in known.items():
            if env.get(name):
                values[entry.name] = Path(env[name]) if isinstance(entry.default, Path) else env[name]
        return cls(**values)


def read_env_file(path: Path) -> dict[str, str]:
    """The `NAME=value` lines of a `.env` file; comments and blank lines are skipped, quotes around a value dropped."""
    if not path.is_file():
        return {}
    values = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        entry = line.strip().removeprefix("export ")
        if not entry or entry.startswith("#"):
            continue
        name, equals, value = entry.partition("=")
        if not equals:
            raise SettingError(f"{path}:{number}: not a NAME=value line; correct it or put # before it")
        values[name.strip()] = value.strip().strip("\"'")
    return values


def load(env: Mapping[str, str], folder: Path = Path(".")) -> Settings:
    """The settings of a process: `.env` in `folder`, overridden by the environment."""
    return Settings.from_env({**{k: v for k, v in read_env_file(folder / ".env").items() if k.startswith(PREFIX)}, **env})

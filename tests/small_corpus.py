"""A corpus written down in a test, indexed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from assistant.settings import Settings
from ingest.update import update


def indexed(folder: Path, toml: str, files: Mapping[str, str], day: date) -> Settings:
    """Settings below `folder` of a corpus with this `corpus.toml` and these files by name, indexed as of a day."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in {**files, "corpus.toml": toml}.items():
        (corpus / name).write_text(text, encoding="utf-8")
    settings = Settings(corpus=corpus, data=folder / "data", index=folder / "index")
    update(settings, day, lambda what, done, total: None)
    return settings

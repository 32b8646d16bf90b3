"""The one way from a corpus folder to an index that fits it."""

from __future__ import annotations

from datetime import date

from assistant.settings import Settings
from assistant.sources import corpus_hash, sources
from ingest.contents import contents
from ingest.generation import BuildReport, Progress, build
from ingest.reading import Reading, read_all


def update(settings: Settings, day: date, progress: Progress) -> tuple[BuildReport, Reading]:
    """Brings the index to the corpus that the settings name, references resolved as of `day`; what was done, what was read.

    Raises CorpusError where the corpus cannot be used, and what `build` raises.
    """
    signed = corpus_hash(*sources(settings))
    reading = read_all(settings.corpus, day)
    return build(settings, contents(reading, signed), progress), reading

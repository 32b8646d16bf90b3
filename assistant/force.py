"""In force on a day: the state of a version from its dates and from what is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.records import Document, InForce, Version


def state(version: Version, day: date) -> InForce:
    """The state of one version on `day`; `superseded` is the first day on which it no longer stands."""
    if version.superseded and version.superseded <= day:
        return "superseded"
    if version.effective and version.effective > day:
        return "not yet in force"
    if version.current == "unknown" or version.effective is None:
        return "unknown"
    return "in force"


def newest_first(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Versions from the latest to the oldest; those without dates keep their order, behind the dated."""
    return tuple(sorted(versions, key=lambda v: v.effective or v.superseded or date.min, reverse=True))


def standing(document: Document, day: date) -> Version | None:
    """The version that stands on `day`: in force, else of unknown state, else None."""
    by_state = [(state(version, day), version) for version in newest_first(document.versions)]
    for wanted in ("in force", "unknown"):
        for found, version in by_state:
            if found == wanted:
                return version
    return None


def in_year(document: Document, year: int) -> Version | None:
    """The version that a citation of that year's law means: the last one that stood in it and whose text is held."""
    for version in newest_first(document.versions):
        began = version.effective is None or version.effective.year <= year
        if version.file and began and (version.superseded is None or version.superseded.year >= year):
            return version
    return None

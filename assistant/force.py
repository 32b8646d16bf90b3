"""In force on a day: the state of a version from its dates and from what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from assistant.records import Document, InForce, Version


def state(version: Version, day: date) -> InForce:
    """The state of one version on `day`; `superseded` is the first day on which it no longer stands."""
    if version.followed or (version.superseded and version.superseded <= day):
        return "superseded"
    if version.effective and version.effective > day:
        return "not yet in force"
    if version.current == "unknown" or version.effective is None:
        return "unknown"
    return "in force"


def newest_first(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Versions from the latest to the oldest; one without a first day is later than those listed before it."""
    listed = list(versions)
    began = _began(listed)
    order = sorted(range(len(listed)), key=lambda at: (began[at], at), reverse=True)
    return tuple(listed[at] for at in order)


def _began(versions: Sequence[Version]) -> list[date]:
    """The day before which each version, listed oldest first, did not stand; `date.min` where nothing is known."""
    days: list[date] = []
    for at, version in enumerate(versions):
        before = versions[at - 1] if at else None
        follows = max(days[-1], before.superseded or date.min) if before else date.min
        days.append(version.effective or follows)
    return days


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
    began = dict(zip((v.id for v in document.versions), _began(document.versions), strict=True))
    for version in newest_first(document.versions):
        ended = version.superseded is not None and version.superseded.year < year
        if version.file and began[version.id].year <= year and not ended:
            return version
    return None

"""Records to JSON values and back, exactly: frozen dataclasses of strings, numbers, dates, tuples and further records."""

from __future__ import annotations

import hashlib
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

Record = TypeVar("Record")


def pack(value: Any) -> Any:
    """A JSON value of a record or of what a record may hold."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, tuple):
        return [pack(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    kind: Any = type(value)
    return {name: pack(getattr(value, name)) for name in _names(kind)}


def unpack(kind: type[Record], value: Any) -> Record:
    """The record of type `kind` that `pack` made `value` from. Raises TypeError or ValueError for another shape."""
    return typing.cast(Record, _reader(typing.cast(Any, kind))(value))


def shape(*kinds: type) -> str:
    """A short hash of the fields of record types and of the records in them; it changes when a field does."""
    told = hashlib.sha256()
    seen: set[type] = set()
    waiting: list[Any] = list(kinds)
    while waiting:
        kind = waiting.pop(0)
        if is_dataclass(kind) and isinstance(kind, type) and kind not in seen:
            seen.add(kind)
            hints = typing.get_type_hints(kind)
            told.update(repr([(kind.__name__, one.name, str(one.type)) for one in fields(kind)]).encode())
            waiting.extend(hints.values())
        else:
            waiting.extend(typing.get_args(kind))
    return told.hexdigest()[:16]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def _same(value: Any) -> Any:
    return value


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What turns a JSON value into one of the type a hint names."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        return _tuple_of(_reader(args[0]))
    if origin is tuple:
        return _tuple_by_place(tuple(_reader(one) for one in args))
    if origin in (types.UnionType, typing.Union):
        inner = [_reader(one) for one in args if one is not type(None)]
        return lambda value: None if value is None else inner[0](value)
    if hint is date:
        return date.fromisoformat
    if is_dataclass(hint) and isinstance(hint, type):
        return _record(hint)
    return _same


def _tuple_of(inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return tuple if inner is _same else lambda value: tuple(inner(one) for one in value)


def _tuple_by_place(inner: tuple[Callable[[Any], Any], ...]) -> Callable[[Any], Any]:
    return lambda value: tuple(one(part) for one, part in zip(inner, value, strict=True))


def _record(kind: Any) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in _names(kind)}
    plain = {name for name, reader in readers.items() if reader is _same}

    def read(value: dict[str, Any]) -> Any:
        return kind(**{name: one if name in plain else readers[name](one) for name, one in value.items()})

    return read

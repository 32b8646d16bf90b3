"""The keys of provisions: a byte a number, mapped, told whole, lent to the next generation."""

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexMismatch
from assistant.keys import FILES, KeysReader, packed, side_by_side, write

IDS, HASHES = ("town@1/a", "town@1/b", "town@1/c"), ("ha", "hb", "hc")


def some(tokens: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return (rng.normal(size=(tokens, 6, 8)) * rng.uniform(0.01, 50, size=(tokens, 6, 1))).astype(np.float32)


def test_a_number_is_kept_to_within_half_a_scale_of_its_row() -> None:
    keys = some(5, 0)
    keys[2, 3] = 0
    kept = packed(keys)
    assert kept.codes.dtype == np.int8 and kept.scales.shape == (5, 6)
    assert (np.abs(kept.unpacked() - keys) <= kept.scales[..., None] * 0.5001).all()
    assert (kept.unpacked()[2, 3] == 0).all() and np.abs(kept.codes).max() == 127
    again = packed(kept.unpacked())
    assert (again.codes == kept.codes).all() and np.allclose(again.scales, kept.scales, rtol=1e-6)


def test_what_is_written_reads_back_by_provision_and_by_hash(tmp_path: Path) -> None:
    kept = [packed(some(tokens, tokens)) for tokens in (3, 1, 7)]
    write(tmp_path / "keys", IDS, HASHES, kept)
    reader = KeysReader(tmp_path / "keys")
    assert len(reader) == 3 and sorted(path.name for path in (tmp_path / "keys").iterdir()) == sorted(FILES)
    for id_, digest, one in zip(IDS, HASHES, kept, strict=True):
        for found in (reader.of(id_), reader.known()[digest]):
            assert (found.codes == one.codes).all() and (found.scales == one.scales).all()
    with pytest.raises(KeyError):
        reader.of("town@1/z")


def test_keys_side_by_side_are_padded_to_the_longest() -> None:
    kept = [packed(some(tokens, tokens)) for tokens in (3, 1)]
    laid, there = side_by_side(kept)
    assert laid.shape == (2, 3, 6, 8) and there.tolist() == [[1, 1, 1], [1, 0, 0]]
    assert (laid[0] == kept[0].unpacked()).all() and (laid[1, :1] == kept[1].unpacked()).all()
    assert (laid[1, 1:] == 0).all()


def test_no_keys_at_all_are_fine_too(tmp_path: Path) -> None:
    write(tmp_path / "keys", (), (), ())
    assert len(KeysReader(tmp_path / "keys")) == 0 and KeysReader(tmp_path / "keys").known() == {}


@pytest.mark.parametrize(
    "damage", ["gone", "cut", "lengths", "negative", "hashes", "a number", "no json", "empty", "a flat file"]
)
def test_damaged_keys_are_named(tmp_path: Path, damage: str) -> None:
    write(tmp_path / "keys", IDS, HASHES, [packed(some(2, seed)) for seed in range(3)])
    told = json.loads((tmp_path / "keys" / "keys.json").read_text())
    if damage == "gone":
        (tmp_path / "keys" / "scales.npy").unlink()
    elif damage == "cut":
        np.save(tmp_path / "keys" / "keys.npy", np.zeros((5, 6, 8), dtype=np.int8))
    elif damage == "lengths":
        (tmp_path / "keys" / "keys.json").write_text(json.dumps({**told, "tokens": [2, 2]}))
    elif damage == "negative":
        (tmp_path / "keys" / "keys.json").write_text(json.dumps({**told, "tokens": [-2, 4, 4]}))
    elif damage == "a number":
        (tmp_path / "keys" / "keys.json").write_text(json.dumps({**told, "hash": 3}))
    elif damage == "a flat file":
        np.save(tmp_path / "keys" / "keys.npy", np.int8(3))
    elif damage == "hashes":
        (tmp_path / "keys" / "keys.json").write_text(json.dumps({**told, "hash": ["ha"]}))
    elif damage == "empty":
        (tmp_path / "keys" / "keys.npy").write_bytes(b"")
    else:
        (tmp_path / "keys" / "keys.json").write_text("{")
    with pytest.raises(IndexMismatch, match=r"The keys in .* (cannot be read|do not fit together).*run `python -m ingest`"):
        KeysReader(tmp_path / "keys")

"""What an index folder holds and how it is told whole: its layout, the manifest of a generation, the pointer to it.

```
<index>/current                      the pointer: the generation's id and its manifest's SHA-256
<index>/generations/<id>/            manifest.json, store.sqlite, lexical/, vectors/,
                                     late/, interaction/
<index>/generations/<id>.lock        held shared by readers; <id>.part/ is a build that was not finished
<index>/models/<hash prefix>/        the exported embedding model
<index>/writer.lock
```
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant.errors import IndexMismatch, IndexMissing

FORMAT = 3
LIBRARIES = ("chromadb", "tantivy", "onnxruntime")
LARGE = ("vectors/chroma/", "interaction/keys.npy")  # hashed when a generation is built or lent, not when it is opened
REBUILD = "run `python -m ingest`."
POINTER = re.compile(r"(?P<id>\d{4,}-[0-9a-f]{8}) (?P<manifest>[0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of an index folder."""

    root: Path

    @property
    def pointer(self) -> Path:
        """The file that names the generation in use."""
        return self.root / "current"

    @property
    def generations(self) -> Path:
        """The folder of all generations."""
        return self.root / "generations"

    @property
    def models(self) -> Path:
        """The folder of all exported models."""
        return self.root / "models"

    def generation(self, id: str) -> Path:
        """The folder of one generation."""
        return self.generations / id

    def lock(self, id: str) -> Path:
        """The file that readers of a generation lock."""
        return self.generations / f"{id}.lock"

    def model(self, digest: str) -> Path:
        """The folder of the exported model with this hash."""
        return self.models / digest[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation was built from and with.

    `corpus` hashes the corpus folder's files, `contents` what was read from them; `shape` the records' fields;
    `embedder` is the setting, `model` the name and `model_hash` the hash of the model behind it; `counts` are documents,
    provisions, chunks and rows; `files` maps each file to its size and SHA-256 ("" where a file changes when opened).
    """

    id: str
    format: int
    shape: str
    corpus: str
    contents: str
    embedder: str
    model: str
    model_hash: str
    libraries: dict[str, str]
    counts: dict[str, int]
    files: dict[str, tuple[int, str]]
    created: str

    def dump(self) -> bytes:
        """The manifest as the bytes of `manifest.json`."""
        return (json.dumps(asdict(self), indent=1) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Pointer:
    """What `current` says: a generation and its manifest's SHA-256."""

    id: str
    manifest: str

    def dump(self) -> str:
        """The pointer as the text of `current`."""
        return f"{self.id} {self.manifest}\n"


def read_pointer(layout: Layout) -> Pointer:
    """The generation in use. Raises IndexMissing where none was built, IndexMismatch where the pointer is damaged."""
    try:
        text = layout.pointer.read_bytes().decode("ascii", errors="replace")
    except FileNotFoundError as error:
        raise IndexMissing(f"There is no index in {layout.root}: {REBUILD}") from error
    match = POINTER.fullmatch(text)
    if not match:
        raise IndexMismatch(f"The index in {layout.root} is damaged (`current` names no generation): {REBUILD}")
    return Pointer(match["id"], match["manifest"])


def read_manifest(layout: Layout, pointer: Pointer) -> Manifest:
    """The manifest of a generation. Raises IndexMismatch where it is missing, changed or of another format."""
    path = layout.generation(pointer.id) / "manifest.json"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IndexMismatch(
            f"The index in {layout.root} is damaged ({path.parent.name} has no manifest): {REBUILD}"
        ) from error
    if hashlib.sha256(content).hexdigest() != pointer.manifest:
        raise IndexMismatch(f"The index in {layout.root} is damaged ({path} was changed): {REBUILD}")
    values = json.loads(content)
    if values.get("format") != FORMAT:
        raise IndexMismatch(
            f"The index in {layout.root} has format {values.get('format')}, this program needs {FORMAT}: {REBUILD}"
        )
    try:
        return Manifest(**{**values, "files": {name: (size, digest) for name, (size, digest) in values["files"].items()}})
    except (TypeError, KeyError, ValueError) as error:
        raise IndexMismatch(
            f"The index in {layout.root} is foreign (its manifest does not fit: {error}): {REBUILD}"
        ) from error


def differences(manifest: Manifest, *, shape: str, embedder: str, libraries: dict[str, str]) -> Iterator[str]:
    """What of an index does not fit this program and these settings, each in a few words."""
    if manifest.shape != shape:
        yield "it was built by another release whose records differ"
    if manifest.embedder != embedder:
        built, here = manifest.embedder or "the installed model", embedder or "the installed model"
        yield f"it was built with the embedder {built!r}, set is {here!r}"
    for name, here in libraries.items():
        built = manifest.libraries.get(name, "none")
        if _minor(built) != _minor(here):
            yield f"it was built with {name} {built}, installed is {here}"


def damages(folder: Path, manifest: Manifest, *, large: bool) -> Iterator[str]:
    """What is missing or changed in a generation's folder. `large` reads the large files too, whose sizes alone are checked
    otherwise: Chroma's are not needed where the matrix is searched, and the keys are mapped."""
    for name, (size, digest) in manifest.files.items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif path.stat().st_size != size:
            yield f"{name} has {path.stat().st_size} bytes, not {size}"
        elif digest and (large or not name.startswith(LARGE)) and file_hash(path) != digest:
            yield f"{name} was changed"


def describe_files(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of every file of a generation, by path; locks are left out, SQLite files of Chroma get no hash."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix != ".lock" and name != "manifest.json":
            opened_changes = name.startswith(LARGE[0]) and ".sqlite3" in path.name
            found[name] = (path.stat().st_size, "" if opened_changes else file_hash(path))
    return found


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def installed(names: Sequence[str] = LIBRARIES) -> dict[str, str]:
    """The installed versions of the libraries that write an index."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def _minor(text: str) -> list[str]:
    return text.split(".")[:2]

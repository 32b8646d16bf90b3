"""One generation, open: its parts, each checked against the manifest."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from assistant.errors import IndexMismatch
from assistant.manifest import REBUILD, Layout, Manifest, damages
from assistant.store import Store

if TYPE_CHECKING:
    from assistant.embedder import OnnxEmbedder, OnnxInteraction
    from assistant.keys import KeysReader
    from assistant.late import LateReader
    from assistant.lexical import LexicalReader
    from assistant.vectors import VectorReader


class Index:
    """One generation, open. Its parts are opened when first asked for, since each brings a library along."""

    def __init__(self, layout: Layout, manifest: Manifest) -> None:
        self.id = manifest.id
        self.manifest = manifest
        self._layout = layout
        self._folder = layout.generation(manifest.id)
        self._lock = RLock()
        self._vectors: VectorReader | None = None
        self._lexical: LexicalReader | None = None
        self._late: LateReader | None = None
        self._keys: KeysReader | None = None
        self.store = Store(self._folder / "store.sqlite")
        for what, found in self.store.counts().items():
            self._expect(what, found)

    @property
    def vectors(self) -> VectorReader:
        """The vectors of all chunks."""
        from assistant.vectors import VectorReader

        with self._lock:
            if self._vectors is None:
                reader = VectorReader(self._folder / "vectors")
                self._expect("chunks", len(reader))
                if reader.reads_chroma:
                    refuse(self._layout, damages(self._folder, self.manifest, large=True))
                self._vectors = reader
            return self._vectors

    @property
    def late(self) -> LateReader:
        """What the tuned model read of the provisions; nothing in a large corpus."""
        from assistant.late import LateReader

        with self._lock:
            if self._late is None:
                self._late = LateReader(self._folder / "late")
            return self._late

    @property
    def keys(self) -> KeysReader:
        """What the interaction model attends to in the provisions; nothing in a large corpus or without such a model."""
        from assistant.keys import KeysReader

        with self._lock:
            if self._keys is None:
                reader = KeysReader(self._folder / "interaction")
                if len(reader):
                    self._expect("provisions", len(reader))
                self._keys = reader
            return self._keys

    @property
    def lexical(self) -> LexicalReader:
        """The words of all provisions."""
        from assistant.lexical import LexicalReader

        with self._lock:
            if self._lexical is None:
                reader = LexicalReader(self._folder / "lexical")
                self._expect("rows", len(reader))
                self._lexical = reader
            return self._lexical

    @cached_property
    def embedder(self) -> OnnxEmbedder:
        """The model that the vectors were made with; one in a process, whatever the generation."""
        return self._model(self._layout.model(self.manifest.model_hash))

    @cached_property
    def tuned(self) -> OnnxEmbedder:
        """The model that reads questions and provisions for late interaction; the embedder where it has no adapter."""
        from assistant.embedder import tuned

        return self._model(tuned(self._layout.model(self.manifest.model_hash)))

    @property
    def interaction(self) -> OnnxInteraction | None:
        """The model that reads a question with a provision at hand; None where there is none for the embedder."""
        embedder = self.embedder
        with self._lock:
            return _interaction(embedder)

    def close(self) -> None:
        """Closes what was opened."""
        self.store.close()
        self._keys = None
        if self._vectors is not None:
            self._vectors.close()

    def _model(self, folder: Path) -> OnnxEmbedder:
        with self._lock:
            model = _embedder(folder)
        if model.meta.hash != self.manifest.model_hash:
            refuse(self._layout, ["its vectors are of another embedding model than the one exported beside it"])
        return model

    def _expect(self, what: str, found: int) -> None:
        if found != self.manifest.counts.get(what):
            refuse(self._layout, [f"it holds {found} {what}, its manifest says {self.manifest.counts.get(what)}"])


@lru_cache(maxsize=4)
def _embedder(folder: Path) -> OnnxEmbedder:
    from assistant.embedder import OnnxEmbedder

    return OnnxEmbedder(folder)


@lru_cache(maxsize=4)
def _interaction(embedder: OnnxEmbedder) -> OnnxInteraction | None:
    from assistant.embedder import interaction

    return interaction(embedder)


def refuse(layout: Layout, reasons: Iterable[str]) -> None:
    """Raises IndexMismatch with the first few reasons, if there are any."""
    told = list(reasons)
    if told:
        more = f" and {len(told) - 3} more" if len(told) > 3 else ""
        raise IndexMismatch(f"The index in {layout.root} does not fit: {'; '.join(told[:3])}{more}: {REBUILD}")

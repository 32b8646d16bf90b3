"""Sentence embeddings through ONNX Runtime, from a folder that the build exported; the only file that knows onnxruntime.

A model folder holds `model.onnx` (token ids in, unit vectors out), `tokenizer.json` and `meta.json`; below it, in `tuned`,
the same of the model with the adapter trained for questions over governing documents, where there is one for it; and
`interaction.onnx`, which goes on from what the plain graph gives besides, where there is an interaction model. Neither torch
nor sentence-transformers is needed to ask: both load in seconds, this in a fraction of one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from assistant.errors import IndexMismatch
from assistant.keys import Keys, packed, side_by_side

Vectors = npt.NDArray[np.float32]

PROBE = "Who must approve the contract before the officer starts work at the school?"
SAME = 0.9999
BATCH = 32
REMEMBERED = 512
ATTENDED = 128
TUNED = "tuned"
INTERACTION = "interaction.onnx"
NEAR = 1e-2  # how far two tellings of one pair may lie apart, in log-odds, and still count as the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A text's unit vector, shape (dimensions,), a unit vector for each of its tokens, shape (tokens, dimensions), the frame
    tokens left out, and how much each token counts, shape (tokens,). `begun` is what an interaction model goes on from,
    shape (tokens with the frame, dimensions); no rows where there is none."""

    vector: Vectors
    tokens: Vectors
    weights: Vectors
    begun: Vectors = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelMeta:
    """What `meta.json` says of an exported model; `probe` is the vector it gave for the probe sentence at export, `told`
    what the interaction model gave for it beside itself, empty where there is none."""

    name: str
    hash: str
    dimensions: int
    max_tokens: int
    query_prompt: str = ""
    document_prompt: str = ""
    probe: tuple[float, ...] = ()
    told: tuple[float, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> ModelMeta:
        """The meta of an exported model. Raises IndexMismatch where the folder is incomplete or not such a folder."""
        for name in ("model.onnx", "tokenizer.json", "meta.json"):
            if not (folder / name).is_file():
                raise IndexMismatch(f"The embedding model in {folder} lacks {name}: run `python -m ingest`.")
        try:
            values = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
            return cls(**{**values, "probe": tuple(values["probe"]), "told": tuple(values.get("told", ()))})
        except (ValueError, TypeError, KeyError) as error:
            raise IndexMismatch(f"{folder / 'meta.json'} cannot be read ({error}): run `python -m ingest`.") from error

    def write(self, folder: Path) -> None:
        """Writes `meta.json`; an exporter does this last, so a folder without it is an unfinished one."""
        (folder / "meta.json").write_text(json.dumps(asdict(self)) + "\n", encoding="utf-8")


class OnnxEmbedder:
    """The embeddings of one exported model. Safe to share between threads.

    `threads` is what one call may use: one for questions, more where a whole corpus is embedded. Opening embeds a probe
    sentence and compares it with the export's own vector, so a damaged model is found out. Raises IndexMismatch.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.meta = ModelMeta.read(folder)
        self.folder = folder
        try:
            self._session = _session(folder / "model.onnx", threads)
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._inputs = tuple(one.name for one in self._session.get_inputs())
            self._outputs = [one.name for one in self._session.get_outputs()]
            probe = self.encode([PROBE])[0]
        except Exception as error:  # the two libraries raise bare exceptions of their own kinds for a damaged file
            first = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise IndexMismatch(
                f"The embedding model in {folder} does not load ({first}): run `python -m ingest`."
            ) from error
        if self.meta.probe and not float(probe @ np.asarray(self.meta.probe, dtype=np.float32)) > SAME:
            raise IndexMismatch(f"The embedding model in {folder} is not the one exported there: run `python -m ingest`.")
        self._question: Callable[[str], Encoded] = lru_cache(maxsize=REMEMBERED)(self._encode_question)
        self._words: Callable[[str], tuple[str, ...]] = lru_cache(maxsize=REMEMBERED)(self._token_words)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, float32 of shape (len(texts), dimensions), in the order given.

        Runs in batches of up to 32 texts of about the same length, so that little is spent on padding.
        """
        out: Vectors = np.zeros((len(texts), self.meta.dimensions), dtype=np.float32)
        for places, arrays in self._batched(texts):
            out[places] = self._session.run(["embedding"], {name: arrays[name] for name in self._inputs})[0]
        return out

    def encode_query(self, text: str) -> Vectors:
        """The unit vector of a question, float32 of shape (dimensions,); read-only, the last few hundred are remembered."""
        return self._question(text).vector

    def read(self, text: str) -> Encoded:
        """A question's vector, its tokens' vectors and their weights, from one run; read-only, remembered likewise."""
        return self._question(text)

    def read_all(self, texts: Sequence[str]) -> list[Encoded]:
        """Each passage's vector, its tokens' vectors and their weights, in the order given."""
        found: list[Encoded | None] = [None] * len(texts)
        for places, arrays in self._batched(texts):
            for place, one in zip(places, self._encoded(arrays), strict=True):
                found[place] = one
        return [one for one in found if one is not None]

    def keys(self, texts: Sequence[str]) -> list[Keys]:
        """What an interaction model attends to in each passage, its first ATTENDED tokens, in the order given."""
        found: list[Keys | None] = [None] * len(texts)
        for places, arrays in self._batched(texts):
            keys = self._session.run(["keys"], {name: arrays[name] for name in self._inputs})[0]
            for row, place in enumerate(places):
                found[place] = packed(keys[row, : min(int(arrays["attention_mask"][row].sum()), ATTENDED)])
        return [one for one in found if one is not None]

    def token_words(self, text: str) -> tuple[str, ...]:
        """For each token of a question, as `read` gives them, the lower-case word that it is part of; remembered too."""
        return self._words(text)

    def _token_words(self, text: str) -> tuple[str, ...]:
        encoded = self._tokenizer.encode(self.meta.query_prompt + text)
        spans: dict[int, list[int]] = {}
        for at, word in enumerate(encoded.word_ids):
            if word is not None:
                spans.setdefault(word, []).append(at)
        whole = {
            word: "".join(encoded.tokens[at].removeprefix("##") for at in places).lower() for word, places in spans.items()
        }
        kept = [word for word, used in zip(encoded.word_ids, encoded.attention_mask, strict=True) if used][1:-1]
        return tuple(whole.get(word, "") if word is not None else "" for word in kept)

    def whole_words(self) -> frozenset[str]:
        """The words of English that the tokenizer keeps whole: what is here is no slip of the pen."""
        return frozenset(word for word in self._tokenizer.get_vocab() if word.isalpha() and word.islower())

    def _encode_question(self, text: str) -> Encoded:
        one = next(self._encoded(self._arrays([self.meta.query_prompt + text])))
        for array in (one.vector, one.tokens, one.weights, one.begun):
            array.setflags(write=False)
        return one

    def _encoded(self, arrays: dict[str, npt.NDArray[np.int64]]) -> Iterator[Encoded]:
        """What one run of the model gives for each row; a model without token vectors gives none."""
        outputs = [name for name in self._outputs if name != "keys"]
        found = dict(zip(outputs, self._session.run(outputs, {n: arrays[n] for n in self._inputs}), strict=True))
        for row, vector in enumerate(found["embedding"]):
            count = int(arrays["attention_mask"][row].sum())
            inner = slice(1, count - 1)
            tokens = found["tokens"][row, inner] if "tokens" in found else np.zeros((0, len(vector)), dtype=np.float32)
            weights = found["weights"][row, inner] if "weights" in found else np.ones(len(tokens), dtype=np.float32)
            begun = found["begun"][row, :count] if "begun" in found else np.zeros((0, len(vector)), dtype=np.float32)
            yield Encoded(vector=vector, tokens=tokens, weights=weights, begun=begun)

    def _batched(self, texts: Sequence[str]) -> Iterator[tuple[list[int], dict[str, npt.NDArray[np.int64]]]]:
        """Passages in batches: their places among `texts`, and the model's inputs."""
        for places in batches([len(text) for text in texts]):
            yield places, self._arrays([self.meta.document_prompt + texts[place] for place in places])

    def _arrays(self, texts: Sequence[str]) -> dict[str, npt.NDArray[np.int64]]:
        encoded = self._tokenizer.encode_batch(list(texts))
        return {
            "input_ids": np.array([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in encoded], dtype=np.int64),
            "token_type_ids": np.array([one.type_ids for one in encoded], dtype=np.int64),
        }


class OnnxInteraction:
    """The interaction model beside an exported one, which reads a question on with a provision at hand. Safe to share.

    `threads` is what one question may use; between questions they rest. Opening reads the probe beside itself and compares
    what is told with the export's. Raises IndexMismatch.
    """

    def __init__(self, folder: Path, embedder: OnnxEmbedder, threads: int = 2) -> None:
        try:
            self._session = _session(folder / INTERACTION, threads, waiting=False)
            told = self.told(embedder.read(PROBE).begun, embedder.keys([PROBE]))
        except Exception as error:  # the library raises bare exceptions of its own kinds for a damaged file
            first = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise IndexMismatch(
                f"The interaction model in {folder} does not load ({first}): run `python -m ingest`."
            ) from error
        if embedder.meta.told and not np.allclose(told, embedder.meta.told, atol=NEAR):
            raise IndexMismatch(f"The interaction model in {folder} is not the one exported there: run `python -m ingest`.")

    def told(self, begun: Vectors, keys: Sequence[Keys]) -> Vectors:
        """The log-odds that each passage answers the question, shape (passages,); `begun` is the question as it was read so
        far, `keys` are the passages' as `OnnxEmbedder.keys` gives them."""
        if not keys:
            return np.zeros(0, dtype=np.float32)
        laid, there = side_by_side(keys)
        own = np.ones((1, len(begun)), dtype=np.float32)
        found: Vectors = self._session.run(["told"], {"begun": begun[None], "own": own, "keys": laid, "there": there})[0]
        return found


def interaction(embedder: OnnxEmbedder) -> OnnxInteraction | None:
    """The interaction model beside an exported one, None where there is none for it. Raises IndexMismatch when damaged."""
    return OnnxInteraction(embedder.folder, embedder) if embedder.meta.told else None


def _session(path: Path, threads: int, waiting: bool = True) -> onnxruntime.InferenceSession:
    """An open graph; `waiting` says whether its threads burn time between two pieces of work, which is faster for many."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", str(int(waiting)))
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def tuned(folder: Path) -> Path:
    """The folder of the tuned model beside an exported one; the model's own where there is no adapter for it."""
    return folder / TUNED if (folder / TUNED).is_dir() else folder


def batches(lengths: Sequence[int], size: int = BATCH) -> Iterator[list[int]]:
    """Places of `lengths` in lists of at most `size`, the shortest first; equal lengths keep their order."""
    order = sorted(range(len(lengths)), key=lambda place: lengths[place])
    for start in range(0, len(order), size):
        yield order[start : start + size]

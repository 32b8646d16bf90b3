"""A cross-encoder that reads question and provision together: a setting, off unless one is named.

Slower by far than everything else on a question's way, so it sees only the best hits. sentence-transformers is imported
when one is opened, never before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from assistant.errors import SettingError

Floats = npt.NDArray[np.float32]


class Reranker:
    """A sentence-transformers CrossEncoder by name or folder; a name that is not in the local cache is downloaded.

    Raises SettingError where there is no such model, or one that gives a pair more than one score.
    """

    def __init__(self, model: str) -> None:
        from sentence_transformers import CrossEncoder
        from torch.nn import Sigmoid

        reason = ""
        for local in (True, False):
            try:
                self._model = CrossEncoder(model, device="cpu", local_files_only=local, activation_fn=Sigmoid())
                break
            except (OSError, ValueError, KeyError, RuntimeError) as error:
                reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        else:
            raise SettingError(f"PINPOINT_RERANKER: no cross-encoder {model!r} ({reason}): name another or leave it empty")
        if np.ndim(self._model.predict([("a question", "a text")], show_progress_bar=False)) != 1:
            raise SettingError(f"PINPOINT_RERANKER: {model!r} gives a pair more than one score: name another")

    def scores(self, question: str, texts: Sequence[str]) -> Floats:
        """How well each text answers, in [0, 1], shape (len(texts),)."""
        pairs = [(question, text) for text in texts]
        return np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float32)


@lru_cache(maxsize=1)
def reranker(model: str) -> Reranker | None:
    """The cross-encoder that a setting names, opened once; None where it is empty."""
    return Reranker(model) if model else None

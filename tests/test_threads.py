"""numpy keeps to one thread once an assistant is open."""

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from assistant.pipeline import Assistant
from assistant.settings import Settings


def test_an_open_assistant_leaves_numpy_one_thread(tiny: Settings) -> None:
    assert np.ones((2, 2)).sum() == 4
    before = threadpool_limits(2, user_api="blas")
    try:
        Assistant.open(tiny)
        assert {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"} == {1}
    finally:
        before.restore_original_limits()

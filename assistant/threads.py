"""How many threads numpy's products may use: one. They are small here, and threads that wait for work beside the models'
cost a question more time than they save it."""

from __future__ import annotations

from threadpoolctl import threadpool_limits


def one_for_products() -> None:
    """Keeps the products of numpy to one thread from now on, in the whole process; a model's threads are its own matter."""
    threadpool_limits(1, user_api="blas")

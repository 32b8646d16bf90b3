"""What all tests share: the flag that writes golden files anew, and no network beyond this machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write the golden files anew; review them in the diff")


def pytest_runtest_setup() -> None:
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


class Golden:
    """Compares a text with a file under `tests/golden`, or writes it there under `--regenerate`."""

    def __init__(self, write: bool) -> None:
        self.write = write

    def check(self, name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if self.write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path} is missing; run pytest --regenerate and review it"
        assert path.read_text(encoding="utf-8") == text


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(request.config.getoption("--regenerate"))

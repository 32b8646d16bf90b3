"""The page of the crosswalk in a real browser: a chief reads what is required and what answers to it, and takes it along."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import FAINT
from playwright.sync_api import Browser, expect

from assistant.crosswalk import STATUSES

expect.set_options(timeout=60_000)


@pytest.mark.parametrize("width", [360, 1280])
def test_each_requirement_stands_beside_what_answers_to_it(desktop: Browser, shipped_app: str, width: int) -> None:
    page = desktop.new_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(f"{shipped_app}/crosswalk")
    table = page.locator(".pp-walk").first
    expect(table).to_be_visible()
    rows = table.locator("tbody tr")
    assert rows.count() >= 3
    for row in rows.all():
        left, state, right = row.locator("td").all_inner_texts()
        assert state in STATUSES and left
        assert (len(right) > 20) == (state in ("covered", "partly", "placeholder"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(FAINT) == []


def test_another_crosswalk_is_a_tap_away_and_each_is_taken_along(desktop: Browser, shipped_app: str) -> None:
    page = desktop.new_context(accept_downloads=True).new_page()
    page.goto(f"{shipped_app}/crosswalk")
    expect(page.locator(".pp-walk").first).to_be_visible()
    first = page.locator(".pp-walk tbody td").first.inner_text()
    page.locator(".st-key-crosswalk_ways button").nth(1).click()
    expect(page.locator(".pp-walk tbody td").first).not_to_have_text(first)
    expect(page).to_have_url(re.compile(r"\?walk="))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Markdown").click()
    written = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert written.startswith("## ") and page.locator(".pp-walk tbody .pp-label").first.inner_text() in written

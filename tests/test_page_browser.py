"""The scorecard's page in a real browser: filters, a phone's width, nothing fetched, nothing run that was only text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import FLAGS, chromium
from playwright.sync_api import Page, expect, sync_playwright
from runs import run

from evals.page import Part, page
from evals.report import verdicts

RUNS = (
    run(
        (("a",),), ("a",), id="one", role="cook", question="Who <b>sweeps</b>? <img src=x onerror=\"document.title='run'\">"
    ),
    run((("b",),), ("x",), id="two", role="cook", question="Who rings the bell at the gate in the morning, and how often?"),
    run((), (), "not_found", "not_found", id="three", role="guest", question="What is for lunch?" + "h" * 400),
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page of three runs at a phone's width; what it asks for beyond itself and what it complains of are kept."""
    path: Path = tmp_path_factory.mktemp("page") / "scorecard.html"
    parts = [Part(name="checking", runs=RUNS, limits={"least": {"gold provisions cited": 0.9}})]
    path.write_text(page(parts, "Three runs.", {}, verdicts(RUNS), ""), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        tab = browser.new_page(viewport={"width": 360, "height": 740})
        faults: list[str] = []
        tab.on("request", lambda request: None if request.url == path.as_uri() else faults.append(request.url))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.goto(path.as_uri())
        yield tab
        assert faults == []
        browser.close()


def shown(tab: Page) -> list[str]:
    return [one.inner_text() for one in tab.locator("details:not([hidden]) .id").all()]


def test_every_case_is_there_and_markup_in_questions_is_text(drawn: Page) -> None:
    assert shown(drawn) == ["one", "two", "three"]
    assert drawn.title() == "Scorecard" and "<b>sweeps</b>" in drawn.locator("details").first.inner_text()


def test_cases_are_narrowed_by_choice_and_by_words(drawn: Page) -> None:
    drawn.locator("select[name=role]").select_option("cook")
    assert shown(drawn) == ["one", "two"]
    drawn.locator("select[name=miss]").select_option("needed provision not cited")
    assert shown(drawn) == ["two"]
    expect(drawn.get_by_role("status")).to_have_text("1 of 3")
    drawn.locator("select[name=role]").select_option("")
    drawn.locator("select[name=miss]").select_option("")
    drawn.locator("input[name=words]").fill("LUNCH")
    assert shown(drawn) == ["three"]
    drawn.locator("input[name=words]").fill("")
    assert shown(drawn) == ["one", "two", "three"]


def test_a_case_opens_on_its_evidence(drawn: Page) -> None:
    drawn.locator("summary").nth(1).click()
    told = drawn.locator("details").nth(1).inner_text()
    assert "not cited: b" in told and "Expected answered, got answered." in told


def test_a_phone_does_not_scroll_sideways(drawn: Page) -> None:
    assert drawn.evaluate("document.documentElement.scrollWidth") <= 360

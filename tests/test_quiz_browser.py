"""The page of quizzes in a real browser: a trainer makes one, changes it, takes it, takes it along, opens it again."""

from __future__ import annotations

import json
import re
from pathlib import Path

from browsing import FAINT
from playwright.sync_api import Browser, Page, expect

expect.set_options(timeout=60_000)


def visit(desktop: Browser, address: str, width: int = 1280) -> Page:
    page = desktop.new_context(viewport={"width": width, "height": 900}, accept_downloads=True).new_page()
    page.goto(f"{address}/quiz")
    expect(page.locator(".pp-footer")).to_be_visible()
    return page


def made(page: Page, count: int, topic: str = "") -> None:
    if topic:
        page.get_by_label("About these words").fill(topic)
    page.get_by_label("How many").fill(str(count))
    page.get_by_role("button", name="Make the quiz").click()
    expect(page.locator(".pp-item-box")).to_have_count(count)


def saved(page: Page, format: str, to: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=format, exact=True).click()
    path = to / f"quiz.{format}"
    waiting.value.save_as(path)
    return path


def test_a_trainer_makes_a_quiz_changes_it_and_takes_it_along(desktop: Browser, shipped_app: str, tmp_path: Path) -> None:
    page = visit(desktop, shipped_app)
    made(page, 4)
    stems = page.locator(".pp-stem").all_inner_texts()
    page.get_by_role("button", name="Down", exact=True).first.click()
    expect(page.locator(".pp-stem").first).to_have_text("1. " + stems[1].split(". ", 1)[1])
    page.get_by_role("button", name="Drop", exact=True).last.click()
    expect(page.locator(".pp-item-box")).to_have_count(3)
    page.get_by_text("Change", exact=True).first.click()
    page.get_by_label("Question").first.fill("What should a new officer know first?")
    page.get_by_role("button", name="Keep the change").first.click()
    expect(page.locator(".pp-stem").first).to_have_text("1. What should a new officer know first?")
    expect(page.locator(".pp-item-box").first).to_contain_text("changed by hand")
    kept = json.loads(saved(page, "json", tmp_path).read_text(encoding="utf-8"))
    assert [item["stem"] for item in kept["items"]][0] == "What should a new officer know first?"
    assert len(kept["items"]) == 3 and kept["items"][0]["edited"]
    assert saved(page, "qti", tmp_path).read_bytes()[:2] == b"PK"
    page.get_by_label("How many").fill("4")
    page.get_by_role("button", name="Make the quiz").click()
    expect(page.locator(".pp-item-box")).to_have_count(4)
    page.get_by_text("Change", exact=True).first.click()
    own = page.locator(".pp-stem").first.inner_text().removeprefix("1. ")
    expect(page.get_by_label("Question").first).to_have_value(own)  # not what was written for the quiz before
    page.get_by_role("button", name="As printed").click()
    expect(page.locator(".pp-item-box").first).not_to_contain_text("changed by hand")
    expect(page.locator(".pp-item-box").first).not_to_contain_text("Answer")


def test_an_item_opens_its_provision(desktop: Browser, shipped_app: str) -> None:
    page = visit(desktop, shipped_app)
    made(page, 2, "uniform")
    page.get_by_role("button", name="Open the provision").first.click()
    expect(page.locator(".pp-here")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/documents\?doc="))


def test_a_quiz_is_taken_scored_and_its_result_saved(desktop: Browser, shipped_app: str) -> None:
    page = visit(desktop, shipped_app)
    page.locator("[class*='st-key-quiz_kinds'] input").click()
    page.get_by_role("option", name="true/false").click()
    page.keyboard.press("Escape")
    made(page, 3)
    right = [
        box.locator("p:has(strong)").first.inner_text().split(".")[1].split()[0]
        for box in page.locator(".pp-item-box").all()
    ]
    page.get_by_role("button", name="Take it", exact=True).click()
    groups = page.get_by_role("radiogroup")
    expect(groups).to_have_count(3)
    for at, answer in enumerate(right):
        wanted = answer if at else {"True": "False", "False": "True"}[answer]  # the first one wrong
        groups.nth(at).get_by_text(wanted, exact=True).click()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("2 of 3 right")).to_be_visible()
    expect(page.locator(".pp-item-box").first).to_contain_text("wrong")
    page.get_by_label("Name (for the result sheet)").fill("A. Reader")
    page.get_by_label("Name (for the result sheet)").press("Enter")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the result").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert "2 / 3" in text and text.count("> ") >= 3
    page.get_by_role("button", name="Take it again").click()
    expect(page.get_by_role("button", name="Done")).to_be_visible()


def test_a_saved_quiz_is_opened_on_a_phone_its_stale_items_marked_and_no_other_file(
    desktop: Browser, shipped_app: str, tmp_path: Path
) -> None:
    page = visit(desktop, shipped_app)
    made(page, 2)
    path = saved(page, "json", tmp_path)
    data = json.loads(path.read_text(encoding="utf-8"))
    data["items"][0]["sources"][0]["digest"] = "0" * 16
    path.write_text(json.dumps(data), encoding="utf-8")
    other = visit(desktop, shipped_app, width=360)
    assert other.locator(".pp-item-box").count() == 0  # nothing of another visitor's
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"kind": "shopping list"}', encoding="utf-8")
    other.locator("input[type=file]").set_input_files(wrong)
    expect(other.get_by_text("the file is no saved quiz")).to_be_visible()
    other.locator("input[type=file]").set_input_files(path)
    expect(other.locator(".pp-item-box")).to_have_count(2)
    expect(other.locator(".pp-item-box").first).to_contain_text("The document has changed since this item was made")
    expect(other.locator(".pp-item-box").last).not_to_contain_text("The document has changed")
    expect(other.get_by_text("the file is no saved quiz")).to_have_count(0)
    assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert other.evaluate(FAINT) == []

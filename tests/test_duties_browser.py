"""The page of duties in a real browser: a principal finds, ticks, takes along; nothing stays for the next visitor."""

from __future__ import annotations

import json
import re
from pathlib import Path

import icalendar
from browsing import FAINT
from playwright.sync_api import Browser, Page, expect

expect.set_options(timeout=60_000)


def visit(desktop: Browser, address: str, width: int = 1280) -> Page:
    page = desktop.new_context(viewport={"width": width, "height": 800}, accept_downloads=True).new_page()
    page.goto(address)
    expect(page.locator(".pp-footer")).to_be_visible()  # the last thing drawn
    return page


def test_a_principal_finds_the_joint_training_in_one_click_and_where_it_stands(desktop: Browser, shipped_app: str) -> None:
    page = visit(desktop, f"{shipped_app}/duties")
    whole = page.locator(".pp-row").count()
    assert whole > 1
    page.get_by_role("button", name="Joint training").click()
    expect(page).to_have_url(f"{shipped_app}/duties?view=joint-training")
    rows = page.locator(".pp-row")
    told = page.get_by_text(re.compile(r"^\d+ of \d+$"))
    expect(told).not_to_contain_text(re.compile(rf"^{whole} "))
    expect(rows).to_have_count(int(told.inner_text().split()[0]))
    assert 1 <= rows.count() < whole
    assert all("train" in text for text in rows.all_inner_texts())
    label = rows.first.locator(".pp-meta").first.inner_text()
    page.locator("[class*='st-key-row_duty_0'] button").click()
    expect(page.locator(".pp-here")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/documents\?doc="))
    expect(page.locator("h1")).to_contain_text(label.split(",")[0])


def test_what_comes_round_goes_into_a_calendar(desktop: Browser, shipped_app: str) -> None:
    page = visit(desktop, f"{shipped_app}/duties?every=yearly")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Calendar").click()
    made = icalendar.Calendar.from_ical(Path(waiting.value.path()).read_bytes())
    assert len(made.walk("VEVENT")) == page.locator(".pp-row").count() > 0


def test_a_ticked_checklist_is_saved_opened_again_and_not_left_to_the_next_visitor(
    desktop: Browser, shipped_app: str, tmp_path: Path
) -> None:
    page = visit(desktop, f"{shipped_app}/duties?view=joint-training")
    page.get_by_text("Checklist", exact=True).click()
    page.get_by_label("School or office").fill("North School")
    page.get_by_label("School or office").press("Enter")
    box = page.get_by_role("checkbox").first
    expect(box).not_to_be_checked()
    page.locator(".stCheckbox label").first.click()
    expect(page.get_by_role("group", name="Done on").first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the checklist").click()
    kept = tmp_path / "checklist.json"
    waiting.value.save_as(kept)
    saved = json.loads(kept.read_text(encoding="utf-8"))
    assert saved["place"] == "North School" and len(saved["ticks"]) == 1

    other = visit(desktop, f"{shipped_app}/duties?view=joint-training", width=360)
    other.get_by_text("Checklist", exact=True).click()
    expect(other.get_by_label("School or office")).to_have_value("")
    assert other.get_by_role("group", name="Done on").count() == 0
    other.locator("input[type=file]").set_input_files(kept)
    expect(other.get_by_label("School or office")).to_have_value("North School")
    expect(other.get_by_role("group", name="Done on").first).to_be_visible()
    assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert other.evaluate(FAINT) == []


def test_a_file_that_is_no_checklist_is_one_sentence_and_loses_nothing(
    desktop: Browser, shipped_app: str, tmp_path: Path
) -> None:
    page = visit(desktop, f"{shipped_app}/duties?view=joint-training")
    page.get_by_text("Checklist", exact=True).click()
    page.locator(".stCheckbox label").first.click()
    expect(page.get_by_role("group", name="Done on").first).to_be_visible()
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(tmp_path / "other.json")
    expect(page.get_by_text("no saved checklist")).to_be_visible()
    expect(page.get_by_role("group", name="Done on").first).to_be_visible()

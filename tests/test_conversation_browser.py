"""A follow-up question in a real browser: what it was searched for is shown, and can be taken back."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

expect.set_options(timeout=60_000)


def test_a_follow_up_is_searched_for_with_what_it_leans_on_and_can_be_asked_alone(
    desktop: Browser, shipped_app: str
) -> None:
    page = desktop.new_context(viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{shipped_app}/?q=Must+the+SRO+train+together+with+the+principal%3F")
    expect(page.locator(".pp-answer")).to_be_visible()
    page.get_by_placeholder("Ask the documents").fill("And how often?")
    page.get_by_placeholder("Ask the documents").press("Enter")
    searched = page.get_by_text(re.compile("^searched for:"))
    expect(searched).to_contain_text("principal")
    expect(page.locator(".pp-question")).to_have_text("And how often?")
    expect(page.locator(".pp-answer")).to_contain_text("annual")
    expect(page).to_have_url(re.compile(r"[?&]after="))
    page.get_by_role("button", name="Search only for what I wrote").click()
    expect(page).not_to_have_url(re.compile(r"[?&]after="))
    expect(searched).to_have_count(0)


def test_a_question_that_stands_alone_takes_nothing_along(desktop: Browser, shipped_app: str) -> None:
    page = desktop.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(f"{shipped_app}/?q=Must+the+SRO+train+together+with+the+principal%3F")
    expect(page.locator(".pp-answer")).to_be_visible()
    page.get_by_placeholder("Ask the documents").fill("Which uniform must officers wear while working in the school?")
    page.get_by_placeholder("Ask the documents").press("Enter")
    expect(page.locator(".pp-answer")).to_contain_text("class B")
    expect(page).not_to_have_url(re.compile(r"[?&]after="))

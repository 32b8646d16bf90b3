"""The web chat in a real browser: on a phone and on a desktop, light and dark, with hostile text and two people at once."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote_plus, urlsplit

import pytest
from browsing import FAINT, FLAGS, chromium, served
from fake_engine import HOSTILE, FakeEngine
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PHONE, DESKTOP = (360, 740), (1280, 800)
GATE, MUST, ACCIDENT = FakeEngine().examples()
expect.set_options(timeout=30_000)
LOOKS = [(size, scheme) for size in (PHONE, DESKTOP) for scheme in ("light", "dark")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def fake(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Iterator[str]:
    log = tmp_path_factory.mktemp("fake") / "log"
    with served(ROOT / "tests" / "fake_app.py", log, FAKE_DATA=str(data)) as address:
        yield address


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shipped app over the shipped documents; the index is built where the settings point if it is missing."""
    folder = tmp_path_factory.mktemp("real")
    built = subprocess.run([sys.executable, "-m", "ingest"], cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert built.returncode == 0, built.stderr
    with served(ROOT / "app.py", folder / "log", PINPOINT_DATA=str(folder / "data")) as address:
        yield address


Opener = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:
    """Opens an address as another person; at the end no request may have left the machine."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []

    def visitor(address: str, size: tuple[int, int] = DESKTOP, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("websocket", lambda ws: asked.append(ws.url))
        page.goto(address)
        return settled(page)

    yield visitor
    for context in contexts:
        context.close()
    outside = [
        url for url in asked if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"
    ]
    assert asked and outside == []


def settled(page: Page) -> Page:
    """The page once no run is under way and every element is drawn: Streamlit holds a place of another height until then."""
    page.locator(".pp-footer").wait_for(state="attached", timeout=60_000)
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=60_000)
    return page


def asking(address: str, question: str, **more: str) -> str:
    extra = "".join(f"&{name}={quote_plus(value)}" for name, value in more.items())
    return f"{address}/?q={quote_plus(question)}{extra}"


def params(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def ask(page: Page, question: str) -> None:
    page.get_by_placeholder("Ask the documents").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".pp-question")).to_have_text(question)
    settled(page)


SCREENS = [
    "/",
    f"/?q={quote_plus(GATE)}",
    f"/?q={quote_plus(MUST)}&p=bylaws@1/attendants/b",
    f"/?q={quote_plus(ACCIDENT)}",
    "/?q=May+I+bring+a+dog",
    "/?q=hostile&doc=odd",
    "/?q=broken",
    "/?p=odd@1/p1",
    "/documents",
    "/documents?doc=bylaws&p=bylaws@1/attendants/c",
    "/documents?doc=odd",
]


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_every_screen_fits_its_width_and_can_be_read(
    fake: str, visit: Opener, size: tuple[int, int], scheme: str, tmp_path: Path
) -> None:
    page = visit(fake, size, scheme)
    for number, screen in enumerate(SCREENS if (size, scheme) in LOOKS[::3] else SCREENS[:3]):
        page.goto(fake + screen)
        settled(page)
        page.screenshot(path=tmp_path / f"{size[0]}-{scheme}-{number}.png")
        widths = page.evaluate(
            "[...document.querySelectorAll('html, .stMain, .st-key-source_open')].map(e => e.scrollWidth)"
        )
        assert max(widths) <= size[0], screen
        assert page.evaluate(FAINT) == [], screen


def test_the_clause_that_answers_is_18_pixels_of_a_serif_and_within_the_first_screen_of_a_phone(
    fake: str, visit: Opener
) -> None:
    page = visit(asking(fake, GATE), PHONE)
    first = page.locator(".pp-first")
    font, size = first.evaluate("e => [getComputedStyle(e).fontFamily, getComputedStyle(e).fontSize]")
    assert size == "18px" and font.endswith("serif")
    for shown in (first, page.locator(".pp-row").first):
        box = shown.bounding_box()
        assert box is not None and box["y"] + box["height"] < PHONE[1] - 130


def test_a_question_typed_stands_in_the_address_and_a_reload_brings_the_answer_back(fake: str, visit: Opener) -> None:
    page = visit(fake, PHONE)
    ask(page, "May I unlock the gate & pool? 50% #1")
    assert params(page)["q"] == ["May I unlock the gate & pool? 50% #1"]
    expect(page.locator(".pp-first")).to_contain_text("The attendant shall unlock the gate")
    page.reload()
    settled(page)
    expect(page.locator(".pp-question")).to_have_text("May I unlock the gate & pool? 50% #1")
    expect(page.locator(".pp-first")).to_contain_text("The attendant shall unlock the gate")


def test_the_browser_s_back_button_leads_to_the_question_before(fake: str, visit: Opener) -> None:
    page = visit(asking(fake, GATE))
    row(page, MUST).click()
    expect(page.locator(".pp-question")).to_have_text(MUST)
    page.go_back()
    expect(page.locator(".pp-question")).to_have_text(GATE)


def test_on_a_phone_a_citation_opens_over_the_answer_and_close_leads_back_to_the_same_place(
    fake: str, visit: Opener
) -> None:
    page = visit(asking(fake, MUST), PHONE)
    expect(page.locator(".st-key-source_default")).to_be_hidden()
    third = row(page, "[3] Bylaws, Attendants (c)")
    scroll = page.locator(".stMain")
    scroll.evaluate("e => { e.scrollTop = 230; }")
    third.evaluate("e => e.click()")
    panel = page.locator(".st-key-source_open")
    expect(panel).to_be_visible()
    assert panel.bounding_box() == {"x": 0, "y": 0, "width": PHONE[0], "height": PHONE[1]}
    expect(page.locator(".pp-first")).to_be_hidden()
    expect(panel.locator(".pp-here mark")).to_have_text("report each accident under Town Code § 4-2-1.")
    expect(panel.locator(".pp-here")).to_be_in_viewport()
    expect(row(page, "Close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel).to_have_count(0)
    expect(page.locator(".pp-first")).to_be_attached()
    assert scroll.evaluate("e => e.scrollTop") == 230


def test_on_a_desktop_the_source_stands_at_the_right_of_the_answer_from_the_start(fake: str, visit: Opener) -> None:
    page = visit(asking(fake, MUST))
    answer, source = page.locator(".st-key-answer"), page.locator(".st-key-source_default")
    left, right = answer.bounding_box(), source.bounding_box()
    assert left is not None and right is not None and left["x"] + left["width"] <= right["x"]
    row(page, "[2] Bylaws, Attendants (b)").click()
    expect(page.locator(".st-key-source_open .pp-here mark").first).to_contain_text("wear the red shirt")
    assert answer.bounding_box() == left


def test_everything_can_be_reached_and_used_by_keyboard(fake: str, visit: Opener) -> None:
    page = visit(asking(fake, GATE))
    cited = row(page, "[1] Bylaws, Opening Hours ¶1")
    for _ in range(40):
        page.keyboard.press("Tab")
        if cited.evaluate("e => e === document.activeElement"):
            break
    expect(cited).to_be_focused()
    assert cited.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-source_open")).to_be_visible()
    page.locator(".st-key-outline").get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    target = row(page, "ATTENDANTS")
    target.focus()
    page.keyboard.press("Space")
    expect(page.locator(".pp-source-label")).to_have_text("Bylaws, Attendants ¶1")


def test_copy_takes_the_answer_with_its_citations_and_copy_link_leads_back_here(fake: str, visit: Opener) -> None:
    page = visit(asking(fake, MUST, p="bylaws@1/attendants/b"))
    row(page, "Copy").click()
    expect(row(page, "Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{MUST}\n\nEach attendant must:")
    assert "[3] Bylaws, Attendants (c) (agency policy; in force: not known): “Each attendant must: …" in copied
    expect(row(page, "Copied")).to_have_count(0)
    row(page, "Copy link").click()
    expect(row(page, "Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto(link)
    settled(page)
    expect(page.locator(".pp-question")).to_have_text(MUST)
    expect(page.locator(".pp-source-label")).to_have_text("Bylaws, Attendants (b)")


def test_the_documents_can_be_narrowed_and_the_choice_stands_in_the_address(fake: str, visit: Opener) -> None:
    page = visit(asking(fake, GATE), PHONE)
    page.get_by_role("button", name="All documents").click()
    page.get_by_label("Documents to ask").click()
    page.get_by_role("option", name="Pool Bylaws of the Town").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Bylaws", exact=True)).to_be_visible()
    settled(page)
    assert params(page)["doc"] == ["bylaws"]
    expect(page.locator(".pp-question")).to_have_text(GATE)


def test_wrong_is_kept_in_the_data_folder(fake: str, visit: Opener, data: Path) -> None:
    page = visit(asking(fake, GATE), PHONE)
    page.get_by_role("button", name="Wrong?").click()
    page.get_by_label("What is wrong with this answer?").fill("It is seven.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept, thank you.")).to_be_visible()
    (line,) = (data / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["comment"] == "It is seven."


def test_two_people_at_once_never_see_each_other_s_questions(fake: str, visit: Opener) -> None:
    one, two = visit(fake), visit(fake)
    ask(one, GATE)
    ask(two, MUST)
    ask(one, ACCIDENT)
    ask(two, "a dog of mine")
    for page, own, other in ((one, GATE, "a dog of mine"), (two, MUST, ACCIDENT)):
        page.get_by_text("Earlier in this session").click()
        expect(page.locator("[class*='st-key-earlier_']").get_by_role("button", name=own, exact=True)).to_be_attached()
        assert other not in page.locator(".stApp").inner_text()


@pytest.mark.parametrize("screen", ["/?q=hostile&doc=odd", "/?p=odd@1/p1", "/documents?doc=odd", "/documents", "/"])
def test_markup_in_documents_is_shown_as_text(fake: str, visit: Opener, screen: str) -> None:
    page = visit(fake + screen)
    page.wait_for_timeout(300)
    body = page.locator(".stMain").inner_text()
    assert HOSTILE in re.sub(r"\s+", " ", body)
    assert page.evaluate("window.hit") is None
    assert (
        page.locator("img[src*='evil'], a[href*='evil'], a[href^='javascript'], .stMain .katex, .stMain code").count() == 0
    )
    labels = page.locator("[class*='st-key-row_'] button").all_text_contents()
    assert all(HOSTILE in label.replace("\u2060", "") for label in labels if "script" in label)


def test_markup_in_a_question_is_shown_as_text(fake: str, visit: Opener) -> None:
    page = visit(fake)
    ask(page, HOSTILE)
    ask(page, GATE)
    page.get_by_text("Earlier in this session").click()
    expect(page.locator(".pp-ask", has_text=HOSTILE)).to_be_visible()
    assert page.evaluate("window.hit") is None
    assert page.locator("img[src*='evil'], a[href*='evil']").count() == 0


def test_rows_are_large_enough_for_a_thumb(fake: str, visit: Opener) -> None:
    page = visit(asking(fake, MUST), PHONE)
    heights = page.locator("[class*='st-key-row_'] button, .st-key-tools button").evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().height)"
    )
    assert heights and min(heights) >= 36


def cited(page: Page) -> None:
    """An answer that rests on something stands on the page."""
    expect(page.locator(".pp-answered, .pp-partial")).to_be_visible()
    expect(page.locator(".pp-row").first).to_be_attached()


def test_every_example_of_the_shipped_documents_and_what_to_ask_next_is_answered(real: str, visit: Opener) -> None:
    page = visit(real)
    examples = page.locator("[class*='st-key-row_example_'] .pp-ask").all_inner_texts()
    assert examples
    following: list[str] = []
    for question in examples:
        row(page, question).click()
        expect(page.locator(".pp-question")).to_have_text(question)
        settled(page)
        cited(page)
        following += page.locator("[class*='st-key-row_next_'] .pp-ask").all_inner_texts()
        row(page, "Pinpoint").click()
        expect(page.locator(".pp-question")).to_have_text("Ask the documents")
        settled(page)
        assert params(page) == {}
    for question in [q for q in dict.fromkeys(following) if q not in examples][:3]:
        ask(page, question)
        cited(page)


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")])
def test_a_citation_of_the_shipped_documents_opens_marked_and_can_be_read(
    real: str, visit: Opener, size: tuple[int, int], scheme: str
) -> None:
    page = visit(asking(real, "What does a School Resource Officer wear?"), size, scheme)
    row(page, page.locator(".pp-label").first.inner_text()).click()
    expect(page.locator(".st-key-source_open .pp-here mark").first).to_be_in_viewport()
    settled(page)
    assert page.evaluate(FAINT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    if size == PHONE:
        row(page, "Close").click()
        expect(page.locator(".pp-first")).to_be_in_viewport()


def test_every_shipped_document_can_be_read_and_fits_a_phone(real: str, visit: Opener) -> None:
    page = visit(f"{real}/documents", PHONE)
    titles = page.locator("[class*='st-key-row_document_'] .pp-label").all_inner_texts()
    assert titles
    for place, title in enumerate(titles):
        page.locator(f".st-key-row_document_{place} button").click()
        expect(page.locator(".pp-document")).to_have_text(title)
        settled(page)
        expect(page.locator(".pp-document")).to_be_in_viewport()
        assert page.locator(".stMain").evaluate("e => e.scrollWidth") <= PHONE[0]
        assert page.locator("[data-testid=stAlert]").count() == 0
        row(page, "Documents").click()
        expect(page.locator("h1.pp-heading")).to_be_visible()
        settled(page)

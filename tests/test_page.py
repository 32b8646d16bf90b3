"""The page: every figure and every case, self-contained, and what people wrote in it shown as text."""

import re
from html.parser import HTMLParser

from runs import run

from evals.metrics import Run
from evals.page import Part, page
from evals.report import Verdicts, verdicts


class Seen(HTMLParser):
    """The tags with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def drawn(*runs: Run, before: Verdicts | None = None, **part: object) -> Seen:
    one = Part(name="checking", runs=runs, **part)  # type: ignore[arg-type]
    return Seen(page([one], "3 documents", before or {}, verdicts(runs), "against the baseline"))


def cases(seen: Seen) -> list[dict[str, str | None]]:
    return [attrs for tag, attrs in seen.tags if tag == "details"]


def test_a_case_shows_what_was_needed_cited_stated_and_missed() -> None:
    one = run((("a", "b"), ("c",)), ("b",), facts=("weekly", "daily"), forbidden=("never",), text="Sweep weekly.", id="x1")
    text = re.sub(r"\s+", " ", drawn(one).text)
    for told in (
        "x1",
        "Answer: Sweep weekly.",
        "cited: a, or b",
        "not cited: c",
        "stated: weekly",
        "not stated: daily",
        "not said: never",
    ):
        assert told in text, told
    assert "needed provision not cited; fact not stated" in text


def test_markup_in_questions_is_text() -> None:
    seen = drawn(run(question='<script>alert(1)</script><img src=x onerror=alert(2)> " onclick=alert(3)'))
    assert "<script>alert(1)</script>" in seen.text and "img" not in [tag for tag, _ in seen.tags]
    assert sum(tag == "script" for tag, _ in seen.tags) == 1
    assert not [attrs for _, attrs in seen.tags if "onclick" in attrs or "onerror" in attrs]


def test_nothing_is_loaded_from_elsewhere() -> None:
    seen = drawn(run((("a",),), ("a",)))
    assert not [attrs for _, attrs in seen.tags if "src" in attrs or not (attrs.get("href") or "#").startswith("#")]
    assert not [tag for tag, _ in seen.tags if tag in ("link", "iframe", "object", "embed")]


def test_cases_bear_what_they_are_filtered_by() -> None:
    first, second = cases(
        drawn(run((("a",),), ("x",), id="1", role="cook"), run(id="2", expected="not_found", got="not_found"))
    )
    assert (first["data-role"], first["data-miss"]) == ("cook", "needed provision not cited|first citation not a needed one")
    assert (second["data-miss"], second["data-expected"], second["data-tier"]) == ("none", "not_found", "none")


def test_gains_and_losses_stand_at_their_cases() -> None:
    runs = [
        run((("a",),), ("a",), id="up"),
        run((("a",),), ("x",), id="down"),
        run((("a",),), ("a",), id="same"),
        run(id="new"),
    ]
    before = verdicts([run((("a",),), ("x",), id="up"), run((("a",),), ("a",), id="down"), runs[2]])
    found = [case["data-baseline"] for case in cases(drawn(*runs, before=before))]
    assert found == ["gained", "lost", "as before", "new"]


def test_a_limit_stands_beside_its_figure_and_a_missed_one_is_marked() -> None:
    runs = (run(facts=("x",)),)
    parts = [Part(name="checking", runs=runs, limits={"least": {"facts stated": 0.75}}), Part(name="tuning", runs=runs)]
    seen = Seen(page(parts, "", {}, verdicts(runs), ""))
    assert "at least 0.75" in seen.text
    assert [attrs.get("class") for tag, attrs in seen.tags if tag == "td"].count("missed") == 1


def test_parts_that_repeat_runs_add_no_cases() -> None:
    parts = [Part(name="checking", runs=(run(id="1"),)), Part(name="again", runs=(run(id="1"),), whole=False)]
    assert len(cases(Seen(page(parts, "", {}, {}, "")))) == 1

"""The crosswalk held against what a reader wrote down: reading it, the figures, the lines, the floors."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import crosswalk as W
from assistant.errors import DataError
from assistant.obligations import Obligation
from assistant.pipeline import Assistant
from assistant.records import Document, Pairing
from assistant.settings import Settings
from evals import cases, crosswalk, report, scorecard
from evals.cases import DATA
from evals.crosswalk import FIGURES, Duty, Moved, Required, Written

PAIR = Pairing(id="rules", title="The code and the rules", higher="code", list="(2)", lower="rules")
BARE = {"crosswalk": "rules", "said": []}
REQUIRED = {**BARE, "required": "Code (2)(a)", "status": "missing"}
ASKED = {**BARE, "provision": "rules@1/p1", "words": "ring the bell", "asked": "none found"}
TOLD = {"crosswalk": "rules", "moved": ["Rules ¶1"], "seen": True}


def quoted(id: str) -> W.Quoted:
    return W.Quoted(provision=id, document="d", version="1", label=id, lead_in="", quote="x", start=0, end=1)


def row(label: str, status: W.Status, *said: str) -> W.Row:
    return W.Row(label=label, status=status, required=None, said=tuple(map(quoted, said)))


def beyond(provision: str, action: str, asked: W.Asked, *by: str) -> W.Beyond:
    plain: dict[str, Any] = dict.fromkeys(Obligation.__dataclass_fields__, "")
    some = Obligation(**{**plain, "provision": provision, "action": action, "who": (), "backing": (), "modality": "must"})
    return W.Beyond(obligation=some, asked=asked, by=tuple(map(quoted, by)))


def walk(*rows: W.Row, beyond: tuple[W.Beyond, ...] = (), moved: tuple[str, ...] = ()) -> W.Crosswalk:
    document = Document(id="d", title="D", short="D", tier="code", rank=0)
    return W.Crosswalk(
        pairing=PAIR, higher=document, lower=document, version="1", rows=rows, beyond=beyond, moved=moved
    )  # fmt: skip


def required(label: str, status: W.Status, *said: str) -> Required:
    return Required(crosswalk="rules", required=label, status=status, said=said)


def duty(provision: str, words: str, asked: W.Asked, *said: str) -> Duty:
    return Duty(crosswalk="rules", provision=provision, words=words, asked=asked, said=said)


def moved(*words: str, seen: bool = True) -> Moved:
    return Moved(crosswalk="rules", moved=words, seen=seen)


RIGHT = walk(
    row("(a)", "covered", "r/2", "r/1"),
    row("(b)", "missing"),
    beyond=(beyond("r/1", "ring the bell", "found", "c/1"), beyond("r/1", "polish the bell", "none found")),
    moved=("R 1 rests on C 3; now at C 7",),
)
GOLD: tuple[Written, ...] = (
    required("(a)", "covered", "r/1"),
    required("(b)", "missing"),
    duty("r/1", "ring the bell", "found", "c/1"),
    duty("r/1", "polish", "none found"),
    moved("R 1 ", "C 7"),
    moved("R 2 ", "C 9", seen=False),
)


def means(gold: tuple[Written, ...], made: W.Crosswalk) -> dict[str, tuple[float, int]]:
    found = crosswalk.figures(crosswalk.compared(gold, [made]))
    return {one.name: (one.mean, one.n) for one in found}


def test_what_is_as_it_was_written_has_full_figures_and_no_line() -> None:
    expected = dict(zip(FIGURES, [(1.0, 2), (1.0, 2), (1.0, 2), (1.0, 1), (1.0, 1)], strict=True))
    assert means(GOLD, RIGHT) == expected
    assert crosswalk.wrong(crosswalk.compared(GOLD, [RIGHT])) == []


@pytest.mark.parametrize(
    ("made", "figure", "mean", "line"),
    [
        (replace(RIGHT, rows=(row("(a)", "partly", "r/1"), RIGHT.rows[1])), 0, 1 / 2,
         "otherwise: (a): covered: made partly"),
        (replace(RIGHT, rows=RIGHT.rows[:1]), 0, 1 / 2, "missed: (b)"),
        (replace(RIGHT, rows=(*RIGHT.rows, row("(c)", "covered", "r/3"))), 0, 2 / 3, "not written by hand: (c)"),
        (replace(RIGHT, rows=(row("(a)", "covered", "r/2"), RIGHT.rows[1])), 1, 1 / 2, "not quoted: (a): r/1: made r/2"),
        (replace(RIGHT, beyond=(beyond("r/1", "ring the bell", "found", "c/2"), RIGHT.beyond[1])), 1, 1 / 2,
         "not quoted: r/1: ring the bell: c/1"),
        (replace(RIGHT, beyond=(RIGHT.beyond[0], beyond("r/1", "polish the bell", "found", "c/2"))), 2, 1 / 2,
         "otherwise: r/1: polish: none found: made found"),
        (replace(RIGHT, beyond=(*RIGHT.beyond, beyond("r/1", "polish the clapper", "found", "c/2"))), 2, 1 / 2,
         "otherwise: r/1: polish: none found: made none found, found"),
        (replace(RIGHT, beyond=RIGHT.beyond[:1]), 2, 1 / 2, "otherwise: r/1: polish: none found: made no such obligation"),
        (replace(RIGHT, moved=("R 1 rests on C 3; changed since",)), 3, 0.0, "not told: R 1 : C 7"),
        (replace(RIGHT, moved=(*RIGHT.moved, "R 4 rests on C 5")), 4, 1 / 2, "told without ground: R 4 rests on C 5"),
        (replace(RIGHT, moved=(*RIGHT.moved, "R 2 rests on C 9")), 4, 1 / 2, "told without ground: R 2 rests on C 9"),
    ],
)  # fmt: skip
def test_what_is_otherwise_lowers_its_figure_and_is_told(made: W.Crosswalk, figure: int, mean: float, line: str) -> None:
    assert means(GOLD, made)[FIGURES[figure]][0] == mean
    assert line in crosswalk.wrong(crosswalk.compared(GOLD, [made]))


def test_another_crosswalk_says_nothing_to_what_was_written_of_this_one() -> None:
    other = replace(RIGHT, pairing=replace(PAIR, id="other"))
    found = means(GOLD, other)
    assert [found[name][0] for name in FIGURES] == [0.0] * len(FIGURES)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (BARE, "must have one of the keys required, provision, moved"),
        ({**REQUIRED, **TOLD}, "must have one of the keys required, provision, moved"),
        ({**REQUIRED, "mood": "good"}, "must have the keys crosswalk, required, said, status, may have note, and no other"),
        ({key: value for key, value in ASKED.items() if key != "words"}, "must have the keys asked, crosswalk, provision"),
        ({**REQUIRED, "status": "done"}, "status must be one of covered, partly"),
        ({**REQUIRED, "status": ["missing"]}, "status must be a text"),
        ({**ASKED, "asked": "perhaps"}, "asked must be one of found, none found, not determinable"),
        ({**REQUIRED, "status": "covered"}, "said must name provisions"),
        ({**ASKED, "said": ["code@1/1"]}, "said must name provisions"),
        ({**REQUIRED, "said": "rules@1/p1"}, "said must be a list of texts"),
        ({**ASKED, "words": " "}, "words must be a text"),
        ({**TOLD, "moved": []}, "moved must be a list of texts"),
        ({**TOLD, "seen": "yes"}, "seen must be true or false"),
        (TOLD, "the same is written twice"),
    ],
)
def test_a_line_that_is_none_is_named(data: dict[str, object], told: str, tmp_path: Path) -> None:
    path = tmp_path / "crosswalk.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in (REQUIRED, ASKED, TOLD, data)), encoding="utf-8")
    with pytest.raises(DataError) as error:
        crosswalk.load(path)
    assert str(error.value).startswith(f"{path}:4: {told}") and "\n" not in str(error.value)


def test_what_is_written_of_the_shipped_documents_names_what_they_hold(assistant: Assistant) -> None:
    written = crosswalk.load(DATA / "crosswalk.jsonl")
    with assistant.held() as held:
        assert crosswalk.unknown(written, held.position) == ()
        assert crosswalk.unsaid(written, lambda id_: held.passage(held.position[id_]).whole) == ()
        names = {one.id for one in W.pairings(held)}
    for kind, least in ((Required, 5), (Duty, 15), (Moved, 3)):
        some = [one for one in written if isinstance(one, kind)]
        assert len(some) >= least and {one.crosswalk for one in some} == names
    told = report.floors_by_part(json.loads((DATA / "floors.json").read_text(encoding="utf-8")), "floors.json")
    assert set(told["crosswalk"]["least"]) == set(FIGURES)


def test_what_no_text_has_is_named() -> None:
    strange = (duty("r/9", "dance", "none found"), required("(a)", "covered", "r/8"), moved("R 1"))
    assert crosswalk.unknown(strange, {"r/1"}) == ("r/8", "r/9")
    assert crosswalk.unsaid(strange, lambda id_: "sing") == ("r/9: dance",)


@pytest.fixture
def place(tmp_path: Path, shipped: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what is written, beside the shipped index."""
    monkeypatch.setattr(cases, "DATA", tmp_path)
    monkeypatch.setattr(scorecard, "ready", lambda: shipped)
    return tmp_path / "crosswalk.jsonl"


def test_the_scorecard_holds_the_crosswalk_to_its_floors(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place.write_text(json.dumps(REQUIRED) + "\n", encoding="utf-8")
    monkeypatch.setattr(W, "pairings", lambda held: (PAIR,))
    monkeypatch.setattr(W, "crosswalk", lambda *given: walk(row("Code (2)(a)", "covered", "r/1")))
    limits = {"least": {FIGURES[0]: 0.5}}
    assert scorecard._crosswalks(limits) == [f"crosswalk: {FIGURES[0]} is 0.000, its floor is 0.5"]
    assert "otherwise: Code (2)(a): missing: made covered" in capsys.readouterr().out
    monkeypatch.setattr(W, "crosswalk", lambda *given: walk(row("Code (2)(a)", "missing")))
    assert scorecard._crosswalks(limits) == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (ASKED, "no such provision in"),
        ({**ASKED, "provision": "cec@1/p1"}, "not in its provision: cec@1/p1: ring the bell; copy the words"),
    ],
)
def test_the_scorecard_names_what_the_documents_do_not_have(place: Path, data: dict[str, object], told: str) -> None:
    place.write_text(json.dumps(data) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=told):
        scorecard._crosswalks({})

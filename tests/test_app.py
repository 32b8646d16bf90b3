"""The pages over a hand-made engine, run without a browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fake_engine import DOCUMENTS, FakeEngine, FakeGeneration
from streamlit.testing.v1 import AppTest

FAKE_APP = str(Path(__file__).with_name("fake_app.py"))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    import streamlit as st

    st.cache_resource.clear()
    monkeypatch.setenv("FAKE_DATA", str(tmp_path))
    return tmp_path


def opened(**params: str | list[str]) -> AppTest:
    app = AppTest.from_file(FAKE_APP, default_timeout=30)
    for name, value in params.items():
        app.query_params[name] = value
    return app.run()


def seen(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.body for element in app.html)


def names(app: AppTest, key: str) -> list[str]:
    return [b.label.replace("\\", "") for b in app.button if b.key and b.key.startswith(key)]


@pytest.mark.usefixtures("data")
def test_the_first_screen_offers_questions_and_documents() -> None:
    app = opened()
    assert names(app, "example_") == list(FakeEngine().examples())
    assert len(names(app, "shelf_")) == len(DOCUMENTS)
    assert "Not legal advice. Emergencies: dispatch." in seen(app)


@pytest.mark.usefixtures("data")
def test_a_question_typed_stands_in_the_address_and_is_answered() -> None:
    app = opened().chat_input[0].set_value("Who must unlock the gate?").run()
    assert app.query_params["q"] == "Who must unlock the gate?"
    assert "The attendant shall unlock the gate" in seen(app)
    assert names(app, "cite_") == ["[1] Bylaws, Opening Hours ¶1"]


@pytest.mark.usefixtures("data")
def test_the_address_alone_brings_question_documents_and_passage_back() -> None:
    app = opened(q="What must each attendant do?", doc=["bylaws", "code"], p="bylaws@1/attendants/b")
    assert app.multiselect[0].value == ["bylaws", "code"]
    assert names(app, "cite_") == [f"[{n}] Bylaws, Attendants ({letter})" for n, letter in enumerate("abc", start=1)]
    assert "Bylaws, Attendants (b)</h2>" in seen(app)
    assert names(app, "close_source") == ["Close"]


@pytest.mark.usefixtures("data")
def test_a_citation_link_alone_opens_the_source() -> None:
    body = seen(opened(p="code@2020/1"))
    assert "Town Code § 4-2-1(1)</h2>" in body
    assert "superseded 2024-05-01" in body


@pytest.mark.usefixtures("data")
def test_a_citation_row_opens_its_passage_and_close_leads_back() -> None:
    app = opened(q="What must each attendant do?").button(key="cite_2").click().run()
    assert app.query_params["p"] == "bylaws@1/attendants/c"
    assert names(app, "refers_") == ["Town Code § 4-2-1(1)"]
    app = app.button(key="close_source").click().run()
    assert "p" not in app.query_params and app.query_params["q"] == "What must each attendant do?"


@pytest.mark.usefixtures("data")
def test_previous_next_outline_and_references_lead_through_the_documents() -> None:
    app = opened(p="bylaws@1/attendants/p1").button(key="previous").click().run()
    assert app.query_params["p"] == "bylaws@1/opening-hours/p1"
    assert app.button(key="previous").disabled
    app = app.button(key="outline_way_1").click().run()
    assert app.query_params["p"] == "bylaws@1/attendants/p1"
    app = opened(p="code@2020/1").button(key="referred_0").click().run()
    assert app.query_params["p"] == "bylaws@1/attendants/c"


@pytest.mark.usefixtures("data")
def test_what_to_ask_next_asks_it_of_the_same_documents_and_earlier_questions_stay_at_hand() -> None:
    app = opened(q="Who must unlock the gate?", doc="bylaws").button(key="next_0").click().run()
    assert (app.query_params["q"], app.query_params["doc"]) == ("What must each attendant do?", "bylaws")
    assert names(app, "earlier_") == ["Who must unlock the gate?"]


@pytest.mark.usefixtures("data")
def test_choosing_documents_writes_them_into_the_address() -> None:
    app = opened(q="Who must unlock the gate?").multiselect[0].select("code").run()
    assert app.query_params["doc"] == "code"


@pytest.mark.usefixtures("data")
def test_the_three_statuses_look_different_and_only_an_answer_opens_its_source() -> None:
    assert "pp-answered" in seen(opened(q="gate"))
    partial = seen(opened(q="accident"))
    assert "pp-partial" in partial and "In part" in partial and "summary, not the text of the law" in partial
    refused = opened(q="May I bring a dog?")
    assert "pp-not-found" in seen(refused) and "Closest, not an answer" in seen(refused)
    assert names(refused, "previous") == []


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("question", ["broken index", "crash now"])
def test_an_error_is_one_sentence_and_the_question_stays(question: str) -> None:
    app = opened(q=question)
    assert len(app.error) == 1 and "Traceback" not in app.error[0].value
    assert f">{question}</h1>" in seen(app)
    assert app.query_params["q"] == question
    assert names(app, "again") == ["Ask again"]


@pytest.mark.usefixtures("data")
def test_an_unknown_document_or_passage_in_the_address_is_named() -> None:
    body = seen(opened(q="gate", doc=["nope", "bylaws"], p="nope@1/x"))
    assert "There is no document “nope” here" in body
    assert "That passage is not in the documents now held." in body


def test_wrong_is_kept_with_the_question_and_what_was_cited(data: Path) -> None:
    app = opened(q="Who must unlock the gate?", doc="bylaws")
    app.text_area(key="comment").input("It is seven.")
    app = app.button(key="FormSubmitter:wrong_form-Keep it").click().run()
    assert "Kept, thank you." in seen(app)
    (line,) = (data / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    assert (record["question"], record["comment"]) == ("Who must unlock the gate?", "It is seven.")
    assert (record["documents"], record["citations"]) == (["bylaws"], ["bylaws@1/opening-hours/p1"])
    assert record["at"].endswith("+00:00")


def test_feedback_that_cannot_be_kept_is_one_sentence_beside_the_answer(data: Path) -> None:
    (data / "feedback.jsonl").mkdir()
    app = opened(q="Who must unlock the gate?").button(key="FormSubmitter:wrong_form-Keep it").click().run()
    assert len(app.error) == 1 and "cannot be written" in app.error[0].value
    assert "The attendant shall unlock the gate" in seen(app)


def reader(data: str) -> None:
    from contextlib import nullcontext
    from pathlib import Path

    from fake_engine import FakeEngine, FakeGeneration

    from ui import documents
    from ui.engine import Desk

    desk = Desk(engine=FakeEngine(), open_index=lambda: nullcontext(FakeGeneration()), data=Path(data))
    documents.page(lambda: desk)


def read(data: Path, **params: str) -> AppTest:
    app = AppTest.from_function(reader, default_timeout=30, args=(str(data),))
    for name, value in params.items():
        app.query_params[name] = value
    return app.run()


def test_the_reader_lists_the_documents_and_opens_one_whole(data: Path) -> None:
    app = read(data)
    assert len(names(app, "document_")) == len(DOCUMENTS)
    app = app.button(key="document_0").click().run()
    body = seen(app)
    assert "OPENING HOURS" in body and "report each accident" in body and "pp-here" not in body
    app = app.button(key="outline_way_1").click().run()
    assert app.query_params["p"] == "bylaws@1/attendants/p1"
    assert "pp-here" in seen(app)


def test_the_reader_tells_of_a_version_of_which_only_the_state_is_known(data: Path) -> None:
    app = read(data, doc="code")
    assert app.selectbox[0].value == "2020"
    app = app.selectbox[0].set_value("2024").run()
    assert app.query_params["v"] == "2024"
    assert "Only the state of this version is known" in seen(app)


def test_the_fake_is_an_engine_of_the_form_the_screen_wants() -> None:
    from ui.engine import Engine, Generation

    engine: Engine = FakeEngine()
    generation: Generation = FakeGeneration()
    assert engine.examples() and generation.id == "g1"

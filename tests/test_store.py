"""The provision store: every record comes back exactly as it went in."""

import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_index import make_provision

from assistant.codec import pack, shape, unpack
from assistant.errors import IndexMismatch
from assistant.records import CitationForm, Cite, Definition, Document, Provision, Reference, Version
from assistant.store import Store, StoreWriter

CITE = Cite(code="City Code", section="3.08.020", pinpoint=("2", "a", "iii"), year=2021)
PROVISIONS = (
    make_provision(
        id="code@2020/fees/a",
        headings=("Fees",),
        path=("fees", "a"),
        start=10,
        end=31,
        parent="code@2020/fees/p1",
        children=("code@2020/fees/a/1",),
        lead_in=((0, 4), (5, 9)),
        note=(40, 55),
        placeholders=((12, 20),),
        references=(
            Reference(cite=CITE, start=11, end=15, resolution="held", target="code@2020/fees/b"),
            Reference(cite=Cite(code="", section="9"), start=16, end=20),
            Reference(cite=CITE, start=21, end=22, resolution="part not held", target="rule"),
        ),
    ),
    make_provision(id="code@2020/fees/b", kind="paragraph", marker=""),
    make_provision(id="code@2021/fees/a", label='Code “x” – \\ "y" \u2028', marker=""),
)
DOCUMENTS = (
    Document(
        id="code",
        title="The Code – a title",
        short="Code",
        tier="ordinance",
        rank=1,
        text_status="summary",
        cite="§ 3",
        versions=(
            Version(id="2020", effective=date(2020, 5, 1), superseded=date(2021, 1, 1), not_seen=(("2", "a"), ("3",))),
            Version(id="2021", current="unknown", held="part", note="as far as seen"),
        ),
    ),
    Document(id="rule", title="Rule", short="Rule", tier="rule", rank=0),
)
DEFINITIONS = (Definition(term="fee", also=("charge", "due"), provision="code@2020/fees/a", start=0, end=3),)
FORMS = (
    CitationForm(
        code="City Code", also=("Code",), section=r"\d+\.\d+", bare=True, document="code", address="https://x.invalid/"
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    path = tmp_path / "a folder #1?" / "store.sqlite"
    path.parent.mkdir()
    writer = StoreWriter(path)
    writer.add(
        documents=DOCUMENTS,
        texts={("code", "2020"): "Fees\n§ text\u00a0one\n", ("code", "2021"): ""},
        provisions=PROVISIONS,
        definitions=DEFINITIONS,
        forms=FORMS,
        tiers=(("law",), ("rule", "ordinance")),
        extras={"expansions": "{}"},
    )
    writer.close()
    return Store(path)


def test_every_record_comes_back_equal_and_in_order(store: Store) -> None:
    assert store.documents() == DOCUMENTS and store.document("rule") == DOCUMENTS[1]
    assert store.definitions() == DEFINITIONS and store.forms() == FORMS
    assert store.tiers() == (("law",), ("rule", "ordinance"))
    assert store.all_provisions() == PROVISIONS
    assert store.provisions("code", "2020") == PROVISIONS[:2]
    assert store.text("code", "2020") == "Fees\n§ text\u00a0one\n" and store.text("code", "2021") == ""
    assert store.extra("expansions") == "{}"
    assert store.counts() == {"documents": 2, "provisions": 3}


@pytest.mark.parametrize("all_first", [False, True])
def test_a_provision_is_found_by_its_id_however_it_was_read_before(store: Store, all_first: bool) -> None:
    if all_first:
        store.all_provisions()
    assert [store.provision(one.id) for one in PROVISIONS] == list(PROVISIONS)
    assert store.provision("code@2020/none") is None
    assert store.provision(PROVISIONS[0].id) is store.provisions("code", "2020")[0]


def test_what_refers_to_a_provision_or_a_document_is_found(store: Store) -> None:
    assert store.referring("code@2020/fees/b") == PROVISIONS[:1]
    assert store.referring("rule") == PROVISIONS[:1]
    assert store.referring("code@2020/fees/a") == ()


def test_what_is_not_held_is_not_made_up(store: Store) -> None:
    assert store.document("none") is None and store.extra("none") is None and store.provisions("none", "1") == ()
    with pytest.raises(KeyError, match="no text of code@1999"):
        store.text("code", "1999")


def test_threads_share_one_store(store: Store) -> None:
    got: list[object] = []
    workers = [
        threading.Thread(target=lambda: got.append((store.provision(PROVISIONS[0].id), store.all_provisions())))
        for _ in range(8)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert got == [(PROVISIONS[0], PROVISIONS)] * 8


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite").write_bytes(b"no database at all, but long enough to look like one" * 40)
    for path in (tmp_path / "s.sqlite", tmp_path / "none.sqlite"):
        with pytest.raises(IndexMismatch, match="python -m ingest"):
            Store(path)


@given(st.builds(Provision, references=st.tuples(st.builds(Reference, cite=st.builds(Cite)))))
def test_any_provision_survives_packing(provision: Provision) -> None:
    assert unpack(Provision, pack(provision)) == provision


@given(st.builds(Document, versions=st.lists(st.builds(Version), max_size=2).map(tuple)))
def test_any_document_survives_packing(document: Document) -> None:
    assert unpack(Document, pack(document)) == document


def test_the_shape_follows_records_that_are_held_in_others() -> None:
    assert shape(Document) != shape(Version) and shape(Document) == shape(Document)
    assert shape(Provision) != shape(Reference)

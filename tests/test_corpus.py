"""The corpus folder: what it may hold, and the one-line error for each thing that is wrong with it."""

from datetime import date
from pathlib import Path

import pytest

from assistant.errors import CorpusError
from ingest import corpus

TIERS = 'tiers = [["law"], ["rule", "bylaw"]]\n'
DOCUMENT = '[[document]]\nid = "kiln"\ntitle = "Kiln Rules"\ntier = "rule"\nfile = "kiln.txt"\n'
VERSIONED = '[[document]]\nid = "kiln"\ntitle = "Kiln Rules"\ntier = "rule"\n'


def folder(path: Path, toml: str, **files: str | bytes) -> Path:
    (path / "corpus.toml").write_text(toml, encoding="utf-8")
    for name, text in (files or {"kiln": "Only a keyholder may light the kiln.\n"}).items():
        file = path / (name if "." in name else f"{name}.txt")
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_dozen_lines_and_a_text_are_a_corpus(tmp_path: Path) -> None:
    read = corpus.read(folder(tmp_path, TIERS + DOCUMENT))
    assert read.tiers == (("law",), ("rule", "bylaw"))
    (document,) = read.documents
    assert (document.id, document.title, document.short, document.rank) == ("kiln", "Kiln Rules", "Kiln Rules", 1)
    assert [version.id for version in document.versions] == ["1"]
    assert read.texts == {("kiln", "1"): "Only a keyholder may light the kiln.\n"}


def test_versions_have_their_dates_and_texts(tmp_path: Path) -> None:
    toml = TIERS + VERSIONED + (
        '[[document.version]]\nid = "old"\nfile = "a.txt"\neffective = "2019-01-01"\n'
        '[[document.version]]\nid = "new"\nfile = "b.md"\neffective = 2024-07-01\nnot_seen = ["(2)(a)"]\nheld = "part"\n'
        '[[document.version]]\nid = "next"\nheld = "status"\n'
    )  # fmt: skip
    read = corpus.read(folder(tmp_path, toml, **{"a.txt": "Old *text*.\n", "b.md": "New *text*.\n"}))
    old, new, following = read.documents[0].versions
    assert (old.effective, old.superseded) == (date(2019, 1, 1), date(2024, 7, 1))
    assert new.not_seen == (("2", "a"),) and following.file == ""
    assert read.texts == {("kiln", "old"): "Old *text*.\n", ("kiln", "new"): "New text.\n"}


def test_the_shipped_corpus_and_the_test_corpora_are_read() -> None:
    root = Path(__file__).parent
    for path in (root.parent / "corpus", root / "corpora" / "town", root / "corpora" / "tiny"):
        assert corpus.read(path).documents


CITATION = '[[citation]]\ncode = "Code"\nsection = "\\\\d+"\n'
WRONG = {
    "not TOML": ("tiers = [", "not readable as TOML"),
    "no tiers": (DOCUMENT, "key 'tiers'"),
    "tiers that are no lists": ('tiers = ["law"]\n' + DOCUMENT, "key 'tiers'"),
    "empty tiers": ("tiers = []\n" + DOCUMENT, "key 'tiers'"),
    "no document": (TIERS, "no [[document]] entry"),
    "document not a list": (TIERS + "document = 3\n", "key 'document'"),
    "unknown key": (TIERS + DOCUMENT + 'colour = "red"\n', "document 'kiln': key 'colour'"),
    "unknown key of the corpus": ("colour = 1\n" + TIERS + DOCUMENT, "key 'colour'"),
    "unknown key of a version": (
        TIERS + VERSIONED + '[[document.version]]\nfile = "kiln.txt"\nday = 1\n',
        "version 1: key 'day'",
    ),
    "missing id": (TIERS + DOCUMENT.replace('id = "kiln"\n', ""), "document number 1, key 'id'"),
    "id with capitals": (TIERS + DOCUMENT.replace('"kiln"', '"Kiln Rules"'), "key 'id'"),
    "missing title": (TIERS + DOCUMENT.replace('title = "Kiln Rules"\n', ""), "document 'kiln', key 'title'"),
    "missing tier": (TIERS + DOCUMENT.replace('tier = "rule"\n', ""), "document 'kiln', key 'tier'"),
    "missing file": (TIERS + VERSIONED, "version '1', key 'file'"),
    "file that is not there": (TIERS + DOCUMENT.replace("kiln.txt", "oven.txt"), "document 'kiln', key 'file': 'oven.txt'"),
    "file outside": (TIERS + DOCUMENT.replace("kiln.txt", "../kiln.txt"), "outside the corpus folder"),
    "absolute file": (TIERS + DOCUMENT.replace("kiln.txt", "/etc/hostname"), "outside the corpus folder"),
    "unknown kind of file": (TIERS + DOCUMENT.replace("kiln.txt", "corpus.toml"), "no reader for '.toml'"),
    "duplicate id": (TIERS + DOCUMENT + DOCUMENT, "document 'kiln', key 'id': 'kiln' is used twice"),
    "duplicate version": (
        TIERS + VERSIONED + '[[document.version]]\nid = "1"\nfile = "kiln.txt"\n' * 2,
        "key 'version.id': '1' is used twice",
    ),
    "unknown tier": (TIERS + DOCUMENT.replace('"rule"', '"custom"'), "document 'kiln', key 'tier': 'custom'"),
    "unknown text status": (TIERS + DOCUMENT + 'text_status = "copy"\n', "document 'kiln', key 'text_status'"),
    "bad date": (
        TIERS + VERSIONED + '[[document.version]]\nfile = "kiln.txt"\neffective = "May 2024"\n',
        "version 1, key 'effective'",
    ),
    "date that is a number": (
        TIERS + VERSIONED + '[[document.version]]\nfile = "kiln.txt"\neffective = 2024\n',
        "key 'effective'",
    ),
    "end before the start": (
        TIERS + VERSIONED + '[[document.version]]\nfile = "kiln.txt"\neffective = 2024-01-01\nsuperseded = 2023-01-01\n',
        "key 'superseded'",
    ),
    "title that is a number": (TIERS + DOCUMENT.replace('"Kiln Rules"', "3"), "document 'kiln', key 'title'"),
    "not_seen that is no list": (
        TIERS + VERSIONED + '[[document.version]]\nfile = "kiln.txt"\nnot_seen = "(2)"\n',
        "key 'not_seen'",
    ),
    "bad pattern": (TIERS + CITATION.replace("\\\\d+", "(") + DOCUMENT, "citation 'Code', key 'section'"),
    "missing code": (TIERS + CITATION.replace('code = "Code"\n', "") + DOCUMENT, "key 'code'"),
    "missing section": (TIERS + '[[citation]]\ncode = "Code"\n' + DOCUMENT, "citation 'Code', key 'section'"),
    "bare that is text": (TIERS + CITATION + 'bare = "yes"\n' + DOCUMENT, "citation 'Code', key 'bare'"),
    "also that is text": (TIERS + CITATION + 'also = "Law"\n' + DOCUMENT, "citation 'Code', key 'also'"),
    "unknown kind of pinpoint": (TIERS + CITATION + 'pinpoint = "x"\n' + DOCUMENT, "citation 'Code', key 'pinpoint'"),
    "thesaurus that is not there": ('thesaurus = "words.txt"\n' + TIERS + DOCUMENT, "key 'thesaurus'"),
}


@pytest.mark.parametrize("case", WRONG)
def test_each_thing_wrong_is_one_line_naming_the_entry_and_the_key(case: str, tmp_path: Path) -> None:
    toml, said = WRONG[case]
    with pytest.raises(CorpusError) as error:
        corpus.read(folder(tmp_path, toml))
    message = str(error.value)
    assert said in message and str(tmp_path / "corpus.toml") in message
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [(b"caf\xe9", "not UTF-8 at byte 3"), (b"", "is empty"), (b"  \n\n", "is empty"), (b"\xef\xbb\xbf", "is empty")],
)
def test_a_file_that_holds_no_text_is_named(text: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="document 'kiln', key 'file': 'kiln.txt'") as error:
        corpus.read(folder(tmp_path, TIERS + DOCUMENT, kiln=text))
    assert said in str(error.value)


def test_a_folder_without_a_corpus_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="there is no such file"):
        corpus.read(tmp_path)


def test_a_corpus_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_bytes(b'tiers = "caf\xe9"')
    with pytest.raises(CorpusError, match="corpus.toml"):
        corpus.read(tmp_path)


def test_a_thesaurus_is_read_as_groups_of_words(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        'thesaurus = "words.txt"\n' + TIERS + DOCUMENT,
        kiln="Text.\n",
        words="Pupil, student\n# none\n\nboss,chief",
    )
    assert corpus.read(path).thesaurus == (("pupil", "student"), ("boss", "chief"))


def test_an_authority_note_is_known_by_the_corpus_own_citations(tmp_path: Path) -> None:
    is_note = corpus.note_test(corpus.read(folder(tmp_path, TIERS + CITATION + DOCUMENT)).forms)
    assert is_note("Code § 12(a)") and not is_note("Code § 12 applies")


def test_whoever_bears_obligations_may_belong_to_a_body_or_be_a_paper(tmp_path: Path) -> None:
    toml = TIERS + '[[bearer]]\nname = "crew"\nwithin = "harbour"\n[[bearer]]\nname = "log"\nthing = true\n' + DOCUMENT
    crew, log = corpus.read(folder(tmp_path, toml, kiln="Text.\n")).bearers
    assert (crew.within, crew.thing) == ("harbour", False) and (log.within, log.thing) == ("", True)


def test_a_bearer_that_is_neither_a_paper_nor_none_is_named(tmp_path: Path) -> None:
    toml = TIERS + '[[bearer]]\nname = "log"\nthing = "yes"\n' + DOCUMENT
    with pytest.raises(CorpusError, match="bearer 'log', key 'thing': must be true or false, not 'yes'"):
        corpus.read(folder(tmp_path, toml, kiln="Text.\n"))

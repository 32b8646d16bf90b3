"""Spelling slips in questions."""

import pytest

from assistant.spelling import corrections, dictionary, mended, short_forms
from ingest.contents import general_thesaurus

CORPUS = {"training": 9, "officer": 20, "kiln": 3, "annual": 2, "trailing": 1}
ENGLISH = frozenset({"raining", "bank", "zebra"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wich trainig", {"wich": "which", "trainig": "training"}),
        ("traning", {"traning": "training"}),
        ("trianing", {"trianing": "training"}),
        ("offcier", {"offcier": "officer"}),
        ("annuall training", {"annuall": "annual"}),
        ("klin", {"klin": "kiln"}),
        ("ofr 12x 7", {"ofr": "for"}),
        ("hit the buton", {"buton": "button"}),
        ("medicle records", {"medicle": "medical"}),
        ("my walet", {"walet": "wallet"}),
        ("who saw the recrods?", {"recrods": "records"}),
        ("wat do ppl do wen its nite", {"wat": "what", "ppl": "people", "wen": "when", "nite": "night"}),
        ("whos on it", {"whos": "who is"}),
        ("Traning is where?", {"Traning": "training"}),
        ("WHO LEADS THE TRANING", {"TRANING": "training"}),
    ],
)
def test_a_word_nobody_knows_becomes_what_it_stands_for(text: str, found: dict[str, str]) -> None:
    assert corrections(text, CORPUS, {*ENGLISH, *dictionary()}) == found


def test_what_is_mended_keeps_its_capitals_and_all_else() -> None:
    assert mended("Traning, and the offcier's kiln?", CORPUS, dictionary()) == "Training, and the officer's kiln?"
    assert mended("WHO LEADS THE TRANING", CORPUS, dictionary()) == "WHO LEADS THE TRAINING"


def test_between_equally_near_words_the_more_used_one_is_read() -> None:
    assert corrections("tranig", {"trang": 1}, dictionary()) == {"tranig": "trang"}
    assert corrections("the tabel", {}, dictionary()) == {"tabel": "table"}


@pytest.mark.parametrize(
    "text",
    [
        "the officer is raining",
        "a bank, a zebra",
        "",
        "can they tase him",
        "the wifi in a locker",
        "vaping, texting, sluffing, tardies",
        "ADHD or the AED",
        "HIPAA?",
        "dui dwi foia grama bwc uof cpr esl",
        "did Begay and Hyrum go to Tooele or Uintah",
        "Hernández and García",
        "you needn't, mayn't or don't",
        "under r277-217, Subsection (2)(r), R. Crim. P. 4 and 34 cfr part 99",
        "kids' rights and Sarah's",
        "a qzxvk",
        "stepdad, arrestees, schoolers",
    ],
)
def test_names_initials_places_in_the_law_and_words_of_their_own_stay_as_they_are(text: str) -> None:
    assert mended(text, CORPUS, {*ENGLISH, *dictionary()}) == text


def test_no_word_of_the_thesaurus_is_ever_mended() -> None:
    words = {word for group in general_thesaurus() for phrase in group for word in phrase.split() if word.isalpha()}
    english = {*dictionary(), *words}
    assert {word: mended(word, CORPUS, english) for word in words} == {word: short_forms().get(word, word) for word in words}


def test_every_short_form_stands_for_words_that_english_has_or_for_itself() -> None:
    forms = short_forms()
    assert len(forms) > 150
    for short, words in forms.items():
        assert short.isalpha() and (short == words or all(word in dictionary() for word in words.split())), short


def test_a_long_text_of_slips_is_mended_in_part() -> None:
    text = " ".join(f"trai{a}{b}ng" for a in "bcdfghjk" for b in "lmpqrstv")
    assert len(corrections(text, CORPUS, dictionary())) <= 40

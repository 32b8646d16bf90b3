"""Spelling slips in questions."""

import pytest

from assistant.spelling import corrections, dictionary, short_forms

CORPUS = {"training": 9, "officer": 20, "kiln": 3, "annual": 2, "trailing": 1}
ENGLISH = frozenset({"raining", "bank", "zebra"})


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("wich trainigs", {"wich": "which"}),
        ("traning", {"traning": "training"}),
        ("trianing", {"trianing": "training"}),
        ("offcier", {"offcier": "officer"}),
        ("annuall training", {"annuall": "annual"}),
        ("the officer is raining", {}),
        ("klin", {"klin": "kiln"}),
        ("a bank", {}),
        ("zebra", {}),
        ("ofr 12x 7", {}),
        ("", {}),
    ],
)
def test_a_word_nobody_knows_becomes_the_nearest_one_known(text: str, mended: dict[str, str]) -> None:
    found = corrections(text, CORPUS, ENGLISH)
    assert {word: found[word] for word in mended} == mended
    assert set(found) - set(mended) <= {"trainigs", "ofr"}


def test_between_equally_near_words_the_more_frequent_one_is_read() -> None:
    assert corrections("zorbax", {"zorbat": 9, "zorbal": 1}, ()) == {"zorbax": "zorbat"}
    assert corrections("zorbax", {"zorbat": 1, "zorbal": 9}, ()) == {"zorbax": "zorbal"}


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("hit the buton", {"buton": "button"}),
        ("medicle records", {"medicle": "medical"}),
        ("my walet", {"walet": "wallet"}),
        ("is it alowed", {"alowed": "allowed"}),
        ("wat do ppl do wen its nite", {"wat": "what", "ppl": "people", "wen": "when", "nite": "night"}),
        ("whos on it", {"whos": "who is"}),
    ],
)
def test_english_and_how_people_write_are_known_beyond_the_corpus(text: str, mended: dict[str, str]) -> None:
    assert corrections(text, CORPUS, dictionary()) == mended


@pytest.mark.parametrize("text", ["can they tase him", "the wifi", "a locker", "ADHD or the AED", "vaping", "a qzxvk"])
def test_new_words_initials_and_what_is_like_no_word_stay_as_they_are(text: str) -> None:
    assert corrections(text, CORPUS, dictionary()) == {}


def test_every_short_form_says_something_else_or_stands_for_itself() -> None:
    forms = short_forms()
    assert len(forms) > 150
    assert all(short.isalpha() and words and words == words.strip() for short, words in forms.items())

"""Tokens, stems, the lexicon."""

from math import log

import pytest

from assistant.words import STOP, Lexicon, content, phrase, stem, synonyms, tokens


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The Keeper's dog", ["the", "keeper", "dog"]),
        ("the members’ door", ["the", "members", "door"]),
        ("a well-kept gate", ["a", "well", "kept", "gate"]),
        ("under § 3.08.020 today", ["under", "3.08.020", "today"]),
        ("see 12-4b-7, please", ["see", "12-4b-7", "please"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_a_text_falls_into_tokens(text: str, parts: list[str]) -> None:
    assert tokens(text) == parts


def test_words_of_one_family_have_one_stem() -> None:
    assert stem("training") == stem("trained") == stem("trains")
    assert stem("officer") == stem("officers")


def test_content_leaves_out_what_carries_no_meaning() -> None:
    assert content("What must the keepers do?") == [stem("keepers")]
    assert {"the", "what", "must"} <= STOP and "training" not in STOP


def test_a_phrase_of_stop_words_alone_stays_itself() -> None:
    assert phrase("in the open air") == "open air"
    assert phrase("on and off") == "on and off"


def test_a_rare_stem_weighs_more_and_an_unknown_one_most() -> None:
    lexicon = Lexicon(provisions=10, frequency={"dog": 8, "kiln": 1}, words={}, synonyms={})
    assert lexicon.idf("dog") == pytest.approx(log(1 + 2.5 / 8.5))
    assert lexicon.idf("dog") < lexicon.idf("kiln") < lexicon.idf("boat")


def test_phrases_of_a_group_lead_to_each_other() -> None:
    found = synonyms([("boss", "chief officer"), ("dog", "dog")], 0.5)
    assert found == {"boss": ((phrase("chief officer"), 0.5),), phrase("chief officer"): (("boss", 0.5),)}

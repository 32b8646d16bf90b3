"""Spelling slips in questions."""

import pytest

from assistant.spelling import corrections

CORPUS = {"training": 9, "officer": 20, "kiln": 3, "annual": 2, "trailing": 1}
ENGLISH = frozenset({"raining", "bank"})


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
    assert corrections("trailning", {"training": 9, "trailing": 1}, ()) == {"trailning": "training"}
    assert corrections("trailning", {"training": 1, "trailing": 9}, ()) == {"trailning": "trailing"}

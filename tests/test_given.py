"""What the evaluation commands start from."""

from assistant.settings import Settings
from evals.given import opened


def test_without_the_thesaurus_only_what_the_documents_introduce_means_the_same(tiny: Settings) -> None:
    with opened(tiny) as whole, opened(tiny, thesaurus=False) as bare:
        usual, introduced = whole.lexicon.synonyms, bare.lexicon.synonyms
        assert len(introduced) < len(usual) and set(introduced) <= set(usual)
        assert bare.abbreviations == whole.abbreviations

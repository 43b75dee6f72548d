"""Every kind of assurance has its words, for a table, for everybody and for organisers."""

import pytest

from campaign.signing import assurances
from campaign.signing.models import Assurance


@pytest.mark.parametrize("words", [assurances.SHORT, assurances.PUBLIC, assurances.TOLD])
def test_every_assurance_is_said_in_words(words: dict[Assurance, object]) -> None:
    assert set(words) == set(Assurance)


@pytest.mark.one_engine
def test_a_public_source_is_never_called_confirmed(app: object) -> None:
    for words in (assurances.SHORT, assurances.PUBLIC, assurances.TOLD):
        said = str(words[Assurance.PUBLIC_SOURCE])
        assert "confirmed" not in said.replace("not confirmed", "")

"""Every kind of letter, unsealed and sealed in every way, before the judges; and the judges before broken letters.

PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) in the same file.
"""

import itertools

import pytest

from letters import typeset
from letters.sealing import Level, seal
from tests.letters import broken, judges
from tests.letters.gallery import GALLERY

# These letters go through every way of sealing; each of the others goes through one, taken in turn.
THROUGH_ALL = ("signatories-000", "seal-block", "autographs-7")
# The title in the document information differs from the one in XMP: no rule of PDF/A-3 forbids that.
NOT_FORBIDDEN = "another_title"


@pytest.fixture(scope="module")
def unsealed():
    """The gallery as files."""
    return {name: typeset(document()) for name, document in GALLERY.items()}


@pytest.fixture(scope="module")
def ways(own, trust, now):
    """The ways of sealing, by name."""

    def issued(**terms):
        return lambda pdf: seal(pdf, trust.sealer("seal"), now=now, outside=trust.outside, **terms)

    return {
        "own": lambda pdf: seal(pdf, own, now=now),
        "certified": issued(certify=True),
        "approved": issued(certify=False),
        "timed": issued(level=Level.B_T),
        "lasting": issued(level=Level.B_LT),
        "archived": issued(level=Level.B_LTA),
        "two": lambda pdf: issued()(seal(pdf, own, now=now)),
    }


@pytest.fixture(scope="module")
def corpus(unsealed, ways):
    """The gallery, unsealed and sealed; a draft is never sealed."""
    files = dict(unsealed)
    turns = itertools.cycle(ways)
    for name in sorted(unsealed.keys() - {"draft"}):
        for way in ways if name in THROUGH_ALL else (next(turns),):
            files[f"{name} {way}"] = ways[way](unsealed[name])
    return files


@pytest.fixture(scope="module")
def broken_letters():
    return broken.broken_files(typeset(broken.letter_to_break()))


@pytest.mark.java
@pytest.mark.slow
def test_every_letter_sealed_or_not_passes_verapdf_as_3a_and_as_ua1(corpus):
    failed = {f"{each.file} {each.profile}": each.broken for each in judges.vera(corpus) if each.broken}
    assert failed == {}


@pytest.mark.slow
def test_every_letter_sealed_or_not_passes_the_second_validator(corpus):
    # It wants each seal to cover the whole file, which only the last of several can.
    last_only = frozenset({"SIGNATURE-BYTERANGE"})
    failed = {}
    for name, pdf in corpus.items():
        several = name.endswith((" two", " archived"))
        if found := judges.second_opinion(pdf, not_judged=last_only if several else frozenset()):
            failed[name] = found
    assert failed == {}


@pytest.mark.slow
def test_every_letter_sealed_or_not_is_sound_to_qpdf(corpus):
    assert {name: found for name, pdf in corpus.items() if (found := judges.syntax_faults(pdf))} == {}


@pytest.mark.slow
def test_poppler_finds_every_seal_valid(corpus, unsealed):
    for name in corpus.keys() - unsealed.keys():
        said = judges.seals_by_poppler(corpus[name])
        wanted = 2 if name.endswith(" two") else 1
        assert said.count("Signature is Valid.") == wanted, f"{name}: {said}"


@pytest.mark.java
def test_verapdf_catches_the_broken_letters(broken_letters):
    found = {each.file for each in judges.vera(broken_letters) if each.broken}
    assert found == broken.EDITS.keys() - {NOT_FORBIDDEN}


def test_the_second_validator_catches_the_broken_letters(broken_letters):
    found = {name for name, pdf in broken_letters.items() if judges.second_opinion(pdf)}
    assert found == broken.EDITS.keys() - {NOT_FORBIDDEN}

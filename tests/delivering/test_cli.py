"""`campaign check` on the command line, with files made by the letters package alone."""

import json

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import Encoding

from campaign.cli import main
from letters import typeset
from letters.sealing import seal
from letters.seals import keys, sealers
from tests import factories
from tests.letters import samples

NOW = factories.NOON


@pytest.fixture(scope="module")
def sealer():
    made = keys.make_seal_key("Invented Office for Letters", "letters.example", now=NOW)
    return sealers.SelfIssued(made.pkcs12, made.password)


@pytest.fixture
def letter(tmp_path, sealer):
    """A sealed letter with two invented Members."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(seal(typeset(samples.letter(2)), sealer, now=NOW))
    return path


def check(*arguments):
    """Run the command without settings: it must not need any."""
    return CliRunner(env={"SECRET_KEY": None, "DATABASE_URL": None}).invoke(main, ["check", *map(str, arguments)])


def test_a_genuine_letter_says_so_with_exit_code_0(letter, sealer, tmp_path):
    root = tmp_path / "office.pem"
    root.write_bytes(sealer.certificate.public_bytes(Encoding.PEM))
    answer = check(letter, "--trust", root)
    assert answer.exit_code == 0, answer.output
    assert answer.output.startswith("Genuine")
    assert "All 2 printed names" in answer.output


def test_the_published_fingerprint_is_enough(letter, sealer):
    assert check(letter, "--fingerprint", keys.fingerprint(sealer.certificate)).exit_code == 0


def test_a_seal_by_an_unknown_key_has_exit_code_3(letter):
    answer = check(letter)
    assert answer.exit_code == 3
    assert "Compare this fingerprint" in " ".join(answer.output.split())


def test_an_altered_letter_has_exit_code_1(letter, sealer):
    sealed = bytearray(letter.read_bytes())
    sealed[len(sealed) // 3] ^= 1
    letter.write_bytes(bytes(sealed))
    answer = check(letter, "--fingerprint", keys.fingerprint(sealer.certificate))
    assert answer.exit_code == 1
    assert answer.output.startswith("ALTERED")


def test_another_wording_has_exit_code_1(letter, sealer):
    answer = check(letter, "--fingerprint", keys.fingerprint(sealer.certificate), "--digest", "0" * 64)
    assert answer.exit_code == 1


def test_what_is_no_pdf_has_exit_code_2(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("no letter")
    answer = check(path)
    assert answer.exit_code == 2
    assert "not a PDF" in answer.output


def test_an_unsealed_letter_has_exit_code_4(tmp_path):
    path = tmp_path / "unsealed.pdf"
    path.write_bytes(typeset(samples.letter(2)))
    assert check(path).exit_code == 4


def test_scripts_can_ask_for_json(letter):
    answer = check(letter, "--json")
    assert json.loads(answer.output)["verdict"] == "unknown-sealer"


def test_a_file_without_certificates_is_no_trust(letter, tmp_path):
    path = tmp_path / "empty.pem"
    path.write_text("nothing here")
    answer = check(letter, "--trust", path)
    assert answer.exit_code == 2
    assert "holds no certificate" in answer.output

import io
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers

from letters import errors, typeset
from letters.sealing import Level, Outside, seal
from letters.seals import keys
from letters.seals.authorities import TimestampAuthority
from letters.seals.block import BlockWords
from letters.seals.sealers import Pkcs12, SelfIssued
from tests.letters import judges, samples
from tests.letters.blanks import blank
from tests.letters.trust_services import PASSWORD


def signatures(pdf):
    return PdfFileReader(io.BytesIO(pdf)).embedded_signatures


def time_of_authority(signature):
    return any(each["type"].native == "signature_time_stamp_token" for each in signature.signer_info["unsigned_attrs"])


def test_the_sealed_file_starts_with_exactly_the_unsealed_one(own, now):
    pdf = blank()
    sealed = seal(pdf, own, now=now)
    assert sealed.startswith(pdf)
    assert len(sealed) > len(pdf)


@pytest.mark.parametrize("prepared", [True, False])
def test_a_seal_is_a_pades_signature_over_the_whole_file(own, now, prepared):
    (made,) = signatures(seal(blank(prepared=prepared), own, now=now))
    made.compute_integrity_info()
    assert made.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert made.field_name == "Seal1"
    assert made.coverage.name == "ENTIRE_FILE"
    assert made.sig_object["/M"]


def test_the_seal_says_the_moment_it_was_given_and_not_the_wall_clock(own, now):
    then = now + timedelta(days=3)
    (made,) = signatures(seal(blank(), own, now=then))
    assert made.self_reported_timestamp == then


def test_a_seal_leaves_the_title_and_dates_of_the_letter_alone(own, now):
    pdf = blank()
    sealed = pikepdf.open(io.BytesIO(seal(pdf, own, now=now)))
    assert dict(sealed.docinfo) == dict(pikepdf.open(io.BytesIO(pdf)).docinfo)


def test_the_first_seal_certifies_that_only_seals_and_signatures_may_follow(own, now):
    (made,) = signatures(seal(blank(), own, now=now))
    assert made.docmdp_level is fields.MDPPerm.FILL_FORMS


def test_a_second_seal_goes_beside_the_first_and_leaves_it_standing(own, trust, now):
    first = seal(blank(), own, now=now)
    second = seal(first, trust.sealer("seal"), now=now)
    assert second.startswith(first)
    assert [each.field_name for each in signatures(second)] == ["Seal1", "Seal2"]
    assert signatures(second)[1].docmdp_level is None


def test_a_member_can_still_sign_the_sealed_file_with_her_own_certificate(own, trust, now):
    sealed = seal(blank(), own, now=now)
    member = signers.SimpleSigner.load_pkcs12_data(trust.pkcs12("curve"), [], PASSWORD.encode())
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    signed = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="Member"), signer=member)
    assert [each.field_name for each in signatures(signed.getvalue())] == ["Seal1", "Member"]


def test_a_file_locked_against_changes_refuses_a_seal(own, now):
    writer = IncrementalPdfFileWriter(io.BytesIO(blank()))
    with own.signer() as signer:
        locked = signers.sign_pdf(
            writer,
            signers.PdfSignatureMetadata(field_name="Lock", certify=True, docmdp_permissions=fields.MDPPerm.NO_CHANGES),
            signer=signer,
        )
    with pytest.raises(errors.SealForbidden):
        seal(locked.getvalue(), own, now=now)


@pytest.mark.parametrize("rubbish", [b"", b"%PDF-1.7\n", b"no letter at all", b"\0" * 5000])
def test_what_is_no_pdf_cannot_be_sealed(own, now, rubbish):
    with pytest.raises(errors.SealForbidden):
        seal(rubbish, own, now=now)


# --- what one sees


def test_the_block_says_who_sealed_when_and_that_no_member_did(own, now):
    sealed = seal(typeset(samples.letter(1, seal_block=True)), own, now=now)
    text = " ".join(judges.text_by_mupdf(sealed).split())
    assert "Sealed by Invented Office for Letters" in text
    assert now.strftime("%Y-%m-%d %H:%M UTC") in text
    assert "Not the Members' signature" in text
    assert "Self-issued key" in text


def test_the_block_of_an_issued_certificate_names_the_issuer(trust, now):
    sealed = seal(typeset(samples.letter(1, seal_block=True)), trust.sealer("seal"), now=now)
    assert "by Invented Trust Services" in " ".join(judges.text_by_mupdf(sealed).split())


def test_the_block_speaks_the_letters_language(own, now):
    french = BlockWords(sealed_by="Cachet de {name}")
    sealed = seal(typeset(samples.letter(1, seal_block=True)), own, now=now, words=french)
    assert "Cachet de Invented Office for Letters" in " ".join(judges.text_by_mupdf(sealed).split())


@pytest.mark.parametrize("box", [[50, 50, 60, 60], [50, 50, 90, 400], [50, 50, 550, 70]])
def test_the_block_fits_or_shrinks_into_any_box(own, now, box):
    assert signatures(seal(blank(box=box), own, now=now))


# --- keys


def test_the_installations_own_key_is_named_self_issued(own):
    name = own.certificate.subject.rfc4514_string()
    assert "Self-issued seal of letters.example" in name
    assert "Invented Office for Letters" in name
    assert keys.is_self_issued(own.certificate)


def test_two_new_keys_have_different_passwords_and_fingerprints(now):
    one, other = (keys.make_seal_key("Office", "letters.example", now=now) for _ in range(2))
    assert one.password != other.password
    assert one.fingerprint != other.fingerprint


def test_a_seal_key_may_sign_and_nothing_else(own):
    usage = own.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert not own.certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_neither_password_nor_key_show_when_a_sealer_is_printed(own):
    assert own.password not in repr(own)
    assert "pkcs12" not in repr(own)


def test_an_issued_key_comes_from_a_pkcs12_file(trust, now, tmp_path):
    path = tmp_path / "seal.p12"
    path.write_bytes(trust.pkcs12("seal"))
    (made,) = signatures(seal(blank(), Pkcs12(path, PASSWORD), now=now))
    assert made.signer_cert.subject.native["common_name"] == "The seal"
    assert len(made.other_embedded_certs) == 2


def test_an_elliptic_curve_key_seals_as_well(trust, now):
    (made,) = signatures(seal(blank(), trust.sealer("curve"), now=now))
    assert made.signer_info["signature_algorithm"].signature_algo == "ecdsa"


def test_a_wrong_password_is_called_that(own, now):
    with pytest.raises(errors.WrongSealPassword, match="Correct the seal password"):
        seal(blank(), SelfIssued(own.pkcs12, "wrong"), now=now)


def test_a_missing_or_damaged_key_file_says_where_to_look(now, tmp_path):
    with pytest.raises(errors.SealKeyUnreadable, match="settings"):
        Pkcs12(tmp_path / "none.p12", PASSWORD)
    with pytest.raises(errors.SealKeyUnreadable):
        seal(blank(), SelfIssued(b"damaged", PASSWORD), now=now)


# --- levels


@pytest.mark.parametrize("level", [Level.B_T, Level.B_LT, Level.B_LTA])
def test_higher_levels_carry_the_authoritys_time(trust, now, level):
    sealed = seal(blank(), trust.sealer("seal"), now=now, level=level, outside=trust.outside)
    assert time_of_authority(signatures(sealed)[0])


@pytest.mark.parametrize("level", [Level.B_LT, Level.B_LTA])
def test_long_term_levels_carry_proof_that_the_certificate_stood(trust, now, level):
    sealed = seal(blank(), trust.sealer("seal"), now=now, level=level, outside=trust.outside)
    file = pikepdf.open(io.BytesIO(sealed))
    store = file.Root.DSS
    assert len(store.Certs) >= 3
    assert len(store.OCSPs) + len(store.CRLs) >= 2


def test_proofs_and_seal_stand_in_one_revision_so_the_seal_covers_the_whole_file(trust, now):
    (made,) = signatures(seal(blank(), trust.sealer("seal"), now=now, level=Level.B_LT, outside=trust.outside))
    made.compute_integrity_info()
    assert made.coverage.name == "ENTIRE_FILE"


def test_an_archive_seal_ends_with_a_time_stamp_over_everything(trust, now):
    sealed = seal(blank(), trust.sealer("seal"), now=now, level=Level.B_LTA, outside=trust.outside)
    last = PdfFileReader(io.BytesIO(sealed)).embedded_timestamp_signatures[-1]
    last.compute_integrity_info()
    assert last.coverage.name == "ENTIRE_FILE"


def test_a_self_issued_key_can_have_an_outside_time(own, trust, now):
    sealed = seal(blank(), own, now=now, level=Level.B_LT, outside=trust.outside)
    assert time_of_authority(signatures(sealed)[0])


@pytest.mark.parametrize(
    ("holder", "level", "error"),
    [
        ("lapsed", Level.B_B, errors.SealKeyExpired),
        ("early", Level.B_B, errors.SealKeyNotYetValid),
        ("revoked", Level.B_T, errors.SealKeyRevoked),
        ("revoked", Level.B_LT, errors.SealKeyRevoked),
    ],
)
def test_a_certificate_that_does_not_stand_seals_nothing(trust, now, holder, level, error):
    with pytest.raises(error):
        seal(blank(), trust.sealer(holder), now=now, level=level, outside=trust.outside)


def test_a_chain_to_an_unknown_root_is_refused_at_long_term_levels(own, trust, now):
    strangers = Outside(trust.outside.timestamps, (own.certificate,))
    with pytest.raises(errors.SealKeyUntrusted):
        seal(blank(), trust.sealer("seal"), now=now, level=Level.B_LT, outside=strangers)


@pytest.mark.parametrize("path", ["/tests/tsa/nobody", ""])
def test_a_timestamp_authority_that_does_not_answer_is_named(trust, now, path):
    address = f"{trust.address}{path}" if path else "http://127.0.0.1:9/"
    outside = Outside(TimestampAuthority(address), trust.outside.roots)
    with pytest.raises(errors.TimestampUnavailable, match="B-B"):
        seal(blank(), trust.sealer("seal"), now=now, level=Level.B_T, outside=outside)


def test_a_level_with_a_time_needs_an_authority_in_the_settings(own, now):
    with pytest.raises(errors.TimestampAuthorityMissing, match="Set its address"):
        seal(blank(), own, now=now, level=Level.B_T)


def test_every_seal_error_says_what_to_do_next():
    def all_below(kind):
        return [kind, *(each for below in kind.__subclasses__() for each in all_below(below))]

    for kind in all_below(errors.SealError):
        assert str(kind()).count(".") >= 2, kind


def test_the_key_file_of_a_pkcs12_sealer_is_a_path(tmp_path):
    with pytest.raises(errors.SealKeyUnreadable):
        Pkcs12(Path(tmp_path), PASSWORD)

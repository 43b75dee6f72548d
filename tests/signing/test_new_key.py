"""An operator changes SECRET_KEY: what was mailed and stored before works as long as the old key is listed."""

import dataclasses
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from campaign import tokens, vault
from campaign.delivering import sealing
from campaign.signing import mails
from letters.errors import SealKeyLocked
from tests import factories

pytestmark = pytest.mark.one_engine
OLD, NEW = "the-key-this-installation-began-with", "the-key-that-the-operator-changed-it-to"


def change_key(app: Flask, key: str, *, before: str = "") -> None:
    settings = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(settings, secret_key=key, secret_keys_before=before)


def test_the_way_back_in_a_receipt_outlives_a_change_of_key(app: Flask, session: Session, now: datetime) -> None:
    change_key(app, OLD)
    signature = factories.make_signature(session, factories.make_open_letter(session))
    in_the_receipt = mails.withdrawal_secret(signature)
    change_key(app, NEW, before=OLD)
    assert mails.withdrawal_secret(signature) == in_the_receipt


def test_evidence_and_the_seal_open_under_the_key_they_rest_under(app: Flask, now: datetime) -> None:
    change_key(app, OLD)
    scan, seal = vault.store_sealed(b"a scan"), sealing.own_key(now=now)
    change_key(app, NEW, before=OLD)
    assert vault.read_sealed(scan) == b"a scan"
    assert sealing.own_key(now=now) == seal
    change_key(app, NEW)
    with pytest.raises(vault.FileDamaged):
        vault.read_sealed(scan)
    assert sealing.fingerprint() is None
    with pytest.raises(SealKeyLocked, match="SECRET_KEYS_BEFORE"):
        sealing.own_key(now=now)


def test_what_is_sealed_after_the_change_does_not_open_under_the_old_key(app: Flask) -> None:
    change_key(app, NEW, before=OLD)
    sealed = tokens.seal("anything", b"new")
    change_key(app, OLD)
    with pytest.raises(ValueError, match="the settings do not name"):
        tokens.unseal("anything", sealed)

"""Language versions of a letter: the list, the editor beside the authentic text, and the page that readers see."""

from dataclasses import asdict

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.drafting import content as drafted
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.organisers import guard
from campaign.translating import content as contents
from campaign.translating import operations, queries, words
from campaign.translating.forms import BeginForm, PublishForm, TranslationForm
from campaign.translating.queries import Version
from campaign.web.forms import BaseForm

blueprint = Blueprint("translating", __name__, url_prefix="/letters")


@blueprint.get("/<letter_id>/translations")
@guard.required
def index(letter_id: str) -> ResponseReturnValue:
    """All language versions, and which one is authentic."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.SEE)
    return _index(letter, BeginForm(formdata=None, without=letter.language))


@blueprint.post("/<letter_id>/translations")
@guard.required
def begin(letter_id: str) -> ResponseReturnValue:
    """Start a translation."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.WRITE)
    form = BeginForm(without=letter.language)
    if not form.validate():
        return _index(letter, form), 422
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.WRITE)
        begun = operations.begin(session, letter, form.language.data, by=guard.current(), now=clock.now())
        address = url_for(".edit", letter_id=letter_id, translation_id=begun.public_id)
    return redirect(address, 303)


@blueprint.get("/<letter_id>/translations/<translation_id>")
@guard.required
def edit(letter_id: str, translation_id: str) -> ResponseReturnValue:
    """The editor beside the authentic text."""
    letter, version = _version(reading(), letter_id, translation_id)
    return _editor(letter, version, _form(version))


@blueprint.post("/<letter_id>/translations/<translation_id>")
@guard.required
def save(letter_id: str, translation_id: str) -> ResponseReturnValue:
    """Save what was typed."""
    letter, version = _version(reading(), letter_id, translation_id)
    form = TranslationForm()
    if not form.validate():
        return _editor(letter, version, form), 422
    with transaction() as session:
        letter, version = _version(session, letter_id, translation_id)
        typed, based_on = form.wording(), form.version.data or 0
        saved = operations.save(
            session, version.translation, typed, version=based_on, by=guard.current(), now=clock.now()
        )
    if not saved:
        letter, version = _version(reading(), letter_id, translation_id)
        form.version.raw_data, form.version.data = None, version.translation.version
        return _editor(letter, version, form, overtaken=True), 409
    flash(_("Saved."), "good")
    return redirect(url_for(".edit", letter_id=letter_id, translation_id=translation_id), 303)


@blueprint.post("/<letter_id>/translations/<translation_id>/publish")
@guard.required
def publish(letter_id: str, translation_id: str) -> ResponseReturnValue:
    """Publish the saved text, or confirm it for the authentic text of now."""
    form = PublishForm()
    with transaction() as session:
        _letter, version = _version(session, letter_id, translation_id, Right.DECIDE)
        digest = form.digest.data or ""
        operations.publish(session, version.translation, digest=digest, by=guard.current(), now=clock.now())
    flash(_("The translation is published. It says which text is authentic."), "good")
    return redirect(url_for(".index", letter_id=letter_id), 303)


@blueprint.post("/<letter_id>/translations/<translation_id>/take-off")
@guard.required
def take_off(letter_id: str, translation_id: str) -> ResponseReturnValue:
    """Show it to nobody any more."""
    with transaction() as session:
        _letter, version = _version(session, letter_id, translation_id, Right.DECIDE)
        operations.take_off(session, version.translation, by=guard.current(), now=clock.now())
    flash(_("The translation is shown to nobody any more."), "good")
    return redirect(url_for(".index", letter_id=letter_id), 303)


@blueprint.get("/translations/<translated_id>")
def read(translated_id: str) -> ResponseReturnValue:
    """A published translation to read, marked as what it is, for whoever has its number."""
    found, standing = queries.revision_by(reading(), translated_id)
    content = drafted.from_dict(found.content)
    authentic = drafted.of_revision(found.revision)
    page = {"found": found, "content": content, "standing": standing, "authentic": authentic}
    mark = words.mark(content.language, authentic.language)
    return render_template("pages/translating/read.html", mark=mark, names=queries.language_name, **page)


@blueprint.get("/translations/<translated_id>/text.txt")
def text(translated_id: str) -> ResponseReturnValue:
    """The normalised text, byte for byte as it was digested."""
    found, _standing = queries.revision_by(reading(), translated_id)
    return Response(found.text.encode(), mimetype="text/plain")


def _index(letter: Letter, form: BeginForm) -> str:
    authentic, revision = queries.authentic(reading(), letter)
    return render_template(
        "pages/translating/index.html",
        letter=letter,
        form=form,
        authentic=authentic,
        revision=revision,
        versions=queries.versions(reading(), letter),
        names=queries.language_name,
        blank=BaseForm(),
    )


def _editor(letter: Letter, version: Version, form: TranslationForm, *, overtaken: bool = False) -> str:
    authentic, revision = queries.authentic(reading(), letter)
    saved = contents.from_dict(version.translation.written)
    content = contents.of(authentic, saved, version.translation.language)
    text = contents.canonical_text(content, revision.digest) if revision else ""
    return render_template(
        "pages/translating/edit.html",
        letter=letter,
        version=version,
        form=form,
        authentic=authentic,
        content=content,
        saved=saved,
        overtaken=overtaken,
        pairs=contents.pairs(authentic.body, saved.body),
        problems=operations.problems(content, clock.now()),
        publishing=PublishForm(formdata=None, digest=contents.digest(text)) if revision else None,
        is_published_so=version.latest is not None and bool(text) and version.latest.digest == contents.digest(text),
    )


def _form(version: Version) -> TranslationForm:
    values = asdict(contents.from_dict(version.translation.written))
    return TranslationForm(formdata=None, data=values | {"version": version.translation.version})


def _version(
    session: Session, letter_id: str, translation_id: str, right: Right = Right.WRITE
) -> tuple[Letter, Version]:
    letter = drafting.letter_of(session, guard.current(), letter_id, to=right)
    return letter, queries.version_of(session, letter, translation_id)

"""Second factors: an authenticator app, passkeys, recovery codes. All of it asks for password or factor again."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from campaign import clock
from campaign.db import reading, transaction
from campaign.organisers import factors, guard, passkeys, sessions, totp
from campaign.organisers.blueprint import blueprint
from campaign.organisers.forms import AppForm, EmptyForm

LONGEST_NAME = 60


@blueprint.get("/account/factors")
@guard.fresh
def factors_page() -> ResponseReturnValue:
    """What there is besides the password."""
    found = factors.of(reading(), guard.current())
    return render_template("pages/organisers/factors.html", factors=found, form=EmptyForm(), most=passkeys.AT_MOST)


@blueprint.route("/account/factors/app", methods=["GET", "POST"])
@guard.fresh
def app_page() -> ResponseReturnValue:
    """Add an authenticator app: read the picture, type its first code."""
    organiser, now, form = guard.current(), clock.now(), AppForm()
    secret = totp.accept(organiser, form.offered.data or "", now=now)
    if form.validate_on_submit() and secret:
        with transaction() as opened:
            factors.count_try(opened, organiser, now=now)
        used = totp.step(secret, "".join((form.code.data or "").split()), now=now)
        if used is not None:
            with transaction() as opened:
                factors.add_app(opened, organiser, secret, used=used, here=sessions.current(), now=now)
            flash(_("The app is set up. From now on a code from it is asked for after the password."), "good")
            return redirect(url_for(".factors_page"), 303)
        form.code.errors = [_("This code is wrong or too old. Is the clock of the device right? Type the next one.")]
    if not secret:
        form.offered.data = totp.offer(organiser, now=now)
        secret = totp.accept(organiser, form.offered.data, now=now)
    picture = Markup(totp.picture(secret, organiser))  # noqa: S704 - drawn here, from letters and digits
    shown = {"form": form, "picture": picture, "secret": totp.pretty(secret)}
    return render_template("pages/organisers/app.html", **shown), 422 if form.errors else 200


@blueprint.post("/account/factors/app/remove")
@guard.fresh
def remove_app() -> ResponseReturnValue:
    """Forget the app."""
    with transaction() as opened:
        factors.remove_app(opened, guard.current(), here=sessions.current(), now=clock.now())
    flash(_("The authenticator app is removed. Every other session of yours has ended."), "good")
    return redirect(url_for(".factors_page"), 303)


@blueprint.post("/account/factors/passkeys/options")
@guard.fresh
def new_passkey_options() -> ResponseReturnValue:
    """What the browser needs to make a passkey."""
    with transaction() as opened:
        options = passkeys.offer_registration(opened, guard.current(), now=clock.now())
    return jsonify(options)


@blueprint.post("/account/factors/passkeys")
@guard.fresh
def add_passkey() -> ResponseReturnValue:
    """Keep the passkey that the browser made; answers for the script."""
    sent = request.get_json(silent=True)
    asked = sent if isinstance(sent, dict) else {}
    name = str(asked.get("name", "")).strip()[:LONGEST_NAME] or sessions.here().browser
    organiser, now = guard.current(), clock.now()
    with transaction() as opened:
        kept = len(passkeys.of(opened, organiser)) < passkeys.AT_MOST
        here = sessions.current()
        kept = kept and factors.add_passkey(opened, organiser, asked.get("answer"), name, here=here, now=now)
    if not kept:
        return jsonify(error=_("The passkey could not be kept. Reload the page and try again.")), 422
    flash(_("The passkey is set up. You can log in with it alone."), "good")
    return jsonify(goal=url_for(".factors_page"))


@blueprint.post("/account/factors/passkeys/<passkey_id>/remove")
@guard.fresh
def remove_passkey(passkey_id: str) -> ResponseReturnValue:
    """Forget one passkey."""
    with transaction() as opened:
        factors.remove_passkey(opened, guard.current(), passkey_id, here=sessions.current(), now=clock.now())
    flash(_("The passkey is removed, and every other session has ended. Delete it on your device as well."), "good")
    return redirect(url_for(".factors_page"), 303)


@blueprint.post("/account/factors/codes")
@guard.fresh
def new_codes() -> ResponseReturnValue:
    """Make ten recovery codes and show them, once: they are stored nowhere, so there is no page to lead on to."""
    organiser = guard.current()
    with transaction() as opened:
        found = factors.of(opened, organiser)
        codes = factors.renew_codes(opened, organiser, now=clock.now()) if found else []
    if not codes:
        flash(_("Set up a passkey or an app first: recovery codes stand in for them."), "warning")
        return redirect(url_for(".factors_page"), 303)
    return render_template("pages/organisers/codes.html", codes=codes, organiser=organiser)

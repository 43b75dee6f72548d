"""The account page, and passwords: a link that sets one, and changing it."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.db import reading, transaction
from campaign.organisers import factors, guard, logins, operations, passwords, queries, sessions
from campaign.organisers.blueprint import blueprint
from campaign.organisers.forms import ChangePasswordForm, ForgottenForm, NewPasswordForm
from campaign.organisers.logins import WINDOW
from campaign.web import limits


@blueprint.route("/password/forgotten", methods=["GET", "POST"])
def forgotten() -> ResponseReturnValue:
    """Ask for a link that sets a new password; the answer is the same for every address."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return render_template("pages/organisers/forgotten.html", form=form), 422 if form.errors else 200
    now, email = clock.now(), str(form.email.data)
    with transaction() as opened:
        limits.count_visitor(opened, "forgotten", at_most=10, within=WINDOW, now=now)
        limits.count(opened, "forgotten-account", email.lower(), at_most=3, within=WINDOW, now=now)
        operations.ask_for_link(opened, email, now=now)
    flash(_("If this address has an account, a link is on its way to it. It works for one hour."), "good")
    return redirect(url_for("organisers.login"), 303)


@blueprint.route("/password/<secret>", methods=["GET", "POST"])
def set_password(secret: str) -> ResponseReturnValue:
    """Set a password with the link from a mail."""
    organiser = queries.standing_link(reading(), secret, now=clock.now()).organiser
    form = NewPasswordForm(organiser)
    if not form.validate_on_submit():
        page = render_template("pages/organisers/set_password.html", form=form, organiser=organiser)
        return page, 422 if form.errors else 200
    hashed = passwords.hashed(str(form.password.data))
    with transaction() as opened:
        link = queries.standing_link(opened, secret, now=clock.now())
        operations.set_password(opened, link.organiser, hashed, now=clock.now())
    session.clear()
    flash(_("Your password is set. Log in with it."), "good")
    return redirect(url_for("organisers.login"), 303)


@blueprint.get("/account")
@guard.required
def account() -> ResponseReturnValue:
    """The organiser's own account."""
    return _account(ChangePasswordForm(guard.current()))


@blueprint.post("/account/password")
@guard.required
def change_password() -> ResponseReturnValue:
    """Change the password; every other session of the account ends."""
    organiser, now = guard.current(), clock.now()
    form = ChangePasswordForm(organiser)
    if form.validate_on_submit():
        with transaction() as opened:  # of its own: a try that fails stays counted
            logins.count_try(opened, organiser.email, now=now)
        if passwords.is_right(organiser, str(form.current.data)):
            hashed = passwords.hashed(str(form.password.data))
            with transaction() as opened:
                second_factor = sessions.current().second_factor
                operations.set_password(opened, organiser, hashed, now=now)
                sid = sessions.begin(opened, organiser, second_factor=second_factor, now=now)
            sessions.enter(organiser, sid, now=now)
            flash(_("Your password is changed. Every other session of yours has ended."), "good")
            return redirect(url_for("organisers.account"), 303)
        form.current.errors = [_("This is not your password until now. Type it again.")]
    return _account(form), 422


def _account(form: ChangePasswordForm) -> str:
    organiser = guard.current()
    found = factors.of(reading(), organiser)
    open_now = len(sessions.of(reading(), organiser, now=clock.now()))
    parts = {"form": form, "organiser": organiser, "factors": found, "sessions": open_now}
    return render_template("pages/organisers/account.html", **parts)

"""Login, logout, passwords, the account page.

Own views over Flask-Security's hashing and sessions rather than its own pages: tries are counted before anything is
hashed, no page writes on GET, and mails join the outbox. Its second factors are called at the same places.
"""

import logging

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_login import current_user
from flask_security.utils import logout_user

from campaign import clock, journal
from campaign.db import reading, transaction
from campaign.organisers import guard, logins, operations, passwords, queries, rules
from campaign.organisers.forms import ChangePasswordForm, ForgottenForm, LoginForm, NewPasswordForm
from campaign.organisers.logins import WINDOW
from campaign.web import limits

blueprint = Blueprint("organisers", __name__)
logger = logging.getLogger(__name__)


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """The login page; it leads on to where the organiser wanted to go."""
    goal = rules.local_path(request.args.get("next", "")) or url_for("campaigns.index")
    if current_user.is_authenticated:
        return redirect(goal, 303)
    form = LoginForm()
    if form.validate_on_submit():
        email, password = str(form.email.data), str(form.password.data)
        with transaction() as opened:  # of its own: a try that fails stays counted
            logins.count_try(opened, email, now=clock.now())
        organiser = queries.by_email(reading(), email)
        if passwords.is_right(organiser, password) and organiser is not None:
            with transaction() as opened:
                journal.record(opened, "organiser.logged_in", organiser.public_id, now=clock.now())
            logins.begin_session(organiser)
            return logins.remember_browser(current_app.make_response(redirect(goal, 303)), organiser)
        form.form_errors.append(_("Address and password do not belong together. Try again, or ask for a new password."))
    return render_template("pages/organisers/login.html", form=form), 422 if form.errors else 200


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    """End the session."""
    logout_user()
    session.clear()
    return redirect(url_for("public.home"), 303)


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
    form = ChangePasswordForm(guard.current())
    return render_template("pages/organisers/account.html", form=form, organiser=guard.current())


@blueprint.post("/account/password")
@guard.required
def change_password() -> ResponseReturnValue:
    """Change the password; every other session of the account ends."""
    organiser = guard.current()
    form = ChangePasswordForm(organiser)
    if form.validate_on_submit():
        with transaction() as opened:  # of its own: a try that fails stays counted
            logins.count_try(opened, organiser.email, now=clock.now())
        if passwords.is_right(organiser, str(form.current.data)):
            hashed = passwords.hashed(str(form.password.data))
            with transaction() as opened:
                operations.set_password(opened, organiser, hashed, now=clock.now())
            logins.begin_session(organiser)
            flash(_("Your password is changed. Every other session of yours has ended."), "good")
            return redirect(url_for("organisers.account"), 303)
        form.current.errors = [_("This is not your password until now. Type it again.")]
    return render_template("pages/organisers/account.html", form=form, organiser=organiser), 422

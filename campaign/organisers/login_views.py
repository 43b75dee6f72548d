"""Logging in: password, then a second factor where there is one; or a passkey alone, which is both."""

from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from flask_login import current_user

from campaign import clock
from campaign.db import reading, transaction
from campaign.organisers import factors, guard, logins, passkeys, passwords, queries, rules, sessions
from campaign.organisers.blueprint import blueprint
from campaign.organisers.forms import AgainForm, CodeForm, LoginForm
from campaign.organisers.models import Organiser
from campaign.web import limits

WRONG_CODE = lazy("This code is wrong, too old or was used before. Wait for the next one, or use a recovery code.")


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """The login page; it leads on to where the organiser wanted to go."""
    goal = _goal(request.args.get("next", ""))
    if current_user.is_authenticated:
        return redirect(goal, 303)
    form, now = LoginForm(), clock.now()
    if form.validate_on_submit():
        email, password = str(form.email.data), str(form.password.data)
        with transaction() as opened:  # of its own: a try that fails stays counted
            logins.count_try(opened, email, now=now)
        organiser = queries.by_email(reading(), email)
        if passwords.is_right(organiser, password) and organiser is not None:
            if factors.has_any(reading(), organiser):
                logins.half_way(organiser, goal, now=now)
                return redirect(url_for(".second"), 303)
            return logins.complete(organiser, goal, by="password", now=now)
        form.form_errors.append(_("Address and password do not belong together. Try again, or ask for a new password."))
    page = render_template("pages/organisers/login.html", form=form, goal=goal)
    return page, 422 if form.errors else 200


@blueprint.route("/login/second", methods=["GET", "POST"])
def second() -> ResponseReturnValue:
    """The second step of a login: a code from the app or from the paper, or a passkey."""
    now = clock.now()
    half = logins.half(reading(), now=now)
    if half is None:
        return redirect(url_for(".login"), 303)
    organiser, goal = half
    form = CodeForm()
    if form.validate_on_submit():
        if _code_holds(organiser, str(form.code.data)):
            return logins.complete(organiser, _goal(goal), by="code", now=now)
        form.code.errors = [WRONG_CODE]
    found = factors.of(reading(), organiser)
    page = render_template("pages/organisers/second.html", form=form, factors=found, goal=goal)
    return page, 422 if form.errors else 200


@blueprint.post("/login/passkey/options")
def passkey_options() -> ResponseReturnValue:
    """What the browser needs to ask for a passkey; the same for everybody."""
    now = clock.now()
    with transaction() as opened:
        limits.count_visitor(opened, "passkey", at_most=30, within=logins.WINDOW, now=now)
        options = passkeys.offer_login(opened, now=now)
    return jsonify(options)


@blueprint.post("/login/passkey")
def passkey_login() -> ResponseReturnValue:
    """Log in with the passkey that answered; answers for the script."""
    now, asked = clock.now(), _asked()
    with transaction() as opened:
        limits.count_visitor(opened, "passkey-try", at_most=30, within=logins.WINDOW, now=now)
        organiser = passkeys.use(opened, asked.get("answer"), now=now)
    if organiser is None:
        return jsonify(
            error=_("This passkey does not open an account here. Try another one, or log in by password.")
        ), 422
    goal = _goal(str(asked.get("next", "")))
    response = logins.complete(organiser, goal, by="passkey", now=now)
    answer = jsonify(goal=goal)
    for cookie in response.headers.getlist("Set-Cookie"):
        answer.headers.add("Set-Cookie", cookie)
    return answer


@blueprint.route("/account/again", methods=["GET", "POST"])
@guard.required
def again() -> ResponseReturnValue:
    """Show password or factor once more before something that would hurt from a stolen session."""
    organiser, goal, now = guard.current(), _goal(request.args.get("next", "")), clock.now()
    found = factors.of(reading(), organiser)
    form = CodeForm() if found else AgainForm()
    if form.validate_on_submit():
        if isinstance(form, CodeForm):
            held = _code_holds(organiser, str(form.code.data))
        else:
            with transaction() as opened:
                logins.count_try(opened, organiser.email, now=now)
            held = passwords.is_right(organiser, str(form.password.data))
        if held:
            sessions.prove(now)
            return redirect(goal, 303)
        field = form.code if isinstance(form, CodeForm) else form.password
        field.errors = [WRONG_CODE if isinstance(form, CodeForm) else _("This is not your password. Type it again.")]
    page = render_template("pages/organisers/again.html", form=form, factors=found, goal=goal)
    return page, 422 if form.errors else 200


@blueprint.post("/account/again/passkey")
@guard.required
def again_passkey() -> ResponseReturnValue:
    """Show a passkey once more; answers for the script."""
    now, asked = clock.now(), _asked()
    mine = guard.current().id
    with transaction() as opened:
        limits.count_visitor(opened, "passkey-try", at_most=30, within=logins.WINDOW, now=now)
        organiser = passkeys.use(opened, asked.get("answer"), now=now)
    if organiser is None or organiser.id != mine:
        return jsonify(error=_("This is not a passkey of your account. Try another one.")), 422
    sessions.prove(now)
    return jsonify(goal=_goal(str(asked.get("next", ""))))


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    """End the session, in the browser and in the database."""
    logins.leave(now=clock.now())
    return redirect(url_for("public.home"), 303)


def _code_holds(organiser: Organiser, code: str) -> bool:
    """Whether the code is right; a wrong one stays counted, a right one is used up."""
    now = clock.now()
    with transaction() as opened:
        factors.count_try(opened, organiser, now=now)
    with transaction() as opened:
        held = factors.use_code(opened, organiser, code, now=now)
        if not held:
            factors.note_wrong(opened, organiser, now=now)
    return held


def _goal(address: str) -> str:
    return rules.local_path(address) or url_for("campaigns.index")


def _asked() -> dict[str, Any]:
    """What the script sent; nothing for anything else."""
    sent = request.get_json(silent=True)
    return sent if isinstance(sent, dict) else {}

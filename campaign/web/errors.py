"""Every error is a calm page that says what to do next; a bug is a 500 with an id that stands in the log too."""

import logging

from flask import Flask, render_template
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from campaign import clock, faults, tokens
from campaign.db import reading
from campaign.web.refusals import Refusal

logger = logging.getLogger(__name__)

SENTENCES = {
    400: _("The form could not be read. Go back, reload the page and send it again."),
    403: _("This page is not for this account. Log in with another one, or ask the campaign's owner."),
    404: _("There is no such page. Check the address, or start from the first page."),
    405: _("This address does not take that kind of request. Go back and use the button on the page."),
    413: _("That is too large. Choose a smaller file, or shorten the text, and send it again."),
    429: _("That was too often. Wait a few minutes and try again."),
}


def init_app(app: Flask) -> None:
    """Show refusals, HTTP errors and bugs as pages."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(clock.RanBack, _ran_back)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)


def refused(refusal: Refusal) -> ResponseReturnValue:
    """The page of an expected "no"; features with pages of their own for some fall back on it."""
    reading().rollback()
    return render_template("errors/refusal.html", status=refusal.status, sentence=refusal.sentence), refusal.status


def _ran_back(error: clock.RanBack) -> ResponseReturnValue:
    """The server's clock was set back: nothing that depends on the time is done until somebody has set it right."""
    reading().rollback()
    logger.error("nothing is taken: %s See `campaign status`.", error)
    sentence = _(
        "Nothing was done, and nothing is lost: the time on our server has to be set right first. Try again in a few "
        "minutes."
    )
    page = render_template("errors/refusal.html", status=503, sentence=sentence)
    return page, 503, {"Retry-After": "300"}


def _csrf(error: CSRFError) -> ResponseReturnValue:
    sentence = _("This page was open too long or in another session. Go back, reload it and send it again.")
    return render_template("errors/refusal.html", status=400, sentence=sentence), 400


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400 and error.response is not None:
        return error.get_response()  # a redirect that routing asks for
    sentence = SENTENCES.get(status, _("This did not work. Go back and try again."))
    if request_ctx.url_adapter is None:  # a foreign Host: no page of ours has an address there
        return str(sentence), status
    page = render_template("errors/refusal.html", status=status, sentence=sentence)
    headers = [each for each in error.get_headers() if each[0] in ("Allow", "Retry-After")]
    return page, status, headers


def _bug(error: Exception) -> ResponseReturnValue:
    reading().rollback()
    number = tokens.new_public_id()
    logger.error("bug %s%s", number, faults.told(error))
    return render_template("errors/bug.html", number=number), 500

"""Addresses of web pages that people type: checked for their shape, never fetched."""

from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _
from wtforms import Form, StringField, ValidationError

LONGEST = 1000


def is_web_address(address: str) -> bool:
    """Whether this is the whole address of a web page: https or http with a host, nothing that a click could run."""
    try:
        parts = urlsplit(address)
        host, user = parts.hostname, parts.username
    except ValueError:
        return False
    known = parts.scheme in ("http", "https") and bool(host) and user is None
    return known and len(address) <= LONGEST and address.isprintable() and " " not in address


def web_address(form: Form, field: StringField) -> None:
    """A validator: empty, or the address of a web page."""
    if field.data and not is_web_address(field.data):
        raise ValidationError(_("Enter the whole address of a web page, beginning with https://"))

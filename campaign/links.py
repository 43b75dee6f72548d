"""Absolute links, always from PUBLIC_URL and never from the Host header, which a stranger may choose."""

from typing import Any

from flask import current_app

from campaign import config


def absolute(endpoint: str, **values: Any) -> str:
    """The full address of a page, for mails and print."""
    settings = config.current()
    adapter = current_app.url_map.bind(settings.host, url_scheme="https" if settings.is_https else "http")
    return adapter.build(endpoint, values, force_external=True)

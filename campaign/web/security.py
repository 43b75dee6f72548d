"""Headers, cookies and CSRF for the whole application."""

from datetime import timedelta

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from campaign.config import Settings

MEGABYTE = 1024 * 1024

SESSION_HOURS = timedelta(hours=12)  # a working day; Flask refuses older session cookies, permanent or not

csrf = CSRFProtect()

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


class Sessions(SecureCookieSessionInterface):
    """The session's cookie; an answer that is the same for everybody neither sets it nor varies by it."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """As Flask does it, but for answers that may be kept by anybody and changed nothing in the session."""
        if "public" not in response.headers.get("Cache-Control", "") or session.modified:
            super().save_session(app, session, response)


def with_worker() -> str:
    """The policy of pages that a worker of ours keeps at hand without a network."""
    return CONTENT_SECURITY_POLICY.replace("worker-src 'none'", "worker-src 'self'")


def init_app(app: Flask, settings: Settings) -> None:
    """Switch on CSRF protection, strict headers, safe cookies and known hosts only."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.former_keys),
        SESSION_COOKIE_NAME="__Host-session" if settings.is_https else "session",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SESSION_HOURS,
        # What an office typed slowly must not be lost: the token lives as long as the session.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # referrers are never sent here; SameSite and the token are the guard
        MAX_CONTENT_LENGTH=16 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=4 * MEGABYTE,
        TRUSTED_HOSTS=[settings.host.rsplit(":", 1)[0]],
    )
    app.session_interface = Sessions()
    csrf.init_app(app)
    app.after_request(_headers(settings))
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]


def _headers(settings: Settings):  # type: ignore[no-untyped-def]
    def add(response: Response) -> Response:
        may_be_framed = "frame-ancestors *" in response.headers.get("Content-Security-Policy", "")
        for name, value in HEADERS.items():
            if not (may_be_framed and name == "X-Frame-Options"):  # which has no word for "by anybody"
                response.headers.setdefault(name, value)
        if settings.is_https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
        kept = response.headers.get("Cache-Control", "")
        is_file = request.endpoint == "static" and response.status_code < 400  # its error is a page of a session
        may_be_kept = is_file or "public" in kept or "private" in kept
        if not may_be_kept:  # send_file alone says no-cache, which still lets a browser keep the file
            response.headers["Cache-Control"] = "no-store"
        return response

    return add

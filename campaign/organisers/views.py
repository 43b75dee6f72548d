"""The pages about accounts: logging in, passwords, second factors, sessions."""

from campaign.organisers import factor_views, login_views, password_views, session_views
from campaign.organisers.blueprint import blueprint

__all__ = ["blueprint", "factor_views", "login_views", "password_views", "session_views"]

"""Real mail servers for whole stories."""

from tests.smtp import relay, relays  # noqa: F401 - fixtures

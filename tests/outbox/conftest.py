"""The outbox meets real SMTP servers."""

from tests.smtp import certificate, relay, relays

__all__ = ["certificate", "relay", "relays"]

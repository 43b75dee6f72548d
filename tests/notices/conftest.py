"""Members who were asked, as for the tests of signing."""

from tests.signing.conftest import ask, asked

__all__ = ["ask", "asked"]

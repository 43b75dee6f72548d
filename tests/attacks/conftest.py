"""The house's small world and Members who were asked, for attackers to try themselves on."""

from tests.house.conftest import world
from tests.signing.conftest import ask, asked

__all__ = ["ask", "asked", "world"]

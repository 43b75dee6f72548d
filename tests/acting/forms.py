"""A form as an attacker keeps it: everything a page would send, to be sent later or elsewhere."""

from typing import Any

from tests.browser import Page


def filled(page: Page, **changes: Any) -> dict[str, Any]:
    """What the letter's form would send when it is filled in."""
    form = next(each for each in page.tree.forms if each.xpath(".//*[@name='instructed']"))
    values = {name: value for name, value in form.form_values() if value}
    return values | {"instructed": "y"} | changes

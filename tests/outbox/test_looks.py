"""Mails are read in the dark too: no colour that a template writes stays what it is on white paper."""

import re

from campaign.web.templating import template_folder

MAILS = template_folder() / "mails"


def test_every_colour_of_a_mail_has_one_for_the_dark() -> None:
    base = (MAILS / "_base" / "body.html").read_text()
    dark = base[base.index("@media") : base.index("</style>")]
    turned = set(re.findall(r'\[style\*="([^"]+)"\]', dark))
    body = {"color:#1d1c1a", "background:#ffffff"}  # the body and the sheet are turned by name, and so is the button
    button = {"color:#ffffff", "background:#23395b"}
    for file in sorted(MAILS.glob("*/*.html")):
        written = set(re.findall(r"(?<![\w-])(?:color|background):#[0-9a-f]{6}", file.read_text()))
        assert written <= turned | body | button, file


def test_a_way_forward_is_the_same_button_in_every_mail() -> None:
    assert [file for file in MAILS.glob("*/*.html") if 'class="way"' in file.read_text()] == [MAILS / "_base/way.html"]

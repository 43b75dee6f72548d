"""The small Markdown: what it makes, and that nothing else comes through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from campaign.drafting import markdown

ALLOWED = {
    "p", "br", "em", "strong", "h3", "h4", "ol", "ul", "li", "blockquote", "a", "sup", "section", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/letters/1)",
    "[x](#main)",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example/"onmouseover="alert(1))',
    "<javascript:alert(1)>",
    "![x](https://a.example/track.png)",
    "![x](x onerror=alert(1))",
    "<iframe src=https://a.example></iframe>",
    "<!-- --><style>*{display:none}</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[^<script>]\n\n[^<script>]: x",
    '[^"onload=1]\n\n[^"onload=1]: x',
    "| <b onclick=x> |\n| --- |\n| <script> |",
    "`<script>`",
    "```html\n<script>\n```",
    "<https://a.example/<script>>",
]


def harmless(text: str) -> None:
    """Only the dialect's tags and attributes; links lead to web and mail addresses or to a footnote."""
    made = html.fragment_fromstring(str(markdown.to_html(text)), create_parent="div")
    for element in made.iterdescendants():
        assert element.tag in ALLOWED, element.tag
        assert set(element.attrib) <= {"href", "id", "class", "rel", "aria-label", "start"}, element.attrib
        address = element.get("href", "#fn")
        assert address.startswith(("http://", "https://", "mailto:", "#fn")), address


@pytest.mark.parametrize("text", ATTACKS)
def test_an_attack_stays_text(text: str) -> None:
    harmless(text)


@given(st.text(max_size=300))
def test_any_text_is_harmless(text: str) -> None:
    harmless(text)


@given(
    st.lists(
        st.sampled_from([*ATTACKS, "\n\n", "> ", "- ", "1. ", "**", "_", "[", "](", ")", "[^1]", "[^1]: ", "|", "<"])
    )
)
def test_any_mixture_of_attacks_is_harmless(parts: list[str]) -> None:
    harmless("".join(parts))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("**bold** and *italic*", "<p><strong>bold</strong> and <em>italic</em></p>"),
        ("## Demands", "<h3>Demands</h3>"),
        ("### First", "<h4>First</h4>"),
        ("# Too high", "<h3>Too high</h3>"),
        ("###### Too low", "<h4>Too low</h4>"),
        ("one\\\ntwo", "<p>one<br>\ntwo</p>"),
        ("> He said.", "<blockquote>\n<p>He said.</p>\n</blockquote>"),
        ("3. third", '<ol start="3">\n<li>third</li>\n</ol>'),
        ("AT&T <b>", "<p>AT&amp;T &lt;b&gt;</p>"),
        ("\\*not italic\\*", "<p>*not italic*</p>"),
        ("    no code", "<p>no code</p>"),
        ("Title\n---", "<p>Title\n---</p>"),
    ],
)
def test_the_dialect(text: str, made: str) -> None:
    assert str(markdown.to_html(text)).strip() == made


def test_a_link_is_marked_as_leading_elsewhere() -> None:
    made = markdown.to_html("[report](https://example.org/a?b=1&c=2)")
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">report</a>' in made


def test_a_footnote_leads_there_and_back() -> None:
    made = html.fragment_fromstring(str(markdown.to_html("He is held.[^1]\n\n[^1]: Since March.")), create_parent="div")
    mark = made.xpath(".//sup/a")[0]
    note = made.xpath(f".//li[@id='{mark.get('href')[1:]}']")[0]
    assert "Since March." in note.text_content()
    assert note.xpath(".//a/@href") == [f"#{mark.get('id')}"]


def test_footnotes_of_two_letters_on_a_page_have_their_own_ids() -> None:
    text = "He is held.[^1]\n\n[^1]: Since March."
    made = str(markdown.to_html(text, "one")) + str(markdown.to_html(text, "two"))
    ids = html.fragment_fromstring(made, create_parent="div").xpath(".//@id")
    assert len(ids) == len(set(ids)) == 4


def test_a_note_that_is_called_nowhere_is_found() -> None:
    assert markdown.unmatched_footnotes("Held.[^1]\n\n[^1]: March.\n\n[^2]: Lost.") == ("2",)


def test_a_text_beyond_the_bound_is_refused() -> None:
    with pytest.raises(markdown.TooLong):
        markdown.to_html("a" * (markdown.MAX_LENGTH + 1))


BOMBS = ["[", "> ", "- ", "*a **a ", "[a](", "![[", "<https:", "_", "[^a]", "\\", "1. ", "|a"]


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_read_in_bounds(bomb: str) -> None:
    text = (bomb * markdown.MAX_LENGTH)[: markdown.MAX_LENGTH]
    assert len(markdown.to_html(text)) < 20 * markdown.MAX_LENGTH


@pytest.mark.parametrize(("text", "deep"), [("- a\n    - b\n        1. c", False), ("> " * 30 + "x", True)])
def test_what_stands_too_deep_is_noticed(text: str, deep: bool) -> None:
    assert markdown.is_too_deep(text) == deep


def test_the_help_page_shows_what_the_dialect_makes() -> None:
    for example in markdown.EXAMPLES:
        harmless(example)

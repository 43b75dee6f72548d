"""The letter's Markdown, already parsed, becomes the blocks that `letters` prints."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from letters.document import Block, Bullets, Heading, Note, Numbered, Paragraph, Quote, Span, Table


@dataclass(frozen=True)
class Body:
    """The running text and its footnotes."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]


def body(tokens: Sequence[Token]) -> Body:
    """Blocks and notes from markdown-it tokens; what the dialect does not know never gets here."""
    root = SyntaxTreeNode(list(tokens))
    notes = [note for each in root.children if each.type == "footnote_block" for note in _notes(each)]
    return Body(_blocks(root.children), tuple(notes))


def _notes(block: SyntaxTreeNode) -> Iterable[Note]:
    for each in block.children:
        yield Note(number=int(each.meta["id"]) + 1, blocks=_blocks(each.children))


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> tuple[Block, ...]:
    return tuple(made for each in nodes if (made := _block(each)) is not None)


def _block(node: SyntaxTreeNode) -> Block | None:
    match node.type:
        case "paragraph":
            return Paragraph(spans=_inline(node))
        case "heading":
            return Heading(level=max(1, int(node.tag[1:]) - 1), spans=_inline(node))
        case "bullet_list":
            return Bullets(items=tuple(_blocks(item.children) for item in node.children))
        case "ordered_list":
            items = tuple(_blocks(item.children) for item in node.children)
            return Numbered(start=int(node.attrs.get("start", 1)), items=items)
        case "blockquote":
            return Quote(blocks=_blocks(node.children))
        case "table":
            return _table(node)
    return None


def _table(node: SyntaxTreeNode) -> Table:
    rows = [tuple(_inline(cell) for cell in row.children) for part in node.children for row in part.children]
    return Table(header=rows[0], rows=tuple(rows[1:]))


def _inline(node: SyntaxTreeNode) -> tuple[Span, ...]:
    spans = [span for inline in node.children if inline.type == "inline" for span in _spans(inline, Span(text=""))]
    return tuple(_joined(spans))


def _spans(node: SyntaxTreeNode, manner: Span) -> Iterable[Span]:
    for each in node.children:
        match each.type:
            case "text" | "code_inline":
                yield replace(manner, text=each.content)
            case "softbreak" | "hardbreak":
                yield replace(manner, text=" ")
            case "em":
                yield from _spans(each, replace(manner, italic=True))
            case "strong":
                yield from _spans(each, replace(manner, bold=True))
            case "link":
                yield from _spans(each, replace(manner, link=str(each.attrs["href"])))
            case "footnote_ref":
                yield replace(manner, text="", note=int(each.meta["id"]) + 1)


def _joined(spans: Iterable[Span]) -> Iterable[Span]:
    """Neighbours of the same manner in one; a note's mark joins the text before it."""
    last: Span | None = None
    for each in spans:
        if last and last.note is None and replace(last, text="") == replace(each, text="", note=None):
            last = replace(last, text=last.text + each.text, note=each.note)
            continue
        if last:
            yield last
        last = each
    if last and (last.text or last.note):
        yield last

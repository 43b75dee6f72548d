"""One digest over many facts, and short proofs that a fact is among them: the Merkle tree of RFC 9162, section 2.1.

Pure. A leaf is hashed behind a zero byte, a node behind a one, so that no node can pass for a leaf; the empty tree has
the digest of nothing. The archive's verifier holds its own copy of this, so that a stranger needs one file only.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any

_LEAF, _NODE = b"\x00", b"\x01"


def leaf(facts: Mapping[str, Any]) -> bytes:
    """The facts as the one spelling that is hashed: JSON in UTF-8, keys sorted, no white space.

    Raises ValueError for numbers that JSON cannot say.
    """
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return canonical.encode()


def leaf_hash(entry: bytes) -> bytes:
    """The digest of one entry as it stands at the edge of the tree."""
    return hashlib.sha256(_LEAF + entry).digest()


def root(entries: Sequence[bytes]) -> bytes:
    """The digest over all entries in this order (MTH)."""
    return root_of_hashes([leaf_hash(each) for each in entries])


def root_of_hashes(hashes: Sequence[bytes]) -> bytes:
    """The same, where only the leaves' hashes are known."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    level = list(hashes)
    while len(level) > 1:  # the last of an odd row rises as it is, which gives RFC 9162's left-filled tree
        pairs = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) & ~1 :]
    return level[0]


def proof(entries: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from the entry at `index` up to the root (PATH); their number grows with the logarithm.

    Raises IndexError.
    """
    if not 0 <= index < len(entries):
        raise IndexError(index)
    level = [leaf_hash(each) for each in entries]
    path = []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            path.append(level[beside])
        pairs = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) & ~1 :]
        index //= 2
    return path


def is_included(entry: bytes, *, index: int, size: int, path: Sequence[bytes], under: bytes) -> bool:
    """Whether `path` proves that `entry` is at `index` of the `size` entries under this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, node = index, size - 1, leaf_hash(entry)
    for beside in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            node = _node(beside, node)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            node = _node(node, beside)
        here, last = here >> 1, last >> 1
    return last == 0 and hmac.compare_digest(node, under)


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()

"""The Merkle tree: the published test values of Certificate Transparency, and what must hold for every tree."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign import merkle

ENTRIES = st.lists(st.binary(max_size=20), max_size=40)
TREES = ENTRIES.filter(bool).flatmap(lambda tree: st.tuples(st.just(tree), st.integers(0, len(tree) - 1)))

# The eight entries and the roots with which Certificate Transparency's own implementations are tested.
KNOWN = [bytes.fromhex(each) for each in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", ROOTS)
def test_the_roots_are_those_of_the_standard(size: int) -> None:
    assert merkle.root(KNOWN[:size]).hex() == ROOTS[size]


def test_the_empty_tree_is_the_digest_of_nothing() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").digest()


@given(TREES)
def test_every_entry_is_proved_by_its_path(case: tuple[list[bytes], int]) -> None:
    tree, index = case
    path = merkle.proof(tree, index)
    assert len(path) <= max(len(tree) - 1, 0).bit_length()
    assert merkle.is_included(tree[index], index=index, size=len(tree), path=path, under=merkle.root(tree))


@given(TREES, st.binary(max_size=20))
def test_no_path_proves_an_entry_that_is_not_there(case: tuple[list[bytes], int], other: bytes) -> None:
    tree, index = case
    if other == tree[index]:
        return
    path = merkle.proof(tree, index)
    assert not merkle.is_included(other, index=index, size=len(tree), path=path, under=merkle.root(tree))


@given(TREES)
def test_a_path_proves_one_place_only(case: tuple[list[bytes], int]) -> None:
    tree, index = case
    tree = [b"%d:%b" % (at, each) for at, each in enumerate(tree)]
    path, root = merkle.proof(tree, index), merkle.root(tree)
    proved = [
        at
        for at in range(len(tree))
        if merkle.is_included(tree[index], index=at, size=len(tree), path=path, under=root)
    ]
    assert proved == [index]
    assert not merkle.is_included(tree[index], index=index, size=len(tree), path=[*path, root], under=root)


@given(ENTRIES, ENTRIES)
def test_two_lists_have_two_roots(one: list[bytes], other: list[bytes]) -> None:
    assert (merkle.root(one) == merkle.root(other)) == (one == other)


def test_a_node_does_not_pass_for_a_leaf() -> None:
    left, right = merkle.leaf_hash(b"a"), merkle.leaf_hash(b"b")
    assert merkle.root([b"a", b"b"]) != merkle.root([left + right])
    assert merkle.root([b"a", b"b"]) != merkle.leaf_hash(left + right)


def test_a_place_outside_has_no_path() -> None:
    with pytest.raises(IndexError):
        merkle.proof([b"a"], 1)
    assert not merkle.is_included(b"a", index=-1, size=1, path=[], under=merkle.root([b"a"]))


def test_facts_have_one_spelling() -> None:
    assert merkle.leaf({"b": 1, "a": "Ł"}) == merkle.leaf({"a": "Ł", "b": 1}) == '{"a":"Ł","b":1}'.encode()
    with pytest.raises(ValueError, match="JSON"):
        merkle.leaf({"a": float("nan")})

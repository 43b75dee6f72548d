"""An address leads only to public hosts, once resolved, within bounds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address

import pytest

from campaign.roster.sources import archives, fetching
from campaign.roster.sources.refusals import CannotRead, Reason
from campaign.web import outside
from campaign.web.outside import Address, Resolve

PUBLIC = "93.184.216.34"


@dataclass
class Answer:
    """What a site answers, as urllib3 gives it."""

    status: int = 200
    body: bytes = b"<meps/>"
    headers: dict[str, str] = field(default_factory=dict)

    def stream(self, size: int, *, decode_content: bool) -> Iterator[bytes]:
        for start in range(0, len(self.body), size):
            yield self.body[start : start + size]

    def __enter__(self) -> "Answer":
        return self

    def __exit__(self, *reason: object) -> None:
        pass


class Web:
    """Sites by host and path; it notes which address each connection went to."""

    def __init__(self, **answers: Answer) -> None:
        self.answers = answers
        self.connected: list[tuple[str, str]] = []

    @contextmanager
    def pool(self, address: Address, host: str, **bounds: object) -> Iterator["Web"]:
        self.connected.append((str(address), host))
        yield self

    def urlopen(self, method: str, path: str, **rest: object) -> Answer:
        return self.answers[path.strip("/").partition("?")[0] or "home"]


def resolving(**hosts: list[str]) -> Resolve:
    """Names and where they lead, one answer after the other."""
    asked: list[str] = []

    def resolve(host: str) -> list[Address]:
        asked.append(host)
        known = hosts[host.partition(".")[0]]
        return [ip_address(each) for each in known]

    return resolve


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    made = Web(list=Answer(body=b"<meps/>"))
    monkeypatch.setattr(outside, "_pool", made.pool)
    return made


def refused(address: str, resolve: Resolve) -> Reason:
    with pytest.raises(CannotRead) as refusal:
        fetching.fetch(address, resolve=resolve)
    return Reason(refusal.value.reason)


def test_a_public_list_is_fetched_and_named_after_its_address(web: Web) -> None:
    assert fetching.fetch("https://site.example/list?x=1", resolve=resolving(site=[PUBLIC])) == ("list", b"<meps/>")


def test_the_connection_goes_to_the_address_that_was_checked(web: Web) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    fetching.fetch("https://site.example/list", resolve=lambda host: [ip_address(a) for a in next(answers)])
    assert web.connected == [(PUBLIC, "site.example")]


@pytest.mark.parametrize(
    "inner",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "198.18.0.1", "192.0.0.8", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
        "2002:a00:1::", "2001:0:4136:e378:8000:63bf:f5ff:fffe", "::127.0.0.1", "2001:db8::1", "fec0::1",
    ],
)  # fmt: skip
def test_an_inner_address_is_refused_before_any_connection(web: Web, inner: str) -> None:
    assert refused("https://site.example/list", resolving(site=[inner])) is Reason.INNER_ADDRESS
    assert web.connected == []


def test_one_inner_address_among_public_ones_is_enough_to_refuse(web: Web) -> None:
    assert refused("https://site.example/list", resolving(site=[PUBLIC, "10.0.0.1"])) is Reason.INNER_ADDRESS


def test_a_host_written_as_an_inner_address_is_refused(web: Web) -> None:
    for host in ("127.0.0.1", "[::1]", "2130706433", "0x7f.1", "localhost"):
        with pytest.raises(CannotRead) as refusal:
            fetching.fetch(f"https://{host}/list")
        assert refusal.value.reason in (Reason.INNER_ADDRESS, Reason.NOT_FETCHED)
    assert web.connected == []


def test_a_redirect_into_the_network_is_refused(web: Web) -> None:
    web.answers["list"] = Answer(302, headers={"Location": "https://inner.example/secret"})
    resolve = resolving(site=[PUBLIC], inner=["192.168.0.1"])
    assert refused("https://site.example/list", resolve) is Reason.INNER_ADDRESS
    assert web.connected == [(PUBLIC, "site.example")]


def test_a_redirect_to_another_scheme_is_refused(web: Web) -> None:
    for goal in ("http://site.example/list", "file:///etc/passwd", "https://site.example:8080/list"):
        web.answers["list"] = Answer(301, headers={"Location": goal})
        assert refused("https://site.example/list", resolving(site=[PUBLIC])) is Reason.BAD_ADDRESS


def test_a_redirect_to_a_public_place_is_followed(web: Web) -> None:
    web.answers["old"] = Answer(302, headers={"Location": "/list"})
    assert fetching.fetch("https://site.example/old", resolve=resolving(site=[PUBLIC]))[1] == b"<meps/>"


def test_redirects_without_end_are_refused(web: Web) -> None:
    web.answers["list"] = Answer(302, headers={"Location": "/list"})
    assert refused("https://site.example/list", resolving(site=[PUBLIC])) is Reason.NOT_FETCHED


@pytest.mark.parametrize(
    "address",
    ["http://site.example/list", "ftp://site.example/", "https://me:secret@site.example/", "https://site.example:22/",
     "https:///list", "https://site.example/a b", "https://[broken/", "javascript:alert(1)", ""],
)  # fmt: skip
def test_only_plain_https_addresses_are_fetched(web: Web, address: str) -> None:
    assert refused(address, resolving(site=[PUBLIC])) is Reason.BAD_ADDRESS


@pytest.mark.parametrize("status", [200, 202])
def test_an_empty_answer_is_a_failure_and_not_an_empty_parliament(web: Web, status: int) -> None:
    web.answers["list"] = Answer(status, b" \n")
    assert refused("https://site.example/list", resolving(site=[PUBLIC])) is Reason.EMPTY_ANSWER


def test_an_error_page_is_not_read(web: Web) -> None:
    web.answers["list"] = Answer(404, b"<meps/>")
    assert refused("https://site.example/list", resolving(site=[PUBLIC])) is Reason.NOT_FETCHED


def test_an_endless_answer_is_cut_off(web: Web) -> None:
    web.answers["list"] = Answer(200, b"x" * (archives.MAX_BYTES + 1))
    assert refused("https://site.example/list", resolving(site=[PUBLIC])) is Reason.TOO_LARGE

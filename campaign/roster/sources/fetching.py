"""Lists from an address: only public hosts, only https, resolved once, within bounds.

The name is resolved by us, every address of it must be public, and the connection goes to the address that was checked:
a name that points elsewhere a moment later (DNS rebinding) or a redirect into the operator's own network gains nothing.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import unquote, urljoin, urlsplit

import urllib3

from campaign.roster.sources import archives
from campaign.roster.sources.recognition import File
from campaign.roster.sources.refusals import CannotRead, Reason, shown

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], list[Address]]
Progress = Callable[[int], None]

_HOPS = 5
_TIMEOUT = urllib3.Timeout(connect=10, read=20)
_CHUNK = 64 * 1024
#: Never public, whatever the Python at hand says: IPv4 hidden in IPv6, protocol assignments, old site-local.
_NEVER = tuple(
    map(
        ip_network,
        ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "fec0::/10", "2001::/23", "192.0.0.0/24", "192.88.99.0/24"),
    )
)
_HEADERS = {
    "User-Agent": "Undersigned roster import",
    "Accept": "application/xml, application/ld+json, text/csv, */*;q=0.5",
    "Accept-Encoding": "identity",
}


def is_address(text: str) -> bool:
    """Is this an address on the web rather than a file's name?"""
    return text.lower().startswith(("http://", "https://"))


def fetch(address: str, *, resolve: Resolve | None = None, progress: Progress | None = None) -> File:
    """The document at a public https address; its name is the last part of the address.

    Raises CannotRead for an address that is refused, an empty answer, or one that is too large.
    """
    for _ in range(_HOPS):
        with _answer(address, resolve or public_addresses) as answer:
            if answer.status not in (301, 302, 303, 307, 308):
                return _name(address), _content(address, answer, progress)
            address = urljoin(address, answer.headers.get("Location", ""))
    raise CannotRead(Reason.NOT_FETCHED, file=shown(address), value="it redirects without end")


def public_addresses(host: str) -> list[Address]:
    """Every address of a host; they are checked before one of them is used."""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CannotRead(Reason.NOT_FETCHED, file=host, value="there is no such host") from error
    return [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def is_public(address: Address) -> bool:
    """May this address be reached on behalf of somebody's browser? Tunnels and translators count by what they hide."""
    if any(address in network for network in _NEVER):
        return False
    if isinstance(address, IPv6Address):
        hidden = address.ipv4_mapped or address.sixtofour
        if hidden is not None:
            return is_public(hidden)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _checked(address: str) -> tuple[str, str]:
    """Host and path of an address that may be fetched at all."""
    try:
        parts = urlsplit(address.strip())
        fine = parts.scheme == "https" and parts.hostname and parts.port in (None, 443)
        fine = fine and not parts.username and not parts.password
    except ValueError:
        fine = False
    if not fine or any(letter <= " " for letter in address.strip()):
        raise CannotRead(Reason.BAD_ADDRESS, value=shown(address))
    return str(parts.hostname), (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


@contextmanager
def _answer(address: str, resolve: Resolve) -> Iterator[urllib3.BaseHTTPResponse]:
    host, path = _checked(address)
    addresses = resolve(host)
    if not addresses or not all(is_public(each) for each in addresses):
        raise CannotRead(Reason.INNER_ADDRESS, value=shown(host))
    with _pool(addresses[0], host) as pool:
        try:
            answer = pool.urlopen(
                "GET",
                path,
                headers={**_HEADERS, "Host": host},
                redirect=False,
                retries=False,
                preload_content=False,
                assert_same_host=False,
            )
            with answer:
                yield answer
        except urllib3.exceptions.HTTPError as error:
            raise CannotRead(Reason.NOT_FETCHED, file=shown(host), value=type(error).__name__) from None


def _pool(address: Address, host: str) -> urllib3.HTTPSConnectionPool:
    """A connection to the checked address that proves to be the named host by its certificate."""
    return urllib3.HTTPSConnectionPool(
        str(address), 443, timeout=_TIMEOUT, maxsize=1, assert_hostname=host, server_hostname=host
    )


def _content(address: str, answer: urllib3.BaseHTTPResponse, progress: Progress | None) -> bytes:
    """The body, read no further than a list can reach. An empty one is a failure, not an empty Parliament."""
    name = _name(address)
    if answer.status != 200 and answer.status != 202:
        raise CannotRead(Reason.NOT_FETCHED, file=name, value=f"the site answered with status {answer.status}")
    content = bytearray()
    for chunk in answer.stream(_CHUNK, decode_content=True):
        content += chunk
        if len(content) > archives.MAX_BYTES:
            raise archives.too_large(name)
        if progress:
            progress(len(content))
    if not content.strip():
        raise CannotRead(Reason.EMPTY_ANSWER, file=name, value=answer.status)
    return bytes(content)


def _name(address: str) -> str:
    parts = urlsplit(address)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    return shown(last or str(parts.hostname))

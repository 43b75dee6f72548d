"""The one door through which the server asks addresses that people chose: only public hosts, only https.

The name is resolved by us, every address of it must be public, and the connection goes to the address that was checked:
a name that points elsewhere a moment later (DNS rebinding) gains nothing. Redirects are given back, never followed: who
follows them comes through this door again.
"""

import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPSConnection

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], list[Address]]
Answer = urllib3.BaseHTTPResponse

PORT = 443
#: Never public, whatever the Python at hand says: IPv4 hidden in IPv6, protocol assignments, old site-local.
_NEVER = tuple(
    map(
        ip_network,
        ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "fec0::/10", "2001::/23", "192.0.0.0/24", "192.88.99.0/24"),
    )
)


class WhyNot(StrEnum):
    """Why nothing came back."""

    BAD_ADDRESS = "bad_address"
    NO_HOST = "no_host"
    INNER_ADDRESS = "inner_address"
    FAILED = "failed"


class Unreachable(Exception):
    """Nothing came back from there, or nothing was asked at all."""

    def __init__(self, reason: WhyNot, *, place: str, said: str = "") -> None:
        """`place` is the host, or the address where it has none; `said` is what went wrong on the way."""
        super().__init__(f"{reason.value}: {place} {said}".strip())
        self.reason = reason
        self.place = place
        self.said = said


def public_addresses(host: str) -> list[Address]:
    """Every address of a host; they are checked before one of them is used. Raises Unreachable."""
    try:
        found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(WhyNot.NO_HOST, place=host) from error
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


def checked(address: str) -> tuple[str, str]:
    """Host and path of an address that may be asked at all: https on its own port, no login. Raises Unreachable."""
    try:
        parts = urlsplit(address.strip())
        fine = parts.scheme == "https" and parts.hostname and parts.port in (None, PORT)
        fine = fine and not parts.username and not parts.password
    except ValueError:
        fine = False
    if not fine or any(letter <= " " for letter in address.strip()):
        raise Unreachable(WhyNot.BAD_ADDRESS, place=address)
    return str(parts.hostname), (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


@contextmanager
def asked(
    method: str,
    address: str,
    *,
    headers: Mapping[str, str],
    body: bytes | None = None,
    pause: float,
    within: float | None = None,
    resolve: Resolve | None = None,
) -> Iterator[Answer]:
    """What the host answers, its body unread. `pause` bounds each silence, `within` the whole of it, in seconds.

    Raises Unreachable; also for what breaks while the body is read.
    """
    host, path = checked(address)
    addresses = (resolve or public_addresses)(host)
    if not addresses or not all(is_public(each) for each in addresses):
        raise Unreachable(WhyNot.INNER_ADDRESS, place=host)
    began = time.monotonic()
    try:
        with (
            _pool(addresses[0], host, pause=pause, within=within) as pool,
            pool.urlopen(
                method,
                path,
                body=body,
                headers={**headers, "Host": host},
                # Either alone keeps redirects from being followed. Whoever lets it try again one day must not let it
                # be led on by that: so both are said.
                redirect=False,
                retries=False,
                preload_content=False,
                assert_same_host=False,
            ) as answer,
        ):
            if within is not None and time.monotonic() - began >= within:
                raise Unreachable(WhyNot.FAILED, place=host, said="CutOff")  # what was read until then looks whole
            yield answer
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise Unreachable(WhyNot.FAILED, place=host, said=type(error).__name__) from None


class _Bounded(HTTPSConnection):
    """A connection that is cut when its time is over: a host that sends a byte now and then holds nobody up."""

    within: float = 60
    _timer: Timer | None = None
    _handle: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        self._handle = made.dup()  # TLS takes the first one for itself; cutting any of them ends the connection
        self._timer = Timer(self.within, _cut, (self._handle,))
        self._timer.daemon = True
        self._timer.start()
        return made

    def close(self) -> None:
        """Close it, and leave no timer behind."""
        super().close()
        if self._timer is not None and self._handle is not None:
            self._timer.cancel()
            _cut(self._handle)


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it ended by itself
    finally:
        connection.close()


def _pool(address: Address, host: str, *, pause: float, within: float | None) -> urllib3.HTTPSConnectionPool:
    """A connection to the checked address that proves to be the named host by its certificate."""
    timeout = urllib3.Timeout(connect=min(pause, 10), read=pause)
    pool = urllib3.HTTPSConnectionPool(
        str(address), PORT, timeout=timeout, maxsize=1, assert_hostname=host, server_hostname=host
    )
    if within is not None:
        pool.ConnectionCls = type("_Bounded", (_Bounded,), {"within": within})
    return pool

"""Asks the name service for a domain's DKIM key: one TXT question, bounded in time."""

import dns.exception
import dns.resolver

SECONDS = 4.0


def txt(name: str) -> bytes | None:
    """The TXT record of this name, or None where there is none.

    Raises OSError where nobody answered in time.
    """
    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=SECONDS, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return None
    except dns.exception.DNSException as error:
        raise OSError(str(error)) from error
    for row in answer:
        return b"".join(row.strings)
    return None

"""pyHanko's many errors as the few that somebody can act on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from letters import errors


@contextlib.contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what goes wrong inside into SealError; what nobody foresaw stays what it was.

    Raises SealError.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError
    from pyhanko_certvalidator.errors import PathError, ValidationError

    try:
        yield
    except TimestampRequestError as error:
        raise errors.TimestampUnavailable from error
    except (PathError, ValidationError) as error:
        raise _about_certificate(error) from error
    except SigningError as error:
        raise _about_certificate(error.__cause__) from error
    except PdfError as error:
        raise errors.SealForbidden from error


def _about_certificate(error: BaseException | None) -> errors.SealError:
    from pyhanko_certvalidator import errors as trouble

    match error:
        case trouble.RevokedError():
            return errors.SealKeyRevoked()
        case trouble.InsufficientRevinfoError():
            return errors.RevocationUnknown()
        case trouble.ExpiredError():
            return errors.SealKeyExpired()
        case trouble.NotYetValidError():
            return errors.SealKeyNotYetValid()
        case trouble.PathError() | trouble.ValidationError():
            return errors.SealKeyUntrusted()
        case _:
            return errors.SealForbidden()

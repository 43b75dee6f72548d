"""Papers of attempts and replies: known kinds only, sealed in the vault, given out as downloads that nothing runs."""

import hashlib
import io
from collections.abc import Sequence

from flask import Response, send_file

from campaign import vault
from campaign.handover.models import Proof, ReplyFile
from campaign.web.brought import Brought


def proofs(found: Sequence[Brought]) -> list[Proof]:
    """Keep these files as papers of a step."""
    return [Proof(**_kept(each)) for each in found]


def pages(found: Sequence[Brought]) -> list[ReplyFile]:
    """Keep these files as pages of a reply."""
    return [ReplyFile(**_kept(each)) for each in found]


def content(kept: Proof | ReplyFile) -> bytes:
    """The file as it was brought. Raises FileDamaged."""
    return vault.read_sealed(kept.file_digest)


def download(kept: Proof | ReplyFile) -> Response:
    """The file as a download that no browser runs or guesses the kind of; only for whoever may see it."""
    response = send_file(
        io.BytesIO(content(kept)),
        mimetype=kept.mimetype,
        download_name=kept.name,
        as_attachment=True,
        etag=kept.content_digest,
        conditional=True,
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _kept(found: Brought) -> dict[str, object]:
    return {
        "content_digest": hashlib.sha256(found.content).hexdigest(),
        "file_digest": vault.store_sealed(found.content),
        "name": found.name,
        "mimetype": found.mimetype,
        "size": len(found.content),
    }

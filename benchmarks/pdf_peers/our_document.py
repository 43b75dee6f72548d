"""Our own input, unpickled: building it is the work of whoever calls us, as reading JSON is for the others."""

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letters.document import Document


def our_document(folder: Path, *, drawn: bool) -> "Document":
    return pickle.loads((folder / ("drawn.pickle" if drawn else "text.pickle")).read_bytes())

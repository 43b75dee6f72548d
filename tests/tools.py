"""Programs that some tests need: missing on a desk they skip loudly, missing in CI they fail."""

import os
import shutil
from pathlib import Path

import pytest


def require(tool: str | Path, package: str) -> Path:
    """Give the path of a program or file, or skip with the name of the package to install; fail in CI."""
    found = tool if isinstance(tool, Path) and tool.exists() else shutil.which(tool)
    if found:
        return Path(found)
    reason = f"{tool} is missing: install the package {package}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)

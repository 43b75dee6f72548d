"""Programs that some tests need: missing on a desk they skip loudly, missing in CI they fail."""

import os
import shutil
import subprocess
import sys
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


def oldest_python(version: str) -> str:
    """The oldest installed Python from this version on that really starts; the one at work if there is no other."""
    minor = int(version.partition(".")[2])
    for each in range(minor, sys.version_info.minor):
        found = shutil.which(f"python3.{each}")
        if found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0:
            return found
    return sys.executable

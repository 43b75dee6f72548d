"""The wheel carries what it needs and squats no general name; the floors stand; settings are documented."""

import re
import subprocess
import sys
import venv
import zipfile
from configparser import ConfigParser
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from campaign import config

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution as a release is."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", folder, ROOT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def _names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as file:
        return file.namelist()


@pytest.mark.slow
def test_the_wheel_has_no_general_top_level_names(wheel: Path) -> None:
    tops = {each.split("/")[0] for each in _names(wheel)}
    assert {each for each in tops if not each.endswith(".dist-info")} == {"campaign", "letters"}


@pytest.mark.slow
def test_the_wheel_carries_every_file_of_the_tree(wheel: Path) -> None:
    kept = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if not kept:
        pytest.skip("not a git checkout: nothing says which files belong to the tree")
    wanted = {each for each in kept if each.startswith(("campaign/", "letters/")) and (ROOT / each).is_file()}
    wanted |= {f"campaign/{each}" for each in kept if each.startswith("templates/") and (ROOT / each).is_file()}
    assert sorted(wanted - set(_names(wheel))) == []


@pytest.mark.slow
def test_an_installed_wheel_finds_its_templates(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", system_site_packages=False, with_pip=False, symlinks=True)
    target = next((tmp_path / "venv").glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as file:
        file.extractall(target)
    # The dependencies are those of the tests' own environment; the application itself is the wheel's.
    shared = [each for each in sys.path if each.endswith("site-packages")]
    (target / "shared.pth").write_text("\n".join(shared))
    told = subprocess.run(
        [tmp_path / "venv/bin/python", "-c", CHECK], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.split() == ["200", str(target / "campaign" / "templates")]


CHECK = """
from campaign import create_app
from campaign.config import Settings
from campaign.web.templating import template_folder
app = create_app(Settings(secret_key="x" * 40, public_url="http://localhost", operator_name="x",
                          operator_email="x@example.org", mail_from="x@example.org", instance_folder="."))
print(app.test_client().get("/login").status_code, template_folder())
"""


def test_setup_cfg_lists_every_package() -> None:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg")
    listed = {each for each in setup["options"]["packages"].splitlines() if each and not each.startswith("#")}
    tops = ("campaign", "letters")
    found = {
        ".".join(each.parent.relative_to(ROOT).parts) for top in tops for each in (ROOT / top).rglob("__init__.py")
    }
    assert listed == found | {"campaign.templates"}


def test_the_floors_stand() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_setting_is_documented() -> None:
    told = dict(re.findall(r"^\| `([A-Z0-9_]+)` \| (.*?) \|", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    wanted = {}
    for each in fields(config.Settings):
        default = "**required**" if each.default is MISSING else f"`{each.default}`" if each.default != "" else "empty"
        wanted[each.name.upper()] = f"{default} | {each.metadata['says']}"
    rows = re.findall(r"^\| `([A-Z0-9_]+)` \| (.*?) \|$", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    assert told.keys() == wanted.keys()
    assert dict(rows) == wanted


def test_the_example_environment_names_settings_that_exist() -> None:
    named = set(re.findall(r"^#? ?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    known = {each.name.upper() for each in fields(config.Settings)}
    required = {each.name.upper() for each in fields(config.Settings) if each.default is MISSING}
    assert named <= known
    assert required <= named


def test_all_missing_settings_are_reported_together() -> None:
    with pytest.raises(config.SettingsError) as told:
        config.from_environment({"MAIL_PORT": "many", "MAIL_SECURITY": "hope"})
    for name in (
        "SECRET_KEY",
        "PUBLIC_URL",
        "OPERATOR_NAME",
        "OPERATOR_EMAIL",
        "MAIL_FROM",
        "MAIL_PORT",
        "MAIL_SECURITY",
    ):
        assert name in str(told.value)

"""What a cache in front may keep: never a page of somebody's session, whatever its address looks like."""

import pytest
from flask import Flask

from tests.browser import Browser
from tests.house.world import World

ASKED = [("/static/nothing-there.css", ""), ("/static/..%2fx.js", ""), ("/static/css/base.css", "bytes=99999-")]


@pytest.mark.parametrize(("path", "part"), ASKED)
@pytest.mark.one_engine
def test_an_address_like_a_files_gives_no_cache_a_page_of_a_session(
    app: Flask, world: World, path: str, part: str
) -> None:
    """A cache that goes by the ending would give an organiser's error page, and its cookie, to the next visitor."""
    page = Browser(app).logged_in(world.organiser).client.get(path, headers={"Range": part})
    assert page.status_code in (404, 416)
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.one_engine
def test_a_file_that_is_kept_sets_no_cookie(app: Flask, world: World) -> None:
    answer = Browser(app).logged_in(world.organiser).client.get("/static/css/base.css", buffered=True)
    assert "no-store" not in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers

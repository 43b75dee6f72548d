"""Windows of real Chromium. Every page that is opened is inspected: axe, console, what it loads, its width."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import factories, forks, live, tools

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 320, "height": 640}
TABLET = {"width": 1024, "height": 768}
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]
expect.set_options(timeout=60_000)  # a busy machine is slow; what never comes is a failure all the same
AXE = str(Axe().axe_script)
AXE_RUN = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


class Window:
    """One person at one device. `page` is Playwright's page; open, click and press also inspect what came up."""

    def __init__(self, context: BrowserContext, home: str, twin: BrowserContext | None = None) -> None:
        self.context, self.home, self.twin = context, home, twin
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.inspected = 0
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("console", self._listen)
        self.page.on("request", self._watch)

    def open(self, path: str) -> "Window":
        """Open a path of the installation, or a whole address such as a link from a mail."""
        self.page.goto(path if path.startswith("http") else self.home + path)
        return self.inspect()

    def click(self, words: str, role: Any = "link", **options: Any) -> "Window":
        self.page.get_by_role(role, name=words, **options).first.click()
        self.page.wait_for_load_state()
        return self.inspect()

    def press(self, words: str, **options: Any) -> "Window":
        """Press the button with these words on it."""
        return self.click(words, "button", **options)

    def fill(self, **answers: str) -> "Window":
        """Fill fields by label; `_` in a name stands for a space."""
        for label, value in answers.items():
            self.page.get_by_label(label.replace("_", " ")).first.fill(value)
        return self

    def log_in(self, email: str, password: str) -> "Window":
        self.open("/login")
        self.page.locator("#email").fill(email)
        self.page.locator("#password").fill(password)
        return self.press("Log in")

    @property
    def h1(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def inspect(self) -> "Window":
        """What must hold on every page, at every width, with and without JavaScript."""
        self.inspected += 1
        where = self.page.url
        assert not self.complaints, f"{where}: {self.complaints}"
        size = self.page.viewport_size
        assert size is not None, "every window has a size"
        # Not clientWidth: on a phone that grows with what is too wide.
        wide = self.page.evaluate("document.documentElement.scrollWidth") - size["width"]
        assert wide <= 0, f"{where} is {wide} px wider than the screen"
        found = self._axe()
        told = [f"{each['id']}: {each['help']}: {each['nodes'][0]['html']}" for each in found]
        assert not told, f"axe on {where}:\n" + "\n".join(told)
        return self

    def _axe(self) -> Any:
        """axe needs JavaScript: what a window without it shows is shown to a window that has it."""
        page = self.page
        if self.twin:
            page = self.twin.new_page()
            content = self.page.content()
            page.route(self.page.url, lambda route: route.fulfill(body=content, content_type="text/html"))
            page.goto(self.page.url)
        page.evaluate(AXE)
        found = page.evaluate(AXE_RUN)
        if self.twin:
            page.close()
        return found

    def picture(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=file, full_page=True)

    def _listen(self, message: Any) -> None:
        is_the_page_itself = message.location.get("url") == self.page.url  # a 404 or 422 that the test wanted
        if message.type == "error" and not is_the_page_itself:
            self.complaints.append(f"console: {message.text}")

    def _watch(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != urlsplit(self.home).netloc:
            self.complaints.append(f"loads from elsewhere: {request.url}")


class Windows:
    """Opens windows of different kinds on the running installation."""

    def __init__(self, chromium: Browser, home: str) -> None:
        self.chromium, self.home = chromium, home
        self.opened: list[Window] = []

    def desktop(self, **options: Any) -> Window:
        return self._new(viewport=DESKTOP, **options)

    def phone(self, **options: Any) -> Window:
        return self._new(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2, **options)

    def tablet(self, **options: Any) -> Window:
        return self._new(viewport=TABLET, has_touch=True, **options)

    def without_javascript(self, **options: Any) -> Window:
        return self._new(viewport=options.pop("viewport", DESKTOP), java_script_enabled=False, **options)

    def _new(self, **options: Any) -> Window:
        context = self.chromium.new_context(locale="en-GB", timezone_id="Europe/Brussels", **options)
        context.set_default_timeout(60_000)
        twin = None if options.get("java_script_enabled", True) else self.chromium.new_context(viewport=DESKTOP)
        self.opened.append(Window(context, self.home, twin))
        return self.opened[-1]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium from PATH; Playwright brings none of its own.

    For one file of tests only: while it is open an event loop runs in this thread, and nothing else may start one.
    """
    program = tools.require("chromium", "chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def original() -> Iterator[forks.Original]:
    """The process whose copies are the servers."""
    with forks.original() as started:
        yield started


@pytest.fixture
def installation(tmp_path: Path, database_url: str, original: forks.Original) -> Iterator[live.Live]:
    """The application in a server process on a fresh database; tests may write rows in their own process."""
    port = live.free_port()
    changes = {"public_url": f"http://localhost:{port}", "database_url": database_url, "development": True}
    with live.running(factories.settings(tmp_path, **changes), port, original) as started:
        yield started


@pytest.fixture
def windows(chromium: Browser, installation: live.Live, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """Windows on the installation; a failing test leaves their pictures in out/failed/."""
    opened = Windows(chromium, installation.url)
    failed_before = request.session.testsfailed
    yield opened
    for number, window in enumerate(opened.opened, start=1):
        if request.session.testsfailed > failed_before:
            window.picture(Path("out/failed") / f"{request.node.name}-{number}.png")
        window.context.close()
        if window.twin:
            window.twin.close()

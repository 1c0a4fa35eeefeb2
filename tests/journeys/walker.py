"""One person at a browser: goes from page to page by what they see, and looks at each for what stands in the way."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Download, Locator, Page, Request, Response, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.journeys.axe import faults

WIDE, NARROW = 1280, 320
HEIGHT = 900

WIDER_THAN_THE_WINDOW = """() => [...document.querySelectorAll("body *")]
    .filter(element => element.getBoundingClientRect().right > window.innerWidth + 1)
    .slice(0, 5)
    .map(element => element.outerHTML.slice(0, 120))"""


@dataclass
class Walker:
    """`reader` is for a browser without JavaScript, where axe cannot run: a page that can, to read copies in."""

    page: Page
    home: str
    reader: Page | None = None
    pages: int = 0
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("console", self._console)
        self.page.on("response", self._response)
        self.page.on("requestfailed", self._failed)

    @property
    def javascript(self) -> bool:
        return self.reader is None

    def open(self, path: str) -> Response:
        response = self.page.goto(f"{self.home}{path}")
        assert response is not None
        self._arrived()
        return response

    def follow(self, name: str) -> None:
        with self.leaving():
            self.page.get_by_role("link", name=name).first.click()

    def press(self, name: str, *, exact: bool = False) -> None:
        with self.leaving():
            self.page.get_by_role("button", name=name, exact=exact).last.click()

    def download(self, link: str) -> Download:
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=link).first.click()
        return download.value

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """The block leads to another page, or to the same one anew."""
        with self.page.expect_navigation():
            yield
        self._arrived()

    def sign_in(self, email: str, password: str) -> None:
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.press("Sign in", exact=True)

    def question(self, code: str) -> Locator:
        return self.page.locator(f"section#{code}")

    def answer(self, code: str, level: int) -> None:
        self.question(code).get_by_role("radio").nth(level).check()

    def sees(self, *words: str) -> None:
        for some in words:
            expect(self.page.locator("main")).to_contain_text(some)

    def reads(self, heading: str) -> None:
        """The page's one main heading begins so."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def look(self) -> None:
        """Axe finds nothing and nothing must be scrolled sideways, on a wide screen and at 320 pixels."""
        found = list(self.complaints)
        self._copy()
        # Without scripts the page's markup may be at fault, which shows at any width.
        for width in (NARROW, WIDE) if self.javascript else (NARROW,):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            if self.page.evaluate("document.documentElement.scrollWidth") > width:
                found += [f"{width}: wider than the window: {html}" for html in self._too_wide()]
            if self.reader:
                self.reader.set_viewport_size({"width": width, "height": HEIGHT})
            found += [f"{width}: {fault}" for fault in faults(self.reader or self.page)]
        assert not found, f"{self.page.url}\n" + "\n".join(found)

    def _copy(self) -> None:
        """The page as it is without scripts, where a script can read it."""
        if self.reader:
            html = re.sub(r"<script.*?</script>", "", self.page.content(), flags=re.DOTALL)
            self.reader.set_content(re.sub(r"<(/?)noscript>", r"<\1div>", html))

    def _too_wide(self) -> list[str]:
        return self.page.evaluate(WIDER_THAN_THE_WINDOW) or ["(nothing reaches out by itself)"]

    def _arrived(self) -> None:
        self.pages += 1
        if self.javascript:
            # The last of GOV.UK's parts to start: every page has a skip link.
            try:
                self.page.wait_for_selector("[data-govuk-skip-link-init]", state="attached")
            except PlaywrightTimeout:
                raise AssertionError("\n".join(["The page's scripts did not start.", *self.complaints])) from None

    def _console(self, message: ConsoleMessage) -> None:
        # What is not found is a complaint only where nobody asked for it, which _response sees.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.status}: {response.url}")

    def _failed(self, request: Request) -> None:
        # What was still under way when its page was left is no loss.
        if request.resource_type != "document" and request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"not loaded: {request.url}: {request.failure}")

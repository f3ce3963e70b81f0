"""Outlook's pane in a Chromium, beside the demo's mail and on the service that is measured."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.live_stage import Office

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SUBJECT = "Rechnung 4711"
READER, COLLEAGUE = "eva", "jonas"
LATE_MS = 5_000
ARRIVALS = """
window.arrivals = {};
new MutationObserver((changes) => {
  for (const { target } of changes) {
    for (const word of (target.textContent ?? "").match(/Anruf-\\d+/g) ?? []) {
      // The next frame is when it is painted.
      window.arrivals[word] ??= requestAnimationFrame(() => { window.arrivals[word] = Date.now(); }) && 0;
    }
  }
}).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
"""
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifts.push(one.value);
}).observe({ type: "layout-shift", buffered: true });
performance.setResourceTimingBufferSize(1000);
"""


def chromium() -> str | None:
    """The Chromium of this machine; without one nothing is measured in a browser."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@dataclass(slots=True)
class Pane:
    """Somebody at Outlook who reads a mail with the pane beside it; `found` is what the service knew of it."""

    office: Office
    page: Page
    found: dict[str, Any] = field(default_factory=dict)

    @property
    def frame(self) -> Frame:
        """The pane as it is now."""
        return next(one for one in self.page.frames if "/outlook/taskpane.html" in one.url)

    def read(self) -> None:
        """Open the mail, and wait for its conversation."""
        with self.page.expect_response(lambda one: one.url.endswith("/api/v1/resolve")) as answered:
            self.page.locator(".rows a", has_text=SUBJECT).first.click()
        self.found = answered.value.json()
        inside = self.page.frame_locator("iframe[src*='/outlook/taskpane.html']")
        inside.locator("rn-screen.shows-conversation").wait_for()

    def seen_after(self, changes: int) -> list[float]:
        """Milliseconds from the answers to a colleague's comments until the pane shows them."""
        inside = self.page.frame_locator("iframe[src*='/outlook/taskpane.html']")
        inside.locator(".live", has_text="live").wait_for()
        self.frame.evaluate(ARRIVALS)
        return [self._one_change(number) for number in range(changes)]

    def _one_change(self, number: int) -> float:
        time.sleep(random.uniform(0.05, 0.2))  # so that no change meets the readers in step
        word, path = f"Anruf-{number}", f"/conversations/{self.found['conversation']['id']}/comments"
        self.office.ask(COLLEAGUE, path, {"text": word})
        answered = time.time() * 1000
        seen = self.frame.wait_for_function("(word) => window.arrivals[word]", arg=word, timeout=LATE_MS)
        return float(seen.json_value()) - answered


@contextmanager
def opened(office: Office) -> Iterator[Pane]:
    """Sit the reader down at Outlook and sign them in; the browser ends with it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            # What is injected to look at the page is not the page's own.
            context = browser.new_context(viewport={"width": 1280, "height": 760}, bypass_csp=True)
            context.add_init_script(SHIFTS)
            page = context.new_page()
            page.goto(f"{office.demo.url}/outlook?agent={READER}&lang=de")
            _sign_in(page)
            yield Pane(office, page)
        finally:
            browser.close()


def _sign_in(page: Page) -> None:
    inside = page.frame_locator("iframe[src*='/outlook/taskpane.html']")
    asked, home = inside.locator("[data-key=signin]"), inside.locator("[data-key=queue-mine]")
    asked.or_(home).first.wait_for()
    if asked.is_visible():
        asked.click()
        page.locator("dialog button").last.click()
        home.wait_for()

"""Somebody at Outlook: the page of mail and the add-in's pages in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Frame, FrameLocator, Locator, Page

AXE = Path(__file__).parents[3] / "addin" / "node_modules" / "axe-core" / "axe.min.js"
FLAWS = "axe.run(document, {resultTypes: ['violations']})"


class Desk:
    """Opens mails, writes drafts, and presses what the pane offers."""

    def __init__(self, page: Page) -> None:
        """`page` shows Outlook; the pane is found in it anew each time, as it may be loaded anew."""
        self.page = page

    @property
    def pane(self) -> FrameLocator:
        """The pane beside a mail."""
        return self.page.frame_locator("iframe[src*='/outlook/taskpane.html']")

    @property
    def drafting(self) -> FrameLocator:
        """The pane beside a draft."""
        return self.page.frame_locator("iframe[src*='/outlook/compose.html']")

    @property
    def alert(self) -> Locator:
        """What Outlook asks before something happens."""
        return self.page.locator("dialog.ask")

    @property
    def frame(self) -> Frame:
        """The document of the pane beside a mail."""
        return next(one for one in self.page.frames if "taskpane.html" in one.url)

    def sign_in(self) -> None:
        """Go through Microsoft's question, unless the demo remembers that it was answered."""
        asked, inside = self.pane.locator("[data-key=signin]"), self.pane.locator("[data-key=queue-mine]")
        stranger = self.pane.locator("#code")
        asked.or_(inside).or_(stranger).first.wait_for()
        if asked.is_visible():
            asked.click()
            self.page.locator("dialog button").last.click()
            inside.or_(stranger).first.wait_for()

    def choose(self, subject: str) -> None:
        """Choose a mail in the list."""
        self.page.locator(".rows a", has_text=subject).first.click()

    def read(self, subject: str) -> None:
        """Open a mail, and wait for its conversation."""
        self.choose(subject)
        self.page.get_by_role("heading", name=subject).first.wait_for()
        self.pane.locator("rn-screen.shows-conversation").wait_for()

    def press(self, key: str) -> None:
        """Press what is known in the pane by this key."""
        self.pane.locator(f"[data-key='{key}']").click()

    def more(self, name: str, *, exact: bool = False) -> None:
        """Choose from the menu "More" of the pane."""
        self.press("more")
        self.pane.get_by_role("menuitem", name=name, exact=exact).click()

    def fact(self, key: str) -> Locator:
        """The assignee or the status, as the pane shows it."""
        return self.pane.locator(f"[data-key={key}]")

    def answer(self, text: str = "Guten Tag, das klären wir.") -> None:
        """Begin a reply, and wait until the pane beside it knows what it answers."""
        self.page.get_by_role("button", name="Antworten", exact=True).click()
        self.page.locator("form.composing textarea").fill(text)
        self.drafting.locator(".lead .s").wait_for()

    def send(self) -> None:
        """Press Send, and let Outlook run its check."""
        self.page.get_by_role("button", name="Senden", exact=True).click()

    def flaws(self) -> list[Any]:
        """What axe finds in the pane."""
        frame = self.frame
        frame.evaluate(AXE.read_text(encoding="utf-8"))
        found = frame.evaluate(FLAWS)
        return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]

"""One person's window on the demo, in the words that the person sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.running import Demo


class Window:
    """Opens mails and presses what the card beside them offers."""

    def __init__(self, page: Page, demo: Demo, agent: str, look: dict[str, str]) -> None:
        """`look` is what the page's address says besides the person: lang, theme, panel."""
        self.page = page
        self.panel = page.get_by_role("complementary", name="Randnotiz")
        self._demo = demo
        self._agent = agent
        self._look = look

    def open(self, subject: str, *, label: str = "INBOX") -> Window:
        """Open the newest mail with this in its subject, and wait for its card."""
        return self._go(message=self._demo.mail(self._agent, subject, label=label))

    def home(self) -> Window:
        """Open the page with no mail chosen, which shows the home card."""
        return self._go()

    def _go(self, **place: str) -> Window:
        self.page.goto(f"{self._demo.url}/?{urlencode({'agent': self._agent, **self._look, **place})}")
        return self.settle()

    def settle(self) -> Window:
        """Wait until the panel has its answer."""
        self.panel.wait_for()
        self.page.locator(".skeleton, .panel[aria-busy=true]").first.wait_for(state="detached")
        return self

    def button(self, name: str) -> Locator:
        """A button or a row that can be pressed."""
        return self.panel.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> Window:
        """Press a button of the panel, and wait for the answer."""
        self.button(name).click()
        return self.settle()

    def choose(self, button: str, item: str) -> Window:
        """Choose from the menu below a button."""
        self.button(button).click()
        self.page.get_by_role("menuitem", name=item, exact=True).click()
        return self.settle()

    def pick(self, field: str, typed: str, option: str) -> Window:
        """Type into a field that offers suggestions, and take one."""
        self.panel.get_by_label(field).press_sequentially(typed)
        self.panel.get_by_role("option", name=option, exact=True).click()
        return self

    def refresh(self) -> Window:
        """Press the line at the foot of the card."""
        self.panel.get_by_role("button", name=re.compile("Aktualisieren|Refresh")).click()
        return self.settle()

    def sees(self, text: str | re.Pattern[str]) -> Window:
        """Wait for words in the panel."""
        self.panel.get_by_text(text).first.wait_for()
        return self

    def lacks(self, text: str) -> Window:
        """No such words in the panel, once its answer is there."""
        assert self.panel.get_by_text(text).count() == 0
        return self

    def notice(self, text: str) -> Window:
        """Wait for the short message at the lower edge."""
        self.page.locator(".toast").get_by_text(text).wait_for()
        return self

    def subtitle(self) -> str:
        """The line that says how the conversation stands."""
        return self.panel.locator(".card-head p").inner_text()

    def filled(self) -> list[str]:
        """The buttons that stand out."""
        return self.panel.locator(".card-section .gbutton.filled").all_inner_texts()

    def buttons(self) -> list[str]:
        """What the card's own button list offers."""
        return self.panel.locator(".card-section .buttons .gbutton").all_inner_texts()

    def assignee(self) -> str:
        """Who is named in the row of the assignee."""
        row = self.panel.locator(".decorated").filter(has_text=re.compile("Zuständig|Assignee")).first
        return row.locator(".text").inner_text()

    def count(self, queue: str) -> str:
        """The number beside a list of the home card."""
        return self.panel.get_by_role("button", name=re.compile(queue)).locator(".text").inner_text()

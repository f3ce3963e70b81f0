"""The table of every page under /admin; the endpoints, the navigation's rights and the tests are made from it."""

from __future__ import annotations

from server.web.admin import signing_in
from server.web.admin.mailboxes import pages as mailboxes
from server.web.admin.page import Page
from server.web.admin.people import pages as people

PAGES: tuple[Page, ...] = (*signing_in.PAGES, *mailboxes.PAGES, *people.PAGES)

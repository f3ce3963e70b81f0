"""The table of every page under /admin; the endpoints, the navigation's rights and the tests are made from it."""

from __future__ import annotations

from server.web.admin import auditing, finding, health, signing_in, teams, workspace
from server.web.admin.access import pages as access
from server.web.admin.catalogue import pages as catalogue
from server.web.admin.guide import pages as guide
from server.web.admin.mailboxes import pages as mailboxes
from server.web.admin.page import Page
from server.web.admin.people import pages as people
from server.web.admin.privacy import pages as privacy

PAGES: tuple[Page, ...] = (
    *signing_in.PAGES,
    *guide.PAGES,
    *health.PAGES,
    *finding.PAGES,
    *mailboxes.PAGES,
    *people.PAGES,
    *teams.PAGES,
    *catalogue.PAGES,
    *workspace.PAGES,
    *access.PAGES,
    *privacy.PAGES,
    *auditing.PAGES,
)

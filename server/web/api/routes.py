"""The table of everything the API can be asked; the endpoints and their description are made from it."""

from __future__ import annotations

from server.web.api import (
    acts,
    bodies,
    details,
    drafts,
    finding,
    listings,
    macros,
    reading,
    replies,
    templates,
    tidying,
    together,
    views,
)
from server.web.api.calls import Route
from server.web.api.settings import access, catalogue, health, people, places, privacy, transfer
from server.web.api.settings import macros as setting_macros
from server.web.api.settings import views as setting_views

LINK = Route(
    method="POST",
    path="/link",
    name="link",
    summary="Become the agent that an invitation was written for",
    handler=reading.me,
    body=bodies.Link,
    answer=listings.MeAnswer,
    keyed=True,
    for_people=True,
)

SETTINGS: tuple[Route, ...] = (
    *places.ROUTES,
    *people.ROUTES,
    *catalogue.ROUTES,
    *setting_macros.ROUTES,
    *setting_views.ROUTES,
    *access.ROUTES,
    *health.ROUTES,
    *privacy.ROUTES,
    *transfer.ROUTES,
)
ROUTES: tuple[Route, ...] = (
    *reading.ROUTES,
    *finding.ROUTES,
    *views.ROUTES,
    LINK,
    *acts.ROUTES,
    *details.ROUTES,
    *together.ROUTES,
    *macros.ROUTES,
    *tidying.ROUTES,
    *drafts.ROUTES,
    *replies.ROUTES,
    *templates.ROUTES,
    *SETTINGS,
)

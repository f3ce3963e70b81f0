"""The application with an Outlook side, as its pages need it: without records."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask.testing import FlaskClient

from server.i18n import translator
from server.settings import MICROSOFT_AUTHORITY, OFFICE_JS_URL
from server.web.metrics import Metrics
from server.web.services import Office, Services
from tests.support.api_edge import PUBLIC_URL, NoGoogle, Ready
from tests.support.entra_issuer import APP_ID_URI, CLIENT_ID
from tests.web.outlook.browsing import browser

OFFICE = Office(
    client_id=CLIENT_ID,
    authority=MICROSOFT_AUTHORITY,
    scope=f"{APP_ID_URI}/access_as_user",
    office_js_url=OFFICE_JS_URL,
)


@pytest.fixture
def services() -> Services:
    """Pages ask for neither people nor mail; whoever does fails loudly."""
    return Services(
        public_url=PUBLIC_URL,
        google=NoGoogle(),
        readiness=Ready(),
        metrics=Metrics(),
        workspaces=cast("Any", SimpleNamespace(store=None)),
        gmail_mail=cast("Any", None),
        translator=translator,
        clock=lambda: 0,
        microsoft=cast("Any", SimpleNamespace()),
        office=lambda: OFFICE,
    )


@pytest.fixture
def client(services: Services) -> FlaskClient:
    return browser(services)

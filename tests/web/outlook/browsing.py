"""Somebody who asks for pages."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import create_app
from server.web.services import Services


class Browser(FlaskClient):
    """Reads every answer to its end, so that files are closed."""

    def open(self, *args: Any, buffered: bool = True, **more: Any) -> TestResponse:
        return super().open(*args, buffered=buffered, **more)


def browser(services: Services) -> FlaskClient:
    """Somebody who asks for pages."""
    app = create_app(services)
    app.test_client_class = Browser
    return app.test_client()

"""The web application: what gunicorn asks for, put together from settings (no state at import)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

from server import bootstrap
from server.i18n import SOURCE_LOCALE, translator
from server.later import later
from server.settings import from_environment
from server.web import auth, errors, health, live, logging, static
from server.web.admin import blueprint as admin
from server.web.api import blueprint as api
from server.web.api import crossing
from server.web.gmail import blueprint as gmail
from server.web.outlook import legal, pages
from server.web.services import Services


class App(Flask):
    """Flask without its look, before each function that it calls, whether that is a coroutine: none of ours is."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


def create_app(services: Services | None = None) -> Flask:
    """Make the application; `services` are those of the environment unless given."""
    if services is None:
        settings = from_environment(web=True)
        logging.configure(settings.log_level, later=later())
        services = bootstrap.services(settings)
    translator(SOURCE_LOCALE)  # reads every catalogue, for which the first caller would wait
    app = App("randnotiz", static_folder=None)
    logging.observe(app, services.metrics)
    errors.register(app)
    open_to_all = (
        health.blueprint(services),
        static.blueprint(),
        legal.blueprint(services),
        pages.blueprint(services),
        api.open_blueprint(services),
        crossing.blueprint(services),
    )
    for blueprint in open_to_all:
        blueprint.before_request(auth.none)
        app.register_blueprint(blueprint)
    app.register_blueprint(gmail.blueprint(services))
    app.register_blueprint(api.blueprint(services))
    app.register_blueprint(live.blueprint(services))
    app.register_blueprint(admin.blueprint(services))
    return app

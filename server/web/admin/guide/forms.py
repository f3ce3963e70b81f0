"""What the forms of the guide may hold; a value that the environment says is not among their fields."""

from __future__ import annotations

from server.domain.installation import LONGEST
from server.web.admin.inputs import Tick, Words, line
from server.web.api.fields import Closed


class Opened(Closed):
    """Which step is to be open besides the first that is not done."""

    step = line(40)


class Service(Closed):
    """Who runs the service."""

    operator = line(LONGEST)


class Gmail(Closed):
    """The add-on as Google knows it."""

    google_service_account = line(LONGEST)
    google_client_id = line(LONGEST)
    mail_receivers = line(LONGEST)


class Outlook(Closed):
    """The app registration as Microsoft knows it."""

    microsoft_client_id = line(LONGEST)
    microsoft_app_id_uri = line(LONGEST)
    microsoft_clients = line(LONGEST)


class SignIn(Closed):
    """The clients with which people sign in; a secret left empty stays, unless it is to be forgotten."""

    google_web_client_id = line(LONGEST)
    google_web_client_secret = line(LONGEST)
    forget_google = Tick()
    microsoft_client_secret = line(LONGEST)
    forget_microsoft = Tick()


class Founding(Closed):
    """A new workspace."""

    id = line(40, needed=True)
    name = line(200, needed=True)
    locale = line(10)
    zone = line(60)
    domains = Words(load_default=())
    tenants = Words(load_default=())
    link = Tick()


class Belonging(Closed):
    """Which mail domains and tenants belong to the workspace (A10)."""

    domains = Words(load_default=())
    tenants = Words(load_default=())
    link = Tick()

"""The guide as a page: the steps, what was entered, and what to copy into Google's and Microsoft's consoles."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from server.domain.errors import Unavailable
from server.domain.installation import OFFICE_CLIENTS, Installation
from server.usecases import installing, setting_up
from server.usecases.checkup import Checkup
from server.usecases.manifests import render
from server.web.admin.guide.rows import counted, rows
from server.web.admin.page import Shown, Visit
from server.web.admin.signing_in import redirect_uri
from server.web.admin.zones import ZONES
from server.web.services import Office

# A field of each form, by which a form that is shown again is known.
_OF_STEP = {
    "operator": "service",
    "domains": "workspace",
    "google_web_client_id": "sign_in",
    "google_service_account": "gmail",
    "microsoft_client_id": "outlook",
}


def show(visit: Visit) -> Shown:
    """Every step as it stands."""
    made = setting_up.guide(visit.services.workspaces, checkup(visit), visit.inbox)
    told = installing.told(visit.services.workspaces.installations, made.entered)
    wanted = visit.query["step"] or next((_OF_STEP[name] for name in visit.typed if name in _OF_STEP), "")
    done, used = counted(made.steps)
    facts = {
        "rows": rows(visit, made.steps, wanted=wanted),
        "done": done,
        "used": used,
        "checked_at": made.checked_at,
        "told": told,
        "seen": visit.seen(made.entered.version),
        "zones": [(zone, zone) for zone in ZONES],
        **_outside(visit, visit.services.workspaces.installations.current()),
    }
    return Shown("guide/guide.html", facts)


def checkup(visit: Visit) -> Checkup:
    """What looks at the world outside."""
    if visit.services.checkup is None:
        raise Unavailable("Nothing can be checked here.")
    return visit.services.checkup


def _outside(visit: Visit, values: Installation) -> dict[str, object]:
    """What Google's and Microsoft's consoles are to be given."""
    url = visit.services.public_url
    host = urlsplit(url).netloc
    office = visit.services.office()
    uri = values.app_id_uri(url) if values.outlook else f"api://{host}/…"
    return {
        "url": url,
        "host": host,
        "deployment": render(url),
        "app_id_uri": uri,
        "offices": ", ".join(OFFICE_CLIENTS),
        "google_back": redirect_uri(url, "google"),
        "microsoft_back": redirect_uri(url, "microsoft"),
        "consents": _consents(visit, office) if office else [],
    }


def _consents(visit: Visit, office: Office) -> list[tuple[str, str]]:
    """Each tenant with the page at which its admin consents for everybody."""
    tenants = visit.inbox.directory.workspace.tenants if visit.inbox else ()
    asked = {
        "client_id": office.client_id,
        "scope": office.scope,
        "redirect_uri": f"{visit.services.public_url}/outlook/auth-dialog.html",
        "state": "1",
    }
    return [(one, f"{office.authority}/{one}/v2.0/adminconsent?{urlencode(asked)}") for one in tenants]

"""The pages of the guide: showing it, checking, entering values, and files to download."""

from __future__ import annotations

from dataclasses import replace

from marshmallow import Schema

from server.domain.errors import Invalid, NotFound
from server.domain.installation import NAMES
from server.domain.workspace import Workspace
from server.usecases import installing, setting_up
from server.usecases.manifests import package, render
from server.usecases.settings.workspace import add_workspace, change_workspace
from server.web.admin.blaming import blaming
from server.web.admin.forms import Refused
from server.web.admin.guide import forms
from server.web.admin.guide.showing import checkup, show
from server.web.admin.page import Moved, Page, Right, Sent, Visit
from server.web.admin.rendering import said

_SECRETS = (
    ("google_web_client_secret", "forget_google"),
    ("microsoft_client_secret", "forget_microsoft"),
)


def check(visit: Visit) -> Moved:
    """Look at the world outside, now."""
    setting_up.check_now(checkup(visit), visit.inbox)
    return Moved("/guide", "Checked.")


def enter(visit: Visit) -> Moved:
    """Enter what was typed about this installation; only names that the form has change."""
    installations = visit.services.workspaces.installations
    version = installations.entered().version
    visit.expect(version)
    typed = {name: visit.form[name] for name in NAMES if name in visit.typed and name in visit.form}
    for secret, forget in _SECRETS:
        if visit.form.get(forget):
            typed[secret] = ""
        elif not typed.get(secret):
            typed.pop(secret, None)
    try:
        installing.change(
            visit.services.workspaces, visit.actor, operator=visit.operator, typed=typed, seen=version
        )
    except Invalid as error:
        faults = {str(error.facts["field"]): [said(error, visit.words)]}
        raise Refused("Nothing was saved yet. Please look at what is marked.", faults) from error
    return _on(visit, "Saved. It takes effect in every process within two seconds.")


def found(visit: Visit) -> Moved:
    """Create the workspace; the operator's session belongs to it from now on."""
    form = visit.form
    if visit.inbox is not None:
        raise Invalid("There is a workspace already.")
    workspace = Workspace(
        id=form["id"],
        name=form["name"],
        domains=form["domains"],
        tenants=form["tenants"],
        linked_tenants=form["tenants"] if form["link"] else (),
        locale=form["locale"] or visit.locale,
        zone=form["zone"] or "Europe/Berlin",
    )
    with blaming(visit, domain="domains", tenant="tenants", workspace="id", zone="zone", name="name"):
        add_workspace(visit.services.workspaces.directories, workspace)
    return Moved(
        "/guide", "The workspace is there. Now sign in to become its first admin.", workspace=workspace.id
    )


def belong(visit: Visit) -> Moved:
    """Say which mail domains and tenants belong to the workspace."""
    before, form = visit.here.directory.workspace, visit.form
    visit.expect(before.domains, before.tenants, before.linked_tenants)
    after = replace(
        before,
        domains=form["domains"],
        tenants=form["tenants"],
        linked_tenants=form["tenants"] if form["link"] else (),
    )
    with blaming(visit, domain="domains", tenant="tenants"):
        change_workspace(visit.here, after)
    return _on(visit, "Saved.")


def deployment(visit: Visit) -> Sent:
    """What `gcloud workspace-add-ons deployments` is given."""
    return Sent("deployment.json", render(visit.services.public_url).encode(), "application/json")


def manifest(visit: Visit) -> Sent:
    """What the Microsoft 365 admin center is given."""
    xml = render(visit.services.public_url, "outlook/manifest.xml", client_id=_client(visit))
    return Sent("manifest.xml", xml.encode(), "application/xml")


def zipped(visit: Visit) -> Sent:
    """The unified manifest."""
    content = package(visit.services.public_url, client_id=_client(visit))
    return Sent("randnotiz.zip", content, "application/zip")


def reach(visit: Visit) -> Sent:
    """Prove that it is us who are reached at this address."""
    return Sent("reach.txt", checkup(visit).prove(visit.path["nonce"]).encode(), "text/plain; charset=utf-8")


def _client(visit: Visit) -> str:
    client = visit.services.workspaces.installations.current().microsoft_client_id
    if not client:
        raise NotFound("There is no app registration yet, so there is no manifest.")
    return client


def _on(visit: Visit, said_once: str) -> Moved:
    step = visit.path.get("step", "workspace")
    return Moved(f"/guide?step={step}#{step}", said_once)


def _entering(step: str, form: type[Schema]) -> Page:
    def entered(visit: Visit) -> Moved:
        return enter(replace(visit, path={"step": step}))

    return Page(
        method="POST",
        path=f"/guide/{step}",
        name=f"guide.{step}",
        right=Right.OPERATOR,
        handler=entered,
        form=form,
        again="guide",
    )


PAGES = (
    Page(method="GET", path="/guide", name="guide", right=Right.ADMIN, handler=show, query=forms.Opened),
    Page(
        method="POST",
        path="/guide/check",
        name="guide.check",
        right=Right.ADMIN,
        handler=check,
        again="guide",
    ),
    _entering("service", forms.Service),
    _entering("sign_in", forms.SignIn),
    _entering("gmail", forms.Gmail),
    _entering("outlook", forms.Outlook),
    Page(
        method="POST",
        path="/guide/found",
        name="guide.found",
        right=Right.OPERATOR,
        handler=found,
        form=forms.Founding,
        again="guide",
    ),
    Page(
        method="POST",
        path="/guide/workspace",
        name="guide.workspace",
        right=Right.OPERATOR,
        handler=belong,
        form=forms.Belonging,
        again="guide",
    ),
    Page(
        method="GET",
        path="/guide/deployment.json",
        name="guide.deployment",
        right=Right.ADMIN,
        handler=deployment,
    ),
    Page(
        method="GET", path="/guide/manifest.xml", name="guide.manifest", right=Right.ADMIN, handler=manifest
    ),
    Page(method="GET", path="/guide/randnotiz.zip", name="guide.package", right=Right.ADMIN, handler=zipped),
    Page(method="GET", path="/reach/<nonce>", name="reach", right=Right.ANYBODY, handler=reach),
)

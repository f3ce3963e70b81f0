"""What in the settings is not as it should be, without anybody having noticed: one pure function (PRODUCT S1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from server.domain import templates
from server.domain.access import Token, Webhook
from server.domain.addresses import domain_of
from server.domain.installation import OFFICE_CLIENTS, Installation
from server.domain.views import Sentence
from server.domain.vocabulary import Role
from server.domain.workspace import Agent, Directory, Mailbox

_WORKING = (Role.MANAGER, Role.AGENT)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at; `path` is the settings page (below /admin) where it is put right."""

    what: Sentence
    path: str = ""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What mail has shown and nobody has confirmed yet: mailbox -> list ids."""

    list_ids: Mapping[str, Collection[str]] = field(default_factory=dict)


def notices(directory: Directory, *, now: int, learnt: Learnt | None = None) -> tuple[Notice, ...]:
    """Everything in a workspace that deserves a look, the most urgent first."""
    return (
        *_workspace(directory),
        *(found for box in _by_name(directory.mailboxes) for found in _mailbox(directory, box)),
        *_learnt(directory, learnt or Learnt()),
        *_people(directory),
        *_catalogue(directory),
        *(found for token in _by_name(directory.tokens) for found in _token(directory, token, now)),
        *(found for webhook in _by_name(directory.webhooks) for found in _webhook(directory, webhook)),
    )


def of_installation(installation: Installation) -> Iterator[Notice]:
    """What deserves a look and concerns every workspace."""
    missing = set(OFFICE_CLIENTS) - set(installation.microsoft_clients)
    if installation.outlook and missing:
        yield Notice(
            Sentence(
                "Office's ids are missing among the Microsoft clients: Outlook sends without asking first."
            ),
            "/guide",
        )
    if (installation.gmail or installation.outlook) and not installation.operator:
        yield Notice(
            Sentence("The pages about privacy and terms name nobody who runs this service."), "/guide"
        )
    if installation.gmail and not installation.mail_receivers:
        yield Notice(
            Sentence(
                "No mail receivers are named: replies of colleagues may count as “sender not confirmed”."
            ),
            "/guide",
        )


def _workspace(directory: Directory) -> Iterator[Notice]:
    workspace = directory.workspace
    if not (workspace.domains or workspace.tenants):
        yield Notice(
            Sentence("The workspace has neither a mail domain nor a tenant: people need codes."), "/guide"
        )
    if set(workspace.linked_tenants) - set(workspace.tenants):
        yield Notice(
            Sentence("A tenant is trusted for linking people, but is not one of the workspace's."), "/guide"
        )
    admins = [agent for agent in _active(directory) if agent.admin]
    if not admins:
        yield Notice(Sentence("Nobody administers this workspace."), "/people")
    elif len(admins) == 1:
        yield Notice(
            Sentence("Only %(name)s administers this workspace.", {"name": admins[0].name}), "/people"
        )


def _mailbox(directory: Directory, box: Mailbox) -> Iterator[Notice]:
    page = f"/mailboxes/{box.id}"
    named: dict[str, object] = {"mailbox": box.name}
    here = {a.id for a in _active(directory)} & set(box.members)
    if not here:
        yield Notice(Sentence("%(mailbox)s has no members.", named), page)
        return
    if not any(box.members[agent].role is Role.MANAGER for agent in here):
        yield Notice(Sentence("%(mailbox)s has no manager.", named), page)
    if not any(box.members[agent].role in _WORKING for agent in here):
        yield Notice(Sentence("Nobody in %(mailbox)s may answer.", named), page)
    if not box.addresses:
        yield Notice(Sentence("%(mailbox)s has no address, so no mail is recognised.", named), page)
    domains = directory.workspace.domains
    for address in box.addresses if domains else ():
        if domain_of(address) not in domains:
            facts = {**named, "address": address}
            yield Notice(
                Sentence("%(mailbox)s: %(address)s is in none of the workspace's domains.", facts), page
            )
    if box.confidential_for is not None and not here & set(box.confidential_for):
        yield Notice(Sentence("%(mailbox)s is confidential, but for nobody who is still there.", named), page)
    for name in _gone(directory, box.members):
        yield Notice(
            Sentence("%(mailbox)s: %(name)s is deactivated, but still a member.", {**named, "name": name}),
            page,
        )


def _learnt(directory: Directory, learnt: Learnt) -> Iterator[Notice]:
    for box in _by_name(directory.mailboxes):
        for list_id in sorted(set(learnt.list_ids.get(box.id, ())) - set(box.own_list_ids)):
            facts: dict[str, object] = {"mailbox": box.name, "list_id": list_id}
            yield Notice(
                Sentence(
                    "%(mailbox)s: mail carries the list id %(list_id)s. Confirm it if it is your own.", facts
                ),
                f"/mailboxes/{box.id}",
            )


def _people(directory: Directory) -> Iterator[Notice]:
    for team in _by_name(directory.teams):
        if not set(team.members) & {agent.id for agent in _active(directory)}:
            yield Notice(Sentence("The team %(team)s has no members.", {"team": team.name}), "/teams")
    for agent in _active(directory):
        deputy = directory.agents.get(agent.deputy or "")
        if agent.deputy and (deputy is None or deputy.deactivated_at is not None):
            yield Notice(
                Sentence("%(name)s is represented by somebody who is no longer there.", {"name": agent.name}),
                f"/people/{agent.id}",
            )


def _catalogue(directory: Directory) -> Iterator[Notice]:
    names = {one.name for one in directory.fields.values()}
    for template in _by_name(directory.templates):
        used = {place for text in template.texts.values() for place in templates.used(text)}
        fields = {place.removeprefix(templates.FIELD) for place in used if place.startswith(templates.FIELD)}
        for name in sorted(fields - names):
            facts: dict[str, object] = {"template": template.name, "field": name}
            yield Notice(
                Sentence("The template %(template)s uses the field %(field)s, which was deleted.", facts),
                "/templates",
            )
    kinds = (directory.tags, directory.fields, directory.templates)
    for one in (entry for kind in kinds for entry in _by_name(kind)):
        if one.mailboxes and not set(one.mailboxes) & set(directory.mailboxes):
            page = f"/{type(one).__name__.lower()}s"
            yield Notice(
                Sentence(
                    "“%(name)s” is meant for mailboxes that no longer exist, so nobody sees it.",
                    {"name": one.name},
                ),
                page,
            )


def _token(directory: Directory, token: Token, now: int) -> Iterator[Notice]:
    named: dict[str, object] = {"token": token.name}
    if token.expires_at is not None and token.expires_at <= now:
        yield Notice(Sentence("The API token %(token)s has expired.", named), "/tokens")
    if token.roles and not set(token.roles) & set(directory.mailboxes):
        yield Notice(
            Sentence("The API token %(token)s is for mailboxes that no longer exist.", named), "/tokens"
        )
    creator = directory.agents.get(token.created_by or "")
    if token.created_by and (creator is None or creator.deactivated_at is not None):
        yield Notice(
            Sentence("The API token %(token)s was made by somebody who is no longer there.", named), "/tokens"
        )


def _webhook(directory: Directory, webhook: Webhook) -> Iterator[Notice]:
    named: dict[str, object] = {"webhook": webhook.name}
    if not webhook.enabled:
        yield Notice(Sentence("The webhook %(webhook)s is off.", named), "/webhooks")
    if webhook.mailboxes and not set(webhook.mailboxes) & set(directory.mailboxes):
        yield Notice(
            Sentence("The webhook %(webhook)s is for mailboxes that no longer exist.", named), "/webhooks"
        )


def _active(directory: Directory) -> list[Agent]:
    return [agent for agent in directory.agents.values() if agent.deactivated_at is None]


def _gone(directory: Directory, agents: Collection[str]) -> list[str]:
    known = (directory.agents.get(agent) for agent in agents)
    return sorted(agent.name for agent in known if agent is not None and agent.deactivated_at is not None)


def _by_name(entries: Mapping[str, Any]) -> list[Any]:
    return sorted(entries.values(), key=lambda entry: str(entry.name).casefold())

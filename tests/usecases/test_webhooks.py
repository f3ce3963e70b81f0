"""Webhooks as admins set them up: checked, sealed, told in the audit log, and nobody else's business."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.administering import OPERATOR
from server.domain.errors import Conflict, Forbidden, Invalid, NotFound
from server.domain.events import Actor
from server.domain.outbound import Refused
from server.domain.vocabulary import Role, Via
from server.providers.guarded import Guarded
from server.store import auditlog
from server.usecases.delivering import pending
from server.usecases.webhooks import (
    MOST,
    Wish,
    change_webhook,
    create_webhook,
    deliveries,
    find_webhook,
    list_webhooks,
    remove_webhook,
    rotate_secret,
    send_test,
    switch_webhook,
)
from tests.support.office import Office
from tests.support.programs import minted

PUBLIC = Guarded(resolve=lambda host, port: ["93.184.215.14"])
GOOD = Wish("CRM", "https://hooks.example/x", ("support",), ("assigned",))


def test_a_webhook_is_made_changed_and_removed(office: Office) -> None:
    made = create_webhook(office.inbox, OPERATOR, GOOD, outside=PUBLIC)
    assert made.secret.startswith("whsec_")
    assert find_webhook(office.inbox.directory, "crm") == made.webhook
    after = change_webhook(
        office.inbox, OPERATOR, made.webhook, replace(GOOD, name="Other", mailboxes=("hr",)), outside=PUBLIC
    )
    assert (after.name, after.mailboxes, after.secret) == ("Other", ("hr",), made.webhook.secret)
    assert [row.webhook for row in list_webhooks(office.inbox, OPERATOR)] == [after]
    remove_webhook(office.inbox, OPERATOR, after)
    assert list_webhooks(office.inbox, OPERATOR) == []
    with pytest.raises(NotFound):
        find_webhook(office.inbox.directory, "Other")


@pytest.mark.parametrize(
    "wish",
    [
        replace(GOOD, name=""),
        replace(GOOD, mailboxes=()),
        replace(GOOD, mailboxes=("nowhere",)),
        replace(GOOD, types=("everything",)),
        replace(GOOD, types=("gone",)),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(office: Office, wish: Wish) -> None:
    with pytest.raises(Invalid):
        create_webhook(office.inbox, OPERATOR, wish, outside=PUBLIC)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/",
        "https://127.0.0.1/",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "https://2130706433/",
        "x",
    ],
)
def test_an_address_inside_is_refused_when_it_is_typed(office: Office, url: str) -> None:
    with pytest.raises(Refused):
        create_webhook(office.inbox, OPERATOR, replace(GOOD, url=url), outside=PUBLIC)
    made = create_webhook(office.inbox, OPERATOR, GOOD, outside=PUBLIC)
    with pytest.raises(Refused):
        change_webhook(office.inbox, OPERATOR, made.webhook, replace(GOOD, url=url), outside=PUBLIC)


def test_a_name_that_leads_inside_is_refused_and_an_unknown_one_is_not(office: Office) -> None:
    inside = Guarded(resolve=lambda host, port: ["192.168.0.7"])
    with pytest.raises(Refused):
        create_webhook(office.inbox, OPERATOR, GOOD, outside=inside)
    unknown = Guarded(resolve=lambda host, port: [])
    assert create_webhook(office.inbox, OPERATOR, GOOD, outside=unknown).webhook.enabled


def test_a_name_is_given_once(office: Office) -> None:
    create_webhook(office.inbox, OPERATOR, GOOD, outside=PUBLIC)
    with pytest.raises(Invalid):
        create_webhook(office.inbox, OPERATOR, replace(GOOD, name="crm"), outside=PUBLIC)


def test_there_is_a_limit(office: Office) -> None:
    for number in range(MOST):
        create_webhook(office.inbox, OPERATOR, replace(GOOD, name=f"n{number}"), outside=PUBLIC)
    with pytest.raises(Invalid):
        create_webhook(office.inbox, OPERATOR, replace(GOOD, name="one more"), outside=PUBLIC)


def test_who_changes_what_somebody_else_changed_is_told(office: Office) -> None:
    made = create_webhook(office.inbox, OPERATOR, GOOD, outside=PUBLIC)
    switch_webhook(office.inbox, OPERATOR, made.webhook, on=False)
    with pytest.raises(Conflict):
        change_webhook(office.inbox, OPERATOR, made.webhook, replace(GOOD, name="Mine"), outside=PUBLIC)


def test_only_admins_have_to_do_with_webhooks(office: Office) -> None:
    hook = create_webhook(office.inbox, OPERATOR, GOOD, outside=PUBLIC).webhook
    program = minted(office, support=Role.MANAGER).token.id
    for actor in (Actor("agent", Via.WEB, "mona"), Actor("api", Via.API, program)):
        for attempt in (
            lambda actor: create_webhook(office.inbox, actor, GOOD, outside=PUBLIC),
            lambda actor: change_webhook(office.inbox, actor, hook, GOOD, outside=PUBLIC),
            lambda actor: switch_webhook(office.inbox, actor, hook, on=False),
            lambda actor: rotate_secret(office.inbox, actor, hook),
            lambda actor: remove_webhook(office.inbox, actor, hook),
            lambda actor: list_webhooks(office.inbox, actor),
            lambda actor: deliveries(office.inbox, actor, hook),
            lambda actor: send_test(office.inbox, actor, hook, outside=PUBLIC),
        ):
            with pytest.raises(Forbidden):
                attempt(actor)


def test_the_audit_log_names_what_was_changed_and_no_secret(office: Office) -> None:
    made = create_webhook(office.inbox, OPERATOR, GOOD, outside=PUBLIC)
    rotate_secret(office.inbox, OPERATOR, made.webhook)
    inbox = office.inbox
    told = [entry for _, entry in auditlog.page(inbox.conversations.store, inbox.conversations.keys)]
    assert [one.kind for one in told] == ["changed", "added"]
    assert told[0].data["changed"] == ["secret", "old_secret", "old_until"]
    assert "whsec" not in str(told)
    assert "hooks.example" not in str(told)


def test_a_webhook_that_is_off_has_nothing_to_do(office: Office) -> None:
    made = create_webhook(office.inbox, OPERATOR, GOOD, outside=PUBLIC)
    assert pending(office.inbox)[1] == [made.webhook.id]
    switch_webhook(office.inbox, OPERATOR, made.webhook, on=False)
    assert pending(office.inbox)[1] == []


def test_another_process_hears_of_a_new_webhook(office: Office) -> None:
    before = office.inbox
    made = create_webhook(office.inbox, OPERATOR, GOOD, outside=PUBLIC)
    assert pending(before)[1] == [made.webhook.id]

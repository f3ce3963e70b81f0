"""The API for programs: scopes by routes, roles by policy, and never as somebody who is responsible."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from server.app import create_app
from server.domain import policy
from server.domain.access import Scope
from server.domain.administering import OPERATOR
from server.domain.conversation import Change, event
from server.domain.listviews import Queue
from server.domain.vocabulary import Act, Role
from server.usecases.tokens import revoke_token
from server.web.api.calls import Route
from server.web.api.routes import ROUTES
from tests.support.api_edge import ApiEdge
from tests.support.office import mail
from tests.support.programs import minted

# What these are asked holds words and addresses, which may not stand in a path or a query.
ASKED_IN_A_BODY = {"search"}


def delivered(edge: ApiEdge, **fields: object) -> str:
    """A mail to support@; the id of its conversation."""
    found = edge.office.deliver(mail("a@x")).conversation
    assert found is not None
    if fields:
        inbox = edge.office.inbox
        before = edge.office.conversation(found)
        told = event("restricted", OPERATOR, edge.office.time[0])
        inbox.conversations.commit(before, Change(replace(before, **fields), (told,)), request=None)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_route_asks_for_its_scope(edge: ApiEdge, route: Route) -> None:
    path = re.sub(r"<\w+>", "x", route.path)
    for scope in Scope:
        text = minted(edge.office, scope, name=scope).text
        answer = edge.ask(None, route.method, path, {} if route.body else None, token=text)
        admitted = scope is route.needs and not route.for_people
        refused = answer.status_code == 403 and "scope" in answer.get_data(as_text=True)
        people_only = answer.status_code == 403 and "people" in answer.get_data(as_text=True)
        assert (refused or people_only) == (not admitted), (scope, answer.data)
        assert answer.status_code != 401


def test_what_reads_needs_no_more_than_reading() -> None:
    for route in ROUTES:
        reads = route.needs in (Scope.READ, Scope.SETTINGS_READ)
        previews = route.method == "POST" and route.scope is Scope.SETTINGS_READ
        asks = route.name in ASKED_IN_A_BODY
        assert reads == (route.method == "GET" or previews or asks), route.name
        assert ("/settings" in route.path) == (route.needs in (Scope.SETTINGS_READ, Scope.SETTINGS_WRITE))


def test_a_program_works_by_its_roles_and_under_its_name(edge: ApiEdge) -> None:
    found, text = delivered(edge), minted(edge.office).text
    path = f"/conversations/{found}"
    shown = edge.get("", path, token=text)
    assert shown["subject"] == "Frage"
    edge.done("", "PUT", f"{path}/status", {"to": "pending", "expected": "open"}, token=text)
    edge.done("", "POST", f"{path}/comments", {"text": "von Zapier"}, token=text)
    edge.done("", "PUT", f"{path}/assignee", {"to": "agent:anna", "expected": None}, token=text)
    lines = edge.get("anna", f"{path}/timeline", headers={"Accept-Language": "de"})["entries"]
    texts = [line.get("text") for line in lines]
    assert "Zapier (API) hat auf „Wartet“ gesetzt" in texts
    assert "Zapier (API) hat dir zugewiesen" in texts
    said = next(line for line in lines if line["kind"] == "comment")
    assert said["author"]["name"] == "Zapier (API)"
    assert edge.office.conversation(found).touched


def test_a_program_is_nobody(edge: ApiEdge) -> None:
    found, made = delivered(edge), minted(edge.office, support=Role.MANAGER)
    path, program = f"/conversations/{found}", made.token.id
    for method, rest, body in (
        ("POST", "take", {"expected": None}),
        ("PUT", "claim", {"renew": False, "expected": None}),
        ("PUT", "assignee", {"to": f"agent:{program}", "expected": None}),
    ):
        answer = edge.ask(None, method, f"{path}/{rest}", body, token=made.text)
        assert answer.status_code == 403, (rest, answer.data)
    answer = edge.ask("mona", "PUT", f"{path}/assignee", {"to": f"agent:{program}", "expected": None})
    assert answer.status_code == 422
    directory = edge.office.inbox.directory
    record = edge.office.conversation(found)
    assert not policy.may_be_assigned(directory, f"agent:{program}", record)
    assert policy.colleagues(directory, "anna") == policy.colleagues(directory, program)
    assert program not in policy.colleagues(directory, program)
    for where in ("/people?query=", f"{path}/assignees?query="):
        assert "Zapier" not in str(edge.get("mona", where))
    edge.done("mona", "POST", f"{path}/comments", {"text": "@Zapier schau"})
    assert edge.office.conversation(found).mentioned == ()


def test_the_table_of_acts_without_those_for_people(edge: ApiEdge) -> None:
    record = edge.office.conversation(delivered(edge))
    for_people = {Act.TAKE, Act.CLAIM, Act.RESTRICT, Act.EDIT_COMMENT, Act.REVIEW, Act.FOLLOW}
    for role in (Role.MANAGER, Role.AGENT, Role.VIEWER):
        made = minted(edge.office, name=role, support=role)
        allowed = {act for act in Act if role in policy.PERMISSIONS[act]} - for_people
        assert policy.allowed(edge.office.inbox.directory, made.token.id, record) == allowed


def test_a_program_never_sees_what_is_confidential(edge: ApiEdge) -> None:
    made = minted(edge.office, support=Role.MANAGER)
    for listed in ((), ("mona",), ("mona", made.token.id)):
        found = delivered(edge, restricted_to=listed)
        assert edge.ask(None, "GET", f"/conversations/{found}", token=made.text).status_code == 404
        for queue in Queue:
            page = edge.ask(None, "GET", f"/queues/{queue}?mailbox=support", token=made.text)
            assert found not in page.get_data(as_text=True)


def test_a_program_sees_no_mailbox_that_it_has_no_role_in(edge: ApiEdge) -> None:
    found = edge.office.deliver(mail("h@x", to="hr@firma.example")).conversation
    answer = edge.ask(None, "GET", f"/conversations/{found}", token=minted(edge.office).text)
    assert answer.status_code == 404


def test_a_token_that_was_taken_back_is_unauthenticated(edge: ApiEdge) -> None:
    made = minted(edge.office)
    edge.get("", "/me", token=made.text)
    revoke_token(edge.office.inbox, OPERATOR, made.token)
    answer = edge.ask(None, "GET", "/me", token=made.text, headers={"Accept-Language": "de"})
    assert (answer.status_code, answer.get_json()["code"]) == (401, "unauthenticated")
    assert answer.get_json()["detail"] == "Dieser API-Token ist nicht oder nicht mehr gültig."
    assert made.text not in answer.get_data(as_text=True)


def test_the_same_request_id_of_two_programs_is_two_requests(edge: ApiEdge) -> None:
    found = delivered(edge)
    for name in ("one", "two"):
        text = minted(edge.office, name=name).text
        edge.done("", "POST", f"/conversations/{found}/comments", {"text": name}, token=text, key="same")
    comments = edge.get("anna", f"/conversations/{found}")["comments"]
    assert [one["text"] for one in comments] == ["one", "two"]


def test_programs_come_in_where_microsoft_is_not_set_up(edge: ApiEdge) -> None:
    edge.app = create_app(replace(edge.services, microsoft=None))
    assert edge.get("", "/me", token=minted(edge.office).text)["agent"]["name"] == "Zapier"

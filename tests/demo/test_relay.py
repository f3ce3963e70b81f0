"""The events have the shapes that Google documents, and only the service's own address gets them."""

import dataclasses

import pytest

from server.demo.issuer import CLIENT_ID
from server.demo.relay import EMAIL_SCOPE, LOCALE_SCOPE, METADATA_SCOPE, Call
from server.demo.run import RunningDemo
from tests.demo.scripted import ScriptedService, pushed, text
from tests.demo.test_issuer import claims


def call(demo: RunningDemo, path: str = "/gmail/message", **more: object) -> Call:
    jonas = demo.workspace.person("jonas")
    plain = Call(person=jonas, url=demo.relay.public_url + path, message=demo.store.of("jonas")[0])
    return dataclasses.replace(plain, **more)  # type: ignore[arg-type]


def part(event: dict[str, object], name: str) -> dict[str, object]:
    found = event[name]
    assert isinstance(found, dict)
    return found


def test_the_event_of_an_opened_message(demo: RunningDemo) -> None:
    copy = demo.store.of("jonas")[0]
    event = demo.relay.event(call(demo))
    assert event["commonEventObject"] == {
        "hostApp": "GMAIL",
        "platform": "WEB",
        "userLocale": "de",
        "timeZone": {"id": "Europe/Vienna", "offset": 3_600_000},
    }
    assert set(part(event, "authorizationEventObject")) == {
        "userOAuthToken",
        "userIdToken",
        "systemIdToken",
        "authorizedScopes",
    }
    gmail = part(event, "gmail")
    assert gmail["messageId"] == f"msg-f:{int(copy.id, 16)}"
    assert gmail["threadId"] == f"thread-f:{int(copy.thread_id, 16)}"
    assert demo.issuer.message_of(str(gmail["accessToken"])) == ("jonas", copy.id)


def test_the_homepage_s_event_has_an_empty_gmail_part(demo: RunningDemo) -> None:
    assert demo.relay.event(call(demo, "/gmail/home", message=None))["gmail"] == {}


def test_empty_inputs_are_left_out(demo: RunningDemo) -> None:
    inputs = {
        "comment": {"stringInputs": {"value": ["Hallo"]}},
        "empty": {"stringInputs": {"value": [""]}},
        "nothing": {"stringInputs": {"value": []}},
        "until": {"dateTimeInput": {"msSinceEpoch": "1767225600000", "hasDate": True, "hasTime": True}},
    }
    common = part(
        demo.relay.event(call(demo, form_inputs=inputs, parameters={"op": "x"})), "commonEventObject"
    )
    assert common["formInputs"] == {name: inputs[name] for name in ("comment", "until")}
    assert common["parameters"] == {"op": "x"}


@pytest.mark.parametrize("value", [{"text": "x"}, {}, {"stringInputs": {"value": []}, "dateInput": {}}, "x"])
def test_a_form_input_of_no_known_form_is_refused(demo: RunningDemo, value: object) -> None:
    with pytest.raises(ValueError):
        demo.relay.event(call(demo, form_inputs={"a": value}))


def test_what_was_not_granted_is_missing(demo: RunningDemo) -> None:
    jonas = demo.workspace.person("jonas")
    demo.relay.withhold(jonas, frozenset({EMAIL_SCOPE, METADATA_SCOPE, LOCALE_SCOPE}))
    event = demo.relay.event(call(demo))
    assert "userIdToken" not in part(event, "authorizationEventObject")
    assert "accessToken" not in part(event, "gmail")
    assert "userLocale" not in part(event, "commonEventObject")
    demo.relay.grant(jonas, frozenset({EMAIL_SCOPE}))
    assert "userIdToken" in part(demo.relay.event(call(demo)), "authorizationEventObject")


def test_the_service_gets_tokens_made_for_its_endpoint(demo: RunningDemo, service: ScriptedService) -> None:
    service.answers["/gmail/message"] = pushed({"sections": [{"widgets": [text("Hallo")]}]})
    wanted = call(demo)
    answer = demo.relay.send(wanted)
    assert (answer.status, answer.card) == (200, service.answers["/gmail/message"])
    [seen] = service.seen
    system = seen.authorization.removeprefix("Bearer ")
    assert claims(demo.issuer, system, wanted.url)["iss"] == demo.issuer.url
    person = seen.event["authorizationEventObject"]["userIdToken"]
    assert claims(demo.issuer, person, CLIENT_ID)["email"] == wanted.person.address


def test_an_address_outside_the_add_on_is_refused(demo: RunningDemo, service: ScriptedService) -> None:
    for url in ("https://evil.example/gmail/act", demo.relay.public_url + ".evil.example/x"):
        assert "outside" in demo.relay.send(call(demo, url=url)).fault
    assert service.seen == []


def test_failures_of_the_service_are_named(demo: RunningDemo, service: ScriptedService) -> None:
    assert demo.relay.send(call(demo)).fault == "HTTP 500"
    service.answers["/gmail/message"] = "<html>"
    assert demo.relay.send(call(demo)).fault == "the answer is no JSON"

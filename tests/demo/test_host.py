"""The page's own interface: on loopback, for its own page, and never more than a person's own mail."""

import pytest
from flask.testing import FlaskClient

from server.demo.drafts import Drafts
from server.demo.host import Host
from server.demo.run import RunningDemo, start

NOW = 1_795_000_000_000


@pytest.fixture
def client(demo: RunningDemo) -> FlaskClient:
    return Host(store=demo.store, relay=demo.relay, now_ms=lambda: NOW).app().test_client()


def test_the_page_allows_no_foreign_script(client: FlaskClient, demo: RunningDemo) -> None:
    response = client.get("/")
    response.close()
    policy = response.headers["Content-Security-Policy"]
    assert response.status_code == 200
    assert response.mimetype == "text/html"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert demo.relay.service_url in policy


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Host": "127.0.0.1.evil.example"}, {"Origin": "https://evil.example"}],
)
def test_foreign_hosts_and_pages_are_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.get("/api/start", headers=headers).status_code == 403


def test_five_people_can_sit_here(client: FlaskClient) -> None:
    people = client.get("/api/start").get_json()["people"]
    assert [person["name"] for person in people] == [
        "Jonas Weber",
        "Mia Berger",
        "Eva Vogt",
        "Lena Kurz",
        "Tom Gast",
    ]


def test_the_list_shows_threads_newest_first(client: FlaskClient) -> None:
    threads = client.get("/api/mail?agent=mia").get_json()["threads"]
    times = [thread["at"] for thread in threads]
    assert times == sorted(times, reverse=True)
    [delivery] = [thread for thread in threads if thread["subject"] == "Lieferung unvollständig"]
    assert delivery["count"] == 4


def test_encoded_subjects_are_shown_decoded(client: FlaskClient) -> None:
    subjects = [thread["subject"] for thread in client.get("/api/mail?agent=mia").get_json()["threads"]]
    assert any("pièces détachées" in subject for subject in subjects)


def test_a_mail_is_found_by_its_message_id_and_through_a_colleague(
    client: FlaskClient, demo: RunningDemo
) -> None:
    mine = demo.store.of("jonas")
    copy = next(c for c in mine if "4711" in c.header("Subject"))
    by_message_id = client.get("/api/find", query_string={"agent": "jonas", "id": copy.header("Message-ID")})
    assert by_message_id.get_json()["id"] == copy.id
    theirs = client.get("/api/find", query_string={"agent": "eva", "from": "jonas", "id": copy.id}).get_json()
    assert theirs["id"] != copy.id
    assert (
        client.get("/api/find", query_string={"agent": "tom", "from": "jonas", "id": copy.id}).status_code
        == 404
    )


@pytest.mark.parametrize("path", ["/api/mail?agent=nobody", "/api/threads/ffff?agent=tom", "/nowhere"])
def test_what_is_not_there_is_said_in_json(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.get_json()["error"]


def test_a_letter_needs_words(client: FlaskClient, demo: RunningDemo) -> None:
    copy = demo.store.of("jonas")[0]
    assert client.post("/api/send?agent=jonas", json={"message": copy.id, "text": " "}).status_code == 400


def test_an_answer_to_ones_own_mail_goes_to_the_customer_again(
    client: FlaskClient, demo: RunningDemo
) -> None:
    own = next(
        one for one in demo.store.of("jonas") if "SENT" in one.labels and "Export" in one.header("Subject")
    )
    sent = client.post("/api/send?agent=jonas", json={"message": own.id, "text": "Noch etwas"}).get_json()
    assert "grace@lindqvist-studio.example" in sent["to"]
    assert "jonas.weber@kontor.example" not in sent["to"]


def test_a_created_draft_shows_its_own_recipients_and_lines(demo: RunningDemo) -> None:
    drafts = Drafts()
    raw = b"To: Petra <petra@huber.example>\r\nSubject: Re: Angebot\r\n\r\nGuten Tag,\r\n\r\ndas geht.\r\n"
    made = drafts.add("jonas", "1", raw)
    host = Host(store=demo.store, relay=demo.relay, now_ms=lambda: NOW, drafts=drafts)
    shown = host.app().test_client().get(f"/api/drafts/{made.id}?agent=jonas").get_json()
    assert shown == {"text": "Guten Tag,\n\ndas geht.", "subject": "Re: Angebot", "to": "petra@huber.example"}


def test_a_service_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError):
        start(service_url="https://randnotiz.example")


def test_the_service_is_told_whom_to_trust(demo: RunningDemo) -> None:
    environment = demo.service_environment()
    assert environment["RANDNOTIZ_GOOGLE_ISSUER"] == demo.issuer.url
    assert all(name.startswith("RANDNOTIZ_") for name in environment)

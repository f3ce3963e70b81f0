"""A workspace in which one person left traces everywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from server.domain.catalogue import Field
from server.domain.conversation import Change, event
from server.domain.mailheaders import Headers
from server.store.commit import Store
from server.store.gmail import GmailIds, Mapped
from server.usecases import comments, conversations
from server.usecases.comments import Draft
from server.usecases.upkeep import CLOCKWORK
from tests.support.office import NOW, Office, mail, open_office

ADDRESS = "adalbert.quittenbaum@mühle.example"
ENCODED = "adalbert.quittenbaum@xn--mhle-0ra.example"
SECRETS = (
    "adalbert",
    "quittenbaum",
    "xn--mhle-0ra",
    "mühle.example",
    "Krankmeldung",
    "Kundin-4711",
    "geheime-id",
)


@dataclass
class Traced:
    """The office with the conversations by name."""

    office: Office
    own: str
    other: str
    copied: str
    stranger: str


@pytest.fixture
def office(store: Store, workspace: str) -> Office:
    """A fresh workspace whose admin is Mona, with a clock of its own."""
    made = open_office(store, workspace)
    mona = made.inbox.directory.agents["mona"]
    made.workspaces.directories.put(made.id, replace(mona, admin=True), before=mona)
    return made


@pytest.fixture
def traced(office: Office) -> Traced:
    """Mail from, to and about Adalbert Quittenbaum, and comments that name him in several ways."""
    return leave_traces(office)


def leave_traces(office: Office) -> Traced:
    """Let the person write, be written about, be in copy, and be named by colleagues."""
    sender = f'"Quittenbaum, Adalbert" <{ENCODED.upper()}>'
    first = office.deliver(
        mail("geheime-id-1@mail.xn--mhle-0ra.example", sender=sender, subject="Krankmeldung")
    )
    own = first.conversation or ""
    office.deliver(
        mail(
            "antwort@firma.example",
            sender="anna@firma.example",
            to=ENCODED,
            refers=("geheime-id-1@mail.xn--mhle-0ra.example",),
            subject="Re: Krankmeldung",
            at=NOW + 1,
        ),
        sent_by="anna",
    )
    _comment(office, own, "Frau Müller, ruf Adalbert an, er ist Quittenbaums Sohn. @Ben bitte")
    _note(office, own, "kunde", "Kundin-4711")
    other = (
        office.deliver(
            mail("o@see.example", sender="eva@see.example", subject="Zu Adalbert  Quittenbaum")
        ).conversation
        or ""
    )
    _comment(office, other, "Quittenbaum, Adalbert hat von Adalbert.Quittenbaum@MÜHLE.example geschrieben")
    conversations.add_tag(office.inbox, office.asked("anna"), conversation=other, tag="adalbert quittenbaum")
    _note(office, other, "kunde", f"siehe {ADDRESS}")
    copied = (
        office.deliver(
            mail("c@see.example", sender="uwe@see.example", Cc=f"Adalbert Quittenbaum <{ENCODED}>")
        ).conversation
        or ""
    )
    stranger = (
        office.deliver(mail("s@see.example", sender="olga@see.example", subject="Baum fällt")).conversation
        or ""
    )
    _comment(office, stranger, "Der Baum steht bei der Mühle. @Ben")
    of = office.inbox.conversations
    sender_digest = of.digests.sender(ENCODED)
    GmailIds(of.store, of.keys, of.digests, {}).remember("anna", ["g1"], Mapped(own, "key", sender_digest))
    return Traced(office, own, other, copied, stranger)


def _begun(office: Office, headers: Headers) -> str:
    return office.deliver(headers).conversation or ""


def _comment(office: Office, conversation: str, text: str) -> None:
    comments.add_comment(office.inbox, office.asked("anna"), conversation=conversation, draft=Draft(text))


def _note(office: Office, conversation: str, field: str, value: str) -> None:
    """Let a custom field say something, as an act of an agent does."""
    if field not in office.inbox.directory.fields:
        office.workspaces.directories.put(office.id, Field(field, "Kunde"), before=None)
    record = office.conversation(conversation)
    told = event("field_changed", CLOCKWORK, NOW, field=field, name="Kunde", kind="text", to=value, before="")
    after = replace(record, fields={**record.fields, field: value})
    office.inbox.conversations.commit(record, Change(after, (told,)), request=None)

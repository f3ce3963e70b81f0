"""What people keep beside conversations names nobody who was erased, and stands in what is told about them (R16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from server.domain.catalogue import SavedView, Template
from server.domain.drafts import ReviewState
from server.store.codec import encode
from server.store.templates import Templates
from server.usecases import arranging, following, linking, review, tidying
from server.usecases.privacy.finding import about
from server.usecases.privacy.former import renamed
from server.usecases.settings.agents import deactivate_agent
from server.usecases.settings.views import create_view
from tests.support.office import Office, mail
from tests.usecases.privacy.conftest import ADDRESS, ENCODED, Traced
from tests.usecases.privacy.test_erasing import BOSS, asked, erased, faults, left


def put_template(office: Office, agent: str, text: str) -> None:
    of = office.inbox.conversations
    Templates(of.store, of.keys, of.digests).keep(agent, Template("t1", "Gruß", {"de": text}))


def put_view(office: Office, agent: str, query: str) -> None:
    of = office.inbox.conversations
    of.store.write("HSET", of.keys.own_views(agent), "v1", encode(SavedView("v1", "Meine", query)))


def kept(office: Office, agent: str) -> str:
    of, keys = office.inbox.conversations, office.inbox.conversations.keys
    names = keys.own_templates(agent), keys.own_template_uses(agent), keys.own_views(agent)
    return str([found for found in of.store.read([("HGETALL", name) for name in names]) if found])


def blocked(traced: Traced) -> None:
    asked = traced.office.asked("anna")
    arranging.block_sender(traced.office.inbox, asked, conversation=traced.own, blocked=True)


def drafted(traced: Traced) -> None:
    for name, text in ((traced.own, "Guten Tag"), (traced.stranger, "Wie Adalbert Quittenbaum sagt")):
        review.ask_review(
            traced.office.inbox,
            traced.office.asked("anna"),
            conversation=name,
            text=text,
            reviewer="agent:ben",
            seen=None,
        )


def written(traced: Traced) -> None:
    put_template(traced.office, "ben", "Liebe Grüße an Adalbert Quittenbaum")
    put_view(traced.office, "ben", f"from:{ADDRESS}")


def merged(traced: Traced) -> None:
    asked = traced.office.asked("anna")
    tidying.merge(traced.office.inbox, asked, source=traced.other, into=traced.stranger)


LEFT: dict[str, Callable[[Traced], None]] = {one.__name__: one for one in (blocked, drafted, written, merged)}


@pytest.mark.parametrize("what", LEFT)
def test_an_erasure_finds_what_was_left_together(traced: Traced, what: str) -> None:
    LEFT[what](traced)
    job = erased(traced.office)
    assert job.left == ()
    assert left(traced.office) == []
    assert faults(traced.office) == []
    assert traced.office.inbox.directory.mailboxes["support"].blocked == ()


def test_a_shared_view_that_names_them_is_reported_for_an_admin_to_change(traced: Traced) -> None:
    create_view(traced.office.inbox, SavedView("v9", "Quittenbaum", f"from:{ADDRESS}"))
    assert [one.partition(":")[0] for one in erased(traced.office).left] == ["savedview"]


def test_a_draft_to_somebody_who_was_erased_is_gone_and_others_stay(traced: Traced) -> None:
    drafted(traced)
    office = traced.office
    other = office.deliver(mail("z@see.example", sender="zoe@see.example")).conversation or ""
    review.ask_review(
        office.inbox, office.asked("anna"), conversation=other, text="Hallo", reviewer="agent:ben", seen=None
    )
    erased(office)
    assert office.conversation(traced.own).review is None
    assert office.conversation(traced.stranger).review is None
    found = office.conversation(other).review
    assert found is not None
    assert found.state is ReviewState.ASKED


def test_a_merge_is_undone_after_an_erasure_without_bringing_anything_back(traced: Traced) -> None:
    merged(traced)
    office = traced.office
    erased(office)
    tidying.unmerge(office.inbox, office.asked("anna"), source=traced.other, target=traced.stranger)
    assert left(office) == []
    assert faults(office) == []


def test_whoever_asks_is_told_of_drafts_links_and_blocking(traced: Traced) -> None:
    drafted(traced)
    linking.link(
        traced.office.inbox,
        traced.office.asked("anna"),
        conversation=traced.own,
        other=traced.stranger,
        kind="related",
    )
    blocked(traced)
    found = {str(one.facts["id"]): one for one in about(traced.office.inbox, ADDRESS, actor=BOSS)}
    own = found[traced.own].facts
    assert "Guten Tag" in str(own["draft"])
    assert own["links"] == [f"related:{traced.stranger}"]
    assert "Quittenbaum" in str(found[traced.stranger].facts["draft"])
    assert found["support"].kind == "blocked"
    assert found["support"].facts["addresses"] == [ENCODED]


def test_an_agent_is_told_what_they_keep_and_follow(traced: Traced) -> None:
    office = traced.office
    put_template(office, "ben", "Herzlich")
    put_view(office, "ben", "status:open")
    following.follow(office.inbox, office.asked("ben"), conversation=traced.own)
    found = {one.kind: one.facts for one in about(office.inbox, "ben@firma.example", actor=BOSS)}
    assert found["template"]["texts"] == {"de": "Herzlich"}
    assert found["view"]["query"] == "status:open"
    assert found["following"]["conversations"] == [traced.own]


def test_what_somebody_kept_goes_when_they_leave(traced: Traced) -> None:
    office = traced.office
    put_template(office, "ben", "Herzlich")
    put_view(office, "ben", "status:open")
    put_template(office, "anna", "Freundlich")
    deactivate_agent(office.inbox, office.inbox.directory.agents["ben"])
    assert kept(office, "ben") == "[]"
    assert "Freundlich" in kept(office, "anna")


def test_who_left_for_good_follows_nothing(traced: Traced) -> None:
    office = traced.office
    following.follow(office.inbox, office.asked("ben"), conversation=traced.own)
    ben = office.inbox.directory.agents["ben"]
    deactivate_agent(office.inbox, ben)
    assert office.conversation(traced.own).followers == ("ben",)
    renamed(office.inbox, "ben")
    assert office.conversation(traced.own).followers == ()
    assert faults(office) == []


def test_what_is_blocked_counts_in_no_dry_run(traced: Traced) -> None:
    office = traced.office
    before = office.inbox.directory.mailboxes["support"]
    office.workspaces.directories.put(
        office.id, replace(before, blocked=(ENCODED, "x@see.example")), before=before
    )
    asked(office)
    assert ENCODED in office.inbox.directory.mailboxes["support"].blocked
    erased(office)
    assert office.inbox.directory.mailboxes["support"].blocked == ("x@see.example",)

"""Everybody who might ask for something, each in a role of their own."""

from __future__ import annotations

from server.domain.vocabulary import Role
from server.domain.workspace import Member

AGENTS = {
    "admin": "adam",
    "manager": "mona",
    "manager-unlisted": "max",
    "agent": "ben",
    "agent-unlisted": "anna",
    "given": "otto",
    "given-by-team": "tess",
    "given-nothing": "oskar",
    "viewer": "vera",
    "viewer-unlisted": "viola",
    "light": "lio",
    "light-unlisted": "lisa",
    "light-follower": "fred",
    "light-unnamed": "lena",
    "elsewhere": "hanna",
    "outsider": "nina",
    "removed": "rolf",
    "emergency": "emma",
    "emergency-ended": "emil",
    "deactivated": "dora",
}
"""Principal → their id as an agent of the workspace."""
FOREIGNER = "erin"
"""Manager of mailboxes with the same names in another workspace."""
STRANGER = "tom"
"""Of the workspace's tenant, and no agent."""

ADMINS = frozenset({"adam", "emma", "emil"})
LISTED = (
    "adam",
    "ben",
    "emil",
    "fred",
    "hanna",
    "lena",
    "lio",
    "mona",
    "nina",
    "oskar",
    "otto",
    "rolf",
    "vera",
)
"""On the list of the confidential conversation; the list narrows and never grants (A2)."""
HOUR = 3_600_000


def support(now: int) -> dict[str, Member]:
    """The members of mailbox support, among them somebody who will be removed in a moment."""
    given, light = Member(Role.AGENT, only_assigned=True), Member(Role.LIGHT)
    return {
        "mona": Member(Role.MANAGER),
        "max": Member(Role.MANAGER),
        "ben": Member(Role.AGENT),
        "anna": Member(Role.AGENT),
        "rolf": Member(Role.AGENT),
        "dora": Member(Role.AGENT),
        "vera": Member(Role.VIEWER),
        "viola": Member(Role.VIEWER),
        "emma": Member(Role.VIEWER, until=now + HOUR),
        "emil": Member(Role.VIEWER, until=now - 1),
        **dict.fromkeys(("otto", "tess", "oskar"), given),
        **dict.fromkeys(("lio", "lisa", "fred", "lena"), light),
    }


HR = {"mona": Member(Role.MANAGER), "hanna": Member(Role.AGENT)}

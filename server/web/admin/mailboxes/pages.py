"""The table of the pages of mailboxes."""

from __future__ import annotations

from typing import Final

from server.web.admin.mailboxes import catalogue, forms, founding, general, members, privacy, replies
from server.web.admin.page import Page, Right

_ONE: Final = "/mailboxes/<mailbox>"
_MEMBERS: Final = f"{_ONE}/members"

PAGES: tuple[Page, ...] = (
    Page(method="GET", path="/mailboxes", name="mailboxes", right=Right.ADMIN, handler=founding.show),
    Page(
        method="POST",
        path="/mailboxes",
        name="mailboxes.add",
        right=Right.ADMIN,
        handler=founding.add,
        form=forms.NewMailbox,
        again="mailboxes",
    ),
    Page(method="GET", path=_ONE, name="mailbox", right=Right.MANAGER, handler=general.show),
    Page(
        method="POST",
        path=_ONE,
        name="mailbox.save",
        right=Right.MANAGER,
        handler=general.save,
        form=forms.General,
        again="mailbox",
    ),
    Page(
        method="POST",
        path=f"{_ONE}/lists",
        name="mailbox.lists",
        right=Right.MANAGER,
        handler=general.lists,
        form=forms.ListId,
        again="mailbox",
    ),
    Page(method="GET", path=_MEMBERS, name="mailbox.members", right=Right.MANAGER, handler=members.show),
    Page(
        method="POST",
        path=_MEMBERS,
        name="mailbox.members.save",
        right=Right.MANAGER,
        handler=members.save,
        form=forms.Members,
        again="mailbox.members",
    ),
    Page(
        method="POST",
        path=f"{_MEMBERS}/add",
        name="mailbox.members.add",
        right=Right.MANAGER,
        handler=members.add,
        form=forms.NewMembers,
        again="mailbox.members",
    ),
    Page(
        method="GET",
        path=f"{_MEMBERS}/<agent>/remove",
        name="mailbox.member.remove",
        right=Right.MANAGER,
        handler=members.ask_remove,
    ),
    Page(
        method="POST",
        path=f"{_MEMBERS}/<agent>/remove",
        name="mailbox.member.removed",
        right=Right.MANAGER,
        handler=members.remove,
        again="mailbox.member.remove",
    ),
    Page(
        method="GET",
        path=f"{_ONE}/replies",
        name="mailbox.replies",
        right=Right.MANAGER,
        handler=replies.show,
    ),
    Page(
        method="POST",
        path=f"{_ONE}/replies",
        name="mailbox.replies.save",
        right=Right.MANAGER,
        handler=replies.save,
        form=forms.Replies,
        again="mailbox.replies",
    ),
    Page(
        method="GET",
        path=f"{_ONE}/templates",
        name="mailbox.templates",
        right=Right.MANAGER,
        handler=catalogue.templates,
    ),
    Page(
        method="GET",
        path=f"{_ONE}/catalogue",
        name="mailbox.catalogue",
        right=Right.MANAGER,
        handler=catalogue.show,
    ),
    Page(
        method="GET",
        path=f"{_ONE}/privacy",
        name="mailbox.privacy",
        right=Right.MANAGER,
        handler=privacy.show,
    ),
    Page(
        method="POST",
        path=f"{_ONE}/privacy",
        name="mailbox.privacy.save",
        right=Right.MANAGER,
        handler=privacy.save,
        form=forms.Privacy,
        again="mailbox.privacy",
    ),
    Page(
        method="GET",
        path=f"{_ONE}/remove",
        name="mailbox.remove",
        right=Right.ADMIN,
        handler=founding.ask_remove,
    ),
    Page(
        method="POST",
        path=f"{_ONE}/remove",
        name="mailbox.removed",
        right=Right.ADMIN,
        handler=founding.remove,
        again="mailbox.remove",
    ),
)

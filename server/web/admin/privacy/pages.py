"""The table of the pages about privacy."""

from __future__ import annotations

from marshmallow import Schema

from server.web.admin.page import Handler, Page, Right
from server.web.admin.privacy import forms, jobs, overview

_JOB = "/privacy/jobs/<job>"
_CONVERSATION = "/privacy/conversations/<conversation>"


def _shown(path: str, name: str, handler: Handler) -> Page:
    return Page(method="GET", path=path, name=name, right=Right.ADMIN, handler=handler)


def _sent(
    path: str, name: str, handler: Handler, form: type[Schema] | None = None, again: str = "privacy"
) -> Page:
    return Page(
        method="POST", path=path, name=name, right=Right.ADMIN, handler=handler, form=form, again=again
    )


PAGES: tuple[Page, ...] = (
    _shown("/privacy", "privacy", overview.show),
    _sent("/privacy/about", "privacy.about", overview.about, forms.About),
    _sent("/privacy/erase", "privacy.erase", jobs.erase, forms.Erase),
    _sent("/privacy/subjects", "privacy.subjects", jobs.subjects),
    _shown(_JOB, "privacy.job", jobs.show),
    _sent(f"{_JOB}/confirm", "privacy.job.confirm", jobs.confirm, forms.Confirm, "privacy.job"),
    _sent(f"{_JOB}/cancel", "privacy.job.cancel", jobs.cancel, None, "privacy.job"),
    _shown("/privacy/held", "privacy.held", overview.held),
    _sent("/privacy/hold", "privacy.hold", overview.hold, forms.Hold),
    _sent("/privacy/release", "privacy.release", overview.release, forms.Release),
    _shown("/privacy/retention", "privacy.retention", overview.retention),
    _sent("/privacy/delete", "privacy.delete", overview.ask_delete, forms.Delete),
    _shown(_CONVERSATION, "privacy.conversation", overview.confirm_delete),
    _sent(_CONVERSATION, "privacy.conversation.delete", overview.delete, None, "privacy.conversation"),
    _sent("/privacy/emergency", "privacy.emergency", overview.begin_emergency, forms.Emergency),
    _sent("/privacy/emergency/end", "privacy.emergency.end", overview.end_emergency, forms.End),
)

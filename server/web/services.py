"""What the HTTP edge is handed: collaborators known by what they do, never by their classes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from server.domain.errors import Unavailable
from server.usecases.checkup import Checkup
from server.usecases.delivering import Outside
from server.usecases.opening import Shown
from server.usecases.signing_in import Provider
from server.usecases.workspaces import Workspaces
from server.web.events import GmailEvent
from server.web.metrics import Metrics


class Identity(Protocol):
    """A person as Google knows them."""

    @property
    def sub(self) -> str:
        """Google's stable id of the person."""

    @property
    def email(self) -> str:
        """Their verified address, in lower case."""

    @property
    def hd(self) -> str | None:
        """Their Workspace domain, if they have one."""


class GoogleVerifier(Protocol):
    """Checks Google's two ID tokens; both methods raise Unauthenticated or Unavailable."""

    def verify_system(self, token: str, audience: str) -> None:
        """Pass only Google's own call for this add-on to the address `audience`."""

    def verify_user(self, token: str) -> Identity:
        """Tell who uses the add-on."""


class MicrosoftIdentity(Protocol):
    """A person as Entra knows them."""

    @property
    def tenant(self) -> str:
        """The tenant they signed in to."""

    @property
    def subject(self) -> str:
        """Their object id in it, which never changes."""

    @property
    def username(self) -> str:
        """Their user name, which may change, in lower case."""

    @property
    def guest(self) -> bool:
        """Whether the tenant only has them as a guest."""


class MicrosoftVerifier(Protocol):
    """Checks Entra's access tokens for our API; raises Unauthenticated or Unavailable."""

    def verify(self, token: str) -> MicrosoftIdentity:
        """Tell who calls."""


class CreatedDraft(Protocol):
    """A draft that now stands in the person's own Gmail."""

    @property
    def draft_id(self) -> str:
        """Gmail's id of the draft."""

    @property
    def thread_id(self) -> str:
        """Gmail's id of its thread."""


class Readiness(Protocol):
    """Looks whether the parts that an answer needs are there."""

    def ready(self) -> Sequence[str]:
        """Name what is wrong, one line each with what to do; nothing means ready."""


class Translate(Protocol):
    """Words of one language."""

    def gettext(self, message: str, /, **facts: object) -> str:
        """Translate one text and fill in its facts."""

    def ngettext(self, singular: str, plural: str, n: int, /, **facts: object) -> str:
        """Translate a text that depends on a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the pages in Outlook are filled with; `scope` is the one our API demands (OUTLOOK.md 3.1)."""

    client_id: str
    authority: str
    scope: str
    office_js_url: str


GmailReply = Callable[[GmailEvent, str, Collection[str]], CreatedDraft]


def no_gmail(*_: object) -> CreatedDraft:
    """Stand where there is no Gmail."""
    raise Unavailable("Gmail cannot be reached just now. Please try again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that the edge needs; `public_url` has no trailing slash.

    `gmail_mail` names the open mail of an event and reads it with the event's own tokens; `gmail_ids` are the
    ids of mail and thread that an event names; `clock` gives ms
    UTC. `office` answers None until the Outlook side is set up; `operator` says who runs this installation;
    `sign_in` has `google` and `microsoft` as far as people may sign in to the settings with them. These three
    may answer otherwise next time, without a restart. `checkup` looks at the world outside for the guide.
    `gmail_reply` creates a draft that answers an event's open mail with a text, but copies nobody among the given
    addresses. `legal` is what the named workspace, or the only one, adds to the public pages.
    """

    public_url: str
    google: GoogleVerifier
    readiness: Readiness
    metrics: Metrics
    workspaces: Workspaces
    gmail_mail: Callable[[GmailEvent], Shown]
    translator: Callable[[str], Translate]
    clock: Callable[[], int]
    microsoft: MicrosoftVerifier | None = None
    office: Callable[[], Office | None] = lambda: None
    operator: Callable[[], str] = str
    legal: Callable[[str], str] = lambda _: ""
    sign_in: Callable[[], Mapping[str, Provider]] = dict
    checkup: Checkup | None = None
    outside: Outside | None = None
    gmail_reply: GmailReply = no_gmail
    gmail_ids: Callable[[GmailEvent], tuple[str, ...]] = lambda _: ()

    @property
    def way_out(self) -> Outside:
        """The guarded way to addresses that people typed."""
        if self.outside is None:
            raise LookupError("these services lead nowhere outside")
        return self.outside

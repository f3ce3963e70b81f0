"""The one place that knows every concrete class and puts them together; nothing here happens at import."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ulid import ULID
from urllib3 import PoolManager

from server.domain.installation import Installation
from server.i18n import translator
from server.installed import InstalledGoogle, InstalledMicrosoft, Remade
from server.later import later
from server.providers import http
from server.providers.certificates import Certificates
from server.providers.entra import EntraTokens, signing_keys
from server.providers.gmail import GmailMessage, GmailReader, GmailTokens, rest_id
from server.providers.gmail_drafts import READ_BUDGET, GmailDrafts
from server.providers.guarded import Guarded
from server.providers.identity import GoogleTokens
from server.providers.remembered import Remembered
from server.providers.signin_google import GoogleSignIn
from server.providers.signin_microsoft import MicrosoftSignIn
from server.settings import Settings, SettingsError
from server.store import checks, functions
from server.store.commit import Store
from server.store.connection import Client, connect
from server.store.directories import Directories
from server.store.gmail import thread_name
from server.store.installation import InstallationStore
from server.store.looks import Looks
from server.store.reach import reaching
from server.store.secrets import SecretBox
from server.usecases.checkup import Checkup
from server.usecases.installations import Installations
from server.usecases.legal import legal_text
from server.usecases.opening import Shown
from server.usecases.signing_in import Provider
from server.usecases.workspaces import Workspaces
from server.web.events import GmailEvent
from server.web.metrics import Metrics
from server.web.services import CreatedDraft, GmailReply, Office, Services


def milliseconds() -> int:
    """This machine's clock, in ms UTC."""
    return time.time_ns() // 1_000_000


def _steady() -> float:
    """A clock for pauses, in ms: nobody can set it back."""
    return time.monotonic() * 1_000


def new_id() -> str:
    """A fresh id that sorts by time of making and tells nothing else."""
    return str(ULID()).lower()


def workspaces(client: Client, settings: Settings, *, metrics: Metrics | None = None) -> Workspaces:
    """All workspaces of the store behind a client, with the function library loaded; calls are counted if asked."""
    functions.ensure(client)
    store = Store(client, metrics.store_call) if metrics else Store(client)
    box = SecretBox(settings.secret_keys)
    installations = Installations(InstallationStore(store, box), said(settings), _steady)
    return Workspaces(store, Directories(store, box), installations, milliseconds, new_id)


def said(settings: Settings) -> Installation:
    """What the environment says about this installation; it wins over what was entered."""
    return Installation(
        google_service_account=settings.google_service_account,
        google_client_id=settings.google_client_id,
        google_web_client_id=settings.google_web_client_id,
        google_web_client_secret=settings.google_web_client_secret,
        microsoft_client_id=settings.microsoft_client_id,
        microsoft_app_id_uri=settings.microsoft_app_id_uri,
        microsoft_client_secret=settings.microsoft_client_secret,
        microsoft_clients=tuple(sorted(settings.microsoft_clients)),
        operator=settings.operator,
        mail_receivers=tuple(sorted(settings.mail_receivers)),
    )


def connected(settings: Settings, url: str) -> Workspaces:
    """The same behind a store's URL; Unavailable if it cannot be reached."""
    return reaching(lambda: workspaces(connect(url), settings), attempts=1)


def outside(settings: Settings) -> Guarded:
    """The way to addresses that people typed; to this machine itself only where people reach us on it alone."""
    return Guarded(loopback=settings.loopback)


def services(settings: Settings) -> Services:
    """Everything the web edge needs; refuses with one line per fault if the store is not fit to be one."""
    if settings.redis_url is None:
        raise SettingsError(("RANDNOTIZ_REDIS_URL is not set; set it, or run `randnotiz serve`",))
    client = connect(settings.redis_url)
    findings = checks.examine(client)
    if findings.faults:
        raise SettingsError(tuple(findings.faults))
    metrics = Metrics(folder=settings.metrics_folder)
    pool = http.connections()
    all_workspaces = replace(workspaces(client, settings, metrics=metrics), looks=Looks(later()))
    installed = all_workspaces.installations.current
    return Services(
        public_url=settings.public_url,
        google=InstalledGoogle(Remade(installed, _google(settings, pool))),
        readiness=checks.Readiness(client),
        metrics=metrics,
        workspaces=all_workspaces,
        gmail_ids=_gmail_ids,
        gmail_mail=_gmail_mail(GmailReader(settings.gmail_api_url, pool, observe=metrics.gmail_call)),
        gmail_reply=_gmail_reply(settings, pool, metrics),
        translator=translator,
        clock=milliseconds,
        microsoft=InstalledMicrosoft(
            Remade(installed, _microsoft(settings, pool, all_workspaces.directories))
        ),
        office=Remade(installed, lambda values: _office(settings, values)),
        operator=lambda: installed().operator,
        legal=lambda workspace: legal_text(all_workspaces, workspace),
        outside=outside(settings),
        sign_in=_sign_in(settings, pool, all_workspaces),
        checkup=checkup(settings, all_workspaces.store),
    )


def checkup(settings: Settings, store: Store) -> Checkup:
    """What looks whether we are reached, and whether we reach Google and Microsoft."""
    authority = settings.microsoft_authority
    return Checkup(
        store=store,
        public_url=settings.public_url,
        local=settings.loopback,
        key=settings.secret_keys[0],
        fetch=outside(settings),
        looks={"google": settings.google_certs_url, "microsoft": f"{authority}/common/discovery/v2.0/keys"},
        tenants=lambda tenant: f"{authority}/{tenant}/v2.0/.well-known/openid-configuration",
        clock=milliseconds,
    )


def _sign_in(
    settings: Settings, pool: PoolManager, all_workspaces: Workspaces
) -> Callable[[], Mapping[str, Provider]]:
    """The sign-ins that are set up, made anew when what is installed changes."""
    google = GoogleTokens(
        service_account="",
        client_id="",
        issuer=settings.google_issuer,
        certs_url=settings.google_certs_url,
        certificates=Certificates(pool, url=settings.google_certs_url, clock=milliseconds),
        remembered=Remembered(clock=milliseconds),
        clock=milliseconds,
    )
    directories = all_workspaces.directories
    microsoft = EntraTokens(
        audiences=(),
        clients=(),
        issuer=settings.microsoft_authority,
        keys=signing_keys(pool, authority=settings.microsoft_authority, clock=milliseconds),
        known_tenant=lambda tenant: directories.workspace_of_tenant(tenant) is not None,
        remembered=Remembered(clock=milliseconds),
    )

    def make(values: Installation) -> Mapping[str, Provider]:
        found: dict[str, Provider] = {}
        if values.google_sign_in:
            found["google"] = GoogleSignIn(
                client_id=values.google_web_client_id,
                client_secret=values.google_web_client_secret,
                auth_url=settings.google_auth_url,
                token_url=settings.google_token_url,
                tokens=google,
                pool=pool,
            )
        if values.microsoft_sign_in:
            found["microsoft"] = MicrosoftSignIn(
                client_id=values.microsoft_client_id,
                client_secret=values.microsoft_client_secret,
                authority=settings.microsoft_authority,
                tokens=microsoft,
                pool=pool,
            )
        return found

    remade = Remade(all_workspaces.installations.current, make)
    return lambda: remade() or {}


def _google(settings: Settings, pool: PoolManager) -> Callable[[Installation], GoogleTokens | None]:
    certificates = Certificates(pool, url=settings.google_certs_url, clock=milliseconds)

    def make(values: Installation) -> GoogleTokens | None:
        if not values.gmail:
            return None
        return GoogleTokens(
            service_account=values.google_service_account,
            client_id=values.google_client_id,
            issuer=settings.google_issuer,
            certs_url=settings.google_certs_url,
            certificates=certificates,
            # A new memory each time: it must not let in what only earlier values allowed.
            remembered=Remembered(clock=milliseconds),
            clock=milliseconds,
        )

    return make


def _microsoft(
    settings: Settings, pool: PoolManager, directories: Directories
) -> Callable[[Installation], EntraTokens | None]:
    keys = signing_keys(pool, authority=settings.microsoft_authority, clock=milliseconds)

    def make(values: Installation) -> EntraTokens | None:
        if not values.outlook:
            return None
        return EntraTokens(
            audiences=(values.microsoft_client_id, values.app_id_uri(settings.public_url)),
            clients=frozenset({values.microsoft_client_id, *values.microsoft_clients}),
            issuer=settings.microsoft_authority,
            keys=keys,
            known_tenant=lambda tenant: directories.workspace_of_tenant(tenant) is not None,
            remembered=Remembered(clock=milliseconds),
        )

    return make


def _office(settings: Settings, values: Installation) -> Office | None:
    if not values.outlook:
        return None
    return Office(
        client_id=values.microsoft_client_id,
        authority=settings.microsoft_authority,
        scope=f"{values.app_id_uri(settings.public_url)}/access_as_user",
        office_js_url=settings.office_js_url,
    )


def _gmail_mail(reader: GmailReader) -> Callable[[GmailEvent], Shown]:
    def mail(event: GmailEvent) -> Shown:
        tokens = GmailTokens(user=event.access_token, message=event.message_token)
        opened = _OpenMail(reader, event.message_id, event.thread_id, tokens)
        return Shown(rest_id(event.message_id), opened, rest_id(event.thread_id))

    return mail


def _gmail_reply(settings: Settings, pool: PoolManager, metrics: Metrics) -> GmailReply:
    url = settings.gmail_api_url
    drafts = GmailDrafts(url, pool, GmailReader(url, pool, observe=metrics.gmail_call, budget=READ_BUDGET))

    def reply(event: GmailEvent, text: str, own: Collection[str]) -> CreatedDraft:
        tokens = GmailTokens(user=event.access_token, message=event.message_token)
        return drafts.create(event.message_id, event.thread_id, text, own=own, tokens=tokens)

    return reply


def _gmail_ids(event: GmailEvent) -> tuple[str, ...]:
    names = rest_id(event.message_id), thread_name(rest_id(event.thread_id))
    return tuple(name for name in names if name)


@dataclass(frozen=True, slots=True)
class _OpenMail:
    """The open mail with the tokens that may read it."""

    reader: GmailReader
    message_id: str
    thread_id: str
    tokens: GmailTokens

    def message(self) -> GmailMessage:
        return self.reader.message(self.message_id, self.tokens)

    def thread(self) -> Sequence[GmailMessage]:
        return self.reader.thread(self.thread_id, self.tokens) if self.thread_id else ()

"""What the last look at the world outside means, and what to do where it failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from server.domain.checkup import Found, Reached
from server.domain.finding import Finding, State
from server.domain.views import Sentence

_ADDRESS: Final[Mapping[Reached, tuple[Sentence, Sentence]]] = MappingProxyType(
    {
        Reached.REFUSED: (
            Sentence("%(url)s leads to an address that only the inside of a network reaches."),
            Sentence("Give the name an address that the internet reaches: Google and Microsoft call it."),
        ),
        Reached.UNKNOWN_HOST: (
            Sentence("Nobody knows the name in %(url)s."),
            Sentence("Enter the name in your DNS, or correct RANDNOTIZ_PUBLIC_URL."),
        ),
        Reached.UNREACHABLE: (
            Sentence("%(url)s takes no connection."),
            Sentence("Let your proxy listen on port 443 and open the firewall for it."),
        ),
        Reached.CERTIFICATE: (
            Sentence("The certificate of %(url)s is not valid (expired, another name, or not trusted)."),
            Sentence("Renew the certificate, made out to this very name, with its whole chain."),
        ),
        Reached.SLOW: (
            Sentence("%(url)s does not answer in time."),
            Sentence("See whether the proxy hands requests on to RANDNOTIZ_BIND."),
        ),
        Reached.BROKEN: (
            Sentence("%(url)s breaks the connection."),
            Sentence("See whether the proxy speaks HTTPS on port 443."),
        ),
        Reached.REDIRECT: (
            Sentence("%(url)s sends callers elsewhere."),
            Sentence("Take the redirect out of the proxy: Google and Microsoft do not follow one."),
        ),
        Reached.OTHER: (
            Sentence("Somebody else answers at %(url)s."),
            Sentence("Let the proxy hand every path on to RANDNOTIZ_BIND unchanged, for this host name too."),
        ),
    }
)


def address(found: Found | None, url: str) -> Finding:
    """Whether we are reached under our own address."""
    told: dict[str, object] = {"url": url}
    if found is None or found.about != url:
        return Finding(State.WAITING, Sentence("Whether %(url)s reaches us was not checked yet.", told))
    result = Reached(found.result)
    if result is Reached.OK:
        return Finding(State.OK, Sentence("%(url)s reaches us, with a valid certificate.", told))
    if result is Reached.LOCAL:
        return Finding(
            State.OK, Sentence("%(url)s: only this machine reaches us. Good for trying out.", told)
        )
    said, todo = _ADDRESS[result]
    return Finding(State.WRONG, replace(said, facts=told), todo)


def keys(found: Found | None, provider: str) -> Finding:
    """Whether we can fetch the keys with which a provider signs who its people are."""
    told: dict[str, object] = {"provider": provider}
    if found is None:
        return Finding(State.WAITING, Sentence("Whether we reach %(provider)s was not checked yet.", told))
    if found.result == Reached.OK:
        return Finding(State.OK, Sentence("%(provider)s's sign-in keys can be fetched.", told))
    return Finding(
        State.WRONG,
        Sentence("%(provider)s's sign-in keys cannot be fetched.", told),
        Sentence("Let this machine make HTTPS calls to %(host)s.", {"host": found.about}),
    )


def tenant(found: Found | None, known: str) -> Finding:
    """Whether Microsoft knows a tenant."""
    told: dict[str, object] = {"tenant": known}
    if found is None:
        return Finding(
            State.WAITING,
            Sentence("Whether Microsoft knows the tenant %(tenant)s was not checked yet.", told),
        )
    if found.result == Reached.OK:
        return Finding(State.OK, Sentence("Microsoft knows the tenant %(tenant)s.", told))
    if found.result == Reached.OTHER:
        todo = Sentence("Copy the id of the tenant (Directory ID) from the Entra admin center.")
        return Finding(State.WRONG, Sentence("Microsoft does not know the tenant %(tenant)s.", told), todo)
    return Finding(State.WAITING, Sentence("Microsoft could not be asked about the tenant %(tenant)s.", told))

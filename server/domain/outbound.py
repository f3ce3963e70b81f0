"""Which addresses, typed by people, the service may call: https to public machines, nothing inside (DECISIONS B4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

from server.domain.errors import Invalid

PORTS = frozenset({443, 8443})
LONGEST = 2000
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
# A name that ends in a number is an address in somebody's reading: 2130706433, 0x7f.1, 017700000001.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# RFC 6890 and its registry, and the one machine that a cloud hides behind a public address (168.63.129.16).
_CLOSED_4 = tuple(
    ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
    )
)
_PLAIN = "/%:@!$&'()*+,;=~-._?"
_PUBLIC_6 = ip_network("2000::/3")
# Teredo and the other special ones under 2001::/23, documentation, 6to4.
_CLOSED_6 = tuple(ip_network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_NAT64 = ip_network("64:ff9b::/96")


class Refused(Invalid):
    """An address that the service does not call."""

    code = "address_refused"


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: `host` in ASCII without brackets, `path` with its query, ready to be sent."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def target_of(url: str, *, loopback: bool = False) -> Target:
    """Take an address apart, or refuse it by what is written in it alone.

    With `loopback` (a service that people reach on this machine only), other ports and plain http will do
    for names of this machine; what a name leads to is judged by `closed`.
    """
    parts, port = _split(url)
    if parts.username is not None or parts.password is not None:
        raise Refused("The address must not contain a user name or password.")
    host = _host(parts.hostname or "")
    here = loopback and (host == "localhost" or _is_loopback(host))
    if parts.scheme != "https" and not (here and parts.scheme == "http"):
        raise Refused("The address must begin with https://.")
    secure = parts.scheme == "https"
    port = port if port is not None else (443 if secure else 80)
    if port not in PORTS and not here:
        raise Refused("The address must use port 443 or 8443.")
    if not here:
        _refuse_inside(host)
    return Target(secure, host, port, _path(parts))


def closed(address: str, *, loopback: bool = False) -> bool:
    """Whether an IP address is none of a public machine; addresses that wrap another are judged by it."""
    try:
        ip = _unwrapped(ip_address(address))
    except ValueError:  # with a zone, which only inside addresses have
        return True
    if loopback and ip.is_loopback:
        return False
    if isinstance(ip, IPv4Address):
        return any(ip in network for network in _CLOSED_4)
    return ip.scope_id is not None or ip not in _PUBLIC_6 or any(ip in network for network in _CLOSED_6)


def refused(host: str) -> Refused:
    """What is said of a host that is, or leads to, a machine inside."""
    return Refused("“%(host)s” is not a public address on the internet.", host=host)


def _split(url: str) -> tuple[SplitResult, int | None]:
    # urlsplit drops tabs and line ends silently, and others read a backslash as a slash.
    if len(url) > LONGEST or "\\" in url or any(ord(c) <= 0x20 or ord(c) == 0x7F for c in url):
        raise Refused("This is not a valid address.")
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError:
        raise Refused("This is not a valid address.") from None


def _host(text: str) -> str:
    """The host in ASCII: an IP address in its one spelling, or a full name."""
    if ":" in text:
        return _address(text)
    try:
        host = text.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise Refused("This is not a valid address.") from None
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _address(host)
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused("This is not a valid address.")
    return host


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise Refused("This is not a valid address.") from None


def _refuse_inside(host: str) -> None:
    if _is_address(host):
        if closed(host):
            raise refused(host)
    elif "." not in host or host.endswith((".localhost", ".local", ".internal")):
        raise refused(host)


def _is_address(host: str) -> bool:
    return ":" in host or _NUMBER.fullmatch(host.rpartition(".")[2]) is not None


def _is_loopback(host: str) -> bool:
    return _is_address(host) and ip_address(host).is_loopback


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_PLAIN)
    return f"{path}?{quote(parts.query, safe=_PLAIN)}" if parts.query else path


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip

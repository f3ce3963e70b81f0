"""Addresses that people type: what is taken, and every spelling of what is not."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.outbound import Refused, closed, target_of

INSIDE = (
    "0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.8.9.1"
    " 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1"
    " 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1"
    " 255.255.255.255 168.63.129.16 :: ::1 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd00:ec2::254"
    " ff02::1 2001:db8::1 3fff::1 100::1 5f00::1 64:ff9b:1::a00:1 ::ffff:127.0.0.1"
    " ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::a00:1 64:ff9b::7f00:1"
    " 64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:a00:1:: 2001:0:4136:e378:8000:63bf:3fff:fdd2"
    " 2001:20::1"
)
OUTSIDE = (
    "8.8.8.8 93.184.215.14 1.1.1.1 2606:4700::1111 2a00:1450:4001:80b::200e ::ffff:8.8.8.8 64:ff9b::808:808"
)


@pytest.mark.parametrize("address", INSIDE.split())
def test_a_machine_inside_is_closed(address: str) -> None:
    assert closed(address)


@pytest.mark.parametrize("address", OUTSIDE.split())
def test_a_machine_of_the_internet_is_open(address: str) -> None:
    assert not closed(address)


@given(st.ip_addresses(v=4))
def test_what_is_not_global_is_closed(ip: IPv4Address) -> None:
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        assert closed(str(ip))
        assert closed(f"::ffff:{ip}")
        assert closed(str(IPv6Address(int(IPv6Address("64:ff9b::")) + int(ip))))


@given(st.ip_addresses(v=6))
def test_what_is_not_global_of_the_new_kind_is_closed(ip: IPv6Address) -> None:
    mapped = ip.ipv4_mapped
    if mapped is None and (not ip.is_global or ip.is_multicast or ip.is_reserved):
        assert closed(str(ip)) or str(ip).startswith("64:ff9b::")


@pytest.mark.parametrize(
    "url",
    [
        *(f"https://{address}/" for address in INSIDE.split() if ":" not in address),
        *(f"https://[{address}]/" for address in INSIDE.split() if ":" in address),
        "https://localhost/",
        "https://LOCALHOST./",
        "https://a.localhost/",
        "https://router/",
        "https://printer.local/",
        "https://metadata.google.internal/computeMetadata/v1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://0177.0.0.1/",
        "https://017700000001/",
        "https://127.0.0.1./",
        "https://１２７.0.0.1/",  # noqa: RUF001
        "https://127。0。0。1/",
        "https://ⓛocalhost/",
        "https://①⑥⑨.254.169.254/",
        "https://[::ffff:7f00:1]/",
        "https://[0:0:0:0:0:ffff:127.0.0.1]/",
        "https://[fe80::1%25eth0]/",
        "https://1.2.3/",
        "https://08.8.8.8/",
        "http://example.com/",
        "ftp://example.com/",
        "//example.com/",
        "example.com",
        "file:///etc/passwd",
        "gopher://example.com/",
        "https:///path",
        "https://",
        "",
        "https://example.com:80/",
        "https://example.com:22/",
        "https://example.com:6379/",
        "https://example.com:99999/",
        "https://example.com:0/",
        "https://user@example.com/",
        "https://user:password@example.com/",
        "https://@example.com/",
        "https://example.com\\@127.0.0.1/",
        "https://exam ple.com/",
        "https://example.com/\r\nHost: other",
        "https://example.com/\tx",
        " https://example.com/",
        "https://a..example.com/",
        "https://-a.example.com/",
        "https://exa%6dple.com/",
        f"https://{'a' * 64}.example/",
        f"https://example.com/{'a' * 2000}",
    ],
)
def test_an_address_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        target_of(url)


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://example.com", "example.com", 443, "/"),
        ("https://example.com?a=b", "example.com", 443, "/?a=b"),
        ("HTTPS://Example.COM./Hook?a=1&b=%20#part", "example.com", 443, "/Hook?a=1&b=%20"),
        ("https://example.com:8443/x", "example.com", 8443, "/x"),
        ("https://büro.example/ü", "xn--bro-hoa.example", 443, "/%C3%BC"),
        ("https://8.8.8.8/", "8.8.8.8", 443, "/"),
        ("https://[2606:4700:0::1111]/", "2606:4700::1111", 443, "/"),
        ("https://hooks_a.example.com/", "hooks_a.example.com", 443, "/"),
    ],
)
def test_an_address_is_taken_apart(url: str, host: str, port: int, path: str) -> None:
    target = target_of(url)
    assert (target.secure, target.host, target.port, target.path) == (True, host, port, path)


def test_the_host_header_names_an_unusual_port() -> None:
    assert target_of("https://example.com/").authority == "example.com"
    assert target_of("https://example.com:8443/").authority == "example.com:8443"
    assert target_of("https://[2606:4700::1111]:8443/").authority == "[2606:4700::1111]:8443"


@pytest.mark.parametrize("url", ["http://localhost:8080/", "http://127.0.0.1:1/", "https://[::1]:5000/"])
def test_this_machine_is_taken_where_that_is_permitted(url: str) -> None:
    assert target_of(url, loopback=True).path == "/"
    with pytest.raises(Refused):
        target_of(url)


@pytest.mark.parametrize("url", ["http://example.com/", "https://10.0.0.1/", "https://example.com:80/"])
def test_permission_for_this_machine_opens_no_other(url: str) -> None:
    with pytest.raises(Refused):
        target_of(url, loopback=True)
    assert closed("10.0.0.1", loopback=True)
    assert not closed("::ffff:127.0.0.1", loopback=True)


@given(st.text())
def test_any_text_is_taken_apart_or_refused(text: str) -> None:
    for url in (text, f"https://{text}", f"https://example.com/{text}"):
        try:
            target = target_of(url)
        except Refused:
            continue
        assert target.path.isascii()
        assert target.host.isascii()
        assert not set(" \r\n\t") & set(target.path + target.host)

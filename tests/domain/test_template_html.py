"""Templates as HTML: whatever a customer calls themselves, a reply holds their words and nothing of their making."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.templates import LONGEST_VALUE, Facts, rendered, rendered_html

ALLOWED = {"p", "br", "a", "bdi"}
HOSTILE = [
    '<img src=x onerror="alert(1)">',
    "</p></div><blockquote>",
    "{{ agent.name }}",
    "{{{{ subject }}}}",
    '" onmouseover="x',
    "'; DROP",
    "javascript:alert(1)",
    "https://evil.example/click",
    "\u202egnidaer\u202c",
    "\u2066x\u2069\u200f",
    "line\nbreak\r\n<br>",
    "a" * 5_000,
    "&lt;script&gt;",
    "\x00\x1b[31m",
]


class Seen(HTMLParser):
    """What a mail client makes of it: tags in order, links, text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str | None] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        self.links += [value for _, value in attrs]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(html: str) -> Seen:
    found = Seen()
    found.feed(html)
    found.close()
    assert found.open == []
    assert set(found.tags) <= ALLOWED
    return found


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_stays_text(value: str) -> None:
    facts = Facts("de", customer_name=value, agent_name="Mia", subject=value, fields={"Nr": value})
    html = rendered_html("{{ customer.salutation }},\n\n{{ subject }} / {{ field.Nr }}", facts)
    found = seen(html)
    assert found.links == []
    assert found.tags.count("p") == 2
    assert "\u202e" not in found.text
    assert len(found.text) <= 3 * LONGEST_VALUE + 50
    plain = rendered("{{ subject }}", facts)
    assert "\n" not in plain
    assert plain in ("", " ".join(plain.split()))


def test_a_value_is_not_filled_in_again() -> None:
    facts = Facts("en", customer_name="{{ agent.name }}", agent_name="Mia")
    assert rendered("{{ customer.name }}", facts) == "{{ agent.name }}"
    assert rendered_html("{{ customer.name }}", facts) == "<p>{{ agent.name }}</p>"


def test_paragraphs_lines_and_links() -> None:
    html = rendered_html("Hello,\n\nsee https://shop.example/a?b=1&c=2.\nBye", Facts("en"))
    assert html == (
        '<p>Hello,</p><p>see <a href="https://shop.example/a?b=1&amp;c=2">'
        "https://shop.example/a?b=1&amp;c=2</a>.<br>Bye</p>"
    )


@pytest.mark.parametrize("text", ["http://shop.example", "javascript:alert(1)", "ftp://x.example"])
def test_only_https_is_a_link(text: str) -> None:
    assert rendered_html(text, Facts("en")) == f"<p>{text}</p>"


def test_writing_from_right_to_left_keeps_its_place() -> None:
    facts = Facts("en", customer_name="\u05d3\u05d5\u05d3")
    assert rendered_html("Hello {{ customer.name }}!", facts) == "<p>Hello <bdi>\u05d3\u05d5\u05d3</bdi>!</p>"


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_is_written_the_elements_are_closed(text: str, value: str) -> None:
    seen(rendered_html(text + "{{ subject }}" + text, Facts("de", subject=value)))

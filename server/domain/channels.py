"""How a message came in before it was a mail: voicemail, fax, web form, or as mail."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.mailheaders import Headers

_BY_NAME: Sequence[tuple[str, str]] = (
    ("x-voicemail", "voicemail"),
    ("x-voicemessageduration", "voicemail"),  # Exchange unified messaging
    ("x-callingtelephonenumber", "voicemail"),  # Exchange unified messaging
    ("x-faxnumberofpages", "fax"),  # Exchange unified messaging
    ("x-wpcf7-content-type", "form"),  # Contact Form 7
    ("x-contact-form", "form"),
)

_BY_VALUE: Sequence[tuple[str, str, str]] = (
    ("message-context", "voice-message", "voicemail"),  # RFC 3458
    ("message-context", "fax-message", "fax"),  # RFC 3458
    ("content-type", "multipart/voice-message", "voicemail"),  # RFC 3801
    ("content-type", "multipart/fax-message", "fax"),  # RFC 3458
    ("content-class", "urn:content-classes:voice", "voicemail"),
    ("content-class", "voice", "voicemail"),  # voice-uc, voice-ca …
    ("content-class", "urn:content-classes:fax", "fax"),
    ("content-class", "fax", "fax"),
)


def channel_of(headers: Headers) -> str:
    """One of mail, voicemail, fax, form; anything but a clear sign of the gateway is mail."""
    for spelled, value in headers:
        name, text = spelled.strip().lower(), value.strip().lower()
        for start, channel in _BY_NAME:
            if name.startswith(start):
                return channel
        for wanted, start, channel in _BY_VALUE:
            if name == wanted and text.startswith(start):
                return channel
    return "mail"

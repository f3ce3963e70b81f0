"""What the team at Kontor has agreed on: tags, fields, templates in both languages, macros, a guideline."""

from __future__ import annotations

from server.domain.catalogue import Field, FieldKind, Macro, MacroStep, StepKind, Tag, Template
from server.domain.macros import ME

GUIDELINE = (
    "Eingang am selben Tag bestätigen.\n"
    "Absagen nur nach Rücksprache mit Mia.\n"
    "Unterlagen nicht weiterleiten, sondern hier kommentieren."
)
"""For bewerbung@: what everybody should know who works there."""


def tags() -> tuple[Tag, ...]:
    """The tags that everybody should use alike."""
    return (
        Tag("rechnung", "rechnung", "Alles, was die Buchhaltung braucht"),
        Tag("reklamation", "reklamation", "Etwas ist schiefgegangen: zuerst entschuldigen", ("support",)),
        Tag("lieferung", "lieferung", "Termine und Versand", ("support",)),
        Tag("vip", "vip", "Antwort noch heute"),
        Tag("initiativ", "initiativbewerbung", "Ohne ausgeschriebene Stelle", ("bewerbung",)),
    )


def fields() -> tuple[Field, ...]:
    """The fields that conversations have."""
    stages = ("Eingegangen", "Gespräch", "Probetag", "Zusage", "Absage")
    return (
        Field("kundennummer", "Kundennummer", FieldKind.TEXT, (), ("support",), 1),
        Field("liefertermin", "Liefertermin", FieldKind.DATE, (), ("support",), 2),
        Field("phase", "Phase", FieldKind.CHOICE, stages, ("bewerbung",), 1),
    )


def templates() -> tuple[Template, ...]:
    """The answers that are written most."""
    return (
        Template("eingang", "Eingangsbestätigung", {"de": _EINGANG_DE, "en": _EINGANG_EN}),
        Template("rueckfrage", "Rückfrage", {"de": _RUECKFRAGE_DE, "en": _RUECKFRAGE_EN}, ("support",)),
        Template("termin", "Liefertermin", {"de": _TERMIN_DE, "en": _TERMIN_EN}, ("support",)),
        Template(
            "gespraech", "Einladung zum Gespräch", {"de": _GESPRAECH_DE, "en": _GESPRAECH_EN}, ("bewerbung",)
        ),
    )


def macros() -> tuple[Macro, ...]:
    """What is done together again and again."""
    accounting = (
        MacroStep(StepKind.ASSIGN, "team:buchhaltung"),
        MacroStep(StepKind.TAG, "rechnung"),
        MacroStep(StepKind.COMMENT, "Bitte prüfen, der Kunde wartet auf die Rechnung."),
    )
    confirmed = (
        MacroStep(StepKind.ASSIGN, ME),
        MacroStep(StepKind.TEMPLATE, "eingang"),
        MacroStep(StepKind.STATUS, "pending"),
    )
    return (
        Macro("eingang", "Eingang bestätigen", confirmed),
        Macro("buchhaltung", "An die Buchhaltung", accounting, ("support",)),
    )


_EINGANG_DE = """{{ customer.salutation }},

danke für deine Nachricht zu „{{ subject }}“. Wir kümmern uns darum und melden uns bis morgen.

Viele Grüße
{{ agent.name }}
{{ mailbox.name }} · {{ mailbox.address }}"""
_EINGANG_EN = """{{ customer.salutation }},

thank you for your message about “{{ subject }}”. We are looking into it and will be back by tomorrow.

Kind regards
{{ agent.name }}
{{ mailbox.name }} · {{ mailbox.address }}"""
_RUECKFRAGE_DE = """{{ customer.salutation }},

damit wir dir schnell helfen können: Schick uns bitte deine Kundennummer und ein Foto des Lieferscheins.

Viele Grüße
{{ agent.name }}"""
_RUECKFRAGE_EN = """{{ customer.salutation }},

so that we can help you quickly, please send us your customer number and a photo of the delivery note.

Kind regards
{{ agent.name }}"""
_TERMIN_DE = """{{ customer.salutation }},

deine Lieferung ist für den {{ field.Liefertermin }} geplant. Passt das nicht, antworte einfach auf diese Mail.

Viele Grüße
{{ agent.name }}"""
_TERMIN_EN = """{{ customer.salutation }},

your delivery is planned for {{ field.Liefertermin }}. If that does not suit you, just reply to this mail.

Kind regards
{{ agent.name }}"""
_GESPRAECH_DE = """{{ customer.salutation }},

deine Unterlagen haben uns gefallen, und wir möchten dich gern kennenlernen. Welcher Tag passt dir nächste Woche?

Viele Grüße
{{ agent.name }}"""
_GESPRAECH_EN = """{{ customer.salutation }},

we liked your application and would be glad to meet you. Which day would suit you next week?

Kind regards
{{ agent.name }}"""

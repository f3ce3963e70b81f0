"""Comments as people write them, with names and numbers, so that an index of their words weighs what it would."""

from __future__ import annotations

from server.domain.comments import Comment

COMMENTS = 5

_SAID = (
    "Habe mit Frau {name} telefoniert, sie schickt die Unterlagen bis Freitag nach.",
    "Auftrag {number} liegt noch im Lager Hamburg, die Spedition holt ihn Donnerstag gegen Mittag ab.",
    "Gutschrift über {number} Euro ist raus, Buchhaltung hat sie heute freigegeben. Mahnstufe bitte zurücksetzen.",
    "Das ist schon der dritte Fall mit dieser Charge. Qualität weiß Bescheid, Rückruf wird geprüft.",
    "Kann jemand aus der Technik draufschauen? Seriennummer {number}, Display bleibt nach dem Einschalten dunkel.",
    "Vertrag endet im März, Kündigungsfrist sechs Wochen. {name} möchte vorher ein Angebot für die Verlängerung.",
    "Please do not promise a date yet, the supplier {name} has not confirmed delivery of part {number}.",
    "Anschrift war falsch hinterlegt (alte Filiale), im System korrigiert, Rechnung {number} neu erstellt.",
    "Wartet auf Rückmeldung vom Zoll, Ursprungszeugnis fehlt. Vorlage liegt im Ordner Export, Muster {name}.",
    "Refund approved by {name}, reference {number}; customer prefers a voucher for the next booking instead.",
    "Termin mit {name} am Standort Leipzig vereinbart, Monteur bringt Ersatzpumpe und Dichtungssatz mit.",
    "Rabatt von acht Prozent ist mit dem Vertrieb abgestimmt, gilt ausschließlich für Nachbestellung {number}.",
)
_NAMES = (
    "Albrecht",
    "Brandl",
    "Çelik",
    "Dorn",
    "Eberle",
    "Fuchs",
    "Graf",
    "Huber",
    "Ivanova",
    "Jansen",
    "Krüger",
)


def remarks(number: int) -> tuple[Comment, ...]:
    """The comments of the conversation of a number."""
    return tuple(
        Comment(f"{number}.{place}", "agent:eva", place, _text(number * COMMENTS + place))
        for place in range(COMMENTS)
    )


def _text(number: int) -> str:
    said = _SAID[number * 7 % len(_SAID)]
    return said.format(name=_NAMES[number % len(_NAMES)], number=40_000 + number)

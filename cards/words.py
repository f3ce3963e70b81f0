"""Times, states and people in the reader's words; everything here runs for every card, so it is frugal."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_skeleton

from cards.context import CardContext
from server.domain.views import AbsenceView, ConversationView, MailboxLabel, Party, Sentence
from server.domain.vocabulary import Availability, Priority, Standing
from server.domain.wording import AVAILABILITIES, CHANNELS, PRIORITIES, STANDINGS, word_of

_MINUTE = 60_000
_HOUR = 60
_DAY = 24 * 60


def local(at: int, context: CardContext) -> datetime:
    """The moment on the reader's clock."""
    return datetime.fromtimestamp(at / 1000, context.zone)


def clock(at: int, context: CardContext) -> str:
    """The time of day: "14:03"."""
    then = local(at, context)
    return f"{then.hour}:{then.minute:02d}"


def moment(at: int, context: CardContext, *, exact: bool = False) -> str:
    """When something was or will be: "14:03", "yesterday 14:03", "12 Nov"; `exact` never drops the time."""
    then = local(at, context)
    time = f"{then.hour}:{then.minute:02d}"
    today = local(context.now, context).date()
    days = then.toordinal() - today.toordinal()
    if days == 0:
        return time
    if days == -1:
        return context.gettext("yesterday %(time)s", time=time)
    if days == 1:
        return context.gettext("tomorrow %(time)s", time=time)
    day = _day(then.date(), context.locale, with_year=then.year != today.year)
    return f"{day}, {time}" if exact else day


def whole_day(day: date, context: CardContext) -> str:
    """A day with its year: "12 Nov 2026"."""
    return _day(day, context.locale, with_year=True)


@lru_cache(maxsize=4096)
def _day(day: date, locale: str, *, with_year: bool) -> str:
    # British English for "en": the day before the month, as everywhere else that reads a 24-hour clock.
    babel = "de" if locale.startswith("de") else "en_GB"
    return format_skeleton("yMMMd" if with_year else "MMMd", day, locale=babel)


def span(duration: int, context: CardContext) -> str:
    """How long, from a duration in ms: "35 min", "2 h 10 min", "3 days"; never less than a minute."""
    minutes = max(1, duration // _MINUTE)
    if minutes < _HOUR:
        return context.gettext("%(minutes)s min", minutes=minutes)
    if minutes >= _DAY:
        return context.ngettext("%(n)s day", "%(n)s days", minutes // _DAY)
    hours, rest = divmod(minutes, _HOUR)
    if rest:
        return context.gettext("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)
    return context.gettext("%(hours)s h", hours=hours)


def waiting(since: int, context: CardContext) -> str:
    """How long the customer has been waiting."""
    return context.gettext("waiting for %(time)s", time=span(context.now - since, context))


def due(at: int, context: CardContext) -> str:
    """By which day something is to be done, or since when it should have been; `at` is the day's end."""
    day = _day(local(at - 1, context).date(), context.locale, with_year=False)
    if at <= context.now:
        return context.gettext("Overdue since %(day)s", day=day)
    return context.gettext("Due %(day)s", day=day)


def sentence(said: Sentence, context: CardContext) -> str:
    """A sentence of the domain in the reader's language, its times in the reader's zone."""
    facts = {key: _fact(key, value, context) for key, value in said.facts.items()}
    if said.plural is None:
        return context.gettext(said.message, **facts)
    return context.ngettext(said.message, said.plural, said.count, **facts)


def _fact(key: str, value: object, context: CardContext) -> object:
    if isinstance(value, Sentence):
        return sentence(value, context)
    if isinstance(value, date):
        return whole_day(value, context)
    if key.endswith("_at") and isinstance(value, int):
        return moment(value, context, exact=True)
    if key.endswith("_word"):
        return context.gettext(word_of(value))
    return value


def standing(of: Standing, context: CardContext) -> str:
    """The status as one word."""
    return context.gettext(STANDINGS[of].message)


def priority(of: Priority, context: CardContext) -> str:
    """The priority as one word."""
    return context.gettext(PRIORITIES[of].message)


def standing_line(view: ConversationView, context: CardContext) -> str:
    """How a conversation stands, in one line: "Open · urgent · waiting for 2 h 10 min"."""
    parts = [_standing_until(view, context)]
    if view.priority is not Priority.NORMAL:
        parts.append(priority(view.priority, context))
    if view.channel in CHANNELS:
        parts.append(context.gettext(CHANNELS[view.channel].message))
    if view.standing is Standing.OPEN and view.waiting_since is not None:
        parts.append(waiting(view.waiting_since, context))
    if view.standing is Standing.CLOSED and view.closed_at is not None:
        parts.append(moment(view.closed_at, context))
    return " · ".join(parts)


def _standing_until(view: ConversationView, context: CardContext) -> str:
    if view.standing is Standing.SNOOZED and view.snoozed_until is not None:
        return context.gettext("Snoozed until %(time)s", time=moment(view.snoozed_until, context, exact=True))
    return standing(view.standing, context)


def away(absence: AbsenceView, context: CardContext) -> str:
    """An absence in words: "away until 12 May · Deputy: Mia"."""
    known = absence.until is not None
    said = context.gettext("away until %(time)s", time=moment(absence.until or 0, context)) if known else ""
    parts = [said or context.gettext("away")]
    if absence.deputy is not None:
        parts.append(context.gettext("Deputy: %(name)s", name=person(absence.deputy, context)))
    return " · ".join(parts)


def mailbox(label: MailboxLabel) -> str:
    """A mailbox as people speak of it: "support@"."""
    name, sign, _ = label.address.partition("@")
    return f"{name}@" if sign and name else label.name


def person(party: Party, context: CardContext) -> str:
    """A name, or "You"; somebody who is gone has none."""
    return context.gettext("You") if party.you else party.name or context.gettext("Somebody")


def first_name(name: str) -> str:
    """What a colleague is called on a small button."""
    return name.split(maxsplit=1)[0] if name.strip() else name


def availability(of: Availability, context: CardContext) -> str:
    """Whether somebody is there, as one word."""
    return context.gettext(AVAILABILITIES[of].message)

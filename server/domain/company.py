"""Whether two customers are of one company, as the domains of their addresses say."""

from __future__ import annotations

from server.domain.conversation import Conversation
from server.domain.freemail import company_of
from server.domain.postings import standing_mark
from server.domain.searchplan import SHOWN, Plan, Term
from server.domain.searchwords import domain_words


def company_plan(record: Conversation) -> Plan | None:
    """How conversations of the customer's company are found; None where anybody may have such an address."""
    domain = company_of(record.customer)
    if domain is None:
        return None
    words = tuple(Term((word,)) for word in domain_words(domain))
    if not words:
        return None
    return Plan(
        (*words, Term(tuple(map(standing_mark, SHOWN)))),
        senders=(f"@{domain}",),
        other_than=record.customer,
    )


def is_same_company(record: Conversation, other: Conversation) -> bool:
    """Whether another customer is of the same company, and not the same person."""
    company = company_of(record.customer)
    return company is not None and company_of(other.customer) == company and other.customer != record.customer

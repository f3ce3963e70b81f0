"""For every use case: what is pressed for it on a card and in the pane, and the tests that press it."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """One use case in both clients; a side without a way has no test, and says why in its place.

    `card` are names of `cards.paths`, or the path of a trigger; `pane` is what its control asks of the API, as method
    and path behind the conversation (behind /api/v1 where it begins with two slashes). Tests are in the files
    test_<name>.py of tests/web/gmail and tests/browser/outlook, or of the folder that they name.
    """

    card: str
    card_test: str
    pane: str
    pane_test: str


NONE = ""
DETAILS = "details::test_of_two_who_fill_the_same_field_the_slower_one_keeps_what_was_typed"
COMMENT = "details::test_ones_own_comment_is_mended_and_taken_away"
CLAIMED = "acts::test_a_claim_is_shown_asked_about_taken_over_and_given_back"
SEEN = "pane::test_a_colleague_sees_who_took_it_within_a_second"
PRESSED = "pressed::test_priority_tags_and_spam"
REVIEWED = "pressed::test_a_draft_is_returned_approved_and_withdrawn_in_the_pane"
IN_GMAIL = "reviewing::test_asked_in_gmail_changed_in_outlook_and_used_in_gmail"
IN_OUTLOOK = "reviewing::test_asked_in_outlook_returned_in_gmail_and_used_in_outlook"
MACRO = "together::test_a_macro_is_told_before_it_is_done"
VIEWS = "views::test_a_search_is_kept_and_shown_from_home"
KEPT = "views::test_a_search_is_kept_looked_at_renamed_and_removed"
LINKS = "tidying::test_links_are_made_and_removed_in_either_client"
MERGED = "tidying::test_a_wrong_merge_made_in_outlook_is_undone_in_gmail"
RECOMBINED = "recombining::test_two_are_merged_and_parted_again"
OWN_TEXTS = "web/admin/test_own_templates.py::test_one_is_kept_changed_and_deleted"
ON_THEIR_PAGE = "in the settings, for both clients: "

WAYS = {
    "conversations.take": Way("TAKE", "acts::test_taking_and_giving_it_away", "POST /take", SEEN),
    "conversations.assign": Way(
        *("ASSIGN", "acts::test_taking_and_giving_it_away"),
        *("PUT /assignee", "details::test_an_absence_is_told_with_the_way_to_the_deputy"),
    ),
    "conversations.set_status": Way(
        *("STATUS", "acts::test_status_and_back"),
        *("PUT /status", "pane::test_the_letters_of_the_keyboard_act"),
    ),
    "conversations.snooze": Way(
        *("SNOOZE", "acts::test_every_preset_lets_it_sleep"),
        *("PUT /snooze", "pane::test_a_conversation_sleeps_until_a_day_of_ones_own"),
    ),
    "conversations.set_priority": Way("PRIORITY", "acts::test_priority_and_tags", "PUT /priority", PRESSED),
    "conversations.add_tag": Way("TAG SHOW_TAGS", "acts::test_priority_and_tags", "POST /tags", PRESSED),
    "conversations.remove_tag": Way("TAG", "acts::test_priority_and_tags", "POST /tags", PRESSED),
    "conversations.set_fields": Way(
        *("FIELDS SHOW_FIELDS", "details::test_every_kind_of_field_is_filled_shown_and_emptied"),
        *("PUT /fields/<field>", DETAILS),
    ),
    "conversations.restrict": Way(
        *("RESTRICT", "details::test_a_confidential_conversation_is_closed_to_everybody_else_at_once"),
        *("PUT /visibility", "details::test_who_is_not_on_the_list_is_left_with_nothing_at_once"),
    ),
    "conversations.claim": Way("CLAIM", CLAIMED, "PUT /claim", SEEN),
    "conversations.renew_claim": Way(
        *("/gmail/compose", "composing::test_opening_a_draft_keeps_ones_claim_alive"),
        *("PUT /claim", "web/api/test_acts.py::test_a_claim_is_renewed_without_a_key_and_only_ones_own"),
    ),
    "conversations.release_claim": Way("RELEASE", CLAIMED, "DELETE /claim", SEEN),
    "comments.add_comment": Way(
        *("COMMENT ASK", "acts::test_a_comment_mentions_from_its_text_and_from_the_second_field"),
        *("POST /comments", "pane::test_half_a_comment_survives_a_switch_and_is_gone_when_sent"),
    ),
    "comments.edit_comment": Way(
        *("EDIT_COMMENT", "details::test_ones_own_comment_is_mended_and_a_manager_takes_it_away"),
        *("PUT /comments/<comment>", COMMENT),
    ),
    "comments.delete_comment": Way(
        *("DELETE_COMMENT", "details::test_ones_own_comment_is_mended_and_a_manager_takes_it_away"),
        *("DELETE /comments/<comment>", COMMENT),
    ),
    "comments.activity": Way(
        *("SHOW_ACTIVITY", "acts::test_lists_and_earlier_conversations_lead_to_their_mail"),
        *("GET /timeline", DETAILS),
    ),
    "opening.open_mail": Way(
        *("/gmail/message", "opening::test_the_first_open_reads_gmail_and_the_second_does_not"),
        *(NONE, "a pane reports its mail: resolving.resolve"),
    ),
    "opening.store_mail": Way(
        *("TAKE", "opening::test_what_creates_nothing_is_shown_and_stored_by_the_first_act"),
        *(NONE, "a pane reports its mail: resolving.add_reported"),
    ),
    "opening.add_mail": Way(
        *("ADD", "opening::test_private_mail_can_be_added_to_a_mailbox"),
        *(NONE, "a pane reports its mail: resolving.add_reported"),
    ),
    "people.suggest": Way(
        *("PEOPLE ASSIGNEES", "acts::test_suggestions_name_colleagues_only"),
        *("GET //people", "pressed::test_a_colleague_is_named_while_a_comment_is_typed"),
    ),
    "people.named": Way(
        *("ASSIGN", "acts::test_giving_it_to_whom_was_typed"),
        *(NONE, "a pane sends the id of whom was chosen"),
    ),
    "people.assignable": Way(
        *("SHOW_ASSIGN", "acts::test_taking_and_giving_it_away"),
        *("GET /assignees", "details::test_an_absence_is_told_with_the_way_to_the_deputy"),
    ),
    "people.restrictable": Way(
        *("SHOW_RESTRICT", "details::test_a_confidential_conversation_is_closed_to_everybody_else_at_once"),
        *("GET /visibility", "details::test_who_is_not_on_the_list_is_left_with_nothing_at_once"),
    ),
    "queues.queue": Way(
        *("SHOW_QUEUE", "acts::test_lists_and_earlier_conversations_lead_to_their_mail"),
        *("GET //queues/<queue>", "pane::test_nothing_is_in_the_way_of_anybody"),
    ),
    "queues.previous": Way(
        *("SHOW_PREVIOUS", "acts::test_lists_and_earlier_conversations_lead_to_their_mail"),
        *("GET /previous", "pressed::test_earlier_conversations_are_a_click_away"),
    ),
    "queues.known_tags": Way("SHOW_TAGS", "acts::test_priority_and_tags", "GET /tags", PRESSED),
    "counts.home": Way(
        *("/gmail/home", "views::test_a_search_is_kept_and_shown_from_home"),
        *("GET //home", "hosts::test_without_an_item_the_pane_shows_ones_own_work"),
    ),
    "resolving.resolve": Way(
        *(NONE, "Gmail's mail is read with the reader's token: opening.open_mail"),
        *("POST //resolve", SEEN),
    ),
    "resolving.add_reported": Way(
        *(NONE, "Gmail's mail is read with the reader's token: opening.add_mail"),
        *("POST //resolve/add", "places::test_of_a_private_mail_nothing_leaves_the_browser"),
    ),
    "handing.hand_over": Way(
        *("ASSIGN", "together::test_it_is_handed_over_with_a_word"),
        *("POST /handover", "together::test_outlook_hands_over_with_a_day_and_takes_it_back"),
    ),
    "following.follow": Way(
        *("FOLLOW", "together::test_it_is_followed_until_one_lets_go"),
        *("PUT /following", "pressed::test_it_is_followed_and_let_go"),
    ),
    "following.unfollow": Way(
        *("FOLLOW", "together::test_it_is_followed_until_one_lets_go"),
        *("DELETE /following", "pressed::test_it_is_followed_and_let_go"),
    ),
    "undoing.undo": Way(
        *("UNDO", "together::test_ones_own_last_act_is_taken_back_once"),
        *("POST /undo", "together::test_outlook_hands_over_with_a_day_and_takes_it_back"),
    ),
    "macros.macros": Way(
        "SHOW_MACROS", "browser/outlook/test_together.py::" + MACRO[10:], "GET /macros", MACRO
    ),
    "macros.look_at_macro": Way(
        "SHOW_MACRO", "browser/outlook/test_together.py::" + MACRO[10:], "GET /macros/<macro>", MACRO
    ),
    "macros.apply_macro": Way(
        *("MACRO MACRO_REPLY", "macros::test_what_is_left_out_is_said"),
        *("POST /macros/<macro>", MACRO),
    ),
    "review.draft": Way("SHOW_DRAFT", "drafts::test_what_is_missing_is_said", "GET /draft", IN_OUTLOOK),
    "review.ask_review": Way("DRAFT_ASK", "drafts::test_what_is_missing_is_said", "PUT /draft", IN_OUTLOOK),
    "review.approve_draft": Way(
        "DRAFT_APPROVE", "drafts::test_approved_and_put_into_a_reply", "POST /draft/approve", REVIEWED
    ),
    "review.return_draft": Way(
        "DRAFT_RETURN", "drafts::test_who_is_late_keeps_what_they_typed", "POST /draft/return", REVIEWED
    ),
    "review.edit_draft": Way(
        "DRAFT_EDIT", "drafts::test_every_step_takes_three_trips_at_most", "PUT /draft/proposal", IN_GMAIL
    ),
    "review.put_draft": Way(
        *("DRAFT_USE", "drafts::test_approved_and_put_into_a_reply"),
        *(NONE, "a pane puts the text into its own reply: review.use_draft"),
    ),
    "review.use_draft": Way(
        *(NONE, "the service makes the draft in Gmail: review.put_draft"),
        *("POST /draft/use", IN_OUTLOOK),
    ),
    "review.withdraw_draft": Way(
        "DRAFT_WITHDRAW", "drafts::test_who_is_late_keeps_what_they_typed", "POST /draft/withdraw", REVIEWED
    ),
    "composing.compose": Way(
        *("COMPOSE COMPOSE_LOOK", "composing::test_searching_and_another_language"),
        *("POST //compose", "pane::test_a_mail_beside_a_draft_knows_its_conversation"),
    ),
    "composing.choose_after_send": Way(
        *("COMPOSE_AFTER", "composing::test_what_follows_the_reply_is_chosen_in_the_draft"),
        *("POST //intents", "sending::test_the_choice_for_after_the_send_comes_true"),
    ),
    "composing.say_replied": Way(
        *("REPLIED", "together::test_without_proof_the_next_open_asks_whether_one_replied"),
        *("POST /replied", "pressed::test_without_proof_the_pane_asks_whether_one_replied"),
    ),
    "templates.templates_for": Way(
        *("COMPOSE COMPOSE_LOOK", "composing::test_searching_and_another_language"),
        *("GET /templates", "templates::test_a_template_is_searched_and_inserted_as_the_draft_can_hold_it"),
    ),
    "templates.use_template": Way(
        *("COMPOSE_INSERT", "composing::test_a_template_goes_to_the_cursor_as_html"),
        *(
            "POST /templates/<template>",
            "templates::test_a_reply_begins_with_a_template_and_colleagues_see_it",
        ),
    ),
    "templates.own_templates": Way(*(NONE, ON_THEIR_PAGE + OWN_TEXTS), *(NONE, ON_THEIR_PAGE + OWN_TEXTS)),
    "templates.keep_template": Way(*(NONE, ON_THEIR_PAGE + OWN_TEXTS), *(NONE, ON_THEIR_PAGE + OWN_TEXTS)),
    "templates.drop_template": Way(*(NONE, ON_THEIR_PAGE + OWN_TEXTS), *(NONE, ON_THEIR_PAGE + OWN_TEXTS)),
    "searching.search": Way(
        *("SHOW_SEARCH SEARCH", "finding::test_what_is_found_opens_the_mail_in_ones_own_gmail"),
        *("POST //search", "searching::test_a_conversation_is_found_and_opened"),
    ),
    "searching.company": Way(
        *("SHOW_PREVIOUS", "acts::test_lists_and_earlier_conversations_lead_to_their_mail"),
        *("GET /company", "pressed::test_earlier_conversations_are_a_click_away"),
    ),
    "views.views_for": Way("SHOW_VIEW", VIEWS, "GET //views", KEPT),
    "views.look_at_view": Way("SHOW_VIEW", VIEWS, "GET //views/<view>", KEPT),
    "views.keep_view": Way("KEEP_VIEW SHOW_KEEP", VIEWS, "POST //me/views", KEPT),
    "views.drop_view": Way("DROP_VIEW", VIEWS, "DELETE //me/views/<view>", KEPT),
    "views.share_view": Way(
        *("KEEP_VIEW", "views::test_a_shared_view_is_everybodys_and_changed_by_those_who_may"),
        *("POST //me/views/<view>/share", "views::test_who_manages_a_mailbox_shares_a_view_with_it"),
    ),
    "tidying.merge": Way("MERGE", RECOMBINED, "POST /merge", MERGED),
    "tidying.unmerge": Way(
        *("UNMERGE", RECOMBINED),
        *("POST /unmerge", "tidying::test_a_wrong_merge_made_in_gmail_is_undone_in_outlook"),
    ),
    "tidying.split": Way(
        *("SPLIT SHOW_SPLIT", "recombining::test_a_mail_is_split_off"),
        *("POST /split", "tidying::test_what_is_split_off_in_the_pane_names_where_it_was"),
    ),
    "tidying.move": Way(
        *("MOVE SHOW_MOVE", "recombining::test_it_is_moved_to_another_mailbox_where_one_works_too"),
        *("PUT /mailbox", "pressed::test_it_is_moved_in_the_pane"),
    ),
    "partners.merge_plan": Way(
        *("SHOW_MERGE SHOW_PARTNERS", "recombining::test_the_other_one_is_found_by_words"),
        *("GET /merge/<other>", MERGED),
    ),
    "arranging.tidy": Way(
        *("SHOW_TIDY", "tidying::test_a_sender_is_blocked_and_unblocked_again"),
        *("GET /tidy", MERGED),
    ),
    "linking.link": Way("LINK_WITH", "recombining::test_two_are_linked_and_parted", "POST /links", LINKS),
    "linking.unlink": Way(
        "UNLINK", "recombining::test_two_are_linked_and_parted", "DELETE /links/<other>", LINKS
    ),
    "arranging.block_sender": Way(
        *("BLOCK", "tidying::test_a_sender_is_blocked_and_unblocked_again"),
        *("PUT /sender", "tidying::test_new_mail_of_a_blocked_sender_is_spam_in_gmail_too"),
    ),
}
"""Use case, by its module and name → its ways."""


def table() -> str:
    """All of them as a table in Markdown."""
    rows = ["| use case | card action | pressed by | pane control | pressed by |", "|---|---|---|---|---|"]
    for name, way in WAYS.items():
        cells = (name, way.card or "–", way.card_test, way.pane or "–", way.pane_test)  # noqa: RUF001
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")

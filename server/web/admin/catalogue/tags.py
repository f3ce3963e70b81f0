"""Tags: with how many conversations carry each; renamed, merged and deleted with everything that carries them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from server.domain.administering import may_change
from server.domain.catalogue import Tag
from server.usecases.settings.tags import change_tag, create_tag, delete_tag, merge_tag, tag_use, tags_of
from server.web.admin.blaming import blaming
from server.web.admin.catalogue import places
from server.web.admin.forms import Refused
from server.web.admin.page import Moved, Shown, Visit


def show(visit: Visit) -> Shown:
    """The list; tags that nobody agreed on stand below."""
    uses = tags_of(visit.here, visit.actor)
    where = {use.tag.id: places.names(visit, use.tag.mailboxes) for use in uses if use.tag}
    mine = {use.tag.id for use in uses if use.tag and _mine(visit, use.tag)}
    agreed = [use for use in uses if use.tag]
    free = sorted((use for use in uses if not use.tag), key=lambda use: (-use.count, use.name))
    return Shown("tags/list.html", {"agreed": agreed, "free": free, "where": where, "mine": mine})


def ask_new(visit: Visit) -> Shown:
    """An empty form, or one with the name of a tag that is in use."""
    boxes = [visit.query["mailbox"]] if visit.query["mailbox"] else []
    values = {"name": visit.query["name"], "meaning": "", "mailboxes": boxes}
    return Shown("tags/new.html", {"values": values, **places.offered(visit)})


def add(visit: Visit) -> Moved:
    """Agree on a tag."""
    tag = _changed(visit, Tag("", ""))
    with blaming(visit, "name", mailbox="mailboxes"):
        create_tag(visit.here, tag, actor=visit.actor)
    path = places.back(visit, "/tags", tag.mailboxes, "catalogue")
    return Moved(path, "The tag “%(name)s” is agreed on.", {"name": tag.name})


def show_one(visit: Visit) -> Shown:
    """One tag with its use."""
    tag = _tag(visit)
    values = _values(tag)
    facts = {
        "tag": tag,
        "values": values,
        "seen": visit.seen(values),
        "count": tag_use(visit.here, tag.name, actor=visit.actor),
        "where": places.names(visit, tag.mailboxes),
        **places.offered(visit),
    }
    return Shown("tags/one.html", facts)


def save(visit: Visit) -> Moved:
    """Change a tag; a new name goes along to every conversation."""
    tag = _tag(visit)
    visit.expect(_values(tag))
    after = _changed(visit, tag)
    with blaming(visit, "name", mailbox="mailboxes"):
        change_tag(visit.here, after, actor=visit.actor)
    return Moved(places.back(visit, "/tags", after.mailboxes, "catalogue"), "Saved.")


def ask_merge(visit: Visit) -> Shown:
    """What merging does, in numbers, and into which tag."""
    tag = _tag(visit)
    known = visit.here.directory.tags.values()
    others = [(other.id, other.name) for other in known if other.id != tag.id and _mine(visit, other)]
    others.sort(key=lambda pair: pair[1])
    count = tag_use(visit.here, tag.name, actor=visit.actor)
    facts = {"tag": tag, "others": others, "count": count, "seen": visit.seen(_values(tag))}
    return Shown("tags/merging.html", facts)


def merge(visit: Visit) -> Moved:
    """Let all conversations carry the other tag instead."""
    tag, into = _tag(visit), visit.here.directory.tags.get(visit.form["into"])
    visit.expect(_values(tag))
    if into is None or not _mine(visit, into):
        fault = visit.words.gettext("Please choose one from the list.")
        raise Refused("Nothing was saved yet. Please look at what is marked.", {"into": [fault]})
    with blaming(visit, "into"):
        count = merge_tag(visit.here, tag.name, into, actor=visit.actor)
    return Moved(
        "/tags",
        "“%(old)s” is now “%(new)s”. Conversations changed: %(count)s.",
        {"old": tag.name, "new": into.name, "count": count},
    )


def ask_remove(visit: Visit) -> Shown:
    """What deleting does, in numbers."""
    tag = _tag(visit)
    count = tag_use(visit.here, tag.name, actor=visit.actor)
    return Shown("tags/removing.html", {"tag": tag, "count": count, "seen": visit.seen(_values(tag))})


def remove(visit: Visit) -> Moved:
    """Take a tag off all conversations."""
    tag = _tag(visit)
    visit.expect(_values(tag))
    count = delete_tag(visit.here, tag.name, actor=visit.actor)
    return Moved(
        places.back(visit, "/tags", tag.mailboxes, "catalogue"),
        "“%(name)s” was deleted. Conversations changed: %(count)s.",
        {"name": tag.name, "count": count},
    )


def _tag(visit: Visit) -> Tag:
    return places.one(visit, visit.here.directory.tags, "tag")


def _mine(visit: Visit, tag: Tag) -> bool:
    return may_change(visit.here.directory, visit.actor, tag.mailboxes)


def _changed(visit: Visit, tag: Tag) -> Tag:
    form = visit.form
    return replace(tag, name=form["name"], meaning=form["meaning"], mailboxes=tuple(form["mailboxes"]))


def _values(tag: Tag) -> Mapping[str, object]:
    return {"name": tag.name, "meaning": tag.meaning, "mailboxes": sorted(tag.mailboxes)}

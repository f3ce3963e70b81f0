"""Google's event object as a marshmallow schema: slower than the product's reader, and its yardstick."""

from __future__ import annotations

from typing import Any

from marshmallow import EXCLUDE, Schema, fields


class Grows(Schema):
    """Google adds keys without notice: what is unknown is left out, never refused."""

    class Meta:
        unknown = EXCLUDE


class Zone(Grows):
    id = fields.String(load_default="")
    offset = fields.Integer()


class Strings(Grows):
    value = fields.List(fields.String(), load_default=list)


class Moment(Grows):
    ms_since_epoch = fields.Integer(data_key="msSinceEpoch", allow_none=True, load_default=None)


class Input(Grows):
    strings = fields.Nested(Strings, data_key="stringInputs", load_default=dict)
    date_time = fields.Nested(Moment, data_key="dateTimeInput", load_default=None)
    date = fields.Nested(Moment, data_key="dateInput", load_default=None)


class Common(Grows):
    user_locale = fields.String(data_key="userLocale", load_default="")
    platform = fields.String(load_default="")
    zone = fields.Nested(Zone, data_key="timeZone", load_default=dict)
    params = fields.Dict(fields.String(), fields.String(), data_key="parameters", load_default=dict)
    inputs = fields.Dict(fields.String(), fields.Nested(Input), data_key="formInputs", load_default=dict)


class Authorization(Grows):
    access_token = fields.String(data_key="userOAuthToken", load_default="")
    user_id_token = fields.String(data_key="userIdToken", load_default="")
    system_id_token = fields.String(data_key="systemIdToken", load_default="")
    scopes = fields.List(fields.String(), data_key="authorizedScopes", load_default=None)


class Gmail(Grows):
    message_id = fields.String(data_key="messageId", load_default="")
    thread_id = fields.String(data_key="threadId", load_default="")
    message_token = fields.String(data_key="accessToken", load_default="")


class Event(Grows):
    common = fields.Nested(Common, data_key="commonEventObject", required=True)
    authorization = fields.Nested(Authorization, data_key="authorizationEventObject", load_default=dict)
    gmail = fields.Nested(Gmail, load_default=dict)


def load(event: dict[str, Any]) -> dict[str, Any]:
    """Read a well-formed event the slow way; a ValidationError says where it is not."""
    found: dict[str, Any] = Event().load(event)
    return found

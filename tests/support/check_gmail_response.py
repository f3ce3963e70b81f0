#!/usr/bin/env python3
"""Strict offline validator for a Gmail HTTP (alternate runtime) add-on response.

  check_gmail_response.py [--kind trigger|callback|autocomplete|authorization|any]
                          [--allow-http-localhost] [--origin URL]... [--manifest deployment.json]
                          [--max-bytes N] [-W] [FILE|-]

Needs only:  pip install google-apps-card      (brings protobuf + googleapis-common-protos)

What is authoritative here
  * every Card is parsed by protobuf json_format.ParseDict into google.apps.card.v1.Card
    (PyPI google-apps-card), unknown field / bad enum / wrong scalar type = error;
  * the envelope (RenderActions, SubmitFormResponse, GetAutocompletionResponse,
    AuthorizationError, HostAppActionMarkup, GmailClientActionMarkup ...) is NOT in any
    PyPI proto, so it is declared below as a dynamic proto file, field for field from
    Google's "Package google.apps.card.v1" and "Package apps.extensions.markup" RPC
    references (Gmail-relevant members only) and parsed by the same ParseDict.
Exit status: 0 valid (warnings possible), 1 invalid, 2 usage / unreadable input.
"""

import argparse, html.parser, json, re, sys
from urllib.parse import urlsplit

from google.apps import card_v1
from google.protobuf import descriptor_pb2, json_format, message_factory

CARD = card_v1.Card.pb().DESCRIPTOR
P = "gmail_addon_check"
F = descriptor_pb2.FieldDescriptorProto

# --------------------------------------------------------------------- envelope schema
# name -> [(field, type, repeated, oneof)]   type: 'string'|'bool'|'.pkg.Msg'|'#Enum'
ENUMS = {
    "UpdateBodyType": [
        "UNSPECIFIED_ACTION_TYPE",
        "IN_PLACE_INSERT",
        "INSERT_AT_START",
        "INSERT_AT_END",
        "REPLACE",
    ],
    "ContentType": ["UNSPECIFIED_CONTENT_TYPE", "TEXT", "MUTABLE_HTML", "IMMUTABLE_HTML"],
    "EmailMimeType": ["UNSPECIFIED_EMAIL_MIME_TYPE", "PLAIN_TEXT", "HTML"],
    "AddonComposeUiActionType": ["UNSPECIFIED", "DISMISS"],
}
C = ".google.apps.card.v1."
L = "." + P + "."
MESSAGES = {
    "Notification": [("text", "string", 0, None)],
    "Navigation": [
        ("pop_to_root", "bool", 0, "op"),
        ("pop", "bool", 0, "op"),
        ("pop_to_card", "string", 0, "op"),
        ("push_card", C + "Card", 0, "op"),
        ("update_card", C + "Card", 0, "op"),
    ],
    "Action": [
        ("navigations", L + "Navigation", 1, None),
        ("link", C + "OpenLink", 0, None),
        ("notification", L + "Notification", 0, None),
    ],
    "RenderActions": [
        ("action", L + "Action", 0, None),
        ("host_app_action", L + "HostAppActionMarkup", 0, None),
        ("schema", "string", 0, None),
    ],
    "SubmitFormResponse": [
        ("render_actions", L + "RenderActions", 0, None),
        ("state_changed", "bool", 0, None),
        ("schema", "string", 0, None),
    ],
    "GetAutocompletionResponse": [
        ("auto_complete", C + "Suggestions", 0, None),
        ("schema", "string", 0, None),
    ],
    "BasicAuthorizationAction": [("authorization_url", "string", 0, None), ("resource", "string", 0, None)],
    "RequestingGoogleScopes": [("scopes", "string", 1, None), ("all_scopes", "bool", 0, None)],
    "AuthorizationError": [
        ("basic_authorization_prompt", L + "BasicAuthorizationAction", 0, "rendering"),
        ("custom_authorization_prompt", L + "RenderActions", 0, "rendering"),
        ("requesting_google_scopes", L + "RequestingGoogleScopes", 0, "rendering"),
    ],
    "HostAppActionMarkup": [("gmail_action", L + "GmailClientActionMarkup", 0, "action")],
    "GmailClientActionMarkup": [
        ("task_action", L + "TaskActionMarkup", 0, "type"),
        ("update_draft_action_markup", L + "UpdateDraftActionMarkup", 0, "type"),
        ("open_created_draft_action_markup", L + "OpenCreatedDraftActionMarkup", 0, "type"),
        ("addon_compose_ui_action_markup", L + "AddonComposeUiActionMarkup", 0, "type"),
    ],
    "TaskActionMarkup": [("reload_tasks", "bool", 0, None)],
    "AddonComposeUiActionMarkup": [("type", "#AddonComposeUiActionType", 0, None)],
    "OpenCreatedDraftActionMarkup": [
        ("draft_id", "string", 0, None),
        ("draft_storage_id", "string", 0, None),
        ("draft_thread_server_perm_id", "string", 0, None),
        ("draft_thread_id", "string", 0, None),
    ],
    "Recipient": [("email", "string", 0, None)],
    "UpdateToRecipients": [("to_recipients", L + "Recipient", 1, None)],
    "UpdateCcRecipients": [("cc_recipients", L + "Recipient", 1, None)],
    "UpdateBccRecipients": [("bcc_recipients", L + "Recipient", 1, None)],
    "UpdateSubject": [("subject", "string", 0, None)],
    "InsertContent": [
        ("content", "string", 0, None),
        ("mime_type", "#EmailMimeType", 0, None),
        ("content_type", "#ContentType", 0, None),
    ],
    "UpdateBody": [("insert_contents", L + "InsertContent", 1, None), ("type", "#UpdateBodyType", 0, None)],
    "UpdateDraftActionMarkup": [
        ("update_body", L + "UpdateBody", 0, None),
        ("update_to_recipients", L + "UpdateToRecipients", 0, None),
        ("update_cc_recipients", L + "UpdateCcRecipients", 0, None),
        ("update_bcc_recipients", L + "UpdateBccRecipients", 0, None),
        ("update_subject", L + "UpdateSubject", 0, None),
    ],
}


def _build():
    fd = descriptor_pb2.FileDescriptorProto(
        name=P + ".proto", package=P, syntax="proto3", dependency=[CARD.file.name]
    )
    for name, values in ENUMS.items():
        # enum value names are scoped to the enclosing scope: wrap each enum in its own message
        holder = fd.message_type.add(name="E" + name)
        e = holder.enum_type.add(name=name)
        for i, v in enumerate(values):
            e.value.add(name=v, number=i)
    for name, fields in MESSAGES.items():
        m = fd.message_type.add(name=name)
        for o in dict.fromkeys(f[3] for f in fields if f[3]):
            m.oneof_decl.add(name=o)
        oneofs = [o.name for o in m.oneof_decl]
        for n, (fname, ftype, rep, oneof) in enumerate(fields, 1):
            f = m.field.add(name=fname, number=n, label=F.LABEL_REPEATED if rep else F.LABEL_OPTIONAL)
            if ftype == "string":
                f.type = F.TYPE_STRING
            elif ftype == "bool":
                f.type = F.TYPE_BOOL
            elif ftype[0] == "#":
                f.type, f.type_name = F.TYPE_ENUM, f"{L}E{ftype[1:]}.{ftype[1:]}"
            else:
                f.type, f.type_name = F.TYPE_MESSAGE, ftype
            if oneof:
                f.oneof_index = oneofs.index(oneof)
    pool = CARD.file.pool
    pool.Add(fd) if hasattr(pool, "Add") else pool.AddSerializedFile(fd.SerializeToString())
    return {n: pool.FindMessageTypeByName(f"{P}.{n}") for n in MESSAGES}


SCHEMA = _build()
ROOT = {
    "trigger": "RenderActions",
    "callback": "SubmitFormResponse",
    "autocomplete": "GetAutocompletionResponse",
    "authorization": "AuthorizationError",
}
AUTH_KEYS = {
    "basicAuthorizationPrompt",
    "customAuthorizationPrompt",
    "requestingGoogleScopes",
    "basic_authorization_prompt",
    "custom_authorization_prompt",
    "requesting_google_scopes",
}
KNOWN_ICONS = set(
    """AIRPLANE BOOKMARK BUS CAR CLOCK CONFIRMATION_NUMBER_ICON DESCRIPTION DOLLAR EMAIL
EVENT_PERFORMER EVENT_SEAT FLIGHT_ARRIVAL FLIGHT_DEPARTURE HOTEL HOTEL_ROOM_TYPE INVITE MAP_PIN MEMBERSHIP
MULTIPLE_PEOPLE OFFER PERSON PHONE RESTAURANT_ICON SHOPPING_CART STAR STORE TICKET TRAIN VIDEO_CAMERA
VIDEO_PLAY""".split()
)
HTML_TAGS = {"b", "i", "u", "s", "font", "a", "time", "br"}
# (message, field): formatted HTML allowed.  Everything else shown to users is plain text.
HTML_FIELDS = {("TextParagraph", "text"), ("DecoratedText", "text"), ("Section", "header")}
PLAIN_FIELDS = {
    ("CardHeader", "title"),
    ("CardHeader", "subtitle"),
    ("DecoratedText", "topLabel"),
    ("DecoratedText", "bottomLabel"),
    ("Button", "text"),
    ("Chip", "label"),
    ("TextInput", "label"),
    ("TextInput", "hintText"),
    ("SelectionInput", "label"),
    ("SelectionItem", "text"),
    ("Notification", "text"),
    ("CardAction", "actionLabel"),
    ("OverflowMenuItem", "text"),
    ("SuggestionItem", "text"),
    ("GridItem", "title"),
    ("GridItem", "subtitle"),
    ("Grid", "title"),
}
IMAGE_FIELDS = {
    ("Image", "imageUrl"),
    ("Icon", "iconUrl"),
    ("CardHeader", "imageUrl"),
    ("ImageComponent", "imageUri"),
    ("SelectionItem", "startIconUri"),
}
# documented "Chat apps only, unavailable for Workspace add-ons"
CHAT_ONLY = {
    ("Icon", "materialIcon"): 0,
    ("TextInput", "placeholderText"): 0,
    ("TextParagraph", "textSyntax"): 0,
    ("DecoratedText", "topLabelText"): 1,
    ("DecoratedText", "contentText"): 1,
    ("DecoratedText", "bottomLabelText"): 1,
    ("DecoratedText", "startIconVerticalAlignment"): 0,
    ("SelectionInput", "externalDataSource"): 1,
    ("SelectionInput", "platformDataSource"): 1,
    ("Widget", "carousel"): 1,
    ("Widget", "horizontalAlignment"): 0,
    ("Button", "type"): 0,
    ("Action", "interaction"): 1,
}  # 1 = error, 0 = warning


class _Html(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.bad, self.stack, self.tags = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.tags += 1
        a = dict(attrs)
        if tag not in HTML_TAGS:
            self.bad.append(f"<{tag}> is not supported in cards")
        allowed = {"font": {"color"}, "a": {"href"}}.get(tag, set())
        for k in a:
            if k not in allowed:
                self.bad.append(f"<{tag} {k}=...> attribute not supported")
        if tag == "a" and not re.match(r"(https|mailto|tel):", (a.get("href") or "").lower()):
            self.bad.append("<a> needs an https:/mailto:/tel: href")
        if tag == "font" and not re.fullmatch(r"#[0-9a-fA-F]{6}", a.get("color") or ""):
            self.bad.append('<font> needs color="#rrggbb"')
        if tag != "br":
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag != "br" and self.stack:
            self.stack.pop()

    def handle_endtag(self, tag):
        if tag == "br":
            return
        if not self.stack or self.stack[-1] != tag:
            self.bad.append(f"</{tag}> does not close the open tag")
        else:
            self.stack.pop()

    def handle_comment(self, data):
        self.bad.append("HTML comment")

    def handle_decl(self, decl):
        self.bad.append("HTML declaration")


class Check:
    def __init__(self, opt, prefixes=None):
        self.opt, self.prefixes, self.errors, self.warnings = opt, prefixes, [], []
        self.cards = self.widgets = 0
        self.rules = False  # pass 1: structure only; pass 2 (after the proto parse succeeded): semantic rules

    def err(self, path, msg):
        self.errors.append(f"{path}: {msg}")

    def warn(self, path, msg):
        self.warnings.append(f"{path}: {msg}")

    # ---- urls
    def function_url(self, path, url):
        if not isinstance(url, str) or not url:
            return self.err(
                path, "missing: in an HTTP add-on `function` must be the full HTTPS URL of your endpoint"
            )
        u = urlsplit(url)
        local = u.scheme == "http" and (u.hostname or "") in ("localhost", "127.0.0.1", "::1")
        if not (u.scheme == "https" and u.hostname) and not (local and self.opt.allow_http_localhost):
            return self.err(path, f"{url!r} is not an absolute https URL")
        if u.fragment or re.search(r"\s", url):
            self.err(path, f"{url!r} has a fragment or whitespace")
        if self.opt.origin and f"{u.scheme}://{u.netloc}" not in [o.rstrip("/") for o in self.opt.origin]:
            self.err(path, f"{url!r} is not on an allowed --origin")

    def link_url(self, path, url):
        if not isinstance(url, str) or not url:
            return self.err(path, "url is required")
        u = urlsplit(url)
        if u.scheme in ("mailto", "tel"):
            return
        if u.scheme == "http":
            if (u.hostname or "") in ("localhost", "127.0.0.1", "::1") and self.opt.allow_http_localhost:
                return
            self.warn(path, "http: links are rewritten to https: by Google")
        elif u.scheme != "https" or not u.hostname:
            return self.err(path, f"{url!r}: only https:, mailto: and tel: links are allowed")
        if self.prefixes is not None and not any(
            url.startswith(p if "://" in p else "https://" + p) for p in self.prefixes
        ):
            self.err(path, f"{url!r} matches no addOns.common.openLinkUrlPrefixes entry")

    def image_url(self, path, url):
        u = urlsplit(url if isinstance(url, str) else "")
        local = (
            u.scheme == "http"
            and (u.hostname or "") in ("localhost", "127.0.0.1")
            and self.opt.allow_http_localhost
        )
        if not local and (u.scheme != "https" or not u.hostname):
            self.err(path, f"image must be a public https URL, got {url!r}")
        if u.path.lower().endswith(".svg"):
            self.err(path, "SVG images are not supported in add-on cards")

    # ---- text
    def text(self, path, value, is_html):
        if not isinstance(value, str):
            return
        if is_html:
            p = _Html()
            p.feed(value)
            p.close()
            for b in p.bad:
                self.err(path, "unsupported markup: " + b)
            if p.stack:
                self.err(path, f"unclosed tag <{p.stack[-1]}>")
            if re.search(r"&(?!(#\d+|#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)", value):
                self.warn(path, "bare '&' in an HTML text field: escape as &amp;")
            if re.search(r"<(?![A-Za-z/!])", value):
                self.warn(path, "bare '<' in an HTML text field: escape as &lt;")
        elif re.search(r"</?(b|i|u|s|br|p|a|font|div|span|time|strong|em|ul|li)\b[^>]*>", value, re.I):
            self.warn(path, "HTML-looking tag in a plain-text field (shown literally)")
        elif re.search(r"&(lt|gt|amp|quot|#39|#x27);", value):
            self.warn(path, "HTML entity in a plain-text field (may be shown literally)")

    # ---- generic, descriptor-guided walk over the raw JSON (exact JSON paths in messages)
    def walk(self, raw, desc, path, card=None):
        if not isinstance(raw, dict):
            return self.err(path, f"expected an object ({desc.name}), got {type(raw).__name__}")
        by = {}
        for f in desc.fields:
            by[f.json_name] = by[f.name] = f
        for k, v in raw.items():
            f = by.get(k)
            here = f"{path}.{k}"
            if f is None:
                names = ", ".join(x.json_name for x in desc.fields) or "(none)"
                self.err(here, f"unknown field in {desc.full_name.replace(P + '.', '')}; allowed: {names}")
                continue
            if v is None:
                self.err(here, "null value")
                continue
            if (
                not self.rules
                and k != f.json_name
                and desc.name
                not in ("AuthorizationError", "BasicAuthorizationAction", "RequestingGoogleScopes")
            ):
                self.warn(here, f"snake_case; write {f.json_name!r}")
            rep = f.is_repeated if hasattr(f, "is_repeated") else f.label == F.LABEL_REPEATED
            if rep and not isinstance(v, list):
                self.err(here, "expected an array")
                continue
            for i, item in enumerate(v if rep else [v]):
                p = f"{here}[{i}]" if rep else here
                if self.rules and f.enum_type is not None:
                    continue
                if f.enum_type is not None and not isinstance(item, str):
                    self.err(p, f"enum must be a string, one of {[x.name for x in f.enum_type.values]}")
                elif f.enum_type is not None and item not in f.enum_type.values_by_name:
                    self.err(p, f"{item!r} is not one of {[x.name for x in f.enum_type.values]}")
                elif f.message_type is not None and not f.message_type.full_name.startswith(
                    "google.protobuf."
                ):
                    sub = card
                    if f.message_type.full_name == CARD.full_name:
                        sub = {"names": {}, "required": [], "widgets": 0, "path": p}
                    self.walk(item, f.message_type, p, sub)
                    if sub is not card and self.rules:
                        self.end_card(sub)
            if not self.rules:
                continue
            key = (desc.name, f.json_name)
            if key in CHAT_ONLY:
                (self.err if CHAT_ONLY[key] else self.warn)(
                    here, "documented as Chat-app only / unavailable for Workspace add-ons"
                )
            if key in HTML_FIELDS or key in PLAIN_FIELDS:
                self.text(here, v, key in HTML_FIELDS)
            if key in IMAGE_FIELDS:
                self.image_url(here, v)
        # normalised view (camelCase) for the semantic rules
        n = {by[k].json_name: v for k, v in raw.items() if k in by and v is not None}
        rule = getattr(self, "r_" + desc.name, None)
        if rule and self.rules:
            rule(n, path, card)

    # ---- rules per message
    def r_Card(self, n, p, c):
        self.cards += 1
        s = n.get("sections") or []
        if not s:
            self.err(p, "a card needs at least one section")
        if len(s) > 100:
            self.err(p, f"{len(s)} sections; the limit is 100")

    def end_card(self, c):
        if c["widgets"] > 100:
            self.err(
                c["path"],
                f"{c['widgets']} widgets; above 100 Gmail drops the overflowing section and all after it",
            )
        for path, name in c["required"]:
            if name not in c["names"]:
                self.err(path, f"{name!r} names no input widget of this card")

    def r_CardHeader(self, n, p, c):
        if not n.get("title"):
            self.err(p, "title is required")

    def r_Section(self, n, p, c):
        if not n.get("widgets"):
            self.err(p, "a section must contain at least one widget")
        if "uncollapsibleWidgetsCount" in n and not n.get("collapsible"):
            self.warn(p, "uncollapsibleWidgetsCount is ignored unless collapsible is true")

    def _widget(self, n, p, c):
        c["widgets"] += 1
        self.widgets += 1
        if not set(n) - {"horizontalAlignment"}:
            self.err(
                p, "empty widget: exactly one of textParagraph, decoratedText, buttonList, ... is required"
            )

    r_Widget = r_Widgets = _widget

    def _name(self, n, p, c):
        name = n.get("name")
        if not name:
            return self.err(p, "name is required (it is the formInputs key)")
        if name in c["names"]:
            self.err(p, f"input name {name!r} is already used at {c['names'][name]}")
        c["names"][name] = p

    def r_TextParagraph(self, n, p, c):
        if not n.get("text"):
            self.err(p, "text is required")

    def r_DecoratedText(self, n, p, c):
        if not (n.get("text") or n.get("button")):
            self.err(p, "text is required")
        if "icon" in n:
            self.warn(p, "icon is deprecated, use startIcon")

    def r_SwitchControl(self, n, p, c):
        self._name(n, p, c)

    def r_TextInput(self, n, p, c):
        self._name(n, p, c)
        if not n.get("label") and not n.get("hintText"):
            self.err(p, "label or hintText is required")

    def r_SelectionInput(self, n, p, c):
        self._name(n, p, c)
        items = n.get("items") or []
        if not items:
            self.err(p, "items is required (Workspace add-ons support only static items)")
        if len(items) > 100:
            self.err(p, f"{len(items)} items; the limit is 100")
        sel = sum(1 for i in items if isinstance(i, dict) and i.get("selected") is True)
        if n.get("type") in ("DROPDOWN", "RADIO_BUTTON") and sel > 1:
            self.err(p, f"{sel} items selected in a single-choice {n['type']}")
        if n.get("type") == "MULTI_SELECT":
            cap = n.get("multiSelectMaxSelectedItems", 3)
            if isinstance(cap, int) and sel > cap:
                self.err(p, f"{sel} items pre-selected but multiSelectMaxSelectedItems is {cap} (default 3)")
            if "multiSelectMaxSelectedItems" not in n:
                self.warn(p, "multiSelectMaxSelectedItems unset: users can pick only 3")
        if "type" not in n:
            self.warn(p, "type unset means CHECK_BOX")
        vals = [i.get("value") for i in items if isinstance(i, dict)]
        if len(set(map(str, vals))) != len(vals):
            self.err(p, "duplicate item values")

    def r_SelectionItem(self, n, p, c):
        if not n.get("text") or "value" not in n:
            self.err(p, "text and value are required")

    def r_DateTimePicker(self, n, p, c):
        self._name(n, p, c)

    def r_Button(self, n, p, c):
        if not n.get("text") and not n.get("icon"):
            self.err(p, "text or icon is required")
        if not n.get("onClick"):
            self.err(p, "onClick is required")

    def r_ButtonList(self, n, p, c):
        if not n.get("buttons"):
            self.err(p, "buttons must not be empty")

    def r_Chip(self, n, p, c):
        if not n.get("label") and not n.get("icon"):
            self.err(p, "label or icon is required")

    def r_Icon(self, n, p, c):
        if not {"knownIcon", "iconUrl", "materialIcon"} & set(n):
            self.err(p, "one of knownIcon, iconUrl is required")
        if "knownIcon" in n and n["knownIcon"] not in KNOWN_ICONS:
            self.err(
                p + ".knownIcon", f"{n['knownIcon']!r} is not a known icon: {' '.join(sorted(KNOWN_ICONS))}"
            )

    def r_Columns(self, n, p, c):
        if len(n.get("columnItems") or []) > 2:
            self.err(p, "at most 2 columns")
        self.warn(
            p, "columns are documented only for the compose dialog in Gmail add-ons, not the message sidebar"
        )

    def r_CollapseControl(self, n, p, c):
        if ("expandButton" in n) != ("collapseButton" in n):
            self.err(p, "set both expandButton and collapseButton or neither")

    def r_CardFixedFooter(self, n, p, c):
        if not n.get("primaryButton"):
            self.err(p, "primaryButton is required")
        for b in ("primaryButton", "secondaryButton"):
            v = n.get(b)
            if isinstance(v, dict) and not v.get("text"):
                self.err(f"{p}.{b}", "footer buttons must be text buttons")
            elif isinstance(v, dict) and not v.get("color"):
                self.warn(f"{p}.{b}", "footer buttons are documented as needing color")

    def r_CardAction(self, n, p, c):
        if not n.get("actionLabel") or not n.get("onClick"):
            self.err(p, "actionLabel and onClick are required")

    def r_OnClick(self, n, p, c):
        if not n:
            self.err(p, "empty onClick")

    def r_Action(self, n, p, c):
        if "navigations" in n or "notification" in n or "link" in n or c is None:  # RenderActions.Action
            if not n:
                self.warn(p, "empty action: nothing happens")
            return
        self.function_url(p + ".function", n.get("function"))
        seen = set()
        for i, kv in enumerate(n.get("parameters") or []):
            if isinstance(kv, dict):
                k = kv.get("key")
                if not k or not isinstance(kv.get("value"), str):
                    self.err(f"{p}.parameters[{i}]", "key and a *string* value are required")
                if k in seen:
                    self.err(f"{p}.parameters[{i}]", f"duplicate key {k!r} (arrives as a map)")
                seen.add(k)
        for i, w in enumerate(n.get("requiredWidgets") or []):
            c["required"].append((f"{p}.requiredWidgets[{i}]", w))

    def r_OpenLink(self, n, p, c):
        self.link_url(p + ".url", n.get("url"))

    def r_SuggestionItem(self, n, p, c):
        if not n.get("text"):
            self.err(p, "text is required")

    # envelope
    def r_Navigation(self, n, p, c):
        if len(n) != 1:
            self.err(p, "exactly one of pushCard, updateCard, pop, popToRoot, popToCard")
        for k in ("pop", "popToRoot"):
            if n.get(k) is False:
                self.err(p, f"{k} must be true")

    def r_Notification(self, n, p, c):
        if not n.get("text"):
            self.err(p, "text is required")

    def r_SubmitFormResponse(self, n, p, c):
        if "renderActions" not in n:
            self.err(p, "renderActions is required in a callback response")

    def r_GetAutocompletionResponse(self, n, p, c):
        if "autoComplete" not in n:
            self.err(p, "autoComplete is required")

    def r_BasicAuthorizationAction(self, n, p, c):
        if not n.get("resource"):
            self.err(p, "resource is required")
        if urlsplit(n.get("authorizationUrl") or "").scheme != "https":
            self.err(p, "authorizationUrl must be https")

    def r_RequestingGoogleScopes(self, n, p, c):
        if bool(n.get("scopes")) == bool(n.get("allScopes")):
            self.err(p, "set exactly one of scopes (non-empty) or allScopes: true")

    def r_HostAppActionMarkup(self, n, p, c):
        if not n:
            self.err(p, "gmailAction is required")

    def r_GmailClientActionMarkup(self, n, p, c):
        if not n:
            self.err(p, "one of updateDraftActionMarkup, openCreatedDraftActionMarkup, ... is required")

    def r_UpdateDraftActionMarkup(self, n, p, c):
        if not n:
            self.err(p, "nothing to update")

    def r_UpdateBody(self, n, p, c):
        if n.get("type") in (None, "UNSPECIFIED_ACTION_TYPE"):
            self.err(p, "type is required (IN_PLACE_INSERT, INSERT_AT_START, INSERT_AT_END, REPLACE)")
        if not n.get("insertContents"):
            self.err(p, "insertContents must not be empty")

    def r_InsertContent(self, n, p, c):
        if "mimeType" in n:
            self.err(p, "mimeType is deprecated, use contentType")
        if not n.get("content") or n.get("contentType") in (None, "UNSPECIFIED_CONTENT_TYPE"):
            self.err(p, "content and contentType (TEXT, MUTABLE_HTML, IMMUTABLE_HTML) are required")

    def r_Recipient(self, n, p, c):
        if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", n.get("email") or ""):
            self.err(p, "email must be a bare address")

    def r_OpenCreatedDraftActionMarkup(self, n, p, c):
        if not n.get("draftId") or not n.get("draftThreadId"):
            self.err(p, "draftId and draftThreadId are required")


def detect(doc):
    keys = set(doc)
    if keys & AUTH_KEYS:
        return "authorization"
    if keys & {"renderActions", "render_actions", "stateChanged", "state_changed"}:
        return "callback"
    if keys & {"autoComplete", "auto_complete"}:
        return "autocomplete"
    if keys & {"action", "hostAppAction", "host_app_action"}:
        return "trigger"
    return None


def no_dups(pairs):
    d = {}
    for k, v in pairs:
        if k in d:
            raise ValueError(f"duplicate JSON key {k!r}")
        d[k] = v
    return d


def check(text, opt, prefixes=None):
    """-> (kind, Check)"""
    c = Check(opt, prefixes)
    raw = text.encode() if isinstance(text, str) else text
    try:

        def _bad(x):
            raise ValueError(f"{x} is not JSON")

        doc = json.loads(raw.decode("utf-8"), object_pairs_hook=no_dups, parse_constant=_bad)
    except (ValueError, UnicodeDecodeError) as e:
        c.err("$", f"not valid JSON: {e}")
        return None, c
    if not isinstance(doc, dict):
        c.err("$", "response must be a JSON object")
        return None, c
    if len(raw) > opt.max_bytes:
        c.err("$", f"{len(raw)} bytes, above --max-bytes {opt.max_bytes} (our own budget)")
    kind = detect(doc)
    if kind is None:
        if set(doc) & {"sections", "header", "cards", "cardsV2", "text"}:
            c.err(
                "$",
                'bare card / Chat-style message: wrap it as {"action":{"navigations":[{"pushCard":...}]}} '
                '(trigger) or {"renderActions":{"action":{...}}} (callback)',
            )
        else:
            c.err(
                "$",
                f"no recognised top-level field in {sorted(doc) or 'an empty object'}; expected action/hostAppAction "
                "(trigger), renderActions (callback), autoComplete, or an authorization prompt",
            )
        return None, c
    if opt.kind not in ("any", kind) and kind != "authorization":  # an auth prompt may answer anything
        c.err(
            "$",
            f"this is a {kind} response ({ROOT[kind]}), but a {opt.kind} response ({ROOT[opt.kind]}) was expected",
        )
    desc = SCHEMA[ROOT[kind]]
    c.walk(doc, desc, "$")
    structural = len(c.errors)
    try:  # the authority: strict proto parse
        json_format.ParseDict(doc, message_factory.GetMessageClass(desc)(), ignore_unknown_fields=False)
    except Exception as e:  # ParseError; TypeError/ValueError on grossly wrong shapes
        c.err(
            "$",
            ("protobuf also rejects it: " if structural else "protobuf: ") + " ".join(str(e).split())[:400],
        )
        return kind, c
    if any("null value" in e for e in c.errors):
        return kind, c
    c.rules = True
    c.walk(doc, desc, "$")
    if kind == "trigger" and not c.errors and not c.cards:
        c.warn("$", "a trigger response normally pushes at least one card")
    if kind == "authorization" and (
        "customAuthorizationPrompt" in doc or "custom_authorization_prompt" in doc
    ):
        if '"RELOAD"' not in json.dumps(doc):
            c.err("$", "a custom authorization card must contain an openLink with onClose RELOAD")
    return kind, c


def main(argv=None):
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("file", nargs="?", default="-")
    ap.add_argument("--kind", default="any", choices=["any"] + list(ROOT))
    ap.add_argument("--allow-http-localhost", action="store_true")
    ap.add_argument(
        "--origin", action="append", default=[], help="allowed origin of action.function URLs (repeatable)"
    )
    ap.add_argument(
        "--manifest", help="deployment.json: check links against addOns.common.openLinkUrlPrefixes"
    )
    ap.add_argument(
        "--max-bytes",
        type=int,
        default=65536,
        help="own budget; Google publishes no number for Gmail add-ons",
    )
    ap.add_argument("-W", "--warnings-as-errors", action="store_true")
    ap.add_argument("-q", "--quiet", action="store_true")
    opt = ap.parse_args(argv)
    try:
        text = sys.stdin.buffer.read() if opt.file == "-" else open(opt.file, "rb").read()
        prefixes = None
        if opt.manifest:
            m = json.load(open(opt.manifest))
            prefixes = m.get("addOns", {}).get("common", {}).get("openLinkUrlPrefixes", [])
    except (OSError, ValueError) as e:
        print(f"cannot read input: {e}", file=sys.stderr)
        return 2
    kind, c = check(text, opt, prefixes)
    bad = bool(c.errors) or (opt.warnings_as_errors and bool(c.warnings))
    for w in c.warnings:
        if not opt.quiet or opt.warnings_as_errors:
            print("WARN  " + w, file=sys.stderr)
    for e in c.errors:
        print("ERROR " + e, file=sys.stderr)
    if bad:
        print(f"INVALID kind={kind} errors={len(c.errors)} warnings={len(c.warnings)}")
        return 1
    print(
        f"OK kind={kind} type={ROOT[kind]} cards={c.cards} widgets={c.widgets} bytes={len(text)} warnings={len(c.warnings)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

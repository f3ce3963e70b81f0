#!/usr/bin/env python3
"""Strict offline validator for the deployment.json of a Gmail HTTP add-on.

  check_gmail_manifest.py [--var BASE_URL=https://x]... [--origin URL] [--allow-http-localhost] [-W] [FILE|-]

Needs only:  pip install google-cloud-gsuiteaddons   (brings google-apps-script-type)

The document is parsed with json_format.ParseDict into google.cloud.gsuiteaddons.v1.Deployment
(unknown field / wrong type / bad enum = error).  One field is newer than the PyPI proto and is
therefore overlaid here: addOns.httpOptions.granularOauthPermissionSupport (docs: "OPT_IN").
Exit status: 0 valid, 1 invalid, 2 usage / unreadable input.
"""

import argparse
import copy
import json
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from google.cloud import gsuiteaddons_v1
from google.protobuf import json_format

S = "https://www.googleapis.com/auth/"
NONSENSITIVE = {"gmail.addons.current.action.compose", "gmail.addons.current.message.action", "gmail.labels"}
SENSITIVE = {"gmail.addons.current.message.metadata", "gmail.addons.current.message.readonly", "gmail.send"}
RESTRICTED = {
    "gmail.readonly",
    "gmail.compose",
    "gmail.insert",
    "gmail.modify",
    "gmail.metadata",
    "gmail.settings.basic",
    "gmail.settings.sharing",
}
MESSAGE_SCOPES = {
    "gmail.addons.current.message.metadata",
    "gmail.addons.current.message.readonly",
    "gmail.addons.current.message.action",
    "gmail.readonly",
    "gmail.modify",
    "gmail.metadata",
}
APPS_SCRIPT_ONLY = {
    "selectActions": "HTTP deployments use composeTrigger.actions[{label, runFunction}]",
    "urlFetchWhitelist": "Apps Script only",
    "timeZone": "Apps Script only",
    "runtimeVersion": "Apps Script only",
    "exceptionLogging": "Apps Script only",
    "dependencies": "Apps Script only",
}


class Check:
    def __init__(self, opt):
        self.opt, self.errors, self.warnings, self.urls = opt, [], [], []

    def err(self, p, m):
        self.errors.append(f"{p}: {m}")

    def warn(self, p, m):
        self.warnings.append(f"{p}: {m}")

    def https(self, p, url, endpoint=True):
        if not isinstance(url, str) or not url:
            return self.err(p, "a full HTTPS URL is required")
        u = urlsplit(url)
        local = u.scheme == "http" and (u.hostname or "") in ("localhost", "127.0.0.1")
        if not (u.scheme == "https" and u.hostname) and not (local and self.opt.allow_http_localhost):
            return self.err(p, f"{url!r} is not an absolute https URL")
        if "$" in url or "<" in url or re.search(r"\s", url):
            self.err(p, f"unreplaced placeholder or whitespace in {url!r} (use --var)")
        if u.fragment:
            self.err(p, "URL fragment")
        if endpoint:
            self.urls.append((p, url))
            if self.opt.origin and f"{u.scheme}://{u.netloc}" != self.opt.origin.rstrip("/"):
                self.err(p, f"{url!r} is not on --origin {self.opt.origin}")


def walk_keys(x, path="$"):
    if isinstance(x, dict):
        for k, v in x.items():
            yield f"{path}.{k}", k, v
            yield from walk_keys(v, f"{path}.{k}")
    elif isinstance(x, list):
        for i, v in enumerate(x):
            yield from walk_keys(v, f"{path}[{i}]")


def shape(c, raw, desc, path="$"):
    """json_format.ParseDict silently takes [] or "" where a message is expected; refuse that."""
    if not isinstance(raw, dict):
        return c.err(path, f"expected an object ({desc.name})")
    by = {}
    for f in desc.fields:
        by[f.json_name] = by[f.name] = f
    for k, v in raw.items():
        f = by.get(k)
        if f is None:
            c.err(
                f"{path}.{k}",
                f"unknown field in {desc.name}; allowed: {', '.join(x.json_name for x in desc.fields)}",
            )
            continue
        full = f.message_type.full_name if f.message_type else ""
        rep = f.is_repeated if hasattr(f, "is_repeated") else f.label == 3
        if (rep or full == "google.protobuf.ListValue") and not isinstance(v, list):
            c.err(f"{path}.{k}", "expected an array")
        elif f.message_type and not full.startswith("google.protobuf."):
            for i, item in enumerate(v if rep else [v]):
                shape(c, item, f.message_type, f"{path}.{k}[{i}]" if rep else f"{path}.{k}")


def no_dups(pairs):
    d = {}
    for k, v in pairs:
        if k in d:
            raise ValueError(f"duplicate JSON key {k!r}")
        d[k] = v
    return d


def check(text, opt):
    c = Check(opt)
    for v in opt.var:
        name, _, value = v.partition("=")
        text = re.sub(r"\$\{%s\}|\$%s\b" % (name, name), lambda _: value, text)
    try:
        doc = json.loads(text, object_pairs_hook=no_dups)
    except ValueError as e:
        c.err("$", f"not valid JSON: {e}")
        return c
    if not isinstance(doc, dict):
        c.err("$", "must be a JSON object")
        return c
    for p, k, v in walk_keys(doc):
        if k in APPS_SCRIPT_ONLY:
            c.err(p, "not a Deployment field: " + APPS_SCRIPT_ONLY[k])
        elif "_" in k:
            c.warn(p, "snake_case key; use lowerCamelCase")
        if v is None:
            c.err(p, "null value")
    body = copy.deepcopy(doc)
    granular = None
    http = body.get("addOns", {}).get("httpOptions") if isinstance(body.get("addOns"), dict) else None
    if isinstance(http, dict):
        granular = http.pop("granularOauthPermissionSupport", None)
    shape(c, body, gsuiteaddons_v1.Deployment.pb().DESCRIPTOR)
    try:
        json_format.ParseDict(body, gsuiteaddons_v1.Deployment.pb()(), ignore_unknown_fields=False)
    except Exception as e:  # ParseError; TypeError/ValueError on grossly wrong shapes
        c.err("$", "google.cloud.gsuiteaddons.v1.Deployment: " + " ".join(str(e).split()))
        return c
    if c.errors:
        return c
    if granular != "OPT_IN":
        c.err(
            "$.addOns.httpOptions.granularOauthPermissionSupport",
            f'must be "OPT_IN" (granular consent is mandatory for HTTP add-ons since 2025-12-01), got {granular!r}',
        )
    hdr = (http or {}).get("authorizationHeader")
    if hdr not in (None, "SYSTEM_ID_TOKEN", "HTTP_AUTHORIZATION_HEADER_UNSPECIFIED"):
        c.warn(
            "$.addOns.httpOptions.authorizationHeader",
            f"{hdr}: the Authorization header will not carry the system ID token",
        )

    add = doc.get("addOns") or {}
    common, gmail = add.get("common") or {}, add.get("gmail")
    if not common.get("name"):
        c.err("$.addOns.common.name", "required")
    c.https("$.addOns.common.logoUrl", common.get("logoUrl"), endpoint=False)
    for k in ("primaryColor", "secondaryColor"):
        v = (common.get("layoutProperties") or {}).get(k)
        if v is not None and not re.fullmatch(r"#[0-9a-fA-F]{6}", v):
            c.err(f"$.addOns.common.layoutProperties.{k}", "must be #rrggbb")
    for i, u in enumerate(common.get("openLinkUrlPrefixes") or []):
        if not isinstance(u, str) or u.startswith("http:"):
            c.err(f"$.addOns.common.openLinkUrlPrefixes[{i}]", "must be an https prefix string")
        elif "://" in u and urlsplit(u).path == "":
            c.warn(
                f"$.addOns.common.openLinkUrlPrefixes[{i}]",
                "no trailing path: 'https://a.com' also matches https://a.com.evil.example",
            )
    if not common.get("openLinkUrlPrefixes"):
        c.warn("$.addOns.common.openLinkUrlPrefixes", "unset: openLink to non-Google https URLs is refused")
    if "homepageTrigger" in common:
        c.https("$.addOns.common.homepageTrigger.runFunction", common["homepageTrigger"].get("runFunction"))
    for where, key, label in ((common, "$.addOns.common", "label"), (gmail or {}, "$.addOns.gmail", "text")):
        for i, a in enumerate(where.get("universalActions") or []):
            p = f"{key}.universalActions[{i}]"
            if not a.get(label):
                c.err(p, f"{label} is required")
            if ("openLink" in a) == ("runFunction" in a):
                c.err(p, "exactly one of openLink, runFunction")
            if "runFunction" in a:
                c.https(p + ".runFunction", a["runFunction"])
            if "openLink" in a:
                c.https(p + ".openLink", a["openLink"], endpoint=False)
    scopes = doc.get("oauthScopes") or []
    short = set()
    for i, s in enumerate(scopes):
        p = f"$.oauthScopes[{i}]"
        if not (s.startswith(S) or s in ("https://mail.google.com/", "openid", "email", "profile")):
            c.err(p, f"{s!r} is not a Google OAuth scope URL")
        if s[len(S) :] in short:
            c.err(p, f"duplicate scope {s!r}")
        short.add(s[len(S) :])
        if s == "https://mail.google.com/" or s[len(S) :] in RESTRICTED:
            c.warn(p, f"{s} is a RESTRICTED scope (security assessment when data is stored/transmitted)")
        elif s[len(S) :] in SENSITIVE:
            c.warn(p, f"{s} is a SENSITIVE scope (OAuth verification for public apps)")
    if gmail is None:
        c.err("$.addOns.gmail", "required for a Gmail add-on")
    else:
        if "gmail.addons.execute" not in short:
            c.err("$.oauthScopes", "gmail.addons.execute is required")
        if not ("homepageTrigger" in common or "homepageTrigger" in gmail):
            c.warn("$.addOns", "no homepageTrigger in common or gmail")
        if "homepageTrigger" in gmail:
            c.https("$.addOns.gmail.homepageTrigger.runFunction", gmail["homepageTrigger"].get("runFunction"))
        if "authorizationCheckFunction" in gmail:
            c.https("$.addOns.gmail.authorizationCheckFunction", gmail["authorizationCheckFunction"])
        trig = gmail.get("contextualTriggers") or []
        for i, t in enumerate(trig):
            p = f"$.addOns.gmail.contextualTriggers[{i}]"
            if "unconditional" not in t:
                c.err(p, '"unconditional": {} is required')
            c.https(p + ".onTriggerFunction", t.get("onTriggerFunction"))
        if len(trig) > 1:
            c.warn("$.addOns.gmail.contextualTriggers", "more than one unconditional trigger")
        if trig and not short & MESSAGE_SCOPES and "https://mail.google.com/" not in scopes:
            c.warn(
                "$.oauthScopes",
                "contextual trigger without any scope that can read the open message's headers",
            )
        comp = gmail.get("composeTrigger")
        if comp is not None:
            if not comp.get("actions"):
                c.err("$.addOns.gmail.composeTrigger.actions", "required")
            for i, a in enumerate(comp.get("actions") or []):
                p = f"$.addOns.gmail.composeTrigger.actions[{i}]"
                if not a.get("label"):
                    c.err(p + ".label", "required")
                c.https(p + ".runFunction", a.get("runFunction"))
            if comp.get("draftAccess") not in ("NONE", "METADATA"):
                c.err("$.addOns.gmail.composeTrigger.draftAccess", "set NONE or METADATA")
            if "gmail.addons.current.action.compose" not in short:
                c.err("$.oauthScopes", "gmail.addons.current.action.compose is required by composeTrigger")
            if comp.get("draftAccess") == "METADATA" and "gmail.addons.current.message.metadata" not in short:
                c.err("$.oauthScopes", "draftAccess METADATA needs gmail.addons.current.message.metadata")
    if common.get("useLocaleFromApp") and "script.locale" not in short:
        c.err("$.oauthScopes", "useLocaleFromApp needs script.locale")
    if "script.locale" in short and not common.get("useLocaleFromApp"):
        c.warn("$.addOns.common.useLocaleFromApp", "script.locale requested but useLocaleFromApp is not true")
    if "userinfo.email" not in short:
        c.warn(
            "$.oauthScopes",
            "userinfo.email absent: no authorizationEventObject.userIdToken, the user is unknown",
        )
    if len({urlsplit(u)[:2] for _, u in c.urls}) > 1:
        c.warn("$", "endpoints on several origins")
    return c


def main(argv: list[str] | None = None) -> int:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("file", nargs="?", default="-")
    ap.add_argument(
        "--var", action="append", default=[], metavar="NAME=VALUE", help="substitute $NAME / ${NAME}"
    )
    ap.add_argument("--origin")
    ap.add_argument("--allow-http-localhost", action="store_true")
    ap.add_argument("-W", "--warnings-as-errors", action="store_true")
    opt = ap.parse_args(argv)
    try:
        text = sys.stdin.read() if opt.file == "-" else Path(opt.file).read_text(encoding="utf-8")
    except OSError as e:
        print(f"cannot read input: {e}", file=sys.stderr)
        return 2
    c = check(text, opt)
    for w in c.warnings:
        print("WARN  " + w, file=sys.stderr)
    for e in c.errors:
        print("ERROR " + e, file=sys.stderr)
    if c.errors or (opt.warnings_as_errors and c.warnings):
        print(f"INVALID errors={len(c.errors)} warnings={len(c.warnings)}")
        return 1
    print(f"OK endpoints={len(c.urls)} warnings={len(c.warnings)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

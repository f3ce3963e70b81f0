"""Cards that hold every widget, and cards that Google would refuse."""

from typing import Any

Json = dict[str, Any]

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
    "RU5ErkJggg=="
)
ICON: Json = {"knownIcon": "PERSON"}
LINK: Json = {"openLink": {"url": "https://mail.google.com/mail/"}}
ALL_WIDGETS: list[Json] = [
    {"textParagraph": {"text": "Viel <b>fett</b> &amp; <i>schräg</i><br>" + "Zeile " * 80, "maxLines": 2}},
    {
        "decoratedText": {
            "startIcon": ICON,
            "topLabel": "Oben",
            "text": "Mitte",
            "bottomLabel": "Unten",
            "wrapText": True,
            "button": {"text": "Los", "onClick": LINK},
        }
    },
    {"decoratedText": {"text": "Benachrichtigen", "switchControl": {"name": "notify", "selected": True}}},
    {
        "decoratedText": {
            "text": "Weiter",
            "endIcon": {"knownIcon": "STAR", "altText": "Stern"},
            "onClick": LINK,
        }
    },
    {
        "textInput": {
            "name": "short",
            "label": "Kurz",
            "hintText": "Ein Wort",
            "validation": {"characterLimit": 5},
        }
    },
    {"textInput": {"name": "long", "label": "Lang", "type": "MULTIPLE_LINE", "value": "schon da"}},
    {"divider": {}},
    *[
        {
            "selectionInput": {
                "name": kind.lower(),
                "label": kind,
                "type": kind,
                "items": [
                    {"text": "Eins", "value": "1", "selected": True, "bottomText": "darunter"},
                    {"text": "Zwei", "value": "2"},
                ],
            }
        }
        for kind in ("CHECK_BOX", "RADIO_BUTTON", "SWITCH", "DROPDOWN", "MULTI_SELECT")
    ],
    {"selectionInput": {"name": "unnamed", "items": [{"text": "Ohne Art", "value": "x"}]}},
    {"dateTimePicker": {"name": "both", "label": "Wann", "valueMsEpoch": "1795417200000"}},
    {"dateTimePicker": {"name": "day", "label": "Tag", "type": "DATE_ONLY", "valueMsEpoch": "1795392000000"}},
    {"dateTimePicker": {"name": "hour", "label": "Stunde", "type": "TIME_ONLY"}},
    {
        "image": {
            "imageUrl": PIXEL,
            "altText": "Ein Bild",
        }
    },
    {
        "grid": {
            "title": "Raster",
            "columnCount": 2,
            "borderStyle": {"type": "STROKE"},
            "items": [
                {"id": "a", "title": "A"},
                {"id": "b", "title": "B", "subtitle": "b", "layout": "TEXT_ABOVE"},
            ],
            "onClick": LINK,
        }
    },
    {
        "chipList": {
            "layout": "WRAPPED",
            "chips": [{"label": "Chip", "icon": ICON, "onClick": LINK}, {"label": "stumm"}],
        }
    },
    {
        "columns": {
            "columnItems": [
                {
                    "horizontalSizeStyle": "FILL_MINIMUM_SPACE",
                    "widgets": [{"textParagraph": {"text": "links"}}],
                },
                {"widgets": [{"textParagraph": {"text": "rechts"}}]},
            ]
        }
    },
    {
        "buttonList": {
            "buttons": [
                {"text": "Gefüllt", "color": {"red": 0.1, "green": 0.3, "blue": 0.6}, "onClick": LINK},
                {"icon": {"knownIcon": "EMAIL"}, "altText": "Mailen", "onClick": LINK},
                {"text": "Aus", "disabled": True, "onClick": LINK},
                {
                    "text": "Mehr",
                    "onClick": {"overflowMenu": {"items": [{"text": "Punkt", "onClick": LINK}]}},
                },
            ]
        }
    },
]


def widget_card(*widgets: Json, **card: Any) -> Json:
    return {"action": {"navigations": [{"pushCard": {"sections": [{"widgets": list(widgets)}], **card}}]}}


_P: Json = {"textParagraph": {"text": "x"}}
_AT = "$.action.navigations[0].pushCard"
_W = f"{_AT}.sections[0].widgets[0]"
BAD: list[tuple[str, Json]] = [
    ("$.renderActions", {"renderActions": {"action": {}}}),
    ("$.sections", {"sections": [{"widgets": [_P]}]}),
    ("$.action.navigations[0].popCard", {"action": {"navigations": [{"popCard": True}]}}),
    ("$.action.navigations[0]", {"action": {"navigations": [{"pop": True, "popToRoot": True}]}}),
    (f"{_W}.carousel", widget_card({"carousel": {}})),
    (_W, widget_card({**_P, "divider": {}})),
    (f"{_W}.textParagraph.textSyntax", widget_card({"textParagraph": {"text": "x", "textSyntax": "HTML"}})),
    (f"{_W}.textParagraph.text", widget_card({"textParagraph": {"text": "<h1>x</h1>"}})),
    (f"{_W}.textParagraph.maxLines", widget_card({"textParagraph": {"text": "x", "maxLines": "2"}})),
    (
        f"{_W}.decoratedText",
        widget_card({"decoratedText": {"text": "x", "endIcon": ICON, "switchControl": {"name": "a"}}}),
    ),
    (
        f"{_W}.decoratedText.startIcon.knownIcon",
        widget_card({"decoratedText": {"text": "x", "startIcon": {"knownIcon": "CAT"}}}),
    ),
    (
        f"{_W}.decoratedText.startIcon.materialIcon",
        widget_card({"decoratedText": {"text": "x", "startIcon": {"materialIcon": {"name": "x"}}}}),
    ),
    (f"{_W}.buttonList.buttons[0]", widget_card({"buttonList": {"buttons": [{"text": "x"}]}})),
    (f"{_W}.chipList.chips[0].text", widget_card({"chipList": {"chips": [{"text": "x"}]}})),
    (f"{_W}.textInput", widget_card({"textInput": {"name": "x"}})),
    (
        f"{_W}.selectionInput.type",
        widget_card({"selectionInput": {"name": "x", "type": "COMBO", "items": []}}),
    ),
    (
        f"{_W}.buttonList.buttons[0].onClick.action.parameters[0].value",
        widget_card(
            {
                "buttonList": {
                    "buttons": [
                        {
                            "text": "x",
                            "onClick": {
                                "action": {"function": "https://x/", "parameters": [{"key": "a", "value": 1}]}
                            },
                        }
                    ]
                }
            }
        ),
    ),
    (_AT, widget_card(*[{"textInput": {"name": "same", "label": "x"}}] * 2)),
    (f"{_AT}.sections", widget_card(*[_P] * 101)),
    (f"{_AT}.sections[0]", widget_card()),
    (
        f"{_AT}.fixedFooter",
        widget_card(_P, fixedFooter={"secondaryButton": {"text": "x", "color": {}, "onClick": LINK}}),
    ),
    (
        f"{_AT}.fixedFooter.primaryButton",
        widget_card(_P, fixedFooter={"primaryButton": {"text": "x", "onClick": LINK}}),
    ),
    ("$", {"requesting_google_scopes": {"all_scopes": True}, "custom_authorization_prompt": {}}),
]

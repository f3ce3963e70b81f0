/**
 * The card and its envelopes as Google documents them for Gmail add-ons; what is not here is an error.
 * A field is a primitive ("string", "html", "bool", "int", "float", "int64"), a list of enum names, [field]
 * for a repeated one, or the name of a type. `one` lists groups of which at most one may be set, `exactly` demands one.
 */

/** @typedef {string | string[] | {list: any}} Field */
/** @typedef {{fields: Record<string, Field>, required?: string[], one?: string[][], exactly?: string[][], any?: string[][]}} Type */

/** @param {Field} of */
const list = (of) => ({ list: of });

const ICON = { knownIcon: "KnownIcon", iconUrl: "string", altText: "string", imageType: ["SQUARE", "CIRCLE"] };
const INPUT = { name: "string", label: "string", onChangeAction: "FormAction" };

/** @type {Record<string, Type>} */
export const TYPES = {
  RenderActions: { fields: { action: "Action", hostAppAction: "HostAppAction" } },
  SubmitFormResponse: { fields: { renderActions: "RenderActions", stateChanged: "bool" } },
  GetAutocompletionResponse: { fields: { autoComplete: "Suggestions" }, required: ["autoComplete"] },
  AuthorizationError: {
    fields: { requesting_google_scopes: "GoogleScopes", basic_authorization_prompt: "BasicPrompt", custom_authorization_prompt: "RenderActions" },
    exactly: [["requesting_google_scopes", "basic_authorization_prompt", "custom_authorization_prompt"]],
  },
  GoogleScopes: { fields: { scopes: list("string"), all_scopes: "bool" }, exactly: [["scopes", "all_scopes"]] },
  BasicPrompt: { fields: { authorization_url: "string", resource: "string" }, required: ["authorization_url"] },
  Action: { fields: { navigations: list("Navigation"), notification: "Notification", link: "OpenLink" } },
  Navigation: {
    fields: { pushCard: "Card", updateCard: "Card", pop: "bool", popToRoot: "bool", popToCard: "string" },
    exactly: [["pushCard", "updateCard", "pop", "popToRoot", "popToCard"]],
  },
  Notification: { fields: { text: "string" }, required: ["text"] },
  HostAppAction: { fields: { gmailAction: "GmailAction" }, required: ["gmailAction"] },
  GmailAction: {
    fields: { updateDraftActionMarkup: "UpdateDraft", openCreatedDraftActionMarkup: "OpenDraft", addonComposeUiActionMarkup: "ComposeUi", taskAction: "TaskAction" },
    exactly: [["updateDraftActionMarkup", "openCreatedDraftActionMarkup", "addonComposeUiActionMarkup", "taskAction"]],
  },
  UpdateDraft: {
    fields: { updateBody: "UpdateBody", updateSubject: "UpdateSubject", updateToRecipients: "ToRecipients", updateCcRecipients: "CcRecipients", updateBccRecipients: "BccRecipients" },
  },
  UpdateBody: { fields: { type: ["IN_PLACE_INSERT", "INSERT_AT_START", "INSERT_AT_END", "REPLACE"], insertContents: list("InsertContent") }, required: ["type", "insertContents"] },
  InsertContent: { fields: { content: "string", contentType: ["TEXT", "MUTABLE_HTML", "IMMUTABLE_HTML"] }, required: ["content", "contentType"] },
  UpdateSubject: { fields: { subject: "string" }, required: ["subject"] },
  ToRecipients: { fields: { toRecipients: list("Recipient") } },
  CcRecipients: { fields: { ccRecipients: list("Recipient") } },
  BccRecipients: { fields: { bccRecipients: list("Recipient") } },
  Recipient: { fields: { email: "string" }, required: ["email"] },
  OpenDraft: { fields: { draftId: "string", draftThreadId: "string" }, required: ["draftId"] },
  ComposeUi: { fields: { type: ["DISMISS"] }, required: ["type"] },
  TaskAction: { fields: { reloadTasks: "bool" } },
  Card: {
    fields: {
      name: "string", displayStyle: ["PEEK", "REPLACE"], header: "CardHeader", peekCardHeader: "CardHeader",
      sectionDividerStyle: ["SOLID_DIVIDER", "NO_DIVIDER"], sections: list("Section"), cardActions: list("CardAction"), fixedFooter: "FixedFooter",
    },
    required: ["sections"],
  },
  CardHeader: { fields: { title: "string", subtitle: "string", imageUrl: "string", imageType: ["SQUARE", "CIRCLE"], imageAltText: "string" }, required: ["title"] },
  Section: { fields: { header: "html", widgets: list("Widget"), collapsible: "bool", uncollapsibleWidgetsCount: "int" }, required: ["widgets"] },
  CardAction: { fields: { actionLabel: "string", onClick: "OnClick" }, required: ["actionLabel", "onClick"] },
  FixedFooter: { fields: { primaryButton: "FooterButton", secondaryButton: "FooterButton" }, required: ["primaryButton"] },
  Widget: {
    fields: {
      textParagraph: "TextParagraph", decoratedText: "DecoratedText", buttonList: "ButtonList", textInput: "TextInput", selectionInput: "SelectionInput",
      dateTimePicker: "DateTimePicker", divider: "Divider", image: "Image", grid: "Grid", chipList: "ChipList", columns: "Columns",
    },
    exactly: [["textParagraph", "decoratedText", "buttonList", "textInput", "selectionInput", "dateTimePicker", "divider", "image", "grid", "chipList", "columns"]],
  },
  TextParagraph: { fields: { text: "html", maxLines: "int" }, required: ["text"] },
  DecoratedText: {
    fields: {
      startIcon: "Icon", topLabel: "string", text: "html", wrapText: "bool", bottomLabel: "string", onClick: "OnClick",
      button: "Button", switchControl: "SwitchControl", endIcon: "Icon",
    },
    required: ["text"], one: [["button", "switchControl", "endIcon"]],
  },
  SwitchControl: { fields: { name: "string", value: "string", selected: "bool", onChangeAction: "FormAction", controlType: ["SWITCH", "CHECKBOX", "CHECK_BOX"] }, required: ["name"] },
  Icon: { fields: ICON, exactly: [["knownIcon", "iconUrl"]] },
  ButtonList: { fields: { buttons: list("Button") }, required: ["buttons"] },
  Button: { fields: { text: "string", icon: "Icon", color: "Color", onClick: "OnClick", disabled: "bool", altText: "string" }, required: ["onClick"], any: [["text", "icon"]] },
  FooterButton: { fields: { text: "string", icon: "Icon", color: "Color", onClick: "OnClick", disabled: "bool", altText: "string" }, required: ["text", "color", "onClick"] },
  Color: { fields: { red: "float", green: "float", blue: "float", alpha: "float" } },
  TextInput: {
    fields: { ...INPUT, hintText: "string", value: "string", type: ["SINGLE_LINE", "MULTIPLE_LINE"], initialSuggestions: "Suggestions", autoCompleteAction: "FormAction", validation: "Validation" },
    required: ["name"], any: [["label", "hintText"]],
  },
  Suggestions: { fields: { items: list("Suggestion") }, required: ["items"] },
  Suggestion: { fields: { text: "string" }, required: ["text"] },
  Validation: { fields: { characterLimit: "int", inputType: ["TEXT", "INTEGER", "FLOAT", "EMAIL"] } },
  SelectionInput: {
    fields: { ...INPUT, type: ["CHECK_BOX", "RADIO_BUTTON", "SWITCH", "DROPDOWN", "MULTI_SELECT"], items: list("SelectionItem"), multiSelectMaxSelectedItems: "int", multiSelectMinQueryLength: "int" },
    required: ["name", "items"],
  },
  SelectionItem: { fields: { text: "string", value: "string", selected: "bool", startIconUri: "string", bottomText: "string" }, required: ["text", "value"] },
  DateTimePicker: { fields: { ...INPUT, type: ["DATE_AND_TIME", "DATE_ONLY", "TIME_ONLY"], valueMsEpoch: "int64", timezoneOffsetDate: "int" }, required: ["name"] },
  Divider: { fields: {} },
  Image: { fields: { imageUrl: "string", altText: "string", onClick: "OnClick" }, required: ["imageUrl"] },
  Grid: { fields: { title: "string", columnCount: "int", borderStyle: "BorderStyle", items: list("GridItem"), onClick: "OnClick" }, required: ["items"] },
  GridItem: { fields: { id: "string", title: "string", subtitle: "string", image: "GridImage", layout: ["TEXT_BELOW", "TEXT_ABOVE"] } },
  GridImage: { fields: { imageUri: "string", altText: "string", cropStyle: "CropStyle", borderStyle: "BorderStyle" }, required: ["imageUri"] },
  CropStyle: { fields: { type: ["SQUARE", "CIRCLE", "RECTANGLE_CUSTOM", "RECTANGLE_4_3"], aspectRatio: "float" } },
  BorderStyle: { fields: { type: ["NO_BORDER", "STROKE"], strokeColor: "Color", cornerRadius: "int" } },
  ChipList: { fields: { layout: ["WRAPPED", "HORIZONTAL_SCROLLABLE"], chips: list("Chip") }, required: ["chips"] },
  Chip: { fields: { label: "string", icon: "Icon", onClick: "OnClick", disabled: "bool", altText: "string" }, any: [["label", "icon"]] },
  Columns: { fields: { columnItems: list("Column") }, required: ["columnItems"] },
  Column: {
    fields: {
      horizontalSizeStyle: ["FILL_AVAILABLE_SPACE", "FILL_MINIMUM_SPACE"], horizontalAlignment: ["START", "CENTER", "END"],
      verticalAlignment: ["CENTER", "TOP", "BOTTOM"], widgets: list("Widget"),
    },
    required: ["widgets"],
  },
  OnClick: {
    fields: { action: "FormAction", openLink: "OpenLink", openDynamicLinkAction: "FormAction", card: "Card", overflowMenu: "OverflowMenu" },
    exactly: [["action", "openLink", "openDynamicLinkAction", "card", "overflowMenu"]],
  },
  OverflowMenu: { fields: { items: list("OverflowItem") }, required: ["items"] },
  OverflowItem: { fields: { text: "string", startIcon: "Icon", onClick: "OnClick", disabled: "bool" }, required: ["text", "onClick"] },
  OpenLink: { fields: { url: "string", openAs: ["FULL_SIZE", "OVERLAY"], onClose: ["NOTHING", "RELOAD"] }, required: ["url"] },
  FormAction: {
    fields: {
      function: "string", parameters: list("Parameter"), loadIndicator: ["SPINNER", "NONE"], persistValues: "bool",
      requiredWidgets: list("string"), allWidgetsAreRequired: "bool",
    },
    required: ["function"],
  },
  Parameter: { fields: { key: "string", value: "string" }, required: ["key", "value"] },
};

/** Which message each entry point must answer with. */
export const ROOTS = { trigger: "RenderActions", callback: "SubmitFormResponse", autocomplete: "GetAutocompletionResponse" };

/** Keys by which an authorization answer is known. */
export const AUTHORIZATION_KEYS = Object.keys(TYPES.AuthorizationError.fields);

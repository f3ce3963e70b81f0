/** The Outlook page's own words; the add-in brings its own. */

/** @type {Record<string, Record<string, string>>} */
const WORDS = {
  de: {
    inbox: "Eingang", sent: "Gesendet", agent: "Person", language: "Sprache", theme: "Farben", light: "Hell", dark: "Dunkel", contrast: "Kontrast",
    second: "Zweites Fenster", gmail: "Dieselbe Mail in Gmail", both: "Gmail und Outlook nebeneinander", list: "Nachrichten", folders: "Ordner", empty: "Hier ist nichts.", pick: "Wähle ein Element zum Lesen aus.",
    several: "{count} Unterhaltungen ausgewählt", choose: "Auswählen: {subject}", none: "(kein Betreff)", yesterday: "Gestern", notFound: "Das Element wurde nicht gefunden.",
    reply: "Antworten", replyAll: "Allen antworten", forward: "Weiterleiten", addIn: "Randnotiz", ribbon: "Menüband", pane: "Add-In", close: "Schließen", back: "Zurück",
    send: "Senden", discard: "Verwerfen", to: "An", from: "Von", body: "Text der Nachricht", draft: "Entwurf", sentDone: "Gesendet", checking: "Randnotiz prüft die Nachricht …",
    dontSend: "Nicht senden", sendAnyway: "Trotzdem senden", tooLong: "Randnotiz braucht länger als erwartet, um die Nachricht zu prüfen.", unavailable: "Randnotiz ist gerade nicht erreichbar und konnte die Nachricht nicht prüfen.", tryLater: "Später versuchen",
    signIn: "Anmelden", signInWhy: "Randnotiz möchte wissen, wer du bist. Weiter als {name}?", agree: "Weiter", cancel: "Abbrechen", quirks: "Eigenheiten", fault: "Das Add-In hat etwas getan, das Outlook nicht kennt",
    quirk_null: "Kein Element", quirk_nobrackets: "Message-ID ohne Klammern", quirk_noreply: "inReplyTo leer", quirk_late: "Späte Antworten", quirk_reload: "Neuladen bei Wechsel", quirk_mac: "Mac", quirk_old: "Alt (Mailbox 1.5)", quirk_nonaa: "Ohne Nested App Auth", quirk_unavailable: "Ereignisse fallen aus",
  },
  en: {
    inbox: "Inbox", sent: "Sent", agent: "Person", language: "Language", theme: "Colours", light: "Light", dark: "Dark", contrast: "Contrast",
    second: "Second window", gmail: "The same mail in Gmail", both: "Gmail and Outlook side by side", list: "Messages", folders: "Folders", empty: "Nothing here.", pick: "Select an item to read.",
    several: "{count} conversations selected", choose: "Select: {subject}", none: "(no subject)", yesterday: "Yesterday", notFound: "The item was not found.",
    reply: "Reply", replyAll: "Reply all", forward: "Forward", addIn: "Randnotiz", ribbon: "Ribbon", pane: "Add-in", close: "Close", back: "Back",
    send: "Send", discard: "Discard", to: "To", from: "From", body: "Text of the message", draft: "Draft", sentDone: "Sent", checking: "Randnotiz is checking the message …",
    dontSend: "Don't Send", sendAnyway: "Send Anyway", tooLong: "Randnotiz is taking longer than expected to check your message.", unavailable: "Randnotiz is unavailable and could not check your message.", tryLater: "Try Later",
    signIn: "Sign in", signInWhy: "Randnotiz would like to know who you are. Continue as {name}?", agree: "Continue", cancel: "Cancel", quirks: "Quirks", fault: "The add-in did something that Outlook does not know",
    quirk_null: "No item", quirk_nobrackets: "Message-ID without brackets", quirk_noreply: "Empty inReplyTo", quirk_late: "Late answers", quirk_reload: "Reload on change", quirk_mac: "Mac", quirk_old: "Old (Mailbox 1.5)", quirk_nonaa: "Without nested app auth", quirk_unavailable: "Events fail",
  },
};

/** @param {string} language @returns {(key: string, values?: Record<string, any>) => string} */
export function wordsIn(language) {
  const words = WORDS[language] ?? WORDS.en;
  return (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), words[key]);
}

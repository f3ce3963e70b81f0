/** The page's own words; the card brings its own. */

/** @type {Record<string, Record<string, string>>} */
const WORDS = {
  de: {
    inbox: "Posteingang", sent: "Gesendet", search: "In E-Mails suchen", agent: "Person", language: "Sprache",
    theme: "Farben", light: "Hell", dark: "Dunkel", second: "Zweites Fenster", settings: "Randnotiz verwalten", outlook: "Dieselbe Mail in Outlook", both: "Gmail und Outlook nebeneinander", empty: "Hier liegt nichts.",
    pick: "Wähle links eine Mail aus.", reply: "Antworten", forward: "Weiterleiten", send: "Senden", discard: "Verwerfen",
    to: "an", recipient: "Empfänger", subject: "Betreff", body: "Text der Mail", back: "Zurück", close: "Schließen", more: "Weitere Aktionen", open: "Add-on öffnen",
    panel: "Add-on", loading: "Wird geladen", retry: "Erneut versuchen", failed: "Beim Ausführen des Add-ons ist ein Fehler aufgetreten.",
    showMore: "Mehr anzeigen", showLess: "Weniger anzeigen", required: "Pflichtfeld",
    consent: "{name} braucht deine Erlaubnis", consentWhy: "Das Add-on möchte auf Folgendes zugreifen:", allow: "Zugriff erlauben",
    signIn: "Anmelden", signInWhy: "Für {name} ist eine Anmeldung nötig.", yesterday: "Gestern", sentDone: "Mail gesendet",
    notFound: "Diese Mail liegt nicht in deinem Postfach.", list: "Mails", menu: "Ordner", date: "Datum", time: "Uhrzeit",
    invalid: "Ungültige Antwort des Add-ons", draft: "Entwurf geöffnet", none: "(kein Betreff)",
  },
  en: {
    inbox: "Inbox", sent: "Sent", search: "Search mail", agent: "Person", language: "Language",
    theme: "Colours", light: "Light", dark: "Dark", second: "Second window", settings: "Manage Randnotiz", outlook: "The same mail in Outlook", both: "Gmail and Outlook side by side", empty: "Nothing here.",
    pick: "Pick a mail on the left.", reply: "Reply", forward: "Forward", send: "Send", discard: "Discard",
    to: "to", recipient: "Recipient", subject: "Subject", body: "Text of the mail", back: "Back", close: "Close", more: "More actions", open: "Open add-on",
    panel: "Add-on", loading: "Loading", retry: "Retry", failed: "Something went wrong when executing the add-on.",
    showMore: "Show more", showLess: "Show less", required: "Required",
    consent: "{name} needs your permission", consentWhy: "The add-on would like to access:", allow: "Authorize access",
    signIn: "Sign in", signInWhy: "You need to sign in to use {name}.", yesterday: "Yesterday", sentDone: "Message sent",
    notFound: "That mail is not in your mailbox.", list: "Mail", menu: "Folders", date: "Date", time: "Time",
    invalid: "Invalid answer of the add-on", draft: "Draft opened", none: "(no subject)",
  },
};

/**
 * @param {string} language
 * @returns {(key: string, values?: Record<string, string>) => string}
 */
export function wordsIn(language) {
  const words = WORDS[language] ?? WORDS.en;
  return (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words[key]);
}

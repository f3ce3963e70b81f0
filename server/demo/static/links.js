/** Where a link of a card may lead. */

const GMAIL = "https://mail.google.com/";
const WATCH_MS = 300;

/**
 * Follow a link, or say why Google would not.
 * @param {{url: string, openAs?: string, onClose?: string}} link
 * @param {{addOn: any, openMail: (id: string) => void, reload: () => void}} page
 * @returns {string|null}
 */
export function followLink(link, { addOn, openMail, reload }) {
  if (/^(mailto|tel):/.test(link.url)) {
    location.href = link.url;
    return null;
  }
  if (!addOn.openLinkUrlPrefixes.some((/** @type {string} */ prefix) => link.url.startsWith(prefix))) return `${link.url} matches none of openLinkUrlPrefixes`;
  const mail = link.url.startsWith(GMAIL) ? mailNamedBy(link.url) : null;
  if (mail) openMail(mail);
  else openWindow(link, reload);
  return null;
}

/** The RFC 5322 id or Gmail id in a link into Gmail. @param {string} url */
function mailNamedBy(url) {
  const hash = decodeURIComponent(new URL(url).hash.slice(1).replaceAll("+", " "));
  const search = /rfc822msgid:(.+)$/.exec(hash);
  return search ? search[1].trim() : hash.split("/").at(-1) ?? null;
}

/** @param {{url: string, openAs?: string, onClose?: string}} link @param {() => void} reload */
function openWindow(link, reload) {
  const features = link.openAs === "OVERLAY" ? "popup,width=520,height=640" : "";
  const opened = open(link.url, "_blank", link.onClose === "RELOAD" ? features : `${features},noopener`);
  if (!opened || link.onClose !== "RELOAD") return;
  const watch = setInterval(() => {
    if (!opened.closed) return;
    clearInterval(watch);
    reload();
  }, WATCH_MS);
}

/** The host's theme on our pages; contrast themes of the system are left alone. */

const LIGHT = 0.85;
const DARK = 0.06;

/**
 * Put the host's colours on the page, or leave the choice to the system.
 * @param {{bodyBackgroundColor?: string, bodyForegroundColor?: string} | null} theme
 */
export function applyTheme(theme) {
  const root = document.documentElement;
  const back = theme?.bodyBackgroundColor ?? "";
  const light = luminance(back);
  root.style.removeProperty("--rn-bg");
  if (light === null) {
    root.removeAttribute("data-theme");
    return;
  }
  root.dataset.theme = light < 0.5 ? "dark" : "light";
  // Our texts have been checked on nearly white and nearly black; on a grey in between they would pale.
  const fits = light >= LIGHT || light <= DARK;
  if (fits && !matchMedia("(forced-colors: active)").matches) root.style.setProperty("--rn-bg", back);
}

/**
 * Relative luminance of `#rrggbb` (WCAG 2.2), or null for anything else.
 * @param {string} colour
 */
export function luminance(colour) {
  const found = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour.trim());
  if (!found) return null;
  const [red, green, blue] = found.slice(1).map((pair) => linear(parseInt(pair, 16) / 255));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** @param {number} part */
function linear(part) {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

/** Words in the panel that stand out less than 4.5 : 1 from what is behind them (WCAG 1.4.3). */
() => {
  const channel = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const luminance = (color) => {
    const [red, green, blue] = color.match(/[\d.]+/g).map((part) => channel(part / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    const color = getComputedStyle(element).backgroundColor;
    return /, 0\)$/.test(color) && element.parentElement ? behind(element.parentElement) : color;
  };
  const ratio = (element) => {
    const [light, dark] = [getComputedStyle(element).color, behind(element)].map(luminance).sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const walk = document.createTreeWalker(document.querySelector(".panel"), NodeFilter.SHOW_TEXT);
  const poor = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !element.checkVisibility()) continue;
    if (ratio(element) < 4.5) poor.push(`${node.textContent.trim()} ${ratio(element).toFixed(2)}`);
  }
  return poor;
}

/** What in the panel is wider than its place. */
() => [...document.querySelectorAll(".panel, .panel *")]
  .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => getComputedStyle(one).overflowX === "visible" && getComputedStyle(one).display !== "inline")
  .map((one) => `${one.className} ${one.textContent.slice(0, 40)}`)

"""What is measured in a page as it is shown."""

from __future__ import annotations

from playwright.sync_api import Page


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


ANY_FOCUS_SIGN = """() => {
  const style = getComputedStyle(document.activeElement)
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
  return outlined || style.boxShadow !== "none"
}"""
"""Whether what has the focus shows it by an outline or a shadow."""

CONTRAST = """least => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true})
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1)
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
    return [r, g, b, a / 255]
  }
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1)
  const ground = element => {
    if (!element) return [255, 255, 255, 1]
    const own = rgba(getComputedStyle(element).backgroundColor)
    return own[3] === 1 ? own : over(own, ground(element.parentElement))
  }
  const light = ([r, g, b]) => [r, g, b]
    .map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
  const poor = new Map()
  for (const element of document.querySelectorAll("body *")) {
    const words = [...element.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join("").trim()
    if (!words || !element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue
    if (element.closest("select, option, script, .govuk-skip-link, .visually-hidden")) continue
    const behind = ground(element), style = getComputedStyle(element)
    const pair = [light(over(rgba(style.color), behind)), light(behind)].sort((a, b) => b - a)
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05)
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700)
    const name = [element.tagName.toLowerCase(), ...element.classList].join(".")
    if (ratio < (large ? 3 : least)) poor.set(name, `${name}: ${ratio.toFixed(2)} (${words.slice(0, 30)})`)
  }
  return [...poor.values()]
}"""
"""The kinds of element whose words have less contrast than that with what is behind them; large ones need 3."""

_COME_TO_REST = """() => {
  for (const one of document.getAnimations()) if (Number.isFinite(one.effect.getComputedTiming().endTime)) one.finish()
}"""
"""Links and buttons change their colour by degrees."""


def pale(page: Page, least: float = 4.5) -> list[str]:
    """The kinds of element whose words are hard to read in light colours, and those in dark ones. Leaves it light."""
    found = []
    for colours in ("dark", "light"):
        page.emulate_media(color_scheme=colours)
        page.evaluate(_COME_TO_REST)
        found += [f"in {colours}: {one}" for one in page.evaluate(CONTRAST, least)]
    return found


CUT_OFF = """() => {
  const edge = element => {
    if (!element) return document.documentElement.clientWidth
    const flow = getComputedStyle(element).overflowX
    if (["auto", "scroll"].includes(flow)) return Infinity
    const outer = edge(element.parentElement)
    return flow === "visible" ? outer : Math.min(outer, element.getBoundingClientRect().right)
  }
  return [...document.querySelectorAll("main :is(input, select, textarea, a, button, .help, label)")]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width > 1)
    .filter(one => one.getBoundingClientRect().right > edge(one.parentElement) + 1)
    .map(one => one.outerHTML.slice(0, 80))
}"""
"""The controls, labels and help texts that reach past an edge beyond which nothing can be scrolled to."""

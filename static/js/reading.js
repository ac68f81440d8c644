// Reading a published paper: the place marked in the contents, which fold on a narrow screen, figures linked to how they
// were counted, charts printed with their data, and a citation copied. Without it the contents are a plain list, and everything else is there to be read.

const NARROW = matchMedia("(max-width: 63.99em)")

function foldContents(nav) {
  const list = nav.querySelector(".contents-list")
  const heading = nav.querySelector(".contents-heading")
  if (!list || !heading) return
  const toggle = document.createElement("button")
  toggle.type = "button"
  toggle.className = "contents-toggle"
  toggle.textContent = heading.textContent
  list.id ||= "contents-list"
  toggle.setAttribute("aria-controls", list.id)
  const words = document.createElement("span")
  words.textContent = heading.textContent
  heading.replaceChildren(words, toggle)
  const show = open => {
    list.hidden = !open
    toggle.setAttribute("aria-expanded", String(open))
  }
  const suit = () => {
    nav.classList.toggle("report-contents--folds", NARROW.matches)
    words.hidden = NARROW.matches
    toggle.hidden = !NARROW.matches
    show(!NARROW.matches)
  }
  toggle.addEventListener("click", () => show(list.hidden))
  list.addEventListener("click", event => { if (NARROW.matches && event.target.closest("a")) show(false) })
  nav.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !NARROW.matches || list.hidden) return
    show(false)
    toggle.focus()
  })
  // "Back to contents" leads to the heading: what it leads to is to be seen.
  addEventListener("hashchange", () => { if (NARROW.matches && location.hash === `#${heading.id}`) show(true) })
  NARROW.addEventListener("change", suit)
  suit()
}

function markThePlace(nav) {
  const links = new Map([...nav.querySelectorAll('a[href^="#"]')].map(link => [link.hash.slice(1), link]))
  const sections = [...links.keys()].map(id => document.getElementById(id)).filter(Boolean)
  const near = new Set()
  let marked = null
  const mark = () => {
    // Of those in the upper part of the window, the innermost that began last.
    const here = sections.filter(one => near.has(one)).at(-1)
    const link = here ? links.get(here.id) : null
    if (!link || link === marked) return
    marked?.removeAttribute("aria-current")
    link.setAttribute("aria-current", "location")
    marked = link
    if (!NARROW.matches) bringIntoList(nav, link)
  }
  const watcher = new IntersectionObserver(seen => {
    for (const one of seen) near[one.isIntersecting ? "add" : "delete"](one.target)
    mark()
  }, {rootMargin: "0px 0px -75% 0px"})
  for (const one of sections) watcher.observe(one)
}

function bringIntoList(nav, link) {
  const frame = nav.getBoundingClientRect(), own = link.getBoundingClientRect()
  if (own.top < frame.top) nav.scrollTop -= frame.top - own.top + 16
  else if (own.bottom > frame.bottom) nav.scrollTop += own.bottom - frame.bottom + 16
}

function copyOnDemand(button) {
  const said = button.parentElement.querySelector("[role=status]")
  const text = document.getElementById(button.dataset.copies)
  if (!navigator.clipboard || !text) return
  button.parentElement.hidden = false
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim())
      said.textContent = "Copied."
    } catch {
      getSelection().selectAllChildren(text)
      said.textContent = "Your browser did not allow it: the citation is selected, for you to copy."
    }
  })
}

// Each figure of the text and the tiles as a link to how it was counted, for as long as the button is pressed.
function linkFigures(button) {
  const base = button.closest("[data-facts]").dataset.facts
  button.parentElement.hidden = false
  button.addEventListener("click", () => {
    const pressed = button.getAttribute("aria-pressed") !== "true"
    button.setAttribute("aria-pressed", String(pressed))
    for (const one of document.querySelectorAll(".report [data-fact]")) {
      const place = one.querySelector("dd") ?? one
      if (pressed) {
        const link = document.createElement("a")
        link.href = `${base}${encodeURIComponent(one.dataset.fact)}/`
        link.append(...place.childNodes)
        place.append(link)
      } else place.replaceChildren(...place.firstElementChild.childNodes)
    }
  })
}

const opened = new Set()
addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll("details.chart-data:not([open])")) { one.open = true; opened.add(one) }
})
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false
  opened.clear()
})

const nav = document.querySelector(".report-contents")
if (nav) {
  foldContents(nav)
  markThePlace(nav)
}
document.querySelectorAll("[data-links-figures]").forEach(linkFigures)
document.querySelectorAll("[data-copies]").forEach(copyOnDemand)

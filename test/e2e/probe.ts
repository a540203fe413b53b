import type { Page } from 'playwright-core'

// What runs in the page is text: the types of a browser are not those of the tests.
const SHARED = `
  const shown = (el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const named = (el) => {
    const name = el.getAttribute('aria-label') || el.textContent || el.getAttribute('name') || ''
    return el.tagName.toLowerCase() + ' «' + name.trim().slice(0, 40) + '»'
  }
`

const OVERFLOW = `(() => {
  ${SHARED}
  const wide = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= wide) return []
  const scrolls = (el) => {
    for (let up = el.parentElement; up; up = up.parentElement)
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return true
    return false
  }
  const out = [...document.body.querySelectorAll('*')].filter(
    (el) => shown(el) && el.getBoundingClientRect().right > wide + 0.5 && !scrolls(el))
  const inner = out.filter((el) => !out.some((other) => other !== el && el.contains(other)))
  return ['wider than ' + wide + ': ' + inner.slice(0, 3).map(named).join(', ')]
})()`

const OVERLAPS = `(() => {
  ${SHARED}
  // What is left of a box inside all that clips it; null over the page: bars and dialogs may cover.
  const seen = (el, box) => {
    let { left, right, top, bottom } = box
    for (let up = el; up; up = up.parentElement) {
      const { position, overflowX } = getComputedStyle(up)
      if (position === 'fixed' || position === 'sticky') return null
      if (overflowX === 'visible') continue
      const edge = up.getBoundingClientRect()
      left = Math.max(left, edge.left)
      right = Math.min(right, edge.right)
      top = Math.max(top, edge.top)
      bottom = Math.min(bottom, edge.bottom)
    }
    return right - left > 3 && bottom - top > 3 ? { left, right, top, bottom } : null
  }
  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement
    if (!walker.currentNode.textContent.trim() || !shown(el)) continue
    if (el.closest('svg, select, .skip, .sr-only, .leaflet-container')) continue
    const range = document.createRange()
    range.selectNodeContents(walker.currentNode)
    for (const rect of range.getClientRects()) {
      const box = rect.width > 3 && seen(el, rect)
      if (box) texts.push({ el, box })
    }
  }
  const deep = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from])
  const over = []
  for (const [i, a] of texts.entries()) {
    for (const b of texts.slice(i + 1)) {
      if (a.el === b.el || deep(a.box, b.box, 'left', 'right') < 3) continue
      const least = Math.min(a.box.bottom - a.box.top, b.box.bottom - b.box.top)
      if (deep(a.box, b.box, 'top', 'bottom') > least / 2) over.push([a.el, b.el])
    }
  }
  return over.slice(0, 3).map(([a, b]) => 'text over text ' + named(a) + ' ' + named(b))
})()`

const TARGETS = `(() => {
  ${SHARED}
  const LEAST = 43.5
  const kinds = 'a[href], button, input, select, textarea, summary, [role=button], [role=radio]'
  const boxOf = (el) => {
    const label = el.matches('input') && el.closest('label')
    if (label && /radio|checkbox/.test(el.type)) return label.getBoundingClientRect()
    const over = getComputedStyle(el, '::after')
    const whole = over.position === 'absolute' && over.content !== 'none' && el.offsetParent
    return (whole || el).getBoundingClientRect()
  }
  const inText = (el) => {
    if (el.tagName !== 'A' || getComputedStyle(el).display !== 'inline') return false
    return [...el.parentElement.childNodes].some(
      (node) => node.nodeType === 3 && node.textContent.trim().length > 1)
  }
  return [...document.querySelectorAll(kinds)]
    .filter((el) => shown(el) && !el.closest('.skip, .sr-only') && !inText(el))
    .map((el) => ({ el, box: boxOf(el) }))
    .filter(({ box }) => box.width > 2 && box.right > 0)
    .filter(({ box }) => box.width < LEAST || box.height < LEAST)
    .map(({ el, box }) => 'small target ' + named(el) + ' ' +
      Math.round(box.width) + '×' + Math.round(box.height))
})()`

const SAID = `(() => {
  const codes = [...document.querySelectorAll('code, pre')].map((el) => el.innerText)
  const text = codes.reduce((left, code) => left.replace(code, ''), document.body.innerText)
  const parts = [document.title, text]
  for (const el of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      parts.push(el.getAttribute(name) || '')
  const options = [...document.querySelectorAll('option')].map((el) => el.textContent)
  const heads = [...document.querySelectorAll('h1')].filter((el) => el.checkVisibility())
  return {
    text: [...parts, ...options].join('\\n'),
    title: document.title,
    heads: heads.map((el) => el.textContent.trim()),
  }
})()`

/** What stands out of the page to the right, where the page itself would have to be pushed. */
export const overflowOf = (page: Page) => page.evaluate<string[]>(OVERFLOW)

/** What is too small for a finger; a link within a text excepted. */
export const smallTargetsOf = (page: Page) => page.evaluate<string[]>(TARGETS)

/** Everything the page says, seen or only heard; its title and its main headings. */
export const saidBy = (page: Page) =>
  page.evaluate<{ text: string; title: string; heads: string[] }>(SAID)

/** What is too wide, and texts that lie over one another. */
export const layoutOf = async (page: Page): Promise<string[]> => [
  ...(await overflowOf(page)),
  ...(await page.evaluate<string[]>(OVERLAPS)),
]

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

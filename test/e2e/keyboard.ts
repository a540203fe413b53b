import type { Page } from 'playwright-core'

const FOCUSED = `(() => {
  const el = document.activeElement
  const style = getComputedStyle(el)
  const label = el.labels && el.labels[0] ? el.labels[0].textContent : ''
  const said = el.getAttribute('aria-label') || label || el.textContent
  const name = said.trim().replace(/\\s+/g, ' ')
  const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
  const { top, bottom, left, right } = el.getBoundingClientRect()
  // A bar that stands over the page hides what is under it as well as the edge of the window does.
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  const bare = !over || over.contains(el) || el.contains(over) || el.labels?.[0]?.contains(over)
  return { tag: el.tagName, name, ringed, inSight: Boolean(bare) && top < innerHeight && bottom > 0 }
})()`

type Focused = { tag: string; name: string; ringed: boolean; inSight: boolean }

/** What the keyboard would act on now. */
export const focused = (page: Page) => page.evaluate<Focused>(FOCUSED)

const TABS_MAX = 60

/** Presses Tab until what is named so has the focus; on the way each must be seen to have it. */
export async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<number> {
  for (let times = 1; times <= TABS_MAX; times += 1) {
    await page.keyboard.press(key)
    const now = await focused(page)
    if (now.tag === 'BODY') continue
    if (!now.ringed) throw new Error(`nobody sees that «${now.name}» has the focus`)
    if (!now.inSight) throw new Error(`«${now.name}» has the focus out of sight`)
    if (name.test(now.name)) return times
  }
  throw new Error(`the keyboard does not reach ${name}`)
}

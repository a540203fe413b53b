import type { Browser, Page } from 'playwright-core'
import { makeRandom, type Random } from '../src/demo/random.ts'
import { launch, signIn } from '../test/e2e/browser.ts'
import type { Figure } from './figure.ts'
import { seeded } from './under-test.ts'

const SEED = 7
const OUTLETS = 400
const CONTACTS = 30
const KEYS_MAX = 2
const SECONDS_MAX = 1

/** What comes of calls, as often as it does; a refusal and a call-back are asked one thing more. */
const ENDS = [
  ...[['1'], ['1'], ['2'], ['3'], ['4'], ['4']],
  ...[['5', '3'], ['6'], ['6'], ['7', '3'], ['8']],
]

type Contact = { kind: string; strokes: number; seconds: number }
type Hand = (page: Page, digit: string) => Promise<void>

/**
 * Contacts worked at the desk in Chromium, each with an outcome drawn by the seed: keys pressed, and
 * seconds from the last outlet's key to the next outlet's script being there. What is said in between is
 * the operator's. The control does the same contacts as a form asks for it: moved to with Tab, chosen,
 * confirmed with Enter; it must be over the bar.
 */
export async function run(): Promise<Figure> {
  const under = await seeded({ outlets: OUTLETS, seed: SEED })
  let browser: Browser | undefined
  try {
    const server = await under.startServer()
    browser = await launch()
    const [operator] = await under.query<{ phone: string }>(
      `select phone from identity.demo_login where role = 'operator' limit 1`,
    )
    const page = await atDesk(browser, server.url, operator?.phone ?? '')
    const random = makeRandom(`${SEED} desk`)
    const before = await written(under)
    const keyed = await work(page, random, (at, digit) => at.keyboard.press(digit))
    const tabbed = await work(page, random, byTab)
    const contacts = (await written(under)) - before
    const value = mean(keyed.map(({ strokes }) => strokes))
    const seconds = mean(keyed.map((one) => one.seconds))
    const control = mean(tabbed.map(({ strokes }) => strokes))
    const whole = contacts === keyed.length + tabbed.length
    return {
      name: 'desk-keys',
      value,
      unit: 'keystrokes per contact',
      bar: `≤ ${KEYS_MAX}, and ≤ ${SECONDS_MAX} s until the next outlet is there`,
      ok: value <= KEYS_MAX && seconds <= SECONDS_MAX && control > KEYS_MAX && whole,
      control: {
        ...{ formKeystrokes: control, seconds, contacts, keyed: keyed.length },
        ...{ tabbed: tabbed.length, byScript: byScript(keyed), formByScript: byScript(tabbed) },
      },
      seed: SEED,
    }
  } finally {
    await browser?.close()
    await under.stop()
  }
}

const COUNT_KEYS = `window.strokes = 0;
  window.addEventListener('keydown', (event) => { if (event.isTrusted) window.strokes += 1 }, true)`

async function atDesk(browser: Browser, url: string, phone: string): Promise<Page> {
  const context = await browser.newContext({
    ...{ locale: 'uk-UA', timezoneId: 'Europe/Kyiv', viewport: { width: 1440, height: 900 } },
  })
  const page = await context.newPage()
  await page.addInitScript(COUNT_KEYS)
  await signIn(page, `${url}/office/`, phone)
  await page.goto(`${url}/office/dobrodar/desk`)
  await page.getByTestId('desk-outlet').waitFor()
  return page
}

/** Works contacts one after another; nobody is left when the queue is empty sooner. */
async function work(page: Page, random: Random, hand: Hand): Promise<Contact[]> {
  const contacts: Contact[] = []
  for (let i = 0; i < CONTACTS; i += 1) {
    if ((await page.getByTestId('desk-outlet').count()) === 0) break
    contacts.push(await contact(page, random.pick(ENDS), hand))
  }
  return contacts
}

async function contact(page: Page, digits: string[], hand: Hand): Promise<Contact> {
  const outlet = await page.getByTestId('desk-outlet').elementHandle()
  const version = await page.getByTestId('script').getAttribute('data-version')
  const strokesBefore = await page.evaluate<number>('window.strokes')
  for (const digit of digits.slice(0, -1)) await hand(page, digit)
  const began = performance.now()
  await hand(page, digits.at(-1) ?? '')
  await outlet?.waitForElementState('hidden')
  const seconds = (performance.now() - began) / 1000
  const strokes = (await page.evaluate<number>('window.strokes')) - strokesBefore
  return { kind: version ?? '', strokes, seconds }
}

const TABS_MAX = 80

/** As a form is filled: Tab by Tab to the field, Enter. */
const byTab: Hand = async (page, digit) => {
  await page.evaluate('document.querySelector("main h1")?.focus?.()')
  await page.getByTestId('desk-outlet').click()
  for (let i = 0; i < TABS_MAX; i += 1) {
    const focused = await page.evaluate<string>(
      `document.activeElement?.querySelector('kbd')?.textContent ?? ''`,
    )
    if (focused === digit) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
}

const written = async (under: { query<T>(text: string): Promise<T[]> }) =>
  (
    await under.query<{ n: number }>(
      `select count(*)::int as n from rollout.contact where script is not null`,
    )
  )[0]?.n ?? 0

const mean = (values: number[]) =>
  Math.round((values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)) * 100) / 100

function byScript(contacts: Contact[]) {
  const kinds = [...new Set(contacts.map(({ kind }) => kind))].toSorted()
  return Object.fromEntries(
    kinds.map((kind) => {
      const of = contacts.filter((one) => one.kind === kind)
      const told = { contacts: of.length, keystrokes: mean(of.map(({ strokes }) => strokes)) }
      return [kind, { ...told, seconds: mean(of.map(({ seconds }) => seconds)) }]
    }),
  )
}

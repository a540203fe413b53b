import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConsoleMessage, Page, Request, Response, Route } from 'playwright-core'
import { axeFindings } from './browser.ts'
import { layoutOf, saidBy, smallTargetsOf } from './probe.ts'
import type { ScreenWorld, Who } from './screen-world.ts'
import { wrongWords } from './words-of-page.ts'

/** One screen in one state. */
export type Screen = {
  /** What is seen here, as a name of a file can be. */
  name: string
  as: Who
  /** The route as routes.tsx writes it, with what follows a question mark. */
  at: string
  /** Words that stand there when it has come. */
  seen: string | RegExp
  /** Other things of the world than the usual ones, by the names of the address. */
  of?: Record<string, string>
  /** What the person does to come to this state. */
  act?: (page: Page) => Promise<unknown>
  /** The network goes away once it is there. */
  offline?: true
  /** Calls whose refusal is this state. */
  refused?: RegExp
  /** A call that the server would refuse if the right were taken away while the page is open. */
  refuses?: string
}

/** A line of the list: who, where, what stands there, and how it came to be so. */
export const screenOf = (
  as: Who,
  name: string,
  at: string,
  seen: Screen['seen'],
  more: Partial<Screen> = {},
): Screen => ({ as, name, at, seen, ...more })

const PHONE = { width: 390, height: 844 }
const NARROW = { width: 320, height: 640 }
const DESK = { width: 1440, height: 900 }
const PICTURES = process.env.TANDEM_TEST_PICTURES

/** Everything that is wrong with a screen: on a phone, on a narrow one, on a desk. */
export async function visit(page: Page, world: ScreenWorld, screen: Screen): Promise<string[]> {
  const heard = listen(page, screen)
  await page.setViewportSize(PHONE)
  if (screen.refuses) await page.route(`**/rpc/${screen.refuses}`, refuse)
  await page.goto(addressOf(world, screen))
  await page.getByText(screen.seen).locator('visible=true').first().waitFor()
  await screen.act?.(page)
  await page.context().setOffline(screen.offline === true)
  await settle(page)
  const onPhone = [...(await phoneFindings(page)), ...(await headFindings(page))]
  await shoot(page, screen, PHONE.width)
  await page.setViewportSize(NARROW)
  const narrow = await layoutOf(page)
  await page.setViewportSize(DESK)
  const onDesk = [...(await axeFindings(page)), ...(await layoutOf(page))]
  await shoot(page, screen, DESK.width)
  await page.context().setOffline(false)
  await page.unrouteAll()
  const found = [
    ...onPhone.map((what) => `390: ${what}`),
    ...narrow.map((what) => `320: ${what}`),
    ...onDesk.map((what) => `1440: ${what}`),
    ...heard.stop(),
  ]
  return found.map((what) => `${screen.as}, ${screen.name}: ${what}`)
}

const NO_RIGHT = { code: 'NO_RIGHT', status: 403, message: 'Ваша роль не дозволяє цього.' }

const refuse = (route: Route) =>
  route.fulfill({ status: 403, json: { json: { defined: true, ...NO_RIGHT } } })

/** The same screen on a phone in another language: nothing missing, nothing too long. */
export async function glance(page: Page, screen: Screen): Promise<string[]> {
  if (screen.act || screen.offline || screen.refuses) return []
  await page.setViewportSize(PHONE)
  const found: string[] = []
  const answered = answersOf(page)
  let { text: before } = await saidBy(page)
  for (const language of ['en', 'ru', 'uk'] as const) {
    await page.evaluate(choosing(language))
    await answered.all()
    await settle(page)
    const { text } = await saidBy(page)
    const wrong = [...wrongWords(text, language), ...(await layoutOf(page))]
    if (text === before) wrong.push('it is said as in the language before')
    before = text
    found.push(...wrong.map((what) => `${screen.as}, ${screen.name}: ${language}: ${what}`))
  }
  answered.stop()
  return found
}

// As if another window of the person had chosen it: the page stays and is said anew.
const choosing = (language: string) => `{
  localStorage.setItem('tandem-language', '${language}')
  dispatchEvent(new StorageEvent('storage', { key: 'tandem-language' }))
}`

/** Waits for the calls of a page that are on their way. */
function answersOf(page: Page) {
  const waiting = new Set<Request>()
  const ask = (request: Request) => {
    if (request.url().includes('/rpc/')) waiting.add(request)
  }
  const answer = (request: Request) => waiting.delete(request)
  page.on('request', ask)
  page.on('requestfinished', answer)
  page.on('requestfailed', answer)
  return {
    async all() {
      // A call goes out a moment after what makes it.
      await page.waitForTimeout(60)
      for (let tries = 0; waiting.size > 0 && tries < 300; tries += 1) await page.waitForTimeout(20)
    },
    stop() {
      page.off('request', ask)
      page.off('requestfinished', answer)
      page.off('requestfailed', answer)
    },
  }
}

function addressOf(world: ScreenWorld, { as, at, of = {} }: Screen): string {
  const ids = world.idsOf(as)
  const path = at.replace(/:(\w+)(?:\?(?=\/|$))?/g, (_, name: string) => {
    const wanted = of[name] ?? name
    const known = ids[wanted] ?? (of[name] === undefined ? undefined : wanted)
    if (known === undefined) throw new Error(`${at}: nothing is called ${wanted}`)
    return known
  })
  return `${world.url}${path}`
}

// All that is asked for has come: data, letters, the map; and what stands there is in sight.
const SETTLED = `Boolean(document.querySelector('main')) && document.fonts.status === 'loaded' &&
  !document.querySelector('[aria-busy=true], .map-area:not([data-ready=yes])')`

async function settle(page: Page): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await page.evaluate<boolean>(SETTLED)) return
    await page.waitForTimeout(50)
  }
  throw new Error('it never stops loading')
}

async function phoneFindings(page: Page): Promise<string[]> {
  return [...(await axeFindings(page)), ...(await layoutOf(page)), ...(await smallTargetsOf(page))]
}

async function headFindings(page: Page): Promise<string[]> {
  const { text, title, heads } = await saidBy(page)
  return [
    ...(heads.length === 1 ? [] : [`${heads.length} main headings: ${heads.join(', ')}`]),
    ...(/^\S.* · Tandem$/.test(title) && !title.startsWith('…') ? [] : [`the title is «${title}»`]),
    ...wrongWords(text, 'uk').map((word) => `nobody says «${word}»`),
  ]
}

/** What the page complains of while it is looked at. */
function listen(page: Page, { refused, offline, refuses }: Screen) {
  const heard: string[] = []
  const expected = (what: string) =>
    offline === true ||
    refused?.test(what) === true ||
    (refuses !== undefined && what.endsWith(refuses))
  const onError = (error: Error) => heard.push(error.message)
  const onConsole = (message: ConsoleMessage) => {
    // A call that failed is told below, with its status.
    const isOurs = message.type() === 'error' && !message.text().startsWith('Failed to load')
    if (isOurs && !expected(message.text())) heard.push(message.text())
  }
  const asked = new Set<Request>()
  const onRequest = (request: Request) => asked.add(request)
  const onResponse = (response: Response) => {
    const what = `${response.status()} ${response.url()}`
    const ofThisPage = asked.has(response.request())
    if (ofThisPage && response.status() >= 400 && !expected(what)) heard.push(what)
  }
  page.on('pageerror', onError)
  page.on('console', onConsole)
  page.on('request', onRequest)
  page.on('response', onResponse)
  return {
    stop() {
      page.off('pageerror', onError)
      page.off('console', onConsole)
      page.off('request', onRequest)
      page.off('response', onResponse)
      return heard
    },
  }
}

async function shoot(page: Page, { as, name }: Screen, width: number): Promise<void> {
  if (!PICTURES) return
  await mkdir(PICTURES, { recursive: true })
  const file = `${as} ${name} ${width}.png`.replaceAll(' ', '-')
  await page.screenshot({ path: join(PICTURES, file), fullPage: true })
}

import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Debian's Chromium without a window; it asks nobody on the network for anything. */
export function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? KNOWN.find(existsSync)
  if (!executablePath) throw new Error('Chromium is not installed: apt-get install chromium')
  const quiet = ['background-networking', 'component-update', 'sync', 'gpu', 'quic']
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--no-first-run', ...quiet.map((part) => `--disable-${part}`)],
  })
}

export type Window = { page: Page; problems: string[]; close(): Promise<void> }

/** A person's own browser window, in Kyiv and in Ukrainian; what its pages complain of is kept. */
export async function openWindow(browser: Browser, width: number): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    locale: 'uk-UA',
    timezoneId: 'Europe/Kyiv',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  return { page, problems, close: () => context.close() }
}

/** Signs in by the phone and the code that the demo shows. */
export async function signIn(page: Page, url: string, phone: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Номер телефону').fill(phone)
  await page.getByRole('button', { name: 'Отримати код' }).click()
  await page.getByTestId('demo-code').waitFor()
  await page.getByRole('button', { name: 'Увійти' }).click()
  await page.getByLabel('Номер телефону').waitFor({ state: 'detached' })
}

/** What axe finds against WCAG 2.2 AA on the page as it is. */
export async function axeFindings(page: Page): Promise<string[]> {
  // What lies under an open dialog is out of reach, and half covered: only the dialog counts.
  const dialog = await page.locator('dialog[open]').count()
  // Our pages have no frames: without a second page for them it takes half the time.
  // Half a megabyte of script that a page needs once.
  const known = await page.evaluate<boolean>('typeof window.axe === "object"')
  const axe = new AxeBuilder({ page, ...(known ? { axeSource: 'void 0' } : {}) })
  if (dialog > 0) axe.include('dialog[open]')
  const { violations } = await axe
    .setLegacyMode()
    .options({ resultTypes: ['violations'], preload: false })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)
}

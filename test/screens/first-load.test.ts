import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { buildWeb } from '../../bin/build.mjs'

const web = join(import.meta.dirname, '../../dist/web')
const KB = 1024
const SCREENS = ['shop', 'field', 'office', 'api'] as const

beforeAll(async () => {
  // Unchanged sources are not built again: what is measured is what is served.
  await buildWeb()
})

const pageOf = (screen: string) => readFileSync(join(web, screen, 'index.html'), 'utf8')
const assetsOf = (html: string, kind: RegExp) =>
  [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)]
    .map(([, path = '']) => path)
    .filter((path) => kind.test(path))
const gzipped = (paths: string[]) =>
  paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(web, path))).length, 0)

/** What the first page runs: its script and what that imports before it can start. */
function scriptsOf(screen: string): string[] {
  const known = new Set(assetsOf(pageOf(screen), /\.js$/))
  for (const path of known) {
    const text = readFileSync(join(web, path), 'utf8')
    for (const [, name = ''] of text.matchAll(
      /(?:^|[;}])import[^;()]*?["']\.\/([\w.-]+\.js)["']/g,
    )) {
      known.add(`/assets/${name}`)
    }
  }
  return [...known]
}

test('the buyer’s first load: scripts ≤ 130 KB, everything before pictures ≤ 300 KB', () => {
  const html = pageOf('shop')
  const scripts = gzipped(scriptsOf('shop'))
  const styles = gzipped(assetsOf(html, /\.css$/))
  const css = assetsOf(html, /\.css$/)
    .map((path) => readFileSync(join(web, path), 'utf8'))
    .join('')
  const fonts = [...css.matchAll(/url\("?(\/assets\/[\w.-]+\.woff2)/g)].map(([, path = '']) => path)
  const fontBytes = fonts.reduce((sum, path) => sum + readFileSync(join(web, path)).length, 0)
  expect(fonts.length).toBe(3)
  expect(scripts).toBeGreaterThan(40 * KB)
  expect(scripts).toBeLessThanOrEqual(130 * KB)
  expect(scripts + styles + fontBytes + html.length).toBeLessThanOrEqual(300 * KB)
})

test.each(SCREENS)(
  'the page of %s has no inline script or style: the policy refuses them',
  (screen) => {
    const html = pageOf(screen)
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect(html).not.toMatch(/<style|\son\w+=|\sstyle=/)
  },
)

test.each(SCREENS)('the page of %s names only files that exist, each hashed', (screen) => {
  const assets = assetsOf(pageOf(screen), /./)
  expect(assets.length).toBeGreaterThan(1)
  expect(assets.filter((path) => !existsSync(join(web, path)))).toEqual([])
  expect(assets.filter((path) => !/-[\w-]{8}\.\w+$/.test(path))).toEqual([])
})

test('the shop asks for its Latin and Cyrillic letters at once, and for no other font', () => {
  const fonts = [...pageOf('shop').matchAll(/rel="preload"[^>]*href="([^"]+\.woff2)"/g)]
  expect(fonts.map(([, path = '']) => path.replace(/-[\w-]{8}\.woff2$/, ''))).toEqual([
    '/assets/inter-cyrillic-wght-normal',
    '/assets/inter-latin-wght-normal',
  ])
})

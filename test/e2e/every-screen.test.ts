import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, openWindow } from './browser.ts'
import { AWAITED } from './office-screens.ts'
import { layoutOf, overflowOf, saidBy, smallTargetsOf } from './probe.ts'
import { routesOf } from './routes-of-web.ts'
import { openScreenWorld, type ScreenWorld } from './screen-world.ts'
import { SCREENS } from './screens.ts'
import { findingsOf, roundsOf } from './visit-people.ts'
import { wrongWords } from './words-of-page.ts'

const web = join(import.meta.dirname, '../../web')
const BAD_PAGE = `<title>Замовлення</title><main><p style="width: 500px">Dear Sir</p>
  <p>Читайте <a href="/">умови</a> тут: undefined, on_hold, TD-0000001</p>
  <button style="width: 30px; height: 30px; padding: 0">Ok</button>
  <b style="position: absolute; top: 300px">Один</b>
  <i style="position: absolute; top: 305px">Два</i><img src="data:,"></main>`

describe('the list of screens', () => {
  const sitemaps = readdirSync(web).filter((name) => existsSync(join(web, name, 'routes.tsx')))
  const visited = new Set(SCREENS.map(({ at }) => at.replace(/\?\w+=.*$/, '')))

  test.each(sitemaps)(
    'has a visit for every route of %s, and none for a route that is not',
    (name) => {
      const routes = routesOf(name)
      expect(routes.length).toBeGreaterThan(5)
      expect(routes.filter((route) => !visited.has(route) && !AWAITED.includes(route))).toEqual([])
      const mine = [...visited].filter((at) => at === `/${name}` || at.startsWith(`/${name}/`))
      expect(mine.filter((at) => !routes.includes(at))).toEqual([])
    },
  )
})

describe('every screen', () => {
  let world: ScreenWorld
  beforeAll(async () => {
    world = await openScreenWorld()
  })
  afterAll(() => world?.stop())

  test('is seen to be wrong where it is', async () => {
    const window = await openWindow(world.browser, 390)
    const { page } = window
    await page.setContent(BAD_PAGE)
    expect(await overflowOf(page)).toEqual(['wider than 390: p «Dear Sir»'])
    expect(await layoutOf(page)).toContain('text over text b «Один» i «Два»')
    expect(await smallTargetsOf(page)).toEqual(['small target button «Ok» 30×30'])
    expect((await axeFindings(page)).join()).toMatch(/image-alt/)
    const { text, heads } = await saidBy(page)
    expect(heads).toEqual([])
    expect(wrongWords(text, 'uk')).toEqual(['undefined', 'on_hold', 'Dear', 'Sir'])
    await window.close()
  })

  test.concurrent.each(roundsOf((at) => !at.startsWith('/office')))(
    'of $who, round $part, is whole on a phone and on a desk',
    async (round) => {
      expect(await findingsOf(world, round)).toEqual([])
    },
    600_000,
  )
})

import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importFolder } from '../../src/import-folder.ts'
import type { Failure } from '../../src/print.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { overflowOf } from './probe.ts'
import { stageOf } from './stage.ts'

const SHARED = join(process.env.TANDEM_SHARED_DATA ?? '../shared/data', 'commerceml')
const DAIRY = join(SHARED, 'nasha-ferma-2.08')
const isThere = existsSync(DAIRY)
const reason = isThere ? '' : ' (the shared data is absent: not run)'
const pictures = process.env.TANDEM_TEST_PICTURES
const stage = stageOf(undefined, { unless: !isThere })

type Told = { logins: { phone: string; role: string }[]; products: number }

async function importDairy(): Promise<Told> {
  const ground = {
    ...stage.database,
    untilSignal: async () => undefined,
    stop: async () => undefined,
  }
  const told: object[] = []
  const said: string[] = []
  const asked = { path: DAIRY, distributor: 'dairy', create: true, dryRun: false, approve: false }
  const print = {
    say: (text: string) => said.push(text),
    tell: (one: object) => told.push(one),
    fail: ({ message }: Failure) => said.push(message),
  }
  const code = await importFolder({ config: stage.tandem.config, ground, ...asked }, print)
  expect({ code, said: code === 0 ? [] : said }).toEqual({ code: 0, said: [] })
  return told[0] as Told
}

test.runIf(isThere)(
  `a dairy’s own export comes in, and a trial shop finds, counts and orders its goods${reason}`,
  async () => {
    const { logins, products } = await importDairy()
    expect(products).toBeGreaterThan(500)
    const shop = logins.find(({ role }) => role === 'buyer')
    const { page, problems, close } = await openWindow(stage.browser, 390)
    const shoot = async (name: string) => {
      if (!pictures) return
      await mkdir(pictures, { recursive: true })
      await page.screenshot({ path: join(pictures, `dairy-${name}-390.png`) })
    }
    await signIn(page, `${stage.tandem.url}/shop/`, shop?.phone ?? '')
    await page.getByText('Ваше перше замовлення').waitFor()
    await page.getByRole('link', { name: 'Каталог' }).last().click()
    await page.getByRole('listitem').nth(5).waitFor()
    await shoot('catalogue')
    expect([...(await axeFindings(page)), ...(await overflowOf(page))]).toEqual([])
    // Its prices are in roubles, and nowhere else do they become hryvnias.
    expect(await page.locator('main').textContent()).toMatch(/₽/)

    await page.getByPlaceholder('Пошук товару').fill('молоко')
    const add = page.getByRole('button', { name: /^Додати: .*молоко/i })
    await add.first().waitFor()
    await shoot('found')
    const name = (await add.first().getAttribute('aria-label'))?.replace('Додати: ', '') ?? ''
    await add.first().click()
    await page.getByRole('button', { name: `Більше: ${name}` }).click()
    await page.getByRole('link', { name: 'Кошик' }).last().click()
    await page.getByText(name).first().waitFor()
    await page.getByTestId('total').filter({ hasText: /[1-9]/ }).waitFor()
    await shoot('cart')
    const place = page.getByRole('button', { name: 'Замовити', exact: true })
    await expect.poll(() => place.isEnabled()).toBe(true)
    await place.click()
    await page.getByText('Замовлення прийнято').waitFor()
    await shoot('placed')
    await page.getByRole('link', { name: /SE-0000001/ }).click()
    await page.getByTestId('timeline').getByText('Прийнято').waitFor()
    await page.getByText(name).first().waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/₴/)
    expect([...(await axeFindings(page)), ...(await overflowOf(page))]).toEqual([])
    expect(problems).toEqual([])
    await close()
  },
)

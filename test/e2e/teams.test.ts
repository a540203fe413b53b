import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { type DairyTown, makeDairyTown } from '../../src/modules/rollout/team/test-dairy.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { overflowOf } from './probe.ts'
import { stageOf } from './stage.ts'

let town: DairyTown
const stage = stageOf(async (database) => {
  town = await makeDairyTown(database)
})

const pictures = process.env.TANDEM_TEST_PICTURES
const keep = async (page: Page, name: string) =>
  pictures && (await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true }))
const teamsOf = () => town.ask('select name, exclusive from outlets.team order by exclusive')

test.each([390, 1440])(
  'at %i px the office sees a team in its history, what making it changes, and takes it back',
  async (width) => {
    const [, , , adminPhone = ''] = town.phones
    const office = await openWindow(stage.browser, width)
    const { page } = office
    await signIn(page, `${stage.tandem.url}/office/`, adminPhone)
    await page.getByRole('main').waitFor()
    await page.goto(`${stage.tandem.url}/office/${town.tenant.code}/fit?view=matches`)
    await page.getByRole('heading', { name: 'Схоже, ексклюзивна команда' }).waitFor()
    await page.getByRole('button', { name: 'Шукати збіги' }).click()
    const card = page.getByTestId('teams').locator('li', { hasText: 'Лугове' })
    await card.getByText('100 % (12 з 12)').waitFor()
    await card.getByText('Dairy 0 (3 точки), Dairy 1 (3 точки)').waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(await overflowOf(page)).toEqual([])
    await keep(page, `teams-${width}`)

    await card.getByRole('button', { name: 'Не пропонувати' }).click()
    await card.getByText('Відхилено').waitFor()
    await card.getByRole('button', { name: 'Скасувати' }).click()
    await card.getByRole('button', { name: 'Створити команду' }).click()
    const dialog = page.getByRole('dialog')
    const changes = dialog.getByTestId('team-changes')
    await changes.getByText('1 товар').waitFor()
    await changes.getByText('2 території').waitFor()
    await changes.getByText('6 точок').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await keep(page, `team-changes-${width}`)
    await dialog.getByLabel('Назва команди').fill('Team')
    await dialog.getByText('не ексклюзивна').waitFor()
    expect(await teamsOf()).toHaveLength(1)
    await dialog.getByLabel('Назва команди').fill('Молочна')
    await changes.waitFor()
    await dialog.getByLabel('Назва команди').press('Enter')
    await card.getByText('Команду створено').waitFor()
    expect(await teamsOf()).toMatchObject([{ name: 'Team' }, { name: 'Молочна', exclusive: true }])
    await keep(page, `team-made-${width}`)

    await card.getByRole('button', { name: 'Скасувати' }).click()
    await card.getByRole('button', { name: 'Створити команду' }).waitFor()
    expect(await teamsOf()).toHaveLength(1)
    // The browser tells of the refused name; nothing else went wrong.
    expect(office.problems.filter((problem) => !problem.includes('409'))).toEqual([])
    await office.close()
  },
)

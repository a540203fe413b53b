import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliver } from '../../../../test/town-history.ts'
import { workbookRows } from '../../exchange/table/workbook.ts'
import { type LaunchTown, startLaunchTown } from '../test-launch.ts'
import { cellTexts, type Section } from './report-rules.ts'

let launch: LaunchTown
let sections: Section[]
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'))
  launch = await startLaunchTown()
  const { milk, bread } = launch.town.ids
  const line = (productId: string) => ({ productId, quantityMilli: 2_000, unitPriceE4: 300_000 })
  await deliver(launch.database, launch.town, [
    { day: '2026-10-20', lines: [line(milk), line(bread)] },
    { day: '2026-11-14', lines: [line(milk)] },
  ])
  await launch.setClock('2026-11-23T08:30:00Z')
  const { report } = await launch.told<{ report: { sections: Section[] } }>('goals.weeklyReport')
  sections = report.sections
})
afterAll(async () => {
  await launch?.stop()
  await rm(folder, { recursive: true, force: true })
})

const section = (key: string) => {
  const found = sections.find((one) => one.key === key)
  if (!found) throw new Error(`the report has no ${key}`)
  return found
}
const valuesOf = (key: string) =>
  section(key).rows.map((row) => row.map((cell) => (cell && 'value' in cell ? cell.value : null)))
const file = async (format: 'pdf' | 'xlsx') => {
  const { base64 } = await launch.told<{ base64: string }>('goals.reportFile', { format })
  return Buffer.from(base64, 'base64')
}

test('the report says what the screens say: leaks, help and the decision', async () => {
  type Leaks = { steps: { lost: number; passed: number; due: number; expectedBp: number }[] }
  const { steps } = await launch.told<Leaks>('goals.leaks')
  expect(valuesOf('leaks').map(([, lost, passed, due]) => [lost, passed, due])).toEqual(
    steps.map(({ lost, passed, due }) => [lost, passed, due]),
  )
  expect(steps.some(({ lost }) => lost > 0)).toBe(true)
  type Help = { stuck: number; outlets: number; list: { days: number }[] }
  const help = await launch.told<Help>('goals.help')
  expect(section('help').notes).toEqual([`Застрягло точок: ${help.stuck} із ${help.outlets}`])
  expect(valuesOf('help').map(([, , days]) => days)).toEqual(help.list.map(({ days }) => days))
  type Decision = { decision: { reasons: { reachedBp: number | null }[] } }
  const { decision } = await launch.told<Decision>('goals.decision')
  expect(valuesOf('decision').map(([, , reached]) => reached)).toEqual(
    decision.reasons.map(({ reachedBp }) => reachedBp),
  )
})

test('it says what the gauge and the funnel say', async () => {
  type Laws = { outlets: number; dropMinor: number }
  type Gauge = { gauge: { parts: { part: string; now: Laws; before: Laws }[] } | null }
  const { gauge } = await launch.told<Gauge>('goals.gauge')
  const parts = gauge?.parts ?? []
  expect(valuesOf('law1').filter((_, nth) => nth % 4 === 1)).toEqual(
    parts.map(({ now, before }) => [null, null, now.dropMinor, null, null, before.dropMinor]),
  )
  type Waves = { waves: { outlets: number; registered: number }[] }
  const { waves } = await launch.told<Waves>('rollout.waves')
  const funnel = valuesOf('funnel')
  expect(funnel[0]?.slice(1)).toEqual(waves.map(({ outlets }) => outlets))
  expect(funnel[3]?.slice(1)).toEqual(waves.map(({ registered }) => registered))
})

test('paper says every word and number of the screen, in letters of its own', async () => {
  const bytes = await file('pdf')
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  let said = ''
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent()
    said += items.map((item) => ('str' in item ? item.str : '')).join('')
  }
  const bare = (text: string) => text.replace(/\s/g, '')
  const write = cellTexts('uk', 'UAH')
  const wanted = sections.flatMap(({ title, notes, heads, rows }) => [
    ...[title, ...notes],
    ...(rows.length > 0 ? [...heads, ...rows.flat().map(write)] : []),
  ])
  const paper = bare(said)
  expect(wanted.filter((text) => !paper.includes(bare(text)))).toEqual([])
  expect(wanted).toContain('Мета: середня доставка')
  expect(paper).toContain('₴')
  expect(bytes.includes('FontFile2')).toBe(true)
})

test('the workbook has a sheet for each part, with numbers that can be counted on', async () => {
  const path = join(folder, 'report.xlsx')
  await writeFile(path, await file('xlsx'))
  for (const { title, rows } of sections) {
    const read: string[][] = []
    const sheet = title.replace(/[:\\/?*[\]]/g, ' ').slice(0, 31)
    const asked = { sheet, headerRow: 1, decimalMark: '.' as const }
    for await (const some of workbookRows({ name: 'report.xlsx', path }, asked)) {
      read.push(...some.map(({ cells }) => cells))
    }
    const shares = rows.flatMap((row, y) =>
      row.flatMap((cell, x) =>
        cell && cell.kind === 'money' ? [[Number(read[y + 1]?.[x]), cell.value / 100]] : [],
      ),
    )
    for (const [got, wanted] of shares) expect(got).toBe(wanted)
    expect(read.length).toBeGreaterThanOrEqual(rows.length + 1)
  }
})

test('an agent gets no report; without a launch there is none, and no file', async () => {
  expect(await launch.ask('goals.weeklyReport', {}, 'agent')).toMatchObject({ status: 403 })
  await launch.writing((tx) =>
    tx
      .updateTable('rollout.programme')
      .set({ ended_at: '2026-11-22T10:00:00Z' })
      .where('distributor_id', '=', launch.town.tenant.id)
      .execute(),
  )
  expect(await launch.told('goals.weeklyReport')).toEqual({ report: null })
  expect(await launch.ask('goals.reportFile', { format: 'pdf' })).toMatchObject({ status: 409 })
})

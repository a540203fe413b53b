import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenRun } from '../test/office-exchange.ts'
import { openUploadOffice, type UploadOffice } from '../test/upload-office.ts'
import { catalogue, offers } from './modules/exchange/commerceml/test-commerceml.ts'
import { offer, priceTypes, product } from './modules/exchange/test-import.ts'

let open: UploadOffice
let office: UploadOffice['office']
beforeAll(async () => {
  open = await openUploadOffice('kept')
  ;({ office } = open)
})
afterAll(() => open?.close())

type Kept = {
  id: string
  kind: string
  externalId: string
  code: string | null
  said: string | null
  becomes: string
  mendedBy: string
  runId: string | null
  usedRunId: string | null
  usedByLast: boolean
  forgottenBy: string | null
}

const files = (price: string) => ({
  'import.xml': catalogue(product('k-price') + product('k-bag').replace('Код="796">шт', '>торба')),
  'offers.xml': offers(offer('k-price', { p: price }), priceTypes({ p: 'Опт' })),
})

async function seen(price: string) {
  const uploadId = randomUUID()
  for (const [i, [name, body]] of Object.entries(files(price)).entries()) {
    expect((await office.put(name, body, { uploadId, no: i + 1 })).status).toBe(200)
  }
  return office.checked(uploadId)
}

const mends = async (asked: object = {}) =>
  ((await office.ask('mends', asked)).said as { mends: Kept[] }).mends
const codes = (run: SeenRun) => run.rows.map(({ code }) => code)
const mend = (run: SeenRun, code: string, value: string) => {
  const rowNo = run.rows.find((row) => row.code === code)?.rowNo
  return office.ask('mend', { runId: run.id, rowNo, value })
}

test('all mends are listed with what stood there, by whom, and whether the last run needed them', async () => {
  expect(await mends()).toEqual([])
  const first = await seen('договірна')
  expect(await mend(first, 'unreadable_number', '12,50')).toMatchObject({ status: 200 })
  expect(await mend(first, 'unknown_unit', 'кг')).toMatchObject({ status: 200 })
  const [unit, price] = await mends()
  expect(unit).toMatchObject({ kind: 'unit', externalId: 'торба', becomes: 'кг' })
  expect(price).toMatchObject({
    ...{ kind: 'item', externalId: 'k-price', code: 'unreadable_number', becomes: '12,50' },
    ...{ runId: first.id, usedRunId: null, usedByLast: false },
  })
  expect(price?.said).toContain('договірна')
  expect(price?.mendedBy).not.toBe('')

  expect((await mends({ use: 'unused' })).length).toBe(2)
  const second = await seen('договірна')
  expect(codes(second)).not.toContain('unreadable_number')
  const used = await mends({ use: 'used' })
  expect(used.map(({ externalId, usedRunId }) => [externalId, usedRunId])).toEqual([
    ['торба', second.id],
    ['k-price', second.id],
  ])
  expect(await mends({ use: 'unused' })).toEqual([])

  // The ERP says a price itself now: the mend of it is kept, and not needed.
  await seen('13')
  expect((await mends({ use: 'unused' })).map(({ externalId }) => externalId)).toEqual(['k-price'])
  expect((await mends({ use: 'used' })).map(({ externalId }) => externalId)).toEqual(['торба'])
  expect((await mends({ kind: 'unit' })).length).toBe(1)
  expect((await mends({ text: 'ДОГОВІР' })).map(({ kind }) => kind)).toEqual(['item'])
  expect(await mends({ text: 'щщщ' })).toEqual([])
  const page = (await office.ask('mends', { limit: 1 })).said as { next: string }
  expect((await mends({ limit: 1, before: page.next })).length).toBe(1)
})

test('a forgotten mend holds no more, asks for another dry run, and holds again when recalled', async () => {
  const run = await seen('договірна')
  expect(run.awaits).toBe('confirmation')
  const [price] = await mends({ kind: 'item' })
  const mendId = price?.id ?? ''
  expect(await office.ask('forgetMend', { mendId })).toMatchObject({ status: 200 })
  // What was seen holds no more.
  expect((await office.ended(run.id)).awaits).toBe('check')
  expect(await mends({ kind: 'item' })).toEqual([])
  expect((await mends({ use: 'forgotten' }))[0]).toMatchObject({ externalId: 'k-price' })
  const first = await office.ended(price?.runId ?? '')
  expect(first.mended).toBe(1)
  expect(codes(await seen('договірна'))).toContain('unreadable_number')

  expect(await office.ask('recallMend', { mendId })).toMatchObject({ status: 200 })
  expect((await mends({ kind: 'item' }))[0]).toMatchObject({ id: mendId, forgottenBy: null })
  expect((await office.ended(first.id)).mended).toBe(2)
  expect(codes(await seen('договірна'))).not.toContain('unreadable_number')
  const said = await open.rows<{ action: string }>(
    `select action from platform.audit where subject_id = '${mendId}' order by id`,
  )
  expect(said.map(({ action }) => action)).toEqual(['mend_forgotten', 'mend_recalled'])
})

test('a mend that is said anew after it was forgotten holds', async () => {
  const [price] = await mends({ kind: 'item' })
  await office.ask('forgetMend', { mendId: price?.id ?? '' })
  const run = await seen('договірна')
  await mend(run, 'unreadable_number', '14')
  expect((await mends({ kind: 'item' }))[0]).toMatchObject({ becomes: '14', forgottenBy: null })
  expect(codes(await seen('договірна'))).not.toContain('unreadable_number')
})

test('another distributor’s mend does not exist; who may not run the exchange forgets none', async () => {
  const [price] = await mends({ kind: 'item' })
  const mendId = price?.id ?? ''
  for (const call of ['forgetMend', 'recallMend']) {
    const foreign = { cookie: open.stranger, code: 'others' }
    expect(await office.refusalOf(call, { mendId }, foreign)).toBe('UNKNOWN')
    expect(await office.refusalOf(call, { mendId: randomUUID() })).toBe('UNKNOWN')
    expect(await office.refusalOf(call, { mendId }, { cookie: open.supervisor })).toBe('NO_RIGHT')
  }
  expect((await mends({ kind: 'item' })).length).toBe(1)
})

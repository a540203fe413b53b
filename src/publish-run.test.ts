import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInBy } from '../test/security/sign-in.ts'
import { openUploadOffice, type UploadOffice } from '../test/upload-office.ts'
import { catalogue, offers } from './modules/exchange/commerceml/test-commerceml.ts'
import { offer, priceTypes, product } from './modules/exchange/test-import.ts'

let open: UploadOffice
let tandem: UploadOffice['tandem']
let town: UploadOffice['town']
let office: UploadOffice['office']
let supervisor: UploadOffice['supervisor']
let stranger: UploadOffice['stranger']
let rows: UploadOffice['rows']
beforeAll(async () => {
  open = await openUploadOffice('lone')
  ;({ tandem, town, office, supervisor, stranger, rows } = open)
})
afterAll(() => open?.close())

const shown = async () =>
  (
    await rows<{ code: string }>(
      `select code from catalogue.product where published and code like 'x-%' order by code`,
    )
  ).map(({ code }) => code)

const named = (name: string) => `<Наименование>${name}</Наименование>`
const lone = (ids: string[]) =>
  offers(
    ids.map((id) => offer(id, { p: '10' }, named(`Сам ${id}`))).join(''),
    priceTypes({ p: 'Опт' }),
  )

async function imported(files: Record<string, string>) {
  const uploadId = randomUUID()
  for (const [i, [name, body]] of Object.entries(files).entries()) {
    expect((await office.put(name, body, { uploadId, no: i + 1 })).status).toBe(200)
  }
  const seen = await office.checked(uploadId)
  return { seen, run: await office.confirmed(seen.runId, true) }
}

test('offers without a product come in hidden; one click shows exactly those of the run', async () => {
  await imported({ 'offers.xml': lone(['x-old']) })
  const files = {
    'import.xml': catalogue(product('x-own')),
    'offers.xml': lone(['x-own', 'x-old', 'x-1', 'x-2', 'x-3']),
  }
  const { seen, run } = await imported(files)
  expect(seen.counts).toMatchObject({ unknownProduct: 4, hidden: 3 })
  expect(seen.lone).toEqual({ hidden: 0, shown: 0 })
  expect(run).toMatchObject({ counts: { hidden: 3 }, lone: { hidden: 3, shown: 0 } })
  expect(await shown()).toEqual(['x-own'])

  const { id: runId } = run
  expect((await office.ask('publishRun', { runId })).said).toEqual({ products: 3 })
  expect(await shown()).toEqual(['x-1', 'x-2', 'x-3', 'x-own'])
  expect((await office.ended(runId)).lone).toEqual({ hidden: 0, shown: 3 })
  expect((await office.ask('publishRun', { runId })).said).toEqual({ products: 0 })
  // What an earlier run brought is that run's to publish.
  expect((await office.ask('loneRuns', {})).said).toMatchObject({ runs: [{ hidden: 1, shown: 0 }] })

  expect((await imported(files)).run.counts).toMatchObject({ written: 0, hidden: 0 })
  expect(await shown()).toEqual(['x-1', 'x-2', 'x-3', 'x-own'])

  const [byHand] = await rows<{ id: string }>(`select id from catalogue.product where code = 'x-2'`)
  const hid = await fetch(`${tandem.url}/rpc/catalogue/publish`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', 'x-tandem-request': '1' },
      cookie: (await signInBy(tandem.url, town.phones[3] ?? '')).cookie,
    },
    body: JSON.stringify({
      json: { distributor: 'lone', productId: byHand?.id, published: false },
    }),
  })
  expect(hid.status).toBe(200)
  expect((await office.ask('unpublishRun', { runId })).said).toEqual({ products: 2 })
  expect(await shown()).toEqual(['x-own'])

  const journal = await rows<{ action: string; detail: object; actor_id: string }>(
    `select action, detail, actor_id from platform.audit
      where subject_id = '${runId}' and action like 'run_%' order by id`,
  )
  const by = { actor_id: town.ids.adminPerson }
  expect(journal).toEqual([
    { action: 'run_published', detail: { products: 3 }, ...by },
    { action: 'run_published', detail: { products: 0 }, ...by },
    { action: 'run_hidden', detail: { products: 2 }, ...by },
  ])
})

test('whoever may not change the catalogue publishes nothing; a foreign run is unknown', async () => {
  const { run } = await imported({ 'offers.xml': lone(['x-8', 'x-9']) })
  const before = await shown()
  const asked = { runId: run.id }
  for (const call of ['publishRun', 'unpublishRun']) {
    expect(await office.refusalOf(call, asked, { cookie: supervisor })).toBe('NO_RIGHT')
    expect(await office.refusalOf(call, asked, { cookie: stranger })).toBe('UNKNOWN')
    const foreign = { cookie: stranger, code: 'others' }
    expect(await office.refusalOf(call, asked, foreign)).toBe('UNKNOWN')
    expect(await office.refusalOf(call, { runId: randomUUID() })).toBe('UNKNOWN')
  }
  expect(await shown()).toEqual(before)
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSlots, outletPlan } from '../src/modules/delivery/delivery.ts'
import { readTenant } from '../src/platform/db.ts'
import { openUploadOffice, type UploadOffice } from './upload-office.ts'

let open: UploadOffice
beforeAll(async () => {
  open = await openUploadOffice('examples')
})
afterAll(() => open?.close())

type Asked = {
  title: string
  method?: string
  /** As the contract writes it. */
  call: string
  path: string
  body?: object | string
  /** Asked by a key; otherwise by a person with his cookie. */
  key?: string
  cookie?: string
}

/** Asks as a programme would, and writes the question and the answer down. */
async function example({ title, method = 'GET', call, path, body, key, cookie }: Asked) {
  const json = typeof body === 'object'
  const sent = json ? JSON.stringify(body) : body
  const reply = await fetch(`${open.tandem.url}${path}`, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(cookie && { cookie, 'x-tandem-request': '1' }),
      ...(json && { 'content-type': 'application/json' }),
    },
    ...(sent && { body: sent }),
  })
  const said = (await reply.json()) as object
  expect(reply.status, JSON.stringify(said)).toBe(200)
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} "https://HOST${path}"`,
    ...(key ? ['-H "Authorization: Bearer $KEY"'] : ['-b cookies.txt -H "x-tandem-request: 1"']),
    ...(json ? ['-H "content-type: application/json"'] : []),
    ...(json ? [`-d '${JSON.stringify(body, null, 1)}'`] : []),
    ...(body && !json ? ['--data-binary @prices.csv'] : []),
  ]
  const answer = JSON.stringify(said, null, 1)
  const text = `## ${method} ${call}\n\n${title}\n\n${block(lines.join(' \\\n  '))}\n\n${block(answer)}\n`
  return { text, said }
}
const block = (text: string) => text.replaceAll(/^/gm, '    ')

// Ids by the order they come in; one day and one instant.
function normalised(text: string): string {
  const ids = new Map<string, string>()
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
      const known =
        ids.get(id) ?? `0198f2aa-0000-7000-8000-${String(ids.size + 1).padStart(12, '0')}`
      ids.set(id, known)
      return known
    })
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g, '2026-11-27T08:00:00Z')
    .replaceAll(/"\d{4}-\d\d-\d\d"/g, '"2026-11-28"')
}

const HEAD = `# API by example

Taken from real calls by \`test/api-examples.test.ts\`, which fails when they are no longer true; ids and
times stand for yours. Some calls are a person's: they go with his cookie, not with a key.
`

async function issuedKey(): Promise<string> {
  const reply = await fetch(`${open.tandem.url}/api/d/examples/api-keys`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-tandem-request': '1',
      cookie: open.office.cookie,
    },
    body: JSON.stringify({
      ...{ keyId: randomUUID(), name: 'Site' },
      rights: ['outlet.read', 'catalogue.read', 'order.read'],
    }),
  })
  return ((await reply.json()) as { token: string }).token
}

test('what the documents show of the main calls is what a programme gets', async () => {
  const { tenant, ids } = open.town
  const key = await issuedKey()
  const plan = await readTenant(open.database.pools.app, tenant.id, (db) =>
    outletPlan(db, { distributorId: tenant.id, timeZone: tenant.timeZone, outletId: ids.outlet }),
  )
  const deliveryDay = (plan ? openSlots(plan, 8) : []).at(-1)?.deliveryDay ?? ''
  const D = '/api/d/examples'
  const C = '/d/{distributor}'
  const outlets = await example({
    title: 'The outlets, a page at a time.',
    ...{ key, call: `${C}/outlets`, path: `${D}/outlets?limit=1` },
  })
  const shelf = await example({
    title: 'What an outlet may order, at its own prices.',
    ...{ key, call: `${C}/outlets/{outletId}/shelf` },
    path: `${D}/outlets/${ids.outlet}/shelf?limit=1`,
  })
  const placed = await example({
    title: 'Place an order, as its buyer. The same again, under the same id, answers the same.',
    ...{ method: 'POST', cookie: open.buyer, call: `${C}/outlets/{outletId}/checkouts` },
    path: `${D}/outlets/${ids.outlet}/checkouts`,
    body: {
      ...{ checkoutId: randomUUID(), deliveryDay },
      lines: [{ productId: ids.bread, unitCode: 'шт', quantityMilli: 3000 }],
    },
  })
  const orderId = (placed.said as { orders: { id: string }[] }).orders[0]?.id ?? ''
  const since = await example({
    title: 'Orders since an instant, newest first; `next` is the cursor of the page after.',
    ...{ key, call: `${C}/orders`, path: `${D}/orders?placedFrom=2026-01-01T00:00:00Z&limit=1` },
  })
  const order = await example({
    title: 'One order with its lines and its timeline.',
    ...{ key, call: `${C}/orders/{orderId}`, path: `${D}/orders/${orderId}` },
  })
  const cancelled = await example({
    title: 'Cancel it, as its buyer. Other states come from the ERP.',
    ...{ method: 'POST', cookie: open.buyer, call: `${C}/orders/{orderId}/cancellation` },
    ...{ path: `${D}/orders/${orderId}/cancellation`, body: { why: 'Not needed' } },
  })
  const table = await example({
    title: 'Send a table, as the office; it waits there for its columns, a dry run and a yes.',
    ...{
      method: 'PUT',
      cookie: open.office.cookie,
      call: '/files/{distributor}/tables/{uploadId}',
    },
    path: `/files/examples/tables/${randomUUID()}?name=prices.csv`,
    body: 'code;name;price\nA-1;Milk;42.00\n',
  })
  const all = [outlets, shelf, placed, since, order, cancelled, table]
  const text = normalised([HEAD, ...all.map((one) => one.text)].join('\n'))
  await expect(text).toMatchFileSnapshot('../docs/api-examples.md')
})

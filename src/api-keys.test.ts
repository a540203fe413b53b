import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openUploadOffice, type UploadOffice } from '../test/upload-office.ts'
import { LIMITS } from './platform/limits.ts'

let open: UploadOffice
let owner: pg.Client
beforeAll(async () => {
  open = await openUploadOffice('keys')
  owner = new pg.Client(open.database.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await owner?.end()
  await open?.close()
})

type Asked = { method?: string; body?: object; headers?: Record<string, string> }

async function rest(path: string, { method = 'GET', body, headers = {} }: Asked) {
  const reply = await fetch(`${open.tandem.url}/api/d/${path}`, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  const said = (await reply.json()) as Record<string, unknown> & { code?: string }
  return {
    ...{ status: reply.status, said, cookie: reply.headers.get('set-cookie') },
    retryAfter: reply.headers.get('retry-after'),
  }
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

async function issue(rights: string[], as = {}) {
  const cookie = open.office.cookie
  const keyId = randomUUID()
  const made = await rest('keys/api-keys', {
    method: 'POST',
    body: { keyId, name: 'Сайт', rights },
    headers: { cookie, 'x-tandem-request': '1', ...as },
  })
  return { keyId, made, token: made.said.token as string }
}

test('a key reads what it was allowed, without a cookie, and nothing else', async () => {
  const { token } = await issue(['outlet.read'])
  const outlets = await rest('keys/outlets', { headers: bearer(token) })
  expect(outlets).toMatchObject({ status: 200, cookie: null })
  expect((await rest('keys/orders', { headers: bearer(token) })).said.code).toBe('NO_RIGHT')
  expect((await rest('keys/api-keys', { headers: bearer(token) })).said.code).toBe('NO_RIGHT')
  expect((await rest('others/outlets', { headers: bearer(token) })).said.code).toBe('UNKNOWN')
  // It is no person: what stands above tenants is closed to it.
  const me = await fetch(`${open.tandem.url}/api/me`, { headers: bearer(token) })
  expect(me.status).toBe(401)
})

test('a wrong or revoked key is nobody, even beside the cookie of somebody', async () => {
  const { token, keyId } = await issue(['outlet.read'])
  const headers = { cookie: open.office.cookie, ...bearer('tandem_wrong') }
  expect((await rest('keys/outlets', { headers })).said.code).toBe('SIGN_IN')
  const revoked = await rest(`keys/api-keys/${keyId}`, {
    method: 'DELETE',
    headers: { cookie: open.office.cookie, 'x-tandem-request': '1' },
  })
  expect(revoked.status).toBe(200)
  expect((await rest('keys/outlets', { headers: bearer(token) })).said.code).toBe('SIGN_IN')
})

test('nobody gives a key a right that he does not hold, nor one that no key may have', async () => {
  expect((await issue(['platform.operate'])).made.said.code).toBe('BAD_REQUEST')
  expect((await issue(['order.place'])).made.said.code).toBe('BAD_REQUEST')
  const { made } = await issue(['outlet.read'], { cookie: open.supervisor })
  expect(made.said.code).toBe('NO_RIGHT')
})

test('what a key changes stands in the journal as a machine’s; the key itself stands nowhere', async () => {
  const { token, keyId } = await issue(['slot.write'])
  const put = await rest('keys/holidays/2027-01-07', {
    method: 'PUT',
    body: { name: 'Різдво', onOrders: 'keep' },
    headers: bearer(token),
  })
  expect(put).toMatchObject({ status: 200 })
  const [row] = await open.rows(`select actor_kind, actor_id, session_id from platform.audit
    where action = 'holiday_put'`)
  expect(row).toEqual({ actor_kind: 'machine', actor_id: keyId, session_id: null })
  const kept = await open.database.pools.identity.query('select * from identity.api_key')
  expect(JSON.stringify(kept.rows)).not.toContain(token)
})

// As if the key had asked so often in this minute and the next, should it pass meanwhile.
const asked = (keyId: string, used: number) =>
  owner.query(
    `insert into identity.allowance (subject, window_start, used)
      select 'api key ' || $1, date_trunc('minute', platform.now()) + m * interval '1 minute', $2
      from generate_series(0, 1) m
      on conflict (subject, window_start) do update set used = excluded.used`,
    [keyId, used],
  )

test('a key that asks too often in a minute is told when to come again; another key is not', async () => {
  const { token, keyId } = await issue(['outlet.read'])
  const other = await issue(['outlet.read'])
  const headers = bearer(token)
  await asked(keyId, LIMITS.keyRequestsPerMinuteMax - 1)
  expect(await rest('keys/outlets', { headers })).toMatchObject({ status: 200, retryAfter: null })
  const busy = await rest('keys/outlets', { headers })
  expect(busy).toMatchObject({ status: 429, said: { code: 'BUSY' } })
  expect(Number(busy.retryAfter)).toBeGreaterThanOrEqual(1)
  expect(Number(busy.retryAfter)).toBeLessThanOrEqual(60)
  // What it may not do counts, too: nobody guesses for free.
  expect(await rest('keys/orders', { headers })).toMatchObject({ status: 429 })
  expect(await rest('keys/outlets', { headers: bearer(other.token) })).toMatchObject({
    status: 200,
  })
  await owner.query(`delete from identity.allowance where subject = $1`, [`api key ${keyId}`])
  expect(await rest('keys/outlets', { headers })).toMatchObject({ status: 200 })
})

test('a request that cannot be counted is not served', async () => {
  const { token } = await issue(['outlet.read'])
  const headers = bearer(token)
  await owner.query('revoke insert on identity.allowance from tandem_identity')
  const uncounted = await rest('keys/outlets', { headers })
  await owner.query('grant insert on identity.allowance to tandem_identity')
  expect(uncounted.status).toBe(500)
  expect(JSON.stringify(uncounted.said)).not.toContain('outlets')
  expect(await rest('keys/outlets', { headers })).toMatchObject({ status: 200 })
})

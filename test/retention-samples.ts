import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { RETENTION } from '../src/retention.ts'
import type { Town } from './town.ts'

type Table = keyof typeof RETENTION
type Rows = [table: Table, row: Record<string, unknown>][]

/** A row, with those it stands on, for each table that is purged: its moment is left out. */
const SAMPLES: Partial<Record<Table, (town: Town, id: string) => Rows>> = {
  'exchange.run': (_town, id) => [['exchange.run', { id, ...RUN }]],
  'exchange.oddity': (_town, id) => [
    ['exchange.run', { id, ...RUN }],
    ['exchange.oddity', { run_id: id, row_no: 1, file: 'a.xml', code: 'odd' }],
  ],
  'exchange.session': (_town, id) => [['exchange.session', { id, ...SESSION }]],
  'exchange.request': (_town, id) => [
    ['exchange.session', { id, ...SESSION }],
    ['exchange.request', { session_id: id, request_no: 1, ...REQUEST }],
  ],
  'exchange.webhook_delivery': ({ ids }, id) => [
    ['exchange.webhook', { id, name: 'a', url: 'a', events: '{}', made_by: ids.adminPerson }],
    ['exchange.webhook_delivery', { id, webhook_id: id, event: 'test', body: '{}' }],
  ],
  'ordering.draft': ({ ids }, id) => [
    [
      'ordering.draft',
      {
        ...{ id, outlet_id: ids.outlet, for_person: ids.buyer, for_name: 'A', lines: '[]' },
        ...{ delivery_day: '2020-01-02', cut_off_at: '2020-01-01T15:00:00Z', prepared_by: 'agent' },
      },
    ],
  ],
  'field.notice': ({ ids }, id) => [
    [
      'field.notice',
      { id, agent_id: ids.agent, kind: 'order_placed', outlet_id: ids.outlet, body: {} },
    ],
  ],
  'identity.allowance': (_town, id) => [['identity.allowance', { subject: id, used: 1 }]],
  'identity.machine_session': ({ tenant }, id) => [
    [
      'identity.machine_key',
      { id, distributor_id: tenant.id, kind: 'exchange', login: id, secret_hash: '' },
    ],
    ['identity.machine_session', { token_hash: randomBytes(32), key_id: id }],
  ],
  'identity.phone_code': (_town, id) => [
    [
      'identity.phone_code',
      { id, phone: '+380500000001', device_id: id, code_hmac: '', expires_at: '2020-01-01' },
    ],
  ],
  'identity.session': ({ ids }, id) => [
    ['identity.session', { id, token_hash: randomBytes(32), person_id: ids.buyer, device_id: id }],
  ],
  'goals.typed_order': ({ ids }, id) => [
    [
      'goals.typed_order',
      {
        ...{ order_id: id, outlet_id: ids.outlet, person_id: ids.agentPerson },
        ...{ near: false, retyped: false },
      },
    ],
  ],
  'goals.morning_told': ({ ids }, id) => [
    ['goals.morning', { changed_by: ids.adminPerson }],
    ['goals.morning_told', { day: dayOf(id), facts: {}, lines: 1 }],
  ],
  'identity.silence': ({ ids }, id) => [
    [
      'identity.session',
      {
        ...{ id, token_hash: randomBytes(32), person_id: ids.buyer, device_id: id },
        expires_at: '2199-01-01',
      },
    ],
    ['identity.silence', { session_id: id, thing_id: id, silent_from: '1990-01-01' }],
  ],
  'ordering.late_arrival': ({ ids }, id) => [
    [
      'ordering.late_arrival',
      {
        ...{ checkout_id: id, outlet_id: ids.outlet, delivery_day: dayOf(id), lines: '[]' },
        ...{ silent_from: '1990-01-01', heard_at: '1990-01-02' },
      },
    ],
  ],
  'ordering.late_request': ({ ids }, id) => [
    [
      'ordering.late_request',
      {
        ...{ id, outlet_id: ids.outlet, body_hash: '', delivery_day: dayOf(id), lines: '[]' },
        ...{ channel: 'portal', prepared_by: 'buyer', asked_by: ids.buyer, asked_name: 'A' },
        ends_at: '2020-01-02',
      },
    ],
  ],
  'platform.clock_run': ({ ids }, id) => [
    [
      'platform.clock_run',
      {
        ...{ id, asked_by: ids.adminPerson, from_at: '2020-01-01', to_at: '2020-01-02' },
        state: 'done',
      },
    ],
  ],
  'rollout.invitation': ({ ids }, id) => [
    [
      'rollout.invitation',
      {
        ...{ id, outlet_id: ids.outlet, for_person: ids.buyer, way: 'link' },
        ...{ made_by: ids.adminPerson, made_name: 'A', expires_at: '2020-01-01' },
      },
    ],
  ],
  'rollout.reminder': ({ ids }, id) => [
    [
      'rollout.reminder',
      {
        ...{ outlet_id: ids.outlet, delivery_day: dayOf(id), step: '2h', held_out: false },
        ...{ cut_off_at: '2020-01-01', person_id: ids.buyer, message_id: id },
      },
    ],
  ],
  'messaging.message': (town, id) => [['messaging.message', messageOf(town, id)]],
  'messaging.attempt': (town, id) => [
    ['messaging.message', messageOf(town, id)],
    [
      'messaging.attempt',
      {
        ...{ message_id: id, channel: 'sms', person_id: town.ids.buyer, status: 'sent' },
        ...{ title: '', body: '', language: 'uk', tells_delivery: false, demo: false },
      },
    ],
  ],
  'platform.fact': (_town, id) => [['platform.fact', { id, type: 'test.happened', body: {} }]],
  'platform.parked_reaction': (_town, id) => [
    ['platform.parked_reaction', { fact_id: id, reaction: 'react', reason: 'broke', tries: 10 }],
  ],
  'platform.shelf_change': (_town, id) => [
    ['platform.shelf_change', { xid: String(Number.parseInt(id.slice(-8), 16)) }],
  ],
  'platform.reaction_done': (_town, id) => [
    ['platform.reaction_done', { fact_id: id, reaction: 'react' }],
  ],
}
const messageOf = ({ ids }: Town, id: string) => ({
  ...{ id, person_id: ids.buyer, topic: 'news', template: 'test', said: {}, link: '/' },
  ...{ not_before: '2020-01-01', dedupe_key: id, cost_center: 'test' },
})
const SESSION = { login: 'erp', requests: 1, failures: 0, bytes: 0 }
const REQUEST = { type: '', mode: '', file: '', bytes: 0, status: 200, answer: '', ms: 0 }
const RUN = { kind: 'catalogue', source: 'test', status: 'done' }

export const SAMPLED = Object.keys(SAMPLES)

/** Puts a row into a table that is purged, its moment being the SQL `at`. */
export async function putSample(
  owner: pg.Client,
  town: Town,
  { table, at }: { table: string; at: string },
): Promise<void> {
  const rule = RETENTION[table as Table]
  if ('forEver' in rule) throw new Error(`${table} is kept for ever`)
  const dated = 'of' in rule ? rule.of[0] : table
  for (const [name, sample] of SAMPLES[table as Table]?.(town, uuidv7()) ?? []) {
    const tenant = name.startsWith('identity.') ? {} : { distributor_id: town.tenant.id }
    const row: Record<string, unknown> = { ...tenant, ...sample }
    const places = Object.keys(row).map((_, i) => `$${i + 1}`)
    const moment = name === dated ? { columns: [rule.after], places: [at] } : null
    const columns = [...Object.keys(row), ...(moment?.columns ?? [])].join(', ')
    const values = [...places, ...(moment?.places ?? [])].join(', ')
    // What a sample stands on may be of all samples: one row per distributor.
    const known = name === table || name === dated ? '' : 'on conflict do nothing'
    await owner.query(
      `insert into ${name} (${columns}) values (${values}) ${known}`,
      Object.values(row),
    )
  }
}

// One row per outlet and day: a day of its own for each sample.
const dayOf = (id: string) =>
  new Date(Number.parseInt(id.slice(-4), 16) * 86_400_000).toISOString().slice(0, 10)

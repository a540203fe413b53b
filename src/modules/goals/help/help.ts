import type { Db } from '../../../platform/db.ts'
import { type HelpRow, helpClock, helpRows } from './help-queries.ts'
import { groupsOf, type Stuck, stuckOf, type Trouble } from './help-rules.ts'
import { typedOrders, typersNames } from './sign-queries.ts'
import { signsInOrder, signsOf } from './sign-rules.ts'

export type HelpAsked = {
  distributorId: string
  /** Outlets that are seen; null: all. */
  seen: string[] | null
  by: 'agent' | 'contact' | 'wave'
  group?: string | undefined
  trouble?: Trouble | undefined
  limit: number
}

const NOBODY = 'nobody'

const GROUP: Record<HelpAsked['by'], (row: HelpRow) => { id: string; name: string }> = {
  agent: ({ agentId, agentName }) => ({ id: agentId ?? NOBODY, name: agentName ?? '' }),
  contact: ({ contactId, contactName }) => ({ id: contactId ?? NOBODY, name: contactName ?? '' }),
  wave: ({ waveId, waveNumber }) => ({ id: waveId, name: String(waveNumber) }),
}

/** Where the team needs help: by group, and the outlets themselves, the most urgent first. */
export async function helpOf(db: Db, asked: HelpAsked) {
  const { distributorId, seen, by, group, trouble, limit } = asked
  const { now } = await helpClock(db, distributorId)
  const rows = (await helpRows(db, distributorId, seen)).map((row) => ({
    ...row,
    group: GROUP[by](row),
    stuck: stuckOf(row, now),
  }))
  const waiting = rows.filter((row): row is typeof row & { stuck: Stuck } => row.stuck !== null)
  const focus = new Map(rows.map((row) => [row.contactId, row.contactKind]))
  const found = waiting
    .filter((row) => group === undefined || row.group.id === group)
    .filter(({ stuck }) => trouble === undefined || stuck.trouble === trouble)
    .toSorted((a, b) => b.stuck.points - a.stuck.points || a.code.localeCompare(b.code))
  const nameOf = new Map(rows.map(({ outletId, name }) => [outletId, name]))
  const signs = await signsFrom(db, asked, rows)
  return {
    now,
    signs: signs.map(({ outletIds, ...sign }) => ({
      ...sign,
      outlets: outletIds
        .slice(0, SHOWN)
        .map((outletId) => ({ outletId, name: nameOf.get(outletId) ?? '—' })),
    })),
    outlets: rows.length,
    stuck: waiting.length,
    troubles: countsOf(waiting.map(({ stuck }) => stuck.trouble)),
    groups: groupsOf(rows).map(({ points: _points, ...one }) => ({
      ...one,
      focus: by === 'contact' ? (focus.get(one.id) ?? null) : null,
    })),
    found: found.length,
    list: found.slice(0, limit).map(({ stuck, ...row }) => ({
      ...{ outletId: row.outletId, code: row.code, name: row.name, city: row.city },
      ...{ waveId: row.waveId, waveNumber: row.waveNumber, step: row.step },
      ...{ trouble: stuck.trouble, days: stuck.days },
      ...{ agentName: row.agentName, contactName: row.contactName },
    })),
  }
}

const SHOWN = 50
const FELL = ['slipping', 'relapsed']

async function signsFrom(db: Db, { distributorId, seen }: HelpAsked, rows: HelpRow[]) {
  const typed = await typedOrders(db, distributorId, seen)
  const served = rows.map(({ outletId, agentId, agentName, aside, stage }) => ({
    ...{ outletId, personId: agentId, name: agentName ?? '' },
    fell: aside === 'relapsed' || FELL.includes(stage ?? ''),
  }))
  const signs = signsOf(typed, served)
  const nameless = signs.flatMap(({ id, name }) => (name === '' ? [id] : []))
  if (nameless.length === 0) return signsInOrder(signs)
  const names = await typersNames(db, distributorId, nameless)
  return signsInOrder(
    signs.map((sign) => ({ ...sign, name: sign.name || (names.get(sign.id) ?? '') })),
  )
}

function countsOf(troubles: Trouble[]): Partial<Record<Trouble, number>> {
  const counts: Partial<Record<Trouble, number>> = {}
  for (const trouble of troubles) counts[trouble] = (counts[trouble] ?? 0) + 1
  return counts
}

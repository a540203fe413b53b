import { v7 as uuidv7 } from 'uuid'
import type { AuditThing, AuditWord } from './audit-words.ts'
import { type Db, prepared, type Tx } from './db.ts'
import { publish } from './facts.ts'

/** What was done, on which thing. Ids and choices only: rows stay for ever, people may be erased. */
export type Act = { word: AuditWord; on: AuditThing; id: string; detail: object }

/** Who did it: a person by a session, the key of a machine, or the program from its console. */
export type Actor = {
  actorKind: 'person' | 'machine' | 'program'
  actorId: string | null
  sessionId: string | null
  requestId: string | null
}

/** Whoever sits at the server's console. */
export const BY_PROGRAM: Actor = {
  actorKind: 'program',
  actorId: null,
  sessionId: null,
  requestId: null,
}

export const AUDITED = 'platform.audited'
/** A row was written into the journal; it is to be sealed. */
export type Audited = { type: typeof AUDITED; distributorId: string; auditId: string }

/** Writes one row of the journal in the caller's transaction; after its commit it is sealed. */
export async function keepAudit(tx: Tx, distributorId: string, row: Actor & Act): Promise<void> {
  const auditId = uuidv7()
  await Promise.all([
    insertAudit(tx, distributorId, { ...row, auditId }),
    publish(tx, { type: AUDITED, distributorId, auditId } satisfies Audited),
  ])
}

const insertAudit = (tx: Tx, distributorId: string, row: Actor & Act & { auditId: string }) =>
  prepared(tx, {
    name: 'insert_audit',
    text: `insert into platform.audit (distributor_id, id, actor_kind, actor_id, session_id, action,
        subject_kind, subject_id, detail, request_id)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      ...[distributorId, row.auditId, row.actorKind, row.actorId, row.sessionId, row.word],
      ...[row.on, row.id, JSON.stringify(row.detail), row.requestId],
    ],
  })

// Every seal ever made was made of this text: it never changes.
const SEALED_TEXT = `convert_to(jsonb_build_array(a.distributor_id, a.id,
  (extract(epoch from a.at) * 1000000)::bigint, a.actor_kind, a.actor_id, a.session_id, a.action,
  a.subject_kind, a.subject_id, a.detail, a.request_id)::text, 'UTF8')`

/** Seals a row of the journal: the next link of its distributor's chain. */
export async function sealAudit(tx: Tx, { distributorId, auditId }: Audited): Promise<void> {
  // One at a time: two rows must not follow the same one.
  await prepared(tx, {
    name: 'lock_audit_chain',
    text: 'select pg_advisory_xact_lock(7303, hashtext($1))',
    values: [distributorId],
  })
  await prepared(tx, {
    name: 'seal_audit',
    text: `insert into platform.audit_seal (distributor_id, number, audit_id, seal)
      select a.distributor_id, coalesce(last.number, 0) + 1, a.id,
        sha256(coalesce(last.seal, '') || ${SEALED_TEXT})
      from platform.audit a left join lateral (
        select s.number, s.seal from platform.audit_seal s where s.distributor_id = $1
        order by s.number desc limit 1) last on true
      where a.distributor_id = $1 and a.id = $2
      on conflict (distributor_id, audit_id) do nothing`,
    values: [distributorId, auditId],
  })
}

export type AuditProof = {
  /** Rows in the chain, and those that still wait for their seal. */
  sealed: number
  unsealed: number
  /** The last seal: written down elsewhere, it proves that no later end was cut off. */
  lastSeal: string | null
  /** Links that do not fit: a row was changed, taken out or put in. Numbers of the first of them. */
  broken: number[]
}

const BROKEN_TOLD = 20

/** Computes the chain of a distributor's journal anew and says where it does not fit. */
export const proveAudit = async (db: Db, distributorId: string): Promise<AuditProof> =>
  (
    await prepared<AuditProof>(db, {
      name: 'prove_audit',
      text: `with link as (
          select s.number, s.seal, row_number() over w as place, sha256(
            coalesce(lag(s.seal) over w, '') || ${SEALED_TEXT}) as due
          from platform.audit_seal s left join platform.audit a
            on a.distributor_id = s.distributor_id and a.id = s.audit_id
          where s.distributor_id = $1 window w as (order by s.number)),
        misfit as (
          select number from link where number <> place or seal is distinct from due
          order by number limit ${BROKEN_TOLD})
        select (select count(*)::int from link) as sealed,
          (select count(*)::int from platform.audit a where a.distributor_id = $1 and not exists (
            select from platform.audit_seal s
            where s.distributor_id = $1 and s.audit_id = a.id)) as unsealed,
          (select encode(seal, 'hex') from link order by number desc limit 1) as "lastSeal",
          coalesce((select json_agg(number) from misfit), '[]') as broken`,
      values: [distributorId],
    })
  )[0] as AuditProof

export type AuditRow = Omit<Actor, 'requestId'> & {
  id: string
  at: string
  word: AuditWord
  on: AuditThing
  subjectId: string
  detail: Record<string, unknown>
  sealed: boolean
}

export type AuditFilters = {
  fromDay: string | null
  toDay: string | null
  actorId: string | null
  word: string | null
  on: string | null
  subjectId: string | null
  /** Where the page before ended: 'instant id'. */
  before: string | null
  limit: number
}

/** A page of the journal, the newest first. Days are those of the distributor's zone. */
export function auditPage(
  db: Db,
  tenant: { id: string; timeZone: string },
  asked: AuditFilters,
): Promise<AuditRow[]> {
  const [at = null, id = null] = asked.before?.split(' ') ?? []
  return prepared<AuditRow>(db, {
    name: 'audit_page',
    text: `select a.id, a.at, a.actor_kind as "actorKind", a.actor_id as "actorId",
        a.session_id as "sessionId", a.action as word,
        a.subject_kind as "on", a.subject_id as "subjectId", a.detail,
        exists (select from platform.audit_seal s
          where s.distributor_id = a.distributor_id and s.audit_id = a.id) as sealed
      from platform.audit a
      where a.distributor_id = $1
        and ($3::date is null or a.at >= $3::date::timestamp at time zone $2)
        and ($4::date is null or a.at < ($4::date + 1)::timestamp at time zone $2)
        and ($5::uuid is null or a.actor_id = $5)
        and ($6::text is null or a.action = $6)
        and ($7::text is null or a.subject_kind = $7)
        and ($8::text is null or a.subject_id = $8)
        and ($9::timestamptz is null or (a.at, a.id) < ($9::timestamptz, $10::uuid))
      order by a.at desc, a.id desc limit $11`,
    values: [
      ...[tenant.id, tenant.timeZone, asked.fromDay, asked.toDay, asked.actorId, asked.word],
      ...[asked.on, asked.subjectId, at, id, asked.limit],
    ],
  })
}

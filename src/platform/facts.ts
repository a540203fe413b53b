import { v7 as uuidv7 } from 'uuid'
import { afterCommit, type Pool, prepared, type Tx } from './db.ts'
import type { Change, Word } from './live.ts'

/** Something that happened, in the past tense; the reactions in src/jobs.ts follow from it. */
export type Fact = { type: string; distributorId: string }

/**
 * A reaction that takes many facts of one distributor at once. The dispatcher gives it each by itself;
 * who does all that follows from an instant (the demo's clock) gives it all of them.
 */
export const forMany = <F extends Fact>(
  many: (tx: Tx, distributorId: string, facts: F[]) => Promise<unknown>,
) => Object.assign((tx: Tx, fact: F) => many(tx, fact.distributorId, [fact]), { many })

/** A reaction to facts that say no more than that something waits: of many, one is enough. */
export const forAny = (one: (tx: Tx, distributorId: string) => Promise<unknown>) =>
  forMany((tx, distributorId) => one(tx, distributorId))

/**
 * A reaction whose work takes long and may be done twice. It is done before the transaction that writes
 * down what came of it: one that is open for minutes keeps the dead rows of every table meanwhile.
 */
export const workThenKeep = <F, M, W>(
  work: (fact: F, means: M) => Promise<W>,
  keep: (tx: Tx, fact: F, done: W) => Promise<unknown>,
) =>
  Object.assign(async (tx: Tx, fact: F, means: M) => keep(tx, fact, await work(fact, means)), {
    first: { work, keep },
  })

/** Writes the fact in the caller's transaction; after its commit the dispatcher hands it out. */
export const publish = (tx: Tx, fact: Fact & { [key: string]: unknown }): Promise<void> =>
  publishAll(tx, [fact])

/** Writes facts of one distributor at once. */
export async function publishAll(
  tx: Tx,
  facts: readonly (Fact & { [key: string]: unknown })[],
): Promise<void> {
  const [first] = facts
  if (!first) return
  tellAfterCommit(tx, first.distributorId, { kind: 'fact', id: null })
  await prepared(tx, {
    name: 'publish_facts',
    text: `insert into platform.fact (distributor_id, id, type, body)
      select $1, f.id, f.type, f.body::jsonb
      from unnest($2::uuid[], $3::text[], $4::text[]) f (id, type, body)`,
    values: [
      first.distributorId,
      facts.map(() => uuidv7()),
      facts.map((fact) => fact.type),
      facts.map((fact) => JSON.stringify(fact)),
    ],
  })
}

/**
 * Writes a fact that becomes one at an instant, in the caller's transaction; of one type and
 * subject there is one, and the last instant counts. The dispatcher looks once a minute.
 */
export const publishAt = (
  tx: Tx,
  due: { at: string; subjectId: string },
  fact: Fact & { [key: string]: unknown },
): Promise<unknown> =>
  prepared(tx, {
    name: 'publish_fact_at',
    text: `insert into platform.due_fact as d (distributor_id, type, subject_id, body, due_at)
      values ($1, $2, $3, $4, $5) on conflict (distributor_id, type, subject_id)
      do update set body = excluded.body, due_at = excluded.due_at`,
    values: [fact.distributorId, fact.type, due.subjectId, JSON.stringify(fact), due.at],
  })

/** The same for facts of one distributor at once, each with its instant. */
export async function publishAllAt(
  tx: Tx,
  due: { at: string; subjectId: string; fact: Fact & { [key: string]: unknown } }[],
): Promise<void> {
  const [first] = due
  if (!first) return
  await prepared(tx, {
    name: 'publish_facts_at',
    text: `insert into platform.due_fact as d (distributor_id, type, subject_id, body, due_at)
      select $1, f.type, f.subject_id, f.body::jsonb, f.at
      from unnest($2::text[], $3::uuid[], $4::text[], $5::timestamptz[]) f (type, subject_id, body, at)
      order by f.type, f.subject_id
      on conflict (distributor_id, type, subject_id)
      do update set body = excluded.body, due_at = excluded.due_at`,
    values: [
      first.fact.distributorId,
      due.map(({ fact }) => fact.type),
      due.map(({ subjectId }) => subjectId),
      due.map(({ fact }) => JSON.stringify(fact)),
      due.map(({ at }) => at),
    ],
  })
}

/**
 * Writes a fact that gathers: of one type and subject there is one however many ask, and the
 * dispatcher hands it out about half a second later. Its row is locked until the commit, so that it
 * is never handed out before what it speaks of can be seen: ask last in a transaction.
 */
export async function publishSoon(
  tx: Tx,
  subjectId: string,
  fact: Fact & { [key: string]: unknown },
): Promise<void> {
  tellAfterCommit(tx, fact.distributorId, { kind: 'due', id: null })
  await prepared(tx, {
    name: 'publish_fact_soon',
    text: `insert into platform.due_fact as d (distributor_id, type, subject_id, body, due_at)
      values ($1, $2, $3, $4, platform.now()) on conflict (distributor_id, type, subject_id)
      do update set due_at = least(d.due_at, excluded.due_at)`,
    values: [fact.distributorId, fact.type, subjectId, JSON.stringify(fact)],
  })
}

const waiting = new WeakMap<Pool, Map<string, Word>>()
const WORDS_AT_ONCE = 30
const GATHER_MILLISECONDS = 5

/**
 * Tells open pages and the dispatcher, after the commit, that something of a tenant changed. One
 * NOTIFY carries what gathered meanwhile: it takes a lock over all commits, so it is never sent
 * inside a transaction.
 */
export function tellAfterCommit(tx: Tx, distributorId: string, change: Change) {
  const placeId = 'placeId' in change ? change.placeId : null
  const word: Word = [distributorId, change.kind, change.id, placeId]
  afterCommit(tx, (pool) => {
    const words = waiting.get(pool)
    if (words) words.set(word.join(), word)
    else {
      waiting.set(pool, new Map([[word.join(), word]]))
      setTimeout(() => void flush(pool), GATHER_MILLISECONDS)
    }
  })
}

async function flush(pool: Pool): Promise<void> {
  const words = [...(waiting.get(pool)?.values() ?? [])]
  waiting.delete(pool)
  for (let i = 0; i < words.length; i += WORDS_AT_ONCE) {
    const payload = JSON.stringify(words.slice(i, i + WORDS_AT_ONCE))
    // A lost notice costs time only: the dispatcher sweeps, pages refetch.
    await pool.query(`select pg_notify('tandem', $1)`, [payload]).catch(() => undefined)
  }
}

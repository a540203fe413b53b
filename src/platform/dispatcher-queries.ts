import { type Db, type Pool, prepared, type Tx } from './db.ts'
import { LIMITS } from './limits.ts'

const FACTS_AT_ONCE = 500

/** Publishes the facts whose instant has come; returns how many. */
export async function publishDue(pool: Pool): Promise<number> {
  const due = await pool.query({
    name: 'publish_due_facts',
    text: `with w as materialized (
        select distributor_id, type, subject_id from platform.due_fact
        where due_at <= platform.now() order by due_at limit ${FACTS_AT_ONCE}
        for update skip locked),
      due as (
        delete from platform.due_fact d using w
        where d.distributor_id = w.distributor_id and d.type = w.type
          and d.subject_id = w.subject_id
        returning d.distributor_id, d.type, d.body)
      insert into platform.fact (distributor_id, id, type, body)
      select distributor_id, gen_random_uuid(), type, body from due`,
  })
  return due.rowCount ?? 0
}

/** The advisory lock under which facts are handed out; who holds it alone keeps them. */
const HOLD = '7307, 1'

/**
 * Makes one job per reaction of the oldest waiting facts; returns how many facts it took. Those of
 * a type this program does not know wait for a newer one: old and new run side by side for a while.
 */
export async function handOut(pool: Pool, reactions: Record<string, string[]>): Promise<number> {
  const handed = await pool.query<{ facts: number }>({
    name: 'hand_out_facts',
    text: `with free as materialized (select pg_try_advisory_xact_lock_shared(${HOLD}) as yes),
      waiting as (
        select distributor_id, id, type, body from platform.fact
        where handed_out_at is null and $1::jsonb ? type and (select yes from free)
        order by at limit ${FACTS_AT_ONCE} for update skip locked),
      done as (
        update platform.fact f set handed_out_at = platform.now() from waiting w
        where f.distributor_id = w.distributor_id and f.id = w.id returning f.id),
      spec as (
        select row('react',
          json_build_object('distributorId', w.distributor_id, 'factId', w.id, 'type', w.type,
            'reaction', reaction.name, 'body', w.body),
          null, null, ${LIMITS.reactionTriesMax}, w.id || ':' || reaction.name, null, null
          )::graphile_worker.job_spec as job
        from waiting w cross join lateral jsonb_array_elements_text($1::jsonb -> w.type) reaction(name)),
      jobs as (
        select count(*) from graphile_worker.add_jobs(coalesce((select array_agg(job) from spec), '{}')))
      select (select count(*) from done)::int as facts, (select * from jobs) as jobs`,
    values: [JSON.stringify(reactions)],
  })
  return handed.rows[0]?.facts ?? 0
}

/**
 * No worker of this database hands facts out until the returned is called: the demo's clock runs what
 * follows from them itself, in the order of its instants. Its end frees them, too.
 */
export async function holdHandingOut(pool: Pool): Promise<() => Promise<void>> {
  const client = await pool.connect()
  const ask = async (what: 'lock' | 'unlock') => {
    try {
      await client.query(`select pg_advisory_${what}(${HOLD})`)
    } catch (error) {
      // The connection ends, and with it whatever it held.
      client.release(true)
      throw error
    }
  }
  await ask('lock')
  return async () => {
    await ask('unlock')
    client.release()
  }
}

export type WaitingFact = { distributorId: string; id: string; type: string; body: unknown }

/** The oldest facts that wait, locked for this transaction: nobody else hands them out meanwhile. */
export async function lockWaiting(tx: Tx, types: string[]): Promise<WaitingFact[]> {
  return prepared<WaitingFact>(tx, {
    name: 'lock_waiting_facts',
    text: `select distributor_id as "distributorId", id, type, body from platform.fact
      where handed_out_at is null and type = any($1) order by at limit ${FACTS_AT_ONCE}
      for update skip locked`,
    values: [types],
  })
}

/** Says that these facts were handed out. */
export const markHandedOut = (tx: Tx, ids: string[]) =>
  prepared(tx, {
    name: 'mark_facts_handed_out',
    text: 'update platform.fact set handed_out_at = platform.now() where id = any($1)',
    values: [ids],
  })

/** Adds a parked reaction's job again. The job's key keeps a second tap from doubling it. */
export async function addAgain(
  pool: Pool,
  job: { distributorId: string; factId: string; reaction: string },
): Promise<boolean> {
  const added = await pool.query(
    `select graphile_worker.add_job('react',
       json_build_object('distributorId', f.distributor_id, 'factId', f.id, 'type', f.type,
         'reaction', $3::text, 'body', f.body),
       max_attempts => ${LIMITS.reactionTriesMax}, job_key => f.id || ':' || $3::text)
     from platform.fact f where f.distributor_id = $1 and f.id = $2`,
    [job.distributorId, job.factId, job.reaction],
  )
  return (added.rowCount ?? 0) > 0
}

/** Workers that hold jobs but whose process is gone: nobody holds the lock of their name. */
export async function abandonedWorkers(pool: Pool): Promise<string[]> {
  const found = await pool.query<{ locked_by: string }>(
    `select distinct j.locked_by from graphile_worker._private_jobs j
     where j.locked_by is not null and not exists (
       select 1 from pg_locks l where l.locktype = 'advisory' and l.classid = 7301
         and l.database = (select oid from pg_database where datname = current_database())
         and l.objid::bigint = (hashtext(j.locked_by)::bigint & 4294967295))`,
  )
  return found.rows.map((row) => row.locked_by)
}

type Reacted = { distributorId: string; factId: string; reaction: string }

/**
 * Claims a reaction to facts of one distributor in its own transaction; answers those that were not
 * done before.
 */
export async function markDone(tx: Tx, jobs: Reacted[]): Promise<string[]> {
  const [first] = jobs
  if (!first) return []
  const claimed = await prepared<{ id: string }>(tx, {
    name: 'mark_reactions_done',
    text: `insert into platform.reaction_done (distributor_id, fact_id, reaction)
      select $1, f.id, $3 from unnest($2::uuid[]) f (id)
      on conflict do nothing returning fact_id as id`,
    values: [first.distributorId, jobs.map(({ factId }) => factId), first.reaction],
  })
  return claimed.map(({ id }) => id)
}

/** Whether a reaction was done. */
export const wasDone = async (db: Db, job: Reacted): Promise<boolean> =>
  (
    await prepared(db, {
      name: 'reaction_was_done',
      text: `select 1 from platform.reaction_done
        where distributor_id = $1 and fact_id = $2 and reaction = $3`,
      values: [job.distributorId, job.factId, job.reaction],
    })
  ).length > 0

/** Keeps a reaction that failed too often, with its reason, until a person retries it. */
export async function park(
  tx: Tx,
  job: { distributorId: string; factId: string; reaction: string; reason: string; tries: number },
): Promise<void> {
  const row = {
    reason: job.reason.slice(0, 2000),
    tries: job.tries,
    retried_at: null,
    retried_by: null,
  }
  await tx
    .insertInto('platform.parked_reaction')
    .values({
      distributor_id: job.distributorId,
      fact_id: job.factId,
      reaction: job.reaction,
      ...row,
    })
    .onConflict((oc) => oc.columns(['distributor_id', 'fact_id', 'reaction']).doUpdateSet(row))
    .execute()
}

/** The tenants that have a due fact of a type. */
export async function tenantsAwaiting(pool: Pool, type: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'tenants_awaiting',
    text: 'select distinct distributor_id as id from platform.due_fact where type = $1',
    values: [type],
  })
  return rows.map(({ id }) => id)
}

/** The next instant at which something falls due; null: nothing is set. */
export async function nextDue(pool: Pool): Promise<number | null> {
  const { rows } = await pool.query<{ at: string | null }>({
    name: 'next_due_fact',
    text: 'select min(due_at) as at from platform.due_fact where due_at > platform.now()',
  })
  return rows[0]?.at ? Date.parse(rows[0].at) : null
}

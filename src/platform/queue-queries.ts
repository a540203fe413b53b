import type { Pool } from './db.ts'
import type { QueueState } from './metrics.ts'

/** How far behind facts, jobs and due facts are, over all tenants, in one statement. */
export async function queueState(pool: Pool): Promise<QueueState | null> {
  const { rows } = await pool.query<QueueState>({
    name: 'queue_state',
    text: `select facts.n as "factsWaiting", facts.lag as "factsLagSeconds", jobs.n as "jobsWaiting",
      jobs.lag as "jobsLagSeconds", parked.n as parked, due.n as "dueLate"
      from (select count(*)::int as n,
          coalesce(extract(epoch from platform.now() - min(at)), 0)::float8 as lag
          from platform.fact where handed_out_at is null) facts,
        (select count(*)::int as n,
          -- The job queue knows nothing of a demo's clock.
          greatest(0, coalesce(extract(epoch from platform.now() - min(run_at))
            - (select offset_seconds from platform.clock), 0))::float8 as lag
          from graphile_worker._private_jobs) jobs,
        (select count(*)::int as n from platform.parked_reaction where retried_at is null) parked,
        (select count(*)::int as n from platform.due_fact
          where due_at < platform.now() - interval '5 minutes') due`,
  })
  return rows[0] ?? null
}

/** Facts that wait, and jobs that wait or run, but for those of one reaction. */
export async function workLeft(pool: Pool, own: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>({
    name: 'work_left',
    // The job queue knows nothing of a demo's clock.
    text: `select ((select count(*) from platform.fact where handed_out_at is null)
      + (select count(*) from graphile_worker._private_jobs
        where run_at <= platform.now() - make_interval(
            secs => (select offset_seconds from platform.clock))
          and payload->>'reaction' is distinct from $1)
      + (select count(*) from platform.due_fact where due_at <= platform.now()))::int as n`,
    values: [own],
  })
  return rows[0]?.n ?? 0
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { statementsSent } from './connection-queries.ts'

const registry = new Registry()
collectDefaultMetrics({ register: registry, prefix: 'tandem_' })

const requests = new Histogram({
  name: 'tandem_request_seconds',
  help: 'Time from a request to its answer, by route and status.',
  labelNames: ['route', 'status'],
  buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
  registers: [registry],
})

const statements = new Counter({
  name: 'tandem_statements_total',
  help: 'Statements sent to the database by calls and reactions.',
  registers: [registry],
  collect() {
    statements.reset()
    statements.inc(statementsSent())
  },
})

const reactions = new Counter({
  name: 'tandem_reactions_total',
  help: 'Reactions to facts, by name and outcome.',
  labelNames: ['reaction', 'outcome'],
  registers: [registry],
})

const databaseUp = new Gauge({
  name: 'tandem_database_up',
  help: '1 while the database answers.',
  registers: [registry],
})

const connections = new Gauge({
  name: 'tandem_connections',
  help: 'Connections to the database, by role and state; waiting: requests without one.',
  labelNames: ['role', 'state'],
  registers: [registry],
})

// Told only while the database tells them: an old number would look like a true one.
const queueRegistry = new Registry()
const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [queueRegistry] })
const queue = {
  factsWaiting: gauge('tandem_facts_waiting', 'Facts not yet turned into jobs.'),
  factsLagSeconds: gauge('tandem_facts_lag_seconds', 'Age of the oldest waiting fact.'),
  jobsWaiting: gauge('tandem_jobs_waiting', 'Reactions that wait or run.'),
  jobsLagSeconds: gauge('tandem_jobs_lag_seconds', 'How long the oldest waiting reaction is late.'),
  parked: gauge(
    'tandem_reactions_parked',
    'Reactions that failed too often and wait for a person.',
  ),
  dueLate: gauge('tandem_due_facts_late', 'Facts whose instant has passed and that wait still.'),
}

/** How far behind the queue is. */
export type QueueState = Record<keyof typeof queue, number>
type PoolState = { totalCount: number; idleCount: number; waitingCount: number }

/** Counts one answered request by its route, never by its path: paths have no end. */
export const observeRequest = (route: string, status: number, milliseconds: number): void =>
  requests.observe({ route, status }, milliseconds / 1000)

/** Counts one end of a reaction. */
export const countReaction = (reaction: string, outcome: 'done' | 'failed' | 'parked'): void =>
  reactions.inc({ reaction, outcome })

/** All measures as Prometheus text; without the queue's when the database does not tell them. */
export async function metricsText(
  state: QueueState | null,
  pools: Record<string, PoolState>,
): Promise<string> {
  databaseUp.set(state ? 1 : 0)
  for (const [role, pool] of Object.entries(pools)) {
    connections.set({ role, state: 'busy' }, pool.totalCount - pool.idleCount)
    connections.set({ role, state: 'idle' }, pool.idleCount)
    connections.set({ role, state: 'waiting' }, pool.waitingCount)
  }
  const own = await registry.metrics()
  if (!state) return own
  for (const [name, n] of Object.entries(state)) queue[name as keyof QueueState].set(n)
  return `${own}\n${await queueRegistry.metrics()}`
}

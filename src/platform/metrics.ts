import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

const registry = new Registry()
collectDefaultMetrics({ register: registry, prefix: 'tandem_' })

const requests = new Histogram({
  name: 'tandem_request_seconds',
  help: 'Time from a request to its answer, by route and status.',
  labelNames: ['route', 'status'],
  buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
  registers: [registry],
})

const reactions = new Counter({
  name: 'tandem_reactions_total',
  help: 'Reactions to facts, by name and outcome.',
  labelNames: ['reaction', 'outcome'],
  registers: [registry],
})

/** Counts one answered request by its route, never by its path: paths have no end. */
export const observeRequest = (route: string, status: number, milliseconds: number): void =>
  requests.observe({ route, status }, milliseconds / 1000)

/** Counts one end of a reaction. */
export const countReaction = (reaction: string, outcome: 'done' | 'failed' | 'parked'): void =>
  reactions.inc({ reaction, outcome })

/** All measures as Prometheus text. */
export const metricsText = (): Promise<string> => registry.metrics()

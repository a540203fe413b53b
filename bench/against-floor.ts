import type { Figure } from './figure.ts'
import { cpuPerRequest, type Floor, median, type Spent, startFloor } from './floor.ts'
import { type Shop, signedIn } from './shop-client.ts'
import { seeded, type UnderTest } from './under-test.ts'

export type Stage = {
  under: UnderTest
  url: string
  shop: Shop
  outletId: string
  distributor: string
}
type Work = (i: number) => Promise<number>
export type Contest = {
  name: string
  ratioMax: number
  requests: number
  rounds: number
  /** Requests to each before anything is measured: a server that runs is warm, its code compiled. */
  warmUp: number
  /** One request of ours, made ready on the stage; answers its status. */
  ours: (stage: Stage) => Promise<(i: number) => Promise<number>>
  /** One request of the floor, made ready on it. */
  floor: (floor: Floor) => Work | Promise<Work>
  /** What follows later, measured apart: told beside the control. */
  after?: (stage: Stage) => Promise<Record<string, number>>
  /** The naive way, which must miss the bar: its request. */
  control: (stage: Stage) => Promise<(i: number) => Promise<number>>
}

const SEED = 7
const CLIENTS = 8

/** Runs our work and the floor's by turns on one PostgreSQL; the value is the median ratio. */
export async function contest(asked: Contest): Promise<Figure> {
  const under = await seeded({ outlets: 60, seed: SEED })
  const server = await under.startServer()
  const floor = await startFloor(under)
  try {
    const stage = await stageOf(under, server.url)
    const work = { ours: await asked.ours(stage), floor: await asked.floor(floor) }
    const measure = (pid: number, one: Work, requests = asked.requests) =>
      cpuPerRequest(under, pid, { requests, clients: CLIENTS, one })
    await measure(server.pid, work.ours, asked.warmUp)
    await measure(floor.pid, work.floor, asked.warmUp)
    // As autovacuum does of itself: the floor began empty, and plans made then read whole tables.
    await under.analyze()
    const rounds: { ours: Spent; floor: Spent }[] = []
    for (let round = 0; round < asked.rounds; round += 1) {
      const ours = await measure(server.pid, work.ours)
      rounds.push({ ours, floor: await measure(floor.pid, work.floor) })
    }
    const after = (await asked.after?.(stage)) ?? {}
    const naive = await measure(server.pid, await asked.control(stage))
    stage.shop.close()
    const ratio = median(rounds.map((r) => sum(r.ours) / sum(r.floor)))
    const floorMs = median(rounds.map((r) => sum(r.floor)))
    const control = {
      oursMs: round2(median(rounds.map((r) => sum(r.ours)))),
      oursNodeMs: round2(median(rounds.map((r) => r.ours.node))),
      floorMs: round2(floorMs),
      floorNodeMs: round2(median(rounds.map((r) => r.floor.node))),
      naiveRatio: round2(sum(naive) / floorMs),
      ...after,
    }
    const ok = ratio <= asked.ratioMax && control.naiveRatio > asked.ratioMax
    return {
      name: asked.name,
      value: round2(ratio),
      unit: 'CPU ÷ floor CPU per request',
      bar: `≤ ${asked.ratioMax}`,
      ok,
      control,
      seed: SEED,
    }
  } finally {
    floor.stop()
    await under.stop()
  }
}

const sum = ({ node, postgres }: Spent) => node + postgres
const round2 = (value: number) => Math.round(value * 100) / 100

async function stageOf(under: UnderTest, url: string): Promise<Stage> {
  const [login] = await under.query<{ phone: string; code: string }>(
    `select phone, tenant_code as code from identity.demo_login where role = 'buyer' order by rank`,
  )
  if (!login) throw new Error('the demo has no buyer')
  const shop = await signedIn(url, login.phone, CLIENTS)
  const { outlets } = await shop.told<{ outlets: { id: string }[] }>('outlets/list', {
    distributor: login.code,
  })
  return { under, url, shop, outletId: outlets[0]?.id ?? '', distributor: login.code }
}

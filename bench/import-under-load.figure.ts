import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { packageRoot } from '../src/platform/config.ts'
import type { Figure } from './figure.ts'
import { startOrderLoad } from './order-load.ts'
import { makeShoppers, type Shopper } from './shoppers.ts'
import { seeded, type UnderTest } from './under-test.ts'

const SEED = 7
const ROWS = 100_000
const CHANGED = 1_000
const SECONDS_MAX = 60
const SLOWER_MAX = 1.1
// By turns, so that what else the machine does falls on both alike.
const ROUNDS = 8
// A connection plans a statement anew for its first five uses: what only follows from a change is warm, too.
const ROUNDS_BEFORE = 2
// As long as an import beside orders takes: in less, one burst of the machine's own would be the p99.
const SECONDS = 20
const ORDERS_A_SECOND = 25
const SHOPPERS = 16
const MAPPING = {
  version: 1,
  kind: 'prices',
  settings: { source: 'bench', vatIncluded: true },
  fields: {
    list: { column: 'list' },
    product: { column: 'product' },
    unit: { column: 'unit' },
    price: { column: 'price' },
  },
}

/**
 * A hundred thousand prices laid over those that are known, of which a thousand differ, while shops
 * order. The control takes the lists away and writes them anew, as a whole list recomputed would.
 */
export async function run(): Promise<Figure> {
  const under = await seeded({ outlets: 60, seed: SEED })
  try {
    const server = await under.startServer()
    const shoppers = await makeShoppers(under, server.url, SHOPPERS)
    const products = await under.query<{ code: string; unit: string }>(
      `select p.code, p.base_unit as unit from catalogue.product p
       join identity.tenant t on t.id = p.distributor_id and t.code = 'dobrodar'
       where p.deleted_at is null order by p.number`,
    )
    const files = [fileOf(under, products, 0), fileOf(under, products, CHANGED)] as const
    const hands = openHands(under)
    await imported(hands, files[0])
    await under.analyze()
    const ordering = { url: server.url, shoppers }
    const told: { seconds: number; written: number }[] = []
    // There and back, as long as it was quiet.
    const importing = async () => {
      const until = performance.now() + SECONDS * 1_000
      while (performance.now() < until) {
        told.push(await imported(hands, files[told.length % 2 === 0 ? 1 : 0]))
      }
    }
    for (let round = 0; round < ROUNDS_BEFORE; round += 1) await timesWhile(ordering, importing)
    const times: Record<'quiet' | 'busy', number[]> = { quiet: [], busy: [] }
    for (let round = 0; round < ROUNDS; round += 1) {
      times.quiet.push(...(await timesWhile(ordering, () => wait(SECONDS * 1_000))))
      times.busy.push(...(await timesWhile(ordering, importing)))
    }
    hands.end()
    const quiet = percentile(times.quiet, 0.99)
    const busy = percentile(times.busy, 0.99)
    const control = await wholeListsWritten(under)
    const slower = busy / quiet
    const seconds = Math.max(...told.map((one) => one.seconds))
    const written = told.map((one) => one.written)
    return {
      name: 'import-under-load',
      value: seconds,
      unit: `s for ${ROWS} prices while shops order`,
      bar: `≤ ${SECONDS_MAX} s, order p99 ≤ +10 %, ${CHANGED} rows written`,
      ok:
        seconds <= SECONDS_MAX &&
        slower <= SLOWER_MAX &&
        written.every((rows) => rows === CHANGED) &&
        control > CHANGED,
      control: {
        wholeListsRowsWritten: control,
        imports: told.length,
        written,
        orders: { quiet: times.quiet.length, busy: times.busy.length },
        p99Ms: { quiet: round1(quiet), busy: round1(busy) },
        medianMs: {
          quiet: round1(percentile(times.quiet, 0.5)),
          busy: round1(percentile(times.busy, 0.5)),
        },
        slower: Math.round(slower * 100) / 100,
      },
      seed: SEED,
    }
  } finally {
    await under.stop()
  }
}

type Sold = { code: string; unit: string }

// The first rows cost a kopiyka more when so many are to differ.
function fileOf(under: UnderTest, products: Sold[], differ: number): string {
  const rows = ['list,product,unit,price']
  for (let i = 0; i < ROWS; i += 1) {
    const { code, unit } = products[i % products.length] as Sold
    const kopiykas = 1_000 + ((i * 37) % 9_000) + (i < differ ? 1 : 0)
    const list = `bench ${Math.floor(i / products.length)}`
    rows.push(`${list},${code},${unit},${(kopiykas / 100).toFixed(2)}`)
  }
  const path = join(under.env.TANDEM_DATA ?? '', `prices-${differ}.csv`)
  writeFileSync(path, rows.join('\n'))
  writeFileSync(`${path}.json`, JSON.stringify(MAPPING))
  return path
}

type Hands = { run(words: string[]): Promise<{ code: number; output: string }>; end(): void }

/**
 * A shell that starts the imports. Whoever measures must not: to start a process takes a large one some
 * 10 ms in which it answers nobody, and each order of that moment would count as slow.
 */
function openHands(under: UnderTest): Hands {
  const script = 'while read -r line; do eval "$line"; echo "ended $?"; done'
  const shell = spawn('bash', ['-c', script], {
    env: { ...process.env, ...under.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  let ended: (code: number) => void = () => undefined
  shell.stdout.on('data', (piece: Buffer) => {
    output += piece.toString()
    const code = /^ended (\d+)\n$/m.exec(output)?.[1]
    if (code !== undefined) ended(Number(code))
  })
  return {
    async run(words) {
      output = ''
      const code = new Promise<number>((resolve) => {
        ended = resolve
      })
      shell.stdin.write(`${[process.execPath, ...words].map((word) => `'${word}'`).join(' ')}\n`)
      return { code: await code, output: output.replace(/^ended \d+\n$/m, '') }
    },
    end: () => void shell.stdin.end(),
  }
}

async function imported(hands: Hands, path: string): Promise<{ seconds: number; written: number }> {
  const started = performance.now()
  const words = ['import', 'table', path, '--mapping', `${path}.json`, '--distributor', 'dobrodar']
  const { code, output } = await hands.run([
    join(packageRoot(), 'dist', 'main.js'),
    ...words,
    '--json',
  ])
  if (code !== 0) throw new Error(`the import ended with ${code}: ${output}`)
  const { tables } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as {
    tables: { inserted: number; updated: number }[]
  }
  const written = tables.reduce((sum, table) => sum + table.inserted + table.updated, 0)
  const seconds = Math.round((performance.now() - started) / 100) / 10
  return { seconds, written }
}

const round1 = (value: number) => Math.round(value * 10) / 10
const percentile = (times: number[], part: number) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? 0

/** Milliseconds to each acknowledged order, at a steady pace, while something runs. */
async function timesWhile(
  { url, shoppers }: { url: string; shoppers: Shopper[] },
  work: () => Promise<unknown>,
): Promise<number[]> {
  const kind = `load ${Date.now()}`
  // Each shop has a phone of its own: none waits behind another's order.
  const load = startOrderLoad({ url, shoppers, seed: SEED, kind, hands: 0, phones: SHOPPERS })
  const times: number[] = []
  const placing: Promise<void>[] = []
  let working = true
  const done = work().finally(() => {
    working = false
  })
  const placeOne = async () => {
    const started = performance.now()
    await load.placeOne()
    times.push(performance.now() - started)
  }
  while (working) {
    placing.push(placeOne())
    await wait(1_000 / ORDERS_A_SECOND)
  }
  await done
  await Promise.all(placing)
  await load.stop()
  return times
}

// What a naive import writes: every row of every list, whether it changed or not.
async function wholeListsWritten(under: UnderTest): Promise<number> {
  const [row] = await under.query<{ rows: number }>(
    `with gone as (delete from pricing.price pr using pricing.price_list l
       where l.distributor_id = pr.distributor_id and l.id = pr.price_list_id
         and l.code like 'bench %' returning pr.*),
     again as (select count(*) as rows from gone)
     select rows::int from again`,
  )
  return row?.rows ?? 0
}

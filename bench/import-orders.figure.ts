import { spawn } from 'node:child_process'
import { chmodSync, createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { packageRoot } from '../src/platform/config.ts'
import { startPostgres } from '../src/platform/embedded-postgres.ts'
import type { Figure } from './figure.ts'

const LINES_A_SECOND_MIN = 20_000
const MEMORY_MB_MAX = 512
const CONTROL_LINES = 3_000
const MONTHS = ['08', '09', '10']
const IOWA = join(
  process.env.TANDEM_SHARED_DATA ?? '../shared/data',
  'transactions',
  'iowa-liquor-2022',
)

/** Iowa's 670 765 invoice lines by the shipped mappings; the control inserts them one by one. */
export async function run(): Promise<Figure> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tandem-figure-'))
  chmodSync(dataFolder, 0o755)
  const env = { TANDEM_DATA: dataFolder, TANDEM_DEMO: '1', LOG_LEVEL: 'error' }
  const embedded = await startPostgres({ dataFolder })
  const owner = new pg.Client({ connectionString: embedded.ownerUrl })
  owner.on('error', () => undefined)
  try {
    await finished(env, ['migrate'])
    const told = await importIowa(env)
    await owner.connect()
    const source = await sumOfSource()
    const sums = await owner.query<{ cents: string; lines: number }>(SUMS)
    const equal =
      Number(sums.rows[0]?.cents) === source.cents && sums.rows[0]?.lines === source.lines
    const value = Math.round(source.lines / (told.milliseconds / 1_000))
    const control = await oneByOne(owner)
    return {
      name: 'import-orders',
      value,
      unit: `lines/s, ${told.peakMb} MB at the peak, sums ${equal ? 'equal' : 'DIFFER'}`,
      bar: `≥ ${LINES_A_SECOND_MIN} lines/s, ≤ ${MEMORY_MB_MAX} MB, sums equal to the cent`,
      ok:
        equal &&
        value >= LINES_A_SECOND_MIN &&
        told.peakMb <= MEMORY_MB_MAX &&
        control < LINES_A_SECOND_MIN,
      control: { insertOneByOneLinesPerSecond: control, lines: CONTROL_LINES },
      seed: null,
    }
  } finally {
    await owner.end()
    await embedded.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

const SUMS = `select (select sum(total_minor) from ordering.order)
    - (select sum(total_minor) from ordering.return_document) as cents,
  (select count(*)::int from ordering.order_line)
    + (select count(*)::int from ordering.return_line) as lines`

type Env = Record<string, string>

async function importIowa(env: Env): Promise<{ milliseconds: number; peakMb: number }> {
  const mapping = join(packageRoot(), 'mappings', 'iowa', 'bundle.json')
  const words = ['import', 'table', IOWA, '--mapping', mapping, '--distributor', 'IOWA']
  const { output, peakMb } = await finished(env, [...words, '--create', '--json'])
  const { tables } = JSON.parse(output) as { tables: { kind: string; milliseconds: number }[] }
  const lines = tables.find(({ kind }) => kind === 'order-lines')
  if (!lines) throw new Error('no lines came in')
  return { milliseconds: lines.milliseconds, peakMb }
}

const LOOKED_MS = 100

// The program as it is run, in a process of its own; its peak is the kernel's.
function finished(env: Env, words: string[]): Promise<{ output: string; peakMb: number }> {
  const main = join(packageRoot(), 'dist', 'main.js')
  const child = spawn(process.execPath, [main, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  let peakMb = 0
  child.stdout.on('data', (piece) => {
    output += String(piece)
  })
  const looking = setInterval(() => {
    peakMb = Math.max(peakMb, peakOf(child.pid ?? 0))
  }, LOOKED_MS)
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      clearInterval(looking)
      if (code === 0) resolve({ output, peakMb })
      else reject(new Error(`tandem ${words[0]} ended with ${code}`))
    })
  })
}

function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}

async function sumOfSource(): Promise<{ lines: number; cents: number }> {
  const source = { lines: 0, cents: 0 }
  for (const month of MONTHS) {
    const input = createReadStream(join(IOWA, `sales_2022-${month}.csv.gz`)).pipe(createGunzip())
    let header = true
    for await (const line of createInterface({ input })) {
      if (!header) {
        source.lines += 1
        source.cents += Math.round(Number(line.slice(line.lastIndexOf(',') + 1)) * 100)
      }
      header = false
    }
  }
  return source
}

// The same lines, one INSERT each, into a table that even has no foreign keys to check.
async function oneByOne(owner: pg.Client): Promise<number> {
  await owner.query('create table public.control (like ordering.order_line including all)')
  const { rows } = await owner.query<{ row: object }>(
    `select to_jsonb(l) as row from ordering.order_line l limit ${CONTROL_LINES}`,
  )
  const started = performance.now()
  for (const { row } of rows) {
    await owner.query({
      name: 'control',
      text: 'insert into public.control select (jsonb_populate_record(null::public.control, $1)).*',
      values: [JSON.stringify(row)],
    })
  }
  return Math.round(rows.length / ((performance.now() - started) / 1_000))
}

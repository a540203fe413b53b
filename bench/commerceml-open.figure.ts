import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { packageRoot } from '../src/platform/config.ts'
import { COUNTED, type Counts, countFolder, countTags } from './count-commerceml.ts'
import { type Base, emptyBase } from './empty-base.ts'
import type { Figure } from './figure.ts'
import { lastLine, measured } from './measured.ts'

const SETS = join(process.env.TANDEM_SHARED_DATA ?? '../shared/data', 'commerceml')
const SETS_MIN = 10

type Told = Counts & { ok: boolean; written: number; removed: number; message?: string }
type Opened = { wrong: string[]; tagsWrong: number; written: number; seconds: number }

/**
 * The real exports, each into a distributor of its own by the command line, twice: what the program
 * counts is what a small reader of ours counts apart from it, and the second time nothing is written.
 * The control counts tags.
 */
export async function run(): Promise<Figure> {
  const sets = existsSync(SETS)
    ? readdirSync(SETS)
        .filter((set) => set !== 'schema')
        .sort()
    : []
  if (sets.length === 0) return absent()
  const base = await emptyBase()
  try {
    const opened: Record<string, Opened> = {}
    for (const [no, set] of sets.entries()) opened[set] = await openTwice(base, set, `SET${no + 1}`)
    const all = Object.values(opened)
    const value = all.filter(({ wrong }) => wrong.length > 0).length
    const tagsWrong = all.filter((set) => set.tagsWrong > 0).length
    return {
      name: 'commerceml-open',
      value,
      unit: `of ${sets.length} sets counted wrongly, refused or written again`,
      bar: `0 of ${SETS_MIN}`,
      ok: value === 0 && sets.length >= SETS_MIN && tagsWrong > 0,
      control: { setsWrongByTags: tagsWrong, opened },
      seed: null,
    }
  } finally {
    await base.stop()
  }
}

const absent = (): Figure => ({
  name: 'commerceml-open',
  value: 0,
  unit: `sets: THE DATA IS ABSENT, nothing is at ${SETS}; TANDEM_SHARED_DATA says where it is`,
  bar: `0 of ${SETS_MIN} wrong`,
  ok: false,
  control: 'not run',
  seed: null,
})

async function openTwice(base: Base, set: string, distributor: string): Promise<Opened> {
  const folder = join(SETS, set)
  const words = ['import', 'commerceml', folder, '--distributor', distributor, '--create', '--json']
  const opening = async () => {
    const ran = await measured([join(packageRoot(), 'bin', 'tandem'), ...words], { env: base.env })
    return { told: lastLine(ran) as Told, seconds: Math.round(ran.seconds * 10) / 10 }
  }
  const first = await opening()
  const before = await rowsTouched(base)
  const second = await opening()
  const touched = (await rowsTouched(base)) - before
  const counted = countFolder(folder)
  const wrong: string[] = []
  for (const { told } of [first, second]) {
    if (!told.ok) wrong.push(`refused: ${told.message}`)
    for (const name of COUNTED) {
      if (told[name] !== counted[name]) wrong.push(`${name} ${told[name]}, are ${counted[name]}`)
    }
  }
  const again = second.told.written + second.told.removed
  if (again !== 0 || touched !== 0) wrong.push(`${again} written again, ${touched} row versions`)
  const tags = countTags(folder)
  const tagsWrong = COUNTED.filter((name) => tags[name] !== counted[name]).length
  return {
    wrong: [...new Set(wrong)],
    tagsWrong,
    written: first.told.written,
    seconds: first.seconds,
  }
}

// Of what shops see; the report of a run is new each time.
const TOUCHED = `select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int as n
  from pg_stat_user_tables where schemaname in ('catalogue', 'pricing', 'stock', 'ordering')`

async function rowsTouched({ ownerUrl }: Base): Promise<number> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  const { rows } = await owner.query<{ n: number }>(TOUCHED)
  await owner.end()
  return rows[0]?.n ?? 0
}

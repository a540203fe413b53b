import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readLine } from './command-line.ts'
import { commands } from './command-list.ts'
import { optionsOf, usageOf } from './command-options.ts'
import { packageRoot } from './platform/config.ts'

const read = (line: string) => readLine(commands, line.split(' ').filter(Boolean))

test.each([
  [
    'seed demo --outlts 30',
    'Unknown option --outlts of "tandem seed demo": did you mean --outlets?',
  ],
  ['--outlts 30 seed demo', 'Unknown option --outlts: did you mean --outlets?'],
  [
    'import table x --maping m',
    'Unknown option --maping of "tandem import table": did you mean --mapping?',
  ],
  ['migrate --worker', 'Unknown option --worker of "tandem migrate": it knows --json, --help.'],
  ['import table x --approve', 'it knows --mapping, --distributor, --kind, --create, --dry-run'],
  ['doctor -x', 'Unknown option -x of "tandem doctor"'],
  ['demo --outlets', 'The value of --outlets is missing: --outlets N.'],
  ['demo --outlets --seed 7', 'The value of --outlets is missing'],
  ['demo --seed= --outlets 20', 'The value of --seed is missing'],
  ['demo --outlets 9', '--outlets must be a whole number from 10 to 100000, not 9.'],
  ['demo --outlets 100001', 'not 100001'],
  ['demo --seed 1.5', '--seed must be a whole number'],
  ['server --worker=yes', '--worker is a switch and takes no value.'],
  ['srever', 'Unknown command srever: did you mean server?'],
  ['fly', 'Unknown command fly: "tandem --help" lists them.'],
  ['help fly', 'Unknown command'],
  ['constructor', 'Unknown command constructor'],
  ['seed', 'A word is missing after seed: demo.'],
  ['import', 'A word is missing after import: commerceml or table.'],
  ['import tabel x', 'Unknown word tabel after import: did you mean table?'],
  ['backup', 'FILE is missing: tandem backup FILE'],
  ['backup one two', 'Unknown word two: tandem backup FILE'],
  ['migrate now', 'Unknown word now: tandem migrate'],
  [
    'import table x --mapping m',
    '--distributor is missing: tandem import table PATH --mapping FILE',
  ],
  ['', 'A command is missing'],
])('"%s" is not understood, and one line says why', (line, message) => {
  const wrong = read(line)
  expect(wrong).toMatchObject({ is: 'wrong', message: expect.stringContaining(message) })
  expect(wrong.is === 'wrong' && wrong.message).not.toContain('\n')
})

test.each([
  ['server --worker', { name: 'server', words: [], values: { worker: true } }],
  ['seed demo', { name: 'seed demo', words: [], values: {} }],
  ['--seed 7 demo --outlets=300', { name: 'demo', values: { seed: '7', outlets: '300' } }],
  [
    'import table t.csv --distributor=D --mapping m.json --dry-run',
    { words: ['t.csv'], values: { distributor: 'D', mapping: 'm.json', 'dry-run': true } },
  ],
  ['backup -- --odd', { name: 'backup', words: ['--odd'] }],
])('"%s" is understood', (line, asked) => {
  expect(read(line)).toMatchObject({ is: 'asked', json: false, ...asked })
})

test('a machine is answered as one, also when its line is wrong', () => {
  expect(read('migrate --json').json).toBe(true)
  expect(read('fly --json')).toMatchObject({ json: true, is: 'wrong' })
  expect(read('demo --seed --json')).toMatchObject({ json: true, is: 'wrong' })
  expect(read('backup -- --json').json).toBe(false)
})

test('every command explains each of its options, with its default', () => {
  for (const [name, form] of Object.entries(commands)) {
    const help = read(`${name} --help`)
    const rows = (help.is === 'help' ? help.text : '').split('\n').slice(3)
    for (const option of optionsOf(form)) {
      const about = rows.filter((row) => row.startsWith(`  --${option} `))
      expect(about, `${name} --${option}`).toHaveLength(1)
      expect(about[0]).toMatch(/ {2,}\w.* \((default: .+|needed)\)$/)
    }
  }
  expect(read('demo --help')).toMatchObject({ text: expect.stringContaining('(default: 1200)') })
  expect(read('migrate --help')).not.toMatchObject({ text: expect.stringContaining('--outlets') })
  expect(read('fly --help')).toMatchObject({ is: 'wrong' })
})

test('the help of all lists every command', () => {
  for (const line of ['--help', 'help', '-h']) {
    const help = read(line)
    for (const name of Object.keys(commands)) {
      expect(help).toMatchObject({ is: 'help', text: expect.stringContaining(`tandem ${name}`) })
    }
  }
})

test('the README tells of every command as it is written, and of no other', () => {
  const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8')
  const [, section = ''] = readme.split('## Commands')
  const told = section.split('## ')[0]?.matchAll(/^\| `(.+?)` \|/gm) ?? []
  const usages = Object.entries(commands).map(([name, form]) => usageOf(name, form))
  expect([...told].map(([, usage]) => `tandem ${usage}`).sort()).toEqual(usages.sort())
})

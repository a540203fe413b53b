import { readdirSync, readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { withPlantedHouse } from './planted.ts'
import { runTool, TOOL_MS_MAX } from './run-tool.ts'

vi.setConfig({ testTimeout: TOOL_MS_MAX })

const TSC = 'typescript7/bin/tsc'
const BIOME = '@biomejs/biome/bin/biome'
const OXLINT = 'oxlint/bin/oxlint'
const SQUAWK = 'squawk-cli/js/bin/squawk'
const KNIP = 'knip/bin/knip.js'
const lint = ['--type-aware', '--deny-warnings', '--format', 'unix']
const unused = ['--no-progress', '--no-config-hints', '--reporter', 'compact']

const passes = { code: 0, output: '' }

test('the server’s types agree', async () => {
  expect(await runTool(TSC, ['-p', 'tsconfig.json'])).toEqual(passes)
})

test('the screens’ types agree', async () => {
  expect(await runTool(TSC, ['-p', 'web/tsconfig.json'])).toEqual(passes)
})

test('a wrong type is seen, on the server and on a screen', async () => {
  const planted = {
    'src/a.ts': `export const a = ['x'][0].length\n`,
    'web/shop/a.tsx': 'export const a = <p>{document.titel}</p>\n',
  }
  await withPlantedHouse(['tsconfig.json', 'web/tsconfig.json'], planted, async (root) => {
    const server = await runTool(TSC, ['-p', 'tsconfig.json'], root)
    expect(server.output).toContain('src/a.ts(1,18): error TS2532')
    const screens = await runTool(TSC, ['-p', 'web/tsconfig.json'], root)
    expect(screens.output).toContain(`'titel' does not exist on type 'Document'`)
    expect([server.code, screens.code]).toEqual([1, 1])
  })
})

test('oxlint with types finds nothing', async () => {
  const { code, output } = await runTool(OXLINT, lint)
  expect(output.split('\n').filter((line) => line.includes('Error/'))).toEqual([])
  expect(code).toBe(0)
})

test('a floating promise and an unfinished switch are seen: the linter knows the types', async () => {
  const planted = {
    'src/a.ts': [
      'const send = async (): Promise<number> => 1',
      `type Channel = 'portal' | 'agent'`,
      'export function place(channel: Channel): number {',
      '  send()',
      '  switch (channel) {',
      `    case 'portal':`,
      '      return 1',
      '  }',
      '  return 2',
      '}',
    ].join('\n'),
  }
  await withPlantedHouse(['.oxlintrc.json', 'tsconfig.json'], planted, async (root) => {
    const { code, output } = await runTool(OXLINT, [...lint, 'src'], root)
    expect(output).toContain('[Error/typescript(no-floating-promises)]')
    expect(output).toContain('[Error/typescript(switch-exhaustiveness-check)]')
    expect(code).toBe(1)
  })
})

test('Biome finds nothing to format or to lint', async () => {
  const { code, output } = await runTool(BIOME, ['ci', '--colors=off'])
  expect(code, output).toBe(0)
})

const long = Array.from({ length: 61 }, (_, i) => `  a += ${i}`).join('\n')

test.each([
  { what: 'format', text: 'export const a = "b";\n', says: 'File content differs' },
  { what: 'a barrel', text: `export * from './b.ts'\n`, says: 'performance/noReExportAll' },
  {
    what: 'a function of 61 lines',
    text: `export function sum(): number {\n  let a = 0\n${long}\n  return a\n}\n`,
    says: 'noExcessiveLinesPerFunction',
  },
  { what: 'any', text: 'export const a = (b: any) => b\n', says: 'suspicious/noExplicitAny' },
  { what: 'a default', text: 'export default 1\n', says: 'style/noDefaultExport' },
  { what: 'a bang', text: `export const a = ['b'][0]!\n`, says: 'style/noNonNullAssertion' },
  { what: 'an enum', text: 'export enum A {\n  B,\n}\n', says: 'style/noEnum' },
])('Biome sees $what', async ({ text, says }) => {
  await withPlantedHouse(['biome.json', '.gitignore'], { 'src/a.ts': text }, async (root) => {
    const { code, output } = await runTool(BIOME, ['ci', '--colors=off'], root)
    expect(output).toContain(says)
    expect(code).toBe(1)
  })
})

test('knip finds no file, export or package without a use', async () => {
  const { code, output } = await runTool(KNIP, unused)
  expect(output.split('\n').filter((line) => line.trim() !== '')).toEqual([])
  expect(code).toBe(0)
})

test('an unused file, export and package are seen', async () => {
  const planted = {
    'package.json': '{"name":"planted","type":"module","dependencies":{"zod":"4.6.7"}}',
    'src/main.ts': `import { a } from './a.ts'\n\nexport const b = a\n`,
    'src/a.ts': 'export const a = 1\nexport const lonely = 2\n',
    'src/nobody.ts': 'export const c = 3\n',
  }
  await withPlantedHouse(['knip.json', 'tsconfig.json'], planted, async (root) => {
    const { code, output } = await runTool(KNIP, unused, root)
    expect(output).toContain('src/nobody.ts')
    expect(output).toMatch(/src\/a\.ts: lonely/)
    expect(output).toMatch(/package\.json: zod/)
    expect(code).toBe(1)
  })
})

test('a package knip is told to overlook is a tool that the checks run', () => {
  const { ignoreDependencies } = JSON.parse(readFileSync('knip.json', 'utf8')) as {
    ignoreDependencies: string[]
  }
  const checks = ['tools', 'schema']
    .map((name) => readFileSync(`test/checks/${name}.test.ts`, 'utf8'))
    .join('')
  // The type-aware half of oxlint; it is run by oxlint.
  const byAnother = ['oxlint-tsgolint']
  const unrun = ignoreDependencies.filter(
    (name) => !byAnother.includes(name) && !checks.includes(`'${name}/`),
  )
  expect(unrun).toEqual([])
})

const squawk = ['--reporter', 'gcc']
const migrations = readdirSync('db/migrations').map((name) => `db/migrations/${name}`)

test('squawk finds nothing in the migrations', async () => {
  const { code, output } = await runTool(SQUAWK, [...squawk, ...migrations])
  expect(code, output).toBe(0)
})

test.each([
  { says: 'adding-required-field', text: 'alter table a.b add column c text not null;' },
  { says: 'ban-drop-column', text: 'alter table a.b drop column c;' },
  { says: 'changing-column-type', text: 'alter table a.b alter column c type bigint;' },
])('squawk sees what stops old code or locks it out: $says', async ({ says, text }) => {
  const name = 'db/migrations/0001_a.sql'
  await withPlantedHouse(['.squawk.toml'], { [name]: text }, async (root) => {
    const { code, output } = await runTool(SQUAWK, [...squawk, name], root)
    expect(output).toContain(says)
    expect(code).toBe(1)
  })
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isTypeScript, trackedTree } from '../tidy/house-rule.ts'
import { borders, cruiseTree, unseen } from './graph.ts'
import { type Planted, withPlanted } from './planted.ts'

const order = JSON.parse(readFileSync('modules.json', 'utf8')) as string[]
const EMPTY = 'export const a = 1\n'
const imports = (path: string) => `import { a } from '${path}'\nexport const b = a\n`
const importsType = (path: string) => `import type { A } from '${path}'\nexport type B = A\n`
const installed = (name: string): Planted => ({
  [`node_modules/${name}/package.json`]: `{"name":"${name}","main":"main.js"}`,
  [`node_modules/${name}/main.js`]: 'exports.a = 1\n',
})

type Control = { rule: string; planted: Planted; from: string; to: string }

const plant = (rule: string, from: string, to: string, more: Planted = {}): Control => {
  const up = '../'.repeat(from.split('/').length - 1)
  return { rule, from, to, planted: { [to]: EMPTY, [from]: imports(`${up}${to}`), ...more } }
}
const takesPackage = (rule: string, from: string, name: string): Control => ({
  rule,
  from,
  to: `node_modules/${name}/main.js`,
  planted: { ...installed(name), [from]: imports(name) },
})

const CONTROLS: Control[] = [
  ...order
    .slice(0, -1)
    .map((word, i) =>
      plant(
        `calls-only-down-from-${word}`,
        `src/modules/${word}/${word}.ts`,
        `src/modules/${order[i + 1]}/${order[i + 1]}.ts`,
      ),
    ),
  plant('through-the-door', 'src/modules/stock/stock.ts', 'src/modules/outlets/queries.ts'),
  plant('sitemaps-call-sitemap-parts', 'src/demo/seed.ts', 'src/modules/stock/queries.ts'),
  plant('platform-knows-no-module', 'src/platform/db.ts', 'src/modules/stock/stock.ts'),
  plant('rules-through-the-door', 'src/modules/stock/rules.ts', 'src/modules/outlets/queries.ts', {
    'src/modules/stock/rules.ts': importsType('../outlets/queries.ts'),
  }),
  plant('rules-are-pure', 'src/modules/stock/rules.ts', 'src/platform/db.ts'),
  plant('rules-are-pure', 'src/modules/stock/line-rules.ts', 'src/modules/stock/contract.ts'),
  takesPackage('rules-are-pure', 'src/modules/stock/rules.ts', 'uuid'),
  takesPackage('sql-builder-only-in-queries', 'src/modules/stock/routes.ts', 'kysely'),
  takesPackage('only-platform-holds-the-database', 'src/modules/stock/queries.ts', 'pg'),
  plant('web-sees-contracts-and-rules', 'web/office/a.ts', 'src/modules/stock/queries.ts'),
  {
    rule: 'web-runs-in-a-browser',
    from: 'web/office/a.ts',
    to: 'fs',
    planted: { 'web/office/a.ts': `import { readFileSync } from 'node:fs'\nreadFileSync('a')\n` },
  },
  plant('web-takes-contract-types-only', 'web/shop/a.ts', 'src/modules/stock/contract.ts'),
  takesPackage('phones-stay-light', 'web/field/a.ts', 'zod'),
  {
    rule: 'phones-never-reach-temporal',
    from: 'web/shop/a.ts',
    to: 'node_modules/temporal-polyfill/main.js',
    planted: {
      ...installed('temporal-polyfill'),
      'src/modules/stock/rules.ts': imports('temporal-polyfill'),
      'web/shop/a.ts': imports('../../src/modules/stock/rules.ts').replace('{ a }', '{ b as a }'),
    },
  },
  takesPackage('kit-knows-no-trade', 'web/kit/Button.ts', 'wouter'),
  ...['shop', 'field', 'office', 'brand', 'api'].map((screen) =>
    plant(`screens-stay-apart-from-${screen}`, 'web/start.ts', `web/${screen}/Page.ts`),
  ),
  plant('server-knows-no-screen', 'src/server.ts', 'web/call.ts'),
  plant('program-knows-no-test', 'src/server.ts', 'test/town.ts'),
  {
    rule: 'no-circles',
    from: 'src/modules/stock/reserve.ts',
    to: 'src/modules/stock/stock.ts',
    planted: {
      'src/modules/stock/stock.ts': imports('./reserve.ts'),
      'src/modules/stock/reserve.ts': importsType('./stock.ts'),
    },
  },
  {
    rule: 'everything-is-found',
    from: 'src/server.ts',
    to: './gone.ts',
    planted: { 'src/server.ts': imports('./gone.ts') },
  },
]

const cruisePlanted = (planted: Planted) =>
  withPlanted({ 'src/main.ts': EMPTY, 'web/main.ts': EMPTY, ...planted }, (root) =>
    cruiseTree(root, ['src', 'web']),
  )

test('calls go down, through doors; nothing crosses a border', async () => {
  const cruised = await cruiseTree(process.cwd(), ['src', 'web'])
  expect(cruised.violations).toEqual([])
  const listed = trackedTree()
    .map(({ path }) => path)
    .filter((path) => /^(?:src|web)\//.test(path) && isTypeScript(path))
  expect(unseen(listed, cruised)).toEqual([])
  expect(listed.length).toBeGreaterThan(100)
})

test('a cruise that sees fewer files than git lists is found out', async () => {
  await withPlanted({ 'src/main.ts': EMPTY, 'web/main.ts': EMPTY }, async (root) => {
    const cruised = await cruiseTree(root, ['src'])
    expect(unseen(['src/main.ts', 'web/main.ts'], cruised)).toEqual(['web/main.ts'])
  })
})

test.each(CONTROLS)(
  '$rule is seen to fail where it is broken',
  async ({ rule, planted, from, to }) => {
    const { violations } = await cruisePlanted(planted)
    expect(violations).toEqual([`${rule}: ${from} → ${to}`])
  },
)

test('every border has been seen to fail', () => {
  const seen = CONTROLS.map((control) => control.rule)
  const named = borders.forbidden.map((rule) => rule.name)
  expect(new Set(seen)).toEqual(new Set(named))
})

test('what only looks like a breach passes', async () => {
  const { violations } = await cruisePlanted({
    ...installed('kysely'),
    'src/modules/stock/stock.ts': imports('./queries.ts'),
    'src/modules/stock/queries.ts': imports('kysely'),
    'src/modules/stock/contract.ts': EMPTY,
    'src/modules/ordering/ordering.ts': imports('../stock/stock.ts'),
    'src/modules/ordering/rules.ts': importsType('../stock/stock.ts'),
    'src/modules/ordering/ordering.test.ts': imports('../stock/queries.ts'),
    'web/shop/a.ts': importsType('../../src/modules/stock/contract.ts'),
    'web/shop/b.ts': imports('../../src/modules/ordering/rules.ts'),
  })
  expect(violations).toEqual([])
})

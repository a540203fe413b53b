import ts from 'typescript'
import {
  type HouseRule,
  isTest,
  isTypeScript,
  orderOf,
  programFiles,
  wordOf,
} from './house-rule.ts'
import { commentsOf, exportsOf, placeOf, syntaxOf, walk } from './syntax.ts'

const LINES_MAX = 300
// Biome wraps code at 100; what it cannot wrap (texts, SQL, comments) ends here.
const COLUMNS_MAX = 120
// What has no place to break: classes of an element, drawings, a string alone on its line.
const UNBREAKABLE = /className=|^src\/demo\/pictures\.ts$|^\s*(['"`]).*\1,?$/

// Word lists of the invented world: data, cut by nothing a reader would look for.
const LONG_FILES: Record<string, string> = {
  'src/demo/words.ts': 'names, brands and streets of the demo world',
}

const ofLines = (count: number) => 'x\n'.repeat(count)

const FILES_ARE_SHORT: HouseRule = {
  sentence: `no file is longer than ${LINES_MAX} lines`,
  check: (tree) =>
    tree
      .filter(({ path }) => /\.(?:[cm]?[jt]sx?|css)$/.test(path) && !/\.gen\.ts$/.test(path))
      .filter(({ path }) => !(path in LONG_FILES))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > LINES_MAX)
      .map(({ path, lines }) => `${path} has ${lines} lines`),
  broken: [{ path: 'src/modules/stock/stock.ts', text: ofLines(LINES_MAX + 1) }],
  finds: [`src/modules/stock/stock.ts has ${LINES_MAX + 1} lines`],
  kept: [
    { path: 'src/modules/stock/stock.ts', text: ofLines(LINES_MAX) },
    { path: 'src/platform/schema.gen.ts', text: ofLines(900) },
  ],
}

const LINES_ARE_SHORT: HouseRule = {
  sentence: `no line is longer than ${COLUMNS_MAX} characters`,
  check: (tree) =>
    tree
      .filter(({ path }) => isTypeScript(path))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .flatMap((line, i) =>
            [...line].length > COLUMNS_MAX && !UNBREAKABLE.test(line) && !UNBREAKABLE.test(path)
              ? [`${path}:${i + 1}`]
              : [],
          ),
      ),
  broken: [{ path: 'src/a.ts', text: `// ok\n// ${'x'.repeat(COLUMNS_MAX)}` }],
  finds: ['src/a.ts:2'],
  kept: [{ path: 'src/a.ts', text: `// ${'₴'.repeat(COLUMNS_MAX - 3)}` }],
}

const DUMPS =
  /^(?:utils?|helpers?|common|shared|libs?|misc|managers?|services?|types|constants|index)$/i

const NAMED_BY_TRADE: HouseRule = {
  sentence: 'no folder or file is a dump: utils, helpers, common, shared, lib, misc, index',
  check: (tree) =>
    tree
      .map(({ path }) => path)
      .filter((path) => /^(?:src|web|test|bench|bin)\//.test(path) && /\.[cm]?[jt]sx?$/.test(path))
      .filter((path) =>
        path
          .split('/')
          .some((part) => DUMPS.test(part.replace(/\..*$/, '').split('-').at(-1) ?? '')),
      ),
  broken: [
    { path: 'src/modules/stock/utils.ts', text: '' },
    { path: 'web/kit/date-helpers.ts', text: '' },
    { path: 'src/shared/money.ts', text: '' },
    { path: 'src/modules/stock/index.ts', text: '' },
  ],
  finds: [
    'src/modules/stock/utils.ts',
    'web/kit/date-helpers.ts',
    'src/shared/money.ts',
    'src/modules/stock/index.ts',
  ],
  kept: [
    { path: 'src/modules/stock/stock.ts', text: '' },
    { path: 'web/shop/index.html', text: '' },
  ],
}

const NO_BARRELS: HouseRule = {
  sentence: 'no file hands on what others export, but a door with functions of its own',
  check: (tree) =>
    programFiles(tree).flatMap((file) => {
      const isDoor = file.path.endsWith(`/${wordOf(file.path)}.ts`)
      const mayHandOn = isDoor && exportsOf(file).some((exported) => exported.isFunction)
      return syntaxOf(file)
        .statements.filter(ts.isExportDeclaration)
        .filter((s) => s.moduleSpecifier && !s.isTypeOnly)
        .filter((s) => !mayHandOn || !s.exportClause || !/'\.\/[\w-]+\.ts'/.test(s.getText()))
        .map((s) => `${placeOf(file, s)} hands on`)
    }),
  broken: [
    {
      path: 'src/modules/stock/stock.ts',
      text: `export * from './queries.ts'\nexport { reserve } from './reserve.ts'`,
    },
    {
      path: 'src/modules/field/field.ts',
      text: `export const a = () => 1\nexport * from './b.ts'\nexport { c } from '../stock/stock.ts'`,
    },
    { path: 'src/platform/db.ts', text: `export const a = () => 1\nexport { b } from './b.ts'` },
  ],
  finds: [
    'src/modules/stock/stock.ts:1 hands on',
    'src/modules/stock/stock.ts:2 hands on',
    'src/modules/field/field.ts:2 hands on',
    'src/modules/field/field.ts:3 hands on',
    'src/platform/db.ts:2 hands on',
  ],
  kept: [
    {
      path: 'src/modules/stock/stock.ts',
      text: `export type { Wanted } from './rules.ts'
        export { reserve } from './reserve.ts'
        export const release = () => 1`,
    },
  ],
}

const ESCAPE = new RegExp(
  '@ts-(?:ignore|expect-error|nocheck)|(?:v8|c8|istanbul) ignore|' +
    '(?:biome|oxlint|eslint|prettier|knip|squawk)-(?:ignore|disable)',
)

const NO_ESCAPES: HouseRule = {
  sentence: 'nobody escapes the checks: no any, no ignore, no skipped or lonely test',
  check: (tree) =>
    tree
      .filter(({ path }) => isTypeScript(path))
      .flatMap((file) => {
        const found = commentsOf(file)
          .filter(({ text }) => ESCAPE.test(text))
          .map(({ line }) => `${file.path}:${line} silences a check`)
        walk(syntaxOf(file), (node) => {
          const what = escapeOf(node)
          if (what) found.push(`${placeOf(file, node)} ${what}`)
        })
        return found
      }),
  broken: [
    {
      path: 'src/a.ts',
      text: '// @ts-ignore\nconst a = b as any\nconst c = d as unknown as E\nlet e: any',
    },
    {
      path: 'src/a.test.ts',
      text: `test.only('a', f)\ndescribe.skip('b', f)\ntest.todo('c') // biome-ignore lint: no`,
    },
  ],
  finds: [
    'src/a.ts:1 silences a check',
    'src/a.ts:2 says any',
    'src/a.ts:3 forces a type',
    'src/a.ts:4 says any',
    'src/a.test.ts:3 silences a check',
    'src/a.test.ts:1 leaves tests out',
    'src/a.test.ts:2 leaves tests out',
    'src/a.test.ts:3 leaves tests out',
  ],
  kept: [
    { path: 'src/a.ts', text: `const a = '// @ts-ignore'\nconst b = c as 'agent' // any` },
    { path: 'src/a.test.ts', text: `test.skipIf(!hasSharedData)('a', f)\nlist.skip(1)` },
  ],
}

function escapeOf(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return 'says any'
  if (ts.isAsExpression(node) && ts.isAsExpression(node.expression)) return 'forces a type'
  if (!ts.isPropertyAccessExpression(node)) return undefined
  const of = /^(?:test|it|describe|bench|suite)\b/.test(node.expression.getText())
  return of && /^(?:skip|only|todo|fails)$/.test(node.name.text) ? 'leaves tests out' : undefined
}

const PLATFORM_FILES_MAX = 25

const PLATFORM_IS_SMALL: HouseRule = {
  sentence: `the platform stays within ${PLATFORM_FILES_MAX} files beside its queries and tests`,
  check(tree) {
    const files = tree.filter(
      ({ path }) =>
        /^src\/platform\//.test(path) &&
        isTypeScript(path) &&
        !isTest(path) &&
        !/queries\.ts$/.test(path),
    )
    return files.length > PLATFORM_FILES_MAX ? [`the platform has ${files.length} files`] : []
  },
  broken: Array.from({ length: PLATFORM_FILES_MAX + 1 }, (_, i) => ({
    path: `src/platform/part-${i}.ts`,
    text: '',
  })),
  finds: [`the platform has ${PLATFORM_FILES_MAX + 1} files`],
  kept: Array.from({ length: PLATFORM_FILES_MAX + 1 }, (_, i) => ({
    path: i === 0 ? 'src/platform/db.test.ts' : `src/platform/part-${i}.ts`,
    text: '',
  })),
}

const order = { path: 'modules.json', text: '["stock", "field"]' }

const MODULES_ARE_LISTED: HouseRule = {
  sentence: 'every module is a word of modules.json and has its door, or only the sitemaps call it',
  check(tree) {
    const words = new Set(tree.flatMap(({ path }) => wordOf(path) ?? []))
    const paths = new Set(tree.map(({ path }) => path))
    return [...words].flatMap((word) => [
      ...(orderOf(tree).includes(word) ? [] : [`${word} is not in modules.json`]),
      ...(isReached(word, paths) ? [] : [`${word} has no door`]),
    ])
  },
  broken: [
    order,
    { path: 'src/modules/warehouse/warehouse.ts', text: '' },
    { path: 'src/modules/stock/queries.ts', text: '' },
  ],
  finds: ['warehouse is not in modules.json', 'stock has no door'],
  kept: [
    order,
    { path: 'src/modules/stock/stock.ts', text: '' },
    { path: 'src/modules/field/jobs.ts', text: '' },
  ],
}

const isReached = (word: string, paths: Set<string>) =>
  [`${word}.ts`, 'routes.ts', 'jobs.ts'].some((name) => paths.has(`src/modules/${word}/${name}`))

const DOORS_ARE_DESCRIBED: HouseRule = {
  sentence: 'every function of a door and of the platform carries a doc comment',
  check: (tree) =>
    programFiles(tree)
      .filter(({ path }) => path.endsWith(`/${wordOf(path)}.ts`) || /^src\/platform\//.test(path))
      .filter(({ path }) => !/queries\.ts$/.test(path))
      .flatMap((file) =>
        exportsOf(file)
          .filter((exported) => exported.isFunction && !exported.documented)
          .map((exported) => `${placeOf(file, exported.node)} ${exported.name} has no doc comment`),
      ),
  broken: [
    { path: 'src/modules/stock/stock.ts', text: 'export const reserve = () => 1' },
    { path: 'src/platform/money.ts', text: '// not a doc comment\nexport function sum() {}' },
  ],
  finds: [
    'src/modules/stock/stock.ts:1 reserve has no doc comment',
    'src/platform/money.ts:2 sum has no doc comment',
  ],
  kept: [
    { path: 'src/modules/stock/stock.ts', text: '/** Takes. */\nexport const reserve = () => 1' },
    { path: 'src/modules/stock/queries.ts', text: 'export const takeFree = () => 1' },
    { path: 'src/platform/money.ts', text: 'export const CENTS = 100' },
  ],
}

export const SHAPE_RULES = [
  FILES_ARE_SHORT,
  LINES_ARE_SHORT,
  NAMED_BY_TRADE,
  NO_BARRELS,
  NO_ESCAPES,
  PLATFORM_IS_SMALL,
  MODULES_ARE_LISTED,
  DOORS_ARE_DESCRIBED,
]

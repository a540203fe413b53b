import ts from 'typescript'
import { type HouseRule, isTest, isTypeScript, type SourceFile, type Tree } from './house-rule.ts'
import { placeOf, syntaxOf, walk } from './syntax.ts'

const BYTES_MAX = 1_048_576

// Files that may be larger, each with its reason.
const LARGE_FILES: Record<string, string> = {}

const FILES_ARE_SMALL: HouseRule = {
  sentence: 'no tracked file is larger than 1 MB',
  check: (tree) =>
    tree
      .filter(({ path, bytes = 0 }) => bytes > BYTES_MAX && !(path in LARGE_FILES))
      .map(({ path, bytes }) => `${path} has ${bytes} bytes`),
  broken: [{ path: 'test/fixtures/dump.xml', text: '', bytes: BYTES_MAX + 1 }],
  finds: [`test/fixtures/dump.xml has ${BYTES_MAX + 1} bytes`],
  kept: [{ path: 'package-lock.json', text: '', bytes: BYTES_MAX }],
}

// A home folder, a workplace, a temporary folder: where somebody's machine keeps its things.
const MACHINE_PATH =
  /(?:^|[\s'"`(=:])(?:\/(?:home|root|Users|work|private\/var|tmp)\/[\w.-]|[A-Z]:\\\\?[\w.-])/

const NO_MACHINE_PATHS: HouseRule = {
  sentence: 'no file names a path of somebody’s machine',
  check: (tree) =>
    tree.flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, i) =>
          MACHINE_PATH.test(line) ? [`${path}:${i + 1} names a machine`] : [],
        ),
    ),
  broken: [
    { path: 'docs/a.md', text: `see\nsee ${'/ho'}me/ann/tandem` },
    { path: 'src/a.ts', text: `const a = '${'/wo'}rk/main'` },
    { path: 'src/b.ts', text: `const b = "${'C'}:\\\\Users"` },
  ],
  finds: [
    'docs/a.md:2 names a machine',
    'src/a.ts:1 names a machine',
    'src/b.ts:1 names a machine',
  ],
  kept: [{ path: 'docs/a.md', text: 'https://tandem.example/home/page, ../shared/data, /work' }],
}

const PATH_IN_DOCS = /`([\w.@/-]+(?:\.(?:tsx?|mjs|cjs|json|md|sql)|\/))`/g

const DOCS_NAME_REAL_FILES: HouseRule = {
  sentence: 'every file the docs name exists',
  check(tree) {
    const paths = tree.map(({ path }) => path)
    const exists = (name: string) =>
      name.endsWith('/')
        ? paths.some((path) => path.startsWith(name) || path.includes(`/${name}`))
        : paths.some((path) => path === name || path.endsWith(`/${name}`))
    return tree
      .filter(({ path }) => /^docs\/(?:[\w-]+)\.md$|^README\.md$/.test(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(PATH_IN_DOCS)]
          .filter(([, name = '']) => !exists(name))
          .map(([, name = '']) => `${path} names ${name}, which is not there`),
      )
  },
  broken: [
    { path: 'docs/architecture.md', text: 'See `src/routes.ts`, `src/gone.ts` and `web/till/`.' },
    { path: 'src/routes.ts', text: '' },
  ],
  finds: [
    'docs/architecture.md names src/gone.ts, which is not there',
    'docs/architecture.md names web/till/, which is not there',
  ],
  kept: [
    { path: 'docs/architecture.md', text: 'See `src/routes.ts`, `routes.ts`, `src/`, `a.b()`.' },
    { path: 'src/routes.ts', text: '' },
  ],
}

const DECISIONS_ARE_DATED: HouseRule = {
  sentence: 'every decision is numbered, dated, and listed in the index',
  check(tree) {
    const decisions = tree.filter(({ path }) => /^docs\/decisions\/.+\.md$/.test(path))
    const index = decisions.find(({ path }) => path.endsWith('/README.md'))?.text ?? ''
    return decisions
      .filter(({ path }) => !path.endsWith('/README.md'))
      .flatMap(({ path, text }) => {
        const name = path.replace('docs/decisions/', '')
        return [
          ...(/^\d{3}-[\w-]+\.md$/.test(name) ? [] : [`${path} has no number`]),
          ...(/^\d{4}-\d{2}-\d{2}$/m.test(text) ? [] : [`${path} has no date`]),
          ...(index.includes(name) ? [] : [`${path} is not in the index`]),
        ]
      })
  },
  broken: [
    { path: 'docs/decisions/README.md', text: '' },
    { path: 'docs/decisions/packages.md', text: '# One package' },
  ],
  finds: [
    'docs/decisions/packages.md has no number',
    'docs/decisions/packages.md has no date',
    'docs/decisions/packages.md is not in the index',
  ],
  kept: [
    { path: 'docs/decisions/README.md', text: '- [001](001-one-package.md)' },
    { path: 'docs/decisions/001-one-package.md', text: '# One package\n\n2026-11-24\n' },
  ],
}

const MODULE_WORDS_EXPLAINED: HouseRule = {
  sentence: 'every word of modules.json is explained in docs/words.md',
  check(tree) {
    const explained = tree.find(({ path }) => path === 'docs/words.md')?.text ?? ''
    const list = tree.find(({ path }) => path === 'modules.json')?.text ?? '[]'
    return (JSON.parse(list) as string[])
      .filter((word) => !explained.includes(`**${word}**`))
      .map((word) => `${word} is not explained`)
  },
  broken: [
    { path: 'modules.json', text: '["stock", "field"]' },
    { path: 'docs/words.md', text: '- **stock**: what lies on the shelf' },
  ],
  finds: ['field is not explained'],
  kept: [
    { path: 'modules.json', text: '["stock"]' },
    { path: 'docs/words.md', text: '- **stock**: what lies on the shelf' },
  ],
}

const isLimits = (path: string) => /^src\/(?:platform|modules\/.+)\/limits\.ts$/.test(path)
const CAPS = /^(?:max|lte|length)$/
const SMALL = 1

function bareLimits(file: SourceFile): string[] {
  const found: string[] = []
  walk(syntaxOf(file), (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return
    const [bound] = node.arguments
    const isNumber = bound && ts.isNumericLiteral(bound) && Number(bound.text) > SMALL
    const isMath = node.expression.expression.getText() === 'Math'
    if (CAPS.test(node.expression.name.text) && isNumber && !isMath) {
      found.push(`${placeOf(file, bound)} has a limit without a name`)
    }
  })
  return found
}

const LIMITS_ARE_NAMED: HouseRule = {
  sentence: 'the limits of contracts are named in limits.ts',
  check: (tree) =>
    tree.filter(({ path }) => /^src\/.*(?:contract|call)\.ts$/.test(path)).flatMap(bareLimits),
  broken: [
    {
      path: 'src/modules/ordering/contract.ts',
      text: 'const a = z.string().max(500)\nconst b = z.array(Line).min(1).max(LIMITS.lines)',
    },
  ],
  finds: ['src/modules/ordering/contract.ts:1 has a limit without a name'],
  kept: [
    {
      path: 'src/modules/ordering/contract.ts',
      text: 'const a = z.array(A).max(LIMITS.lines)\nconst b = Math.max(5, 3)\nconst c = z.int().max(1)',
    },
  ],
}

const LIMITS_ARE_KEPT: HouseRule = {
  sentence: 'every named limit is kept by somebody',
  check(tree: Tree) {
    const users = tree.filter(
      ({ path }) =>
        isTypeScript(path) && !isLimits(path) && !isTest(path) && !path.startsWith('docs/'),
    )
    return tree
      .filter(({ path }) => isLimits(path))
      .flatMap((file) =>
        [...new Set([...file.text.matchAll(/^ {2}(\w+):/gm)].map(([, name = '']) => name))]
          .filter((name) => !users.some(({ text }) => new RegExp(`\\b${name}\\b`).test(text)))
          .map((name) => `${file.path} names ${name}, which nobody keeps`),
      )
  },
  broken: [
    {
      path: 'src/platform/limits.ts',
      text: 'export const LIMITS = {\n  linesMax: 5,\n  old: 1,\n}',
    },
    { path: 'src/a.ts', text: 'LIMITS.linesMax' },
  ],
  finds: ['src/platform/limits.ts names old, which nobody keeps'],
  kept: [
    { path: 'src/platform/limits.ts', text: 'export const LIMITS = {\n  linesMax: 5,\n}' },
    { path: 'src/a.ts', text: 'LIMITS.linesMax' },
  ],
}

export const REPOSITORY_RULES = [
  FILES_ARE_SMALL,
  NO_MACHINE_PATHS,
  DOCS_NAME_REAL_FILES,
  DECISIONS_ARE_DATED,
  MODULE_WORDS_EXPLAINED,
  LIMITS_ARE_NAMED,
  LIMITS_ARE_KEPT,
]

import ts from 'typescript'
import { type HouseRule, isTest, isTypeScript, type SourceFile, type Tree } from './house-rule.ts'
import { statementsOf } from './statements.ts'
import { placeOf, syntaxOf, walk } from './syntax.ts'
import { sqlStatements } from './tables.ts'

// The screens tick their countdown by one file, which is told the server's time.
// Times of files are the machine's own: so is the clock they are held against.
const OWN_CLOCK = /^src\/platform\/|^src\/old-folders\.ts$|^web\/(?:[\w-]+\/)?clock\.ts$|^bin\//

const SQL_CLOCK = new RegExp(
  '(?<![\\w.])(?:now|clock_timestamp|statement_timestamp|transaction_timestamp)\\s*\\(|' +
    '\\b(?:current_date|current_timestamp|current_time|localtimestamp|localtime)\\b',
  'i',
)
const DEFINES_CLOCK = /^create\s+(?:or\s+replace\s+)?function\s+platform\.now\(\)/i

const watched = (tree: Tree) =>
  tree.filter(({ path }) => isTypeScript(path) && /^(?:src|web)\//.test(path) && !isTest(path))

function clocksOf(file: SourceFile): string[] {
  const found: string[] = []
  walk(syntaxOf(file), (node) => {
    const asks =
      (ts.isNewExpression(node) &&
        node.expression.getText() === 'Date' &&
        (node.arguments?.length ?? 0) === 0) ||
      (ts.isPropertyAccessExpression(node) && /^(?:Date|Temporal)\.[nN]ow$/.test(node.getText()))
    if (asks) found.push(`${placeOf(file, node)} asks its own clock`)
  })
  return found
}

const CODE_ASKS_NO_CLOCK: HouseRule = {
  sentence: 'no clock but platform.now(): code is told the time',
  check: (tree) =>
    watched(tree)
      .filter(({ path }) => !OWN_CLOCK.test(path))
      .flatMap(clocksOf),
  broken: [
    {
      path: 'src/modules/delivery/slots.ts',
      text: 'const a = new Date()\nconst b = Date.now()\nconst c = Temporal.Now.instant()',
    },
    { path: 'web/shop/cart/CartPage.tsx', text: 'const a = <p>{Date.now()}</p>' },
  ],
  finds: [
    'src/modules/delivery/slots.ts:1 asks its own clock',
    'src/modules/delivery/slots.ts:2 asks its own clock',
    'src/modules/delivery/slots.ts:3 asks its own clock',
    'web/shop/cart/CartPage.tsx:1 asks its own clock',
  ],
  kept: [
    { path: 'src/platform/log.ts', text: 'const a = Date.now()' },
    { path: 'web/kit/clock.ts', text: 'const a = Date.now()' },
    { path: 'src/modules/delivery/slots.ts', text: 'const a = new Date(cutOffAt) // new Date()' },
    { path: 'src/modules/delivery/slots.test.ts', text: 'const a = new Date()' },
  ],
}

const SQL_ASKS_ONE_CLOCK: HouseRule = {
  sentence: 'SQL asks no clock but platform.now()',
  check: (tree) => [
    ...watched(tree).flatMap((file) =>
      statementsOf(file)
        .filter((s) => SQL_CLOCK.test(s.text))
        .map((s) => `${s.place} asks the bare clock`),
    ),
    ...sqlStatements(tree)
      .filter((s) => SQL_CLOCK.test(s.text) && !DEFINES_CLOCK.test(s.text))
      .map((s) => `${s.path}:${s.line} asks the bare clock`),
  ],
  broken: [
    {
      path: 'src/modules/stock/queries.ts',
      text: "const a = 'select 1 from a.b where at < now()'",
    },
    {
      path: 'db/migrations/0002_x.sql',
      text: 'create table a.b (\n  day date default current_date);\ncreate function a.now()\n as now();',
    },
  ],
  finds: [
    'src/modules/stock/queries.ts:1 asks the bare clock',
    'db/migrations/0002_x.sql:1 asks the bare clock',
    'db/migrations/0002_x.sql:3 asks the bare clock',
  ],
  kept: [
    {
      path: 'src/modules/stock/queries.ts',
      text: "const a = 'select 1 from a.b where at < platform.now()'",
    },
    {
      path: 'db/migrations/0001_x.sql',
      text: '-- now()\ncreate function platform.now() returns timestamptz as $$ select now() $$;',
    },
  ],
}

export const CLOCK_RULES = [CODE_ASKS_NO_CLOCK, SQL_ASKS_ONE_CLOCK]

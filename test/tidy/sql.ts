import { type HouseRule, orderOf, programFiles, type Tree, wordOf } from './house-rule.ts'
import { computedStatements, type Statement, statementsOf } from './statements.ts'
import { tablesOf, tenantTables } from './tables.ts'

// SQL outside *queries.ts, each with its reason.
const SQL_ELSEWHERE: Record<string, string> = {
  'src/platform/db.ts': 'opens and ends the transactions every statement runs in',
  'src/platform/facts.ts': 'the one insert by which every module publishes',
  'src/platform/migrate.ts': 'roles and migrations, before any table exists',
  'src/platform/live.ts': 'LISTEN and advisory locks of one raw connection',
  'src/platform/postgres-presence.ts': 'asks a starting server who it is',
}

// Statements on tenants' tables that rightly name no tenant: [file, a piece of the text], reason.
const ACROSS_TENANTS: [path: string, piece: string, reason: string][] = [
  [
    'src/platform/dispatcher-queries.ts',
    'platform.fact',
    'the dispatcher hands out the facts of all tenants under its own policy',
  ],
  [
    'src/platform/dispatcher-queries.ts',
    'platform.due_fact',
    'the dispatcher publishes the due facts of all tenants under its own policy',
  ],
  [
    'src/platform/queue-queries.ts',
    'platform.fact',
    'the measures of the queue count all tenants’ work under the dispatcher’s policy',
  ],
]

// Writers that open no tenant's transaction, each with its reason.
const WRITES_ALONE: Record<string, string> = {
  'src/platform/dispatcher-queries.ts': 'the dispatcher marks facts of all tenants on its own pool',
  'src/platform/backup-queries.ts': 'a restore fills an empty database as its owner',
}

// The seeded world fills every schema at once, in demo mode only; a backup copies every table.
const ABOVE_MODULES = /^src\/demo\/|^src\/platform\/backup-queries\.ts$/

const WRITES = /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate|copy)\s+$/i
const KYSELY_WRITES = /\b(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"`]$/
const IS_WRITE = new RegExp(
  '\\binsert\\s+into\\s|\\bupdate\\s+[\\w."?]+\\s+(?:as\\s+)?(?:\\w+\\s+)?set\\s|' +
    '\\bdelete\\s+from\\s|\\bmerge\\s+into\\s|^truncate\\s|\\.(?:insertInto|updateTable|' +
    'deleteFrom|mergeInto)\\(',
  'i',
)

type Touch = { table: string; writes: boolean }

function touchesOf(statement: Statement, names: Set<string>): Touch[] {
  const touches: Touch[] = []
  for (const match of statement.text.matchAll(/\b[a-z]\w*\.(?:"?\w+"?)/g)) {
    const table = match[0].replaceAll('"', '')
    if (!names.has(table)) continue
    const before = statement.text.slice(0, match.index)
    touches.push({ table, writes: WRITES.test(before) || KYSELY_WRITES.test(before) })
  }
  return touches
}

const moduleStatements = (tree: Tree) =>
  programFiles(tree)
    .filter(({ path }) => !ABOVE_MODULES.test(path))
    .flatMap((file) => statementsOf(file).map((statement) => ({ ...statement, path: file.path })))

const tableNames = (tree: Tree) => new Set(tablesOf(tree).map((table) => table.name))
const unique = (found: string[]) => [...new Set(found)]

const table = (name: string) => ({
  path: 'db/migrations/0001_planted.sql',
  text: `create table ${name} (distributor_id uuid not null, id uuid);`,
})
const modulesJson = { path: 'modules.json', text: '["outlets", "stock", "ordering"]' }

const SQL_ONLY_IN_QUERIES: HouseRule = {
  sentence: 'SQL is only in queries.ts and *-queries.ts',
  check: (tree) =>
    programFiles(tree)
      .filter(({ path }) => !/queries\.ts$/.test(path) && !(path in SQL_ELSEWHERE))
      .flatMap((file) => statementsOf(file).map((s) => `${s.place} holds SQL`)),
  broken: [
    { path: 'src/modules/stock/routes.ts', text: `const a = db.selectFrom('stock.balance')` },
    { path: 'src/modules/stock/stock.ts', text: `prepared(db, { text: 'select 1 from x.y' })` },
    { path: 'src/server.ts', text: 'const b = sql`update x.y set z = 1`.execute(tx)' },
  ],
  finds: [
    'src/modules/stock/routes.ts:1 holds SQL',
    'src/modules/stock/stock.ts:1 holds SQL',
    'src/server.ts:1 holds SQL',
  ],
  kept: [
    { path: 'src/modules/stock/queries.ts', text: `db.selectFrom('stock.balance')` },
    { path: 'src/modules/stock/hot-queries.ts', text: `prepared(db, { text: 'select 1 from x' })` },
    { path: 'src/modules/stock/texts.ts', text: `const hint = 'Select a slot, update later'` },
    { path: 'src/modules/stock/stock.test.ts', text: 'sql`select 1 from x.y`' },
  ],
}

const OWN_TABLES_WRITTEN: HouseRule = {
  sentence: 'a module writes only the tables of its own schema',
  check(tree) {
    const names = tableNames(tree)
    const found = moduleStatements(tree).flatMap((statement) => {
      const own = wordOf(statement.path) ?? /^src\/(platform)\//.exec(statement.path)?.[1] ?? ''
      return touchesOf(statement, names)
        .filter((touch) => touch.writes && touch.table.split('.')[0] !== own)
        .map((touch) => `${statement.place} writes ${touch.table}`)
    })
    return unique(found)
  },
  broken: [
    table('stock.balance'),
    {
      path: 'src/modules/ordering/queries.ts',
      text: `const a = () => tx.updateTable('stock.balance').set({ distributor_id: d })
        const b = () => prepared(tx, { text: \`with a as (select 1)
          insert into stock.balance (distributor_id) values ($1)\` })`,
    },
  ],
  finds: [
    'src/modules/ordering/queries.ts:1 writes stock.balance',
    'src/modules/ordering/queries.ts:2 writes stock.balance',
  ],
  kept: [
    table('stock.balance'),
    {
      path: 'src/modules/stock/queries.ts',
      text: `tx.updateTable('stock.balance').set({ distributor_id: d })`,
    },
    {
      path: 'src/modules/ordering/queries.ts',
      text: 'sql`select 1 from stock.balance for update of b`',
    },
  ],
}

const EARLIER_TABLES_READ: HouseRule = {
  sentence: 'a module reads only its own tables and those of modules before it',
  check(tree) {
    const names = tableNames(tree)
    const order = orderOf(tree)
    const found = moduleStatements(tree).flatMap((statement) => {
      const word = wordOf(statement.path)
      // Outside the modules only the platform's own tables may be read.
      const own = word ? order.indexOf(word) : -1
      return touchesOf(statement, names)
        .filter((touch) => order.indexOf(touch.table.split('.')[0] ?? '') > own)
        .map((touch) => `${statement.place} reads ${touch.table}`)
    })
    return unique(found)
  },
  broken: [
    modulesJson,
    table('ordering.order'),
    {
      path: 'src/modules/stock/queries.ts',
      text: `const a = db.selectFrom('stock.x').innerJoin('ordering.order', 'a', 'b')
        const b = () => prepared(db, { text: 'select 1 from stock.x join ordering.order o' })`,
    },
    { path: 'src/platform/metric-queries.ts', text: 'sql`select 1 from ordering.order`' },
  ],
  finds: [
    'src/modules/stock/queries.ts:1 reads ordering.order',
    'src/modules/stock/queries.ts:2 reads ordering.order',
    'src/platform/metric-queries.ts:1 reads ordering.order',
  ],
  kept: [
    modulesJson,
    table('outlets.outlet'),
    { path: 'src/modules/stock/queries.ts', text: 'sql`select 1 from outlets.outlet`' },
  ],
}

const WRITERS_TAKE_TX: HouseRule = {
  sentence: 'what writes is handed a Tx, never a Db',
  check: (tree) =>
    programFiles(tree)
      .filter(({ path }) => !(path in SQL_ELSEWHERE) && !(path in WRITES_ALONE))
      .flatMap((file) => [
        ...statementsOf(file)
          .filter((s) => IS_WRITE.test(s.text) && s.given !== null && s.given !== 'tx')
          .map((s) => `${s.place} writes through ${s.given}`),
        ...computedStatements(file)
          .filter((s) => s.given !== 'tx')
          .map((s) => `${s.place} sends a computed statement through ${s.given}`),
        ...mistypedTx(file.path, file.text),
      ]),
  broken: [
    {
      path: 'src/modules/stock/queries.ts',
      text: `const a = (db: Db) => db.insertInto('stock.balance').values(x)
        const b = (db: Db) => prepared(db, { text: 'delete from stock.balance' })
        const c = (db: Db) => sql\`update stock.balance set a = 1\`.execute(db)
        const d = (db: Db) => prepared(db, { text: textOf(x) })
        const e = (tx: Db) => 1`,
    },
  ],
  finds: [
    'src/modules/stock/queries.ts:1 writes through db',
    'src/modules/stock/queries.ts:2 writes through db',
    'src/modules/stock/queries.ts:3 writes through db',
    'src/modules/stock/queries.ts:4 sends a computed statement through db',
    'src/modules/stock/queries.ts:5 calls a Db tx',
  ],
  kept: [
    {
      path: 'src/modules/stock/queries.ts',
      text: `const TEXT = 'select 1 from a.b'
        const a = (tx: Tx) => tx.insertInto('stock.balance').values(x)
        const b = (tx: Tx) => prepared(tx, { text: 'delete from stock.balance' })
        const c = (db: Db) => prepared(db, { text: TEXT })
        const d = (db: Db) => sql\`select 1 from stock.balance for update\`.execute(db)`,
    },
  ],
}

function mistypedTx(path: string, text: string): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, i) =>
    /\btx\??: (?:Db|Kysely)\b/.test(line) ? [`${path}:${i + 1} calls a Db tx`] : [],
  )
}

const TENANT_NAMED: HouseRule = {
  sentence: 'every statement names distributor_id for each tenant’s table it touches',
  check(tree) {
    const names = new Set(tenantTables(tree).map((t) => t.name))
    return programFiles(tree).flatMap((file) =>
      statementsOf(file)
        .filter((s) => !namesTenants(s, touchesOf(s, names).length))
        .filter((s) => !isAcrossTenants(file.path, s))
        .map((s) => `${s.place} names distributor_id too seldom`),
    )
  },
  broken: [
    table('stock.balance'),
    {
      path: 'src/modules/stock/queries.ts',
      text: `const a = () => db.selectFrom('stock.balance').select(['id']).where('id', '=', id)
        const b = () => prepared(db, { text: 'select 1 from stock.balance where id = $1' })
        const c = () => prepared(db, { text: \`select 1 from stock.balance a
          join stock.balance b on b.id = a.id where a.distributor_id = $1\` })`,
    },
  ],
  finds: [1, 2, 3].map(
    (line) => `src/modules/stock/queries.ts:${line} names distributor_id too seldom`,
  ),
  kept: [
    table('stock.balance'),
    {
      path: 'src/modules/stock/queries.ts',
      text: `const OURS = 'distributor_id = $1'
        const a = () => db.selectFrom('stock.balance').where('distributor_id', '=', id)
        const b = () => prepared(db, { text: \`select 1 from stock.balance where \${OURS}\` })
        const c = (rows) => {
          const all = rows.map((r) => ({ distributor_id: r.d }))
          return tx.insertInto('stock.balance').values(all)
        }
        const d = () => prepared(db, { text: \`select 1 from stock.balance a
          join stock.balance b using (distributor_id, id) where a.distributor_id = $1\` })`,
    },
  ],
}

function namesTenants(statement: Statement, touches: number): boolean {
  const named = statement.text.match(/distributor_id/g)?.length ?? 0
  if (named >= touches) return true
  // Rows to insert are often made just above the statement, in the same function.
  return /\.insertInto\(/.test(statement.text) && statement.around.includes('distributor_id')
}

const isAcrossTenants = (path: string, statement: Statement) =>
  ACROSS_TENANTS.some(([known, piece]) => known === path && statement.text.includes(piece))

export const SQL_RULES = [
  SQL_ONLY_IN_QUERIES,
  OWN_TABLES_WRITTEN,
  EARLIER_TABLES_READ,
  WRITERS_TAKE_TX,
  TENANT_NAMED,
]

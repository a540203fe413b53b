import type { HouseRule } from './house-rule.ts'
import { sqlStatements, tablesOf } from './tables.ts'

const file = (text: string, name = '0001_stock') => ({ path: `db/migrations/${name}.sql`, text })
const TABLE = 'create table stock.balance (distributor_id uuid not null);'

const INDEX =
  /^create\s+(?:unique\s+)?index\s+(concurrently\s+)?(?:if not exists\s+)?\w*\s*on\s+([\w.]+)/i

const INDEXES_DO_NOT_LOCK: HouseRule = {
  sentence: 'an index on a table that serves already is built concurrently, in a file of its own',
  check(tree) {
    const madeIn = new Map(tablesOf(tree).map(({ name, path }) => [name, path]))
    return sqlStatements(tree).flatMap((s) => {
      const [, concurrently, name] = INDEX.exec(s.text) ?? []
      if (!name) return []
      const text = tree.find(({ path }) => path === s.path)?.text ?? ''
      const sound = concurrently
        ? text.startsWith('-- no transaction')
        : madeIn.get(name) === s.path
      return sound ? [] : [`${s.path}:${s.line} locks ${name}`]
    })
  },
  broken: [
    file(TABLE),
    file('create index a on stock.balance (distributor_id);', '0002_index'),
    file('create index concurrently b on stock.balance (distributor_id);', '0003_index'),
  ],
  finds: [
    'db/migrations/0002_index.sql:1 locks stock.balance',
    'db/migrations/0003_index.sql:1 locks stock.balance',
  ],
  kept: [
    file(`${TABLE}\ncreate index a on stock.balance (distributor_id, outlet_id);`),
    file('-- no transaction\ncreate index concurrently b on stock.balance (id);', '0002_index'),
  ],
}

// Rows without which the program does not start: [file, text], with the reason.
const FIRST_ROWS: [path: string, text: string, reason: string][] = [
  [
    'db/migrations/0001_platform.sql',
    'insert into platform.clock default values',
    'the one row of the clock; it belongs to no tenant',
  ],
]

const NO_FILLS: HouseRule = {
  sentence: 'migrations fill no rows: an owner’s fill touches none under forced security',
  check: (tree) =>
    sqlStatements(tree)
      .filter(({ text }) =>
        /^(?:insert|update|delete|merge|copy|truncate|do|select|with)\b/i.test(text),
      )
      .filter((s) => !FIRST_ROWS.some(([path, text]) => path === s.path && text === s.text))
      .map((s) => `${s.path}:${s.line} fills rows`),
  broken: [file(`update stock.balance set a = 1;\ndo $$ begin delete from a.b; end $$;`)],
  finds: ['db/migrations/0001_stock.sql:1 fills rows', 'db/migrations/0001_stock.sql:2 fills rows'],
  kept: [
    file(`${TABLE}\ncreate function a.b() returns void as $$ delete from a.c; $$;`),
    file('insert into platform.clock default values;', '0001_platform'),
  ],
}

const FORBIDDEN: [pattern: RegExp, what: string][] = [
  [
    /\b(?:big|small)?serial\b|\bas\s+identity\b|\bcreate\s+sequence\b|\bnextval\s*\(/i,
    'a sequence',
  ],
  [/\bcreate\s+materialized\s+view\b/i, 'a materialised view'],
  [/\bsecurity\s+definer\b/i, 'a definer function'],
  [
    /\bcreate\s+(?:or\s+replace\s+)?view\s+\S+\s+(?!with\s*\(\s*security_invoker)/i,
    'a definer view',
  ],
  [/\bcreate\s+type\s+\S+\s+as\s+enum\b/i, 'an enum type'],
  [/\bon\s+delete\s+cascade\b/i, 'a cascade'],
]

const NOTHING_HIDDEN: HouseRule = {
  sentence: 'no sequence, materialised view, definer, enum type or cascade in the schema',
  check: (tree) =>
    sqlStatements(tree).flatMap((s) =>
      FORBIDDEN.filter(([pattern]) => pattern.test(s.text)).map(
        ([, what]) => `${s.path}:${s.line} makes ${what}`,
      ),
    ),
  broken: [
    file(
      [
        'create table a.b (id bigserial);',
        'create table a.c (id bigint generated always as identity);',
        'create materialized view a.d as select 1;',
        'create function a.e() returns int security definer as $$ select 1 $$;',
        'create view a.f as select 1;',
        `create type a.g as enum ('x');`,
        'alter table a.b add foreign key (c) references a.c on delete cascade;',
      ].join('\n'),
    ),
  ],
  finds: [
    'a sequence',
    'a sequence',
    'a materialised view',
    'a definer function',
    'a definer view',
    'an enum type',
    'a cascade',
  ].map((what, i) => `db/migrations/0001_stock.sql:${i + 1} makes ${what}`),
  kept: [
    file('-- no serial\ncreate view a.b with (security_invoker = true) as select 1 as serial_no;'),
  ],
}

const NUMBERED = /^db\/migrations\/(\d{4})_[a-z0-9_]+\.sql$/

// Gaps are allowed: work that goes on at the same time takes its numbers beforehand.
const FILES_ARE_NUMBERED: HouseRule = {
  sentence: 'migrations are numbered, each number once, and named by a phrase',
  check(tree) {
    const taken = new Map<string, string>()
    return tree
      .map(({ path }) => path)
      .filter((path) => path.startsWith('db/'))
      .sort((a, b) => (a < b ? -1 : 1))
      .flatMap((path) => {
        const number = NUMBERED.exec(path)?.[1]
        if (!number) return [`${path} is not named NNNN_phrase.sql`]
        const first = taken.get(number)
        taken.set(number, path)
        return first ? [`${path} has the number of ${first}`] : []
      })
  },
  broken: [file('', '0001_platform'), file('', '0003_Stock'), file('', '0001_identity')],
  finds: [
    'db/migrations/0001_platform.sql has the number of db/migrations/0001_identity.sql',
    'db/migrations/0003_Stock.sql is not named NNNN_phrase.sql',
  ],
  kept: [file('', '0001_platform'), file('', '0004_stock_add_mode')],
}

export const MIGRATION_RULES = [INDEXES_DO_NOT_LOCK, NO_FILLS, NOTHING_HIDDEN, FILES_ARE_NUMBERED]

import type { HouseRule, Tree } from './house-rule.ts'
import { sqlStatements, type Table, tablesOf, tenantTables } from './tables.ts'

// Tables above tenants, each with its reason; every other table holds a distributor's rows.
const ABOVE_TENANTS: Record<string, string> = {
  'identity.tenant': 'the tenants themselves',
  'identity.person': 'one phone signs in to all of its suppliers',
  'identity.phone_code': 'asked for before anybody is known',
  'identity.allowance': 'limits of phones and addresses, before anybody is known',
  'identity.session': 'a person’s, over all tenants',
  'identity.silence': 'a session’s, over all tenants',
  'identity.machine_session': 'found by its token, before the tenant is known',
  'identity.demo_login': 'the sign-in page of demo mode',
  'platform.clock': 'one row: the demo’s offset',
}

// Tenant rows that are found before the tenant is known: by their own role and pool only.
const KEYED_ABOVE: Record<string, string> = {
  'identity.membership': 'a person’s tenants are found by the person',
  'identity.role_right': 'read together with memberships, by the role of the sign-in',
  'identity.role_given': 'written together with rights, by the role of the sign-in',
  'identity.machine_key': 'a machine signs in by its login',
  'identity.api_key': 'a programme is known by its key alone',
  'identity.api_key_right': 'read together with keys, by the role of the sign-in',
}

const isKnown = (table: Table) => table.name in ABOVE_TENANTS || table.temporary
const file = (text: string, name = '0001_stock') => ({ path: `db/migrations/${name}.sql`, text })
const PROTECTED = `call platform.protect('stock.balance', 'select');`
const SOUND = `create table stock.balance (
    distributor_id uuid not null references identity.tenant (id), id uuid not null,
    outlet_id uuid, primary key (distributor_id, id), unique (distributor_id, outlet_id),
    foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id));`

const TABLES_HAVE_TENANTS: HouseRule = {
  sentence: 'every table begins with distributor_id uuid not null, or stands above tenants',
  check: (tree) =>
    tablesOf(tree)
      .filter((table) => !isKnown(table) && table.partitionOf === null)
      .filter((table) => !(table.name in KEYED_ABOVE))
      .filter((table) => !/^distributor_id uuid not null\b/i.test(table.columns[0] ?? ''))
      .map((table) => `${table.place} ${table.name} does not begin with its tenant`),
  broken: [
    file(
      'create table stock.a (id uuid primary key);\ncreate table stock.b (distributor_id uuid);',
    ),
  ],
  finds: [
    'db/migrations/0001_stock.sql:1 stock.a does not begin with its tenant',
    'db/migrations/0001_stock.sql:2 stock.b does not begin with its tenant',
  ],
  kept: [file(`${SOUND}\ncreate temp table stock.c (id uuid);`)],
}

// The columns a key is made of, constraint or column form.
function keysOf(table: Table): { key: string; columns: string }[] {
  const inline = table.columns.flatMap((column) => {
    const name = column.split(' ')[0] ?? ''
    const kind = /\b(primary key|unique)\b/i.exec(column)?.[1]
    return kind ? [{ key: kind.toLowerCase(), columns: name }] : []
  })
  const ofTable = table.constraints.flatMap((constraint) => {
    const [, kind, columns] =
      /\b(primary key|unique)(?: nulls not distinct)? ?\(([^)]*)\)/i.exec(constraint) ?? []
    return kind && columns ? [{ key: kind.toLowerCase(), columns }] : []
  })
  return [...inline, ...ofTable]
}

const UNIQUE_INDEX =
  /^create\s+unique\s+index\s+(?:concurrently\s+)?(?:if not exists\s+)?\w*\s+on\s+([\w.]+)\s*\(([^,)]*)/i

const KEYS_BEGIN_WITH_TENANT: HouseRule = {
  sentence: 'primary keys, uniques and unique indexes begin with distributor_id',
  check(tree) {
    const tables = tenantTables(tree).filter(({ name }) => !(name in KEYED_ABOVE))
    const names = new Set(tables.map(({ name }) => name))
    const inTables = tables
      .filter((table) => table.partitionOf === null)
      .flatMap((table) => {
        const keys = keysOf(table)
        const wrong = keys.filter(({ columns }) => !/^distributor_id\b/.test(columns.trim()))
        const none = keys.some(({ key }) => key === 'primary key') ? [] : ['no primary key']
        return [...none, ...wrong.map(({ key, columns }) => `${key} (${columns})`)].map(
          (what) => `${table.place} ${table.name}: ${what}`,
        )
      })
    const inIndexes = sqlStatements(tree).flatMap((s) => {
      const [, name = '', first = ''] = UNIQUE_INDEX.exec(s.text) ?? []
      const wrong = names.has(name) && first.trim() !== 'distributor_id'
      return wrong ? [`${s.path}:${s.line} ${name}: unique index (${first})`] : []
    })
    return [...inTables, ...inIndexes]
  },
  broken: [
    file(
      'create table stock.a (distributor_id uuid not null, id uuid primary key, b uuid unique);\n' +
        'create table stock.b (distributor_id uuid not null, unique (b, distributor_id));\n' +
        'create unique index b_c on stock.b (c, distributor_id);',
    ),
  ],
  finds: [
    'db/migrations/0001_stock.sql:1 stock.a: primary key (id)',
    'db/migrations/0001_stock.sql:1 stock.a: unique (b)',
    'db/migrations/0001_stock.sql:2 stock.b: no primary key',
    'db/migrations/0001_stock.sql:2 stock.b: unique (b, distributor_id)',
    'db/migrations/0001_stock.sql:3 stock.b: unique index (c)',
  ],
  kept: [file(`${SOUND}\ncreate unique index a on stock.balance (distributor_id, id);`)],
}

const REFERENCES = /references ([\w.]+)(?: ?\(([^)]*)\))?/i

const KEYS_STAY_IN_TENANT: HouseRule = {
  sentence: 'a foreign key carries distributor_id, or points at the tenant itself',
  check: (tree) =>
    tenantTables(tree).flatMap((table) =>
      [...table.columns, ...table.constraints].flatMap((part) => {
        const [, target = '', columns = ''] = REFERENCES.exec(part) ?? []
        if (target === '' || target === 'identity.tenant') return []
        if (table.name in KEYED_ABOVE && target in ABOVE_TENANTS) return []
        const own = /^(?:constraint \w+ )?foreign key ?\(([^)]*)\)/i.exec(part)?.[1] ?? part
        const both = [own, columns].every((list) => /^\s*distributor_id\b/.test(list))
        return both ? [] : [`${table.place} ${table.name} → ${target} leaves its tenant`]
      }),
    ),
  broken: [
    file(
      'create table stock.a (distributor_id uuid not null, b uuid references stock.b (id),\n' +
        ' foreign key (c) references stock.c (id),\n' +
        ' foreign key (d, distributor_id) references stock.d (id, distributor_id));',
    ),
  ],
  finds: ['b', 'c', 'd'].map(
    (target) => `db/migrations/0001_stock.sql:1 stock.a → stock.${target} leaves its tenant`,
  ),
  kept: [file(SOUND)],
}

function protectedTables(tree: Tree): Set<string> {
  const texts = sqlStatements(tree).map(({ text }) => text)
  const named = (pattern: RegExp) => new Set(texts.map((text) => pattern.exec(text)?.[1]))
  const enabled = named(/^alter\s+table\s+([\w.]+)\s+enable\s+row\s+level\s+security/i)
  const forced = named(/^alter\s+table\s+([\w.]+)\s+force\s+row\s+level\s+security/i)
  const policed = named(/^create\s+policy\s+\w+\s+on\s+([\w.]+)/i)
  const byProcedure = named(/^call\s+platform\.protect\('([\w.]+)'/i)
  const isPut = ({ name, partitionOf }: Table) =>
    byProcedure.has(name) ||
    // A partition without a policy of its own shows nothing when it is asked past its parent.
    (enabled.has(name) && forced.has(name) && (partitionOf !== null || policed.has(name)))
  return new Set(
    tablesOf(tree)
      .filter(isPut)
      .map(({ name }) => name),
  )
}

const TABLES_ARE_PROTECTED: HouseRule = {
  sentence: 'every tenant’s table forces row-level security and has its policy',
  check(tree) {
    const put = protectedTables(tree)
    return tenantTables(tree)
      .filter(({ name }) => !(name in KEYED_ABOVE) && !put.has(name))
      .map((table) => `${table.place} ${table.name} is not protected`)
  },
  broken: [
    file(
      `${SOUND}\ncreate table stock.part partition of stock.balance default;\n` +
        'alter table stock.balance enable row level security;\n' +
        'create policy tenant on stock.balance using (true);',
    ),
  ],
  finds: [
    'db/migrations/0001_stock.sql:1 stock.balance is not protected',
    'db/migrations/0001_stock.sql:5 stock.part is not protected',
  ],
  kept: [
    file(`${SOUND}\n${PROTECTED}`),
    file(
      'create table stock.b (distributor_id uuid); alter table stock.b enable row level security;' +
        'alter table stock.b force row level security; create policy t on stock.b using (a = b);',
      '0002_b',
    ),
  ],
}

export const TABLE_RULES = [
  TABLES_HAVE_TENANTS,
  KEYS_BEGIN_WITH_TENANT,
  KEYS_STAY_IN_TENANT,
  TABLES_ARE_PROTECTED,
]

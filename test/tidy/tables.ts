import type { SourceFile, Tree } from './house-rule.ts'

export type SqlStatement = { path: string; line: number; text: string }
export type Table = {
  name: string
  place: string
  path: string
  columns: string[]
  constraints: string[]
  partitionOf: string | null
  temporary: boolean
}

const MIGRATION = /^db\/migrations\/[^/]+\.sql$/

const migrationsOf = (tree: Tree) => tree.filter(({ path }) => MIGRATION.test(path))

/** Splits a migration at its top-level semicolons; comments are gone, $$ bodies stay whole. */
function splitSql({ path, text }: SourceFile): SqlStatement[] {
  const statements: SqlStatement[] = []
  let kept = ''
  let line = 1
  let startLine = 0
  const token = /--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|;|\n|[\s\S]/g
  for (const [piece] of text.matchAll(token)) {
    if (piece === ';') {
      statements.push({ path, line: startLine, text: kept.trim() })
      kept = ''
      startLine = 0
    } else if (!piece.startsWith('--') && !piece.startsWith('/*')) {
      if (startLine === 0 && piece.trim() !== '') startLine = line
      kept += piece
    }
    line += piece.split('\n').length - 1
  }
  if (kept.trim() !== '') statements.push({ path, line: startLine, text: kept.trim() })
  return statements
}

export const sqlStatements = (tree: Tree) => migrationsOf(tree).flatMap(splitSql)

const CREATE_TABLE =
  /^create\s+(?:unlogged\s+|(temp|temporary)\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)/i

/** Every table of the migrations with its columns and constraints as written. */
export function tablesOf(tree: Tree): Table[] {
  return sqlStatements(tree).flatMap((statement): Table[] => {
    const [, temporary, name] = CREATE_TABLE.exec(statement.text) ?? []
    if (!name) return []
    const parts = itemsOf(statement.text)
    const isConstraint = (part: string) =>
      /^(?:constraint|primary\s+key|unique|foreign\s+key|check|exclude)\b/i.test(part)
    return [
      {
        name: name.replaceAll('"', ''),
        place: `${statement.path}:${statement.line}`,
        path: statement.path,
        columns: parts.filter((part) => !isConstraint(part)),
        constraints: parts.filter(isConstraint),
        partitionOf: /partition\s+of\s+([\w."]+)/i.exec(statement.text)?.[1] ?? null,
        temporary: temporary !== undefined,
      },
    ]
  })
}

function itemsOf(createTable: string): string[] {
  const open = createTable.indexOf('(')
  if (open < 0 || /\bpartition\s+of\b/i.test(createTable)) return []
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const letter of createTable.slice(open)) {
    if (letter === '(') depth += 1
    if (letter === ')') depth -= 1
    if (depth === 0) break
    if (letter === ',' && depth === 1) {
      parts.push(part.trim())
      part = ''
    } else if (!(letter === '(' && depth === 1 && part === '')) part += letter
  }
  return [...parts, part.trim()].map((item) => item.replace(/\s+/g, ' ')).filter(Boolean)
}

const hasTenant = (table: Table) => table.columns.some((c) => /^distributor_id\b/.test(c))

/** The tables that hold rows of one tenant; a partition is what its parent is. */
export function tenantTables(tree: Tree): Table[] {
  const tables = tablesOf(tree)
  const named = new Set(tables.filter(hasTenant).map((table) => table.name))
  return tables.filter((t) => named.has(t.name) || (t.partitionOf && named.has(t.partitionOf)))
}

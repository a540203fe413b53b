import ts from 'typescript'
import type { SourceFile } from './house-rule.ts'
import { placeOf, syntaxOf, walk } from './syntax.ts'

/**
 * One SQL statement found in a TypeScript file: `text` as far as it can be read without running
 * it ('?' for what is computed), `given` the Db or Tx it is handed to, null when that is not
 * written beside it, `around` the top-level declaration it stands in.
 */
export type Statement = { place: string; text: string; given: string | null; around: string }

const KYSELY = /^(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto)$/
const RAW = new RegExp(
  `^\\(?(?:select\\s[\\s\\S]*\\sfrom\\s|select\\s+(?:[\\d*]|\\w+[.(])|insert\\s+into\\s|` +
    `update\\s+[\\w."?]+\\s+(?:as\\s+)?(?:\\w+\\s+)?set\\s|delete\\s+from\\s|merge\\s+into\\s|` +
    `with\\s+(?:recursive\\s+)?\\w+\\s*(?:\\([^)]*\\)\\s*)?as\\s|copy\\s+[\\w.(]|truncate\\s+\\w|` +
    `(?:create|alter|drop|grant|revoke)\\s+(?:table|schema|index|role|database|create|select)\\s|` +
    `do\\s+\\$\\$)`,
  'i',
)

/** Every SQL statement of a file, raw and by Kysely. */
export function statementsOf(file: SourceFile): Statement[] {
  const source = syntaxOf(file)
  const found: Statement[] = []
  const seen = new Set<ts.Node>()
  walk(source, (node) => {
    const statement = kyselyAt(node, seen) ?? rawAt(node, source, seen)
    if (statement) {
      found.push({ place: placeOf(file, node), around: topLevel(node).getText(), ...statement })
    }
  })
  return found
}

type Found = Pick<Statement, 'text' | 'given'>

// A chain is one statement: db.selectFrom(…).innerJoin(…).where(…), whatever is nested in it too.
function kyselyAt(node: ts.Node, seen: Set<ts.Node>): Found | undefined {
  if (!ts.isCallExpression(node) || seen.has(node)) return undefined
  if (!chainCalls(node).some((name) => KYSELY.test(name))) return undefined
  walk(node, (inner) => seen.add(inner))
  return { text: node.getText(), given: rootOf(node) }
}

function chainCalls(call: ts.CallExpression): string[] {
  const names: string[] = []
  let at: ts.Expression = call
  while (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
    names.push(at.expression.name.text)
    at = at.expression.expression
  }
  return names
}

function rootOf(call: ts.Expression): string {
  let at = call
  while (ts.isCallExpression(at) || ts.isPropertyAccessExpression(at)) {
    at = (ts.isCallExpression(at) && connectionUnder(at)) || at.expression
  }
  return at.getText()
}

// The connection under a Tx is that Tx: clientOf(tx).query(…)
const connectionUnder = (call: ts.CallExpression) =>
  call.expression.getText() === 'clientOf' ? call.arguments[0] : undefined

function rawAt(node: ts.Node, source: ts.SourceFile, seen: Set<ts.Node>): Found | undefined {
  if (seen.has(node) || !isText(node)) return undefined
  const text = readText(node, source, 0).trim()
  if (!RAW.test(text)) return undefined
  walk(node, (inner) => seen.add(inner))
  return { text, given: givenTo(node) }
}

const isText = (node: ts.Node): node is ts.Expression =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  ts.isTaggedTemplateExpression(node) ||
  (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)

/** The text of a string as written; constants of the same file are read through. */
function readText(node: ts.Node, source: ts.SourceFile, depth: number): string {
  if (depth > 8) return '?'
  const read = (inner: ts.Node) => readText(inner, source, depth + 1)
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTaggedTemplateExpression(node)) return read(node.template)
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map((span) => read(span.expression) + span.literal.text)
    return node.head.text + spans.join('')
  }
  if (ts.isBinaryExpression(node)) return read(node.left) + read(node.right)
  if (ts.isConditionalExpression(node)) return `${read(node.whenTrue)} ${read(node.whenFalse)}`
  if (ts.isParenthesizedExpression(node)) return read(node.expression)
  if (ts.isIdentifier(node)) {
    const value = constantOf(node.text, source)
    return value ? read(value) : '?'
  }
  return '?'
}

function constantOf(name: string, source: ts.SourceFile): ts.Expression | undefined {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const declared of statement.declarationList.declarations) {
      if (declared.name.getText() === name) return declared.initializer
    }
  }
  return undefined
}

// prepared(tx, { text: … }) · client.query(…) · sql`…`.execute(tx)
function givenTo(text: ts.Node): string | null {
  let at: ts.Node = text
  while (at.parent && !ts.isStatement(at.parent) && !ts.isArrowFunction(at.parent)) {
    at = at.parent
    const given = ts.isCallExpression(at) ? givenBy(at) : undefined
    if (given !== undefined) return given
  }
  return null
}

function givenBy(call: ts.CallExpression): string | null | undefined {
  const callee = call.expression
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText()
  if (name === 'query' && ts.isPropertyAccessExpression(callee)) return rootOf(callee.expression)
  if (name !== 'execute' && name !== 'prepared') return undefined
  return call.arguments[0]?.getText() ?? null
}

function topLevel(node: ts.Node): ts.Node {
  let at = node
  while (at.parent && !ts.isSourceFile(at.parent)) at = at.parent
  return at
}

export type Computed = { place: string; given: string }

/** Calls of prepared() whose text cannot be read where it stands. */
export function computedStatements(file: SourceFile): Computed[] {
  const source = syntaxOf(file)
  const found: Computed[] = []
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'prepared') return
    const [given, statement] = node.arguments
    if (!given || !statement || !ts.isObjectLiteralExpression(statement)) return
    const text = statement.properties.find((p) => p.name?.getText() === 'text')
    const value = text && ts.isPropertyAssignment(text) ? text.initializer : text?.name
    const readable = value !== undefined && RAW.test(readText(value, source, 0).trim())
    if (!readable) found.push({ place: placeOf(file, node), given: given.getText() })
  })
  return found
}

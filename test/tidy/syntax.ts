import ts from 'typescript'
import type { SourceFile } from './house-rule.ts'

const parsed = new WeakMap<SourceFile, ts.SourceFile>()

/** The syntax tree of a file, parsed once. */
export function syntaxOf(file: SourceFile): ts.SourceFile {
  const known = parsed.get(file)
  if (known) return known
  const kind = file.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, kind)
  parsed.set(file, source)
  return source
}

/** Calls back for every node, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

/** Where a node stands, as people and editors write it: path:line. */
export const placeOf = (file: SourceFile, node: ts.Node) => {
  const source = syntaxOf(file)
  return `${file.path}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`
}

/** The comments of a file with their lines; strings that look like comments are none. */
export function commentsOf(file: SourceFile): { line: number; text: string }[] {
  const source = syntaxOf(file)
  const found = new Map<number, { line: number; text: string }>()
  walk(source, (node) => {
    if (ts.isJsxText(node)) return
    const ranges = [
      ...(ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(file.text, node.getEnd()) ?? []),
    ]
    for (const { pos, end } of ranges) {
      const line = source.getLineAndCharacterOfPosition(pos).line + 1
      found.set(pos, { line, text: file.text.slice(pos, end) })
    }
  })
  return [...found.values()]
}

export type Exported = { name: string; node: ts.Node; isFunction: boolean; documented: boolean }

/** What a file exports by declaration, and whether a doc comment stands before it. */
export function exportsOf(file: SourceFile): Exported[] {
  return syntaxOf(file).statements.flatMap((statement): Exported[] => {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
    if (!modifiers.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)) return []
    const documented = ts.getJSDocCommentsAndTags(statement).length > 0
    if (ts.isFunctionDeclaration(statement)) {
      const name = statement.name?.text ?? 'default'
      return [{ name, node: statement, isFunction: true, documented }]
    }
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.map((declared) => ({
      name: declared.name.getText(),
      node: statement,
      isFunction: declared.initializer !== undefined && isFunction(declared.initializer),
      documented,
    }))
  })
}

const isFunction = (node: ts.Expression) =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node)

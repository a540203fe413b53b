import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const web = join(import.meta.dirname, '../../web')

/** Every route of a screen's sitemap as one pattern: '/shop/:code/:outletId/cart'. */
export function routesOf(screen: string): string[] {
  const path = join(web, screen, 'routes.tsx')
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  )
  const components = new Map(
    source.statements.filter(ts.isFunctionDeclaration).map((made) => [made.name?.text ?? '', made]),
  )
  const found = new Set<string>()
  // The pages of a start without a distributor's code are those of one with it.
  const known = new Set<string>()
  const read = (node: ts.Node, base: string): void => {
    if (ts.isJsxElement(node)) {
      readElement(node, base)
      return
    }
    if (ts.isJsxSelfClosingElement(node)) {
      const name = node.tagName.getText()
      const made = known.has(name) ? undefined : components.get(name)
      known.add(name)
      if (made) read(made, base)
    }
    ts.forEachChild(node, (child) => read(child, base))
  }
  const readElement = (node: ts.JsxElement, base: string): void => {
    let inner = base
    if (node.openingElement.tagName.getText() === 'Route') {
      const own = attributeOf(node, 'path')
      // A route without a path takes what is left: its page is that of the base.
      if (own !== undefined && own !== '/') inner = `${base}${own}`
      if (attributeOf(node, 'nest') === undefined) found.add(inner)
    }
    for (const child of node.children) read(child, inner)
  }
  const [first] = components.values()
  if (first) read(first, `/${screen}`)
  return [...found]
}

function attributeOf(node: ts.JsxElement, name: string): string | undefined {
  for (const attribute of node.openingElement.attributes.properties) {
    if (!ts.isJsxAttribute(attribute) || attribute.name.getText() !== name) continue
    const { initializer } = attribute
    return initializer && ts.isStringLiteral(initializer) ? initializer.text : ''
  }
  return undefined
}

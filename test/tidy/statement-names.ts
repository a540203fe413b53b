import ts from 'typescript'
import { type HouseRule, isTest, isTypeScript, type Tree } from './house-rule.ts'
import { placeOf, syntaxOf, walk } from './syntax.ts'

type Named = { name: string; place: string }

/** Names that statements are prepared under: those of objects that hold a text beside the name. */
function namesOf(tree: Tree): Named[] {
  const found: Named[] = []
  for (const file of tree) {
    if (!/queries\.ts$/.test(file.path) || isTest(file.path) || !isTypeScript(file.path)) continue
    walk(syntaxOf(file), (node) => {
      if (!ts.isObjectLiteralExpression(node)) return
      const of = (key: string) => node.properties.find((p) => p.name?.getText() === key)
      const name = of('name')
      if (!of('text') || !name || !ts.isPropertyAssignment(name)) return
      if (!ts.isStringLiteralLike(name.initializer) || name.initializer.text === '') return
      found.push({ name: name.initializer.text, place: placeOf(file, node) })
    })
  }
  return found
}

export const STATEMENT_NAMES: HouseRule = {
  sentence: 'no two statements are prepared under one name: the second to run would be refused',
  check(tree) {
    const first = new Map<string, string>()
    return namesOf(tree).flatMap(({ name, place }) => {
      const known = first.get(name)
      if (known === undefined) first.set(name, place)
      return known === undefined ? [] : [`${place} is ${name}, as ${known}`]
    })
  },
  broken: [
    {
      path: 'src/modules/stock/queries.ts',
      text: `prepared(tx, { name: 'give_back', text: 'select 1 from stock.a', values: [] })`,
    },
    {
      path: 'src/modules/catalogue/team-queries.ts',
      text: `prepared(tx, { name: 'give_back', text: 'select 2 from catalogue.b', values: [] })`,
    },
  ],
  finds: [
    'src/modules/catalogue/team-queries.ts:1 is give_back, as src/modules/stock/queries.ts:1',
  ],
  kept: [
    {
      path: 'src/modules/stock/queries.ts',
      text: `const STAGED = { name: 'row', columns: {} }
        prepared(tx, { name: '', text: 'select 1 from stock.a', values: [] })
        prepared(tx, { name: '', text: 'select 2 from stock.a', values: [] })
        prepared(tx, { name: 'give_back', text: 'select 3 from stock.a', values: [] })`,
    },
    { path: 'src/modules/catalogue/team-queries.ts', text: `const a = { name: 'give_back' }` },
  ],
}

import { expect, test } from 'vitest'
import { type Category, childrenOf, inTree, pathTo } from './category-tree.ts'

const category = (id: string, parentId: string | null, products: number): Category => ({
  id,
  parentId,
  name: id,
  products,
})
const tree = [
  category('dairy', null, 0),
  category('milk', 'dairy', 4),
  category('cheese', 'dairy', 0),
  category('hard', 'cheese', 2),
  category('gifts', null, 0),
]

test('a category that holds goods only further down is shown, an empty one is not', () => {
  expect(childrenOf(tree, null).map((c) => c.id)).toEqual(['dairy'])
  expect(childrenOf(tree, 'dairy').map((c) => c.id)).toEqual(['milk', 'cheese'])
  expect(childrenOf(tree, 'milk')).toEqual([])
})

test('the path leads from the top to the category', () => {
  expect(pathTo(tree, 'hard')).toEqual(['dairy', 'cheese', 'hard'])
  expect(pathTo(tree, null)).toEqual([])
  expect(pathTo(tree, 'unknown')).toEqual([])
})

test('the office sees every category below its parent, empty ones, too', () => {
  const shown = inTree(tree).map(({ id, depth, path }) => [id, depth, path.map((c) => c.id).join()])
  expect(shown).toEqual([
    ['dairy', 0, ''],
    ['milk', 1, 'dairy'],
    ['cheese', 1, 'dairy'],
    ['hard', 2, 'dairy,cheese'],
    ['gifts', 0, ''],
  ])
})

test('a circle in the data ends', () => {
  const circle = [category('a', 'b', 0), category('b', 'a', 0)]
  expect(pathTo(circle, 'a')).toEqual(['b', 'a'])
  expect(childrenOf(circle, 'a')).toEqual([])
  expect(inTree(circle)).toEqual([])
})

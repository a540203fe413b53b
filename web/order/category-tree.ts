export type Category = { id: string; parentId: string | null; name: string; products: number }

/** What a category (null: the whole catalogue) divides into, without branches that hold nothing. */
export function childrenOf(categories: Category[], parentId: string | null): Category[] {
  return categories.filter((c) => c.parentId === parentId && holdsAny(categories, c, 0))
}

const DEPTH_MAX = 20

const holdsAny = (categories: Category[], category: Category, depth: number): boolean =>
  category.products > 0 ||
  (depth < DEPTH_MAX &&
    categories.some((c) => c.parentId === category.id && holdsAny(categories, c, depth + 1)))

/** The ids from the top down to a category; empty for none or an unknown one. */
export function pathTo(categories: Category[], id: string | null): string[] {
  const byId = new Map(categories.map((category) => [category.id, category]))
  const path: string[] = []
  let at = id === null ? undefined : byId.get(id)
  while (at && path.length < DEPTH_MAX && !path.includes(at.id)) {
    path.unshift(at.id)
    at = at.parentId === null ? undefined : byId.get(at.parentId)
  }
  return path
}

/** Every category below its parent, with those it stands under, the top one first. */
export function inTree<T extends Category>(categories: T[]): (T & { depth: number; path: T[] })[] {
  const below = (parentId: string | null, path: T[]): (T & { depth: number; path: T[] })[] =>
    path.length >= DEPTH_MAX
      ? []
      : categories
          .filter((category) => category.parentId === parentId)
          .flatMap((category) => [
            { ...category, depth: path.length, path },
            ...below(category.id, [...path, category]),
          ])
  return below(null, [])
}

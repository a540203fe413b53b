import { useQuery } from '@tanstack/react-query'
import { call } from '../call.ts'
import { Chips } from '../kit/Chips.tsx'
import { useWords } from '../kit/language.ts'
import { type Category, childrenOf, pathTo } from './category-tree.ts'
import { words } from './order-page-words.ts'

/** The distributor's categories that hold anything, in its own order. */
export function useCategories(distributor: string): Category[] {
  const categories = useQuery({
    queryKey: ['categories', distributor],
    queryFn: () => call.catalogue.categories({ distributor }),
    staleTime: 300_000,
  })
  return categories.data?.categories ?? []
}

type Props = {
  categories: Category[]
  chosen: string | null
  choose: (id: string | null) => void
}

/** On a phone: the categories, and below a chosen one what it divides into. */
export function CategoryChips({ categories, chosen, choose }: Props) {
  const t = useWords(words)
  const path = pathTo(categories, chosen)
  const rows = [null, ...path]
    .map((id) => childrenOf(categories, id))
    .filter((row) => row.length > 0)
  return (
    <div className="md:hidden">
      {rows.map((row, depth) => (
        <Chips
          key={path[depth - 1] ?? 'top'}
          label={t.catalogue}
          chips={[
            {
              key: 'all',
              name: t.all,
              pressed: path.length === depth,
              choose: () => choose(path[depth - 1] ?? null),
            },
            ...row.map((category) => ({
              key: category.id,
              name: category.name,
              pressed: category.id === path[depth],
              choose: () => choose(category.id),
            })),
          ]}
        />
      ))}
    </div>
  )
}

/** On a desk: the tree beside the shelf, open along the chosen path. */
export function CategoryTree({ categories, chosen, choose }: Props) {
  const t = useWords(words)
  return (
    <nav
      aria-label={t.catalogue}
      className="sticky top-20 hidden max-h-[calc(100dvh-6rem)] self-start overflow-y-auto pb-4 text-sm md:block"
    >
      <TreeItem name={t.all} current={chosen === null} choose={() => choose(null)} />
      <Branch categories={categories} chosen={chosen} choose={choose} parentId={null} />
    </nav>
  )
}

function Branch({ categories, chosen, choose, parentId }: Props & { parentId: string | null }) {
  const path = pathTo(categories, chosen)
  return (
    <ul className={parentId ? 'ml-3 border-l border-line pl-1' : ''}>
      {childrenOf(categories, parentId).map((category) => (
        <li key={category.id}>
          <TreeItem
            name={category.name}
            current={category.id === chosen}
            choose={() => choose(category.id)}
          />
          {path.includes(category.id) && (
            <Branch
              categories={categories}
              chosen={chosen}
              choose={choose}
              parentId={category.id}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

type ItemProps = { name: string; current: boolean; choose: () => void }

const TreeItem = ({ name, current, choose }: ItemProps) => (
  <button
    type="button"
    aria-current={current}
    className={`min-h-9 w-full rounded-control px-3 text-left ${current ? 'bg-accent-pale font-semibold text-accent-deep' : 'hover:bg-card'}`}
    onClick={choose}
  >
    {name}
  </button>
)

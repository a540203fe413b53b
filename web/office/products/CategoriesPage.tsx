import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { LICENCE_NAMES } from '../../debts/licence-words.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Empty, SelectField, Skeleton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { inTree } from '../../order/category-tree.ts'
import { words } from './category-words.ts'
import { words as productWords } from './product-words.ts'

type Category = Awaited<ReturnType<typeof call.catalogue.categories>>['categories'][number]
type Licence = NonNullable<Category['licence']>

const KINDS = Object.keys(LICENCE_NAMES) as Licence[]

/** The category tree, and what licence an outlet needs to order of each. */
export function CategoriesPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const p = useWords(productWords)
  const asked = useQuery({
    queryKey: ['categories', distributor],
    queryFn: () => call.catalogue.categories({ distributor }),
  })
  const heads = [t.category, { name: t.products, figure: true }, t.licence]
  const rows = inTree(asked.data?.categories ?? [])
  return (
    <div className="space-y-4">
      <PageHead title={t.title} lead={t.lead} back={{ href: '/products', name: p.title }} />
      {asked.error && <Failed error={asked.error} retry={asked.refetch} />}
      {asked.isPending && <Skeleton rows={5} />}
      {asked.data && rows.length === 0 && <Empty title={t.empty}>{t.emptyHow}</Empty>}
      {rows.length > 0 && (
        <Table label={t.title} heads={heads} testId="categories">
          {rows.map(({ depth, path, ...category }) => (
            <CategoryRow
              key={category.id}
              distributor={distributor}
              category={category}
              depth={depth}
              above={path.findLast(({ licence }) => licence !== null)?.licence ?? null}
            />
          ))}
        </Table>
      )}
    </div>
  )
}

type RowProps = { distributor: string; category: Category; depth: number; above: Licence | null }

function CategoryRow({ distributor, category, depth, above }: RowProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const set = useSetLicence(distributor, category)
  const unset = above ? `${t.above}: ${LICENCE_NAMES[above][language]}` : t.none
  return (
    <tr>
      <td style={{ paddingInlineStart: `${1 + depth * 1.5}rem` }}>{category.name}</td>
      <td className="figure">{f.number(category.products)}</td>
      <td className="min-w-56">
        <SelectField
          hideLabel
          label={`${t.licence}: ${category.name}`}
          value={category.licence ?? ''}
          disabled={set.isPending}
          onChange={({ target }) => set.mutate(KINDS.find((kind) => kind === target.value) ?? null)}
        >
          <option value="">{unset}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {LICENCE_NAMES[kind][language]}
            </option>
          ))}
        </SelectField>
        {set.error && <Failed error={set.error} />}
      </td>
    </tr>
  )
}

function useSetLicence(distributor: string, { id: categoryId, licence: was }: Category) {
  const t = useWords(words)
  const queries = useQueryClient()
  const put = async (licence: Licence | null) => {
    await call.catalogue.setCategoryLicence({ distributor, categoryId, licence })
    await queries.invalidateQueries({ queryKey: ['categories', distributor] })
  }
  return useMutation({
    mutationFn: put,
    onSuccess: () => toast({ text: t.saved, action: { label: t.undo, run: () => void put(was) } }),
  })
}

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useWords } from '../kit/language.ts'
import { Button, Empty, Skeleton } from '../kit/Parts.tsx'
import { SearchBox } from '../kit/SearchBox.tsx'
import { useTitle } from '../kit/title.ts'
import { CategoryChips, CategoryTree, useCategories } from './Categories.tsx'
import { useCheckout } from './checkout.ts'
import { OrderBar } from './OrderBar.tsx'
import { words } from './order-page-words.ts'
import { ProductRow } from './ProductRow.tsx'

type Props = { distributor: string; outletId: string }

/** The catalogue as this outlet may order it; category and search stand in the address. */
export function CataloguePage({ distributor, outletId }: Props) {
  const t = useWords(words)
  useTitle(t.catalogue)
  const checkout = useCheckout({ distributor, outletId })
  const [params, setParams] = useSearchParams()
  const search = params.get('q') ?? ''
  const categoryId = search ? null : params.get('category')
  const categories = useCategories(distributor)
  const shelf = useInfiniteQuery({
    queryKey: ['shelf', distributor, outletId, categoryId, search],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      call.ordering.shelf(
        {
          distributor,
          outletId,
          after: pageParam,
          limit: 40,
          ...(search ? { search } : {}),
          ...(categoryId ? { categoryId } : {}),
        },
        { signal },
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const find = (q: string) => setParams(q.trim() ? { q } : {}, { replace: true })
  const choose = (category: string | null) => setParams(category ? { category } : {})
  const products = shelf.data?.pages.flatMap((page) => page.products) ?? []
  return (
    <div className="gap-6 md:grid md:grid-cols-[13rem_1fr]">
      <CategoryTree categories={categories} chosen={categoryId} choose={choose} />
      <div className="min-w-0 space-y-3">
        <h1 className="sr-only">{t.catalogue}</h1>
        <SearchBox label={t.search} clearLabel={t.clearSearch} value={search} onSearch={find} />
        <CategoryChips categories={categories} chosen={categoryId} choose={choose} />
        {shelf.error && <Failed error={shelf.error} retry={shelf.refetch} />}
        {shelf.isPending && <Skeleton rows={6} />}
        {shelf.data && products.length === 0 && <Empty title={t.nothingFound}>{t.tryOther}</Empty>}
        <ul className="grid grid-cols-1 gap-2 lg:grid-cols-2" aria-busy={shelf.isFetching}>
          {products.map((product) => (
            <ProductRow
              key={product.id}
              product={product}
              cart={checkout.cart}
              categoryName={categories.find((c) => c.id === product.categoryId)?.name ?? null}
            />
          ))}
        </ul>
        {shelf.hasNextPage && (
          <Button
            className="w-full"
            busy={shelf.isFetchingNextPage}
            onClick={() => void shelf.fetchNextPage()}
          >
            {t.more}
          </Button>
        )}
      </div>
      <OrderBar checkout={checkout} />
    </div>
  )
}

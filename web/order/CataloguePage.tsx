import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useSearchParams } from 'wouter'
import { call, errorText } from '../call.ts'
import { useWords } from '../kit/language.ts'
import { Alert, Button, Empty, Skeleton, TextField } from '../kit/Parts.tsx'
import { useCart } from './cart.ts'
import { words } from './order-page-words.ts'
import { ProductRow } from './ProductRow.tsx'

type Props = { distributor: string; outletId: string }

/** The catalogue as this outlet may order it; category and search stand in the address. */
export function CataloguePage({ distributor, outletId }: Props) {
  const t = useWords(words)
  const cart = useCart(outletId)
  const [params, setParams] = useSearchParams()
  const search = params.get('q') ?? ''
  const categoryId = params.get('category') ?? undefined
  const wanted = useDeferredValue(search)
  const categories = useQuery({
    queryKey: ['categories', distributor],
    queryFn: () => call.catalogue.categories({ distributor }),
    staleTime: 300_000,
  })
  const shelf = useInfiniteQuery({
    queryKey: ['shelf', distributor, outletId, categoryId, wanted],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      call.ordering.shelf({
        distributor,
        outletId,
        after: pageParam,
        limit: 40,
        ...(wanted ? { search: wanted } : { categoryId }),
      }),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const show = (change: Record<string, string>) =>
    setParams(
      Object.entries(change).filter(([, value]) => value !== ''),
      { replace: true },
    )
  const products = shelf.data?.pages.flatMap((page) => page.products) ?? []
  const tops = categories.data?.categories.filter((c) => c.parentId === null) ?? []
  const chip = (active: boolean) =>
    `min-h-11 rounded-full border px-4 text-sm whitespace-nowrap ${active ? 'border-accent bg-accent text-white' : 'border-line bg-card'}`
  return (
    <div className="space-y-4">
      <TextField
        label={t.search}
        hideLabel
        type="search"
        placeholder={t.search}
        value={search}
        onChange={(event) => show({ q: event.target.value })}
      />
      <section className="-mx-4 flex gap-2 overflow-x-auto px-4 pb-1" aria-label={t.catalogue}>
        <button type="button" className={chip(!categoryId)} onClick={() => show({})}>
          {t.all}
        </button>
        {tops.map((category) => (
          <button
            type="button"
            key={category.id}
            aria-pressed={category.id === categoryId}
            className={chip(category.id === categoryId && !search)}
            onClick={() => show({ category: category.id })}
          >
            {category.name}
          </button>
        ))}
      </section>
      {shelf.error && <Alert tone="bad">{errorText(shelf.error, t.offline)}</Alert>}
      {shelf.isPending && <Skeleton rows={6} />}
      {shelf.data && products.length === 0 && <Empty title={t.nothingFound}>{t.tryOther}</Empty>}
      <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
        {products.map((product) => (
          <ProductRow key={product.id} product={product} cart={cart} />
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
  )
}

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { PageHead } from '../../frame/PageHead.tsx'
import { Chips } from '../../kit/Chips.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Badge } from '../../kit/Parts.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { Table } from '../../kit/Table.tsx'
import { nameText } from '../../order/name-text.ts'
import { ProductPicture } from '../../order/ProductPicture.tsx'
import { LoneRuns } from '../exchange/PublishLone.tsx'
import { Listed } from '../Listed.tsx'
import { useFilters } from '../use-filters.tsx'
import { PRODUCTS, words } from './product-words.ts'

const SHOWN = ['all', 'published', 'hidden', 'without_picture', 'without_price'] as const
type Show = (typeof SHOWN)[number]
type Product = Awaited<ReturnType<typeof call.pricing.products>>['products'][number]

/** The whole catalogue, also what no shop sees: what an import brought and what it lacks. */
export function ProductsPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { filters, set } = useFilters()
  const search = filters.q ?? ''
  const show = SHOWN.find((one) => one === filters.show) ?? 'all'
  const pages = useProducts(distributor, search, show)
  const products = pages.data?.pages.flatMap((page) => page.products) ?? []
  const total = pages.data?.pages[0]?.total ?? 0
  const narrowed = search !== '' || show !== 'all'
  return (
    <div className="space-y-4">
      <PageHead title={t.title} lead={pages.data && f.count(total, PRODUCTS)}>
        <Link
          href="/products/categories"
          className="inline-flex min-h-11 items-center rounded-control border border-line bg-card px-4 font-medium hover:border-accent"
        >
          {t.toCategories}
        </Link>
      </PageHead>
      <SearchBox
        label={t.find}
        clearLabel={t.clear}
        className="max-w-xl"
        value={search}
        onSearch={(q) => set({ q })}
      />
      <Chips
        label={t.show}
        chips={SHOWN.map((key) => ({
          key,
          name: t[key],
          pressed: key === show,
          choose: () => set({ show: key === 'all' ? '' : key }),
        }))}
      />
      {show === 'hidden' && <LoneRuns distributor={distributor} />}
      <Listed
        pages={pages}
        count={products.length}
        empty={narrowed ? t.none : t.noProducts}
        emptyHow={narrowed ? t.noneHow : t.noProductsHow}
      >
        <ProductTable products={products} />
      </Listed>
    </div>
  )
}

const useProducts = (distributor: string, search: string, show: Show) =>
  useInfiniteQuery({
    queryKey: ['products', distributor, search, show],
    initialPageParam: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call.pricing.products({
        distributor,
        show,
        after: pageParam,
        limit: 100,
        ...(search ? { search } : {}),
      }),
    getNextPageParam: (page) => page.next,
  })

function ProductTable({ products }: { products: Product[] }) {
  const t = useWords(words)
  const lists = { name: t.lists, figure: true }
  const heads = [{ name: t.picture, hidden: true }, t.name, t.code, t.category, t.brand, lists]
  return (
    <Table label={t.title} heads={[...heads, t.state]} testId="products">
      {products.map((product) => (
        <tr key={product.id}>
          <td className="min-w-18">
            <ProductPicture
              picture={product.picture}
              name={product.name}
              categoryName={product.categoryName}
              size="size-12"
            />
          </td>
          <td className="min-w-56">
            <Link
              href={`/products/${product.id}`}
              className="inline-flex min-h-8 items-center font-medium text-accent"
            >
              {nameText(product.name)}
            </Link>
            <span className="block text-xs text-faint">№ {product.number}</span>
          </td>
          <td className="text-faint">{product.code}</td>
          <td>{product.categoryName}</td>
          <td>{product.brand}</td>
          <td className="figure">
            {product.prices > 0 ? product.prices : <Badge tone="warn">{t.without_price}</Badge>}
          </td>
          <td>
            {product.published ? (
              <Badge tone="good">{t.published}</Badge>
            ) : (
              <Badge>{t.hidden}</Badge>
            )}
          </td>
        </tr>
      ))}
    </Table>
  )
}

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { useWords } from '../kit/language.ts'
import { Button, Empty, Skeleton } from '../kit/Parts.tsx'
import { SearchBox } from '../kit/SearchBox.tsx'
import { words } from '../order/order-page-words.ts'
import { part } from '../part.tsx'
import { OrderList } from './OrderList.tsx'

const LateRequests = part(async () => (await import('../late/LateRequests.tsx')).LateRequests)

/** The outlet's orders, newest first, and those that hold a word. */
export function OrdersPage({ distributor, outletId }: { distributor: string; outletId: string }) {
  const t = useWords(words)
  const [params, setParams] = useSearchParams()
  const search = params.get('q') ?? ''
  const pages = useInfiniteQuery({
    queryKey: ['orders', distributor, outletId, 'list', search],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call.ordering.list(
        {
          distributor,
          outletId,
          limit: 20,
          ...(search ? { search } : {}),
          ...(pageParam ? { before: pageParam } : {}),
        },
        { signal },
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const orders = pages.data?.pages.flatMap((page) => page.orders) ?? []
  const find = (q: string) => setParams(q.trim() ? { q } : {}, { replace: true })
  const none = pages.isSuccess && orders.length === 0
  return (
    <div className="mx-auto max-w-3xl space-y-3">
      <PageHead title={t.orders} />
      <LateRequests distributor={distributor} outletId={outletId} />
      {(search || !none) && (
        <SearchBox
          label={t.searchOrders}
          clearLabel={t.clearSearch}
          value={search}
          onSearch={find}
        />
      )}
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.isPending && <Skeleton rows={6} />}
      {none && search && <Empty title={t.nothingFound}>{t.tryOtherOrder}</Empty>}
      {none && !search && (
        <Empty title={t.noOrders}>
          <p>{t.noOrdersHint}</p>
          <Link href="/catalogue" className="order-bar-action mt-4">
            {t.toCatalogue}
          </Link>
        </Empty>
      )}
      <OrderList orders={orders} />
      {pages.hasNextPage && (
        <Button
          className="w-full"
          busy={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t.more}
        </Button>
      )}
    </div>
  )
}

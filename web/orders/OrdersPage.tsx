import { useInfiniteQuery } from '@tanstack/react-query'
import { call, errorText } from '../call.ts'
import { useWords } from '../kit/language.ts'
import { Alert, Button, Empty, Skeleton } from '../kit/Parts.tsx'
import { words } from '../order/order-page-words.ts'
import { OrderList } from './OrderList.tsx'

/** The outlet's orders, newest first. */
export function OrdersPage({ distributor, outletId }: { distributor: string; outletId: string }) {
  const t = useWords(words)
  const pages = useInfiniteQuery({
    queryKey: ['orders', distributor, outletId],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call.ordering.list({
        distributor,
        outletId,
        limit: 20,
        ...(pageParam ? { before: pageParam } : {}),
      }),
    getNextPageParam: (page) => page.next,
  })
  if (pages.error) return <Alert tone="bad">{errorText(pages.error, t.offline)}</Alert>
  if (!pages.data) return <Skeleton rows={6} />
  const orders = pages.data.pages.flatMap((page) => page.orders)
  if (orders.length === 0) return <Empty title={t.noOrders} />
  return (
    <div className="mx-auto max-w-3xl space-y-3">
      <h1 className="text-xl font-bold">{t.orders}</h1>
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

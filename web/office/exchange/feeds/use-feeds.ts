import { useQuery } from '@tanstack/react-query'
import { call } from '../../../call.ts'
import { can, usePlace } from '../../../signin/me.tsx'

export type Feed = Awaited<ReturnType<typeof call.exchange.feeds>>['feeds'][number]
export type Key = Feed['keys'][number]

/** What is expected to come; looked at again each minute, for time alone makes a feed late. */
export const useFeeds = (distributor: string) => {
  const { tenant } = usePlace()
  return useQuery({
    queryKey: ['feeds', distributor],
    enabled: can(tenant, 'exchange.read'),
    queryFn: () => call.exchange.feeds({ distributor }),
    refetchInterval: 60_000,
  })
}

/** How many feeds are late, for those who see the exchange. */
export const useLateFeeds = (distributor: string): number =>
  useFeeds(distributor).data?.feeds.filter(({ lateSince }) => lateSince).length ?? 0

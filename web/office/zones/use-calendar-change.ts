import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { OrderedDrops } from '../../../src/modules/delivery/contract.ts'
import { refusalOf } from '../../call.ts'

type OnOrders = { onOrders: 'ask' | 'keep' }
type Asking<Wanted> = { wanted: Wanted; closes: OrderedDrops }

/**
 * A change of the calendar: what would close days that carry orders is asked about first, and done
 * when the person says so.
 */
export function useCalendarChange<Wanted extends object>(
  send: (wanted: Wanted & OnOrders) => Promise<unknown>,
  done: (wanted: Wanted) => void = () => undefined,
) {
  const queries = useQueryClient()
  const [asking, setAsking] = useState<Asking<Wanted> | null>(null)
  const change = useMutation({
    mutationFn: ({ wanted, onOrders }: { wanted: Wanted } & OnOrders) =>
      send({ ...wanted, onOrders }),
    onSuccess: (_, { wanted }) => {
      setAsking(null)
      done(wanted)
    },
    onError: (error, { wanted }) => {
      const closes = closesOf(refusalOf(error))
      if (closes) setAsking({ wanted, closes })
    },
    onSettled: () => {
      for (const key of ['zones', 'zone-preview', 'slots']) {
        void queries.invalidateQueries({ queryKey: [key] })
      }
    },
  })
  return {
    ask: (wanted: Wanted) => change.mutate({ wanted, onOrders: 'ask' }),
    asking,
    keep: () => asking && change.mutate({ wanted: asking.wanted, onOrders: 'keep' }),
    leave: () => setAsking(null),
    busy: change.isPending,
    error: asking ? null : change.error,
  }
}
type HasOrders = { code: 'day_has_orders' } & OrderedDrops
const closesOf = (refusal: { code: string } | null): OrderedDrops | null =>
  refusal?.code === 'day_has_orders' ? (refusal as HasOrders) : null

export type CalendarChange = Omit<ReturnType<typeof useCalendarChange<object>>, 'ask'>

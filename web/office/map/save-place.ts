import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../call.ts'
import type { Place } from '../../map/projection.ts'

/** Who waits for a place to be shown on the map. */
export type Placing = { take: (at: Place) => void } | null

/** Keeps an outlet's place and shows it where it now is. */
export function useSavePlace(distributor: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (place: { outletId: string } & Place) =>
      call.outlets.setPlace({ distributor, ...place }),
    onSettled: () =>
      Promise.all(
        ['map', 'placeless', 'coverage', 'outlet'].map((key) =>
          queries.invalidateQueries({ queryKey: [key, distributor] }),
        ),
      ),
  })
}

import { useMemo } from 'react'
import type { MapPoint } from '../../map/cluster-points.ts'
import { groupsBy, type Names } from './map-colours.ts'
import { fitting, type MapReply, outletsOf } from './map-rows.ts'
import type { MapAddress } from './use-map-address.ts'

/** What the filters and the legend leave: for the table, and as coloured points. */
export function useMapOutlets(reply: MapReply, names: Names, address: MapAddress) {
  const { filters, by, hidden } = address
  const outlets = useMemo(() => outletsOf(reply), [reply])
  const fit = useMemo(() => fitting(outlets, filters, reply), [outlets, filters, reply])
  const { groups, groupOf } = useMemo(() => groupsBy(by, fit, names), [by, fit, names])
  const shown = useMemo(() => {
    const off = new Set(hidden)
    return fit.filter((outlet) => !off.has(groups[groupOf(outlet)]?.key ?? ''))
  }, [fit, hidden, groups, groupOf])
  const points = useMemo(
    () =>
      shown.flatMap((outlet): MapPoint[] => {
        const { id, latitude, longitude, vague } = outlet
        const key = groupOf(outlet)
        return latitude === null || longitude === null
          ? []
          : [{ id, latitude, longitude, vague, key }]
      }),
    [shown, groupOf],
  )
  const colours = useMemo(() => groups.map(({ colour }) => colour), [groups])
  return { outlets, shown, groups, groupOf, points, colours }
}
export type MapOutlets = ReturnType<typeof useMapOutlets>

import type { LatLngBounds } from 'leaflet'
import type { Box } from './cluster-points.ts'

/** Leaflet's bounds as a box on the globe. */
export const boxOf = (bounds: LatLngBounds): Box => ({
  west: Math.max(-180, bounds.getWest()),
  south: Math.max(-90, bounds.getSouth()),
  east: Math.min(180, bounds.getEast()),
  north: Math.min(90, bounds.getNorth()),
})

/** The box widened to a grid a quarter as fine as itself: near views ask the same question. */
export function gridBox(box: Box): Box {
  const step = 2 ** Math.ceil(Math.log2(Math.max(box.east - box.west, 0.01) / 4))
  const down = (value: number) => Math.floor(value / step) * step
  const up = (value: number) => Math.ceil(value / step) * step
  return {
    west: Math.max(-180, down(box.west)),
    south: Math.max(-90, down(box.south)),
    east: Math.min(180, up(box.east)),
    north: Math.min(90, up(box.north)),
  }
}

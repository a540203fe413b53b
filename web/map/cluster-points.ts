import Supercluster from 'supercluster'

/** One thing on the map: `key` is the number of its colour. */
export type MapPoint = {
  id: string
  latitude: number
  longitude: number
  key: number
  /** Not its own place, only the middle of its town. */
  vague: boolean
}
/** What is drawn at one spot: a point, or many as one with how many there are of each colour. */
export type Spot = {
  latitude: number
  longitude: number
  point: MapPoint | null
  counts: Record<number, number>
  size: number
  clusterId: number | null
}
export type Box = { west: number; south: number; east: number; north: number }

/** From this zoom on every point stands alone, unless it has no place of its own. */
const ALONE_FROM_ZOOM = 14
const RADIUS_PIXELS = 44

type Counted = { counts: Record<number, number> }
type Index = Supercluster<{ point: MapPoint }, Counted>
export type Clusters = { index: Index }

/** Groups points that would lie on one another, for every zoom at once. */
export function clusterPoints(points: MapPoint[]): Clusters {
  const index: Index = new Supercluster({
    radius: RADIUS_PIXELS,
    maxZoom: ALONE_FROM_ZOOM - 1,
    extent: 256,
    map: ({ point }) => ({ counts: { [point.key]: 1 } }),
    reduce: (sum, more) => {
      // The first sum is the first point's own object: it is copied before it grows.
      sum.counts = { ...sum.counts }
      for (const [key, count] of Object.entries(more.counts)) {
        sum.counts[Number(key)] = (sum.counts[Number(key)] ?? 0) + count
      }
    },
  })
  index.load(
    points.map((point) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [point.longitude, point.latitude] },
      properties: { point },
    })),
  )
  return { index }
}

/** What is to be drawn in a box at a zoom. */
export function spotsIn({ index }: Clusters, box: Box, zoom: number): Spot[] {
  const found = index.getClusters([box.west, box.south, box.east, box.north], Math.round(zoom))
  return found.map(({ geometry, properties }) => {
    const [longitude = 0, latitude = 0] = geometry.coordinates
    if ('point' in properties) {
      const { point } = properties
      return { latitude, longitude, point, counts: { [point.key]: 1 }, size: 1, clusterId: null }
    }
    const { counts, point_count: size, cluster_id: clusterId } = properties
    return { latitude, longitude, point: null, counts, size, clusterId }
  })
}

/** The zoom at which a cluster falls apart. */
export const zoomApart = ({ index }: Clusters, clusterId: number): number =>
  Math.min(ALONE_FROM_ZOOM, index.getClusterExpansionZoom(clusterId))

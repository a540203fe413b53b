import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clusterPoints, type MapPoint, spotsIn, zoomApart } from './cluster-points.ts'
import { aroundDot, placeLabels } from './label-rules.ts'
import { gridBox } from './map-box.ts'
import { spotAt } from './paint-points.ts'
import { planeOf, readSteps } from './projection.ts'

const WORLD = { west: -180, south: -85, east: 180, north: 85 }
const point = (id: string, latitude: number, longitude: number, key = 0): MapPoint => ({
  id,
  latitude,
  longitude,
  key,
  vague: false,
})

describe('points that lie on one another', () => {
  const anyPoints = fc.array(
    fc.record({
      latitude: fc.double({ min: -80, max: 80, noNaN: true }),
      longitude: fc.double({ min: -179, max: 179, noNaN: true }),
      key: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 60 },
  )

  test('are counted once each, by their colours too, at every zoom', () => {
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 3, max: 16 }), (drawn, zoom) => {
        const points = drawn.map((p, i) => point(String(i), p.latitude, p.longitude, p.key))
        const spots = spotsIn(clusterPoints(points), WORLD, zoom)
        expect(spots.reduce((sum, { size }) => sum + size, 0)).toBe(points.length)
        for (const key of [0, 1, 2, 3, 4, 5]) {
          const counted = spots.reduce((sum, { counts }) => sum + (counts[key] ?? 0), 0)
          expect(counted).toBe(points.filter((p) => p.key === key).length)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('are one spot from afar and two from near; the spot knows where they part', () => {
    const clusters = clusterPoints([point('a', 50.45, 30.52), point('b', 50.45, 30.54, 1)])
    const [together, ...none] = spotsIn(clusters, WORLD, 5)
    expect(none).toEqual([])
    expect(together).toMatchObject({ size: 2, point: null, counts: { 0: 1, 1: 1 } })
    const apart = zoomApart(clusters, together?.clusterId ?? 0)
    expect(spotsIn(clusters, WORLD, apart)).toHaveLength(2)
    expect(spotsIn(clusters, WORLD, apart - 1)).toHaveLength(1)
  })

  test('of the same town’s middle stand alone from near, though on one another', () => {
    const clusters = clusterPoints([point('a', 50, 30), point('b', 50, 30)])
    expect(spotsIn(clusters, WORLD, 14).map((spot) => spot.point?.id)).toEqual(['a', 'b'])
  })

  test('a box holds only what lies in it', () => {
    const clusters = clusterPoints([point('a', 50, 30), point('b', 42, -93)])
    const iowa = { west: -97, south: 40, east: -90, north: 44 }
    expect(spotsIn(clusters, iowa, 8).map((spot) => spot.point?.id)).toEqual(['b'])
  })
})

describe('a finger on the map', () => {
  const spot = (id: string, x: number) => ({
    latitude: 0,
    longitude: 0,
    point: point(id, 0, 0),
    counts: {},
    size: 1,
    clusterId: null,
    x,
    y: 100,
    radius: 7,
  })
  test('takes the nearest within its own width, and nothing beyond', () => {
    const spots = [spot('near', 100), spot('nearer', 110)]
    expect(spotAt(spots, 107, 100)?.point?.id).toBe('nearer')
    expect(spotAt(spots, 132, 100)?.point?.id).toBe('nearer')
    expect(spotAt(spots, 133, 100)).toBeNull()
  })
})

describe('names on the map', () => {
  const label = (text: string, x: number) => ({ text, width: 40, height: 12, at: [{ x, y: 0 }] })

  test('never lie on one another; the earlier keeps its place', () => {
    const stood = placeLabels([label('first', 0), label('over it', 20), label('beside', 60)], {
      most: 10,
      taken: [],
    })
    expect(stood.map(({ label: { text } }) => text)).toEqual(['first', 'beside'])
  })
  test('move aside for a point, and give way when there is no room', () => {
    const dot = { x: 0, y: 0 }
    const town = { text: 'Town', width: 40, height: 12, at: aroundDot(dot, 40, 12) }
    const taken = [{ left: -20, right: 20, top: -20, bottom: 20 }]
    const [beside] = placeLabels([town], { most: 10, taken })
    expect(beside?.at).toEqual({ x: 0, y: -30 })
    const everywhere = [{ left: -99, right: 99, top: -99, bottom: 99 }]
    expect(placeLabels([town], { most: 10, taken: everywhere })).toEqual([])
  })
  test('are no more than asked for', () => {
    const many = Array.from({ length: 9 }, (_, i) => label(String(i), i * 100))
    expect(placeLabels(many, { most: 4, taken: [] })).toHaveLength(4)
  })
})

test('a push of the map asks for the same towns', () => {
  const box = { west: 30.1, south: 49.9, east: 31.1, north: 50.6 }
  const pushed = { west: 30.12, south: 49.92, east: 31.12, north: 50.62 }
  expect(gridBox(pushed)).toEqual(gridBox(box))
  const grid = gridBox(box)
  expect(grid.west).toBeLessThanOrEqual(box.west)
  expect(grid.north).toBeGreaterThanOrEqual(box.north)
  expect(gridBox({ west: -180, south: -85, east: 180, north: 85 })).toEqual({
    west: -180,
    south: -90,
    east: 180,
    north: 90,
  })
})

describe('the plane of the map', () => {
  test('has the equator in the middle and the north above', () => {
    expect(planeOf(0, 0)).toEqual({ x: 0.5, y: 0.5 })
    expect(planeOf(50, 30).y).toBeLessThan(0.5)
    expect(planeOf(90, 0).y).toBeCloseTo(0, 3)
  })
  test('steps add up to places', () => {
    const [x = 0, y = 0, nextX = 0, nextY = 0] = readSteps([3000, 5000, 10, -20], 100)
    expect({ x, y }).toEqual(planeOf(50, 30))
    expect({ x: nextX, y: nextY }).toEqual(planeOf(49.8, 30.1))
  })
})

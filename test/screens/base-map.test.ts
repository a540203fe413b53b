import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

describe('the shipped outlines', () => {
  const file = join(import.meta.dirname, '../../geo/base-map.json')
  const map = JSON.parse(readFileSync(file, 'utf8')) as {
    world: { scale: number; land: number[][]; borders: number[][] }
    near: { scale: number; borders: number[][] }
    countries: [string, number, number, number][]
    regions: { names: [string, string, number, number][] }[]
  }
  const inBox = (west: number, south: number, east: number, north: number) =>
    map.near.borders.flatMap((steps) => {
      let [longitude, latitude] = [0, 0]
      const inside: [number, number][] = []
      for (let i = 0; i + 1 < steps.length; i += 2) {
        longitude += (steps[i] ?? 0) / map.near.scale
        latitude += (steps[i + 1] ?? 0) / map.near.scale
        if (longitude > west && longitude < east && latitude > south && latitude < north)
          inside.push([longitude, latitude])
      }
      return inside
    })

  test('draw no border across the isthmus of Crimea, but do draw those of Ukraine', () => {
    expect(inBox(33, 45.7, 35, 46.4)).toEqual([])
    expect(inBox(22, 47.5, 25, 52).length).toBeGreaterThan(50)
    expect(inBox(35, 49, 40.5, 52).length).toBeGreaterThan(50)
  })
  test('know the regions of Ukraine and of the United States by name', () => {
    const names = map.regions.map((part) => part.names.map(([uk]) => uk))
    expect(names[0]).toContain('Крим')
    expect(names[0]).toHaveLength(25)
    expect(names[1]).toContain('Iowa')
    expect(map.countries.map(([code]) => code)).toEqual(expect.arrayContaining(['UA', 'US', 'PL']))
  })
  test('have no line that runs across the whole map where the date changes', () => {
    const { land, borders, scale } = map.world
    expect(land.length).toBeGreaterThan(100)
    const across = [...land, ...borders].filter((steps) =>
      steps.some((step, i) => i > 1 && Math.abs(step) > 60 * scale),
    )
    expect(across).toEqual([])
  })
})

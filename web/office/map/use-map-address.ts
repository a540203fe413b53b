import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import type { Look } from '../../map/map-view.ts'
import { COLOUR_BY, type ColourBy } from './map-colours.ts'

const PANELS = ['outlets', 'coverage', 'placeless'] as const
export type Panel = (typeof PANELS)[number]

const oneOf = <T extends string>(list: readonly T[], said: string | null): T | undefined =>
  list.find((one) => one === said)

/** Everything that the map shows stands in the address: a link shows another the same. */
export function useMapAddress() {
  const [params, setParams] = useSearchParams()
  const text = params.toString()
  return useMemo(() => {
    const said = new URLSearchParams(text)
    const of = (name: string) => said.get(name) ?? ''
    return {
      filters: {
        q: of('q'),
        weekday: of('weekday'),
        agent: of('agent'),
        zone: of('zone'),
        class: of('class'),
      },
      by: oneOf<ColourBy>(COLOUR_BY, said.get('by')) ?? 'weekday',
      hidden: of('hide').split(',').filter(Boolean),
      chosen: said.get('o'),
      at: of('at'),
      panel: oneOf<Panel>(PANELS, said.get('panel')) ?? 'outlets',
      onlyInSight: of('sight') === '1',
      /** Changes what is named and leaves the rest; an empty value takes its name away. */
      set(change: Record<string, string>) {
        // Two changes of one moment must not undo each other: the address itself is asked.
        const next = new URLSearchParams(location.search)
        for (const [name, value] of Object.entries(change)) {
          if (value) next.set(name, value)
          else next.delete(name)
        }
        setParams(next, { replace: true })
      },
    }
  }, [text, setParams])
}
export type MapAddress = ReturnType<typeof useMapAddress>

/** Where the map looks first, as the address says it; null: at everything. */
export function lookOf(at: string): Look | null {
  const [latitude, longitude, zoom, ...rest] = at.split(',').map(Number)
  const sound = [latitude, longitude, zoom].every((part) => Number.isFinite(part))
  if (!sound || rest.length > 0) return null
  return { latitude: latitude ?? 0, longitude: longitude ?? 0, zoom: zoom ?? 0 }
}

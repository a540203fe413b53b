import { useMemo } from 'react'
import { useWords } from '../kit/language.ts'
import { Card } from '../kit/Parts.tsx'
import { page } from '../part.tsx'
import { words } from './outlet-words.ts'

const OutletMap = page(async () => (await import('../map/OutletMap.tsx')).OutletMap, 3)

const COLOURS = ['#0f5c4a']
// As near as there is still a town in sight: the map knows no streets.
const TOWNS_AWAY_ZOOM = 10

type Props = {
  distributor: string
  outlet: { id: string; name: string; latitude: number | null; longitude: number | null }
}

/** Where the outlet is; nothing where nobody said it. */
export function OutletPlace({ distributor, outlet }: Props) {
  const t = useWords(words)
  const { id, name, latitude, longitude } = outlet
  const points = useMemo(
    () =>
      latitude === null || longitude === null
        ? []
        : [{ id, latitude, longitude, key: 0, vague: false }],
    [id, latitude, longitude],
  )
  if (latitude === null || longitude === null) return null
  return (
    <Card>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="font-semibold">{t.place}</h2>
        <a
          href={`geo:${latitude},${longitude}`}
          className="inline-flex min-h-11 items-center text-sm text-accent"
        >
          {t.navigate}
        </a>
      </div>
      <OutletMap
        distributor={distributor}
        label={`${t.place}: ${name}`}
        points={points}
        colours={COLOURS}
        chosen={id}
        choose={() => undefined}
        start={{ latitude, longitude, zoom: TOWNS_AWAY_ZOOM }}
        className="h-64"
      />
    </Card>
  )
}

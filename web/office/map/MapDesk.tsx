import { type RefObject, useRef, useState } from 'react'
import { PageHead } from '../../frame/PageHead.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Alert } from '../../kit/Parts.tsx'
import type { Box } from '../../map/cluster-points.ts'
import type { MapView } from '../../map/map-view.ts'
import { page } from '../../part.tsx'
import { MapActions } from './MapActions.tsx'
import { MapFilters } from './MapFilters.tsx'
import { MapLegend } from './MapLegend.tsx'
import { MapSide } from './MapSide.tsx'
import { useNames } from './map-names.ts'
import { words } from './map-page-words.ts'
import type { MapReply } from './map-rows.ts'
import type { Placing } from './save-place.ts'
import { lookOf, useMapAddress } from './use-map-address.ts'
import { useMapOutlets } from './use-map-outlets.ts'

const OutletMap = page(async () => (await import('../../map/OutletMap.tsx')).OutletMap, 5)

type Props = {
  distributor: string
  reply: MapReply
  more: boolean
  seen: (box: Box) => void
}

/** Filters and legend above, the map, and beside it the same outlets for those who read. */
export function MapDesk({ distributor, reply, more, seen }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const names = useNames(reply)
  const address = useMapAddress()
  const made = useMapOutlets(reply, names, address)
  const handle: RefObject<MapView | null> = useRef(null)
  const [sight, setSight] = useState<Box | null>(null)
  const [placing, setPlacing] = useState<Placing>(null)
  return (
    <div className="space-y-3">
      <PageHead title={t.title} lead={`${t.asOf} ${f.day(reply.asOf)}`}>
        <MapActions handle={handle} made={made} names={names} />
      </PageHead>
      <MapFilters address={address} names={names} />
      <MapLegend groups={made.groups} address={address} />
      {more && <Alert>{t.tooMany}</Alert>}
      <div className="grid gap-3 lg:grid-cols-[minmax(0,1fr)_27rem]">
        <OutletMap
          distributor={distributor}
          label={t.label}
          points={made.points}
          colours={made.colours}
          chosen={address.chosen}
          choose={(id) => address.set({ o: id })}
          start={lookOf(address.at)}
          moved={(look, box) => {
            setSight(box)
            seen(box)
            address.set({ at: `${look.latitude},${look.longitude},${look.zoom}` })
          }}
          pick={placing?.take ?? null}
          ready={(view) => {
            handle.current = view
          }}
          className="h-[55dvh] min-h-80 lg:sticky lg:top-4 lg:h-[calc(100dvh-2rem)]"
        />
        <MapSide
          distributor={distributor}
          reply={reply}
          names={names}
          address={address}
          made={made}
          sight={sight}
          handle={handle}
          placing={placing}
          place={setPlacing}
        />
      </div>
    </div>
  )
}

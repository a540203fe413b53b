import type { RefObject } from 'react'
import { Chips } from '../../kit/Chips.tsx'
import { useWords } from '../../kit/language.ts'
import type { Box } from '../../map/cluster-points.ts'
import type { MapView } from '../../map/map-view.ts'
import { CoveragePanel } from './CoveragePanel.tsx'
import type { Names } from './map-colours.ts'
import { words } from './map-page-words.ts'
import type { MapReply } from './map-rows.ts'
import { OutletCard } from './OutletCard.tsx'
import { OutletsPanel } from './OutletsPanel.tsx'
import { PlacelessPanel } from './PlacelessPanel.tsx'
import type { Placing } from './save-place.ts'
import type { MapAddress, Panel } from './use-map-address.ts'
import type { MapOutlets } from './use-map-outlets.ts'

type Props = {
  distributor: string
  reply: MapReply
  names: Names
  address: MapAddress
  made: MapOutlets
  sight: Box | null
  handle: RefObject<MapView | null>
  placing: Placing
  place: (placing: Placing) => void
}

/** Beside the map: the chosen outlet, and one of the panels. */
export function MapSide(props: Props) {
  const { distributor, names, address, made, sight, handle, placing, place } = props
  const t = useWords(words)
  const card = made.outlets.find(({ id }) => id === address.chosen)
  const chip = (key: Panel, name: string) => ({
    key,
    name,
    pressed: address.panel === key,
    choose: () => address.set({ panel: key === 'outlets' ? '' : key }),
  })
  return (
    <div className="min-w-0 space-y-3">
      {card && (
        <OutletCard
          key={card.id}
          distributor={distributor}
          outlet={card}
          names={names}
          close={() => address.set({ o: '' })}
          placing={placing}
          place={place}
        />
      )}
      <Chips
        label={t.panels}
        chips={[
          chip('outlets', `${t.outlets} · ${made.shown.length}`),
          chip('coverage', t.coverage),
          chip('placeless', t.placeless),
        ]}
      />
      {address.panel === 'coverage' && <CoveragePanel distributor={distributor} />}
      {address.panel === 'placeless' && (
        <PlacelessPanel distributor={distributor} placing={placing} place={place} />
      )}
      {address.panel === 'outlets' && (
        <OutletsPanel made={made} sight={sight} address={address} handle={handle} />
      )}
    </div>
  )
}

import { type RefObject, useState } from 'react'
import { useWords } from '../../kit/language.ts'
import { Button, Empty } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import type { Box } from '../../map/cluster-points.ts'
import type { MapView } from '../../map/map-view.ts'
import { words } from './map-page-words.ts'
import { inBox, type MapOutlet } from './map-rows.ts'
import type { MapAddress } from './use-map-address.ts'
import type { MapOutlets } from './use-map-outlets.ts'

type Props = {
  made: MapOutlets
  sight: Box | null
  address: MapAddress
  handle: RefObject<MapView | null>
}

const ROWS_AT_ONCE = 50
const NEAR_ZOOM = 15

/** The outlets of the map as rows, for the keyboard and for those who see no map. */
export function OutletsPanel({ made, sight, address, handle }: Props) {
  const t = useWords(words)
  const [rows, setRows] = useState(ROWS_AT_ONCE)
  const { onlyInSight } = address
  const outlets = onlyInSight && sight ? made.shown.filter(inBox(sight)) : made.shown
  const go = ({ id, latitude, longitude }: MapOutlet) => {
    address.set({ o: id })
    if (latitude !== null && longitude !== null)
      handle.current?.look({ latitude, longitude, zoom: NEAR_ZOOM })
  }
  return (
    <div className="space-y-2">
      <label className="flex min-h-11 items-center gap-2 text-sm">
        <input
          type="checkbox"
          className="size-5 accent-accent"
          checked={onlyInSight}
          onChange={(event) => address.set({ sight: event.target.checked ? '1' : '' })}
        />
        {t.inSight}
      </label>
      {outlets.length === 0 && <Empty title={t.none}>{t.noneHow}</Empty>}
      {outlets.length > 0 && (
        <Table label={t.outlets} heads={[t.name, t.city, t.group]} testId="map-outlets">
          {outlets.slice(0, rows).map((outlet) => (
            <Row
              key={outlet.id}
              outlet={outlet}
              group={made.groups[made.groupOf(outlet)]}
              chosen={outlet.id === address.chosen}
              go={go}
            />
          ))}
        </Table>
      )}
      {outlets.length > rows && (
        <Button className="w-full" onClick={() => setRows(rows + ROWS_AT_ONCE)}>
          {t.more} · {outlets.length - rows}
        </Button>
      )}
    </div>
  )
}

type RowProps = {
  outlet: MapOutlet
  group: { name: string; colour: string } | undefined
  chosen: boolean
  go: (outlet: MapOutlet) => void
}

function Row({ outlet, group, chosen, go }: RowProps) {
  return (
    <tr className={chosen ? 'bg-accent-pale' : ''}>
      <td>
        <button
          type="button"
          aria-current={chosen ? 'true' : undefined}
          className="min-h-8 text-left font-medium text-accent hover:underline"
          onClick={() => go(outlet)}
        >
          {outlet.name}
        </button>
        <span className="block text-xs text-faint">{outlet.code}</span>
      </td>
      <td>{outlet.city}</td>
      <td className="text-sm">
        <span className="flex items-baseline gap-1.5">
          <span
            aria-hidden
            className="size-2.5 shrink-0 rounded-full"
            style={{ background: group?.colour }}
          />
          {group?.name}
        </span>
      </td>
    </tr>
  )
}

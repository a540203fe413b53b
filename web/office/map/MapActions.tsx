import { Download, Image, Printer } from 'lucide-react'
import type { RefObject } from 'react'
import { csvOf } from '../../kit/csv.ts'
import { useWords } from '../../kit/language.ts'
import { Button } from '../../kit/Parts.tsx'
import { saveFile } from '../../kit/save-file.ts'
import type { MapView } from '../../map/map-view.ts'
import type { Names } from './map-colours.ts'
import { words } from './map-page-words.ts'
import type { MapOutlet } from './map-rows.ts'
import type { MapOutlets } from './use-map-outlets.ts'

type Props = { handle: RefObject<MapView | null>; made: MapOutlets; names: Names }

/** The map as a picture, the list as a table, both on paper. */
export function MapActions({ handle, made, names }: Props) {
  const t = useWords(words)
  const savePicture = async () => {
    const picture = await handle.current?.png()
    if (picture) saveFile(picture, 'map.png')
  }
  const saveTable = () => {
    const heads = [t.code, t.name, t.city, t.latitude, t.longitude, t.className, t.zoneName]
    const more = [t.agentName, t.plan, t.usual, t.selfShare, t.lastOrder, t.group]
    const rows = made.shown.map((outlet) => [
      ...rowOf(outlet, names),
      made.groups[made.groupOf(outlet)]?.name ?? '',
    ])
    saveFile(csvOf([[...heads, ...more], ...rows]), 'outlets.csv')
  }
  return (
    <>
      <Button onClick={() => void savePicture()}>
        <Image size={18} aria-hidden /> {t.png}
      </Button>
      <Button onClick={saveTable}>
        <Download size={18} aria-hidden /> {t.csv}
      </Button>
      <Button onClick={() => print()}>
        <Printer size={18} aria-hidden /> {t.print}
      </Button>
    </>
  )
}

function rowOf(outlet: MapOutlet, names: Names): (string | number | null)[] {
  const { code, name, city, latitude, longitude, outletClass, sharePercent, daysSince } = outlet
  return [
    code,
    name,
    city,
    latitude,
    longitude,
    outletClass,
    names.zones[outlet.zone]?.name ?? '',
    outlet.agents.map((agent) => names.agents[agent]?.name ?? '').join(', '),
    outlet.weekdays.map(names.weekday).join(', '),
    outlet.usualWeekday ? names.weekday(outlet.usualWeekday) : '',
    sharePercent < 0 ? null : sharePercent,
    daysSince < 0 ? null : daysSince,
  ]
}

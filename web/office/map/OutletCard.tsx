import { X } from 'lucide-react'
import { Link } from 'wouter'
import { errorText } from '../../call.ts'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Alert, Badge, Button, Card, IconButton } from '../../kit/Parts.tsx'
import type { Place } from '../../map/projection.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { words as coverageWords } from './coverage-words.ts'
import type { Names } from './map-colours.ts'
import { weekdayName } from './map-names.ts'
import { DAYS_AGO, words } from './map-page-words.ts'
import type { MapOutlet } from './map-rows.ts'
import { type Placing, useSavePlace } from './save-place.ts'

type Props = {
  distributor: string
  outlet: MapOutlet
  names: Names
  close: () => void
  placing: Placing
  place: (placing: Placing) => void
}

/** The outlet that was chosen on the map or in the table. */
export function OutletCard({ distributor, outlet, names, close, placing, place }: Props) {
  const t = useWords(words)
  return (
    <Card className="space-y-3">
      <div className="flex items-start justify-between gap-2" data-testid="outlet-card">
        <div className="min-w-0">
          <h2 className="font-semibold">{outlet.name}</h2>
          <p className="text-sm text-soft">
            {outlet.city} · {outlet.code}
          </p>
        </div>
        <IconButton label={t.close} onClick={close}>
          <X size={20} aria-hidden />
        </IconButton>
      </div>
      {outlet.vague && <Badge tone="warn">{t.vague}</Badge>}
      <Facts outlet={outlet} names={names} />
      <div className="flex flex-wrap gap-2">
        <Link
          href={`/o/${outlet.id}`}
          className="inline-flex min-h-11 items-center rounded-control bg-accent px-4 font-medium text-white hover:bg-accent-deep"
        >
          {t.open}
        </Link>
        <Move distributor={distributor} outletId={outlet.id} placing={placing} place={place} />
      </div>
    </Card>
  )
}

function Facts({ outlet, names }: { outlet: MapOutlet; names: Names }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const short = (day: number) => weekdayName(language, day, 'short')
  const facts = [
    [t.className, outlet.outletClass],
    [t.zoneName, names.zones[outlet.zone]?.name ?? t.noZone],
    [t.agentName, outlet.agents.map((i) => names.agents[i]?.name).join(', ') || t.noAgent],
    [t.plan, outlet.weekdays.map(short).join(', ')],
    [t.usual, outlet.usualWeekday ? names.weekday(outlet.usualWeekday) : ''],
    [t.selfShare, outlet.sharePercent < 0 ? t.noOrders12 : `${outlet.sharePercent} %`],
    [t.lastOrder, outlet.daysSince < 0 ? t.never : f.count(outlet.daysSince, DAYS_AGO)],
  ].filter(([, value]) => value)
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-faint">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

type MoveProps = Pick<Props, 'distributor' | 'placing' | 'place'> & { outletId: string }

/** Lets the next click on the map be the outlet's place. */
function Move({ distributor, outletId, placing, place }: MoveProps) {
  const t = useWords(words)
  const c = useWords(coverageWords)
  const { tenant } = usePlace()
  const save = useSavePlace(distributor)
  if (!can(tenant, 'outlet.write')) return null
  const take = (at: Place) => {
    save.mutate({ outletId, ...at })
    place(null)
  }
  return (
    <>
      <Button onClick={() => place(placing ? null : { take })}>{placing ? c.stop : t.move}</Button>
      {placing && <Alert>{c.clicking}</Alert>}
      {save.error && <Alert tone="bad">{errorText(save.error, c.offline)}</Alert>}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Badge, Card, Skeleton, type Tone } from '../kit/Parts.tsx'
import { can, usePlace } from '../signin/me.tsx'
import { words } from './debt-words.ts'
import { LicenceForm } from './LicenceForm.tsx'
import { LICENCE_NAMES, LICENCE_STATES } from './licence-words.ts'

/** How loud each state of a licence is. */
export const LICENCE_TONE: Record<keyof typeof LICENCE_STATES, Tone> = {
  valid: 'good',
  ends_30: 'plain',
  ends_14: 'warn',
  ends_3: 'bad',
  ended: 'bad',
  future: 'plain',
}

/** The licences of a place, with how long they last. */
export function LicenceList({ distributor, outletId }: { distributor: string; outletId: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { tenant } = usePlace()
  const licences = useQuery({
    queryKey: ['licences', distributor, outletId],
    queryFn: () => call.accounts.outletLicences({ distributor, outletId }),
  })
  if (licences.error) return <Failed error={licences.error} />
  if (!licences.data) return <Skeleton rows={1} />
  const rows = licences.data.licences
  const writes = can(tenant, 'account.write')
  if (rows.length === 0 && !writes) return null
  return (
    <Card>
      <h2 className="mb-2 font-semibold">{t.licences}</h2>
      <ul className="divide-y divide-line text-sm">
        {rows.map((licence) => (
          <li key={licence.id} className="flex items-center justify-between gap-3 py-2">
            <span>
              {LICENCE_NAMES[licence.kind][language]}{' '}
              <span className="text-faint">№ {licence.number}</span>
              <span className="block text-xs text-faint">
                {f.fullDay(licence.fromDay)} – {licence.toDay ? f.fullDay(licence.toDay) : '∞'}
              </span>
            </span>
            <Badge tone={LICENCE_TONE[licence.state]}>
              {LICENCE_STATES[licence.state][language]}
            </Badge>
          </li>
        ))}
      </ul>
      {writes && <LicenceForm distributor={distributor} outletId={outletId} />}
    </Card>
  )
}

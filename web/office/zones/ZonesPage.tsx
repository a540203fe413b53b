import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { useWords } from '../../kit/language.ts'
import { Empty, Skeleton } from '../../kit/Parts.tsx'
import { Holidays } from './Holidays.tsx'
import { RulesDialog } from './RulesDialog.tsx'
import { Stranded } from './Stranded.tsx'
import { ZoneCard } from './ZoneCard.tsx'
import { words } from './zone-words.ts'

/** Zones: what the next trucks carry, the rules behind, exceptions, and holidays of all of them. */
export function ZonesPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const [params, setParams] = useSearchParams()
  const zones = useQuery({
    queryKey: ['zones', distributor],
    queryFn: () => call.delivery.zones({ distributor }),
  })
  const ruled = zones.data?.zones.find((zone) => zone.id === params.get('rules'))
  return (
    <div className="space-y-4">
      <PageHead title={t.zones} />
      {zones.error && <Failed error={zones.error} retry={zones.refetch} />}
      {zones.isPending && <Skeleton rows={6} />}
      <Stranded distributor={distributor} />
      {zones.data && <Holidays distributor={distributor} holidays={zones.data.holidays} />}
      {zones.data?.zones.length === 0 && <Empty title={t.none}>{t.noneHow}</Empty>}
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
        {zones.data?.zones.map((zone) => (
          <ZoneCard
            key={zone.id}
            distributor={distributor}
            zone={zone}
            openRules={() => setParams({ rules: zone.id })}
          />
        ))}
      </div>
      {ruled && (
        <RulesDialog
          key={ruled.id}
          distributor={distributor}
          zone={ruled}
          close={() => setParams({}, { replace: true })}
        />
      )}
    </div>
  )
}

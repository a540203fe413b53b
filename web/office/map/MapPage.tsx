import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { useWords } from '../../kit/language.ts'
import { Empty, Skeleton } from '../../kit/Parts.tsx'
import type { Box } from '../../map/cluster-points.ts'
import { MapDesk } from './MapDesk.tsx'
import { words } from './map-page-words.ts'

/** Outlets on a map: who is served when and by whom, and who cannot be seen at all. */
export function MapPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const [box, setBox] = useState<Box | null>(null)
  const whole = useQuery({
    queryKey: ['map', distributor],
    queryFn: () => call.field.map({ distributor }),
    staleTime: 60_000,
  })
  const more = whole.data?.more ?? false
  const part = useQuery({
    queryKey: ['map', distributor, box],
    queryFn: () => call.field.map({ distributor, ...box }),
    enabled: more && box !== null,
    placeholderData: (before) => before,
  })
  const reply = part.data ?? whole.data
  if (reply && reply.outlets.length > 0) {
    return <MapDesk distributor={distributor} reply={reply} more={more} seen={setBox} />
  }
  return (
    <div className="space-y-3">
      <PageHead title={t.title} />
      {whole.error && <Failed error={whole.error} retry={whole.refetch} />}
      {whole.isPending && <Skeleton rows={6} />}
      {reply && <Empty title={t.noOutlets}>{t.noOutletsHow}</Empty>}
    </div>
  )
}

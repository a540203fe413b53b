import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { Chips } from '../../kit/Chips.tsx'
import { useWords } from '../../kit/language.ts'
import { Button, Skeleton } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { useFilters } from '../use-filters.tsx'
import { Baseline } from './Baseline.tsx'
import { DayProposals } from './DayProposals.tsx'
import { FitOutlets } from './FitOutlets.tsx'
import { FitPicture } from './FitPicture.tsx'
import { words } from './fit-words.ts'
import { Matches } from './Matches.tsx'
import { ToMend } from './ToMend.tsx'

const VIEWS = ['outlets', 'mend', 'days', 'matches'] as const

/** Which outlets could be invited today, why the others not, and what to mend first. */
export function FitPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const { tenant } = usePlace()
  const { filters, show } = useFilters()
  const view = VIEWS.find((known) => known === filters.view) ?? 'outlets'
  const summary = useQuery({
    queryKey: ['fit', distributor, 'summary'],
    queryFn: () => call.rollout.fitSummary({ distributor }),
    refetchInterval: (query) => (query.state.data?.due ? 2_000 : false),
  })
  const recheck = useMutation({
    mutationFn: () => call.rollout.recheck({ distributor }),
    onSuccess: () => toast({ text: t.asked }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['fit'] }),
  })
  const views = VIEWS.filter((name) => name !== 'days' || can(tenant, 'slot.write'))
  return (
    <div className="space-y-4">
      <PageHead title={t.fit} lead={t.lead}>
        {can(tenant, 'rollout.write') && (
          <Button busy={recheck.isPending} onClick={() => recheck.mutate()}>
            {t.recheck}
          </Button>
        )}
      </PageHead>
      {recheck.error && <Failed error={recheck.error} />}
      {summary.error && <Failed error={summary.error} retry={summary.refetch} />}
      {summary.isPending && <Skeleton rows={2} />}
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
        {summary.data && <FitPicture summary={summary.data} />}
        <Baseline distributor={distributor} />
      </div>
      <Chips
        label={t.fit}
        chips={views.map((name) => ({
          key: name,
          name: t[name],
          pressed: name === view,
          choose: () => show(name === 'outlets' ? {} : { view: name }),
        }))}
      />
      {view === 'outlets' && <FitOutlets distributor={distributor} />}
      {view === 'mend' && summary.data && (
        <ToMend distributor={distributor} checked={summary.data.checked} />
      )}
      {view === 'days' && <DayProposals distributor={distributor} />}
      {view === 'matches' && <Matches distributor={distributor} />}
    </div>
  )
}

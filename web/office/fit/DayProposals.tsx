import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Button, Empty, Skeleton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { weekdaysIn } from '../../kit/weekdays.ts'
import { words } from './fit-words.ts'

/** Delivery days found in history where the portal has others; accepted, they are the outlet's own. */
export function DayProposals({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const pages = useInfiniteQuery({
    queryKey: ['fit', distributor, 'days'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call.habit.proposals({ distributor, ...(pageParam && { after: pageParam }) }),
    getNextPageParam: (page) => page.next,
  })
  const decide = useMutation({
    mutationFn: ({ ids, accepted }: { ids: string[]; accepted: boolean }) =>
      call.habit.decideProposals({ distributor, ids, accepted }),
    onSuccess: ({ decided, withoutZone }, { accepted }) => {
      const left = withoutZone > 0 ? ` · ${t.noZone}: ${f.number(withoutZone)}` : ''
      toast({ text: `${accepted ? t.accepted : t.declined}: ${f.number(decided)}${left}` })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['fit'] }),
  })
  if (pages.error) return <Failed error={pages.error} retry={pages.refetch} />
  if (!pages.data) return <Skeleton rows={6} />
  const rows = pages.data.pages.flatMap((page) => page.proposals)
  if (rows.length === 0) return <Empty title={t.noProposals}>{t.noProposalsHow}</Empty>
  const ids = rows.map((row) => row.id)
  return (
    <div className="space-y-3">
      {decide.error && <Failed error={decide.error} />}
      <Button
        look="primary"
        busy={decide.isPending}
        onClick={() => decide.mutate({ ids: ids.slice(0, 500), accepted: true })}
      >
        {t.acceptShown} ({f.number(Math.min(ids.length, 500))})
      </Button>
      <Proposals rows={rows} decide={decide.mutate} />
      {pages.hasNextPage && (
        <Button className="w-full" onClick={() => void pages.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </div>
  )
}

type Row = Awaited<ReturnType<typeof call.habit.proposals>>['proposals'][number]
type Decide = (decision: { ids: string[]; accepted: boolean }) => void

function Proposals({ rows, decide }: { rows: Row[]; decide: Decide }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const heads = [
    t.outlets,
    t.portal,
    t.found,
    { name: t.share, figure: true },
    { name: t.drops, figure: true },
    { name: t.accept, hidden: true },
  ]
  return (
    <Table label={t.days} heads={heads} testId="proposals">
      {rows.map((row) => (
        <tr key={row.id}>
          <td>
            <Link
              href={`/o/${row.outletId}`}
              className="inline-flex min-h-8 items-center font-medium text-accent"
            >
              {row.outletName}
            </Link>{' '}
            <span className="text-faint">
              {row.city} {row.zoneName && `· ${row.zoneName}`}
            </span>
          </td>
          <td>{weekdaysIn(language, row.portalWeekdays)}</td>
          <td className="font-semibold">{weekdaysIn(language, row.weekdays)}</td>
          <td className="figure">{f.number(Math.round(row.shareBp / 100))} %</td>
          <td className="figure">{f.number(row.drops)}</td>
          <td className="figure whitespace-nowrap">
            <Button look="quiet" onClick={() => decide({ ids: [row.id], accepted: true })}>
              {t.accept}
            </Button>
            <Button look="quiet" onClick={() => decide({ ids: [row.id], accepted: false })}>
              {t.decline}
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  )
}

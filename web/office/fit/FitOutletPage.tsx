import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button, Empty, Skeleton } from '../../kit/Parts.tsx'
import { phoneText } from '../../kit/phone-text.ts'
import { Table } from '../../kit/Table.tsx'
import { weekdaysIn } from '../../kit/weekdays.ts'
import { nameText } from '../../order/name-text.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { KINDS, type Kind, MENDERS, words } from './fit-words.ts'
import { saidText } from './said-text.ts'

type Props = { distributor: string; outletId: string }
type Reply = Awaited<ReturnType<typeof call.rollout.fitOfOutlet>>

/** Everything that stands in the way of inviting one outlet. */
export function FitOutletPage({ distributor, outletId }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const queries = useQueryClient()
  const verdict = useQuery({
    queryKey: ['fit', distributor, 'outlet', outletId],
    queryFn: () => call.rollout.fitOfOutlet({ distributor, outletId }),
  })
  // Only a verdict names its outlet: before the first one it is asked for by itself.
  const outlet = useQuery({
    queryKey: ['outlet', distributor, outletId],
    queryFn: () => call.outlets.get({ distributor, outletId }),
    enabled: verdict.data?.fit === null,
  })
  const recheck = useMutation({
    mutationFn: () => call.rollout.recheck({ distributor, outletId }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['fit'] }),
  })
  if (verdict.error) return <Failed error={verdict.error} retry={verdict.refetch} />
  if (!verdict.data) return <Skeleton rows={6} />
  const { fit, differences } = verdict.data
  return (
    <div className="space-y-4">
      <PageHead
        title={fit?.name ?? outlet.data?.name ?? t.fit}
        back={{ href: '/fit', name: t.back }}
      >
        <Link href={`/o/${outletId}`} className="inline-flex min-h-11 items-center text-accent">
          {t.openOutlet}
        </Link>
        {can(tenant, 'rollout.write') && (
          <Button busy={recheck.isPending} onClick={() => recheck.mutate()}>
            {t.recheck}
          </Button>
        )}
      </PageHead>
      {recheck.error && <Failed error={recheck.error} />}
      {!fit && <Empty title={t.never}>{t.neverHow}</Empty>}
      {fit && (
        <p className="flex flex-wrap items-center gap-3 text-sm">
          <Badge tone={fit.fit ? 'good' : 'warn'}>{fit.fit ? t.ready : t.notReady}</Badge>
          <span>
            {t.parity}: <strong>{f.number(fit.linesTrue)}</strong> {t.of} {f.number(fit.lines)}
          </span>
          <span className="text-soft">
            {t.checked} {f.moment(fit.checkedAt)}
          </span>
        </p>
      )}
      {fit && differences.length === 0 && <Empty title={t.nothingToMend} />}
      {differences.length > 0 && <Differences differences={differences} />}
    </div>
  )
}

function Differences({ differences }: Pick<Reply, 'differences'>) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const weekdays = (days: number[]) => weekdaysIn(language, days)
  const shown = (kind: Kind, text: string) => saidText(kind, text, { f, weekdays, hours: t.hours })
  const heads = [t.reason, t.subject, t.portal, t.truth]
  return (
    <Table
      label={t.why}
      heads={[...heads, { name: t.weight, figure: true }, t.mender, t.since]}
      testId="differences"
    >
      {differences.map((row) => (
        <tr key={`${row.kind} ${row.subjectId}`}>
          <td className="font-medium">{KINDS[row.kind][language]}</td>
          <td className="min-w-44">{nameText(phoneText(row.subject)) || '—'}</td>
          <td className="whitespace-nowrap">{shown(row.kind, row.portal)}</td>
          <td className="font-semibold whitespace-nowrap">{shown(row.kind, row.truth)}</td>
          <td className="figure">{row.weightMinor > 0 ? f.money(row.weightMinor) : '—'}</td>
          <td className="text-soft">{MENDERS[row.mender][language]}</td>
          <td className="whitespace-nowrap text-soft">{f.moment(row.since)}</td>
        </tr>
      ))}
    </Table>
  )
}

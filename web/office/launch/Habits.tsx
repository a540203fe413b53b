import { useQuery } from '@tanstack/react-query'
import { STAGE_NAMES } from '../../../src/modules/rollout/cue/stage-words-rules.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { StrengthBar } from '../../habit/HabitPicture.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Card, Empty, Skeleton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { OutletCell } from '../OutletCell.tsx'
import { words } from './habit-page-words.ts'

type Reply = Awaited<ReturnType<typeof call.rollout.habits>>
const STAGES = ['seeded', 'forming', 'held', 'slipping', 'relapsed'] as const

/** How strong the habits are, who slips and what to do, and what reminders do. */
export function Habits({ distributor }: { distributor: string }) {
  const asked = useQuery({
    queryKey: ['habit', distributor],
    queryFn: () => call.rollout.habits({ distributor }),
  })
  if (asked.error) return <Failed error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Skeleton rows={6} />
  return (
    <div className="space-y-4">
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Stages stages={asked.data.stages} />
        <Reminders reminders={asked.data.reminders} />
      </div>
      <Slipping rows={asked.data.slipping} />
    </div>
  )
}

function Stages({ stages }: Pick<Reply, 'stages'>) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const most = Math.max(1, ...STAGES.map((stage) => stages[stage]))
  return (
    <Card>
      <h2 className="mb-3 font-semibold">{t.stages}</h2>
      <dl className="space-y-2 text-sm">
        {STAGES.map((stage) => (
          <div key={stage} className="grid grid-cols-[7rem_1fr_3rem] items-center gap-3">
            <dt>{STAGE_NAMES[stage]?.[language]}</dt>
            <dd aria-hidden="true" className="h-4 overflow-hidden rounded-full bg-ground">
              <span
                className="block h-full bg-accent"
                style={{ width: `${(stages[stage] * 100) / most}%` }}
              />
            </dd>
            <dd className="figure text-right font-semibold">{f.number(stages[stage])}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Reminders({ reminders }: Pick<Reply, 'reminders'>) {
  const t = useWords(words)
  const f = useFormats()
  const { told, heldOut, lift } = reminders
  const percent = (share: number) => f.number(Math.round(share * 100))
  const shareOf = ({ cues, ordered }: Reply['reminders']['told']) =>
    `${f.number(ordered)} ${t.of} ${f.number(cues)} ${t.ordered}${cues > 0 ? ` (${percent(ordered / cues)} %)` : ''}`
  const counts = (['planned', 'sent', 'read', 'acted'] as const).map(
    (name) => [t[name], f.number(reminders[name])] as const,
  )
  return (
    <Card>
      <h2 className="mb-3 font-semibold">
        {t.reminders} <span className="font-normal text-soft">{t.lastDays}</span>
      </h2>
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {counts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-soft">{name}</dt>
            <dd className="text-lg font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-xs text-soft">{t.drawnOnly}</p>
      <dl className="mt-1 space-y-1 text-sm">
        <div className="flex flex-wrap justify-between gap-2">
          <dt className="text-soft">{t.told}</dt>
          <dd>{shareOf(told)}</dd>
        </div>
        <div className="flex flex-wrap justify-between gap-2">
          <dt className="text-soft">{t.heldOut}</dt>
          <dd>{shareOf(heldOut)}</dd>
        </div>
        <div className="flex flex-wrap justify-between gap-2">
          <dt className="text-soft">{t.lift}</dt>
          <dd>{lift ? `${percent(lift.by)} % ± ${percent(lift.half)} %` : t.tooFew}</dd>
        </div>
      </dl>
    </Card>
  )
}

function Slipping({ rows }: { rows: Reply['slipping'] }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  if (rows.length === 0) return <Empty title={t.nobody}>{t.nobodyHow}</Empty>
  const heads = [t.outlet, t.stage, t.strength, t.since, t.next]
  const next = ({ stage, nextCutOffAt }: (typeof rows)[number]) => {
    if (stage === 'relapsed') return t.visit
    return nextCutOffAt ? `${t.call} ${f.moment(nextCutOffAt)}` : t.callSoon
  }
  return (
    <Table label={t.slipping} heads={heads} testId="slipping">
      {rows.map((row) => (
        <tr key={row.outletId}>
          <OutletCell href={`/o/${row.outletId}`} name={row.name} told={[row.code, row.city]} />
          <td>
            <Badge tone="warn">{STAGE_NAMES[row.stage]?.[language]}</Badge>
          </td>
          <td className="min-w-24">
            <StrengthBar strengthBp={row.strengthBp} />
          </td>
          <td className="whitespace-nowrap text-soft">
            {row.stageSince ? f.day(row.stageSince) : '—'}
          </td>
          <td>{next(row)}</td>
        </tr>
      ))}
    </Table>
  )
}

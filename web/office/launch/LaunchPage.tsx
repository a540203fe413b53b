import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { Chips } from '../../kit/Chips.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Button, Card, Empty, Skeleton } from '../../kit/Parts.tsx'
import { CovenantScreen } from '../../launch/Covenant.tsx'
import { page } from '../../part.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { useFilters } from '../use-filters.tsx'
import { DemoClock } from './forward/DemoClock.tsx'
import { HOURS, REGULAR, words } from './launch-words.ts'
import { ProgrammeDialog } from './ProgrammeDialog.tsx'
import type { Reply } from './programme-draft.ts'
import { Waves } from './Waves.tsx'

const Benefit = page(async () => (await import('./Benefit.tsx')).Benefit)
const Forward = page(async () => (await import('./forward/Forward.tsx')).Forward)
const Habits = page(async () => (await import('./Habits.tsx')).Habits)
const Help = page(async () => (await import('./Help.tsx')).Help)
const ReadinessList = page(async () => (await import('./ReadinessList.tsx')).ReadinessList)
const ReportPage = page(async () => (await import('./report/ReportPage.tsx')).ReportPage)

const VIEWS = [
  'waves',
  'help',
  'readiness',
  'covenant',
  'benefit',
  'habit',
  'report',
  'forward',
] as const

/** Of these nothing is there before a launch. */
const OF_LAUNCH: readonly string[] = ['waves', 'help', 'covenant']

/** The launch: its goal, its waves, who is ready, and what was promised. */
export function LaunchPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const { filters, show } = useFilters()
  const [editing, setEditing] = useState(false)
  const view = VIEWS.find((known) => known === filters.view) ?? 'waves'
  const launch = useQuery({
    queryKey: ['launch', distributor],
    queryFn: () => call.rollout.programme({ distributor }),
  })
  const View = SCREENS[view]
  const may = can(tenant, 'rollout.write')
  const programme = launch.data?.programme ?? null
  return (
    <div className="space-y-4">
      <PageHead title={t.launch} lead={t.lead}>
        {programme && may && (
          <Link
            href="/launch/compile"
            className="inline-flex min-h-11 items-center rounded-control bg-accent px-4 font-medium text-white"
          >
            {t.compile}
          </Link>
        )}
      </PageHead>
      <Chips
        label={t.launch}
        chips={VIEWS.map((name) => ({
          key: name,
          name: t[name],
          pressed: name === view,
          choose: () => show(name === 'waves' ? {} : { view: name }),
        }))}
      />
      {launch.error && <Failed error={launch.error} retry={launch.refetch} />}
      {launch.isPending && <Skeleton rows={4} />}
      {launch.data && !programme && (
        <Empty title={t.none}>
          <p className="mb-3">{t.noneHow}</p>
          {may && (
            <Button look="primary" onClick={() => setEditing(true)}>
              {t.make}
            </Button>
          )}
        </Empty>
      )}
      {/* On a phone the other views would begin below two screens of it. */}
      {view === 'waves' && launch.data && programme && (
        <Goal reply={launch.data} edit={may ? () => setEditing(true) : null} />
      )}
      {view === 'waves' && <DemoClock distributor={distributor} />}
      {(programme || !launch.data || !OF_LAUNCH.includes(view)) && (
        <View distributor={distributor} />
      )}
      {editing && launch.data && (
        <ProgrammeDialog
          distributor={distributor}
          reply={launch.data}
          close={() => setEditing(false)}
        />
      )}
    </div>
  )
}

const SCREENS = {
  waves: Waves,
  help: Help,
  readiness: ReadinessList,
  covenant: CovenantScreen,
  benefit: Benefit,
  habit: Habits,
  report: ReportPage,
  forward: Forward,
}

function Goal({ reply, edit }: { reply: Reply; edit: (() => void) | null }) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const { programme, team, agents, understandings } = reply
  if (!programme) return null
  const { regularOutlets, goalOutlets, invitedOutlets, endsOn, goalDropMinor } = programme
  const share = Math.min(100, (regularOutlets * 100) / goalOutlets)
  const pilots = agents.filter(({ pilot }) => pilot)
  const understood = new Set(understandings.filter((u) => u.best === 3).map((u) => u.personId))
  const hours = team.reduce((sum, { weeklyMinutes }) => sum + weeklyMinutes, 0) / 60
  const facts = [
    [t.invited, f.number(invitedOutlets)],
    [t.team, f.count(hours, HOURS)],
    [t.pilots, pilots.map(({ name }) => name).join(', ') || '—'],
    [t.understood, f.number(understood.size)],
  ]
  return (
    <Card className="space-y-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className="font-semibold">{programme.name}</h2>
          <p>
            <strong className="text-2xl">{f.number(regularOutlets)}</strong>{' '}
            <span className="text-soft">
              {t.of} {f.count(goalOutlets, REGULAR)} {t.byDay} {f.fullDay(endsOn)} · {t.dropFrom}{' '}
              {f.money(goalDropMinor, tenant.currency)}
            </span>
          </p>
        </div>
        {edit && <Button onClick={edit}>{t.edit}</Button>}
      </div>
      <div
        role="img"
        aria-label={`${t.goal}: ${f.number(regularOutlets)} ${t.of} ${f.number(goalOutlets)}`}
        className="h-4 overflow-hidden rounded-full bg-ground"
      >
        <span className="block h-full bg-accent" style={{ width: `${share}%` }} />
      </div>
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-soft">{name}</dt>
            <dd className="font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronRight, Map as MapDrawing, QrCode } from 'lucide-react'
import { Link, useSearchParams } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { Countdown } from '../kit/Countdown.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, Empty, Skeleton } from '../kit/Parts.tsx'
import { SearchBox } from '../kit/SearchBox.tsx'
import { ORDER_WORDS } from '../orders/order-words.ts'
import { can, usePlace } from '../signin/me.tsx'
import { CovenantCard } from './CovenantCard.tsx'
import { words as mapWords } from './field-map-words.ts'
import { words } from './field-words.ts'
import { PlanCard } from './PlanBar.tsx'

type Answer = Awaited<ReturnType<typeof call.field.outlets>>
type Outlet = Answer['outlets'][number]

const FILTERS = {
  all: () => true,
  missing: (outlet: Outlet) => !outlet.orderedForIt,
  debt: (outlet: Outlet) => outlet.overdueMinor > 0,
} as const
type Filter = keyof typeof FILTERS

/** The agent's outlets: who ordered for the next truck, who is missing, who owes. */
export function RoutePage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const m = useWords(mapWords)
  const { tenant } = usePlace()
  const [params, setParams] = useSearchParams()
  const search = params.get('q') ?? ''
  const filter = (params.get('show') ?? 'all') as Filter
  const route = useQuery({
    queryKey: ['route', distributor, search],
    queryFn: async () => ({
      ...(await call.field.outlets({ distributor, ...(search ? { search } : {}) })),
      heardAt: performance.now(),
    }),
    placeholderData: keepPreviousData,
  })
  const show = (change: { q?: string; show?: string }) => {
    const next = { q: search, show: filter as string, ...change }
    setParams(
      Object.entries(next).filter(([, value]) => value && value !== 'all'),
      { replace: true },
    )
  }
  const all = route.data?.outlets ?? []
  const rows = all.filter(FILTERS[filter] ?? FILTERS.all)
  return (
    <div className="space-y-4">
      <PageHead title={t.outlets}>
        {can(tenant, 'rollout.contact') && (
          <Link
            href="/counter"
            className="inline-flex min-h-11 items-center gap-2 font-medium text-accent"
          >
            <QrCode size={20} aria-hidden /> {t.counter}
          </Link>
        )}
        <Link
          href="/map"
          className="inline-flex min-h-11 items-center gap-2 font-medium text-accent"
        >
          <MapDrawing size={20} aria-hidden /> {m.map}
        </Link>
      </PageHead>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <PlanCard distributor={distributor} />
        <CovenantCard distributor={distributor} />
      </div>
      <SearchBox
        label={t.find}
        clearLabel={t.clearSearch}
        value={search}
        onSearch={(q) => show({ q })}
      />
      <div className="flex flex-wrap gap-2">
        {(Object.keys(FILTERS) as Filter[]).map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === filter}
            className={`min-h-11 rounded-full border px-4 text-sm ${name === filter ? 'border-accent bg-accent text-white' : 'border-line bg-card'}`}
            onClick={() => show({ show: name })}
          >
            {t[name]}
            {route.data && ` · ${all.filter(FILTERS[name]).length}`}
          </button>
        ))}
      </div>
      {filter === 'debt' && (
        <Link href="/collect" className="inline-flex min-h-11 items-center gap-1 text-accent">
          {t.collect} <ChevronRight size={18} aria-hidden />
        </Link>
      )}
      {route.error && <Failed error={route.error} retry={route.refetch} />}
      {route.isPending && <Skeleton rows={6} />}
      {route.data && rows.length === 0 && <Empty title={t.none}>{t.noneHow}</Empty>}
      <ul className="grid gap-2 md:grid-cols-2">
        {rows.slice(0, 200).map((outlet) => (
          <OutletCard
            key={outlet.id}
            outlet={outlet}
            now={route.data?.now ?? ''}
            heardAt={route.data?.heardAt ?? 0}
          />
        ))}
      </ul>
    </div>
  )
}

function OutletCard({ outlet, now, heardAt }: { outlet: Outlet; now: string; heardAt: number }) {
  const t = useWords(words)
  const o = useWords(ORDER_WORDS)
  const f = useFormats()
  return (
    <li>
      <Link
        href={`/o/${outlet.id}`}
        className="block h-full rounded-card border border-line bg-card p-3 hover:border-accent"
      >
        <span className="flex items-baseline justify-between gap-2">
          <span className="font-semibold">{outlet.name}</span>
          <Badge>{outlet.class}</Badge>
        </span>
        <span className="block text-xs text-faint">
          {outlet.city}, {outlet.address}
        </span>
        <span className="mt-2 flex flex-wrap items-center gap-1.5 text-xs text-soft">
          {outlet.orderedForIt ? (
            <Badge tone="good">
              {t.ordered} {f.money(outlet.valueMinor)}
            </Badge>
          ) : (
            outlet.cutOffAt && (
              <Badge tone="warn">
                {f.day(outlet.deliveryDay ?? '')}: {t.still}{' '}
                <Countdown until={outlet.cutOffAt} now={now} heardAt={heardAt} />
              </Badge>
            )
          )}
          {outlet.orderedForIt && outlet.missingMinor > 0 && (
            <Badge tone="warn">
              {t.toMinimum} {f.money(outlet.missingMinor)}
            </Badge>
          )}
          {outlet.overdueMinor > 0 && (
            <Badge tone="bad">
              {t.overdue} {f.money(outlet.overdueMinor)}
            </Badge>
          )}
          {outlet.lastOrderAt && (
            <span>
              {t.lastOrder}: {f.moment(outlet.lastOrderAt)},{' '}
              {o[outlet.lastChannel as keyof typeof ORDER_WORDS]}
            </span>
          )}
        </span>
      </Link>
    </li>
  )
}

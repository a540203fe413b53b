import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link, useSearchParams } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { Chips } from '../kit/Chips.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, Empty, Skeleton } from '../kit/Parts.tsx'
import { page } from '../part.tsx'
import { words } from './field-map-words.ts'
import { VISIT_STATES, type VisitState, visitState } from './visit-state.ts'

const OutletMap = page(async () => (await import('../map/OutletMap.tsx')).OutletMap)

const COLOURS: Record<VisitState, string> = {
  missing: '#c2410c',
  visit: '#8e3b9e',
  later: '#475569',
  ordered: '#15552c',
}
const TONES = { missing: 'warn', visit: 'accent', later: 'plain', ordered: 'good' } as const
const LISTED = 50

type Outlet = Awaited<ReturnType<typeof call.field.outlets>>['outlets'][number]
type Stated = Outlet & { state: VisitState }

/** My outlets on a map: who ordered, who is missing before today's cut-off, whom to visit. */
export function FieldMapPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const [params, setParams] = useSearchParams()
  const shown = VISIT_STATES.find((state) => state === params.get('show'))
  const chosen = params.get('o')
  const route = useMyOutlets(distributor)
  const { outlets: mine } = route
  const set = (change: Record<string, string>) =>
    setParams(
      Object.entries({ show: shown ?? '', o: chosen ?? '', ...change }).filter(([, v]) => v),
      { replace: true },
    )
  const outlets = shown ? mine.filter(({ state }) => state === shown) : mine
  const points = outlets.flatMap(pointOf)
  const of = (state: VisitState) => mine.filter((outlet) => outlet.state === state).length
  const chips = VISIT_STATES.map((state) => ({
    key: state,
    name: <Marked colour={COLOURS[state]} name={`${t[state]} · ${of(state)}`} />,
    pressed: shown === state,
    choose: () => set({ show: shown === state ? '' : state }),
  }))
  return (
    <div className="space-y-3">
      <PageHead title={t.title} back={{ href: '/', name: t.list }} />
      {route.error && <Failed error={route.error} retry={route.refetch} />}
      {route.isPending && <Skeleton rows={4} />}
      {route.isSuccess && mine.length === 0 && <Empty title={t.none} />}
      {mine.length > 0 && (
        <>
          <Chips label={t.states} chips={chips} />
          <OutletMap
            distributor={distributor}
            label={t.label}
            points={points}
            colours={VISIT_STATES.map((state) => COLOURS[state])}
            chosen={chosen}
            choose={(o) => set({ o })}
            start={null}
            className="h-[50dvh] min-h-72"
          />
          <List outlets={outlets} chosen={chosen} />
        </>
      )}
    </div>
  )
}

function useMyOutlets(distributor: string) {
  const f = useFormats()
  const route = useQuery({
    queryKey: ['route', distributor, 'map'],
    queryFn: () => call.field.outlets({ distributor }),
  })
  const { data } = route
  const outlets = useMemo(
    () =>
      data?.outlets.map((o): Stated => ({ ...o, state: visitState(o, data.now, f.dayOf) })) ?? [],
    [data, f],
  )
  return { ...route, outlets }
}

const pointOf = ({ id, latitude, longitude, state }: Stated) =>
  latitude === null || longitude === null
    ? []
    : [{ id, latitude, longitude, vague: false, key: VISIT_STATES.indexOf(state) }]

const Marked = ({ colour, name }: { colour: string; name: string }) => (
  <span className="inline-flex items-center gap-2">
    <span
      aria-hidden
      className="size-3 rounded-full border border-white"
      style={{ background: colour }}
    />
    {name}
  </span>
)

/** The same outlets as a list: the chosen one first, then the most urgent. */
function List({ outlets, chosen }: { outlets: Stated[]; chosen: string | null }) {
  const t = useWords(words)
  const rank = ({ id, state }: Stated) => (id === chosen ? -1 : VISIT_STATES.indexOf(state))
  const sorted = [...outlets].sort((a, b) => rank(a) - rank(b))
  return (
    <ul className="grid gap-2 md:grid-cols-2" aria-label={t.title} data-testid="field-map-list">
      {sorted.slice(0, LISTED).map((outlet) => (
        <li key={outlet.id}>
          <Link
            href={`/o/${outlet.id}`}
            aria-current={outlet.id === chosen ? 'true' : undefined}
            className={`flex h-full items-center justify-between gap-2 rounded-card border bg-card p-3 hover:border-accent ${outlet.id === chosen ? 'border-accent' : 'border-line'}`}
          >
            <span className="min-w-0">
              <span className="block font-medium">{outlet.name}</span>
              <span className="block text-xs text-faint">
                {outlet.city}, {outlet.address}
                {outlet.latitude === null && ` · ${t.placeless}`}
              </span>
            </span>
            <Badge tone={TONES[outlet.state]}>{t[outlet.state]}</Badge>
          </Link>
        </li>
      ))}
    </ul>
  )
}

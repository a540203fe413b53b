import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { LocateFixed } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation, useSearchParams } from 'wouter'
import { STEP_NAMES } from '../../../src/modules/rollout/ladder/step-words-rules.ts'
import { call, errorText } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Alert, Badge, Button, Card, Empty, Skeleton } from '../../kit/Parts.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { newId } from '../../order/cart.ts'
import { placeText } from '../../outlets/place-text.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { words as fieldWords } from '../field-words.ts'
import { words } from './counter-words.ts'

type Where = { latitude: number; longitude: number }
type Answer = Awaited<ReturnType<typeof call.rollout.counterOutlets>>

/** Whom to bring to the first order: outlets of the wave near me or by name. */
export function CounterPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useWords(fieldWords)
  const { tenant } = usePlace()
  const [params, setParams] = useSearchParams()
  const search = params.get('q') ?? ''
  const [where, setWhere] = useState<Where | null>(null)
  const outlets = useQuery({
    queryKey: ['counter-outlets', distributor, search, where],
    queryFn: () => call.rollout.counterOutlets({ distributor, search, ...where }),
    placeholderData: keepPreviousData,
  })
  const back = can(tenant, 'field.read') ? { back: { href: '/', name: f.outlets } } : {}
  return (
    <div className="mx-auto max-w-3xl space-y-4">
      <PageHead title={t.title} lead={t.lead} {...back} />
      {outlets.data?.open && <Going open={outlets.data.open} />}
      <div className="space-y-2">
        <SearchBox
          label={t.find}
          clearLabel={t.clear}
          value={search}
          onSearch={(q) => setParams(q ? { q } : {}, { replace: true })}
        />
        <NearMe found={setWhere} />
      </div>
      {outlets.error && <Failed error={outlets.error} retry={outlets.refetch} />}
      {outlets.isPending && <Skeleton rows={5} />}
      {outlets.data?.outlets.length === 0 && (
        <Empty title={search ? t.noneFound : t.none}>{search ? f.noneHow : t.noneHow}</Empty>
      )}
      <ul className="space-y-2">
        {outlets.data?.outlets.map((outlet) => (
          <OutletRow
            key={outlet.outletId}
            distributor={distributor}
            outlet={outlet}
            busy={outlets.data.open !== null}
          />
        ))}
      </ul>
    </div>
  )
}

function Going({ open }: { open: NonNullable<Answer['open']> }) {
  const t = useWords(words)
  return (
    <Card className="flex items-center justify-between gap-3">
      <p className="min-w-0">
        <span className="block text-sm text-soft">{t.going}</span>
        <strong>{open.outletName}</strong>
      </p>
      <Link href={`/counter/${open.counterId}`} className="order-bar-action shrink-0">
        {t.goOn}
      </Link>
    </Card>
  )
}

const ABOUT_TEN_METRES = 4

function NearMe({ found }: { found: (where: Where) => void }) {
  const t = useWords(words)
  const [state, setState] = useState<'rest' | 'asking' | 'unknown'>('rest')
  const ask = () => {
    setState('asking')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('rest')
        found({
          latitude: Number(coords.latitude.toFixed(ABOUT_TEN_METRES)),
          longitude: Number(coords.longitude.toFixed(ABOUT_TEN_METRES)),
        })
      },
      () => setState('unknown'),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    )
  }
  return (
    <>
      <Button busy={state === 'asking'} onClick={ask}>
        <LocateFixed size={18} aria-hidden /> {t.near}
      </Button>
      {state === 'unknown' && <Alert>{t.noPlace}</Alert>}
    </>
  )
}

type RowProps = { distributor: string; outlet: Answer['outlets'][number]; busy: boolean }

function OutletRow({ distributor, outlet, busy }: RowProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  const [, go] = useLocation()
  const [ids] = useState(() => ({ counterId: newId(), invitationId: newId() }))
  const { outletId, metres } = outlet
  const start = useMutation({
    mutationFn: async () => {
      await call.rollout.startCounter({ distributor, outletId, counterId: ids.counterId })
      await call.rollout.invite({ distributor, outletId, way: 'counter', ...ids })
    },
    onSuccess: () => go(`/counter/${ids.counterId}`),
  })
  return (
    <li className="space-y-2 rounded-card border border-line bg-card p-3">
      <div className="flex items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="font-semibold">{outlet.name}</p>
          <p className="text-sm text-soft">{placeText(outlet.city, outlet.address)}</p>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-soft">
            <Badge tone="accent">{STEP_NAMES[outlet.step]?.[language] ?? outlet.step}</Badge>
            <span>{outlet.buyerName ?? t.noBuyer}</span>
            {metres !== null && <Distance metres={metres} />}
          </p>
        </div>
        <Button
          look="primary"
          className="shrink-0"
          busy={start.isPending}
          disabled={busy || outlet.buyerName === null}
          aria-label={`${t.start}: ${outlet.name}`}
          onClick={() => start.mutate()}
        >
          {t.start}
        </Button>
      </div>
      {start.error && <Alert tone="bad">{errorText(start.error, t.offline)}</Alert>}
    </li>
  )
}

function Distance({ metres }: { metres: number }) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <span>
      {metres < 1000
        ? `${f.number(Math.round(metres / 10) * 10)} ${t.metres}`
        : `${f.number(Math.round(metres / 100) / 10)} ${t.kilometres}`}
    </span>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { DROPS } from '../../../kit/counted.ts'
import { useFormats, useWords } from '../../../kit/language.ts'
import { Button, Card } from '../../../kit/Parts.tsx'
import { can, usePlace } from '../../../signin/me.tsx'
import { CONTACTS } from '../../desk/script-words.ts'
import { ORDERS } from '../../zones/zone-words.ts'
import { clockWords } from './forward-words.ts'

const STEPS = ['hour', 'cut_off', 'day', 'week', 'twelve_weeks'] as const
const LOOK_AGAIN_MS = 1_000

/** In demo mode the owner lets time go on, and sees how far it came. */
export function DemoClock({ distributor }: { distributor: string }) {
  const t = useWords(clockWords)
  const f = useFormats()
  const { tenant } = usePlace()
  const client = useQueryClient()
  const clock = useQuery({
    queryKey: ['demo-clock', distributor],
    queryFn: () => call.platform.clock({ distributor }),
    refetchInterval: ({ state }) => (state.data?.run?.state === 'running' ? LOOK_AGAIN_MS : false),
  })
  const run = clock.data?.run ?? null
  const seen = useRef<string | null>(null)
  const came = run && `${run.id} ${run.days} ${run.state}`
  useEffect(() => {
    // Each day that was played changes what the page tells.
    if (seen.current !== null && came !== seen.current) {
      void client.invalidateQueries({ queryKey: ['launch', distributor] })
    }
    seen.current = came
  }, [came, client, distributor])
  if (!clock.data?.demo || !can(tenant, 'rollout.override')) return null
  const running = run?.state === 'running'
  return (
    <Card className="space-y-3">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="font-semibold">{t.clock}</h2>
        <p data-testid="demo-now">{f.moment(clock.data.now)}</p>
      </div>
      <p className="text-sm text-soft">{t.lead}</p>
      <Hands distributor={distributor} running={running} moved={() => void clock.refetch()} />
      {run && (
        <p role="status" data-testid="demo-run">
          {running && `${t.running} ${f.moment(run.toAt)}. `}
          {t.came}: {f.number(run.days)} · {f.count(run.orders, ORDERS)} ·{' '}
          {f.count(run.deliveries, DROPS)} · {f.count(run.contacts, CONTACTS)}
        </p>
      )}
    </Card>
  )
}

type HandsProps = { distributor: string; running: boolean; moved(): void }

function Hands({ distributor, running, moved }: HandsProps) {
  const t = useWords(clockWords)
  const go = useMutation({
    mutationFn: (to: (typeof STEPS)[number]) =>
      call.platform.runClock({ distributor, id: crypto.randomUUID(), to }),
    onSettled: moved,
  })
  const stop = useMutation({
    mutationFn: () => call.platform.stopClock({ distributor }),
    onSettled: moved,
  })
  const error = go.error ?? stop.error
  return (
    <>
      {error && <Failed error={error} />}
      {running ? (
        <Button busy={stop.isPending} onClick={() => stop.mutate()}>
          {t.stop}
        </Button>
      ) : (
        <div className="flex flex-wrap gap-2">
          {STEPS.map((to) => (
            <Button key={to} busy={go.isPending} onClick={() => go.mutate(to)}>
              {t[to]}
            </Button>
          ))}
        </div>
      )}
    </>
  )
}

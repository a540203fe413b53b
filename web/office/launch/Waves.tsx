import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { STEP_NAMES } from '../../../src/modules/rollout/ladder/step-words-rules.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Card, Empty, Skeleton } from '../../kit/Parts.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { Gauge } from './Gauge.tsx'
import { words } from './launch-words.ts'
import { Decision } from './numbers/Decision.tsx'
import { Leaks } from './numbers/Leaks.tsx'
import { Maturity } from './numbers/Maturity.tsx'

export type Wave = Awaited<ReturnType<typeof call.rollout.waves>>['waves'][number]

export const useWaves = (distributor: string) =>
  useQuery({
    queryKey: ['launch', distributor, 'waves'],
    queryFn: () => call.rollout.waves({ distributor }),
  })

/** The waves, each as its funnel. */
export function Waves({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const waves = useWaves(distributor)
  if (waves.error) return <Failed error={waves.error} retry={waves.refetch} />
  if (!waves.data) return <Skeleton rows={3} />
  if (waves.data.waves.length === 0) return <Empty title={t.noWaves}>{t.noWavesHow}</Empty>
  return (
    <div className="space-y-4">
      {can(tenant, 'rollout.write') && <Decision distributor={distributor} />}
      {can(tenant, 'rollout.write') && <Gauge distributor={distributor} />}
      <Leaks distributor={distributor} />
      <ul className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        {waves.data.waves.map((wave) => (
          <li key={wave.id}>
            <Card className="space-y-3">
              <div className="flex flex-wrap items-baseline justify-between gap-2">
                <Link
                  href={`/launch/waves/${wave.id}`}
                  className="inline-flex min-h-11 items-center text-lg font-bold text-accent"
                >
                  {t.wave} {f.number(wave.number)}
                </Link>
                <span className="text-sm text-soft">
                  {f.day(wave.startsOn)} — {f.day(wave.endsOn)}
                </span>
              </div>
              {wave.stoppedAt && (
                <p className="text-sm">
                  <Badge tone="bad">{t.stopped}</Badge> {wave.stopReason}
                </p>
              )}
              {wave.overrideReason && (
                <p className="text-sm">
                  <Badge tone="warn">{t.passed}</Badge> {wave.overrideReason}
                </p>
              )}
              <Funnel wave={wave} />
            </Card>
          </li>
        ))}
      </ul>
      <Maturity distributor={distributor} />
    </div>
  )
}

/** How many of the invited reached each step; every bar opens its outlets. */
export function Funnel({ wave }: { wave: Wave }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const steps = [
    ['planned', wave.outlets],
    ['contacted', wave.contacted],
    ['agreed', wave.agreed],
    ['registered', wave.registered],
    ['first_order', wave.firstOrder],
    ['third_order', wave.thirdOrder],
    ['regular', wave.regular],
    ['held', wave.held],
  ] as const
  return (
    <div className="space-y-1">
      <ol className="space-y-1">
        {steps.map(([step, count]) => (
          <li key={step} className="grid grid-cols-[9.5rem_1fr_3rem] items-center gap-2 text-sm">
            <span>{STEP_NAMES[step]?.[language]}</span>
            <span aria-hidden className="h-4 overflow-hidden rounded-control bg-ground">
              <span
                className="block h-full bg-accent"
                style={{ width: `${wave.outlets > 0 ? (count * 100) / wave.outlets : 0}%` }}
              />
            </span>
            <span className="figure text-right font-semibold">{f.number(count)}</span>
          </li>
        ))}
      </ol>
      <p className="text-sm text-soft">
        {t.heldOut}: {f.number(wave.heldOut)} · {t.aside}: {f.number(wave.aside)} · {t.minutes}:{' '}
        {f.number(wave.neededMinutes)} {t.of} {f.number(wave.capacityMinutes)}
      </p>
    </div>
  )
}

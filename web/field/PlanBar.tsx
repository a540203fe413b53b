import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
import { call } from '../call.ts'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Card } from '../kit/Parts.tsx'
import { MEASURES, words } from './plan-words.ts'

type Plan = Awaited<ReturnType<typeof call.field.myPlan>>['plans'][number]

export const useMyPlan = (distributor: string) =>
  useQuery({
    queryKey: ['plan', distributor],
    queryFn: () => call.field.myPlan({ distributor }),
  })

/** One plan: how much of it is reached, and how much of that the shops ordered themselves. */
export function PlanBar({ plan }: { plan: Plan }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { measure, scope, target, actual, bySelf } = plan
  const said = (value: number) =>
    measure === 'value' || measure === 'collected'
      ? f.money(value)
      : measure === 'quantity'
        ? f.quantity(value)
        : f.number(value)
  const share = (value: number) => (target > 0 ? Math.min(100, (value * 100) / target) : 100)
  const name = `${MEASURES[measure]?.[language]}${scope && ` · ${scope}`}`
  if (actual === null) {
    return (
      <p>
        {name}: {said(target)} <span className="text-soft">({t.unmeasured})</span>
      </p>
    )
  }
  const own = share(bySelf ?? 0)
  return (
    <div className="space-y-1">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{name}</span>
        <span className="text-sm">
          <strong>{said(actual)}</strong> {t.of} {said(target)} ·{' '}
          {actual >= target ? t.done : `${t.left} ${said(target - actual)}`}
        </span>
      </p>
      <div
        role="img"
        aria-label={`${name}: ${said(actual)} ${t.of} ${said(target)}`}
        className="flex h-3 overflow-hidden rounded-full bg-ground"
      >
        <span className="bg-accent" style={{ width: `${own}%` }} />
        <span className="bg-accent/50" style={{ width: `${Math.max(0, share(actual) - own)}%` }} />
      </div>
      <p className="text-xs text-soft">
        {t.bySelf} {said(bySelf ?? 0)}
      </p>
    </div>
  )
}

/** The gap to plan on the person's first screen. */
export function PlanCard({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const mine = useMyPlan(distributor)
  const plan = mine.data?.plans[0]
  if (!mine.data) return null
  return (
    <Card className="space-y-1">
      {plan && <PlanBar plan={plan} />}
      <Link href="/plan" className="inline-flex min-h-11 items-center gap-1 text-accent">
        {t.plan} <ChevronRight size={18} aria-hidden />
      </Link>
    </Card>
  )
}

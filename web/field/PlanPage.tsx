import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Card, Empty, Skeleton } from '../kit/Parts.tsx'
import { words as fieldWords } from './field-words.ts'
import { PlanBar, useMyPlan } from './PlanBar.tsx'
import { MINUTES, words } from './plan-words.ts'

/** The person's plan, what the portal did for him, and what he earned by his shops. */
export function PlanPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useWords(fieldWords)
  const mine = useMyPlan(distributor)
  return (
    <div className="mx-auto max-w-3xl space-y-4">
      <PageHead title={t.plan} lead={t.lead} back={{ href: '/', name: f.outlets }} />
      {mine.error && <Failed error={mine.error} retry={mine.refetch} />}
      {mine.isPending && <Skeleton rows={4} />}
      {mine.data?.plans.length === 0 && <Empty title={t.none} />}
      {mine.data && mine.data.plans.length > 0 && (
        <Card className="space-y-4">
          {mine.data.plans.map((plan) => (
            <PlanBar key={`${plan.measure} ${plan.scope}`} plan={plan} />
          ))}
        </Card>
      )}
      {mine.data && <PortalDid did={mine.data.portal} />}
      <Bonuses distributor={distributor} />
    </div>
  )
}

type Did = Awaited<ReturnType<typeof call.field.myPlan>>['portal']

function PortalDid({ did }: { did: Did }) {
  const t = useWords(words)
  const f = useFormats()
  const facts = [
    [t.orders, f.number(did.orders)],
    [t.outlets, f.number(did.outlets)],
    [t.value, f.money(did.valueMinor)],
    [t.offHours, f.number(did.offHours)],
    [t.freed, f.count(did.freedMinutes, MINUTES)],
  ]
  return (
    <Card className="space-y-3">
      <h2 className="font-semibold">{t.portal}</h2>
      {did.orders === 0 && <p className="text-soft">{t.nothing}</p>}
      {did.orders > 0 && (
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt className="text-xs text-soft">{name}</dt>
              <dd className="text-lg font-bold">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  )
}

function Bonuses({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const earned = useQuery({
    queryKey: ['plan', distributor, 'bonuses'],
    queryFn: () => call.rollout.bonuses({ distributor }),
  })
  if (earned.error) return <Failed error={earned.error} retry={earned.refetch} />
  if (!earned.data) return <Skeleton rows={1} />
  const { regularMinor, bonuses } = earned.data
  if (regularMinor === 0 && bonuses.length === 0) return null
  return (
    <Card className="space-y-3">
      <div>
        <h2 className="font-semibold">{t.bonuses}</h2>
        {regularMinor > 0 && (
          <p className="text-sm text-soft">
            {t.next} <strong className="text-ink">{f.money(regularMinor)}</strong>
          </p>
        )}
      </div>
      {bonuses.length === 0 && <p className="text-soft">{t.noBonuses}</p>}
      <ul className="space-y-2">
        {bonuses.map((bonus) => (
          <li
            key={`${bonus.outletId} ${bonus.kind}`}
            className="flex items-center justify-between gap-3"
          >
            <span>
              <Link
                href={`/o/${bonus.outletId}`}
                className="inline-flex min-h-11 items-center font-medium text-accent"
              >
                {bonus.outletName}
              </Link>{' '}
              <span className="text-soft">{bonus.kind === 'held' ? t.held : t.regular}</span>
            </span>
            <strong className="whitespace-nowrap">{f.money(bonus.amountMinor)}</strong>
          </li>
        ))}
      </ul>
    </Card>
  )
}

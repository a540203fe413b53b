import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Alert, Badge, Button, Empty, Skeleton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { words } from './discount-words.ts'
import { LimitForm } from './LimitForm.tsx'

type Person = Awaited<ReturnType<typeof call.ordering.handBudgets>>['people'][number]

/** The limits and budgets of those who may give discounts. */
export const budgetsQuery = (distributor: string) => ({
  queryKey: ['hand', distributor, 'budgets'],
  queryFn: () => call.ordering.handBudgets({ distributor }),
})

/** Each agent's and supervisor's limit, and what of the month's budget is given and left. */
export function Budgets({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const budgets = useQuery(budgetsQuery(distributor))
  const [changed, setChanged] = useState<Person | null>(null)
  if (budgets.error) return <Failed error={budgets.error} retry={budgets.refetch} />
  if (!budgets.data) return <Skeleton rows={5} />
  const { people } = budgets.data
  if (people.length === 0) return <Empty title={t.nobody}>{t.nobodyHow}</Empty>
  const sets = can(tenant, 'account.write')
  const figures = [t.left, t.spent, t.budget, t.limit, t.lines]
  const heads = [
    t.person,
    ...figures.map((name) => ({ name, figure: true })),
    t.role,
    ...(sets ? [{ name: t.change, hidden: true }] : []),
  ]
  return (
    <div className="space-y-3">
      {people.every((person) => person.percentBp === 0) && <Alert>{t.noLimits}</Alert>}
      <Table label={t.budgets} heads={heads} testId="hand-budgets">
        {people.map((person) => (
          <Row key={person.personId} person={person} change={sets ? setChanged : null} />
        ))}
      </Table>
      <Dialog
        open={changed !== null}
        close={() => setChanged(null)}
        title={changed?.name ?? ''}
        closeLabel={t.close}
      >
        {changed && (
          <LimitForm
            distributor={distributor}
            holder={changed.personId}
            known={changed}
            own={changed.own}
            done={() => setChanged(null)}
          />
        )}
      </Dialog>
    </div>
  )
}

type RowProps = { person: Person; change: ((person: Person) => void) | null }

function Row({ person, change }: RowProps) {
  const t = useWords(words)
  const f = useFormats()
  const { personId, name, role, percentBp, budgetMinor, spentMinor } = person
  const leftMinor = budgetMinor - spentMinor
  return (
    <tr>
      <td>
        <Link
          href={`/discounts?view=given&person=${personId}`}
          className="inline-flex min-h-8 items-center font-medium text-accent"
        >
          {name}
        </Link>{' '}
        {person.own && <Badge tone="line">{t.own}</Badge>}
      </td>
      <td className={`figure font-semibold ${leftMinor > 0 ? '' : 'text-warn'}`}>
        {f.money(Math.max(0, leftMinor))}
      </td>
      <td className="figure">{f.money(spentMinor)}</td>
      <td className="figure">{f.money(budgetMinor)}</td>
      <td className="figure">{f.percent(percentBp)}</td>
      <td className="figure">{f.number(person.given)}</td>
      <td>{t[role]}</td>
      {change && (
        <td className="figure">
          <Button look="quiet" aria-label={`${t.change}: ${name}`} onClick={() => change(person)}>
            {t.change}
          </Button>
        </td>
      )}
    </tr>
  )
}

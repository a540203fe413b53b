import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Empty, SelectField, Skeleton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { HAND_REASON_WORDS } from '../../order/hand-words.ts'
import { nameText } from '../../order/name-text.ts'
import { useFilters } from '../use-filters.tsx'
import { budgetsQuery } from './Budgets.tsx'
import { words } from './discount-words.ts'

const TONE = { taken: 'good', waits: 'warn', given_back: 'line' } as const
const SHOWN = 200

/** Each discount that was given: by whom, to whom, how much and why. */
export function Given({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { filters, set } = useFilters()
  const budgets = useQuery(budgetsQuery(distributor))
  const personId = filters.person ?? ''
  const given = useQuery({
    queryKey: ['hand', distributor, 'given', personId],
    queryFn: () =>
      call.ordering.handGiven({ distributor, limit: SHOWN, ...(personId && { personId }) }),
  })
  return (
    <div className="space-y-3">
      <SelectField
        label={t.giver}
        className="max-w-xs"
        value={personId}
        onChange={(event) => set({ person: event.target.value })}
      >
        <option value="">{t.any}</option>
        {budgets.data?.people.map((person) => (
          <option key={person.personId} value={person.personId}>
            {person.name}
          </option>
        ))}
      </SelectField>
      {given.error && <Failed error={given.error} retry={given.refetch} />}
      {given.isPending && <Skeleton rows={5} />}
      {given.data &&
        (given.data.given.length === 0 ? (
          <Empty title={t.noneGiven}>{t.noneGivenHow}</Empty>
        ) : (
          <GivenTable {...given.data} />
        ))}
    </div>
  )
}

function GivenTable({ given, currency }: Awaited<ReturnType<typeof call.ordering.handGiven>>) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const figures = [t.percent, t.off].map((name) => ({ name, figure: true }))
  const heads = [t.when, t.order, t.outlet, t.product, ...figures, t.reason, t.giver, t.state]
  return (
    <Table label={t.given} heads={heads} testId="hand-given">
      {given.map((row) => (
        <tr key={row.id}>
          <td className="whitespace-nowrap">{f.moment(row.givenAt)}</td>
          <td className="whitespace-nowrap">
            <Link
              href={`/orders/${row.orderId}`}
              className="inline-flex min-h-8 items-center font-medium text-accent"
            >
              {row.number}
            </Link>
          </td>
          <td>
            <Link
              href={`/o/${row.outletId}`}
              className="inline-flex min-h-8 items-center text-accent"
            >
              {row.outletName}
            </Link>
          </td>
          <td>{nameText(row.productName)}</td>
          <td className="figure">{f.percent(row.percentBp)}</td>
          <td className="figure font-semibold">{f.money(row.offMinor, currency)}</td>
          <td>{HAND_REASON_WORDS[row.reason][language]}</td>
          <td>{row.giver}</td>
          <td>
            <Badge tone={TONE[row.state]}>{t[row.state]}</Badge>
          </td>
        </tr>
      ))}
    </Table>
  )
}

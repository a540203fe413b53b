import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, Button, Card, Skeleton } from '../kit/Parts.tsx'
import { useTitle } from '../kit/title.ts'
import { ReturnList } from '../returns/ReturnList.tsx'
import { Balances } from './Balances.tsx'
import { words } from './debt-words.ts'
import { LicenceList } from './LicenceList.tsx'

type Props = { distributor: string; outletId: string }

/** Everything on paper of one outlet: what is owed, invoices, payments, licences, returns. */
export function DocumentsPage({ distributor, outletId }: Props) {
  const t = useWords(words)
  useTitle(t.documents)
  return (
    <div className="space-y-4">
      <h1 className="text-xl font-bold">{t.documents}</h1>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <div className="min-w-0 space-y-4">
          <Balances distributor={distributor} outletId={outletId} />
          <LicenceList distributor={distributor} outletId={outletId} />
          <ReturnList distributor={distributor} asked={{ outletId }} title={t.returns} />
        </div>
        <div className="min-w-0 space-y-4">
          <Invoices distributor={distributor} outletId={outletId} />
          <Payments distributor={distributor} outletId={outletId} />
        </div>
      </div>
    </div>
  )
}

const STATE = {
  open: { tone: 'plain', word: 'stateOpen' },
  overdue: { tone: 'bad', word: 'stateOverdue' },
  paid: { tone: 'good', word: 'statePaid' },
} as const

function Invoices({ distributor, outletId }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const pages = useInfiniteQuery({
    queryKey: ['invoices', distributor, outletId],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call.accounts.invoices({
        distributor,
        outletId,
        limit: 20,
        ...(pageParam && { before: pageParam }),
      }),
    getNextPageParam: (page) => page.next,
  })
  const rows = pages.data?.pages.flatMap((page) => page.invoices) ?? []
  return (
    <Card>
      <h2 className="mb-2 font-semibold">{t.invoices}</h2>
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.data && rows.length === 0 && <p className="text-sm text-soft">{t.noInvoices}</p>}
      <ul className="divide-y divide-line text-sm" data-testid="invoices">
        {rows.map((invoice) => (
          <li key={invoice.id} className="flex items-center justify-between gap-3 py-2">
            <span>
              <span className="font-medium">{invoice.number}</span>{' '}
              <Badge tone={STATE[invoice.state].tone}>{t[STATE[invoice.state].word]}</Badge>
              <span className="block text-xs text-faint">
                {f.day(invoice.day)}
                {invoice.state !== 'paid' && ` · ${t.dueOn} ${f.day(invoice.dueDay)}`}
              </span>
            </span>
            <span className="text-right whitespace-nowrap">
              <span className="font-semibold">{f.money(invoice.totalMinor)}</span>
              {invoice.paidMinor > 0 && invoice.state !== 'paid' && (
                <span className="block text-xs text-faint">
                  {t.paidOf} {f.money(invoice.paidMinor)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button className="mt-2 w-full" onClick={() => void pages.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </Card>
  )
}

function Payments({ distributor, outletId }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const payments = useQuery({
    queryKey: ['payments', distributor, outletId],
    queryFn: () => call.accounts.payments({ distributor, outletId, limit: 20 }),
  })
  if (payments.error) return <Failed error={payments.error} retry={payments.refetch} />
  if (!payments.data) return <Skeleton rows={2} />
  const rows = payments.data.payments
  return (
    <Card>
      <h2 className="mb-2 font-semibold">{t.payments}</h2>
      {rows.length === 0 && <p className="text-sm text-soft">{t.noPayments}</p>}
      <ul className="divide-y divide-line text-sm">
        {rows.map((payment) => (
          <li key={payment.id} className="flex justify-between gap-3 py-2">
            <span>
              <span className="font-medium">{payment.number}</span>
              <span className="block text-xs text-faint">
                {f.day(payment.day)}
                {payment.invoices.length > 0 &&
                  ` · ${t.paidFor} ${payment.invoices.map((invoice) => invoice.number).join(', ')}`}
              </span>
            </span>
            <span className="font-semibold whitespace-nowrap text-good">
              {f.money(payment.amountMinor)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

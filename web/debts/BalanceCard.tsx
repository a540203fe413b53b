import type { Balance } from '../../src/modules/accounts/contract.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, Button } from '../kit/Parts.tsx'
import { toast } from '../kit/Toasts.tsx'
import { words } from './debt-words.ts'

/** What is owed on one contract, as at when, which invoices are overdue and how to pay. */
export function BalanceCard({ balance }: { balance: Balance }) {
  const t = useWords(words)
  const f = useFormats()
  const named = balance.overdueInvoices.reduce((sum, invoice) => sum + invoice.restMinor, 0)
  const elsewhere = Math.max(0, balance.overdueMinor - named)
  return (
    <div className="space-y-2 text-sm" data-testid="balance">
      <p className="font-medium">
        {balance.payerName} · {balance.contractCode}
      </p>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
        <dt className="text-faint">{t.debt}</dt>
        <dd className="text-right font-semibold">
          {f.money(balance.debtMinor + balance.shippedMinor)}
        </dd>
        {balance.overdueMinor > 0 && (
          <>
            <dt className="text-bad">{t.overdue}</dt>
            <dd className="text-right font-semibold text-bad">{f.money(balance.overdueMinor)}</dd>
          </>
        )}
        {balance.limitMinor !== null && (
          <>
            <dt className="text-faint">{t.limit}</dt>
            <dd className="text-right">{f.money(balance.limitMinor)}</dd>
          </>
        )}
      </dl>
      <p className="flex flex-wrap items-center gap-2 text-xs text-faint">
        {balance.asAt ? `${t.asAt} ${f.moment(balance.asAt)}` : t.neverTold}
        {balance.doubtful && balance.asAt && <Badge tone="warn">{t.doubtful}</Badge>}
      </p>
      {balance.overdueInvoices.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {balance.overdueInvoices.map((invoice) => (
            <li key={invoice.number} className="flex justify-between gap-3 py-1.5">
              <span>
                {invoice.number}{' '}
                <span className="text-xs text-faint">
                  {t.dueOn} {f.day(invoice.dueDay)}
                </span>
              </span>
              <span className="font-medium text-bad">{f.money(invoice.restMinor)}</span>
            </li>
          ))}
        </ul>
      )}
      {elsewhere > 0 && named > 0 && (
        <p className="text-xs text-faint">
          {f.money(elsewhere)} {t.elsewhere}
        </p>
      )}
      {balance.promise && (
        <p className="flex flex-wrap items-center gap-2">
          {t.promised} {f.money(balance.promise.amountMinor)} {f.day(balance.promise.payDay)} ·{' '}
          {balance.promise.promisedBy}
          <Badge tone={TONE[balance.promise.state]}>{t[balance.promise.state]}</Badge>
        </p>
      )}
    </div>
  )
}

const TONE = { open: 'accent', kept: 'good', broken: 'bad' } as const

/** What to write into the bank's form; copied as text. */
export function HowToPay({ balance }: { balance: Balance }) {
  const t = useWords(words)
  const numbers = balance.overdueInvoices.map((invoice) => invoice.number).join(', ')
  const purpose = `${t.purposeText} ${balance.contractCode}${numbers ? `, ${t.purposeInvoices} ${numbers}` : ''}`
  const rows = [
    [t.receiver, balance.sellingEntity],
    [t.taxId, balance.sellerTaxId],
    ['IBAN', balance.iban],
    [t.purpose, purpose],
  ].filter(([, value]) => value)
  const copy = async () => {
    await navigator.clipboard.writeText(rows.map((row) => row.join(': ')).join('\n'))
    toast({ text: t.copied })
  }
  return (
    <details className="text-sm">
      <summary className="fold text-accent">{t.howToPay}</summary>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-faint">{name}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <Button className="mt-2" onClick={() => void copy()}>
        {t.copy}
      </Button>
    </details>
  )
}

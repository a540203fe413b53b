import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, Empty, Skeleton } from '../kit/Parts.tsx'

const words = {
  collect: { uk: 'З кого стягнути', en: 'Whom to collect from', ru: 'С кого взыскать' },
  back: { uk: 'Мої точки', en: 'My outlets', ru: 'Мои точки' },
  nobody: { uk: 'Боржників немає', en: 'Nobody owes', ru: 'Должников нет' },
  nobodyHow: {
    uk: 'Тут будуть ваші точки, що прострочили оплату.',
    en: 'Your outlets that are late with a payment will stand here.',
    ru: 'Здесь будут ваши точки, которые просрочили оплату.',
  },
  total: { uk: 'Прострочено разом', en: 'Overdue in all', ru: 'Просрочено всего' },
  since: { uk: 'мали сплатити до', en: 'was due on', ru: 'должны были оплатить до' },
  promised: { uk: 'обіцяє', en: 'promises', ru: 'обещает' },
  broken: { uk: 'не виконав обіцянку', en: 'did not keep the promise', ru: 'не выполнил обещание' },
}

/** The agent's debtors, the largest first, with what each of them promised. */
export function CollectPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const debts = useQuery({
    queryKey: ['debts', distributor, 'mine'],
    queryFn: () => call.accounts.debts({ distributor, by: 'outlet', limit: 200 }),
  })
  return (
    <div className="space-y-4">
      <PageHead
        title={t.collect}
        lead={
          debts.data &&
          debts.data.totalMinor > 0 && (
            <>
              {t.total}: <strong className="text-ink">{f.money(debts.data.totalMinor)}</strong>
            </>
          )
        }
        back={{ href: '/', name: t.back }}
      />
      {debts.error && <Failed error={debts.error} retry={debts.refetch} />}
      {debts.isPending && <Skeleton rows={5} />}
      {debts.data?.rows.length === 0 && <Empty title={t.nobody}>{t.nobodyHow}</Empty>}
      <ul className="grid gap-2 md:grid-cols-2" data-testid="collect">
        {debts.data?.rows.map((row) => (
          <li key={row.id}>
            <Link
              href={`/o/${row.outletId}/documents`}
              className="block h-full rounded-card border border-line bg-card p-3 hover:border-accent"
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="font-semibold">{row.name}</span>
                <span className="font-bold whitespace-nowrap text-bad">
                  {f.money(row.totalMinor)}
                </span>
              </span>
              <span className="mt-1 flex flex-wrap items-center gap-1.5 text-xs text-soft">
                {row.payerName}
                {row.oldestDueDay && ` · ${t.since} ${f.day(row.oldestDueDay)}`}
                {row.promiseDay && (
                  <Badge tone={row.promiseState === 'broken' ? 'bad' : 'accent'}>
                    {row.promiseState === 'broken' ? t.broken : t.promised} {f.day(row.promiseDay)}
                  </Badge>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

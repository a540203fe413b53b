import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Button, Card, Skeleton } from '../../kit/Parts.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { OUTLETS } from './fit-words.ts'

const words = {
  title: { uk: 'Базовий рівень', en: 'Baseline', ru: 'Базовый уровень' },
  lead: {
    uk: 'З чим порівнюватимемо портал: підсумки 12 тижнів до запуску, незмінні.',
    en: 'What the portal is compared with: the 12 weeks before the launch, as they were.',
    ru: 'С чем будем сравнивать портал: итоги 12 недель до запуска, неизменные.',
  },
  freeze: { uk: 'Зафіксувати 12 тижнів', en: 'Record the 12 weeks', ru: 'Зафиксировать 12 недель' },
  none: { uk: 'Ще не зафіксовано', en: 'Not recorded yet', ru: 'Ещё не зафиксировано' },
  frozen: { uk: 'зафіксовано', en: 'recorded', ru: 'зафиксировано' },
  drop: { uk: 'Середня доставка', en: 'Average drop', ru: 'Средняя доставка' },
  products: { uk: 'Товарів на точку', en: 'Products per outlet', ru: 'Товаров на точку' },
  lines: { uk: 'Рядків у замовленні', en: 'Lines per order', ru: 'Строк в заказе' },
  self: { uk: 'Самостійних замовлень', en: 'Self-service orders', ru: 'Самостоятельных заказов' },
}

type Row = Awaited<ReturnType<typeof call.goals.baselines>>['baselines'][number]

/** The yardstick of the launch, and freezing it. */
export function Baseline({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const queries = useQueryClient()
  const [id, setId] = useState(() => crypto.randomUUID())
  const rows = useQuery({
    queryKey: ['fit', distributor, 'baselines'],
    queryFn: () => call.goals.baselines({ distributor }),
  })
  const freeze = useMutation({
    mutationFn: () => call.goals.freezeBaseline({ distributor, id }),
    onSuccess: () => setId(crypto.randomUUID()),
    onSettled: () => queries.invalidateQueries({ queryKey: ['fit', distributor, 'baselines'] }),
  })
  return (
    <Card className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h2 className="font-semibold">{t.title}</h2>
          <p className="text-sm text-soft">{t.lead}</p>
        </div>
        {can(tenant, 'rollout.write') && (
          <Button busy={freeze.isPending} onClick={() => freeze.mutate()}>
            {t.freeze}
          </Button>
        )}
      </div>
      {freeze.error && <Failed error={freeze.error} />}
      {rows.error && <Failed error={rows.error} retry={rows.refetch} />}
      {rows.isPending && <Skeleton rows={1} />}
      {rows.data?.baselines.length === 0 && <p className="text-sm text-soft">{t.none}</p>}
      <ul className="space-y-3">
        {rows.data?.baselines.map((row) => (
          <li key={row.id}>
            <Figures row={row} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Figures({ row }: { row: Row }) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const per = (whole: number, parts: number) => (parts > 0 ? whole / parts : 0)
  const rounded = (value: number) => f.number(Math.round(value * 10) / 10)
  const share = Math.round(per(row.selfServiceOrders * 100, row.orders))
  const figures = [
    [t.drop, f.money(Math.round(per(row.keptMinor, row.drops)), tenant.currency)],
    [t.products, rounded(per(row.products, row.outlets))],
    [t.lines, rounded(per(row.lines, row.orders))],
    [t.self, `${f.number(share)} %`],
  ]
  return (
    <div className="space-y-1">
      <p className="text-sm">
        <strong>
          {f.day(row.fromDay)} — {f.day(row.toDay)}
        </strong>{' '}
        <span className="text-soft">
          {f.count(row.outlets, OUTLETS)} · {t.frozen} {f.moment(row.frozenAt)}
        </span>
      </p>
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-soft">{name}</dt>
            <dd className="text-lg font-bold">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

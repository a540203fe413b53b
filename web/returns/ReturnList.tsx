import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Return } from '../../src/modules/ordering/contract.ts'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Badge, Button, Card, Empty, Skeleton, type Tone } from '../kit/Parts.tsx'
import { nameText } from '../order/name-text.ts'
import { Decide } from './Decide.tsx'
import { KINDS, STATES, words } from './return-words.ts'

export type ReturnsAsked = {
  outletId?: string
  orderId?: string
  status?: Return['status']
  search?: string
}
type Props = { distributor: string; asked: ReturnsAsked; title: string; whenEmpty?: 'hide' | 'say' }

const TONE: Record<Return['status'], Tone> = {
  asked: 'warn',
  accepted: 'accent',
  refused: 'bad',
  done: 'good',
}

/** Returns of an order, an outlet or of all, with what may be decided about each. */
export function ReturnList({ distributor, asked, title, whenEmpty = 'hide' }: Props) {
  const t = useWords(words)
  const pages = useInfiniteQuery({
    queryKey: ['returns', distributor, asked],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call.ordering.returns({ distributor, ...asked, ...(pageParam && { before: pageParam }) }),
    getNextPageParam: (page) => page.next,
  })
  if (pages.error) return <Failed error={pages.error} retry={pages.refetch} />
  if (!pages.data) return whenEmpty === 'hide' ? null : <Skeleton rows={4} />
  const rows = pages.data.pages.flatMap((page) => page.returns)
  if (rows.length === 0) return whenEmpty === 'hide' ? null : <Empty title={t.none} />
  return (
    <Card>
      <h2 className="mb-2 font-semibold">{title}</h2>
      <ul className="divide-y divide-line" data-testid="returns">
        {rows.map((row) => (
          <Row
            key={row.id}
            distributor={distributor}
            row={row}
            onOrder={asked.orderId !== undefined}
          />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button className="mt-2 w-full" onClick={() => void pages.fetchNextPage()}>
          {t.showMore}
        </Button>
      )}
    </Card>
  )
}

type RowProps = { distributor: string; row: Return; onOrder: boolean }

function Row({ distributor, row, onOrder }: RowProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  return (
    <li className="space-y-1 py-3 text-sm">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex flex-wrap items-center gap-2">
          <strong>{row.number}</strong>
          <Badge tone={TONE[row.status]}>{STATES[row.status][language]}</Badge>
        </span>
        <strong>{f.money(row.totalMinor)}</strong>
      </p>
      <p className="text-xs text-faint">
        {!onOrder && `${row.outletName} · `}
        {f.day(row.day)}
        {row.askedBy && ` · ${row.askedBy}`}
        {row.orderId && !onOrder && (
          <>
            {' · '}
            <Link
              href={`/orders/${row.orderId}`}
              className="whitespace-nowrap text-accent underline"
            >
              {t.order} {row.orderNumber}
            </Link>
          </>
        )}
      </p>
      <ul>
        {row.lines.map((line) => (
          <li key={line.lineNo}>
            {nameText(line.name)} —{' '}
            <span className="whitespace-nowrap">
              {f.quantity(line.quantityMilli)} {line.unitCode}
            </span>{' '}
            <span className="text-faint">({KINDS[line.kind][language]})</span>
          </li>
        ))}
      </ul>
      {row.note && <p>«{row.note}»</p>}
      {row.why && (
        <p className="text-soft">
          {row.decidedBy}: «{row.why}»
        </p>
      )}
      {(row.can.decide || row.can.finish) && <Decide distributor={distributor} row={row} />}
    </li>
  )
}

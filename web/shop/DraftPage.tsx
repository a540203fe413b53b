import { useMutation, useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { call, errorText, notThere, refusalOf } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { CurrencyContext, TimeZoneContext, useFormats, useWords } from '../kit/language.ts'
import { Alert, Button, Card, Skeleton } from '../kit/Parts.tsx'
import { useTitle } from '../kit/title.ts'
import { acceptDifferences } from '../order/accept-differences.ts'
import { Differences } from '../order/Differences.tsx'
import { nameText } from '../order/name-text.ts'
import { words } from './draft-words.ts'

type Draft = Awaited<ReturnType<typeof call.ordering.draft>>
type Line = { productId: string; unitCode: string; quantityMilli: number; seenUnitPriceE4?: number }

/** A ready order behind a signed link: seen and placed without signing in. */
export function DraftPage({ token }: { token: string }) {
  const t = useWords(words)
  const draft = useQuery({
    queryKey: ['draft', token],
    queryFn: () => call.ordering.draft({ token }),
  })
  useTitle(t.title)
  if (notThere(draft.error) || refusalOf(draft.error)) {
    return (
      <Told title={t.nothing} shop="/shop">
        {t.nothingWhy}
      </Told>
    )
  }
  if (draft.error)
    return (
      <Page>
        <Failed error={draft.error} retry={draft.refetch} />
      </Page>
    )
  if (!draft.data)
    return (
      <Page>
        <Skeleton />
      </Page>
    )
  return (
    <TimeZoneContext.Provider value={draft.data.distributor.timeZone}>
      <CurrencyContext.Provider value={draft.data.currency}>
        <OfState token={token} draft={draft.data} again={() => void draft.refetch()} />
      </CurrencyContext.Provider>
    </TimeZoneContext.Provider>
  )
}

type OfStateProps = { token: string; draft: Draft; again: () => void }

function OfState({ token, draft, again }: OfStateProps) {
  const t = useWords(words)
  const shop = `/shop/${draft.distributor.code}/${draft.outletId}`
  switch (draft.state) {
    case 'open':
      return <Ready token={token} draft={draft} again={again} />
    case 'placed':
      return (
        <Told title={t.already} shop={shop}>
          {t.number}: {draft.placed?.numbers.join(', ')}
        </Told>
      )
    case 'expired':
      return (
        <Told title={t.expired} shop={shop}>
          {t.expiredWhy}
        </Told>
      )
    case 'withdrawn':
      return (
        <Told title={t.withdrawn} shop={shop}>
          {t.withdrawnWhy}
        </Told>
      )
    default:
      return draft.state satisfies never
  }
}

const asLine = ({ productId, unitCode, quantityMilli, unitPriceE4 }: Draft['lines'][number]) => ({
  ...{ productId, unitCode, quantityMilli },
  seenUnitPriceE4: unitPriceE4,
})

function Ready({ token, draft, again }: OfStateProps) {
  const t = useWords(words)
  const f = useFormats()
  const [accepted, setAccepted] = useState<Line[] | null>(null)
  const lines = accepted ?? draft.lines.map(asLine)
  const place = useMutation({
    mutationFn: (onDouble: 'ask' | 'keep') => call.ordering.placeDraft({ token, lines, onDouble }),
    onError: again,
  })
  if (place.data) return <Taken draft={draft} placed={place.data} />
  const names = new Map(draft.lines.map((line) => [line.productId, line.name]))
  const open = accepted ? [] : draft.differences
  const double = refusalOf(place.error)?.code === 'double_order'
  return (
    <Page>
      <Head draft={draft} />
      <Differences
        differences={open}
        names={names}
        accept={() => setAccepted(acceptDifferences(lines, draft.differences))}
      />
      <Card>
        <ul className="divide-y divide-line">
          {draft.lines.map((line) => (
            <LineRow key={`${line.productId} ${line.unitCode}`} line={line} wanted={lines} />
          ))}
        </ul>
        <p className="mt-3 flex items-baseline justify-between border-t border-line pt-3">
          <span className="font-semibold">{t.total}</span>
          <strong className="text-xl" data-testid="total">
            {(draft.approximate || accepted) && '≈ '}
            {f.money(draft.totalMinor, draft.currency)}
          </strong>
        </p>
      </Card>
      {draft.missingMinor > 0 && (
        <Alert>
          {t.missing} {f.money(draft.missingMinor, draft.currency)}
        </Alert>
      )}
      {place.error && <Alert tone="bad">{errorText(place.error, t.sendAgain)}</Alert>}
      <Button
        look="primary"
        className="min-h-13 w-full text-lg"
        busy={place.isPending}
        disabled={open.length > 0 || draft.missingMinor > 0 || lines.length === 0}
        onClick={() => place.mutate(double ? 'keep' : 'ask')}
      >
        {double ? t.keepBoth : t.place}
      </Button>
    </Page>
  )
}

function Head({ draft }: { draft: Draft }) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <div className="space-y-1">
      <p className="text-sm text-soft">
        {draft.distributor.name} · {draft.outletName}
      </p>
      <h1 className="text-xl font-bold">{t.title}</h1>
      <p className="text-soft">
        {draft.madeName ? `${t.byStaff} ${draft.madeName}` : t.bySuggestion}
      </p>
      {draft.said && (
        <blockquote className="border-l-4 border-line pl-3 whitespace-pre-line text-soft">
          {t.youSaid}: {draft.said}
        </blockquote>
      )}
      <p>
        {t.delivery}: <strong>{f.longDay(draft.deliveryDay)}</strong>. {t.until}{' '}
        <strong>{f.until(draft.cutOffAt, draft.now)}</strong>
      </p>
      {draft.note && <p className="text-soft">{draft.note}</p>}
    </div>
  )
}

function LineRow({ line, wanted }: { line: Draft['lines'][number]; wanted: Line[] }) {
  const f = useFormats()
  const kept = wanted.find(
    (other) => other.productId === line.productId && other.unitCode === line.unitCode,
  )
  return (
    <li className={`flex items-baseline gap-3 py-2 ${kept ? '' : 'text-faint line-through'}`}>
      <span className="min-w-0 flex-1">{nameText(line.name)}</span>
      <span className="whitespace-nowrap text-soft">
        {f.quantity(kept?.quantityMilli ?? line.quantityMilli)} {line.unitCode}
      </span>
      <span className="w-24 text-right font-medium whitespace-nowrap">
        {f.money(line.totalMinor)}
      </span>
    </li>
  )
}

type TakenProps = { draft: Draft; placed: { totalMinor: number; orders: { number: string }[] } }

function Taken({ draft, placed }: TakenProps) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <Told title={t.placed} good shop={`/shop/${draft.distributor.code}/${draft.outletId}`}>
      <span className="block text-2xl font-bold text-ink">
        {f.money(placed.totalMinor, draft.currency)}
      </span>
      {t.number}: {placed.orders.map(({ number }) => number).join(', ')}
      <span className="block">
        {t.delivery}: {f.longDay(draft.deliveryDay)}
      </span>
    </Told>
  )
}

type ToldProps = { title: string; shop?: string; good?: boolean; children: ReactNode }

function Told({ title, shop, good, children }: ToldProps) {
  const t = useWords(words)
  return (
    <Page>
      <Card className="space-y-3 text-center">
        <h1
          className={`flex items-center justify-center gap-2 text-xl font-bold ${good ? 'text-good' : ''}`}
        >
          {good && <CircleCheck aria-hidden />} {title}
        </h1>
        <p className="text-soft">{children}</p>
        {shop && (
          <a href={shop} className="order-bar-action w-full">
            {t.toShop}
          </a>
        )}
      </Card>
    </Page>
  )
}

const Page = ({ children }: { children: ReactNode }) => (
  <main className="mx-auto max-w-xl space-y-4 p-4">{children}</main>
)

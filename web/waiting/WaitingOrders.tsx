import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Badge, Button, Card, type Tone } from '../kit/Parts.tsx'
import { acceptDifferences } from '../order/accept-differences.ts'
import { useCart } from '../order/cart.ts'
import { Differences } from '../order/Differences.tsx'
import { GOODS } from '../order/order-page-words.ts'
import { usePlace } from '../signin/me.tsx'
import { drop, note, useWaiting, type Waiting } from './kept.ts'
import { sendWaiting } from './send.ts'
import { words } from './waiting-words.ts'

type Screen = 'shop' | 'field'

const AGAIN_MS = 15_000

/** The orders that wait on this device: sent as soon as there is a network, and what became of them. */
export function WaitingOrders({ screen }: { screen: Screen }) {
  const t = useWords(words)
  const { me, tenant } = usePlace()
  const queries = useQueryClient()
  const [tried, setTried] = useState(false)
  const personId = me.person.id
  const mine = useWaiting().filter((order) => order.personId === personId)
  const waits = mine.filter(({ now }) => now === 'waiting').length
  const send = useCallback(async () => {
    const done = await sendWaiting(personId)
    setTried(!done)
    if (done) void queries.invalidateQueries()
  }, [personId, queries])
  useEffect(() => {
    if (waits === 0) return undefined
    const again = () => void send()
    const timer = setInterval(again, AGAIN_MS)
    window.addEventListener('online', again)
    if (navigator.onLine) again()
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [waits, send])
  const shown = mine.filter(({ request }) => request.distributor === tenant.code)
  if (shown.length === 0) return null
  return (
    <section aria-label={t.heading} className="no-print mb-4 space-y-2" data-testid="waiting">
      {shown.map((order) => (
        <WaitingCard key={order.id} {...{ order, screen, tried }} send={() => void send()} />
      ))}
    </section>
  )
}

const TONE: Record<Waiting['now'], Tone> = {
  waiting: 'warn',
  placed: 'good',
  asked: 'accent',
  refused: 'bad',
}

type CardProps = { order: Waiting; screen: Screen; tried: boolean; send: () => void }

function WaitingCard({ order, screen, tried, send }: CardProps) {
  const t = useWords(words)
  const f = useFormats()
  const { request, totalMinor, now } = order
  return (
    <Card className="space-y-2">
      <div role="status" className="space-y-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={TONE[now]}>{t[now]}</Badge>
          <strong className="min-w-0 break-words">{order.outletName}</strong>
          <span className="text-sm text-soft">
            {f.count(request.lines.length, GOODS)}
            {totalMinor !== null && ` · ${f.money(totalMinor, order.currency)}`}
          </span>
        </p>
        <Told order={order} />
        {now === 'waiting' && tried && <p className="text-sm text-warn">{t.still}</p>}
      </div>
      <Changed order={order} send={send} />
      <div className="flex flex-wrap gap-2">
        {now === 'waiting' && (
          <Button look="primary" onClick={send}>
            {t.sendNow}
          </Button>
        )}
        {(now === 'waiting' || now === 'refused') && <ToCart order={order} screen={screen} />}
        {(now === 'placed' || now === 'asked') && <Seen order={order} screen={screen} />}
      </div>
    </Card>
  )
}

/** On which day it comes: before it left, and after the server answered. */
function Told({ order }: { order: Waiting }) {
  const t = useWords(words)
  const f = useFormats()
  const { request, cutOffAt, lockAt, now, placed } = order
  const day = <strong>{f.longDay(placed?.deliveryDay ?? request.deliveryDay)}</strong>
  if (now === 'refused') return <p className="text-sm text-bad">{order.refused}</p>
  if (now === 'asked') {
    return (
      <p className="text-sm">
        <span className="first-letter:uppercase">{day}</span>. {t.askedWhy}
      </p>
    )
  }
  if (now === 'placed') {
    return (
      <>
        <p>
          {t.comes} {day}
        </p>
        {placed?.late === 'grace' && <p className="text-sm text-soft">{t.grace}</p>}
        {placed?.orders.some(({ status }) => status === 'on_hold') && (
          <p className="text-sm text-warn">{t.held}</p>
        )}
      </>
    )
  }
  return (
    <>
      <p>
        {t.inTime} {day}, {t.ifSent} <strong>{f.moment(cutOffAt)}</strong>. {t.itself}
      </p>
      <p className="text-sm text-soft">
        {t.graceTill} {f.moment(lockAt)}. {t.thenOffice}
      </p>
    </>
  )
}

/** What changed while it waited; it goes with what is accepted, under the same id. */
function Changed({ order, send }: { order: Waiting; send: () => void }) {
  const { id, request, differences = [], names } = order
  if (order.now !== 'refused' || differences.length === 0) return null
  const lines = acceptDifferences(request.lines, differences)
  const accept = () => {
    note(id, { now: 'waiting', request: { ...request, lines }, differences: [], totalMinor: null })
    send()
  }
  if (lines.length === 0) return <Alert tone="bad">{order.refused}</Alert>
  return (
    <Differences differences={differences} names={new Map(Object.entries(names))} accept={accept} />
  )
}

function ToCart({ order, screen }: { order: Waiting; screen: Screen }) {
  const t = useWords(words)
  const [, go] = useLocation()
  const { distributor, outletId, lines, note: said, deliveryDay, checkoutId } = order.request
  const { cart, restore } = useCart(outletId)
  const back = () => {
    if (cart.lines.length === 0) {
      const suggested = order.request.preparedBy === 'suggestion'
      restore({ checkoutId, lines, suggested, note: said ?? '', deliveryDay, late: null })
    } else {
      const others = lines.filter((line) => cart.lines.every((l) => l.productId !== line.productId))
      restore({ ...cart, lines: [...cart.lines, ...others] })
    }
    drop(order.id)
    go(
      screen === 'shop'
        ? `~/shop/${distributor}/${outletId}/cart`
        : `~/field/${distributor}/o/${outletId}/cart`,
    )
  }
  return <Button onClick={back}>{t.toCart}</Button>
}

function Seen({ order, screen }: { order: Waiting; screen: Screen }) {
  const t = useWords(words)
  const { distributor, outletId } = order.request
  const first = order.placed?.orders[0]
  const outlet =
    screen === 'shop' ? `~/shop/${distributor}/${outletId}` : `~/field/${distributor}/o/${outletId}`
  return (
    <>
      <Link
        href={first ? `${outlet}/orders/${first.id}` : `${outlet}/orders`}
        onClick={() => drop(order.id)}
        className="order-bar-action"
      >
        {first ? `${t.open} ${first.number}` : t.answers}
      </Link>
      <Button onClick={() => drop(order.id)}>{t.seen}</Button>
    </>
  )
}

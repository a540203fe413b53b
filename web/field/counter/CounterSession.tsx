import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Circle, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { OBJECTIONS } from '../../../src/modules/rollout/desk/objection-rules.ts'
import { call, errorText } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { Countdown } from '../../kit/Countdown.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Alert, Button, Card, Skeleton } from '../../kit/Parts.tsx'
import { phoneText } from '../../kit/phone-text.ts'
import { OUTCOME_NAMES } from '../../launch/contact-words.ts'
import { newId } from '../../order/cart.ts'
import { placeText } from '../../outlets/place-text.ts'
import { page } from '../../part.tsx'
import { MINUTES, words } from './counter-words.ts'
import { EndCounter } from './EndCounter.tsx'

const QrCode = page(async () => (await import('../../kit/QrCode.tsx')).QrCode)

export type Session = Awaited<ReturnType<typeof call.rollout.counter>>
type Props = { distributor: string; counterId: string }

const LOOK_MS = 2_000
const GOAL_MS = 5 * 60_000

/** One shop at its counter: the code to scan, and live how far it has come. */
export function CounterSession({ distributor, counterId }: Props) {
  const t = useWords(words)
  const session = useQuery({
    queryKey: ['counter', distributor, counterId],
    queryFn: async () => ({
      ...(await call.rollout.counter({ distributor, counterId })),
      heardAt: performance.now(),
    }),
    // A session that is not there is not asked for again and again.
    refetchInterval: ({ state }) => (state.data && !state.data.endedAt ? LOOK_MS : false),
  })
  const { data } = session
  if (!data) {
    return (
      <div className="mx-auto max-w-xl space-y-4">
        <PageHead title={t.title} back={{ href: '/counter', name: t.title }} />
        {session.error ? (
          <Failed error={session.error} retry={session.refetch} />
        ) : (
          <Skeleton rows={5} />
        )}
      </div>
    )
  }
  const { outlet } = data
  return (
    <div className="mx-auto max-w-xl space-y-4">
      <PageHead
        title={outlet.name}
        lead={placeText(outlet.city, outlet.address)}
        back={{ href: '/counter', name: t.title }}
      />
      {data.endedAt ? (
        <Ended session={data} />
      ) : (
        <Going distributor={distributor} counterId={counterId} session={data} />
      )}
    </div>
  )
}

type GoingProps = Props & { session: Session & { heardAt: number } }

function Going({ distributor, counterId, session }: GoingProps) {
  const t = useWords(words)
  const [ending, setEnding] = useState(false)
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: () => call.rollout.endCounter({ distributor, counterId, outcome: 'ordered' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['counter'] }),
  })
  const { buyer, order, invitation } = session
  return (
    <>
      <Timer session={session} />
      {!invitation?.signedInAt && !order && (
        <Code distributor={distributor} counterId={counterId} session={session} />
      )}
      <Card className="space-y-3">
        {buyer && (
          <p>
            <strong>{buyer.name}</strong>{' '}
            <span className="whitespace-nowrap text-soft">{phoneText(buyer.phone)}</span>
          </p>
        )}
        <Steps session={session} />
      </Card>
      {end.error && <Alert tone="bad">{errorText(end.error, t.offline)}</Alert>}
      {order ? (
        <Button
          look="primary"
          className="min-h-13 w-full text-lg"
          busy={end.isPending}
          onClick={() => end.mutate()}
        >
          {t.done}
        </Button>
      ) : (
        <Button className="w-full" onClick={() => setEnding(true)}>
          {t.notToday}
        </Button>
      )}
      {ending && (
        <EndCounter
          distributor={distributor}
          counterId={counterId}
          close={() => setEnding(false)}
        />
      )}
    </>
  )
}

function Timer({ session: { startedAt, now, heardAt } }: Pick<GoingProps, 'session'>) {
  const t = useWords(words)
  const f = useFormats()
  const passed = Date.parse(now) - Date.parse(startedAt)
  if (passed >= GOAL_MS) {
    return (
      <p className="text-center text-warn">
        {t.over}: {f.count(Math.floor(passed / 60_000), MINUTES)}
      </p>
    )
  }
  const until = new Date(Date.parse(startedAt) + GOAL_MS).toISOString()
  return (
    <p className="text-center text-lg">
      <Countdown until={until} now={now} heardAt={heardAt} /> {t.left}
    </p>
  )
}

function Code({ distributor, counterId, session }: Props & { session: Session }) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const { invitation, outlet } = session
  const asked = { distributor, outletId: outlet.id }
  const settled = { onSettled: () => queries.invalidateQueries({ queryKey: ['counter'] }) }
  const again = useMutation({
    mutationFn: (invitationId: string) =>
      call.rollout.invite({ ...asked, invitationId, way: 'counter', counterId }),
    ...settled,
  })
  const revoke = useMutation({
    mutationFn: () => call.rollout.revokeInvitation(asked),
    ...settled,
  })
  const error = again.error ?? revoke.error
  return (
    <Card className="space-y-3 text-center">
      {invitation?.link ? (
        <>
          <h2 className="text-lg font-bold">{t.scan}</h2>
          <QrCode text={invitation.link} label={t.qr} />
          <p className="text-sm text-soft">
            {t.scanHow} {t.until} <strong>{f.time(invitation.expiresAt)}</strong>.
          </p>
          <Button look="quiet" busy={revoke.isPending} onClick={() => revoke.mutate()}>
            {t.revoke}
          </Button>
        </>
      ) : (
        <>
          <h2 className="text-lg font-bold">{t.stale}</h2>
          <Button look="primary" busy={again.isPending} onClick={() => again.mutate(newId())}>
            {t.again}
          </Button>
        </>
      )}
      {error && <Alert tone="bad">{errorText(error, t.offline)}</Alert>}
    </Card>
  )
}

function Steps({ session: { invitation, order } }: { session: Session }) {
  const t = useWords(words)
  const f = useFormats()
  const steps = [
    { name: t.opened, at: invitation?.openedAt ?? null, more: '' },
    { name: t.signedIn, at: invitation?.signedInAt ?? null, more: '' },
    {
      name: t.ordered,
      at: order?.at ?? null,
      more: order ? `${f.money(order.totalMinor, order.currency)}, ${order.number}` : '',
    },
  ]
  return (
    <ol className="space-y-2" aria-live="polite">
      {steps.map(({ name, at, more }) => (
        <li key={name} className="flex items-center gap-3">
          {at ? (
            <CircleCheck className="text-good" aria-hidden />
          ) : (
            <Circle className="text-faint" aria-hidden />
          )}
          <span className={`flex-1 ${at ? 'font-medium' : 'text-soft'}`}>
            {name}
            {more && <span className="block text-sm text-soft">{more}</span>}
          </span>
          <span className="text-sm whitespace-nowrap text-soft">{at ? f.time(at) : t.waits}</span>
        </li>
      ))}
    </ol>
  )
}

function Ended({ session }: { session: Session }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { startedAt, endedAt, outcome, objection } = session
  const minutes = Math.round((Date.parse(endedAt ?? '') - Date.parse(startedAt)) / 60_000)
  const why = OBJECTIONS.find(({ code }) => code === objection)
  return (
    <>
      <Card className="space-y-3">
        <p className="text-lg">
          {t.written}:{' '}
          <strong>
            {OUTCOME_NAMES[outcome ?? '']?.[language] ?? outcome}
            {why && `: ${why.name[language]}`}
          </strong>
          , {f.count(minutes, MINUTES)}
        </p>
        <Steps session={session} />
      </Card>
      <Link href="/counter" className="order-bar-action w-full">
        {t.next}
      </Link>
    </>
  )
}

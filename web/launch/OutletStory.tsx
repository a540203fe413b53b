import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { OBJECTIONS } from '../../src/modules/rollout/desk/objection-rules.ts'
import { ASIDE_NAMES, STEP_NAMES } from '../../src/modules/rollout/ladder/step-words-rules.ts'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Badge, Button, Card, Skeleton } from '../kit/Parts.tsx'
import { KIND_NAMES, OUTCOME_NAMES } from './contact-words.ts'
import { Invite, useInvite } from './Invite.tsx'
import { StoryActs } from './StoryActs.tsx'
import { StoryInvitation } from './StoryInvitation.tsx'
import { words } from './story-words.ts'

type Place = { distributor: string; outletId: string }
/** At the desk the invitation has its own key beside the script. */
type Props = Place & { shown?: number; invites?: boolean }
type Story = Awaited<ReturnType<typeof call.rollout.story>>

/** How an outlet came to order by itself: its ladder with dates, and what was said and ordered. */
export function OutletStory({ distributor, outletId, shown = SHOWN, invites = true }: Props) {
  const t = useWords(words)
  const story = useQuery({
    queryKey: ['story', distributor, outletId],
    queryFn: () => call.rollout.story({ distributor, outletId }),
  })
  if (story.error) return <Failed error={story.error} retry={story.refetch} />
  if (!story.data) return <Skeleton rows={3} />
  return (
    <Card className="space-y-3">
      <h2 className="font-semibold">{t.story}</h2>
      {story.data.ladder ? <Ladder ladder={story.data.ladder} /> : <p>{t.notYet}</p>}
      {story.data.aside && (
        <p className="text-sm">
          <Aside kind={story.data.aside.kind} /> {story.data.aside.reason}
        </p>
      )}
      {invites && <InviteHere distributor={distributor} outletId={outletId} />}
      <StoryActs distributor={distributor} outletId={outletId} story={story.data} />
      <Timeline story={story.data} shown={shown} />
    </Card>
  )
}

function InviteHere(place: Place) {
  return <Invite inviting={useInvite(place)} />
}

function Aside({ kind }: { kind: string }) {
  const { language } = useLanguage()
  return <Badge tone="warn">{ASIDE_NAMES[kind]?.[language] ?? kind}</Badge>
}

function Ladder({ ladder }: { ladder: NonNullable<Story['ladder']> }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const steps = Object.keys(STEP_NAMES).filter((step) => ladder.reached[step])
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone="accent">{STEP_NAMES[ladder.step]?.[language] ?? ladder.step}</Badge>
        {ladder.aside && <Aside kind={ladder.aside} />}
        <span className="text-sm text-soft">
          {t.alone}: {f.number(ladder.independentOrders)} · {t.withStaff}:{' '}
          {f.number(ladder.accompaniedOrders)}
        </span>
      </p>
      <ol className="text-sm">
        {steps.map((step) => (
          <li key={step} className="flex justify-between gap-2 py-0.5">
            <span>{STEP_NAMES[step]?.[language]}</span>
            <span className="whitespace-nowrap text-soft">
              {f.fullDay(f.dayOf(ladder.reached[step] ?? ''))}
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}

type Entry = { id: string; at: string; told: ReactNode }

function Timeline({ story, shown }: { story: Story; shown: number }) {
  const t = useWords(words)
  const f = useFormats()
  const [all, setAll] = useState(false)
  const entries: Entry[] = [
    ...story.contacts.map((contact) => ({
      ...{ id: contact.id, at: contact.at },
      told: <Contact contact={contact} />,
    })),
    ...story.orders.map((order) => ({
      ...{ id: order.id, at: order.at },
      told: <Order order={order} />,
    })),
    ...story.invitations.map((invitation) => ({
      ...{ id: invitation.id, at: invitation.at },
      told: <StoryInvitation invitation={invitation} />,
    })),
  ].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  if (entries.length === 0) return <p className="text-sm text-soft">{t.nothing}</p>
  return (
    <ol className="divide-y divide-line border-t border-line text-sm">
      {entries.slice(0, all ? SHOWN_MAX : shown).map(({ id, at, told }) => (
        <li key={id} className="flex gap-3 py-2">
          <time className="w-30 shrink-0 whitespace-nowrap text-soft">{f.moment(at)}</time>
          <div className="min-w-0">{told}</div>
        </li>
      ))}
      {entries.length > shown && !all && (
        <li>
          <Button look="quiet" className="-ml-4" onClick={() => setAll(true)}>
            {t.earlier}
          </Button>
        </li>
      )}
    </ol>
  )
}

// What is owed and whom to ring stand below the story on a phone: a long one waits to be asked for.
const SHOWN = 5
const SHOWN_MAX = 50
const MINUTE_MS = 60_000

function Contact({ contact }: { contact: Story['contacts'][number] }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const objection = OBJECTIONS.find(({ code }) => code === contact.objection)
  const minutes = Math.round((Date.parse(contact.endedAt) - Date.parse(contact.at)) / MINUTE_MS)
  return (
    <>
      <strong>{OUTCOME_NAMES[contact.outcome]?.[language] ?? contact.outcome}</strong>
      {objection && `: ${objection.name[language]}`}
      <span className="block text-soft">
        {KIND_NAMES[contact.kind]?.[language] ?? contact.kind} · {contact.byName} ·{' '}
        {f.number(minutes)} {t.minutes}
      </span>
      {contact.callBackAt && (
        <span className="block text-soft">
          {t.callBack}: {f.moment(contact.callBackAt)}
        </span>
      )}
      {contact.note && <span className="block">{contact.note}</span>}
    </>
  )
}

const SELF_SERVICE = ['portal', 'chatbot', 'api']

function Order({ order }: { order: Story['orders'][number] }) {
  const t = useWords(words)
  const f = useFormats()
  const own = SELF_SERVICE.includes(order.channel)
  return (
    <>
      <strong>{f.money(order.totalMinor, order.currency)}</strong> {order.number}
      <span className="block text-soft">
        {own ? t.own : t.byStaff}
        {order.verdict === 'alone' && ` · ${t.alone}`}
        {order.verdict === 'with_staff' && ` · ${t.withStaff}`}
      </span>
    </>
  )
}

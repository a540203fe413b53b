import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button, type Tone } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { CHANNEL, STATUS, SUPPRESSED, TOPIC, TRY } from '../../messages/message-words.ts'
import { Choice } from '../Choice.tsx'
import { named } from '../fit/fit-words.ts'
import { Listed } from '../Listed.tsx'
import { useFilters } from '../use-filters.tsx'
import { words } from './messages-words.ts'

type Page = Awaited<ReturnType<typeof call.messaging.log>>
type Message = Page['messages'][number]

const keyIn = <K extends string>(known: Record<K, unknown>, key: string | undefined) =>
  (Object.keys(known) as K[]).find((one) => one === key)

function askedBy({ channel, status, topic }: Record<string, string>) {
  const asked = {
    channel: keyIn(CHANNEL, channel),
    status: keyIn(STATUS, status),
    topic: keyIn(TOPIC, topic),
  }
  return {
    ...(asked.channel && { channel: asked.channel }),
    ...(asked.status && { status: asked.status }),
    ...(asked.topic && { topic: asked.topic }),
  }
}

/** Messages with every try; or what a demo would have sent. */
export function MessageLog({
  distributor,
  outbox = false,
}: {
  distributor: string
  outbox?: boolean
}) {
  const t = useWords(words)
  const { filters } = useFilters()
  const asked = askedBy(filters)
  const pages = useInfiniteQuery({
    queryKey: ['messages', distributor, outbox, asked],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call.messaging.log({
        distributor,
        ...asked,
        demo: outbox,
        ...(pageParam && { before: pageParam }),
      }),
    getNextPageParam: (page) => page.next,
  })
  const messages = pages.data?.pages.flatMap((page) => page.messages) ?? []
  return (
    <>
      {outbox && <p className="text-sm text-soft">{t.outboxLead}</p>}
      <LogFilters asked={asked} />
      <Listed pages={pages} count={messages.length} empty={t.none} emptyHow={t.noneHow}>
        <Table label={t.log} heads={[t.at, t.whom, t.what, t.status, t.tries]} testId="messages">
          {messages.map((message) => (
            <LogRow key={message.id} distributor={distributor} message={message} />
          ))}
        </Table>
      </Listed>
    </>
  )
}

function LogFilters({ asked }: { asked: ReturnType<typeof askedBy> }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { filters, set, show } = useFilters()
  const view = filters.view ?? ''
  return (
    <div className="no-print filters">
      <Choice
        label={t.channel}
        options={named(CHANNEL, t.any, language)}
        chosen={asked.channel}
        choose={(channel) => set({ channel })}
      />
      <Choice
        label={t.status}
        options={named(STATUS, t.any, language)}
        chosen={asked.status}
        choose={(status) => set({ status })}
      />
      <Choice
        label={t.topic}
        options={named(TOPIC, t.any, language)}
        chosen={asked.topic}
        choose={(topic) => set({ topic })}
      />
      {Object.keys(asked).length > 0 && <Button onClick={() => show({ view })}>{t.clear}</Button>}
    </div>
  )
}

const TONE: Record<Message['status'], Tone> = {
  planned: 'line',
  sent: 'plain',
  delivered: 'accent',
  read: 'good',
  acted: 'good',
  failed: 'bad',
  suppressed: 'warn',
}

function LogRow({ distributor, message }: { distributor: string; message: Message }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const last = message.attempts.at(-1)
  return (
    <tr>
      <td className="whitespace-nowrap">{f.moment(message.toldAt)}</td>
      <td>
        <span className="block">{message.personName ?? t.erased}</span>
        <span className="text-xs text-faint">{message.outletName}</span>
      </td>
      <td className="min-w-48">
        <span className="block font-medium">{last?.title ?? TOPIC[message.topic][language]}</span>
        <span className="block text-sm whitespace-pre-line text-soft">{last?.body}</span>
      </td>
      <td>
        <Badge tone={TONE[message.status]}>{STATUS[message.status][language]}</Badge>
        {message.reason && (
          <span className="block text-xs text-soft">{SUPPRESSED[message.reason][language]}</span>
        )}
      </td>
      <td>
        <Tries distributor={distributor} message={message} />
      </td>
    </tr>
  )
}

// What an operator is to say is his to call.
const waits = ({ channel, status }: Message['attempts'][number]) =>
  channel === 'operator' && status === 'sent'

function Tries({ distributor, message }: { distributor: string; message: Message }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const say = useMutation({
    mutationFn: () => call.messaging.say({ distributor, messageId: message.id }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['messages'] }),
  })
  return (
    <ul className="space-y-1 text-sm">
      {message.attempts.map((one) => (
        <li key={one.channel}>
          {CHANNEL[one.channel][language]}: {waits(one) ? t.waits : TRY[one.status][language]}
          {one.tries > 1 && ` ×${one.tries}`}
          {one.priceMinor > 0 && <span className="text-faint"> · {f.money(one.priceMinor)}</span>}
          {one.demo && <span className="text-faint"> · {t.demo}</span>}
          {one.error && <span className="block text-xs text-bad">{one.error}</span>}
          {waits(one) && (
            <Button className="mt-1" busy={say.isPending} onClick={() => say.mutate()}>
              {t.said}
            </Button>
          )}
        </li>
      ))}
      {say.error && <Failed error={say.error} />}
    </ul>
  )
}

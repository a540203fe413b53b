import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Button, Card, SelectField, Skeleton, TextField } from '../kit/Parts.tsx'
import { toast } from '../kit/Toasts.tsx'
import { MyBrowsers } from './MyBrowsers.tsx'
import { CHANNEL, TOPIC } from './message-words.ts'
import { words } from './my-words.ts'

type Mine = Awaited<ReturnType<typeof call.messaging.mine>>
type Wanted = Omit<Parameters<typeof call.messaging.setMine>[0], 'distributor'>
type Topic = Wanted['optOuts'][number]

// A person is asked by the office whether he reads about the launch.
const OWN = ['test', 'launch']
const isTopic = (topic: string): topic is Topic => topic in TOPIC && !OWN.includes(topic)

/** What this distributor may write to me, and how. */
export function MyMessages({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const mine = useQuery({
    queryKey: ['my-messages', distributor],
    queryFn: () => call.messaging.mine({ distributor }),
  })
  return (
    <Card>
      <h2 className="mb-2 font-semibold">{t.title}</h2>
      {mine.error && <Failed error={mine.error} retry={mine.refetch} />}
      {mine.isPending && <Skeleton rows={2} />}
      {mine.data && <MyForm distributor={distributor} mine={mine.data} />}
      {mine.data && mine.data.messages.length > 0 && <Last messages={mine.data.messages} />}
    </Card>
  )
}

const wantedOf = (mine: Mine): Wanted => ({
  language: mine.language,
  quietFrom: mine.quietFrom,
  quietUntil: mine.quietUntil,
  optOuts: mine.optOuts.filter(isTopic),
  off: mine.channels.filter(({ off }) => off).map(({ channel }) => channel),
  email: mine.channels.find(({ channel }) => channel === 'email')?.address ?? null,
})

function MyForm({ distributor, mine }: { distributor: string; mine: Mine }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [changed, setChanged] = useState<Partial<Wanted>>({})
  const wanted = { ...wantedOf(mine), ...changed }
  const change = (more: Partial<Wanted>) => setChanged({ ...changed, ...more })
  const save = useMutation({
    mutationFn: () => call.messaging.setMine({ distributor, ...wanted }),
    onSuccess: () => toast({ text: t.saved }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['my-messages'] }),
  })
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Topics wanted={wanted} change={change} />
      <Ways wanted={wanted} change={change} mine={mine}>
        <MyBrowsers distributor={distributor} pushKey={mine.pushKey} browsers={mine.browsers} />
      </Ways>
      <Hours wanted={wanted} change={change} theirs={mine.theirQuiet} />
      {save.error && <Failed error={save.error} />}
      <Button type="submit" look="primary" className="w-full" busy={save.isPending}>
        {t.save}
      </Button>
    </form>
  )
}

type Part = { wanted: Wanted; change: (more: Partial<Wanted>) => void }

const without = <T,>(list: readonly T[], one: T) => list.filter((other) => other !== one)

function Topics({ wanted, change }: Part) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <fieldset>
      <legend className="text-sm text-soft">{t.about}</legend>
      {Object.keys(TOPIC)
        .filter(isTopic)
        .map((topic) => (
          <Check
            key={topic}
            name={TOPIC[topic][language]}
            on={!wanted.optOuts.includes(topic)}
            turn={(on) => {
              const others = without(wanted.optOuts, topic)
              change({ optOuts: on ? others : [...others, topic] })
            }}
          />
        ))}
    </fieldset>
  )
}

function Ways({ wanted, change, mine, children }: Part & { mine: Mine; children: ReactNode }) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <fieldset className="space-y-1">
      <legend className="text-sm text-soft">{t.by}</legend>
      {mine.channels.map(({ channel }) => (
        <div key={channel}>
          <Check
            name={CHANNEL[channel][language]}
            more={channel === 'push' || channel === 'email' ? '' : t.byPhone}
            on={!wanted.off.includes(channel)}
            turn={(on) => {
              const others = without(wanted.off, channel)
              change({ off: on ? others : [...others, channel] })
            }}
          />
          {channel === 'push' && !wanted.off.includes('push') && children}
          {channel === 'email' && !wanted.off.includes('email') && (
            <TextField
              label={t.email}
              type="email"
              autoComplete="email"
              value={wanted.email ?? ''}
              onChange={(event) => change({ email: event.target.value || null })}
            />
          )}
        </div>
      ))}
    </fieldset>
  )
}

const NAMES = { uk: 'Українська', en: 'English', ru: 'Русский' }
const NIGHT = { from: '21:00', until: '09:00' }

function Hours({ wanted, change, theirs }: Part & { theirs: Mine['theirQuiet'] }) {
  const t = useWords(words)
  const own = wanted.quietFrom !== null
  return (
    <div className="space-y-3">
      <div>
        <Check
          name={t.quiet}
          on={own}
          turn={(on) =>
            change({ quietFrom: on ? NIGHT.from : null, quietUntil: on ? NIGHT.until : null })
          }
        />
        {own && (
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label={t.from}
              type="time"
              required
              value={wanted.quietFrom ?? ''}
              onChange={(event) => change({ quietFrom: event.target.value })}
            />
            <TextField
              label={t.until}
              type="time"
              required
              value={wanted.quietUntil ?? ''}
              onChange={(event) => change({ quietUntil: event.target.value })}
            />
          </div>
        )}
        {theirs.from !== theirs.until && (
          <p className="mt-1 text-xs text-soft">
            {t.theirs} {theirs.from}–{theirs.until}
          </p>
        )}
      </div>
      <SelectField
        label={t.language}
        value={wanted.language ?? ''}
        onChange={({ target }) =>
          change({ language: isLanguage(target.value) ? target.value : null })
        }
      >
        <option value="">{t.asScreens}</option>
        {Object.entries(NAMES).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

const isLanguage = (code: string): code is keyof typeof NAMES => code in NAMES

type CheckProps = { name: string; more?: string; on: boolean; turn: (on: boolean) => void }

function Check({ name, more, on, turn }: CheckProps) {
  return (
    <label className="flex min-h-11 items-center gap-3">
      <input
        type="checkbox"
        className="size-6 shrink-0 accent-accent"
        checked={on}
        onChange={(event) => turn(event.target.checked)}
      />
      <span>
        {name} {more && <span className="text-sm text-soft">{more}</span>}
      </span>
    </label>
  )
}

function Last({ messages }: { messages: Mine['messages'] }) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <>
      <h3 className="mt-6 mb-1 text-sm text-soft">{t.last}</h3>
      <ul className="divide-y divide-line">
        {messages.map((message) => (
          <li key={message.id} className="py-2 text-sm">
            <a href={message.link} className="flex min-h-11 items-center font-medium">
              {message.title}
            </a>
            <span className="block">{message.body}</span>
            <span className="text-xs text-faint">{f.moment(message.at)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Queued } from '../../../src/modules/rollout/contract.ts'
import { OBJECTIONS } from '../../../src/modules/rollout/desk/objection-rules.ts'
import { errorText } from '../../call.ts'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Alert, Button, Card } from '../../kit/Parts.tsx'
import { phoneText } from '../../kit/phone-text.ts'
import { KIND_NAMES, OUTCOME_NAMES } from '../../launch/contact-words.ts'
import { Invite, useInvite } from '../../launch/Invite.tsx'
import { words } from './desk-words.ts'
import { isTyping } from './keys.ts'
import { Script } from './Script.tsx'
import { OUTCOMES, type Outcome, useContact } from './use-contact.ts'
import { useScript } from './use-script.ts'

type Props = {
  distributor: string
  outlet: Queued
  now: () => number
  skip: () => void
  done: (contactId: string) => void
}
type Asking = 'outcome' | 'objection' | 'callBack'
type Key = { name: string; press: () => void }

const HOUR_MS = 3_600_000
const LATER = [
  ['hour', HOUR_MS],
  ['threeHours', 3 * HOUR_MS],
  ['tomorrow', 24 * HOUR_MS],
  ['threeDays', 72 * HOUR_MS],
  ['week', 168 * HOUR_MS],
] as const

/** One outlet at the desk: whom to call, what to say, and the outcome by one key. */
export function DeskContact({ distributor, outlet, now, skip, done }: Props) {
  const t = useWords(words)
  const { language } = useLanguage()
  const [asking, setAsking] = useState<Asking>('outcome')
  const [note, setNote] = useState('')
  const noteField = useRef<HTMLDivElement>(null)
  const script = useScript(distributor, outlet.kind)
  const version = script?.version ?? null
  const { log, startedMs } = useContact({ distributor, outlet, version, now, done })
  const inviting = useInvite({ distributor, outletId: outlet.outletId })
  const say = (outcome: Outcome) => {
    if (outcome === 'refused') setAsking('objection')
    else if (outcome === 'call_back') setAsking('callBack')
    else log.mutate({ outcome, note })
  }
  const keys: Record<Asking, Key[]> = {
    outcome: [
      ...OUTCOMES.map((outcome) => ({
        name: OUTCOME_NAMES[outcome]?.[language] ?? outcome,
        press: () => say(outcome),
      })),
      { name: t.skip, press: skip },
    ],
    objection: OBJECTIONS.map(({ code, name }) => ({
      name: name[language],
      press: () => log.mutate({ outcome: 'refused', objection: code, note }),
    })),
    callBack: LATER.map(([word, callBackMs]) => ({
      name: t[word],
      press: () => log.mutate({ outcome: 'call_back', callBackMs, note }),
    })),
  }
  const toNote = () => noteField.current?.querySelector('input')?.focus()
  useDeskKeys({
    digit: (n) => !log.isPending && keys[asking][n - 1]?.press(),
    note: toNote,
    invite: inviting.invite,
    back: () => setAsking('outcome'),
  })
  const titles = { outcome: t.outcome, objection: t.whyRefused, callBack: t.whenBack }
  return (
    <Card className="h-fit space-y-4 lg:sticky lg:top-4">
      <Head outlet={outlet} startedMs={startedMs} now={now} />
      <Script script={script} />
      <section aria-label={titles[asking]} className="space-y-2">
        <h2 className="font-semibold">{titles[asking]}</h2>
        <div className="grid grid-cols-2 gap-2 md:grid-cols-3">
          {keys[asking].map(({ name, press }, i) => (
            <Button
              key={name}
              className="justify-start text-left"
              disabled={log.isPending}
              onClick={press}
            >
              <kbd>{i + 1}</kbd> {name}
            </Button>
          ))}
          {asking !== 'outcome' && (
            <Button look="quiet" onClick={() => setAsking('outcome')}>
              <kbd>Esc</kbd> {t.back}
            </Button>
          )}
        </div>
      </section>
      {log.error && <Alert tone="bad">{errorText(log.error, t.offline)}</Alert>}
      <div ref={noteField}>
        <NoteField label={`${t.note} (N)`} value={note} change={setNote} />
      </div>
      <Invite inviting={inviting} keyName="I" />
    </Card>
  )
}

type NoteProps = { label: string; value: string; change: (value: string) => void }

function NoteField({ label, value, change }: NoteProps) {
  return (
    <label className="block">
      <span className="mb-1 block text-sm text-soft">{label}</span>
      <input
        value={value}
        maxLength={500}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          // The digits are outcomes again.
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
        }}
        className="min-h-11 w-full rounded-control border border-edge bg-card px-3 text-base focus:border-accent"
      />
    </label>
  )
}

type HeadProps = { outlet: Queued; startedMs: number; now: () => number }

function Head({ outlet, startedMs, now }: HeadProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  return (
    <div>
      <p className="text-sm text-soft">
        {KIND_NAMES[outlet.kind]?.[language]} · {t.lasts}{' '}
        <Lasting startedMs={startedMs} now={now} />
      </p>
      <h2 className="text-xl font-bold" data-testid="desk-outlet">
        {outlet.name}
      </h2>
      <p className="text-soft">
        {outlet.city}
        {outlet.cutOffAt && ` · ${t.cutOff} ${f.moment(outlet.cutOffAt)}`}
      </p>
      <p className="mt-1 text-lg">
        {outlet.phone ? (
          <a
            className="inline-flex min-h-11 flex-wrap items-center gap-x-1.5 text-accent"
            href={`tel:${outlet.phone}`}
          >
            {outlet.buyerName}, <span className="whitespace-nowrap">{phoneText(outlet.phone)}</span>
          </a>
        ) : (
          t.noPhone
        )}
      </p>
    </div>
  )
}

const SECOND_MS = 1_000

function Lasting({ startedMs, now }: { startedMs: number; now: () => number }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(
      () => setSeconds(Math.max(0, Math.floor((now() - startedMs) / SECOND_MS))),
      SECOND_MS,
    )
    return () => clearInterval(timer)
  }, [now, startedMs])
  return (
    <span role="timer" className="tabular-nums">
      {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
    </span>
  )
}

type Keys = {
  digit: (n: number) => unknown
  note: () => void
  invite: () => unknown
  back: () => void
}

function useDeskKeys(keys: Keys): void {
  // Before the screen is painted: a quick key must never reach the outlet that has just left the desk.
  const current = useRef(keys)
  useLayoutEffect(() => {
    current.current = keys
  })
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event) || event.repeat) return
      const isDigit = /^[1-9]$/.test(event.key)
      if (isDigit) current.current.digit(Number(event.key))
      const letters: Record<string, () => unknown> = {
        Escape: current.current.back,
        KeyN: current.current.note,
        KeyI: current.current.invite,
      }
      const act = letters[event.code]
      // Else the letter would stand in the note that it leads to.
      if (act) event.preventDefault()
      act?.()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

import { type FormEvent, useEffect, useState } from 'react'
import type { Played } from '../../../../src/modules/goals/forward/play-rules.ts'
import type { Asked } from '../../../../src/modules/goals/forward/world-rules.ts'
import { useWords } from '../../../kit/language.ts'
import { Alert, Button, Card, Skeleton, TextField } from '../../../kit/Parts.tsx'
import { useFilters } from '../../use-filters.tsx'
import { Charts } from './Charts.tsx'
import { words } from './forward-words.ts'
import { PlayEnds } from './PlayEnds.tsx'

const FIELDS = {
  outlets: { usual: 1200, from: 10, to: 10_000 },
  hours: { usual: 30, from: 0, to: 400 },
  weeks: { usual: 26, from: 1, to: 104 },
  seed: { usual: 1, from: 0, to: 2_147_483_647 },
} as const
type Name = keyof typeof FIELDS
const NAMES = Object.keys(FIELDS) as Name[]

const fits = (name: Name, text: string): boolean => {
  const { from, to } = FIELDS[name]
  return /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to
}

/** A launch played forward with the owner's own numbers, both ways side by side; the address holds them. */
export function Forward() {
  const { filters, set } = useFilters()
  const known = Object.fromEntries(
    NAMES.map((name) => {
      const text = filters[name] ?? ''
      return [name, fits(name, text) ? text : String(FIELDS[name].usual)]
    }),
  ) as Record<Name, string>
  const key = NAMES.map((name) => known[name]).join(' ')
  return (
    <div className="space-y-4">
      <Numbers key={key} known={known} play={(numbers) => set(numbers)} />
      <Result
        key={`played ${key}`}
        outlets={Number(known.outlets)}
        weeks={Number(known.weeks)}
        seed={Number(known.seed)}
        teamHours={Number(known.hours)}
      />
    </div>
  )
}

type NumbersProps = { known: Record<Name, string>; play(numbers: Record<Name, string>): void }

function Numbers({ known, play }: NumbersProps) {
  const t = useWords(words)
  const [typed, setTyped] = useState(known)
  const wrong = NAMES.some((name) => !fits(name, typed[name]))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!wrong) play(typed)
  }
  return (
    <Card className="space-y-3">
      <h2 className="font-semibold">{t.title}</h2>
      <p>
        <strong>{t.model}</strong>
      </p>
      <p className="text-sm text-soft">{t.same}</p>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        {NAMES.map((name) => (
          <TextField
            key={name}
            label={t[name]}
            type="number"
            required
            min={FIELDS[name].from}
            max={FIELDS[name].to}
            value={typed[name]}
            onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
            className="w-40"
          />
        ))}
        <Button look="primary" type="submit" disabled={wrong}>
          {t.play}
        </Button>
      </form>
    </Card>
  )
}

function Result({ outlets, weeks, seed, teamHours }: Asked) {
  const t = useWords(words)
  const [plays, setPlays] = useState<Played[] | 'broken' | null>(null)
  useEffect(() => {
    const worker = new Worker(new URL('./play-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<Played[]>) => setPlays(data)
    worker.onerror = () => setPlays('broken')
    worker.postMessage({ outlets, weeks, seed, teamHours })
    return () => worker.terminate()
  }, [outlets, weeks, seed, teamHours])
  if (plays === 'broken') return <Alert tone="bad">{t.broken}</Alert>
  if (!plays) {
    return (
      <div role="status">
        <p className="text-soft">{t.counting}</p>
        <Skeleton rows={3} />
      </div>
    )
  }
  return (
    <>
      <Charts plays={plays} />
      <PlayEnds plays={plays} />
    </>
  )
}

import { useState } from 'react'
import type { Rhythm } from '../../../../src/modules/exchange/feeds/rhythm-rules.ts'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Alert, TextField } from '../../../kit/Parts.tsx'
import { Choice } from '../../Choice.tsx'
import { weekdayName } from '../../map/map-names.ts'
import { words } from './feed-words.ts'
import { timesTyped } from './rhythm-text.ts'

type Props = { rhythm: Rhythm | null; set: (rhythm: Rhythm | null) => void }
type Week = Extract<Rhythm, { every: 'week' }>

const FIRST: Record<string, Rhythm> = {
  hours: { every: 'hours', hours: 24 },
  week: { every: 'week', weekdays: [1, 2, 3, 4, 5], times: ['08:00'] },
}

/** How often a feed is expected. */
export function RhythmFields({ rhythm, set }: Props) {
  const t = useWords(words)
  return (
    <div className="space-y-3">
      <Choice
        label={t.rhythm}
        options={[
          ['hours', t.hours],
          ['week', t.week],
          ['', t.none_rhythm],
        ]}
        chosen={rhythm?.every ?? ''}
        choose={(every) => set(FIRST[every] ?? null)}
      />
      {rhythm?.every === 'hours' && (
        <TextField
          label={t.everyHours}
          type="number"
          min={1}
          max={720}
          required
          value={rhythm.hours}
          onChange={(event) => set({ every: 'hours', hours: Number(event.target.value) })}
        />
      )}
      {rhythm?.every === 'week' && <WeekFields week={rhythm} set={set} />}
    </div>
  )
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]

function WeekFields({ week, set }: { week: Week; set: (rhythm: Rhythm) => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const [typed, setTyped] = useState(week.times.join(' '))
  const { weekdays } = week
  const toggle = (day: number) =>
    set({
      ...week,
      weekdays: weekdays.includes(day)
        ? weekdays.filter((other) => other !== day)
        : [...weekdays, day].sort((a, b) => a - b),
    })
  return (
    <>
      <fieldset className="flex flex-wrap gap-1">
        <legend className="mb-1 text-sm text-soft">{t.weekdays}</legend>
        {WEEKDAYS.map((day) => (
          <button
            key={day}
            type="button"
            aria-pressed={weekdays.includes(day)}
            className={`size-11 rounded-control border text-sm ${weekdays.includes(day) ? 'border-accent bg-accent text-white' : 'border-edge'}`}
            onClick={() => toggle(day)}
          >
            {weekdayName(language, day, 'short')}
          </button>
        ))}
      </fieldset>
      {weekdays.length === 0 && <Alert>{t.chooseDay}</Alert>}
      <TextField
        label={t.times}
        required
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          set({ ...week, times: timesTyped(event.target.value) ?? [] })
        }}
      />
      {week.times.length === 0 && <Alert>{t.timesWrong}</Alert>}
    </>
  )
}

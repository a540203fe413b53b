import type { call } from '../../call.ts'
import { useFormats, useWords } from '../../kit/language.ts'
import { SelectField, TextField } from '../../kit/Parts.tsx'
import { HOURS, words } from './launch-words.ts'
import type { Draft, Reply } from './programme-draft.ts'

type Person = Awaited<ReturnType<typeof call.rollout.staff>>['people'][number]
type Props = { draft: Draft; set: (change: Partial<Draft>) => void }
type Kind = Draft['team'][number]['kind']

const HOURS_USUAL = 20

/** Who works for the launch, where, and how many hours a week: its capacity comes of it. */
export function TeamFields({ people, draft, set }: Props & { people: Person[] }) {
  const t = useWords(words)
  const f = useFormats()
  const put = (person: Person, kind: Kind | '', weeklyMinutes: number) => {
    const others = draft.team.filter(({ personId }) => personId !== person.id)
    const member = { personId: person.id, name: person.name, weeklyMinutes }
    set({ team: kind === '' ? others : [...others, { ...member, kind }] })
  }
  const hours = draft.team.reduce((sum, { weeklyMinutes }) => sum + weeklyMinutes, 0) / 60
  return (
    <fieldset className="space-y-2">
      <legend className="font-semibold">
        {t.team}: {f.count(hours, HOURS)}
      </legend>
      <div className="max-h-64 space-y-2 overflow-y-auto" tabIndex={-1}>
        {people.map((person) => {
          const member = draft.team.find(({ personId }) => personId === person.id)
          const minutes = member?.weeklyMinutes ?? HOURS_USUAL * 60
          return (
            <div key={person.id} className="grid grid-cols-[1fr_9rem_5rem] items-center gap-2">
              <span className="min-w-0 truncate text-sm">{person.name}</span>
              <SelectField
                label={`${person.name}: ${t.team}`}
                hideLabel
                value={member?.kind ?? ''}
                onChange={(event) => put(person, event.target.value as Kind | '', minutes)}
              >
                <option value="">{t.notIn}</option>
                <option value="operator">{t.operator}</option>
                <option value="onboarder">{t.onboarder}</option>
              </SelectField>
              {member && (
                <TextField
                  label={`${person.name}: ${t.hours}`}
                  hideLabel
                  type="number"
                  min={0}
                  max={60}
                  value={minutes / 60}
                  onChange={(event) =>
                    put(person, member.kind, Math.round(Number(event.target.value) * 60))
                  }
                />
              )}
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}

/** The agents whose outlets go first. */
export function PilotFields({ agents, draft, set }: Props & { agents: Reply['agents'] }) {
  const t = useWords(words)
  const f = useFormats()
  const toggle = (id: string) =>
    set({
      pilotAgentIds: draft.pilotAgentIds.includes(id)
        ? draft.pilotAgentIds.filter((one) => one !== id)
        : [...draft.pilotAgentIds, id],
    })
  return (
    <fieldset className="space-y-1">
      <legend className="font-semibold">{t.pilots}</legend>
      <p className="text-sm text-soft">{t.pilotsHow}</p>
      <div className="grid grid-cols-1 sm:grid-cols-2">
        {agents.map(({ id, name, outlets }) => (
          <label key={id} className="flex min-h-11 items-center gap-2">
            <input
              type="checkbox"
              className="size-5 shrink-0 accent-accent"
              checked={draft.pilotAgentIds.includes(id)}
              onChange={() => toggle(id)}
            />
            {name} <span className="text-faint">{f.number(outlets)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

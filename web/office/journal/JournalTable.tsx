import { Link } from 'wouter'
import type { call } from '../../call.ts'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { CHOICES, DETAILS } from './detail-words.ts'
import { DEEDS, words } from './journal-words.ts'
import { placeOfThing } from './thing-place.ts'
import { THINGS } from './thing-words.ts'

export type Row = Awaited<ReturnType<typeof call.identity.journal>>['rows'][number]
type TableProps = { rows: Row[]; choose: (change: Record<string, string>) => void }

/** The rows of the journal; a name narrows it to that person, a thing leads to its page. */
export function JournalTable({ rows, choose }: TableProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const nameOf = useNames()
  const heads = [t.when, t.who, t.what, t.thing, t.detail, t.seal]
  return (
    <Table label={t.title} heads={heads} testId="journal">
      {rows.map((row) => (
        <tr key={row.id}>
          <td className="whitespace-nowrap text-soft">{f.moment(row.at)}</td>
          <td>
            {row.personId ? (
              <button
                type="button"
                className="inline-flex min-h-8 items-center text-left text-accent"
                onClick={() => choose({ who: row.personId ?? '' })}
              >
                {nameOf(row)}
              </button>
            ) : (
              nameOf(row)
            )}
          </td>
          <td className="font-medium">{DEEDS[row.word][language]}</td>
          <td>
            <Thing row={row} />
          </td>
          <td className="min-w-48 text-sm text-soft">
            <Details row={row} />
          </td>
          <td>
            <Badge tone={row.sealed ? 'good' : 'warn'}>{row.sealed ? t.sealed : t.waits}</Badge>
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** Who did it, as the person is called today; of a machine or the console, what it is. */
export function useNames() {
  const t = useWords(words)
  return ({ by, personName }: Row): string => (by === 'person' ? (personName ?? t.erased) : t[by])
}

function Thing({ row: { thing, thingId, thingName } }: { row: Row }) {
  const { language } = useLanguage()
  const f = useFormats()
  const place = placeOfThing(thing, thingId)
  // The end of an id tells one order from another, by pairs, lest it look like a word; of a session it
  // tells nobody anything.
  const end = thing === 'session' ? '' : thingId.slice(-6).replace(/..(?=.)/g, '$&-')
  const told = thing === 'role' ? (CHOICES[thingId]?.[language] ?? thingId) : (thingName ?? end)
  const mark = thing === 'holiday' ? f.day(thingId) : told
  const name = `${THINGS[thing][language]}${mark && ` ${mark}`}`
  if (!place) return <>{name}</>
  return (
    <Link href={place} className="inline-flex min-h-8 items-center font-medium text-accent">
      {name}
    </Link>
  )
}

function Details({ row }: { row: Row }) {
  const { language } = useLanguage()
  const shown = useShown()
  const told = Object.entries(row.detail).flatMap(([field, value]) => {
    const name = DETAILS[field]
    return name && value !== null ? [`${name[language]}: ${shown(field, value)}`] : []
  })
  return <>{told.join(' · ')}</>
}

function useShown() {
  const { language } = useLanguage()
  const t = useWords(words)
  const f = useFormats()
  const listed = (field: string, values: unknown[]) =>
    field === 'weekdays' ? values.join(', ') : f.number(values.length)
  return (field: string, value: unknown): string => {
    if (typeof value === 'boolean') return value ? t.yes : t.no
    if (typeof value === 'number') return /Minor$/.test(field) ? f.money(value) : f.number(value)
    if (Array.isArray(value)) return listed(field, value)
    // What has no word of ours is a day, a time, or a role that the distributor named himself.
    return CHOICES[String(value)]?.[language] ?? String(value)
  }
}

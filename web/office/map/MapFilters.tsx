import { useWords } from '../../kit/language.ts'
import { Button, SelectField } from '../../kit/Parts.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { COLOUR_BY, type Names } from './map-colours.ts'
import { words } from './map-page-words.ts'
import type { Filters } from './map-rows.ts'
import type { MapAddress } from './use-map-address.ts'

type Choice = { value: string; name: string }
type Props = { address: MapAddress; names: Names }

/** What is shown and by what it is coloured; every choice stands in the address. */
export function MapFilters({ address, names }: Props) {
  const t = useWords(words)
  const { filters, set } = address
  const named = (list: { id: string; name: string }[], none: string): Choice[] => [
    ...list.map(({ id, name }) => ({ value: id, name })),
    { value: 'none', name: none },
  ]
  const select = (key: keyof Filters, label: string, choices: Choice[]) => (
    <SelectField
      label={label}
      className="min-w-32 shrink-0"
      value={filters[key]}
      onChange={(event) => set({ [key]: event.target.value })}
    >
      <option value="">{t.any}</option>
      {choices.map(({ value, name }) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </SelectField>
  )
  const days = [1, 2, 3, 4, 5, 6, 7].map((d) => ({ value: String(d), name: names.weekday(d) }))
  const classes = ['A', 'B', 'C', 'D'].map((name) => ({ value: name, name }))
  return (
    <div className="no-print -mx-4 flex items-end gap-3 overflow-x-auto px-4 pb-1 sm:mx-0 sm:flex-wrap sm:overflow-visible sm:px-0 sm:pb-0">
      <SelectField
        label={t.colourBy}
        className="min-w-48 shrink-0"
        value={address.by}
        onChange={(event) => set({ by: event.target.value, hide: '' })}
      >
        {COLOUR_BY.map((by) => (
          <option key={by} value={by}>
            {t[by]}
          </option>
        ))}
      </SelectField>
      {select('weekday', t.weekdayName, days)}
      {select('agent', t.agentName, named(names.agents, t.noAgent))}
      {select('zone', t.zoneName, named(names.zones, t.noZone))}
      {select('class', t.className, classes)}
      <SearchBox
        label={t.find}
        clearLabel={t.clear}
        value={filters.q}
        onSearch={(q) => set({ q })}
        className="w-56 shrink-0"
      />
      {Object.values(filters).some(Boolean) && (
        <Button
          look="quiet"
          onClick={() => set({ q: '', weekday: '', agent: '', zone: '', class: '', hide: '' })}
        >
          {t.reset}
        </Button>
      )}
    </div>
  )
}

import { useLanguage, useWords } from '../../../kit/language.ts'
import { Card, SelectField, TextField } from '../../../kit/Parts.tsx'
import { type Chosen, chooseField } from './draft.ts'
import { fieldWord } from './field-words.ts'
import type { Table } from './table-reply.ts'
import { words } from './table-words.ts'

type Props = { table: Table; chosen: Chosen[]; choose: (chosen: Chosen[]) => void }

/** The columns of a table with their first values, each with what it is taken for. */
export function ColumnsCard({ table, chosen, choose }: Props) {
  const t = useWords(words)
  const { from, keptBy } = table
  return (
    <Card>
      <h2 className="font-semibold">{t.columns}</h2>
      <p className="text-sm text-soft">
        {from === 'memory' ? `${t.remembered} ${keptBy ?? ''}` : t.guessed}
      </p>
      <ul className="mt-2 divide-y divide-line" data-testid="columns">
        {table.columns.map((name, at) => (
          <Column key={name} {...{ table, chosen, choose, name, at }} />
        ))}
      </ul>
    </Card>
  )
}

const VALUES_SHOWN = 3
const OF = { price: 'ofList', quantity: 'ofWarehouse' } as const

function Column({ table, chosen, choose, name, at }: Props & { name: string; at: number }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { field, of } = chosen[at] ?? { field: '', of: '' }
  const isMany = (key: string) => table.fields.find((known) => known.name === key)?.many === true
  const values = table.rows.map((cells) => cells[at] ?? '').filter(Boolean)
  return (
    <li className="grid items-center gap-x-6 gap-y-2 py-3 sm:grid-cols-2">
      <div className="min-w-0">
        <p className="font-medium break-words">{name}</p>
        <p className="text-sm text-soft truncate">
          {values.slice(0, VALUES_SHOWN).join(' · ') || t.emptyRow}
        </p>
      </div>
      <div className="flex min-w-0 flex-wrap gap-2">
        <SelectField
          label={`${t.meaning}: ${name}`}
          hideLabel
          className="min-w-0 flex-1 basis-48"
          value={field}
          onChange={(event) => {
            const next = event.target.value
            choose(chooseField(chosen, at, { field: next, many: isMany(next), name }))
          }}
        >
          <option value="">{t.skip}</option>
          {table.fields.map((known) => (
            <option key={known.name} value={known.name}>
              {fieldWord(known.name, language)}
            </option>
          ))}
        </SelectField>
        {isMany(field) && (
          <TextField
            label={`${t[field in OF ? OF[field as keyof typeof OF] : 'ofMany']}: ${name}`}
            hideLabel
            className="min-w-0 flex-1 basis-40"
            placeholder={t[field in OF ? OF[field as keyof typeof OF] : 'ofMany']}
            maxLength={64}
            value={of}
            onChange={(event) =>
              choose(chosen.map((one, i) => (i === at ? { field, of: event.target.value } : one)))
            }
          />
        )}
      </div>
    </li>
  )
}

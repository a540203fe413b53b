import { useLanguage, useWords } from '../../../kit/language.ts'
import { Card } from '../../../kit/Parts.tsx'
import { Table as Rows } from '../../../kit/Table.tsx'
import type { Chosen } from './draft.ts'
import { fieldWord } from './field-words.ts'
import type { Table } from './table-reply.ts'
import { words } from './table-words.ts'

const SHOWN = 5

/** The first rows as they would be read: the columns that are taken, under their fields. */
export function FirstRows({ table, chosen }: { table: Table; chosen: Chosen[] }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const taken = chosen.flatMap(({ field, of }, at) =>
    field === '' ? [] : [{ at, name: fieldWord(of ? `${field}:${of}` : field, language) }],
  )
  if (taken.length === 0) return null
  const rows = table.rows.slice(0, SHOWN).map((cells, i) => [i, cells] as const)
  return (
    <Card className="space-y-2">
      <h2 className="font-semibold">{t.first}</h2>
      <Rows label={t.first} heads={taken.map(({ name }) => name)} testId="first-rows">
        {rows.map(([line, cells]) => (
          <tr key={line}>
            {taken.map(({ at, name }) => (
              <td key={name}>{cells[at]}</td>
            ))}
          </tr>
        ))}
      </Rows>
    </Card>
  )
}

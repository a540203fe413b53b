import type { Language } from '../../../../src/platform/language.ts'
import { call } from '../../../call.ts'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Card } from '../../../kit/Parts.tsx'
import { Table } from '../../../kit/Table.tsx'
import { ExportButton } from '../../ExportButton.tsx'
import { oddityName } from '../exchange-words.ts'
import { fieldWord, reasonWord } from './field-words.ts'
import type { TableRun } from './table-reply.ts'
import { words } from './table-words.ts'

type Row = TableRun['rows'][number]

/** The rows that a run left out, each with its column, value and reason; to be saved and mended. */
export function Quarantine({ distributor, run }: { distributor: string; run: TableRun }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const heads = [t.line, t.column, t.value, t.reason]
  return (
    <Card className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="min-w-0 flex-1 basis-60 font-semibold">{t.quarantine}</h3>
        <ExportButton<number>
          file="quarantine.csv"
          heads={heads}
          load={async (after) => {
            const asked = { distributor, runId: run.id, done: 'quarantined' as const, limit: 200 }
            const page = await call.exchange.tableRun({ ...asked, after: after ?? 0 })
            const rows = page.rows.map((row) => [row.line, ...told(row, run, language)])
            return { rows, next: page.next }
          }}
        />
      </div>
      <Table
        label={t.quarantine}
        heads={[{ name: t.line, figure: true }, ...heads.slice(1)]}
        testId="quarantine"
      >
        {run.rows.map((row) => (
          <tr key={row.rowNo}>
            <td className="figure">{row.line}</td>
            {told(row, run, language).map((cell, i) => (
              <td key={heads[i + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </Table>
    </Card>
  )
}

// The column as the file calls it, the field where it is of none; then what stood there, and why not.
function told({ field, value, externalId, code }: Row, { form }: TableRun, language: Language) {
  const columns = Object.entries(form.columns)
    .filter(([key]) => key === field || key.startsWith(`${field}:`))
    .map(([, column]) => column)
  const column = columns.join(', ') || (field ? fieldWord(field, language) : '')
  const reason = reasonWord(code, language) ?? oddityName(code, language)
  return [column, value ?? externalId ?? '', reason]
}

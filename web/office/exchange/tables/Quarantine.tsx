import { useState } from 'react'
import type { Language } from '../../../../src/platform/language.ts'
import { call } from '../../../call.ts'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Badge, Button, Card } from '../../../kit/Parts.tsx'
import { Table } from '../../../kit/Table.tsx'
import { can, usePlace } from '../../../signin/me.tsx'
import { ExportButton } from '../../ExportButton.tsx'
import { oddityName } from '../exchange-words.ts'
import { MendDialog } from '../MendDialog.tsx'
import { words as mendWords } from '../mend-words.ts'
import { fieldWord, reasonWord } from './field-words.ts'
import type { TableRun } from './table-reply.ts'
import { words } from './table-words.ts'

type Row = TableRun['rows'][number]
type Props = { distributor: string; run: TableRun }

/** The rows that a run left out, each with its column, value and reason; mended here, or saved. */
export function Quarantine({ distributor, run }: Props) {
  const t = { ...useWords(words), ...useWords(mendWords) }
  const { language } = useLanguage()
  const { tenant } = usePlace()
  const [open, setOpen] = useState<Row | null>(null)
  const heads = [t.line, t.column, t.value, t.reason]
  const mayMend = run.replayable && can(tenant, 'exchange.run')
  return (
    <Card className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="min-w-0 flex-1 basis-60 font-semibold">{t.quarantine}</h3>
        <ExportButton<number>
          file="quarantine.csv"
          heads={[...heads, t.mended]}
          load={async (after) => {
            const asked = { distributor, runId: run.id, done: 'quarantined' as const, limit: 200 }
            const page = await call.exchange.tableRun({ ...asked, after: after ?? 0 })
            const rows = page.rows.map((row) => [
              ...[row.line, ...told(row, run, language)],
              row.mended,
            ])
            return { rows, next: page.next }
          }}
        />
      </div>
      <Table
        label={t.quarantine}
        heads={[
          ...[{ name: t.line, figure: true }, ...heads.slice(1)],
          ...(mayMend ? [{ name: t.mend, hidden: true }] : []),
        ]}
        testId="quarantine"
      >
        {run.rows.map((row) => (
          <LeftOut key={row.rowNo} row={row} run={run} mend={mayMend ? () => setOpen(row) : null} />
        ))}
      </Table>
      {open && <Mending {...{ distributor, run }} row={open} close={() => setOpen(null)} />}
    </Card>
  )
}

function LeftOut({ row, run, mend }: { row: Row; run: TableRun; mend: (() => void) | null }) {
  const t = useWords(mendWords)
  const { language } = useLanguage()
  const [column, value, reason] = told(row, run, language)
  return (
    <tr>
      <td className="figure">{row.line}</td>
      <td>{column}</td>
      <td>{value}</td>
      <td>
        {row.mended === null ? (
          reason
        ) : (
          <>
            <Badge tone="good">{t.mended}</Badge> {row.mended}
          </>
        )}
      </td>
      {mend && (
        <td>
          {row.asks && (
            <Button look="quiet" onClick={mend} aria-label={`${t.mend}: ${column} ${value}`}>
              {row.mended === null ? t.mend : t.mendAgain}
            </Button>
          )}
        </td>
      )}
    </tr>
  )
}

function Mending({ distributor, run, row, close }: Props & { row: Row; close: () => void }) {
  const { language } = useLanguage()
  const [column, value, reason] = told(row, run, language)
  // What stands first in the row, unless that is the cell itself.
  const first = row.externalId === row.value ? null : row.externalId
  return (
    <MendDialog
      key={row.rowNo}
      {...{ distributor, close }}
      runId={run.id}
      row={{ ...row, externalId: first, detail: [column, value].filter(Boolean).join(': ') }}
      title={reason}
      stands={row.mended ?? value}
    />
  )
}

type Told = [column: string, value: string, reason: string]

// The column as the file calls it, the field where it is of none; then what stood there, and why not.
function told(
  { field, value, externalId, code }: Row,
  { form }: TableRun,
  language: Language,
): Told {
  const columns = Object.entries(form.columns)
    .filter(([key]) => key === field || key.startsWith(`${field}:`))
    .map(([, column]) => column)
  const column = columns.join(', ') || (field ? fieldWord(field, language) : '')
  const reason = reasonWord(code, language) ?? oddityName(code, language)
  return [column, value ?? externalId ?? '', reason]
}

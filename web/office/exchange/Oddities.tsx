import { useState } from 'react'
import { useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button, Empty } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { words as officeWords } from '../office-words.ts'
import { doneInWords } from './done-words.ts'
import { oddityName } from './exchange-words.ts'
import { MendDialog } from './MendDialog.tsx'
import { words } from './mend-words.ts'
import type { OddRow, Run } from './RunDecision.tsx'

type Props = { distributor: string; run: Run; rows: OddRow[] }

/** Every oddity of a run with what was done about it; where a person may say what is right, he can. */
export function Oddities({ distributor, run, rows }: Props) {
  const t = { ...useWords(officeWords), ...useWords(words) }
  const { tenant } = usePlace()
  const [open, setOpen] = useState<OddRow | null>(null)
  if (rows.length === 0) return run.status === 'running' ? null : <Empty title={t.noOddities} />
  const mendable = run.replayable && can(tenant, 'exchange.run')
  const heads = [
    ...[t.file, { name: t.line, figure: true }, t.externalId, t.what, t.done],
    ...(mendable ? [{ name: t.mend, hidden: true }] : []),
  ]
  return (
    <>
      <Table label={t.oddities} heads={heads} testId="oddities">
        {rows.map((row) => (
          <OddityRow key={row.rowNo} row={row} mend={mendable ? () => setOpen(row) : null} />
        ))}
      </Table>
      {open && (
        <MendDialog
          key={open.rowNo}
          distributor={distributor}
          runId={run.id}
          row={open}
          close={() => setOpen(null)}
        />
      )}
    </>
  )
}

function OddityRow({ row, mend }: { row: OddRow; mend: (() => void) | null }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const about = `${oddityName(row.code, language)} ${row.externalId ?? row.detail}`
  return (
    <tr>
      <td>{row.file}</td>
      <td className="figure">{row.line || ''}</td>
      <td className="max-w-60 truncate" title={row.externalId ?? ''}>
        {row.externalId}
      </td>
      <td className="min-w-40">
        {oddityName(row.code, language)} <span className="text-faint">{row.detail}</span>
      </td>
      <td className="min-w-32">
        {row.mended === null ? (
          doneInWords(row.done, language)
        ) : (
          <>
            <Badge tone="good">{t.mended}</Badge> {row.mended === 'new' ? t.apart : row.mended}
          </>
        )}
      </td>
      {mend && (
        <td>
          {row.asks && (
            <Button look="quiet" onClick={mend} aria-label={`${t.mend}: ${about}`}>
              {row.mended === null ? t.mend : t.mendAgain}
            </Button>
          )}
        </td>
      )}
    </tr>
  )
}

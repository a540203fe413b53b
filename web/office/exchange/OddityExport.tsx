import { call } from '../../call.ts'
import { useLanguage, useWords } from '../../kit/language.ts'
import { ExportButton } from '../ExportButton.tsx'
import { words as officeWords } from '../office-words.ts'
import { doneInWords } from './done-words.ts'
import { oddityName } from './exchange-words.ts'
import { words } from './mend-words.ts'

type Asked = { distributor: string; runId: string; code: string }

/** Saves all oddities of a run, as they are narrowed, as a table. */
export function OddityExport({ distributor, runId, code }: Asked) {
  const t = { ...useWords(officeWords), ...useWords(words) }
  const { language } = useLanguage()
  return (
    <ExportButton<number>
      file="oddities.csv"
      heads={[t.file, t.line, t.externalId, 'code', t.what, t.done, t.mended]}
      load={async (after) => {
        const asked = { distributor, runId, after: after ?? 0, limit: 200 }
        const page = await call.exchange.run({ ...asked, ...(code && { code }) })
        const rows = page.rows.map((row) => [
          ...[row.file, row.line, row.externalId, row.code],
          ...[`${oddityName(row.code, language)} ${row.detail}`.trim()],
          ...[doneInWords(row.done, language), row.mended],
        ])
        return { rows, next: page.next }
      }}
    />
  )
}

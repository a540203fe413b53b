import { call } from '../../call.ts'
import { useLanguage, useWords } from '../../kit/language.ts'
import { ExportButton } from '../ExportButton.tsx'
import { useNames } from './JournalTable.tsx'
import { DEEDS, words } from './journal-words.ts'
import { THINGS } from './thing-words.ts'

type Asked = Parameters<typeof call.identity.journal>[0]
export type Filters = Pick<Asked, 'fromDay' | 'toDay' | 'personId' | 'word' | 'thing' | 'thingId'>

/** Saves all rows that fit the filters as a table. */
export function JournalExport({ distributor, filters }: { distributor: string; filters: Filters }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const nameOf = useNames()
  return (
    <ExportButton<string>
      file="journal.csv"
      heads={[t.when, t.who, 'person', t.what, t.thing, 'id', t.detail, t.seal]}
      load={async (before) => {
        const asked = { distributor, ...filters, limit: 200, ...(before && { before }) }
        const page = await call.identity.journal(asked)
        const rows = page.rows.map((row) => [
          ...[row.at, nameOf(row), row.personId, DEEDS[row.word][language]],
          ...[THINGS[row.thing][language], row.thingId, JSON.stringify(row.detail)],
          row.sealed ? 1 : 0,
        ])
        return { rows, next: page.next }
      }}
    />
  )
}

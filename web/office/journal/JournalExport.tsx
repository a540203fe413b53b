import { useMutation } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { csvOf } from '../../kit/csv.ts'
import { useLanguage, useWords } from '../../kit/language.ts'
import { Button } from '../../kit/Parts.tsx'
import { saveFile } from '../../kit/save-file.ts'
import { type Row, useNames } from './JournalTable.tsx'
import { DEEDS, THINGS, words } from './journal-words.ts'

type Asked = Parameters<typeof call.identity.journal>[0]
export type Filters = Pick<Asked, 'fromDay' | 'toDay' | 'personId' | 'word' | 'thing' | 'thingId'>

/** Saves all rows that fit the filters as a table. */
export function JournalExport({ distributor, filters }: { distributor: string; filters: Filters }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const nameOf = useNames()
  const save = useMutation({
    mutationFn: async () => {
      const rows: Row[] = []
      for (let before: string | null = ''; before !== null; ) {
        const asked = { distributor, ...filters, limit: 200, ...(before && { before }) }
        const page: { rows: Row[]; next: string | null } = await call.identity.journal(asked)
        rows.push(...page.rows)
        before = page.next
      }
      saveFile(
        csvOf([
          [t.when, t.who, 'person', t.what, t.thing, 'id', t.detail, t.seal],
          ...rows.map((row) => [
            ...[row.at, nameOf(row), row.personId, DEEDS[row.word][language]],
            ...[THINGS[row.thing][language], row.thingId, JSON.stringify(row.detail)],
            row.sealed ? 1 : 0,
          ]),
        ]),
        'journal.csv',
      )
    },
  })
  return (
    <>
      <Button busy={save.isPending} onClick={() => save.mutate()}>
        {t.export}
      </Button>
      {save.error && <Failed error={save.error} />}
    </>
  )
}

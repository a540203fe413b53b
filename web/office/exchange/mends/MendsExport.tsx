import { call } from '../../../call.ts'
import { useWords } from '../../../kit/language.ts'
import { ExportButton } from '../../ExportButton.tsx'
import { words } from './kept-words.ts'
import type { MendFilters } from './mend-reply.ts'
import { useMendText } from './mend-text.ts'

/** Saves all kept mends that fit the filters as a table. */
export function MendsExport(props: { distributor: string; filters: MendFilters }) {
  const { distributor, filters } = props
  const t = useWords(words)
  const textOf = useMendText()
  return (
    <ExportButton<string>
      file="mends.csv"
      heads={[
        t.kind,
        t.about,
        t.said,
        t.becomes,
        t.mendedBy,
        t.mendedAt,
        t.used,
        t.byLast,
        t.forgotten,
      ]}
      load={async (before) => {
        const asked = { distributor, ...filters, limit: 200, ...(before && { before }) }
        const page = await call.exchange.mends(asked)
        const rows = page.mends.map((mend) => {
          const { what, about, becomes } = textOf(mend)
          return [
            ...[what, about, mend.said, becomes, mend.mendedBy, mend.mendedAt, mend.usedAt],
            ...[mend.usedByLast ? 1 : 0, mend.forgottenAt],
          ]
        })
        return { rows, next: page.next }
      }}
    />
  )
}

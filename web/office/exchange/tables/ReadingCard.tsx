import type { TableForm } from '../../../../src/modules/exchange/table/form-rules.ts'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Card } from '../../../kit/Parts.tsx'
import { Choice } from '../../Choice.tsx'
import { KIND_WORDS } from './field-words.ts'
import { words } from './table-words.ts'

type Props = {
  form: TableForm
  change: (form: TableForm) => void
  read: (next: { kind: string; header?: number }) => void
}

const HEADERS = 20
const TAXED = ['prices', 'order-lines', 'contracts']

/** What a table holds, and how its headers, numbers and days are written. */
export function ReadingCard({ form, change, read }: Props) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { kind, header } = form
  const rows = Array.from({ length: Math.max(HEADERS, header) + 1 }, (_, i) => String(i))
  return (
    <Card>
      <h2 className="mb-3 font-semibold">{t.settings}</h2>
      <div className="grid gap-3 sm:grid-cols-3 lg:grid-cols-5">
        <Choice
          label={t.kind}
          options={KIND_WORDS.map(([value, name]) => [value, name[language]])}
          chosen={kind}
          choose={(next) => read({ kind: next })}
        />
        <Choice
          label={t.header}
          options={rows.map((row) => [row, row === '0' ? t.noHeader : row])}
          chosen={String(header)}
          choose={(next) => read({ kind, header: Number(next) })}
        />
        <Choice
          label={t.numbers}
          options={(['auto', 'comma', 'point'] as const).map((mark) => [mark, t[mark]])}
          chosen={form.numbers}
          choose={(next) => change({ ...form, numbers: next as TableForm['numbers'] })}
        />
        <Choice
          label={t.dates}
          options={(['dmy', 'mdy'] as const).map((order) => [order, t[order]])}
          chosen={form.dates}
          choose={(next) => change({ ...form, dates: next as TableForm['dates'] })}
        />
        {TAXED.includes(kind) && (
          <Choice
            label={t.vat}
            options={[
              ['yes', t.withVat],
              ['no', t.withoutVat],
            ]}
            chosen={form.vatIncluded ? 'yes' : 'no'}
            choose={(next) => change({ ...form, vatIncluded: next === 'yes' })}
          />
        )}
      </div>
    </Card>
  )
}

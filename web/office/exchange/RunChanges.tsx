import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Card, type Tone } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { useValues } from './change-values.ts'
import { changedKind, fieldName } from './change-words.ts'
import type { Run } from './RunDecision.tsx'
import { words } from './upload-words.ts'

type Sample = Run['samples'][number]

/** What a run changed, or would change, in the words of the trade, with examples. */
export function RunChanges({ run }: { run: Run }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const kinds = Object.entries(run.changes)
  if (kinds.length === 0) return null
  const changed = kinds.filter(([, { added, changed: c, removed }]) => added + c + removed > 0)
  return (
    <Card className="space-y-3">
      <h2 className="font-semibold">{t.changes}</h2>
      {changed.length === 0 && <p className="text-soft">{t.noChanges}</p>}
      <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-2 lg:grid-cols-3" data-testid="diff">
        {changed.map(([kind, change]) => (
          <div key={kind}>
            <dt className="text-xs text-faint">{changedKind(kind, language)}</dt>
            <dd className="font-semibold">
              {(['added', 'changed', 'removed'] as const)
                .filter((how) => change[how] > 0)
                .map((how) => `${t[how]} ${f.number(change[how])}`)
                .join(', ')}
            </dd>
          </div>
        ))}
      </dl>
      {run.samples.length > 0 && <Samples samples={run.samples} />}
    </Card>
  )
}

const SHOWN: Record<Sample['change'], [Tone, 'oneAdded' | 'oneChanged' | 'oneRemoved']> = {
  added: ['good', 'oneAdded'],
  changed: ['accent', 'oneChanged'],
  removed: ['bad', 'oneRemoved'],
}

function Samples({ samples }: { samples: Sample[] }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const inWords = useValues()
  return (
    <details>
      <summary className="fold font-medium text-accent">
        {t.examples} ({samples.length})
      </summary>
      <Table label={t.examples} heads={[t.what, t.name, t.was, t.becomes]} testId="samples">
        {samples.map((sample) => {
          const [tone, how] = SHOWN[sample.change]
          const fields = Object.entries(sample.fields)
          const side = (at: 0 | 1) =>
            fields
              .filter(([, pair]) => pair[at] !== null && pair[at] !== undefined)
              .map(([field, pair]) => `${fieldName(field, language)}: ${inWords(field, pair[at])}`)
          return (
            <tr key={`${sample.kind} ${sample.code} ${sample.name}`}>
              <td>
                {changedKind(sample.kind, language)} <Badge tone={tone}>{t[how]}</Badge>
              </td>
              <td>
                {sample.name}{' '}
                <span className="text-faint">{isId.test(sample.code) ? '' : sample.code}</span>
              </td>
              <td>{side(0).join('; ')}</td>
              <td>{side(1).join('; ')}</td>
            </tr>
          )
        })}
      </Table>
    </details>
  )
}

const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { TableForm } from '../../../../src/modules/exchange/table/form-rules.ts'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../../kit/language.ts'
import { Alert, Button, Card, Skeleton } from '../../../kit/Parts.tsx'
import { Table } from '../../../kit/Table.tsx'
import { newId } from '../../../order/cart.ts'
import { can, usePlace } from '../../../signin/me.tsx'
import { useValues } from '../change-values.ts'
import { fieldName } from '../change-words.ts'
import { refusalName } from '../exchange-words.ts'
import { words as mendWords, ROWS } from '../mend-words.ts'
import { changedWord, reasonWord } from './field-words.ts'
import { Quarantine } from './Quarantine.tsx'
import type { TableRun } from './table-reply.ts'
import { words } from './table-words.ts'

type Props = {
  distributor: string
  runId: string
  begun: (runId: string) => void
  /** Somebody just asked for it and waits for it. */
  asked: boolean
  /** Whether the run read the table as it is set now. */
  fits: (form: TableForm) => boolean
}

/** What a run of a table would change, or changed: figures, examples, what waits, the decision. */
export function TableResult({ distributor, runId, begun, asked, fits }: Props) {
  const t = useWords(words)
  const run = useQuery({
    queryKey: ['table-run', distributor, runId],
    queryFn: () => call.exchange.tableRun({ distributor, runId, done: 'quarantined' }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 1_000 : false),
  })
  if (run.error) return <Failed error={run.error} retry={run.refetch} />
  if (!run.data) return <Skeleton rows={1} />
  const { data } = run
  if (data.status === 'running') return <Progress run={data} />
  // Set otherwise since: what it found says nothing of how the table would be read now.
  if (data.dryRun && !fits(data.form)) return null
  return (
    <section
      className="scroll-mt-20 space-y-4"
      data-testid="table-result"
      ref={asked ? intoSight : null}
    >
      <h2 className="text-lg font-semibold">{data.dryRun ? t.result : t.done}</h2>
      {data.refusal && <Refused run={data} />}
      {data.status === 'done' && <Figures run={data} />}
      {data.mended > 0 && <Mended distributor={distributor} run={data} begun={begun} />}
      {data.status === 'done' && <Decision distributor={distributor} run={data} begun={begun} />}
      {data.samples.length > 0 && <Samples run={data} />}
      {data.rows.length > 0 && <Quarantine distributor={distributor} run={data} />}
      <Link
        href={`/exchange/${data.id}`}
        className="inline-flex min-h-11 items-center font-medium text-accent hover:underline"
      >
        {t.wholeReport}
      </Link>
    </section>
  )
}

// On a phone it stands far below the button that asked for it.
const intoSight = (section: HTMLElement | null): void => section?.scrollIntoView()

function Progress({ run: { counts } }: { run: TableRun }) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <Card className="flex items-center gap-3">
      <span className="spinner" aria-hidden />
      <p role="status">
        {t.running} {counts.rows !== undefined && `${t.readRows} ${f.number(counts.rows)}`}
      </p>
    </Card>
  )
}

function Refused({ run: { refusal, status } }: { run: TableRun }) {
  const { language } = useLanguage()
  const { code, detail } = refusal ?? {}
  const said = typeof code === 'string' ? code : status
  return (
    <Alert tone="bad">
      <p className="font-semibold">{reasonWord(said, language) ?? refusalName(said, language)}</p>
      {typeof detail === 'string' && <code className="text-xs break-all">{detail}</code>}
    </Alert>
  )
}

const FIGURES = ['rows', 'inserted', 'updated', 'unchanged', 'quarantined'] as const

function Figures({ run: { counts } }: { run: TableRun }) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 text-sm sm:grid-cols-5" data-testid="figures">
        {FIGURES.map((name) => (
          <div key={name}>
            <dt className="text-xs text-soft">{t[name]}</dt>
            <dd
              className={`font-semibold ${name === 'quarantined' && counts[name] ? 'text-bad' : ''}`}
            >
              {f.number(counts[name] ?? 0)}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

/** How many rows were mended since, and the way to see what the table changes with them. */
function Mended({ distributor, run, begun }: DecisionProps) {
  const t = useWords(mendWords)
  const f = useFormats()
  const { tenant } = usePlace()
  const queries = useQueryClient()
  const replay = useMutation({
    mutationFn: () => call.exchange.replayRun({ distributor, runId: run.id, replayId: newId() }),
    onSuccess: ({ runId }) => begun(runId),
    onSettled: () => queries.invalidateQueries({ queryKey: ['uploads', distributor] }),
  })
  return (
    <Card className="flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-0 flex-1 basis-60" role="status">
        <strong>
          {t.mended}: {f.count(run.mended, ROWS)}.
        </strong>{' '}
        {run.replayable && t.replayWhy}
      </p>
      {run.replayable && can(tenant, 'exchange.run') && (
        <Button look="primary" busy={replay.isPending} onClick={() => replay.mutate()}>
          {t.replay}
        </Button>
      )}
      {replay.error && <Failed error={replay.error} />}
    </Card>
  )
}

type DecisionProps = { distributor: string; run: TableRun; begun: (runId: string) => void }

function Decision({ distributor, run, begun }: DecisionProps) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const queries = useQueryClient()
  const [importId] = useState(newId)
  const confirm = useMutation({
    mutationFn: () => call.exchange.confirmRun({ distributor, runId: run.id, importId }),
    onSuccess: ({ runId }) => begun(runId),
    onSettled: () => queries.invalidateQueries({ queryKey: ['uploads', distributor] }),
  })
  if (!run.dryRun) {
    return (
      <Card className="flex flex-wrap items-center justify-between gap-3">
        <p role="status">{t.isDone}</p>
        <Link
          href="/exchange/tables"
          className="inline-flex min-h-11 items-center font-medium text-accent hover:underline"
        >
          {t.another}
        </Link>
      </Card>
    )
  }
  // What was mended since is told above, with the way to go on.
  if (run.awaits === 'check') return run.mended > 0 ? null : <Alert>{t.overtaken}</Alert>
  if (run.awaits !== 'confirmation' || !can(tenant, 'exchange.run')) return null
  return (
    <Card className="flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-0">{t.dryRun}</p>
      <Button look="primary" busy={confirm.isPending} onClick={() => confirm.mutate()}>
        {t.confirm}
      </Button>
      {confirm.error && <Failed error={confirm.error} />}
    </Card>
  )
}

function Samples({ run: { samples } }: { run: TableRun }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const inWords = useValues()
  const side = ({ fields }: TableRun['samples'][number], at: 0 | 1) =>
    Object.entries(fields)
      .filter(([, pair]) => pair[at] !== null && pair[at] !== undefined)
      .map(([field, pair]) => {
        return `${changedWord(field, language) ?? fieldName(field, language)}: ${inWords(field, pair[at])}`
      })
      .join('; ')
  return (
    <Card className="space-y-2">
      <h3 className="font-semibold">{t.examples}</h3>
      <Table
        label={t.examples}
        heads={[{ name: t.line, figure: true }, t.what, t.was, t.becomes]}
        testId="table-samples"
      >
        {samples.map((sample) => (
          <tr key={`${sample.line} ${sample.name} ${sample.change}`}>
            <td className="figure">{sample.line}</td>
            <td>{sample.name}</td>
            <td>{side(sample, 0)}</td>
            <td>{side(sample, 1)}</td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}

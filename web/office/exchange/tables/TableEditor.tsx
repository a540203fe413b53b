import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useLocation } from 'wouter'
import {
  sameForm,
  type TableForm,
  unsaidOf,
} from '../../../../src/modules/exchange/table/form-rules.ts'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Button, Card } from '../../../kit/Parts.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { newId } from '../../../order/cart.ts'
import { can, usePlace } from '../../../signin/me.tsx'
import { ChannelsCard } from './ChannelsCard.tsx'
import { ColumnsCard } from './ColumnsCard.tsx'
import { chosenIn, columnsBy, saidForAll } from './draft.ts'
import { FirstRows } from './FirstRows.tsx'
import { fieldWord } from './field-words.ts'
import { ReadingCard } from './ReadingCard.tsx'
import { TableResult } from './TableResult.tsx'
import type { Table } from './table-reply.ts'
import { words } from './table-words.ts'

type Props = {
  distributor: string
  uploadId: string
  table: Table
  read: (next: { kind: string; header?: number }) => void
}

/** How a table is read, set by hand; below it what the run that read it so would change. */
export function TableEditor({ distributor, uploadId, table, read }: Props) {
  const { tenant } = usePlace()
  const { columns } = table
  const [base, setBase] = useState<TableForm>(table.form)
  const [chosen, setChosen] = useState(() => chosenIn(table.form, columns))
  const [runId, setRunId] = useState(table.runId)
  const asked = saidForAll(base.kind, chosen)
  const constants = Object.fromEntries(
    Object.entries(base.constants).filter(([name, value]) => asked.includes(name) && value !== ''),
  )
  const form: TableForm = { ...base, columns: columnsBy(chosen, columns), constants }
  const missing = unsaidOf(form, table.needs)
  const maySend = can(tenant, 'exchange.run')
  return (
    <>
      <ReadingCard form={form} change={setBase} read={read} />
      <ColumnsCard table={table} chosen={chosen} choose={setChosen} />
      {asked.length > 0 && (
        <ForAll
          names={asked}
          said={base.constants}
          known={table.known}
          say={(name, value) =>
            setBase({ ...base, constants: { ...base.constants, [name]: value } })
          }
        />
      )}
      {base.kind === 'order-lines' && (
        <ChannelsCard
          rules={base.channels ?? []}
          mapped={[...chosen.map(({ field }) => field), ...Object.keys(constants)]}
          change={(channels) => setBase({ ...base, channels })}
        />
      )}
      <FirstRows table={table} chosen={chosen} />
      {maySend && <Sending {...{ distributor, uploadId, form, missing }} begun={setRunId} />}
      {runId && (
        <TableResult
          distributor={distributor}
          runId={runId}
          begun={setRunId}
          asked={runId !== table.runId}
          fits={(of) => sameForm(of, form)}
        />
      )}
    </>
  )
}

type ForAllProps = {
  names: string[]
  said: Record<string, string>
  known: Table['known']
  say: (name: string, value: string) => void
}

function ForAll({ names, said, known, say }: ForAllProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  const id = useId()
  const listOf = (name: string) =>
    name === 'warehouse'
      ? known.warehouse
      : name === 'list' || name === 'priceList'
        ? known.list
        : []
  return (
    <Card>
      <h2 className="font-semibold">{t.forAll}</h2>
      <p className="mb-3 text-sm text-soft">{t.forAllHow}</p>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {names.map((name) => (
          <label key={name} className="block">
            <span className="mb-1 block text-sm text-soft">{fieldWord(name, language)}</span>
            <input
              className="min-h-11 w-full rounded-control border border-edge bg-card px-3 text-base focus:border-accent"
              list={`${id}-${name}`}
              value={said[name] ?? ''}
              maxLength={255}
              onChange={(event) => say(name, event.target.value)}
            />
            <datalist id={`${id}-${name}`}>
              {listOf(name).map((code) => (
                <option key={code} value={code} />
              ))}
            </datalist>
          </label>
        ))}
      </div>
    </Card>
  )
}

type SendingProps = {
  distributor: string
  uploadId: string
  form: TableForm
  missing: string[][]
  begun: (runId: string) => void
}

function Sending({ distributor, uploadId, form, missing, begun }: SendingProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['uploads', distributor] })
  const check = useMutation({
    mutationFn: () => call.exchange.checkTable({ distributor, uploadId, form, runId: newId() }),
    onSuccess: ({ runId }) => begun(runId),
    onSettled,
  })
  const drop = useMutation({
    mutationFn: () => call.exchange.dropUpload({ distributor, uploadId }),
    onSuccess: () => {
      toast({ text: t.declined })
      navigate('/exchange/tables')
    },
    onSettled,
  })
  const needed = missing.map((group) =>
    group.map((field) => fieldWord(field, language)).join(` ${t.or} `),
  )
  const error = check.error ?? drop.error
  return (
    <Card className="space-y-3">
      {needed.length > 0 && (
        <p className="font-medium text-bad" role="status">
          {t.missing} {needed.join(', ')}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          busy={check.isPending}
          disabled={needed.length > 0}
          onClick={() => check.mutate()}
        >
          {t.check}
        </Button>
        <Button look="danger" busy={drop.isPending} onClick={() => drop.mutate()}>
          {t.decline}
        </Button>
      </div>
      {error && <Failed error={error} />}
    </Card>
  )
}

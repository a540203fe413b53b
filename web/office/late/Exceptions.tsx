import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { ExceptionCount } from '../../../src/modules/ordering/contract.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Badge, Button, Card, Empty, Skeleton, TextField } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { useFilters } from '../use-filters.tsx'
import { words } from './late-words.ts'

type Found = Awaited<ReturnType<typeof call.ordering.exceptions>>

/** Exceptions of a quarter by who made them and by outlet; each number opens its orders. */
export function Exceptions({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const { filters } = useFilters()
  const { day } = filters
  const found = useQuery({
    queryKey: ['exceptions', distributor, day ?? ''],
    queryFn: () => call.ordering.exceptions({ distributor, ...(day ? { day } : {}) }),
  })
  if (found.error) return <Failed error={found.error} retry={found.refetch} />
  if (!found.data) return <Skeleton rows={6} />
  const { people, outlets, max } = found.data
  return (
    <div className="space-y-4">
      <Quarter found={found.data} />
      {can(tenant, 'account.write') && <CapForm distributor={distributor} known={max} />}
      {outlets.length === 0 ? (
        <Empty title={t.none}>{t.noneHow}</Empty>
      ) : (
        <div className="grid gap-4 lg:grid-cols-2">
          <Counted found={found.data} rows={people} by="lateBy" />
          <Counted found={found.data} rows={outlets} by="outlet" />
        </div>
      )}
    </div>
  )
}

function Quarter({ found: { fromDay, beforeDay } }: { found: Found }) {
  const t = useWords(words)
  const f = useFormats()
  const { set } = useFilters()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button onClick={() => set({ day: dayBefore(fromDay) })}>{t.earlier}</Button>
      <p className="px-1 font-medium">
        {t.quarter}: {f.day(fromDay)} – {f.day(dayBefore(beforeDay))}
      </p>
      <Button onClick={() => set({ day: beforeDay })}>{t.later}</Button>
    </div>
  )
}

const MS_OF_DAY = 86_400_000
const dayBefore = (day: string) => new Date(Date.parse(day) - MS_OF_DAY).toISOString().slice(0, 10)

type CountedProps = { found: Found; rows: ExceptionCount[]; by: 'lateBy' | 'outlet' }

function Counted({ found, rows, by }: CountedProps) {
  const t = useWords(words)
  const f = useFormats()
  const name = by === 'lateBy' ? t.who : t.outlet
  const days = { late: 'exception', from: found.fromDay, before: found.beforeDay }
  return (
    <Table label={name} heads={[name, { name: t.count, figure: true }]} testId={`by-${by}`}>
      {rows.map((row) => (
        <tr key={row.id}>
          <td>
            <span className="font-medium">{row.name}</span>
            {row.detail && <span className="block text-xs text-faint">{row.detail}</span>}
          </td>
          <td className="figure">
            {by === 'outlet' && row.exceptions >= found.max && (
              <>
                <Badge tone="warn">{t.full}</Badge>{' '}
              </>
            )}
            <Link
              href={`/?${new URLSearchParams({ ...days, [by]: row.id }).toString()}`}
              className="inline-flex min-h-11 min-w-11 items-center justify-end font-semibold text-accent hover:underline"
              aria-label={`${row.name}: ${row.exceptions}`}
            >
              {f.number(row.exceptions)}
            </Link>
          </td>
        </tr>
      ))}
    </Table>
  )
}

function CapForm({ distributor, known }: { distributor: string; known: number }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [max, setMax] = useState(known)
  const save = useMutation({
    mutationFn: () => call.ordering.setExceptionsMax({ distributor, max }),
    onSuccess: () => toast({ text: t.saved }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['exceptions'] }),
  })
  return (
    <Card className="max-w-xl">
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextField
          label={t.cap}
          type="number"
          min={0}
          max={100}
          required
          value={max}
          onChange={(event) => setMax(Number(event.target.value))}
        />
        <Button type="submit" look="primary" busy={save.isPending} disabled={max === known}>
          {t.save}
        </Button>
        {save.error && <Failed error={save.error} />}
      </form>
    </Card>
  )
}

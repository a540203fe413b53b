import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useWords } from '../../kit/language.ts'
import { Button, TextField } from '../../kit/Parts.tsx'
import { words } from './benefit-words.ts'

type Told = Awaited<ReturnType<typeof call.promotions.benefit>>['benefit']
type Props = { distributor: string; told: Told; close: () => void }
type Key = 'name' | 'percent' | 'first' | 'most' | 'budget' | 'from' | 'to'

const draftOf = (told: Told): Record<Key, string> => ({
  name: told?.name ?? '',
  percent: told ? String(told.percentBp / 100) : '3',
  first: told ? String(told.firstOrders ?? '') : '3',
  most: told?.orderMaxMinor ? String(told.orderMaxMinor / 100) : '',
  budget: told ? String(told.budgetMinor / 100) : '',
  from: told?.fromDay ?? '',
  to: told?.toDay ?? '',
})
const minorOf = (text: string) => Math.round(Number(text) * 100)

/** Sets the portal-only benefit and its budget. */
export function BenefitDialog({ distributor, told, close }: Props) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [id] = useState(() => told?.id ?? crypto.randomUUID())
  const [draft, setDraft] = useState(() => draftOf(told))
  const put = useMutation({
    mutationFn: () =>
      call.promotions.putBenefit({
        ...{ distributor, id, name: draft.name, fromDay: draft.from, toDay: draft.to },
        percentBp: minorOf(draft.percent),
        firstOrders: draft.first ? Number(draft.first) : null,
        orderMaxMinor: draft.most ? minorOf(draft.most) : null,
        budgetMinor: minorOf(draft.budget),
      }),
    onSuccess: close,
    onSettled: () => queries.invalidateQueries({ queryKey: ['launch'] }),
  })
  const field = (
    key: Key,
    how: { type?: string; required?: boolean; step?: string; max?: number },
  ) => (
    <TextField
      label={t[key]}
      min={how.type === 'number' ? 0 : undefined}
      {...how}
      value={draft[key]}
      onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
    />
  )
  return (
    <Dialog open close={close} title={t.benefit} closeLabel={t.close}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          put.mutate()
        }}
      >
        {field('name', { required: true })}
        <div className="grid grid-cols-1 items-end gap-3 sm:grid-cols-2">
          {field('percent', { type: 'number', required: true, step: '0.1', max: 30 })}
          {field('first', { type: 'number', max: 100 })}
          {field('most', { type: 'number', step: '0.01' })}
          {field('budget', { type: 'number', required: true, step: '0.01' })}
          {field('from', { type: 'date', required: true })}
          {field('to', { type: 'date', required: true })}
        </div>
        {put.error && <Failed error={put.error} />}
        <Button type="submit" look="primary" busy={put.isPending}>
          {t.save}
        </Button>
      </form>
    </Dialog>
  )
}

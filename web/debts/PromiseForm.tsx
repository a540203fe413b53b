import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Balance } from '../../src/modules/accounts/contract.ts'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Button, TextField } from '../kit/Parts.tsx'
import { words } from './debt-words.ts'

type Props = {
  distributor: string
  outletId: string
  orderId: string | null
  balance: Balance
  today: string
  until: string
  owedMinor: number
}

/** By which day one pays; agent and debt control see it at once. */
export function PromiseForm(props: Props) {
  const { distributor, outletId, orderId, balance, today, until, owedMinor } = props
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<string | null>(null)
  const [payDay, setPayDay] = useState('')
  const [sum, setSum] = useState(String(owedMinor / 100))
  const send = useMutation({
    mutationFn: (promiseId: string) =>
      call.accounts.promise({
        distributor,
        outletId,
        promiseId,
        orderId,
        contractId: balance.contractId,
        amountMinor: Math.round(Number(sum.replace(',', '.')) * 100),
        payDay,
      }),
    onSuccess: () => setAsked(null),
    onSettled: () => queries.invalidateQueries(),
  })
  if (asked === null) {
    return (
      <Button look="primary" onClick={() => setAsked(crypto.randomUUID())}>
        {t.promise}
      </Button>
    )
  }
  return (
    <form
      className="grid grid-cols-2 items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate(asked)
      }}
    >
      <TextField
        label={t.promiseDay}
        type="date"
        required
        min={today}
        max={until}
        value={payDay}
        onChange={(event) => setPayDay(event.target.value)}
      />
      <TextField
        label={`${t.promiseSum}, ${f.currencySign}`}
        inputMode="decimal"
        pattern="\d+([.,]\d{1,2})?"
        required
        value={sum}
        onChange={(event) => setSum(event.target.value)}
      />
      {send.error && (
        <div className="col-span-2">
          <Failed error={send.error} />
        </div>
      )}
      <Button type="submit" look="primary" busy={send.isPending}>
        {t.send}
      </Button>
      <Button onClick={() => setAsked(null)}>{t.close}</Button>
    </form>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Button, SelectField, Skeleton, TextField } from '../kit/Parts.tsx'
import { QuantityStepper } from '../kit/QuantityStepper.tsx'
import { toast } from '../kit/Toasts.tsx'
import { nameText } from '../order/name-text.ts'
import { KINDS, words } from './return-words.ts'

type Kind = Exclude<keyof typeof KINDS, 'unknown'>
type Props = { distributor: string; orderId: string; open: boolean; close: () => void }

/** What of an order comes back, how much and why; never more than came. */
export function ReturnForm({ distributor, orderId, open, close }: Props) {
  const t = useWords(words)
  return (
    <Dialog open={open} close={close} title={t.ask} closeLabel={t.close}>
      <Form distributor={distributor} orderId={orderId} close={close} />
    </Dialog>
  )
}

function Form({ distributor, orderId, close }: Omit<Props, 'open'>) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [returnId] = useState(() => crypto.randomUUID())
  const [kind, setKind] = useState<Kind>('wrong_or_damaged')
  const [note, setNote] = useState('')
  const [wanted, setWanted] = useState<Record<number, number>>({})
  const lines = useQuery({
    queryKey: ['returnable', distributor, orderId],
    queryFn: () => call.ordering.returnable({ distributor, orderId }),
  })
  const send = useMutation({
    mutationFn: () =>
      call.ordering.askReturn({
        distributor,
        orderId,
        returnId,
        kind,
        note,
        lines: Object.entries(wanted)
          .filter(([, milli]) => milli > 0)
          .map(([lineNo, quantityMilli]) => ({ lineNo: Number(lineNo), quantityMilli })),
      }),
    onSuccess: () => {
      toast({ text: t.sent })
      close()
    },
    onSettled: () => queries.invalidateQueries(),
  })
  if (lines.error) return <Failed error={lines.error} retry={lines.refetch} />
  if (!lines.data) return <Skeleton rows={3} />
  const rows = lines.data.lines.filter((line) => line.leftMilli > 0)
  const nothing = Object.values(wanted).every((milli) => milli === 0)
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate()
      }}
    >
      <ul className="max-h-[40dvh] divide-y divide-line overflow-y-auto">
        {rows.map((line) => (
          <li key={line.lineNo} className="flex items-center justify-between gap-3 py-2">
            <span className="min-w-0 text-sm">
              {nameText(line.name)}
              <span className="block text-xs text-faint">
                {t.upTo} {f.quantity(line.leftMilli)} {line.unitCode}
              </span>
            </span>
            <QuantityStepper
              label={line.name}
              less={t.less}
              more={t.more}
              milli={wanted[line.lineNo] ?? 0}
              multipleMilli={line.multipleMilli}
              minimumMilli={line.multipleMilli}
              onChange={(milli) =>
                setWanted({ ...wanted, [line.lineNo]: Math.min(milli, line.leftMilli) })
              }
            />
          </li>
        ))}
      </ul>
      <SelectField
        label={t.why}
        value={kind}
        onChange={(event) => setKind(event.target.value as Kind)}
      >
        {Object.entries(KINDS)
          .filter(([value]) => value !== 'unknown')
          .map(([value, name]) => (
            <option key={value} value={value}>
              {name[language]}
            </option>
          ))}
      </SelectField>
      <TextField label={t.note} value={note} onChange={(event) => setNote(event.target.value)} />
      {send.error && <Failed error={send.error} />}
      <Button type="submit" look="primary" disabled={nothing} busy={send.isPending}>
        {t.send}
      </Button>
    </form>
  )
}

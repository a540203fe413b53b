import { useMutation } from '@tanstack/react-query'
import { Copy, Send } from 'lucide-react'
import { useState } from 'react'
import { call, errorText } from '../call.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Button, SelectField, TextField } from '../kit/Parts.tsx'
import { toast } from '../kit/Toasts.tsx'
import { type Checkout, placeBlocked } from './checkout.ts'
import { words } from './send-draft-words.ts'

const SAID_BY = ['viber', 'voice', 'photo', 'text', 'call'] as const
type SaidBy = (typeof SAID_BY)[number]

/** Staff send the cart as a link: the shop sees it, presses once, and it is the shop's own order. */
export function SendDraft({ checkout }: { checkout: Checkout }) {
  const t = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        className="w-full"
        disabled={placeBlocked(checkout) !== null}
        onClick={() => setOpen(true)}
      >
        <Send size={18} aria-hidden /> {t.send}
      </Button>
      {open && <DraftDialog checkout={checkout} close={() => setOpen(false)} />}
    </>
  )
}

function DraftDialog({ checkout, close }: { checkout: Checkout; close: () => void }) {
  const t = useWords(words)
  const [saidBy, setSaidBy] = useState<SaidBy>('viber')
  const [said, setSaid] = useState('')
  const { cart, delivery, distributor, outletId } = checkout
  const make = useMutation({
    mutationFn: () =>
      call.ordering.makeDraft({
        ...{ distributor, outletId, saidBy, said, note: cart.cart.note },
        draftId: cart.cart.checkoutId,
        deliveryDay: delivery.kind === 'day' ? delivery.slot.deliveryDay : '',
        lines: cart.cart.lines,
      }),
  })
  const done = () => {
    if (make.data) cart.empty()
    close()
  }
  return (
    <Dialog open title={t.send} closeLabel={t.close} close={done}>
      {make.data ? (
        <Made made={make.data} done={done} />
      ) : (
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault()
            make.mutate()
          }}
        >
          <p className="text-soft">{t.why}</p>
          <SelectField
            label={t.saidBy}
            value={saidBy}
            onChange={(event) => setSaidBy(event.target.value as SaidBy)}
          >
            {SAID_BY.map((way) => (
              <option key={way} value={way}>
                {t[way]}
              </option>
            ))}
          </SelectField>
          <TextField
            label={t.said}
            value={said}
            maxLength={500}
            onChange={(event) => setSaid(event.target.value)}
          />
          {make.error && <Alert tone="bad">{errorText(make.error, t.offline)}</Alert>}
          <Button type="submit" look="primary" className="w-full" busy={make.isPending}>
            {t.make}
          </Button>
        </form>
      )}
    </Dialog>
  )
}

type MadeProps = {
  made: { link: string; cutOffAt: string; buyerName: string; buyerPhone: string }
  done: () => void
}

function Made({ made, done }: MadeProps) {
  const t = useWords(words)
  const f = useFormats()
  const copy = async () => {
    await navigator.clipboard.writeText(made.link)
    toast({ text: t.copied })
  }
  return (
    <div className="space-y-4">
      <p>
        {t.forWhom} <strong>{made.buyerName}</strong>, {made.buyerPhone}. {t.until}{' '}
        <strong>{f.moment(made.cutOffAt)}</strong>.
      </p>
      <TextField
        label={t.link}
        readOnly
        value={made.link}
        onFocus={(event) => event.target.select()}
      />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => void copy()}>
          <Copy size={18} aria-hidden /> {t.copy}
        </Button>
        <Button onClick={done}>{t.done}</Button>
      </div>
    </div>
  )
}

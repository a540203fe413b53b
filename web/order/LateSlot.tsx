import type { ClosedSlot } from '../../src/modules/delivery/contract.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { TextField } from '../kit/Parts.tsx'
import { AskOffice } from '../late/AskOffice.tsx'
import { usePlace } from '../signin/me.tsx'
import { type Checkout, isException } from './checkout.ts'
import { mayException } from './late-rights.ts'

const words = {
  exception: { uk: 'Виняток', en: 'Exception', ru: 'Исключение' },
  closedAt: { uk: 'прийом закрито', en: 'closed', ru: 'приём закрыт' },
  picked: { uk: 'вже збирають', en: 'is being picked', ru: 'уже собирают' },
  why: { uk: 'Чому виняток', en: 'Why an exception', ru: 'Почему исключение' },
  counted: {
    uk: 'Винятки рахуємо за точкою і за вами; кешбеку за них немає.',
    en: 'Exceptions are counted for the outlet and for you; no benefit is given.',
    ru: 'Исключения считаем по точке и по вам; кешбэка за них нет.',
  },
}

type Props = { checkout: Checkout; closed: ClosedSlot }

/** The slot that just closed, for staff who may let an order into it, and why they do. */
export function LateSlot({ checkout, closed }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const { cart } = checkout
  if (!mayException(tenant, closed)) return <AskOffice checkout={checkout} closed={closed} />
  const chosen = isException(checkout)
  return (
    <fieldset className="space-y-2">
      <legend className="sr-only">{t.exception}</legend>
      <label
        className={`flex min-h-14 cursor-pointer items-center gap-3 rounded-control border border-dashed px-3 py-2 ${chosen ? 'border-warn bg-warn-pale' : 'border-line'}`}
      >
        <input
          type="radio"
          name="slot"
          className="size-5 accent-accent"
          checked={chosen}
          onChange={() => cart.setLate(closed.deliveryDay, '')}
        />
        <span className="text-sm">
          <span className="block font-semibold">
            {t.exception}: {f.day(closed.deliveryDay)}
          </span>
          <span className="block text-xs text-soft">
            {t.closedAt} {f.moment(closed.cutOffAt)}
            {closed.locked && `, ${t.picked}`}
          </span>
        </span>
      </label>
      {chosen && (
        <>
          <TextField
            label={t.why}
            autoFocus
            required
            maxLength={500}
            data-late-reason
            value={cart.cart.late ?? ''}
            onChange={(event) => cart.setLate(closed.deliveryDay, event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') toEntry()
            }}
          />
          <p className="text-xs text-soft">{t.counted}</p>
        </>
      )}
    </fieldset>
  )
}

// In the office the lines go on from the keyboard.
const toEntry = () => document.querySelector<HTMLElement>('[data-testid=entry]')?.focus()

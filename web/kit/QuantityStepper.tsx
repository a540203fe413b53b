import { Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'

type Props = {
  label: string
  less: string
  more: string
  milli: number
  multipleMilli: number
  minimumMilli: number
  onChange: (milli: number) => void
  /** It came in place of what had the focus: its plus takes it, a phone's keyboard stays down. */
  takesFocus?: boolean
}

/**
 * − number + ; arrows step, too. Typing is taken at Enter or when the field is left, rounded up to
 * the multiple; below the minimum minus takes it out.
 */
export function QuantityStepper(props: Props) {
  const { label, less, more, milli, multipleMilli, minimumMilli, onChange, takesFocus } = props
  const [typed, setTyped] = useState<string | null>(null)
  const take = () => {
    if (typed === null) return
    const wanted = Math.round(Number(typed.replace(',', '.')) * 1000)
    setTyped(null)
    if (Number.isFinite(wanted)) onChange(fit(wanted, multipleMilli, minimumMilli))
  }
  const step = (by: number) => {
    const next = milli + by * multipleMilli
    onChange(by < 0 && next < minimumMilli ? 0 : fit(next, multipleMilli, minimumMilli))
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') take()
    else if (event.key === 'ArrowUp') step(1)
    else if (event.key === 'ArrowDown' && milli > 0) step(-1)
    else if (event.key === 'Escape') setTyped(null)
    else return
    event.preventDefault()
  }
  const button =
    'grid size-11 place-items-center rounded-control text-accent hover:bg-accent-pale disabled:text-faint'
  return (
    <div className="inline-flex items-center rounded-control border border-edge bg-card">
      <button
        type="button"
        className={button}
        aria-label={`${less}: ${label}`}
        disabled={milli === 0}
        onClick={() => step(-1)}
      >
        <Minus size={18} aria-hidden />
      </button>
      <input
        aria-label={label}
        inputMode="decimal"
        className="h-11 w-12 bg-transparent text-center font-semibold"
        value={typed ?? String(milli / 1000).replace('.', ',')}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={onKey}
      />
      <button
        type="button"
        className={button}
        ref={takesFocus ? takeFocus : null}
        aria-label={`${more}: ${label}`}
        onClick={() => step(1)}
      >
        <Plus size={18} aria-hidden />
      </button>
    </div>
  )
}

// One function for all renders: it runs when the button comes, and not again.
const takeFocus = (button: HTMLButtonElement | null) => button?.focus()

/** The quantity that can be had: whole multiples from the minimum on; nothing stays nothing. */
export function fit(wanted: number, multiple: number, minimum: number): number {
  if (wanted <= 0) return 0
  return Math.ceil(Math.max(wanted, minimum) / multiple) * multiple
}

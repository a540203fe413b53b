import type { ReactNode } from 'react'

type Chip = { key: string; name: ReactNode; pressed: boolean; choose: () => void }

/** A row of choices of which one is pressed; on a phone it is pushed sideways. */
export function Chips({ label, chips }: { label: string; chips: Chip[] }) {
  return (
    <fieldset className="-mx-4 flex min-w-0 gap-2 overflow-x-auto px-4 py-1">
      <legend className="sr-only">{label}</legend>
      {chips.map(({ key, name, pressed, choose }) => (
        <button
          key={key}
          ref={pressed ? intoSight : undefined}
          type="button"
          aria-pressed={pressed}
          className={`min-h-11 shrink-0 rounded-full border px-4 text-sm whitespace-nowrap ${pressed ? 'border-accent bg-accent font-medium text-white' : 'border-line bg-card hover:border-accent'}`}
          onClick={choose}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}

// Only sideways, within its row: the page stays where it is.
function intoSight(chip: HTMLElement | null): void {
  const row = chip?.parentElement
  if (!chip || !row) return
  const from = chip.offsetLeft - row.offsetLeft
  if (from + chip.offsetWidth > row.scrollLeft + row.clientWidth) row.scrollLeft = from - 16
}

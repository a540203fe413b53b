import { useFormats, useWords } from '../../kit/language.ts'
import type { Group } from './map-colours.ts'
import { words } from './map-page-words.ts'
import type { MapAddress } from './use-map-address.ts'

type Props = { groups: Group[]; address: MapAddress }

/** What the colours mean, and how many outlets have each; a press hides the group or shows it. */
export function MapLegend({ groups, address }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { hidden } = address
  const toggle = (key: string) =>
    hidden.includes(key) ? hidden.filter((other) => other !== key) : [...hidden, key]
  return (
    <fieldset
      className="-mx-4 flex min-w-0 gap-1.5 overflow-x-auto px-4 sm:mx-0 sm:flex-wrap sm:px-0"
      data-testid="legend"
    >
      <legend className="sr-only">{t.legend}</legend>
      {groups
        .filter(({ count }) => count > 0)
        .map(({ key, name, colour, count }) => (
          <button
            key={key}
            type="button"
            aria-pressed={!hidden.includes(key)}
            className={`inline-flex min-h-11 shrink-0 items-center gap-2 rounded-full whitespace-nowrap border px-3 text-sm ${hidden.includes(key) ? 'border-dashed border-edge text-faint line-through' : 'border-line bg-card'}`}
            onClick={() => address.set({ hide: toggle(key).join() })}
          >
            <span
              aria-hidden
              className="size-3.5 rounded-full"
              style={{ background: hidden.includes(key) ? 'transparent' : colour }}
            />
            {name} · {f.number(count)}
          </button>
        ))}
    </fieldset>
  )
}

import { useFormats, useWords } from '../../kit/language.ts'
import { words } from './upload-words.ts'

// Ids say nothing to people: that they differ does.
const IDS = /_id$/
// How many of the counted make one that people speak of; of VAT a percent.
const PARTS: Record<string, number> = { _e4: 10_000, _milli: 1_000, _bp: 100, _minor: 100 }

/** A sample's value as people say it, by its field. */
export function useValues() {
  const t = useWords(words)
  const f = useFormats()
  return (field: string, value: unknown): string => {
    if (IDS.test(field)) return '…'
    if (value === null || value === undefined) return '—'
    if (typeof value === 'boolean') return value ? t.yes : t.no
    const parts = Object.entries(PARTS).find(([unit]) => field.endsWith(unit))?.[1]
    if (typeof value === 'number' && parts) return f.number(value / parts)
    return typeof value === 'string' ? value : JSON.stringify(value)
  }
}

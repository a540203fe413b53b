/** One change of a cell's text, as a mapping writes it. */
export type Change =
  | { dropStart: number }
  | { dropEnd: number }
  | { takeStart: number }
  | { takeEnd: number }
  | { before: string }
  | { after: string }
  | { replace: [from: string, to: string] }
  | { digits: true }
  | { upper: true }
  | { lower: true }
  | { prefix: string }
  | { suffix: string }
  | { words: Record<string, string>; else?: string | undefined }

/** The text after all changes, in their order. Nothing is made of nothing, except by `words`. */
export const changed = (text: string, changes: readonly Change[]): string =>
  changes.reduce(change, text)

function change(text: string, by: Change): string {
  if ('words' in by) return by.words[text] ?? by.else ?? text
  if (text === '') return ''
  if ('prefix' in by) return by.prefix + text
  if ('suffix' in by) return text + by.suffix
  if ('upper' in by) return text.toUpperCase()
  if ('lower' in by) return text.toLowerCase()
  if ('digits' in by) return text.replace(/\D/g, '')
  if ('replace' in by) return text.replaceAll(by.replace[0], by.replace[1])
  return cut(text, by).trim()
}

type Cut = Extract<
  Change,
  | { dropStart: number }
  | { dropEnd: number }
  | { takeStart: number }
  | { takeEnd: number }
  | { before: string }
  | { after: string }
>

function cut(text: string, by: Cut): string {
  if ('dropStart' in by) return text.slice(by.dropStart)
  if ('dropEnd' in by) return text.slice(0, Math.max(0, text.length - by.dropEnd))
  if ('takeStart' in by) return text.slice(0, by.takeStart)
  if ('takeEnd' in by) return text.slice(-by.takeEnd)
  if ('before' in by) return text.split(by.before)[0] ?? ''
  const at = text.indexOf(by.after)
  return at < 0 ? '' : text.slice(at + by.after.length)
}

const SPACES = /[\s\u200b]+/g
const ODD_SPACE = /[^\S ]|\u200b| {2}|^ | $/

/** A cell without the spaces around it; inside, each run of them is one. */
export const tidied = (text: string): string =>
  ODD_SPACE.test(text) ? text.replace(SPACES, ' ').trim() : text

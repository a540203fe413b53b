import { createHash } from 'node:crypto'

/** What an index takes at most is 2 704 bytes; ids and codes of real bases have up to a hundred characters. */
const KEY_CHARS_MAX = 200
const KEY_CHARS_KEPT = 100
/** Names of goods, groups and price types; real ones have up to 300 characters. */
const NAME_CHARS_MAX = 1_000

const ID = /^(Ид|ИД|Id)/
// Words of units are cut where they are looked up.
const CODES = new Set([
  ...['Артикул', 'Код', 'Номер', 'Штрихкод', 'ШтрихКод', 'Валюта'],
  ...['ИНН', 'ОКПО', 'ЕДРПОУ', 'КодПоЕДРПОУ'],
])
const NAMES = new Set([
  ...['Наименование', 'ПолноеНаименование', 'НаименованиеПолное', 'ОфициальноеНаименование'],
])

/** Whether a text is longer than anything that is kept of an element or attribute of that name. */
export const isTooLong = (name: string, text: string): boolean =>
  text.length > KEY_CHARS_MAX &&
  (ID.test(name) || CODES.has(name) || (NAMES.has(name) && text.length > NAME_CHARS_MAX))

/**
 * A text as it is kept when it is too long: an id by its beginning and its digest, so that it stays the same
 * id and no other's; the parts of product#characteristic each by itself. A name is cut.
 */
export function shortened(name: string, text: string): string {
  if (NAMES.has(name)) return `${beginningOf(text.trim(), NAME_CHARS_MAX - 1)}…`
  return text.trim().split('#').map(shortKey).join('#')
}

function shortKey(key: string): string {
  if (key.length <= KEY_CHARS_MAX) return key
  const digest = createHash('sha256').update(key).digest('hex')
  return `${beginningOf(key, KEY_CHARS_KEPT)}~${digest.slice(0, 32)}`
}

// Half of a sign outside the basic plane is no text: JSON of it is refused by the database.
const beginningOf = (text: string, chars: number): string =>
  text.slice(0, chars).replace(/[\uD800-\uDBFF]$/, '')

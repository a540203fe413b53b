import iconv from 'iconv-lite'

/** The charsets in which orders are written. */
export type OrdersEncoding = 'utf-8' | 'windows-1251'

/** Writes elements as text of the charset; blank values write nothing. */
export type XmlWriter = {
  element: (name: string, value: string | null) => string
  block: (name: string, parts: string[], attributes?: Record<string, string>) => string
  text: (value: string) => string
}

export function xmlWriter(encoding: OrdersEncoding): XmlWriter {
  const text = (value: string) => escaped(value, encoding)
  return {
    text,
    element: (name, value) => (value ? `<${name}>${text(value)}</${name}>` : ''),
    block: (name, parts, attributes = {}) => {
      const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(value)}"`)
      return `<${name}${given.join('')}>${parts.join('')}</${name}>`
    },
  }
}

// What XML forbids however it is written: control characters and halves of letters.
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

function escaped(value: string, encoding: OrdersEncoding): string {
  const told = encoding === 'windows-1251' ? value.replaceAll('₴', 'грн') : value
  const safe = told
    .replace(FORBIDDEN, ' ')
    .replace(/[&<>"\t\n\r]/g, (sign) => ENTITIES[sign] ?? sign)
  return encoding === 'windows-1251' ? safe.replace(/[^\0-\x7f]/gu, inWindows1251) : safe
}

// A letter outside the charset goes as its number: nothing is lost.
const inWindows1251 = (letter: string): string =>
  iconv.encode(letter, 'windows-1251').equals(UNKNOWN) ? `&#${letter.codePointAt(0) ?? 0};` : letter

const UNKNOWN = Buffer.from('?')

import type { NAMES } from './dictionary.ts'

/** One element of a record with its texts; a record is small, a file is not. */
export type Element = {
  name: string
  line: number
  attributes: Record<string, string>
  /** Own text, without that of children. */
  text: string
  children: Element[]
}

type Spellings = (typeof NAMES)[keyof typeof NAMES]

/** The first child under any of the spellings. */
export function child(element: Element, spellings: Spellings): Element | undefined {
  for (const spelling of spellings) {
    const found = element.children.find(({ name }) => name === spelling)
    if (found) return found
  }
  return undefined
}

/** All children under any of the spellings, in the order of the file. */
export const children = (element: Element | undefined, spellings: Spellings): Element[] =>
  element?.children.filter(({ name }) => (spellings as readonly string[]).includes(name)) ?? []

/** The trimmed text of a child, or of an attribute of that name; null when blank or absent. */
export function textOf(element: Element, spellings: Spellings): string | null {
  for (const spelling of spellings) {
    const found = element.children.find(({ name }) => name === spelling)
    const text = found ? deepText(found) : element.attributes[spelling]
    if (text?.trim()) return text.trim()
  }
  return null
}

/** Text with that of inner elements: descriptions come with their HTML unescaped. */
export function deepText(element: Element): string {
  if (element.children.length === 0) return element.text
  return [element.text, ...element.children.map(deepText)].join(' ')
}

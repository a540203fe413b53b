import {
  CHANGES_SECTION,
  CONTAINER,
  DOCUMENT,
  LISTS,
  type RecordKind,
  ROOT,
  ROOT_ATTRIBUTES,
  SECTIONS,
} from './dictionary.ts'
import type { Element } from './element.ts'
import { FileRefused } from './file-refused.ts'
import type { FileLimits } from './limits.ts'
import { isTooLong, shortened } from './long-texts.ts'
import type { XmlEvents } from './parse-xml.ts'

export type Section = 'classifier' | 'catalogue' | 'offers'

/** A record as a small tree; `parent` is the group around a group. */
export type Cut = { kind: RecordKind; element: Element; parent: Element | null }

export type CutEvents = {
  root: (version: string | null, formedAt: string | null) => void
  record: (cut: Cut) => void
  section: (element: Element, given: { of: Section; changes: boolean }) => void
  unknown: (name: string, line: number) => void
  controlCharacter: (line: number) => void
  /** An id, code or name that is longer than any is kept. */
  shortened: (name: string, line: number) => void
}

type Frame = {
  role: 'root' | 'section' | 'list' | 'record' | 'inside' | 'container' | 'skipped'
  name: string
  /** Where texts and children go; null where nothing is kept. */
  element: Element | null
  kind: RecordKind | null
  /** Records of groups wait here until their outermost group closes: parents go first. */
  waiting: Cut[] | null
}

/** Cuts the stream of tags into records and the sections around them; keeps one at a time. */
export function recordCutter(file: string, limits: FileLimits, events: CutEvents): XmlEvents {
  const cutter: Cutter = { file, limits, events, stack: [], size: { elements: 0, chars: 0 } }
  let records = 0
  const open = (name: string, attributes: Record<string, string>, line: number) => {
    const above = cutter.stack.at(-1)
    const opened = above ? frameUnder(above, name) : rootFrame(name, { file, line })
    if (opened.role === 'root') tellRoot(attributes, events)
    if (opened.role === 'skipped' && above?.role !== 'skipped') events.unknown(name, line)
    if (KEPT.has(opened.role)) {
      measure(cutter, { elements: 1, chars: charsOf(attributes) }, line)
      shortenAttributes(attributes, line, events)
      opened.element = { name, line, attributes, text: '', children: [] }
    }
    if (opened.role === 'inside') attach(opened, above)
    if (opened.role === 'record') records = countRecord(records, limits, { file, line })
    if (opened.kind === 'group') joinGroups(opened, cutter.stack)
    cutter.stack.push(opened)
  }
  const close = () => {
    const closed = cutter.stack.pop()
    if (closed?.element) shorten(closed.element, events)
    if (closed?.role === 'section') closeSection(closed, events)
    if (closed?.role === 'record') closeRecord(closed, cutter)
  }
  const text = (piece: string) => {
    const element = cutter.stack.at(-1)?.element
    if (!element) return
    measure(cutter, { elements: 0, chars: piece.length }, element.line)
    element.text += piece
  }
  return { open, close, text, controlCharacter: events.controlCharacter }
}

function shorten(element: Element, events: CutEvents): void {
  if (!isTooLong(element.name, element.text)) return
  element.text = shortened(element.name, element.text)
  events.shortened(element.name, element.line)
}

function shortenAttributes(attributes: Record<string, string>, line: number, events: CutEvents) {
  for (const name in attributes) {
    const text = attributes[name] ?? ''
    if (!isTooLong(name, text)) continue
    attributes[name] = shortened(name, text)
    events.shortened(name, line)
  }
}

function attach(inner: Frame, above: Frame | undefined): void {
  if (inner.element) above?.element?.children.push(inner.element)
}

type Cutter = {
  file: string
  limits: FileLimits
  events: CutEvents
  stack: Frame[]
  /** Of the record being read. */
  size: { elements: number; chars: number }
}

const KEPT: ReadonlySet<Frame['role']> = new Set(['record', 'inside', 'section'])

function tellRoot(attributes: Record<string, string>, events: CutEvents): void {
  const { version, formed } = ROOT_ATTRIBUTES
  events.root(attributes[version] ?? null, attributes[formed] ?? null)
}

function measure(
  { file, limits, size }: Cutter,
  added: { elements: number; chars: number },
  line: number,
): void {
  size.elements += added.elements
  size.chars += added.chars
  if (size.elements <= limits.recordElementsMax && size.chars <= limits.recordCharsMax) return
  const detail = 'one record is too large'
  throw new FileRefused('record_too_large', { file, line, detail })
}

function closeSection({ name, element }: Frame, events: CutEvents): void {
  const of = SECTIONS[name]
  if (of && element) events.section(element, { of, changes: name === CHANGES_SECTION })
}

function closeRecord(closed: Frame, cutter: Cutter): void {
  const { kind, element } = closed
  if (!kind || !element || (kind === 'group' && groupAbove(cutter.stack))) return
  for (const cut of closed.waiting ?? [{ kind, element, parent: null }]) cutter.events.record(cut)
  cutter.size = { elements: 0, chars: 0 }
}

function rootFrame(name: string, at: { file: string; line: number }): Frame {
  if (name === ROOT) return frame('root', name)
  const detail = `the root element is ${name.slice(0, 60)}`
  throw new FileRefused('not_commerceml', { ...at, detail })
}

const frame = (role: Frame['role'], name: string, kind: RecordKind | null = null): Frame => ({
  role,
  name,
  element: null,
  kind,
  waiting: null,
})

function frameUnder(above: Frame, name: string): Frame {
  switch (above.role) {
    case 'root':
    case 'container':
      return underRoot(name)
    case 'section':
      if (LISTS[name]) return frame('list', name)
      return SECTIONS[name] ? frame('section', name) : frame('inside', name)
    case 'list': {
      const kind = LISTS[above.name]?.[name]
      return kind ? frame('record', name, kind) : frame('skipped', name)
    }
    case 'record':
      return above.kind === 'group' && LISTS[name] ? frame('list', name) : frame('inside', name)
    case 'inside':
      return frame('inside', name)
    case 'skipped':
      return frame('skipped', name)
    default:
      return above.role satisfies never
  }
}

function underRoot(name: string): Frame {
  if (SECTIONS[name]) return frame('section', name)
  if (name === DOCUMENT) return frame('record', name, 'document')
  if (name === CONTAINER) return frame('container', name)
  return frame('skipped', name)
}

function charsOf(attributes: Record<string, string>): number {
  let chars = 0
  for (const name in attributes) chars += attributes[name]?.length ?? 0
  return chars
}

const groupAbove = (stack: Frame[]): Frame | undefined =>
  stack.findLast(({ kind }) => kind === 'group')

function joinGroups(group: Frame, stack: Frame[]): void {
  const parent = groupAbove(stack)
  group.waiting = parent?.waiting ?? []
  if (!group.element) return
  group.waiting.push({ kind: 'group', element: group.element, parent: parent?.element ?? null })
}

function countRecord(
  records: number,
  limits: FileLimits,
  at: { file: string; line: number },
): number {
  if (records < limits.recordsMax) return records + 1
  const detail = `more than ${limits.recordsMax} records`
  throw new FileRefused('too_many_records', { ...at, detail })
}

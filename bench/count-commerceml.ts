import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

export const COUNTED = [
  'products',
  'offers',
  'priceTypes',
  'warehouses',
  'groups',
  'characteristics',
  'deleted',
  'withoutPrice',
  'zeroPrice',
  'negativeStock',
  'unknownProduct',
] as const
export type Counts = Record<(typeof COUNTED)[number], number>

type Tag = { name: string; attributes: Record<string, string>; text: string; inner: Tag[] }

/**
 * Counts what a folder of CommerceML says, apart from the program: whole files in memory, nothing of
 * the program's own code. Distinct ids over all files; later files, by name, win field by field.
 */
export function countFolder(folder: string): Counts {
  const said = { classes: new Set<string>(), products: new Goods(), offers: new Goods() }
  for (const text of textsIn(folder)) hear(treeOf(text), [], said)
  const { classes, products, offers } = said
  const known = new Set([...products.byId.keys()].flatMap((id) => [id, productIn(id)]))
  const all = [...products.byId, ...offers.byId]
  const ids = (test: (fields: Tag[]) => boolean) =>
    new Set(all.filter(([, fields]) => test(fields)).map(([id]) => id)).size
  const priced = [...offers.byId].map(([id, fields]) => {
    const own = pricesIn(fields)
    const product = products.byId.get(id) ?? products.byId.get(productIn(id)) ?? []
    return (own.length > 0 ? own : pricesIn(product)).filter((price) => !Number.isNaN(price))
  })
  const named = (kind: string) => [...classes].filter((each) => each.startsWith(kind)).length
  return {
    products: products.byId.size,
    offers: offers.byId.size,
    priceTypes: named('ТипЦены '),
    warehouses: named('Склад '),
    groups: named('Группа '),
    characteristics: [...offers.byId.keys()].filter((id) => productIn(id).length + 1 < id.length)
      .length,
    deleted: ids(isDeleted),
    withoutPrice: priced.filter((prices) => prices.length === 0).length,
    zeroPrice: priced.filter((prices) => prices.length > 0 && prices.every((p) => p === 0)).length,
    negativeStock: ids((fields) => stocksIn(fields).some((quantity) => quantity < 0)),
    unknownProduct: [...offers.byId.keys()].filter((id) => !known.has(productIn(id))).length,
  }
}

/** The naive way: how often the tags stand there. */
export function countTags(folder: string): Counts {
  const text = textsIn(folder).join('')
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  return {
    products: count(/<Товар>/g),
    offers: count(/<Предложение>/g),
    priceTypes: count(/<ТипЦены>/g),
    warehouses: count(/<Склад>/g),
    groups: count(/<Группа>/g),
    characteristics: count(/<ХарактеристикаТовара>/g),
    deleted: count(/Удален/g),
    withoutPrice: count(/<Цены\/>/g),
    zeroPrice: count(/<ЦенаЗаЕдиницу>0(?:[.,]0+)?</g),
    negativeStock: count(/<Количество>-/g),
    unknownProduct: Math.max(0, count(/<Предложение>/g) - count(/<Товар>/g)),
  }
}

function textsIn(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => /\.xml(\.gz)?$/.test(file))
  return files.sort().map((file) => {
    const bytes = readFileSync(join(folder, file))
    const xml = file.endsWith('.gz') ? gunzipSync(bytes) : bytes
    const [, charset = 'utf-8'] = /encoding=["']([^"']+)/.exec(xml.toString('latin1', 0, 100)) ?? []
    return new TextDecoder(charset).decode(xml)
  })
}

const TAGS = /<(\/?)([\p{L}:_][^\s/>]*)([^>]*?)(\/?)>|<!\[CDATA\[.*?\]\]>|<[!?][^>]*>|([^<]+)/gsu
const ATTRIBUTES = /([^\s=]+)\s*=\s*"([^"]*)"/g

function treeOf(xml: string): Tag {
  const root: Tag = { name: '', attributes: {}, text: '', inner: [] }
  const open = [root]
  for (const [, closes, name, attributes = '', closed, text] of xml.matchAll(TAGS)) {
    const above = open.at(-1) ?? root
    if (text) above.text += text
    else if (closes) open.pop()
    else if (name) {
      const pairs = [...attributes.matchAll(ATTRIBUTES)].map(([, key = '', value = '']) => [
        key,
        value,
      ])
      const tag: Tag = { name, attributes: Object.fromEntries(pairs), text: '', inner: [] }
      above.inner.push(tag)
      if (!closed) open.push(tag)
    }
  }
  return root
}

type Said = { classes: Set<string>; products: Goods; offers: Goods }

/** Goods by their ids; of a field that comes again the later one stands. */
class Goods {
  readonly byId = new Map<string, Tag[]>()
  hear(tag: Tag): void {
    const id = textOf(tag, 'Ид')
    if (id === '') return
    const fields = [...tag.inner, { ...tag, name: 'attributes', inner: [] }]
    const names = new Set(fields.map(({ name }) => name))
    const earlier = (this.byId.get(id) ?? []).filter(({ name }) => !names.has(name))
    this.byId.set(id, [...earlier, ...fields])
  }
}

const SECTIONS = new Set([
  'Классификатор',
  'Каталог',
  'ПакетПредложений',
  'ИзмененияПакетаПредложений',
])

function hear(tag: Tag, path: string[], said: Said): void {
  const [above = '', section = ''] = [path.at(-1), path.at(-2)]
  const listed = SECTIONS.has(section)
  if (tag.name === 'Товар' && above === 'Товары' && listed) said.products.hear(tag)
  if (tag.name === 'Предложение' && above === 'Предложения') said.offers.hear(tag)
  const id = textOf(tag, 'Ид')
  const isClass = listed && (tag.name === 'ТипЦены' || tag.name === 'Склад')
  if ((isClass || (tag.name === 'Группа' && above === 'Группы')) && id !== '') {
    said.classes.add(`${tag.name} ${id}`)
  }
  for (const inner of tag.inner) hear(inner, [...path, tag.name], said)
}

const textOf = ({ inner }: { inner: Tag[] }, name: string): string =>
  inner.find((tag) => tag.name === name)?.text.trim() ?? ''

const productIn = (id: string) => (id.indexOf('#') > 0 ? id.slice(0, id.indexOf('#')) : id)

const number = (text: string): number =>
  text.trim() === '' ? Number.NaN : Number(text.replace(/[\s\u00a0]/g, '').replace(',', '.'))

const pricesIn = (fields: Tag[]): number[] =>
  fields
    .filter(({ name }) => name === 'Цены')
    .flatMap(({ inner }) => inner.filter(({ name }) => name === 'Цена'))
    .map((price) => number(textOf(price, 'ЦенаЗаЕдиницу')))

// A figure over all, and by warehouse in each of the three notations that exist.
const stocksIn = (fields: Tag[]): number[] =>
  fields.flatMap((field) => {
    if (field.name === 'Количество') return [number(field.text)]
    if (field.name === 'Склад') return [number(field.attributes.КоличествоНаСкладе ?? '')]
    if (!/^(Остатки|Склады|КоличествоНаСкладах)$/.test(field.name)) return []
    return deep(field)
      .filter(({ name }) => /^Количество/.test(name))
      .map(({ text }) => number(text))
  })

const deep = ({ inner }: Tag): Tag[] => inner.flatMap((tag) => [tag, ...deep(tag)])

const isDeleted = (fields: Tag[]): boolean => {
  const own = fields.find(({ name }) => name === 'attributes')?.attributes ?? {}
  const status = own.Статус ?? textOf({ inner: fields }, 'Статус')
  return /^удал[её]н$/i.test(status) || textOf({ inner: fields }, 'ПометкаУдаления') === 'true'
}

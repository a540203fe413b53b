import type { Cut, Section } from './cut-records.ts'
import { NAMES } from './dictionary.ts'
import { child, children, type Element, textOf } from './element.ts'
import { currencyOf, type Note, truthOf, unitNamed } from './read-figures.ts'
import { deletedIn, idOf } from './read-goods.ts'
import type {
  CategoryRecord,
  GroupRecord,
  PackageRecord,
  Place,
  PriceTypeRecord,
  PropertyRecord,
  UnitRecord,
  WarehouseRecord,
} from './records.ts'

export function readGroup(cut: Cut, place: Place, note: Note): GroupRecord | null {
  const id = idOf(cut.element, note)
  if (id === null) return null
  const parentId = cut.parent ? textOf(cut.parent, NAMES.id) : null
  const deleted = deletedIn(cut.element, note)
  return { ...place, kind: 'group', id, name: nameOf(cut.element, id, note), parentId, deleted }
}

export function readCategory({ element }: Cut, place: Place, note: Note): CategoryRecord | null {
  const id = idOf(element, note)
  return id === null ? null : { ...place, kind: 'category', id, name: nameOf(element, id, note) }
}

export function readProperty({ element }: Cut, place: Place, note: Note): PropertyRecord | null {
  const id = idOf(element, note)
  if (id === null) return null
  const values = children(element, NAMES.propertyVariants).flatMap(({ children: variants }) =>
    variants.flatMap((variant) => variantOf(variant)),
  )
  const name = nameOf(element, id, note)
  return { ...place, kind: 'property', id, name, values, deleted: deletedIn(element, note) }
}

function variantOf(variant: Element): { id: string; value: string }[] {
  const value = textOf(variant, NAMES.value) ?? variant.text.trim()
  const id = textOf(variant, NAMES.propertyValueId) ?? textOf(variant, NAMES.id) ?? value
  return id === '' ? [] : [{ id, value }]
}

export function readPriceType({ element }: Cut, place: Place, note: Note): PriceTypeRecord | null {
  const id = idOf(element, note)
  if (id === null) return null
  const tax = child(element, NAMES.tax)
  return {
    ...place,
    kind: 'price_type',
    id,
    name: nameOf(element, id, note),
    currency: currencyOf(element, note),
    vatIncluded: tax ? truthOf(textOf(tax, NAMES.included)) : null,
    deleted: deletedIn(element, note),
  }
}

export function readWarehouse({ element }: Cut, place: Place, note: Note): WarehouseRecord | null {
  const id = idOf(element, note)
  if (id === null) return null
  const address = child(element, NAMES.address)
  return {
    ...place,
    kind: 'warehouse',
    id,
    name: nameOf(element, id, note),
    address: address ? textOf(address, NAMES.presentation) : null,
    deleted: deletedIn(element, note),
  }
}

export function readUnit({ element }: Cut, place: Place, note: Note): UnitRecord | null {
  const id = textOf(element, NAMES.id)
  const code = textOf(element, NAMES.code)
  const names = [
    code,
    textOf(element, NAMES.shortName),
    textOf(element, NAMES.name),
    textOf(element, NAMES.fullName),
    textOf(element, NAMES.international),
  ]
  const unit = unitNamed(names, element.line, note)
  if (unit) return { ...place, kind: 'unit', id, unit, name: names.find((n) => n) ?? unit.word }
  note('missing_name', { line: element.line, detail: id ?? '', done: 'unit left out' })
  return null
}

export function readPackage(
  element: Element,
  place: Place,
  given: { of: Section; changes: boolean },
): PackageRecord {
  const owner = child(element, NAMES.owner)
  const said = truthOf(textOf(element, NAMES.onlyChanges))
  return {
    ...place,
    kind: 'package',
    of: given.of,
    id: textOf(element, NAMES.id),
    name: textOf(element, NAMES.name),
    catalogueId: textOf(element, NAMES.catalogueId),
    classifierId: textOf(element, NAMES.classifierId),
    onlyChanges: given.changes ? true : said,
    ownerName: owner ? textOf(owner, NAMES.name) : null,
  }
}

function nameOf(element: Element, id: string, note: Note): string {
  const name = textOf(element, NAMES.name)
  if (name !== null) return name
  note('missing_name', { line: element.line, detail: element.name, done: 'called by its id' })
  return id
}

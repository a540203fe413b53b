import { describe, expect, test } from 'vitest'
import { type Chosen, chooseField, chosenIn, columnsBy, saidForAll } from './draft.ts'

const COLUMNS = ['Код', 'Ціна', 'Опт']
const form = {
  ...{ kind: 'prices' as const, header: 1, numbers: 'auto' as const, dates: 'dmy' as const },
  ...{ vatIncluded: true, columns: { product: 'Код', price: 'Ціна' }, constants: {} },
}
const of = (field: string, of_ = ''): Chosen => ({ field, of: of_ })

describe('columns set by hand', () => {
  test('are those that were guessed, and go back as they came', () => {
    const chosen = chosenIn(form, COLUMNS)
    expect(chosen).toEqual([of('product'), of('price'), of('')])
    expect(columnsBy(chosen, COLUMNS)).toEqual(form.columns)
  })

  test('take a field from the column that had it', () => {
    const chosen = chosenIn(form, COLUMNS)
    const next = chooseField(chosen, 2, { field: 'product', many: false, name: 'Опт' })
    expect(next).toEqual([of(''), of('price'), of('product')])
  })

  test('share a field that has many, each under a name of its own', () => {
    const chosen = chosenIn(form, COLUMNS)
    const next = chooseField(chosen, 2, { field: 'price', many: true, name: 'Опт' })
    expect(columnsBy(next, COLUMNS)).toEqual({ product: 'Код', price: 'Ціна', 'price:Опт': 'Опт' })
  })

  test('are left out together: two columns of none take nothing from each other', () => {
    const chosen = [of('product'), of(''), of('price')]
    const next = chooseField(chosen, 2, { field: '', many: false, name: 'Опт' })
    expect(next).toEqual([of('product'), of(''), of('')])
  })
})

test('a list is asked for all rows only while no column names one', () => {
  expect(saidForAll('prices', [of('price')])).toContain('list')
  expect(saidForAll('prices', [of('price', 'опт')])).not.toContain('list')
  expect(saidForAll('prices', [of('list')])).not.toContain('list')
})

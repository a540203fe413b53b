import { describe, expect, test } from 'vitest'
import { type Served, signsOf, type TypedOrder } from './sign-rules.ts'

const order = (personId: string, change: Partial<TypedOrder> = {}): TypedOrder => ({
  ...{ personId, name: personId, outletId: 'a', near: false, retyped: false },
  ...change,
})
const orders = (n: number, personId: string, change: Partial<TypedOrder> = {}) =>
  Array.from({ length: n }, () => order(personId, change))
const told = (typed: TypedOrder[], served: Served[] = []) =>
  signsOf(typed, served).map(({ sign, id, count, of }) => [sign, id, count, of])

describe('where somebody may need help', () => {
  test('is told of who cancels and types anew more often than the others', () => {
    const typed = [
      ...orders(6, 'Оля', { retyped: true }),
      ...orders(4, 'Оля'),
      ...orders(20, 'Ігор'),
    ]
    expect(told(typed)).toEqual([['retyped', 'Оля', 6, 10]])
  })
  test('not when the others do it as often, nor of one alone, nor of one single time', () => {
    const alike = ['Оля', 'Ігор', 'Ада'].flatMap((name) => [
      ...orders(5, name, { retyped: true }),
      ...orders(5, name),
    ])
    expect(told(alike)).toEqual([])
    expect(told(orders(9, 'Оля', { retyped: true }))).toEqual([])
    expect(told([order('Оля', { near: true }), ...orders(5, 'Ігор')])).toEqual([])
  })
  test('an order just before the cut-off is a rescue; again for the same shop it is a sign', () => {
    const rescues = ['a', 'b', 'c', 'd'].map((outletId) => order('Оля', { outletId, near: true }))
    expect(told([...rescues, ...orders(20, 'Ігор')])).toEqual([])
    const habit = orders(4, 'Оля', { near: true })
    expect(told([...habit, ...orders(20, 'Ігор')])).toEqual([['near_cut_off', 'Оля', 4, 4]])
  })
  test('nobody is pointed at for one of one, nor for what few others do as often by chance', () => {
    const once = { personId: 'Оля', name: 'Оля', outletId: 'x', fell: true }
    const others = Array.from({ length: 30 }, (_, i) => ({
      ...{ personId: 'Ігор', name: 'Ігор', outletId: `i${i}`, fell: i < 1 },
    }))
    expect(told([], [once, ...others])).toEqual([])
    const few = orders(3, 'Оля', { retyped: true })
    expect(told([...few, ...orders(2, 'Оля'), ...orders(3, 'Ігор')])).toEqual([])
  })
  test('a ladder that falls under one person is told, one that falls under all is not', () => {
    const served = (personId: string, fell: number, of: number): Served[] =>
      Array.from({ length: of }, (_, i) => ({
        ...{ personId, name: personId, outletId: `${personId}${i}`, fell: i < fell },
      }))
    expect(told([], [...served('Оля', 7, 10), ...served('Ігор', 2, 20)])).toEqual([
      ['falls', 'Оля', 7, 10],
    ])
    expect(told([], [...served('Оля', 5, 10), ...served('Ігор', 10, 20)])).toEqual([])
    const nobody = served('x', 9, 10).map((one) => ({ ...one, personId: null }))
    expect(told([], [...nobody, ...served('Ігор', 0, 20)])).toEqual([])
  })
})

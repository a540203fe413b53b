import { describe, expect, test } from 'vitest'
import { type CartLine, cartKept, emptyCart, uuidv7, withLine } from './cart-lines.ts'

const line = (productId: string, quantityMilli: number): CartLine => ({
  productId,
  unitCode: 'шт',
  quantityMilli,
})
const cart = { ...emptyCart('c1'), lines: [line('milk', 2_000), line('cheese', 1_000)] }

describe('a line of the cart', () => {
  test('goes to the end when it is new', () => {
    expect(withLine(cart, line('tea', 500)).lines.map((l) => l.productId)).toEqual([
      'milk',
      'cheese',
      'tea',
    ])
  })

  test('keeps its place when its quantity changes', () => {
    expect(withLine(cart, line('milk', 6_000)).lines).toEqual([
      line('milk', 6_000),
      line('cheese', 1_000),
    ])
  })

  test('of nothing is taken out; of what was never in, nothing happens', () => {
    expect(withLine(cart, line('milk', 0)).lines).toEqual([line('cheese', 1_000)])
    expect(withLine(cart, line('tea', 0)).lines).toEqual(cart.lines)
  })

  test('never changes the checkout’s id', () => {
    expect(withLine(cart, line('tea', 1_000)).checkoutId).toBe('c1')
  })
})

describe('a cart kept on the device', () => {
  test('is read as it was', () => {
    expect(cartKept(JSON.stringify(cart))).toEqual(cart)
  })

  test('of an older release gets what it lacks', () => {
    const old = { checkoutId: 'c1', lines: cart.lines, suggested: true }
    expect(cartKept(JSON.stringify(old))).toEqual({ ...cart, suggested: true })
  })

  test.each([null, '', '{', '{}', '{"checkoutId":1,"lines":[]}', '[]', 'null', '"x"'])(
    'that reads %s is no cart',
    (text) => {
      expect(cartKept(text)).toBeNull()
    },
  )

  test('drops lines it cannot understand', () => {
    const kept = { ...cart, lines: [line('milk', 1_000), { productId: 7 }, line('tea', 0.5)] }
    expect(cartKept(JSON.stringify(kept))?.lines).toEqual([line('milk', 1_000)])
  })
})

test('a checkout’s id is a UUIDv7 of its moment', () => {
  const id = uuidv7(Date.UTC(2026, 10, 24), new Uint8Array(16).fill(0xff))
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 24))
  expect(uuidv7(1, new Uint8Array(16))).not.toBe(uuidv7(1, new Uint8Array(16).fill(1)))
})

import { House } from 'lucide-react'
import { expect, test } from 'vitest'
import { isHere } from './places.ts'

const place = (href: string, under: string[] = []) => ({ href, name: href, icon: House, under })

test.each([
  ['/', '/', true],
  ['/zones', '/zones', true],
  ['/zones/7', '/zones', true],
  ['/zones', '/', false],
  ['/zones-old', '/zones', false],
  ['/', '/zones', false],
])('at %s the place %s is marked: %s', (address, href, marked) => {
  expect(isHere(address, place(href))).toBe(marked)
})

test('an order belongs to the orders though they stand at the root', () => {
  expect(isHere('/orders/7', place('/', ['/orders']))).toBe(true)
  expect(isHere('/orders', place('/', ['/orders']))).toBe(true)
  expect(isHere('/outlets', place('/', ['/orders']))).toBe(false)
})

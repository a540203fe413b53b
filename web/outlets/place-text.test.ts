import { expect, test } from 'vitest'
import { placeText } from './place-text.ts'

test('a place is told by what is known of it, without loose commas', () => {
  expect(placeText('Липове', 'Лугова 1')).toBe('Липове, Лугова 1')
  expect(placeText('', 'Лугова 1')).toBe('Лугова 1')
  expect(placeText(' ', null, undefined)).toBe('')
})

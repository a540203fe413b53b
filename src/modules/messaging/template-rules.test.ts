import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fill, inHeader, inJson, inUrl, pointed } from './template-rules.ts'

test('whatever stands in a value, the body stays JSON and says just that value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const body = fill('{"to":"{{phone}}","text":"{{text}}"}', { phone: '+1', text }, inJson)
      expect(JSON.parse(body)).toEqual({ to: '+1', text })
    }),
  )
})

test('a form’s value stays one value, a header’s stays one line', () => {
  expect(fill('to={{phone}}&text={{text}}', { phone: '+38', text: 'a&b=c' }, inUrl)).toBe(
    'to=%2B38&text=a%26b%3Dc',
  )
  expect(fill('Bearer {{secret}}', { secret: 'x\r\nevil: 1' }, inHeader)).toBe('Bearer xevil: 1')
})

test('a placeholder within a value is not filled again; an unknown one stays', () => {
  expect(fill('{{text}} {{who}}', { text: '{{secret}}', secret: 's' }, inJson)).toBe(
    '{{secret}} {{who}}',
  )
})

test.each([
  ['/messages/0/id', 'a1'],
  ['/code', '7'],
  ['/a~1b/c~0d', 'yes'],
  ['/missing', null],
  ['/messages', null],
  ['/constructor/name', null],
  ['', null],
])('the pointer %s finds %s', (pointer, found) => {
  const document = { messages: [{ id: 'a1' }], code: 7, 'a/b': { 'c~d': 'yes' } }
  expect(pointed(document, pointer)).toBe(found)
})

import { expect, test } from 'vitest'
import { phoneText } from './phone-text.ts'

test.each([
  ['+380671000100', '+380 67 100 01 00'],
  ['+48501234567', '+48501234567'],
  ['', ''],
])('the phone %s is read as «%s»', (phone, text) => {
  expect(phoneText(phone)).toBe(text)
})

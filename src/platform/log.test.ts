import pg from 'pg'
import { expect, test } from 'vitest'
import { makeLog } from './log.ts'

function logged(said: object | string, level = 'info'): Record<string, unknown> {
  const lines: string[] = []
  const log = makeLog(level, { write: (line) => void lines.push(line) })
  log.error(said, 'it broke')
  expect(lines).toHaveLength(1)
  return JSON.parse(lines[0] ?? '')
}

test('an error is told by type, code, message, stack and cause, never with the row it quotes', () => {
  const broken = new pg.DatabaseError('duplicate key value violates "person_phone_key"', 1, 'error')
  broken.code = '23505'
  broken.detail = 'Key (phone)=(+380671234567) already exists.'
  const err = new Error('a person was not kept', { cause: broken })
  const line = logged({ err })
  expect(line.err).toEqual({
    type: 'Error',
    message: 'a person was not kept',
    stack: expect.stringContaining('log.test.ts'),
    cause: expect.objectContaining({ code: '23505', message: broken.message }),
  })
  expect(JSON.stringify(line)).not.toContain('671234567')
})

test('a phone within an error’s words is left out; ids, sums and instants stay', () => {
  const spelt = ['+380671234567', '380671234567', '0671234567', '+48501234567']
  const err = new Error(`of ${spelt.join(', ')}: order 0198f2aa-0671-7234-8567-067999999999`)
  const { message } = logged({ err }).err as { message: string }
  for (const phone of spelt) expect(message).not.toContain(phone)
  expect(message).toContain('0198f2aa-0671-7234-8567-067999999999')
  const figures = 'sum 12345678901 at 2026-11-26T08:00:00Z port 5432'
  expect((logged({ err: new Error(figures) }).err as { message: string }).message).toBe(figures)
})

test('what is thrown and is no error is told by its words', () => {
  expect(logged({ err: 'call 0671234567' }).err).toBe('call +…')
})

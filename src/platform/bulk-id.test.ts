import { expect, test } from 'vitest'
import { bulkId } from './stage-queries.ts'

test('ids made in bulk never repeat and go with the time', () => {
  const ids = Array.from({ length: 5_000 }, bulkId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/)
  const milliseconds = ids.map((id) => id.replace('-', '').slice(0, 12))
  expect(milliseconds.toSorted()).toEqual(milliseconds)
})

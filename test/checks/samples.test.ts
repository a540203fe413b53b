import { expect, test } from 'vitest'
import { calls } from '../security/calls.ts'
import { samples } from '../security/samples.ts'

const undeclared = (names: string[]) => names.filter((name) => !(name in samples))

test('every call has a sample request in test/security/samples.ts, by which the matrix tries it', () => {
  const names = calls.map(({ name }) => name)
  expect(undeclared(names)).toEqual([])
  expect(Object.keys(samples).filter((name) => !names.includes(name))).toEqual([])
  expect(undeclared([...names, 'outlets.planted'])).toEqual(['outlets.planted'])
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openScreenWorld, type ScreenWorld } from './screen-world.ts'
import { findingsOf, roundsOf } from './visit-people.ts'

// Beside the screens of shop and field, so that two browsers share the work.
describe('every screen of the office', () => {
  let world: ScreenWorld
  beforeAll(async () => {
    world = await openScreenWorld()
  })
  afterAll(() => world?.stop())

  test.concurrent.each(roundsOf((at) => at.startsWith('/office')))(
    'of $who, round $part, is whole on a phone and on a desk',
    async (round) => {
      expect(await findingsOf(world, round)).toEqual([])
    },
    600_000,
  )
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openScreenWorld, type ScreenWorld } from './screen-world.ts'
import { findingsOf, peopleOf } from './visit-people.ts'

// Beside the screens of shop and field, so that two browsers share the work.
describe('every screen of the office', () => {
  let world: ScreenWorld
  beforeAll(async () => {
    world = await openScreenWorld()
  })
  afterAll(() => world?.stop())

  test.concurrent.each(peopleOf((at) => at.startsWith('/office')))(
    'of %s is whole on a phone and on a desk',
    async (who) => {
      expect(await findingsOf(world, who)).toEqual([])
    },
    600_000,
  )
})

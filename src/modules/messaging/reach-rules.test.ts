import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseChannel, reachOf, type Usable } from './reach-rules.ts'
import { CHANNELS } from './words-rules.ts'

const way = (channel: Usable['channel'], priceMinor: number, reach: number): Usable => ({
  channel,
  priceMinor,
  reach,
})

describe('the channel taken', () => {
  test.each([
    ['the cheapest that reaches well enough', [way('push', 0, 0.5), way('sms', 120, 0.9)], 'push'],
    ['not one that does not', [way('push', 0, 0.3), way('viber', 60, 0.7)], 'viber'],
    [
      'of equal prices the first in the order',
      [way('viber', 0, 0.5), way('push', 0, 0.9)],
      'viber',
    ],
    ['the best reach where none is enough', [way('push', 0, 0.1), way('sms', 120, 0.2)], 'sms'],
    ['exactly at the threshold is enough', [way('push', 0, 0.4), way('sms', 120, 0.9)], 'push'],
    ['none of none', [], null],
  ])('is %s', (_, usable, channel) => {
    expect(chooseChannel(usable, 40)).toBe(channel)
  })
})

describe('reach', () => {
  test('is what is believed before anything was seen, then more and more what was seen', () => {
    expect(reachOf('push', { tried: 0, reached: 0 })).toBeCloseTo(0.6)
    expect(reachOf('push', { tried: 4, reached: 0 })).toBeCloseTo(0.3)
    expect(reachOf('push', { tried: 20, reached: 20 })).toBeGreaterThan(0.9)
  })
  test('stays a share, grows with each arrival and falls with each loss', () => {
    const seen = fc
      .integer({ min: 0, max: 20 })
      .chain((tried) =>
        fc.record({ tried: fc.constant(tried), reached: fc.integer({ min: 0, max: tried }) }),
      )
    fc.assert(
      fc.property(fc.constantFrom(...CHANNELS), seen, (channel, { tried, reached }) => {
        const now = reachOf(channel, { tried, reached })
        return (
          now > 0 &&
          now < 1 &&
          reachOf(channel, { tried: tried + 1, reached: reached + 1 }) > now &&
          reachOf(channel, { tried: tried + 1, reached }) < now
        )
      }),
    )
  })
})

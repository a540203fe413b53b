import { describe, expect, test } from 'vitest'
import { type ColourBy, groupsBy, type Names } from './map-colours.ts'
import { fitting, inBox, type MapOutlet, type MapReply, outletsOf } from './map-rows.ts'
import { typedPlace } from './typed-place.ts'
import { lookOf } from './use-map-address.ts'

const outlet = (more: Partial<MapOutlet>): MapOutlet => ({
  id: 'a',
  code: 'O1',
  name: 'Kiosk',
  city: 'Біла Церква',
  latitude: 49.8,
  longitude: 30.1,
  outletClass: 'C',
  zone: 0,
  agents: [0],
  weekdays: [2, 5],
  usualWeekday: 5,
  sharePercent: 40,
  daysSince: 3,
  vague: false,
  ...more,
})

const reply: MapReply = {
  asOf: '2026-11-27',
  cities: ['Біла Церква'],
  zones: [{ id: 'z', name: 'Центр' }],
  agents: [
    { id: 'ann', name: 'Ann' },
    { id: 'bob', name: 'Bob' },
  ],
  outlets: [['a', 'O1', 'Kiosk', 0, 49.8, 30.1, 'C', 0, [0], 0b0010010, 5, 40, 3, 1]],
  more: false,
}

test('a short row unfolds to its outlet', () => {
  expect(outletsOf(reply)).toEqual([outlet({ vague: true })])
})

describe('filters', () => {
  const all = [
    outlet({}),
    outlet({ id: 'b', name: 'Bakery', agents: [], zone: -1, outletClass: 'A' }),
    outlet({ id: 'c', code: 'X7', agents: [1, 0], weekdays: [], usualWeekday: 1 }),
  ]
  const none = { q: '', weekday: '', agent: '', zone: '', class: '' }
  test.each([
    ['nothing', {}, ['a', 'b', 'c']],
    ['a word of the name', { q: 'bak' }, ['b']],
    ['two words of name and town', { q: 'церква kiosk' }, ['a', 'c']],
    ['the code', { q: 'x7' }, ['c']],
    ['a planned day', { weekday: '2' }, ['a', 'b']],
    ['the usual day where there is no plan', { weekday: '1' }, ['c']],
    ['one of several agents', { agent: 'ann' }, ['a', 'c']],
    ['no agent', { agent: 'none' }, ['b']],
    ['no zone', { zone: 'none' }, ['b']],
    ['a class', { class: 'A' }, ['b']],
    ['two at once', { class: 'C', agent: 'bob' }, ['c']],
  ])('by %s', (_, filters, ids) => {
    expect(fitting(all, { ...none, ...filters }, reply).map(({ id }) => id)).toEqual(ids)
  })
})

const names: Names = {
  weekday: (day) => `day ${day}`,
  agents: reply.agents,
  zones: reply.zones,
  none: { weekday: '-', agent: '-', zone: '-', class: '-', share: '-', days: '-' },
  others: 'others',
  share: {},
  days: {},
}

describe('the legend', () => {
  test.each<[ColourBy, Partial<MapOutlet>, string]>([
    ['weekday', {}, '5'],
    ['weekday', { usualWeekday: 0, weekdays: [3] }, '3'],
    ['weekday', { usualWeekday: 0, weekdays: [3, 4] }, 'none'],
    ['agent', { agents: [1, 0] }, 'bob'],
    ['agent', { agents: [] }, 'none'],
    ['zone', {}, 'z'],
    ['zone', { zone: -1 }, 'none'],
    ['class', { outletClass: 'B' }, 'B'],
    ['share', { sharePercent: -1 }, 'none'],
    ['share', { sharePercent: 0 }, '0'],
    ['share', { sharePercent: 1 }, '1'],
    ['share', { sharePercent: 25 }, '1'],
    ['share', { sharePercent: 76 }, '76'],
    ['share', { sharePercent: 100 }, '76'],
    ['days', { daysSince: -1 }, 'none'],
    ['days', { daysSince: 0 }, '7'],
    ['days', { daysSince: 7 }, '7'],
    ['days', { daysSince: 8 }, '14'],
    ['days', { daysSince: 60 }, '60'],
    ['days', { daysSince: 61 }, 'more'],
  ])('by %s puts %o into %s', (by, more, key) => {
    const { groups, groupOf } = groupsBy(by, [outlet(more)], names)
    const group = groups[groupOf(outlet(more))]
    expect(group?.key).toBe(key)
    expect(group?.count).toBe(1)
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(1)
  })

  test('of more agents than colours joins the smallest', () => {
    const agents = Array.from({ length: 13 }, (_, i) => ({ id: `a${i}`, name: `A${i}` }))
    const outlets = agents.flatMap((_, i) =>
      Array.from({ length: i + 1 }, () => outlet({ agents: [i] })),
    )
    const { groups, groupOf } = groupsBy('agent', outlets, { ...names, agents })
    expect(groups.map(({ key }) => key)).toContain('others')
    expect(groups.find(({ key }) => key === 'others')?.count).toBe(1 + 2 + 3)
    expect(groups[groupOf(outlet({ agents: [0] }))]?.key).toBe('others')
    expect(groups[groupOf(outlet({ agents: [12] }))]?.key).toBe('a12')
  })
})

test('only what lies in the box is in sight; what has no place is in none', () => {
  const seen = inBox({ west: 30, south: 49, east: 31, north: 50 })
  expect(seen(outlet({}))).toBe(true)
  expect(seen(outlet({ longitude: 31.1 }))).toBe(false)
  expect(seen(outlet({ latitude: null, longitude: null }))).toBe(false)
})

test.each([
  ['50.4501, 30.5234', { latitude: 50.4501, longitude: 30.5234 }],
  ['50,4501 30,5234', { latitude: 50.4501, longitude: 30.5234 }],
  ['50.45,30.52', { latitude: 50.45, longitude: 30.52 }],
  ['  41.6475; -91.5446 ', { latitude: 41.6475, longitude: -91.5446 }],
  ['50.4501° N, 30.5234° E', { latitude: 50.4501, longitude: 30.5234 }],
  ['50.4501', null],
  ['95, 30', null],
  ['50, 190', null],
  ['сто двісті', null],
  ['50 30 10', null],
  ['50 хв 30', null],
  ['', null],
])('the typed place %s', (text, place) => {
  expect(typedPlace(text)).toEqual(place)
})

test.each([
  ['49.8,30.1,9', { latitude: 49.8, longitude: 30.1, zoom: 9 }],
  ['', null],
  ['49.8,30.1', null],
  ['a,b,c', null],
  ['1,2,3,4', null],
])('the address looks at %s', (at, look) => {
  expect(lookOf(at)).toEqual(look)
})

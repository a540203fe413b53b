import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { ownerGroups, type Place, samePlaces } from './match-rules.ts'

const place = (change: Partial<Place>): Place => ({
  id: randomUUID(),
  name: 'Світанок',
  address: 'вул. Лугова, 12',
  city: 'Липове',
  latitude: null,
  longitude: null,
  phones: [],
  taxIds: [],
  firstDay: null,
  lastDay: null,
  ...change,
})
const pairs = (...places: Place[]) => samePlaces(places).map(({ outletIds }) => outletIds)

test('a shop that came back under a new code after its old one fell silent is proposed', () => {
  const old = place({ name: 'Магазин «Світанок»', firstDay: '2026-01-05', lastDay: '2026-06-01' })
  const now = place({
    name: 'ФОП Світанок',
    address: 'Лугова вулиця 12',
    firstDay: '2026-06-10',
    lastDay: '2026-11-01',
  })
  expect(samePlaces([now, old])).toEqual([
    {
      outletIds: [old.id, now.id],
      score: 95,
      reasons: ['same_address', 'similar_name', 'took_turns'],
    },
  ])
})

test('two shops at one address that are both delivered to stay two', () => {
  const both = { firstDay: '2026-01-05', lastDay: '2026-11-01' }
  expect(pairs(place(both), place({ ...both, name: 'Ранок' }))).toEqual([])
})

test('a new payer or phone at the same door is a match, the same street alone is not', () => {
  const silent = { firstDay: null, lastDay: null }
  const here = place({ ...silent, phones: ['+380501112233'] })
  const again = place({ ...silent, name: 'Інша назва', phones: ['+380501112233'] })
  expect(pairs(here, again)).toEqual([[here.id, again.id]])
  expect(pairs(place({}), place({ name: 'Ранок', address: 'вул. Лугова, 14' }))).toEqual([])
})

test('shops of a chain with other numbers are other shops', () => {
  const one = place({ name: 'Kwik Star #1180 / Perry', city: 'Perry', address: '511 1st Ave' })
  const two = place({ name: 'Kwik Star #1119 / Perry', city: 'Perry', address: '511 1st Ave' })
  expect(pairs(one, two)).toEqual([])
})

test('within sixty metres counts as near, a hundred does not', () => {
  const at = (latitude: number, name = 'Світанок') =>
    place({ name, address: '', latitude, longitude: 30.5, phones: ['+380501112233'] })
  const here = at(50.45)
  const near = at(50.45045)
  expect(pairs(here, near)).toEqual([[here.id, near.id]])
  expect(samePlaces([at(50.45, 'А'), at(50.4509, 'Б')])).toEqual([])
})

test('owners are found by payer, by phone and by the name of a chain of three', () => {
  const casey = (n: number, city: string) =>
    place({ name: `CASEY'S GENERAL STORE #${n} / ${city}`, city, address: `${n} Main St` })
  const chain = [casey(1, 'ADAIR'), casey(2, 'ADEL'), casey(3, 'AMES')]
  const family = [place({ taxIds: ['3012345678'] }), place({ taxIds: ['3012345678'], city: 'Яри' })]
  expect(ownerGroups([...chain, ...family])).toEqual([
    { name: 'caseys general store', by: 'chain', outletIds: chain.map((p) => p.id) },
    { name: 'Світанок', by: 'payer', outletIds: family.map((p) => p.id) },
  ])
  expect(ownerGroups(chain.slice(0, 2))).toEqual([])
})

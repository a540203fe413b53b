import { describe, expect, test } from 'vitest'
import {
  indexTowns,
  kilometres,
  middleOf,
  nameOnMap,
  readTowns,
  regionName,
  type Town,
  townKey,
  townsNamed,
} from './place-rules.ts'
import { isTownCentre, proposals, townsIn } from './places.ts'

describe('names of towns', () => {
  test.each([
    ['Бориспіль', "Boryspil'"],
    ['м. Київ', 'КИЇВ'],
    ['м.Київ', 'Kyiv'],
    ['с. Зелений Гай', 'Зелений Гай'],
    ['смт Гостомель', 'Hostomel'],
    ['Камʼянське', "Кам'янське"],
    ['Камянське', 'Kamianske'],
    ['Чугуїв', 'Chuhuyiv'],
    ['Ясинувата', 'Yasynuvata'],
    ['Умань, Черкаська обл.', 'Uman'],
    ["ARNOLD'S PARK", 'ARNOLDS PARK'],
    ['SAINT ANSGAR', 'St. Ansgar'],
    ['Łódź', 'Lodz'],
  ])('%s and %s are one name', (a, b) => {
    expect(townKey(a)).toBe(townKey(b))
  })

  test.each([
    ['Суми', 'Самбір'],
    ['Малин', 'Мала Виска'],
    ['Des Moines', 'West Des Moines'],
    ['Глибоке', 'Глибока'],
    ['Мала', 'м. Ала'],
  ])('%s and %s are two', (a, b) => {
    expect(townKey(a)).not.toBe(townKey(b))
  })

  test('a name of signs alone means nothing', () => {
    expect(townsNamed(indexTowns([town({ name: '—' })]), ' — ', null, 3)).toEqual([])
  })
})

const town = (more: Partial<Town>): Town => ({
  country: 'UA',
  region: '01',
  name: 'Lyman',
  nameUk: 'Лиман',
  former: '',
  population: 1000,
  latitude: 49,
  longitude: 37,
  ...more,
})

describe('what a name may mean', () => {
  const far = town({ region: '05', population: 22_000, latitude: 48.98, longitude: 37.8 })
  const near = town({ region: '17', population: 2_000, latitude: 45.6, longitude: 29.7 })
  const renamed = town({ name: 'Zviahel', nameUk: 'Звягель', former: 'Новоград-Волинський' })
  const index = indexTowns([far, near, renamed])

  test('the more populous comes first where nobody knows where one trades', () => {
    expect(townsNamed(index, 'Лиман', null, 3)).toEqual([far, near])
  })
  test('the nearer comes first where one trades', () => {
    const at = { latitude: 46, longitude: 30 }
    expect(townsNamed(index, 'Лиман', at, 3)).toEqual([near, far])
    expect(townsNamed(index, 'Лиман', at, 1)).toEqual([near])
  })
  test('a former name is still found', () => {
    expect(townsNamed(index, 'Новоград-Волинський', null, 3)).toEqual([renamed])
    expect(townsNamed(index, 'Новоград', null, 3)).toEqual([])
  })
})

test('kilometres of two towns, and of a place to itself', () => {
  const kyiv = { latitude: 50.4547, longitude: 30.5238 }
  const lviv = { latitude: 49.8383, longitude: 24.0232 }
  expect(kilometres(kyiv, lviv)).toBeGreaterThan(460)
  expect(kilometres(kyiv, lviv)).toBeLessThan(475)
  expect(kilometres(kyiv, kyiv)).toBe(0)
})

test('one stray point does not move the middle', () => {
  const points = [10, 50, 50.1, 50.2, 50.3].map((latitude) => ({ latitude, longitude: 30 }))
  expect(middleOf(points)).toEqual({ latitude: 50.1, longitude: 30 })
  expect(middleOf([])).toBeNull()
})

test.each([
  ['UA', '01', 'Черкаська'],
  ['UA', '13', 'Київська'],
  ['UA', '27', 'Житомирська'],
  ['UA', '99', 'UA'],
  ['US', 'IA', 'IA, US'],
  ['PL', '78', 'PL'],
])('the region %s %s is called %s', (country, region, name) => {
  expect(regionName(town({ country, region }))).toBe(name)
})

test('a line of the list that is none is left out', () => {
  expect(readTowns('UA', 'x\n\n01\tLyman\tЛиман\t\t5\tnorth\t37\n')).toEqual([])
  expect(readTowns('UA', '01\tLyman\tЛиман\t\t5\t49\t37\n')).toEqual([town({ population: 5 })])
})

test('a Ukrainian map writes no name it is not sure of; an English one the Latin', () => {
  expect(nameOnMap(town({}), 'ru')).toBe('Лиман')
  expect(nameOnMap(town({ nameUk: '' }), 'uk')).toBeNull()
  expect(nameOnMap(town({ nameUk: '' }), 'en')).toBe('Lyman')
  expect(nameOnMap(town({ country: 'US', nameUk: '' }), 'uk')).toBe('Lyman')
})

describe('the shipped lists', () => {
  test('know the towns of a box, the most populous first', () => {
    const box = { west: 29.5, south: 50, east: 31.5, north: 51 }
    const names = townsIn(box, 'uk', 5).map(({ name }) => name)
    expect(names.slice(0, 3)).toEqual(['Київ', 'Бровари', 'Бориспіль'])
    expect(townsIn(box, 'en', 1)[0]?.name).toBe('Kyiv')
    expect(townsIn({ west: -30, south: 40, east: -29, north: 41 }, 'uk', 5)).toEqual([])
  })
  test('propose the town of a shop in Iowa and not its namesake elsewhere', () => {
    const iowa = { latitude: 42, longitude: -93 }
    const [first] = proposals('CLINTON', iowa, 3)
    expect(first).toMatchObject({ region: 'IA, US', town: 'Clinton' })
    expect(proposals('NOWHERE AT ALL', iowa, 3)).toEqual([])
  })
  test('tell the middle of a town from an outlet’s own place', () => {
    const [first] = proposals('Умань', null, 1)
    expect(isTownCentre(first?.latitude ?? 0, first?.longitude ?? 0)).toBe(true)
    expect(isTownCentre(48.7501, 30.2211)).toBe(false)
  })
})

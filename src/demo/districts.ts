/** Outlets that one supervisor, twelve agents, an operator and six zones serve. */
const OUTLETS_OF_DISTRICT = 1_200

/** How many districts serve so many outlets: each is staffed and driven as a world of one is. */
export const districtsOf = (outlets: number): number =>
  Math.max(1, Math.round(outlets / OUTLETS_OF_DISTRICT))

// Where the further districts are; the first one is described town by town.
const CITIES: [name: string, latitude: number, longitude: number][] = [
  ['Вінниця', 49.2331, 28.4682],
  ['Житомир', 50.2547, 28.6587],
  ['Черкаси', 49.4444, 32.0598],
  ['Полтава', 49.5883, 34.5514],
  ['Хмельницький', 49.4216, 26.9965],
  ['Тернопіль', 49.5535, 25.5948],
  ['Рівне', 50.6199, 26.2516],
  ['Луцьк', 50.7472, 25.3254],
  ['Львів', 49.8397, 24.0297],
  ['Івано-Франківськ', 48.9226, 24.7111],
  ['Чернівці', 48.2921, 25.9358],
  ['Ужгород', 48.6208, 22.2879],
  ['Чернігів', 51.4982, 31.2893],
  ['Суми', 50.9077, 34.7981],
  ['Кропивницький', 48.5079, 32.2623],
  ['Кривий Ріг', 47.9105, 33.3918],
  ['Дніпро', 48.4647, 35.0462],
  ['Одеса', 46.4825, 30.7233],
  ['Умань', 48.7484, 30.2218],
  ['Кременчук', 49.0659, 33.4204],
  ['Ніжин', 51.0481, 31.8869],
]

const cityOf = (district: number) => {
  const city = CITIES[(district - 1) % CITIES.length]
  if (!city) throw new Error('the first district has its own towns')
  return { city, round: Math.floor((district - 1) / CITIES.length) }
}

/** What a further district is called: its city, counted when it has several. */
export function districtName(district: number): string {
  const { city, round } = cityOf(district)
  return round === 0 ? city[0] : `${city[0]} ${round + 1}`
}

const RING_DEGREES = 0.22
const SIDES = 5

/** Its shops of a zone: the first zone is the city, the others lie around it. */
export function townOf(
  district: number,
  zone: number,
): [name: string, latitude: number, longitude: number, about: number] {
  const { city, round } = cityOf(district)
  const [name, latitude, longitude] = city
  const turn = (2 * Math.PI * (zone + round / 4)) / SIDES
  const away = (zone === 0 ? 0.02 : RING_DEGREES) * (1 + round / 2)
  const north = latitude + Math.cos(turn) * away
  const east = longitude + Math.sin(turn) * away * 1.5
  return [zone === 0 ? name : `${name}, околиці`, north, east, zone === 0 ? 0.06 : 0.12]
}

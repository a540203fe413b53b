/** A town of the shipped lists. */
export type Town = {
  country: string
  region: string
  name: string
  nameUk: string
  former: string
  population: number
  latitude: number
  longitude: number
}

/** The lines of a list of towns; a line that is none is left out. */
export function readTowns(country: string, text: string): Town[] {
  return text.split('\n').flatMap((line) => {
    const [region = '', name = '', nameUk = '', former = '', ...figures] = line.split('\t')
    const [population = 0, latitude = Number.NaN, longitude = Number.NaN] = figures.map(Number)
    if (!name || Number.isNaN(latitude) || Number.isNaN(longitude)) return []
    return [{ country, region, name, nameUk, former, population, latitude, longitude }]
  })
}

const KINDS =
  /^(?:м|с|с-ще|смт|сел|селище|село|місто|г|гор|город|пос|пгт|дер|city of|town of|village of)(?:\.\s*|\s+)(?=\p{L})/u

const LETTERS: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'h',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'y',
  і: 'i',
  ї: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ю: 'iu',
  я: 'ia',
  ы: 'y',
  э: 'e',
  ё: 'e',
  ł: 'l',
  ь: '',
  ъ: '',
}

/**
 * A town's name as it is compared: without the word for town, what follows a comma, case, signs and
 * the differences between the ways of writing Ukrainian names in Latin letters.
 */
export function townKey(name: string): string {
  const [first = ''] = name.split(/[,;(/]/)
  const bare = first.trim().toLowerCase().replace(KINDS, '')
  const latin = [...bare.normalize('NFC')].map((letter) => LETTERS[letter] ?? letter).join('')
  return latin
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '')
    .replace(/^saint(?=[a-z])|^st(?=[aeiou])/, 'st')
    .replace(/zgh/g, 'zh')
    .replace(/y/g, 'i')
    .replace(/i+/g, 'i')
    .replace(/ie/g, 'e')
    .replace(/g/g, 'h')
}

export type Near = { latitude: number; longitude: number } | null

// GeoNames numbers the regions of Ukraine; those of the United States are their own short names.
const OBLASTS = (
  'Черкаська Чернігівська Чернівецька Дніпропетровська Донецька Івано-Франківська Харківська ' +
  'Херсонська Хмельницька Кіровоградська Крим Київ Київська Луганська Львівська Миколаївська ' +
  'Одеська Полтавська Рівненська Севастополь Сумська Тернопільська Вінницька Волинська ' +
  'Закарпатська Запорізька Житомирська'
).split(' ')

/** What a town's region is called; where we have no name, its country. */
export function regionName({ country, region }: Town): string {
  if (country === 'UA') return OBLASTS[Number(region) - 1] ?? country
  return country === 'US' ? `${region}, US` : country
}

/** Towns by the keys of all their names. */
export function indexTowns(towns: Town[]): Map<string, Town[]> {
  const index = new Map<string, Town[]>()
  for (const town of towns) {
    const keys = new Set([town.name, town.nameUk, town.former].filter(Boolean).map(townKey))
    for (const key of keys) index.set(key, [...(index.get(key) ?? []), town])
  }
  return index
}

const KM_OF_DEGREE = 111.2

/** The distance of two near points in kilometres; flat, as for sorting it is enough. */
export function kilometres(a: NonNullable<Near>, b: NonNullable<Near>): number {
  const shrink = Math.cos(((a.latitude + b.latitude) / 2) * (Math.PI / 180))
  const x = (a.longitude - b.longitude) * shrink
  return Math.hypot(x, a.latitude - b.latitude) * KM_OF_DEGREE
}

/** The towns that a written name may mean: the nearest first where it is known where one trades. */
export function townsNamed(
  index: ReadonlyMap<string, Town[]>,
  name: string,
  near: Near,
  limit: number,
): Town[] {
  const key = townKey(name)
  if (!key) return []
  const found = [...(index.get(key) ?? [])]
  const rank = (town: Town) => (near ? kilometres(town, near) : -town.population)
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, limit)
}

export type Box = { west: number; south: number; east: number; north: number }

export const holds = (box: Box, at: NonNullable<Near>): boolean =>
  at.longitude >= box.west &&
  at.longitude <= box.east &&
  at.latitude >= box.south &&
  at.latitude <= box.north

/** A town's name on a map in a language; null: none that is sure. */
export function nameOnMap(town: Town, language: string): string | null {
  if (town.country !== 'UA') return town.name
  return language === 'en' ? town.name : town.nameUk || null
}

/** The middle of the known points: where a distributor trades; null: nowhere yet. */
export function middleOf(points: NonNullable<Near>[]): Near {
  if (points.length === 0) return null
  const middle = (of: (point: NonNullable<Near>) => number) =>
    points.map(of).sort((a, b) => a - b)[Math.floor(points.length / 2)] ?? 0
  return { latitude: middle((p) => p.latitude), longitude: middle((p) => p.longitude) }
}

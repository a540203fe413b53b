import type { Language } from '../../src/platform/language.ts'
import type { Ground, Line } from './ground.ts'
import { aroundDot, type Label, type Point, placeLabels, type Taken } from './label-rules.ts'
import { planeOf, screenX, screenY, type View } from './projection.ts'

export type Town = { name: string; latitude: number; longitude: number; population: number }

const SEA = '#dce8ee'
const LAND = '#fbfaf6'
const BORDER = '#8b9a93'
const REGION = '#c4cec8'
const NAME = '#45534d'
const TOWN = '#17211d'
const HALO = 'rgb(251 250 246 / 0.9)'
const NEAR_FROM_ZOOM = 5
const REGIONS_FROM_ZOOM = 4.5
const TOWNS_FROM_ZOOM = 5
const LABELS_MAX = 60
const FONT = '"Inter Variable", Inter, system-ui, sans-serif'

/** Draws sea, land and borders; names come after, so that nothing lies over them. */
export function paintGround(to: CanvasRenderingContext2D, ground: Ground, view: View): void {
  to.fillStyle = SEA
  to.fillRect(0, 0, view.width, view.height)
  fillLand(to, ground.land, view)
  const near = view.zoom >= NEAR_FROM_ZOOM
  if (!near) strokeLines(to, ground.borders, view, { colour: BORDER, width: 1 })
  else paintNear(to, ground, view)
  if (view.zoom >= REGIONS_FROM_ZOOM) {
    to.setLineDash([4, 3])
    strokeLines(to, ground.regions, view, { colour: REGION, width: 1 })
    to.setLineDash([])
  }
}

function paintNear(to: CanvasRenderingContext2D, ground: Ground, view: View): void {
  const { from, to: end, land, borders } = ground.near
  const box = () => {
    const [left, top] = [screenX(view, from.x), screenY(view, from.y)]
    return [left, top, screenX(view, end.x) - left, screenY(view, end.y) - top] as const
  }
  // Outside of the box the coarse borders, within it the fine land and borders.
  to.save()
  to.beginPath()
  to.rect(0, 0, view.width, view.height)
  to.rect(...box())
  to.clip('evenodd')
  strokeLines(to, ground.borders, view, { colour: BORDER, width: 1 })
  to.restore()
  to.save()
  to.beginPath()
  to.rect(...box())
  to.clip()
  to.fillStyle = SEA
  to.fillRect(0, 0, view.width, view.height)
  fillLand(to, land, view)
  strokeLines(to, borders, view, { colour: BORDER, width: 1.5 })
  to.restore()
}

function fillLand(to: CanvasRenderingContext2D, lines: Line[], view: View): void {
  to.beginPath()
  for (const line of lines) if (inSight(line, view)) trace(to, line, view)
  to.fillStyle = LAND
  to.fill('evenodd')
}

function strokeLines(
  to: CanvasRenderingContext2D,
  lines: Line[],
  view: View,
  { colour, width }: { colour: string; width: number },
): void {
  to.beginPath()
  for (const line of lines) if (inSight(line, view)) trace(to, line, view)
  to.strokeStyle = colour
  to.lineWidth = width
  to.stroke()
}

const inSight = (line: Line, view: View) =>
  screenX(view, line.right) >= 0 &&
  screenX(view, line.left) <= view.width &&
  screenY(view, line.bottom) >= 0 &&
  screenY(view, line.top) <= view.height

function trace(to: CanvasRenderingContext2D, { points }: Line, view: View): void {
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = screenX(view, points[i] ?? 0)
    const y = screenY(view, points[i + 1] ?? 0)
    if (i === 0) to.moveTo(x, y)
    else to.lineTo(x, y)
  }
}

type Drawn = Label & { font: string; colour: string; dot: Point | null }
type Named = { towns: Town[]; language: Language; taken: Taken[] }

/** Writes the names of towns, regions and countries that find a place beside all else. */
export function paintNames(
  to: CanvasRenderingContext2D,
  ground: Ground,
  view: View,
  { towns, language, taken }: Named,
): void {
  const wanted = [
    ...countryLabels(to, ground, view, language),
    ...townLabels(to, towns, view),
    ...regionLabels(to, ground, view, language),
  ].filter(({ at: [first], width }) => first && nearView(first, view, width))
  to.textAlign = 'center'
  to.textBaseline = 'middle'
  to.lineJoin = 'round'
  for (const { label, at } of placeLabels(wanted, { most: LABELS_MAX, taken })) {
    const { text, font, colour, dot } = label
    to.font = font
    to.strokeStyle = HALO
    to.lineWidth = 4
    to.strokeText(text, at.x, at.y)
    to.fillStyle = colour
    to.fillText(text, at.x, at.y)
    if (!dot) continue
    to.beginPath()
    to.arc(dot.x, dot.y, 2, 0, 2 * Math.PI)
    to.fill()
  }
}

const nearView = ({ x, y }: Point, view: View, around: number) =>
  x > -around && x < view.width + around && y > -around && y < view.height + around

function townLabels(to: CanvasRenderingContext2D, towns: Town[], view: View): Drawn[] {
  if (view.zoom < TOWNS_FROM_ZOOM) return []
  return towns.map(({ name, latitude, longitude, population }) => {
    const size = population > 500_000 ? 15 : population > 50_000 ? 13 : 12
    const font = `${population > 50_000 ? 600 : 400} ${size}px ${FONT}`
    const dot = onScreen(view, planeOf(latitude, longitude))
    const width = widthOf(to, name, font)
    const at = aroundDot(dot, width, size)
    return { text: name, width, height: size + 2, at, font, colour: TOWN, dot }
  })
}

function regionLabels(
  to: CanvasRenderingContext2D,
  { regionNames }: Ground,
  view: View,
  language: Language,
): Drawn[] {
  if (view.zoom < 5.5 || view.zoom > 9) return []
  const font = `500 12px ${FONT}`
  return regionNames.map(({ uk, en, at }) =>
    named(to, (language === 'en' ? en : uk).toUpperCase(), font, onScreen(view, at)),
  )
}

function countryLabels(
  to: CanvasRenderingContext2D,
  { countries }: Ground,
  view: View,
  language: Language,
): Drawn[] {
  if (view.zoom > 6) return []
  const names = namesOf(language)
  const font = `600 13px ${FONT}`
  const smallest = 400 / 4 ** (view.zoom - 3)
  return countries
    .filter(({ area }) => area >= smallest)
    .map(({ code, at }) => named(to, names.of(code) ?? code, font, onScreen(view, at)))
}

const onScreen = (view: View, { x, y }: Point): Point => ({
  x: screenX(view, x),
  y: screenY(view, y),
})

const named = (to: CanvasRenderingContext2D, text: string, font: string, at: Point): Drawn => ({
  text,
  width: widthOf(to, text, font),
  height: 16,
  at: [at],
  font,
  colour: NAME,
  dot: null,
})

function widthOf(to: CanvasRenderingContext2D, text: string, font: string): number {
  to.font = font
  return to.measureText(text).width
}

const known = new Map<Language, Intl.DisplayNames>()

function namesOf(language: Language): Intl.DisplayNames {
  const names = known.get(language) ?? new Intl.DisplayNames(language, { type: 'region' })
  known.set(language, names)
  return names
}

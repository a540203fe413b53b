import type { Spot } from './cluster-points.ts'
import { planeOf, screenX, screenY, type View } from './projection.ts'

/** A spot with where it lies on the screen, to be found again by a finger. */
export type Placed = Spot & { x: number; y: number; radius: number }

const INK = '#17211d'
const WHITE = '#ffffff'
const FINGER_PIXELS = 22
const RING = 5

/** Where on the screen each spot lies, and how large it is. */
export const placeSpots = (spots: Spot[], view: View): Placed[] =>
  spots.map((spot) => {
    const at = planeOf(spot.latitude, spot.longitude)
    const radius = spot.point ? 7 : Math.min(26, 11 + Math.log2(spot.size) * 1.6)
    return { ...spot, x: screenX(view, at.x), y: screenY(view, at.y), radius }
  })

/** Draws the spots. */
export function paintSpots(
  to: CanvasRenderingContext2D,
  placed: Placed[],
  { colours, chosen }: { colours: string[]; chosen: string | null },
): void {
  for (const spot of placed) if (!isChosen(spot, chosen)) paintSpot(to, spot, colours)
  // The chosen one lies over the others.
  for (const spot of placed) {
    if (!isChosen(spot, chosen)) continue
    paintSpot(to, { ...spot, radius: spot.radius + 2 }, colours)
    circle(to, { ...spot, radius: spot.radius + 6 })
    to.strokeStyle = INK
    to.lineWidth = 3
    to.stroke()
  }
}

/** What the spots cover, for names to stay off. */
export const coveredBy = (placed: Placed[]) =>
  placed.map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }))

const isChosen = (spot: Spot, chosen: string | null) => chosen !== null && spot.point?.id === chosen

const paintSpot = (to: CanvasRenderingContext2D, spot: Placed, colours: string[]) =>
  spot.point ? paintPoint(to, spot, colours[spot.point.key]) : paintCluster(to, spot, colours)

function paintPoint(to: CanvasRenderingContext2D, spot: Placed, colour = INK): void {
  circle(to, spot)
  to.fillStyle = spot.point?.vague ? WHITE : colour
  to.fill()
  to.strokeStyle = spot.point?.vague ? colour : WHITE
  to.lineWidth = spot.point?.vague ? 3 : 2
  to.stroke()
}

// A ring of the colours within, in their shares, and the number in the middle.
function paintCluster(to: CanvasRenderingContext2D, spot: Placed, colours: string[]): void {
  circle(to, { ...spot, radius: spot.radius + 1 })
  to.fillStyle = WHITE
  to.fill()
  let from = -Math.PI / 2
  for (const [key, count] of Object.entries(spot.counts)) {
    const until = from + (count / spot.size) * 2 * Math.PI
    to.beginPath()
    to.arc(spot.x, spot.y, spot.radius - RING / 2, from, until)
    to.strokeStyle = colours[Number(key)] ?? INK
    to.lineWidth = RING
    to.stroke()
    from = until
  }
  to.fillStyle = INK
  to.font = '600 12px "Inter Variable", Inter, system-ui, sans-serif'
  to.textAlign = 'center'
  to.textBaseline = 'middle'
  to.fillText(shortCount(spot.size), spot.x, spot.y + 0.5)
}

function circle(to: CanvasRenderingContext2D, { x, y, radius }: Placed): void {
  to.beginPath()
  to.arc(x, y, radius, 0, 2 * Math.PI)
}

/** A count that fits into a small circle. */
const shortCount = (count: number): string =>
  count < 1000 ? String(count) : `${Math.floor(count / 100) / 10}k`

/** The spot under a finger; of several the nearest. */
export function spotAt(placed: Placed[], x: number, y: number): Placed | null {
  let nearest: Placed | null = null
  let least = Number.POSITIVE_INFINITY
  for (const spot of placed) {
    const distance = Math.hypot(spot.x - x, spot.y - y)
    if (distance > Math.max(spot.radius, FINGER_PIXELS) || distance >= least) continue
    nearest = spot
    least = distance
  }
  return nearest
}

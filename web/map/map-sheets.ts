import { DomUtil, type Map as LeafletMap } from 'leaflet'
import { type Clusters, spotsIn } from './cluster-points.ts'
import { boxOf } from './map-box.ts'
import type { Shown } from './map-shown.ts'
import { paintGround, paintNames } from './paint-ground.ts'
import { coveredBy, type Placed, paintSpots, placeSpots } from './paint-points.ts'
import type { View } from './projection.ts'

/** What is drawn beyond the edges, so that a short push shows no emptiness. */
const BEYOND = 0.3

export type Sheets = {
  paint(shown: Shown, clusters: Clusters): void
  /** What was drawn, where; in pixels from the corner of the map. */
  placed(): Placed[]
  png(): Promise<Blob | null>
}

/** Two sheets over the map that move with it: the ground, and the points. */
export function makeSheets(leaflet: LeafletMap, ownGround: boolean): Sheets {
  const pane = leaflet.getPanes().overlayPane
  const sheets = { ground: sheetIn(pane), points: sheetIn(pane) }
  let placed: Placed[] = []
  return {
    paint(shown, clusters) {
      const view = viewOf(leaflet)
      const corner = leaflet.containerPointToLayerPoint(beyond(leaflet)).round()
      for (const sheet of [sheets.ground, sheets.points]) DomUtil.setPosition(sheet, corner)
      const box = boxOf(leaflet.getBounds().pad(BEYOND))
      const spots = placeSpots(spotsIn(clusters, box, view.zoom), view)
      const ground = cleared(sheets.ground, view)
      if (ground && shown.ground && ownGround) {
        paintGround(ground, shown.ground, view)
        const { towns, language } = shown
        paintNames(ground, shown.ground, view, { towns, language, taken: coveredBy(spots) })
      }
      const points = cleared(sheets.points, view)
      if (points) paintSpots(points, spots, shown)
      const [left, top] = beyond(leaflet)
      placed = spots.map((spot) => ({ ...spot, x: spot.x + left, y: spot.y + top }))
    },
    placed: () => placed,
    png: () => pictureOf(sheets, leaflet.getSize()),
  }
}

const beyond = (leaflet: LeafletMap): [number, number] => {
  const { x, y } = leaflet.getSize()
  return [-Math.round(x * BEYOND), -Math.round(y * BEYOND)]
}

function viewOf(leaflet: LeafletMap): View {
  const { x: width, y: height } = leaflet.getSize()
  const [left, top] = beyond(leaflet)
  const corner = leaflet.containerPointToLayerPoint([left, top]).round()
  const origin = leaflet.getPixelOrigin()
  const zoom = leaflet.getZoom()
  return {
    zoom,
    world: 256 * 2 ** zoom,
    left: corner.x + origin.x,
    top: corner.y + origin.y,
    width: width - 2 * left,
    height: height - 2 * top,
  }
}

function sheetIn(pane: HTMLElement): HTMLCanvasElement {
  const sheet = document.createElement('canvas')
  sheet.className = 'map-sheet'
  sheet.setAttribute('aria-hidden', 'true')
  pane.append(sheet)
  return sheet
}

// A sheet of the view's size at the screen's sharpness, empty.
function cleared(sheet: HTMLCanvasElement, view: View): CanvasRenderingContext2D | null {
  const sharp = Math.min(2, devicePixelRatio)
  const [width, height] = [Math.round(view.width * sharp), Math.round(view.height * sharp)]
  if (sheet.width !== width || sheet.height !== height) {
    sheet.width = width
    sheet.height = height
    sheet.style.width = `${view.width}px`
    sheet.style.height = `${view.height}px`
  }
  const to = sheet.getContext('2d')
  to?.setTransform(sharp, 0, 0, sharp, 0, 0)
  to?.clearRect(0, 0, view.width, view.height)
  return to
}

/** What is in sight as one picture, with what must be named below it. */
function pictureOf(
  sheets: Record<'ground' | 'points', HTMLCanvasElement>,
  size: { x: number; y: number },
): Promise<Blob | null> {
  const sharp = Math.min(2, devicePixelRatio)
  const picture = document.createElement('canvas')
  picture.width = size.x * sharp
  picture.height = size.y * sharp
  const to = picture.getContext('2d')
  if (!to) return Promise.resolve(null)
  for (const sheet of [sheets.ground, sheets.points]) {
    to.drawImage(sheet, Math.round(-size.x * BEYOND) * sharp, Math.round(-size.y * BEYOND) * sharp)
  }
  to.scale(sharp, sharp)
  to.font = '12px sans-serif'
  to.textAlign = 'right'
  to.fillStyle = '#45534d'
  to.fillText(SOURCES, size.x - 8, size.y - 8)
  return new Promise((done) => picture.toBlob(done, 'image/png'))
}

/** Whose data the map is drawn from: GeoNames asks to be named. */
export const SOURCES = 'Natural Earth · GeoNames CC BY 4.0'

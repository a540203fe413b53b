import {
  type LeafletKeyboardEvent,
  type Map as LeafletMap,
  type LeafletMouseEvent,
  latLngBounds,
  map as makeMap,
  tileLayer,
} from 'leaflet'
import { type Box, type Clusters, clusterPoints, zoomApart } from './cluster-points.ts'
import { boxOf } from './map-box.ts'
import { makeSheets, type Sheets } from './map-sheets.ts'
import type { Shown } from './map-shown.ts'
import { spotAt } from './paint-points.ts'
import type { Place } from './projection.ts'
import './map.css'

export type Tiles = { url: string; attribution: string } | null
/** Where the map looks: the middle and the zoom. */
export type Look = Place & { zoom: number }

export type MapEvents = {
  choose(id: string): void
  pick(at: Place): void
  /** The map came to rest: what it shows now. */
  moved(look: Look, box: Box): void
}

export type MapView = {
  show(change: Partial<Shown>): void
  look(at: Look): void
  /** Shows all points, or as many as fit. */
  fit(): void
  zoom(by: number): void
  png(): Promise<Blob | null>
  remove(): void
}

const ZOOM = { min: 3, max: 17, start: 5, fitted: 13 }
const START: [number, number] = [48.6, 31.2]

/** A map in an element: Leaflet moves it, we draw it. */
export function makeMapView(
  element: HTMLElement,
  first: Shown,
  events: MapEvents,
  tiles: Tiles,
): MapView {
  const leaflet = makeMap(element, {
    zoomControl: false,
    attributionControl: false,
    minZoom: ZOOM.min,
    maxZoom: ZOOM.max,
    zoomAnimation: false,
    fadeAnimation: false,
    inertia: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    maxBounds: latLngBounds([-75, -190], [84, 190]),
  }).setView(START, ZOOM.start)
  if (tiles) tileLayer(tiles.url, { maxZoom: ZOOM.max }).addTo(leaflet)
  const sheets = makeSheets(leaflet, tiles === null)
  const shown = { ...first }
  let clusters: Clusters = clusterPoints(shown.points)
  const paint = inFrame(() => sheets.paint(shown, clusters))
  hear(leaflet, { sheets, events, shown, clusters: () => clusters, paint: paint.now })
  const watcher = new ResizeObserver(() => {
    leaflet.invalidateSize({ animate: false })
    paint.soon()
  })
  watcher.observe(element)
  return {
    show(change) {
      Object.assign(shown, change)
      if (change.points) clusters = clusterPoints(change.points)
      element.classList.toggle('map-picking', shown.picking)
      paint.soon()
    },
    look: ({ latitude, longitude, zoom }) => {
      leaflet.setView([latitude, longitude], zoom, { animate: false })
    },
    fit() {
      if (shown.points.length === 0) return
      const all = latLngBounds(shown.points.map(({ latitude, longitude }) => [latitude, longitude]))
      leaflet.fitBounds(all, { padding: [24, 24], maxZoom: ZOOM.fitted, animate: false })
    },
    zoom: (by) => {
      leaflet.setZoom(leaflet.getZoom() + by)
    },
    png: () => sheets.png(),
    remove() {
      paint.never()
      watcher.disconnect()
      leaflet.remove()
    },
  }
}

// Several changes of one moment are drawn once.
function inFrame(work: () => void) {
  let asked = 0
  return {
    now: work,
    soon: () => {
      asked ||= requestAnimationFrame(() => {
        asked = 0
        work()
      })
    },
    never: () => cancelAnimationFrame(asked),
  }
}

type Hearing = {
  sheets: Sheets
  events: MapEvents
  shown: Shown
  clusters: () => Clusters
  paint: () => void
}

function hear(leaflet: LeafletMap, { sheets, events, shown, clusters, paint }: Hearing): void {
  const spotUnder = ({ containerPoint: at }: LeafletMouseEvent) =>
    spotAt(sheets.placed(), at.x, at.y)
  leaflet.on('moveend', () => {
    paint()
    const look = { ...placeOf(leaflet.getCenter()), zoom: leaflet.getZoom() }
    events.moved(look, boxOf(leaflet.getBounds()))
  })
  leaflet.on('click', (event: LeafletMouseEvent) => {
    if (shown.picking) return events.pick(placeOf(event.latlng))
    const spot = spotUnder(event)
    if (spot?.point) return events.choose(spot.point.id)
    if (!spot || spot.clusterId === null) return undefined
    return leaflet.setView([spot.latitude, spot.longitude], zoomApart(clusters(), spot.clusterId))
  })
  leaflet.on('keydown', ({ originalEvent: { key } }: LeafletKeyboardEvent) => {
    if (key === 'Enter' && shown.picking) events.pick(placeOf(leaflet.getCenter()))
  })
  leaflet.on('mousemove', (event: LeafletMouseEvent) => {
    leaflet.getContainer().classList.toggle('map-hit', spotUnder(event) !== null)
  })
}

const placeOf = ({ lat, lng }: { lat: number; lng: number }): Place => ({
  latitude: round(lat),
  longitude: round(lng),
})

const round = (degrees: number) => Math.round(degrees * 100_000) / 100_000

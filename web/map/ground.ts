import baseMapUrl from '../../geo/base-map.json?url'
import { type Point, planeOf, readSteps } from './projection.ts'

/** A line with the box around it, so that what is not in sight is not drawn. */
export type Line = {
  points: Float64Array
  left: number
  right: number
  top: number
  bottom: number
}
export type Name = { uk: string; en: string; at: Point; area: number }

/** Land, borders and names, ready to be drawn. */
export type Ground = {
  land: Line[]
  borders: Line[]
  /** The countries worked in, finer: within their box they stand instead of the coarse ones. */
  near: { land: Line[]; borders: Line[]; from: Point; to: Point }
  regions: Line[]
  regionNames: Name[]
  countries: { code: string; at: Point; area: number }[]
}

type Lines = { scale: number; land: number[][]; borders: number[][] }
type Said = {
  world: Lines
  near: Lines & { box: [number, number, number, number] }
  regions: { scale: number; lines: number[][]; names: [string, string, number, number][] }[]
  countries: [string, number, number, number][]
}

let loading: Promise<Ground> | undefined

/** The shipped outlines; fetched once from our own origin, and again only after a failure. */
export function loadGround(): Promise<Ground> {
  loading ??= fetch(baseMapUrl)
    .then((reply) => reply.json() as Promise<Said>)
    .then(readGround)
    .catch((error: unknown) => {
      loading = undefined
      throw error
    })
  return loading
}

/** Reads the file that bin/make-base-map.mjs wrote. */
function readGround(said: Said): Ground {
  const { near } = said
  const [west, south, east, north] = near.box
  return {
    land: lines(said.world.land, said.world.scale),
    borders: lines(said.world.borders, said.world.scale),
    near: {
      land: lines(near.land, near.scale),
      borders: lines(near.borders, near.scale),
      from: planeOf(north, west),
      to: planeOf(south, east),
    },
    regions: said.regions.flatMap((part) => lines(part.lines, part.scale)),
    regionNames: said.regions.flatMap((part) =>
      part.names.map(([uk, en, longitude, latitude]) => ({
        uk,
        en,
        at: planeOf(latitude, longitude),
        area: 0,
      })),
    ),
    countries: said.countries.map(([code, longitude, latitude, area]) => ({
      code,
      at: planeOf(latitude, longitude),
      area,
    })),
  }
}

const lines = (all: number[][], scale: number) =>
  all.map((steps) => lineOf(readSteps(steps, scale)))

function lineOf(points: Float64Array): Line {
  const line = { points, left: 1, right: 0, top: 1, bottom: 0 }
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x = 0, y = 0] = points.subarray(i, i + 2)
    line.left = Math.min(line.left, x)
    line.right = Math.max(line.right, x)
    line.top = Math.min(line.top, y)
    line.bottom = Math.max(line.bottom, y)
  }
  return line
}

/** A point of the map's plane: the whole world is the square from 0 to 1. */
export type Point = { x: number; y: number }
export type Place = { latitude: number; longitude: number }
/** What of the world is on the screen: pixels of the whole world, and those left and above. */
export type View = {
  zoom: number
  world: number
  left: number
  top: number
  width: number
  height: number
}

const LATITUDE_END = 85.0511

/** Web Mercator, as tiles and Leaflet use it. */
export function planeOf(latitude: number, longitude: number): Point {
  const bound = Math.max(-LATITUDE_END, Math.min(LATITUDE_END, latitude))
  const sine = Math.sin((bound * Math.PI) / 180)
  return {
    x: longitude / 360 + 0.5,
    y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI),
  }
}

export const screenX = (view: View, x: number): number => x * view.world - view.left
export const screenY = (view: View, y: number): number => y * view.world - view.top

/** A line of steps (first point, then the way to each next) as points of the plane: x, y, x, y … */
export function readSteps(steps: number[], scale: number): Float64Array {
  const points = new Float64Array(steps.length)
  let longitude = 0
  let latitude = 0
  for (let i = 0; i + 1 < steps.length; i += 2) {
    longitude += steps[i] ?? 0
    latitude += steps[i + 1] ?? 0
    const { x, y } = planeOf(latitude / scale, longitude / scale)
    points[i] = x
    points[i + 1] = y
  }
  return points
}

import type { Language } from '../../src/platform/language.ts'
import type { MapPoint } from './cluster-points.ts'
import type { Ground } from './ground.ts'
import type { Town } from './paint-ground.ts'

/** What the map shows; every part may change while it stands. */
export type Shown = {
  ground: Ground | null
  towns: Town[]
  points: MapPoint[]
  colours: string[]
  chosen: string | null
  language: Language
  /** A click tells a place instead of choosing a point. */
  picking: boolean
}

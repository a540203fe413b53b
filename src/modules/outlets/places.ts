import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../platform/config.ts'
import {
  type Box,
  holds,
  indexTowns,
  type Near,
  nameOnMap,
  readTowns,
  regionName,
  type Town,
  townsNamed,
} from './place-rules.ts'

const COUNTRIES = ['UA', 'PL', 'US']

type Places = { towns: Town[]; byName: Map<string, Town[]>; centres: Set<string> }
let known: Places | undefined

// Read when somebody first looks at a map: a server that shows none keeps nothing.
function places(): Places {
  known ??= load()
  return known
}

function load(): Places {
  const towns = COUNTRIES.flatMap((country) =>
    readTowns(country, readFileSync(join(packageRoot(), 'geo', `places-${country}.tsv`), 'utf8')),
  ).sort((a, b) => b.population - a.population)
  const centres = new Set(towns.map((town) => pointKey(town.latitude, town.longitude)))
  return { towns, byName: indexTowns(towns), centres }
}

const pointKey = (latitude: number, longitude: number) => `${latitude} ${longitude}`

/** True when a point is the middle of a shipped town: where an outlet is only by its town. */
export const isTownCentre = (latitude: number, longitude: number): boolean =>
  places().centres.has(pointKey(latitude, longitude))

/** The towns of a box that have a name in the language, the most populous first. */
export function townsIn(box: Box, language: string, limit: number) {
  const found: { name: string; latitude: number; longitude: number; population: number }[] = []
  for (const town of places().towns) {
    if (!holds(box, town)) continue
    const name = nameOnMap(town, language)
    if (name) found.push({ name, ...pointOf(town), population: town.population })
    if (found.length === limit) break
  }
  return found
}

const pointOf = ({ latitude, longitude }: Town) => ({ latitude, longitude })

/** Where an outlet of a town may be: proposals to choose from, never taken by themselves. */
export const proposals = (city: string, near: Near, limit: number) =>
  townsNamed(places().byName, city, near, limit).map((town) => ({
    town: town.nameUk || town.name,
    region: regionName(town),
    ...pointOf(town),
  }))

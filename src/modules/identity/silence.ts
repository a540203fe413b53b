import { type Pools, readGlobal, writeGlobal } from '../../platform/db.ts'
import type { Person } from '../../platform/serve.ts'
import { insertSilences, type Silence, silencesOfThing } from './silence-queries.ts'

type Heard = Pick<Person, 'sessionId' | 'isMachine'>

/** A device tells what it made while nothing was heard of it; told in time, this says nothing more. */
export async function tellSilence(pools: Pools, heard: Heard, thingIds: string[]): Promise<void> {
  // A key has no device.
  if (heard.isMachine) return
  const { sessionId } = heard
  await writeGlobal(pools.identity, (tx) => insertSilences(tx, { sessionId, thingIds }))
}

/** Since when a device was not heard, each time it told of a thing; none: it never said so. */
export const silencesOf = (pools: Pools, heard: Heard, thingId: string): Promise<Silence[]> =>
  readGlobal(pools.identity, (db) => silencesOfThing(db, heard.sessionId, thingId))

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../../test/test-database.ts'
import { readConfig } from '../platform/config.ts'
import { seedDemo } from './seed-demo.ts'

export type World = { database: TestDatabase; owner: pg.Client; folder: string }
const worlds: World[] = []

/** A database at a fixed hour that no world is in yet. */
export async function emptyWorld(): Promise<World> {
  const database = await testDatabase()
  const owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  const folder = await mkdtemp(join(tmpdir(), 'tandem-world-'))
  const world = { database, owner, folder }
  worlds.push(world)
  await moveClock(world, '2026-11-25T10:20:00Z')
  return world
}

export const moveClock = ({ owner }: World, at: string) =>
  owner.query(`update platform.clock set offset_seconds =
    round(extract(epoch from timestamptz '${at}' - clock_timestamp()))`)

type Made = {
  outlets: number
  seed: number
  /** By an owner of the database who may not copy past row-level security. */
  copies?: boolean
  say?: (text: string) => void
}

/** Seeds it as the command does. */
export async function seedWorld(
  { database, folder }: World,
  { outlets, seed, copies = true, say = () => undefined }: Made,
): Promise<void> {
  const env = { TANDEM_DATA: folder, TANDEM_DEMO: '1', TANDEM_SECRET: database.secret }
  const ownerUrl = copies ? database.ownerUrl : `${database.pools.app.options.connectionString}`
  const ground = {
    ...database,
    ownerUrl,
    untilSignal: async () => undefined,
    stop: async () => undefined,
  }
  await seedDemo({ config: readConfig(env), ground, outlets, seed }, say)
}

export async function dropWorlds(): Promise<void> {
  // Files of one worker share this list: what is dropped is dropped once.
  for (const { database, owner, folder } of worlds.splice(0)) {
    await owner.end()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

export const ask = async <T extends pg.QueryResultRow>(world: World, text: string): Promise<T[]> =>
  (await world.owner.query<T>(text)).rows

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ConfigError, originOf, readConfig } from './config.ts'

const SECRET = 'kept0nly-by-the-operator-of-this-machine'
const folder = mkdtempSync(join(tmpdir(), 'tandem-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('everything but the secret has a default', () => {
  expect(readConfig({ TANDEM_SECRET: SECRET })).toEqual({
    dataFolder: resolve('.tandem'),
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: null,
    demo: false,
    secret: SECRET,
    publicUrl: 'http://127.0.0.1:3000',
    logLevel: 'info',
    tiles: null,
    privatePlaces: [],
  })
})

test('what is set is taken; an empty variable is an absent one', () => {
  const config = readConfig({
    TANDEM_SECRET: SECRET,
    TANDEM_DATA: '/srv/tandem',
    PORT: '8080',
    HOST: '0.0.0.0',
    DATABASE_URL: 'postgres://owner:p@db:5432/tandem',
    TANDEM_PUBLIC_URL: '',
    LOG_LEVEL: 'debug',
  })
  expect(config).toMatchObject({
    dataFolder: '/srv/tandem',
    port: 8080,
    databaseUrl: 'postgres://owner:p@db:5432/tandem',
    publicUrl: 'http://localhost:8080',
    logLevel: 'debug',
  })
  expect(readConfig({ TANDEM_SECRET: SECRET, PORT: '' }).port).toBe(3000)
})

test.each([
  [{ TANDEM_TILES_URL: 'https://tiles.example.com/map.png' }, 'TANDEM_TILES_URL must look like'],
  [{ TANDEM_TILES_URL: 'tiles/{z}/{x}/{y}.png' }, 'TANDEM_TILES_URL must look like'],
  [{ TANDEM_TILES_URL: 'https://{z}/{x}/{y}.png' }, 'TANDEM_TILES_URL must look like'],
  [{ PORT: 'abc' }, 'PORT must be a whole number'],
  [{ PORT: '65536' }, 'PORT must be a whole number'],
  [{ PORT: '-1' }, 'PORT must be a whole number'],
  [{ PORT: '80.5' }, 'PORT must be a whole number'],
  [{ DATABASE_URL: 'mysql://db' }, 'DATABASE_URL must look like postgres://'],
  [{ DATABASE_URL: 'localhost' }, 'DATABASE_URL must look like postgres://'],
  [{ TANDEM_PUBLIC_URL: 'orders.example.com' }, 'TANDEM_PUBLIC_URL must look like https://'],
  [{ TANDEM_DEMO: 'maybe' }, 'TANDEM_DEMO must be 1 or 0'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be fatal'],
  [{ TANDEM_SECRET: 'short' }, 'TANDEM_SECRET must have at least 32 bytes'],
  [{ TANDEM_SECRET: 'x'.repeat(40) }, 'TANDEM_SECRET is a sample'],
  [{ TANDEM_SECRET: `changeme-${SECRET}` }, 'TANDEM_SECRET is a sample'],
])('%o is refused by name', (env, message) => {
  const run = () => readConfig({ TANDEM_SECRET: SECRET, ...env })
  expect(run).toThrow(ConfigError)
  expect(run).toThrow(message)
})

test('every wrong variable is named at once', () => {
  const run = () => readConfig({ PORT: 'x', LOG_LEVEL: 'y', TANDEM_SECRET: 'z' })
  expect(run).toThrow(/PORT.*TANDEM_SECRET.*LOG_LEVEL/s)
})

test('outside demo mode a missing secret is refused, and nothing is written', () => {
  const dataFolder = join(folder, 'strict')
  expect(() => readConfig({ TANDEM_DATA: dataFolder })).toThrow('TANDEM_SECRET is missing')
  expect(readdirSync(folder)).not.toContain('strict')
})

test('a demo makes its secret once, for its owner only; later commands find it', () => {
  const dataFolder = join(folder, 'demo')
  const first = readConfig({ TANDEM_DATA: dataFolder, TANDEM_DEMO: '1' })
  expect(Buffer.byteLength(first.secret)).toBeGreaterThanOrEqual(32)
  expect(statSync(join(dataFolder, 'secret')).mode & 0o777).toBe(0o600)
  expect(readdirSync(dataFolder)).toEqual(['secret'])
  expect(readConfig({ TANDEM_DATA: dataFolder, TANDEM_DEMO: '1' }).secret).toBe(first.secret)
  expect(readConfig({ TANDEM_DATA: dataFolder }).secret).toBe(first.secret)
  const other = readConfig({ TANDEM_DATA: join(folder, 'other'), TANDEM_DEMO: '1' })
  expect(other.secret).not.toBe(first.secret)
})

test('map pictures of one’s own choice name their host, or whom they want named', () => {
  const url = 'https://tiles.example.com:8443/osm/{z}/{x}/{y}.png'
  const { tiles } = readConfig({ TANDEM_SECRET: SECRET, TANDEM_TILES_URL: url })
  expect(tiles).toEqual({ url, attribution: 'tiles.example.com' })
  expect(tiles && originOf(tiles)).toBe('https://tiles.example.com:8443')
  const named = { TANDEM_TILES_URL: url, TANDEM_TILES_ATTRIBUTION: '© OpenStreetMap' }
  expect(readConfig({ TANDEM_SECRET: SECRET, ...named }).tiles?.attribution).toBe('© OpenStreetMap')
})

test('places of one’s own network are named with their ports', () => {
  const read = (TANDEM_PRIVATE_PLACES: string) =>
    readConfig({ TANDEM_SECRET: SECRET, TANDEM_PRIVATE_PLACES }).privatePlaces
  expect(read('mail.internal:25, 10.0.0.5:8080')).toEqual(['mail.internal:25', '10.0.0.5:8080'])
  expect(() => read('mail.internal')).toThrow(ConfigError)
})

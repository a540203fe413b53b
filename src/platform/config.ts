import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { LIMITS } from './limits.ts'

/** What the program runs with; every value comes from the environment and has a clear error. */
export type Config = {
  dataFolder: string
  host: string
  port: number
  databaseUrl: string | null
  demo: boolean
  secret: string
  publicUrl: string
  logLevel: string
  tiles: Tiles | null
  /** Places that are not public and may be sent to all the same, 'host:port'. */
  privatePlaces: string[]
}

/** A service of map pictures of one's own choice, and whom it wants named. */
export type Tiles = { url: string; attribution: string }

const SECRET_BYTES_MIN = 32

const Environment = z.object({
  TANDEM_DATA: z.string().default('.tandem'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .default('3000')
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, {
      message: 'must be a whole number from 0 to 65535 (0: any free port)',
    })
    .transform(Number),
  DATABASE_URL: z
    .string()
    .refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), {
      message: 'must look like postgres://user:password@host:5432/database',
    })
    .optional(),
  TANDEM_DEMO: z
    .enum(['0', '1', 'false', 'true'], { message: 'must be 1 or 0' })
    .default('0')
    .transform((value) => value === '1' || value === 'true'),
  TANDEM_SECRET: z
    .string()
    .refine((text) => Buffer.byteLength(text) >= SECRET_BYTES_MIN, {
      message: `must have at least ${SECRET_BYTES_MIN} bytes`,
    })
    .refine((text) => new Set(text).size >= 8 && !/change.?me|your.?secret|example/i.test(text), {
      message: 'is a sample, not a secret; make one by: openssl rand -base64 32',
    })
    .optional(),
  TANDEM_PUBLIC_URL: z
    .string()
    .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), {
      message: 'must look like https://orders.example.com',
    })
    .optional(),
  TANDEM_TILES_URL: z
    .string()
    .refine(
      (text) =>
        /^https?:\/\/[^{}]+\//.test(text) &&
        ['{z}', '{x}', '{y}'].every((part) => text.includes(part)) &&
        URL.canParse(withoutBraces(text)),
      { message: 'must look like https://tiles.example.com/{z}/{x}/{y}.png' },
    )
    .optional(),
  TANDEM_TILES_ATTRIBUTION: z.string().max(LIMITS.nameCharsMax).optional(),
  TANDEM_PRIVATE_PLACES: z
    .string()
    .refine((text) => text.split(',').every((place) => /^[\w.:-]+:\d{1,5}$/.test(place.trim())), {
      message: 'must look like mail.internal:25,10.0.0.5:8080',
    })
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      message: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
})

/** An environment that cannot be run with; the message names each variable. */
export class ConfigError extends Error {}

/**
 * Reads the environment; an empty variable is an absent one. Outside demo mode a secret of one's
 * own is required, unless the data folder keeps one that a demo made there.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = Environment.safeParse(given)
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new ConfigError(`The environment is not usable:\n  ${lines.join('\n  ')}`)
  }
  const { data } = read
  const dataFolder = resolve(data.TANDEM_DATA)
  const shownHost = ['0.0.0.0', '::'].includes(data.HOST) ? 'localhost' : data.HOST
  return {
    dataFolder,
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL ?? null,
    demo: data.TANDEM_DEMO,
    secret: data.TANDEM_SECRET ?? keptSecret(dataFolder, data.TANDEM_DEMO),
    publicUrl: data.TANDEM_PUBLIC_URL ?? `http://${shownHost}:${data.PORT}`,
    logLevel: data.LOG_LEVEL,
    privatePlaces: (data.TANDEM_PRIVATE_PLACES ?? '')
      .split(',')
      .flatMap((place) => place.trim() || []),
    tiles: tilesOf(data.TANDEM_TILES_URL, data.TANDEM_TILES_ATTRIBUTION),
  }
}

const withoutBraces = (url: string) => url.replace(/[{}]/g, '')

/** The origin that pages may load map pictures from. */
export const originOf = (tiles: Tiles): string => new URL(withoutBraces(tiles.url)).origin

const tilesOf = (url: string | undefined, attribution: string | undefined): Tiles | null =>
  url ? { url, attribution: attribution ?? new URL(withoutBraces(url)).hostname } : null

// A demo makes its own secret once and keeps it beside its data.
function keptSecret(dataFolder: string, demo: boolean): string {
  const file = join(dataFolder, 'secret')
  const kept = readIfThere(file)
  if (kept) return kept
  if (!demo) {
    throw new ConfigError(
      'The environment is not usable:\n' +
        `  TANDEM_SECRET is missing: set ${SECRET_BYTES_MIN} random bytes or more ` +
        '(openssl rand -base64 32), or TANDEM_DEMO=1 for a demo.',
    )
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o755 })
  const draft = `${file}-${process.pid}-${randomBytes(4).toString('hex')}`
  writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch {
    // A racing process made one; both use that.
  }
  rmSync(draft)
  return readFileSync(file, 'utf8').trim()
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw new ConfigError(`The environment is not usable:\n  TANDEM_DATA ${String(error)}`)
  }
}

/** The folder of package.json: the same from the sources, the bundle and a test. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error('package.json not found above the program')
    folder = above
  }
  return folder
}

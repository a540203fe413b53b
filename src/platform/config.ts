import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

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
}

const flag = z
  .enum(['', '0', '1', 'false', 'true'])
  .default('')
  .transform((value) => value === '1' || value === 'true')

const Environment = z.object({
  TANDEM_DATA: z.string().min(1).default('.tandem'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  TANDEM_DEMO: flag,
  TANDEM_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  TANDEM_PUBLIC_URL: z.url().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** An environment that cannot be run with; the message names each variable. */
export class ConfigError extends Error {}

/** Reads the environment. Outside demo mode a secret of one's own is required. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const read = Environment.safeParse(env)
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(`The environment is not usable:\n  ${lines.join('\n  ')}`)
  }
  const { data } = read
  const dataFolder = resolve(data.TANDEM_DATA)
  return {
    dataFolder,
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL ?? null,
    demo: data.TANDEM_DEMO,
    secret: data.TANDEM_SECRET ?? demoSecret(dataFolder, data.TANDEM_DEMO),
    publicUrl: data.TANDEM_PUBLIC_URL ?? `http://${data.HOST}:${data.PORT}`,
    logLevel: data.LOG_LEVEL,
  }
}

// A demo makes its own secret once and keeps it beside its data.
function demoSecret(dataFolder: string, demo: boolean): string {
  if (!demo) {
    throw new ConfigError(
      'TANDEM_SECRET: is missing. Set at least 32 random characters, or TANDEM_DEMO=1 for a demo.',
    )
  }
  const file = join(dataFolder, 'secret')
  mkdirSync(dataFolder, { recursive: true, mode: 0o755 })
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 })
  }
  return readFileSync(file, 'utf8').trim()
}

import { connect } from 'node:net'
import type { Config } from './platform/config.ts'

const PATIENCE_MS = 2_000

/** Who listens at our port: a Tandem, another program, or nobody (null). */
export async function whoHolds(
  config: Pick<Config, 'host' | 'port'>,
): Promise<'tandem' | 'other' | null> {
  if (config.port === 0) return null
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host
  if (!(await answers(host, config.port))) return null
  try {
    const shown = host.includes(':') ? `[${host}]` : host
    const reply = await fetch(`http://${shown}:${config.port}/health`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return (await reply.text()).includes('"tandem"') ? 'tandem' : 'other'
  } catch {
    return 'other'
  }
}

const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (answered: boolean) => {
      socket.destroy()
      resolve(answered)
    }
    socket.setTimeout(PATIENCE_MS, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })

import { type Logger, pino } from 'pino'

/** Structured logs, one JSON line each, to stderr; names and phones never enter them. */
export const makeLog = (
  level: string,
  to: { write(line: string): void } = pino.destination({ dest: 2, sync: true }),
): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: {
        err: (e: unknown) => (e instanceof Error ? told(e) : withoutPhones(String(e))),
      },
      redact: ['req.headers.cookie', 'req.headers.authorization', 'phone', 'code'],
    },
    to,
  )

type Told = { type: string; message: string; code?: string; stack?: string; cause?: Told }

// What an error says of itself and no more: the rest of a database's error quotes the row.
function told(error: Error): Told {
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: withoutPhones(error.message),
    ...(typeof code === 'string' && { code }),
    ...(error.stack && { stack: withoutPhones(error.stack) }),
    ...(error.cause instanceof Error && { cause: told(error.cause) }),
  }
}

const withoutPhones = (text: string): string => text.replace(PHONE, '+…')
const PHONE = /(?<![\w.-])\+?(?:380|0)\d{9}(?![\w.-])|\+\d{8,15}/g

import { type Logger, pino } from 'pino'

/** Structured logs, one JSON line each, to stderr; names and phones never enter them. */
export const makeLog = (level: string): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['req.headers.cookie', 'req.headers.authorization', 'phone', 'code'],
    },
    pino.destination({ dest: 2, sync: true }),
  )

import type { call } from '../../../call.ts'

/** A table that was sent, as the server sees it. */
export type Table = Awaited<ReturnType<typeof call.exchange.table>>
export type Kind = Table['form']['kind']
/** A run that read a table. */
export type TableRun = Awaited<ReturnType<typeof call.exchange.tableRun>>

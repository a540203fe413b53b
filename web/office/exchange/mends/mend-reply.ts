import type { call } from '../../../call.ts'

/** A decision about odd rows, as the server keeps it. */
export type Mend = Awaited<ReturnType<typeof call.exchange.mends>>['mends'][number]
type Asked = Parameters<typeof call.exchange.mends>[0]
export type MendFilters = Pick<Asked, 'kind' | 'use' | 'text'>

import type { UseQueryResult } from '@tanstack/react-query'
import type { call } from '../../call.ts'

/** What the server tells of the settings of messages. */
export type Told = UseQueryResult<Awaited<ReturnType<typeof call.messaging.setting>>>
/** A channel with how it is reached. */
export type Way = NonNullable<Told['data']>['channels'][number]
export type MailDriver = Extract<Way['driver'], { kind: 'smtp' }>
export type GatewayDriver = Extract<Way['driver'], { kind: 'http' }>

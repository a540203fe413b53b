import { type Pools, readTenant } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { isSendable } from './outgoing.ts'
import { seal } from './sealed.ts'
import { callbackPath } from './send-now.ts'
import type { Driver } from './setting-contract.ts'
import { channelsOf, settingOf, upsertChannel } from './setting-queries.ts'
import { unset } from './ways.ts'
import { CHANNELS, type Channel } from './words-rules.ts'

type Options = {
  pools: Pools
  secret: string
  publicUrl: string
  demo: boolean
  allowed: readonly string[]
}

/** Hours, caps and channels as they stand; of a secret only whether there is one. */
export const messageSetting = (options: Options, { tenant }: Member) =>
  readTenant(options.pools.app, tenant.id, async (db) => {
    const { demo, publicUrl, secret } = options
    const setting = await settingOf(db, tenant.id)
    const rows = await channelsOf(db, tenant.id)
    const channels = CHANNELS.map((channel) => {
      const row = rows.find((one) => one.channel === channel)
      const { sealed, ...shown } = row ?? unset(channel, demo)
      const path = callbackPath(secret, { distributorId: tenant.id, channel })
      const callback = KIND[channel] === 'http' ? `${publicUrl}${path}` : null
      return { ...shown, configured: row !== undefined, hasSecret: sealed !== null, callback }
    })
    return ok({ setting, channels, demo })
  })

const KIND: Record<Channel, Driver['kind']> = {
  push: 'plain',
  viber: 'http',
  sms: 'http',
  email: 'smtp',
  operator: 'plain',
}

type Wanted = {
  channel: Channel
  enabled: boolean
  priceMinor: number
  driver: Driver
  secret?: string | undefined
}

/** Sets how a channel is reached. */
export const setChannel = (options: Options, member: Member, wanted: Wanted) =>
  transactAs(options.pools.app, member, async (tx) => {
    const { channel, driver, secret, enabled, priceMinor } = wanted
    if (driver.kind !== 'plain' && driver.kind !== KIND[channel])
      return refuse({ code: 'driver_of_another_channel' })
    // Placeholders of an address are filled before it is called.
    if (driver.kind === 'http' && !isSendable(driver.url.replace(/[{}]/g, ''), options.allowed))
      return refuse({ code: 'address_not_allowed' })
    const { tenant, personId } = member
    const place = { distributorId: tenant.id, channel }
    const sealed = secret ? seal(options.secret, place, secret) : secret === '' ? null : undefined
    await upsertChannel(tx, tenant.id, { channel, enabled, priceMinor, driver, sealed, personId })
    return ok({})
  })

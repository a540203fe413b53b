import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant, transact } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, serveTenant, transactAs } from '../../platform/serve.ts'
import { peopleNames } from '../identity/identity.ts'
import {
  addBrowserCall,
  dropBrowserCall,
  messagesCall,
  myMessagesCall,
  reachCall,
  sayMessageCall,
  setMyMessagesCall,
  testMessageCall,
} from './contract.ts'
import { messagesPage } from './log-queries.ts'
import { reach, tell } from './messaging.ts'
import { addBrowser, myMessages, setMyMessages } from './my-messages.ts'
import { deleteSubscription } from './person-queries.ts'
import { markArrived, waitsForOperator } from './receipt-queries.ts'
import { messageSetting, setChannel } from './set-channel.ts'
import { messageSettingCall, setChannelCall, setMessageSettingCall } from './setting-contract.ts'
import { upsertSetting } from './setting-queries.ts'

type Options = {
  pools: Pools
  secret: string
  publicUrl: string
  demo: boolean
  allowed: readonly string[]
}

/** What a person wants to be told and how; the office's settings, log and reach. */
export const messagingRoutes = (options: Options) => ({
  ...ownRoutes(options),
  ...officeRoutes(options),
})

const ownRoutes = (options: Options) => ({
  mine: serveTenant(myMessagesCall, (member) => myMessages(options, member)),
  setMine: serveTenant(setMyMessagesCall, (member, wanted) =>
    setMyMessages(options, member, wanted),
  ),
  addBrowser: serveTenant(addBrowserCall, (member, browser) =>
    addBrowser(options, member, browser),
  ),
  dropBrowser: serveTenant(dropBrowserCall, ({ tenant, personId }, { browserId }) =>
    transact(options.pools.app, tenant.id, async (tx) =>
      (await deleteSubscription(tx, tenant.id, personId, browserId)) ? ok({}) : refuse(UNKNOWN),
    ),
  ),
})

const officeRoutes = (options: Options) => ({
  log: serveTenant(messagesCall, (member, request) => messageLog(options.pools, member, request)),
  reach: serveTenant(reachCall, ({ tenant }, { days, topic }) =>
    readTenant(options.pools.app, tenant.id, async (db) =>
      ok({
        channels: await reach(db, { distributorId: tenant.id, days, topic: topic ?? null }),
      }),
    ),
  ),
  setting: serveTenant(messageSettingCall, (member) => messageSetting(options, member)),
  setSetting: serveTenant(setMessageSettingCall, (member, setting) =>
    transactAs(options.pools.app, member, async (tx) => {
      const { tenant, personId } = member
      await upsertSetting(tx, tenant.id, { ...setting, personId })
      return ok(setting)
    }),
  ),
  setChannel: serveTenant(setChannelCall, (member, wanted) => setChannel(options, member, wanted)),
  test: serveTenant(testMessageCall, ({ tenant, personId }, { testId, channel }) =>
    transact(options.pools.app, tenant.id, async (tx) => {
      const { messageId } = await tell(tx, {
        ...{ distributorId: tenant.id, personId, topic: 'test', template: 'test' },
        ...{ values: { distributor: tenant.name }, link: `/office/${tenant.code}/messages` },
        ...{
          dedupeKey: `test ${personId} ${testId}`,
          costCenter: 'platform',
          onlyChannel: channel,
        },
      })
      return ok({ messageId })
    }),
  ),
  say: serveTenant(sayMessageCall, (member, { messageId }) =>
    transactAs(options.pools.app, member, async (tx) => {
      const distributorId = member.tenant.id
      if (!(await waitsForOperator(tx, distributorId, messageId))) return refuse(UNKNOWN)
      await markArrived(tx, { distributorId, messageId, channel: 'operator' }, 'read')
      return ok({})
    }),
  ),
})

type LogRequest = Omit<Parameters<typeof messagesPage>[1], 'distributorId'>

async function messageLog(pools: Pools, { tenant }: Member, request: LogRequest) {
  const rows = await readTenant(pools.app, tenant.id, (db) =>
    messagesPage(db, { ...request, distributorId: tenant.id }),
  )
  const names = await peopleNames(
    pools,
    rows.map(({ personId }) => personId),
  )
  const last = rows.length === request.limit ? rows.at(-1) : undefined
  return ok({
    messages: rows.map((row) => ({ ...row, personName: names.get(row.personId) ?? null })),
    next: last ? `${last.toldAt} ${last.id}` : null,
  })
}

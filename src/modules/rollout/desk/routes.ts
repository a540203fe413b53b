import { UNKNOWN } from '../../../platform/call.ts'
import { type Pools, readTenant } from '../../../platform/db.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { serveTenant, transactAs } from '../../../platform/serve.ts'
import { sees } from '../../outlets/outlets.ts'
import {
  asidesCall,
  confirmAsideCall,
  endAsideCall,
  putAsideCall,
  reviewAsideCall,
} from './aside-contract.ts'
import { openAside } from './aside-queries.ts'
import { agreeAside, asideList, lookAgain, putAside, returnFromAside } from './asides.ts'
import { deskCall, logContactCall, storyCall, undoContactCall } from './contract.ts'
import { logContact, undoContact } from './log-contact.ts'
import { deskQueue } from './queue.ts'
import { putScriptCall, scriptsCall, scriptVersionsCall } from './script-contract.ts'
import { putScript, scriptHistory, scriptsOf } from './scripts.ts'
import { contactCapCall, setContactCapCall } from './setting-contract.ts'
import { contactCap, upsertContactCap } from './setting-queries.ts'
import {
  agentViewOf,
  ladderRow,
  storyContacts,
  storyInvitations,
  storyOrders,
} from './story-queries.ts'

/** The desk: whom to speak with, what was said, who is set aside, and an outlet’s story. */
export const deskRoutes = (pools: Pools) => ({
  ...asideRoutes(pools),
  ...settingRoutes(pools),
  ...scriptRoutes(pools),
  ...contactRoutes(pools),
})

const asideRoutes = (pools: Pools) => ({
  putAside: serveTenant(putAsideCall, (member, wanted) => putAside(pools.app, member, wanted)),
  confirmAside: serveTenant(confirmAsideCall, (member, asked) =>
    agreeAside(pools.app, member, asked),
  ),
  reviewAside: serveTenant(reviewAsideCall, (member, asked) => lookAgain(pools.app, member, asked)),
  endAside: serveTenant(endAsideCall, (member, asked) => returnFromAside(pools.app, member, asked)),
  asides: serveTenant(asidesCall, (member, asked) => asideList(pools, member, asked)),
})

const settingRoutes = ({ app }: Pools) => ({
  contactCap: serveTenant(contactCapCall, ({ tenant }) =>
    readTenant(app, tenant.id, async (db) => ok(await contactCap(db, tenant.id))),
  ),
  setContactCap: serveTenant(setContactCapCall, (member, { contactsMax, windowDays }) =>
    transactAs(app, member, async (tx) => {
      const { tenant, personId } = member
      await upsertContactCap(tx, { distributorId: tenant.id, contactsMax, windowDays, personId })
      return ok({})
    }),
  ),
})

const scriptRoutes = ({ app }: Pools) => ({
  scripts: serveTenant(scriptsCall, ({ tenant }, { language }) =>
    readTenant(app, tenant.id, async (db) =>
      ok({ scripts: await scriptsOf(db, tenant.id, language) }),
    ),
  ),
  scriptVersions: serveTenant(scriptVersionsCall, ({ tenant }, { kind, language }) =>
    readTenant(app, tenant.id, async (db) =>
      ok({ versions: await scriptHistory(db, tenant.id, { kind, language }) }),
    ),
  ),
  putScript: serveTenant(putScriptCall, (member, wanted) => putScript(app, member, wanted)),
})

const contactRoutes = ({ app }: Pools) => ({
  logContact: serveTenant(logContactCall, (member, said) => logContact(app, member, said)),
  undoContact: serveTenant(undoContactCall, (member, asked) => undoContact(app, member, asked)),
  desk: serveTenant(deskCall, (member, { limit }) =>
    readTenant(app, member.tenant.id, async (db) => ok(await deskQueue(db, member, limit))),
  ),
  story: serveTenant(storyCall, (member, { outletId, limit }) =>
    readTenant(app, member.tenant.id, async (db) => {
      const { id } = member.tenant
      if (!(await sees(db, member, 'rollout.contact', outletId))) return refuse(UNKNOWN)
      const [ladder = null, aside = null, view = null, ...told] = await Promise.all([
        ladderRow(db, id, outletId),
        openAside(db, id, outletId),
        agentViewOf(db, id, outletId),
        storyContacts(db, id, outletId, limit),
        storyOrders(db, id, outletId, limit),
        storyInvitations(db, id, outletId, limit),
      ])
      const [contacts, orders, invitations] = told
      return ok({ ladder, aside, view, contacts, orders, invitations })
    }),
  ),
})

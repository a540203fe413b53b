import { UNKNOWN } from '../../../platform/call.ts'
import { type Pools, readTenant } from '../../../platform/db.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { serveTenant } from '../../../platform/serve.ts'
import { sees } from '../../outlets/outlets.ts'
import { openAside } from './aside-queries.ts'
import {
  confirmAsideCall,
  deskCall,
  endAsideCall,
  logContactCall,
  putAsideCall,
  storyCall,
  undoContactCall,
} from './contract.ts'
import { agreeAside, logContact, putAside, returnFromAside, undoContact } from './log-contact.ts'
import { deskQueue } from './queue.ts'
import {
  agentViewOf,
  ladderRow,
  storyContacts,
  storyInvitations,
  storyOrders,
} from './story-queries.ts'

/** The desk: whom to speak with, what was said, and an outlet's story. */
export const deskRoutes = ({ app }: Pools) => ({
  logContact: serveTenant(logContactCall, (member, said) => logContact(app, member, said)),
  undoContact: serveTenant(undoContactCall, (member, asked) => undoContact(app, member, asked)),
  putAside: serveTenant(putAsideCall, (member, wanted) => putAside(app, member, wanted)),
  confirmAside: serveTenant(confirmAsideCall, (member, asked) => agreeAside(app, member, asked)),
  endAside: serveTenant(endAsideCall, (member, asked) => returnFromAside(app, member, asked)),
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

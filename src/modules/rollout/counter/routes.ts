import { readTenant } from '../../../platform/db.ts'
import { ok } from '../../../platform/result.ts'
import { servePerson, servePublic, serveTenant } from '../../../platform/serve.ts'
import {
  counterCall,
  counterOutletsCall,
  endCounterCall,
  inviteCall,
  openInvitationCall,
  revokeInvitationCall,
  startCounterCall,
  takeInvitationCall,
} from './contract.ts'
import { counterStateOf, finishCounter, startCounter, toWalk } from './counter.ts'
import {
  invite,
  type LinkOptions,
  openInvitation,
  takeBackInvitations,
  takeInvitation,
} from './invitations.ts'

/** The counter: a shop is brought to its first order on its own phone; and links that invite. */
export const counterRoutes = (options: LinkOptions) => ({
  counterOutlets: serveTenant(counterOutletsCall, (member, asked) =>
    readTenant(options.pools.app, member.tenant.id, async (db) => {
      const { search, latitude, longitude, limit } = asked
      return ok(await toWalk(db, member, { search, latitude, longitude, limit }))
    }),
  ),
  startCounter: serveTenant(startCounterCall, (member, asked) =>
    startCounter(options, member, asked),
  ),
  counter: serveTenant(counterCall, (member, { counterId }) =>
    counterStateOf(options, member, counterId),
  ),
  endCounter: serveTenant(endCounterCall, (member, ended) => finishCounter(options, member, ended)),
  invite: serveTenant(inviteCall, (member, wanted) => invite(options, member, wanted)),
  revokeInvitation: serveTenant(revokeInvitationCall, (member, asked) =>
    takeBackInvitations(options, member, asked),
  ),
  openInvitation: servePublic(openInvitationCall, (_asking, { token }) =>
    openInvitation(options, token),
  ),
  takeInvitation: servePerson(takeInvitationCall, ({ personId }, { token }) =>
    takeInvitation(options, { token, personId }),
  ),
})

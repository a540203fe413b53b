import { type Pools, readTenant } from '../../platform/db.ts'
import { ok } from '../../platform/result.ts'
import { serveTenant } from '../../platform/serve.ts'
import { replayRun } from './decide-import.ts'
import type { Folders } from './import-upload.ts'
import { forgetMend, recallMend, seeMends } from './kept-mends.ts'
import {
  dropMendCall,
  forgetMendCall,
  mendCall,
  mendChoicesCall,
  mendsCall,
  recallMendCall,
  replayRunCall,
} from './mend-contract.ts'
import { dropMend, mendChoices, mendRow } from './mend-row.ts'

/** Odd rows as people mend them, and the files read again with what they said. */
export const mendRoutes = (means: { pools: Pools; folders: Folders }) => ({
  mendChoices: serveTenant(mendChoicesCall, ({ tenant }) =>
    readTenant(means.pools.app, tenant.id, async (db) => ok(await mendChoices(db, tenant.id))),
  ),
  mends: serveTenant(mendsCall, (member, asked) => seeMends(means.pools, member, asked)),
  forgetMend: serveTenant(forgetMendCall, (member, mend) => forgetMend(means.pools, member, mend)),
  recallMend: serveTenant(recallMendCall, (member, mend) => recallMend(means.pools, member, mend)),
  mend: serveTenant(mendCall, (member, said) => mendRow(means.pools, member, said)),
  dropMend: serveTenant(dropMendCall, (member, row) => dropMend(means.pools, member, row)),
  replayRun: serveTenant(replayRunCall, (member, asked) => replayRun(means, member, asked)),
})

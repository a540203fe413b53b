import { type Pools, readTenant } from '../../platform/db.ts'
import { ok } from '../../platform/result.ts'
import { serveTenant } from '../../platform/serve.ts'
import { replayRun } from './decide-import.ts'
import type { Folders } from './import-upload.ts'
import { dropMendCall, mendCall, mendChoicesCall, replayRunCall } from './mend-contract.ts'
import { dropMend, mendChoices, mendRow } from './mend-row.ts'

/** Odd rows as people mend them, and the files read again with what they said. */
export const mendRoutes = (means: { pools: Pools; folders: Folders }) => ({
  mendChoices: serveTenant(mendChoicesCall, ({ tenant }) =>
    readTenant(means.pools.app, tenant.id, async (db) => ok(await mendChoices(db, tenant.id))),
  ),
  mend: serveTenant(mendCall, (member, said) => mendRow(means.pools, member, said)),
  dropMend: serveTenant(dropMendCall, (member, row) => dropMend(means.pools, member, row)),
  replayRun: serveTenant(replayRunCall, (member, asked) => replayRun(means, member, asked)),
})

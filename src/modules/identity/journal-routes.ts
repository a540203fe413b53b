import { type AuditRow, auditPage, proveAudit } from '../../platform/audit-queries.ts'
import { type Pools, readGlobal, readTenant } from '../../platform/db.ts'
import { ok } from '../../platform/result.ts'
import { serveTenant } from '../../platform/serve.ts'
import { journalCall, journalProofCall } from './journal-contract.ts'
import { namesOf } from './queries.ts'

/** The journal of a distributor: who changed what, and the proof that it is whole. */
export const journalRoutes = ({ pools }: { pools: Pools }) => ({
  journal: serveTenant(journalCall, async ({ tenant }, asked) => {
    const { personId, thing, thingId, limit } = asked
    const rows = await readTenant(pools.app, tenant.id, (db) =>
      auditPage(db, tenant, {
        ...{ fromDay: asked.fromDay ?? null, toDay: asked.toDay ?? null, word: asked.word ?? null },
        ...{ actorId: personId ?? null, on: thing ?? null, subjectId: thingId ?? null },
        ...{ before: asked.before ?? null, limit },
      }),
    )
    const people = rows.flatMap(peopleIn)
    const found = await readGlobal(pools.identity, (db) => namesOf(db, [...new Set(people)]))
    const names = new Map(found.map(({ id, name }) => [id, name]))
    const last = rows.length === limit ? rows.at(-1) : undefined
    return ok({
      rows: rows.map(({ actorKind: by, actorId, on, subjectId, ...row }) => ({
        ...{ ...row, by, personId: by === 'person' ? actorId : null },
        ...{ personName: names.get(actorId ?? '') ?? null, thing: on, thingId: subjectId },
        thingName: on === 'person' ? (names.get(subjectId) ?? null) : null,
      })),
      next: last ? `${last.at} ${last.id}` : null,
    })
  }),
  journalProof: serveTenant(journalProofCall, ({ tenant }) =>
    readTenant(pools.app, tenant.id, async (db) => ok(await proveAudit(db, tenant.id))),
  ),
})

// Whose names a row needs: who did it, and on whom.
const peopleIn = ({ actorKind, actorId, on, subjectId }: AuditRow): string[] => [
  ...(actorKind === 'person' && actorId ? [actorId] : []),
  ...(on === 'person' ? [subjectId] : []),
]

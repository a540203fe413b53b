import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import { type ContactCap, DEFAULT_CAP } from './cap-rules.ts'

/** The cap that a distributor set; undefined: it follows the default. */
const capSet = async (db: Db, distributorId: string): Promise<ContactCap | undefined> =>
  (
    await prepared<ContactCap>(db, {
      name: 'contact_cap',
      text: `select contacts_max as "contactsMax", window_days as "windowDays"
        from rollout.desk_setting where distributor_id = $1`,
      values: [distributorId],
    })
  )[0]

/** How often a shop of a distributor is spoken with; and whether that is its own setting. */
export async function contactCap(
  db: Db,
  distributorId: string,
): Promise<ContactCap & { own: boolean }> {
  const set = await capSet(db, distributorId)
  return { ...(set ?? DEFAULT_CAP), own: set !== undefined }
}

export const upsertContactCap = (
  tx: Tx,
  cap: ContactCap & { distributorId: string; personId: string },
) =>
  prepared(tx, {
    name: 'upsert_contact_cap',
    text: `insert into rollout.desk_setting (distributor_id, contacts_max, window_days, changed_by)
      values ($1, $2, $3, $4) on conflict (distributor_id) do update
        set contacts_max = excluded.contacts_max, window_days = excluded.window_days,
          changed_by = excluded.changed_by, changed_at = platform.now()`,
    values: [cap.distributorId, cap.contactsMax, cap.windowDays, cap.personId],
  })

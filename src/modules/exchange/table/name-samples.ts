import type { Tx } from '../../../platform/db.ts'
import type { Sample } from '../../../platform/merge-queries.ts'
import { namesOfIds } from './form-queries.ts'
import type { NamedSample } from './table-ground.ts'

const IS_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Examples under names: keys of rows hold ids. In the transaction that laid them: of a dry run
 * nothing is there afterwards.
 */
export async function namedSamples(
  tx: Tx,
  distributorId: string,
  samples: Sample[],
): Promise<NamedSample[]> {
  const ids = samples.flatMap(({ key }) => key.split(' ').filter((part) => IS_ID.test(part)))
  const names = ids.length === 0 ? [] : await namesOfIds(tx, distributorId, ids)
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  return samples.map(({ key, ...sample }) => {
    const parts = key.split(' ')
    const isOfIds = parts.some((part) => IS_ID.test(part))
    const known = parts.flatMap((part) => nameOf.get(part) ?? [])
    return { ...sample, name: isOfIds ? known.join(' · ') : key }
  })
}

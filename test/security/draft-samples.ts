import { randomUUID } from 'node:crypto'
import { draftFor } from '../../src/modules/ordering/drafts.ts'
import type { TestDatabase } from '../test-database.ts'
import type { Town } from '../town.ts'
import type { Sample } from './samples.ts'

const line = (productId: string) => ({ productId, unitCode: 'шт', quantityMilli: 1000 })

/** A request for every call of drafts. */
export const draftSamples: Record<string, Sample> = {
  'ordering.makeDraft': {
    request: ({ ids, deliveryDay }) => ({
      ...{ outletId: ids.outlet, draftId: randomUUID(), deliveryDay, saidBy: 'viber' },
      lines: [line(ids.product)],
    }),
    ids: { outletId: 'outlet' },
  },
  'ordering.draft': {
    byLink: true,
    request: async (place) => ({ token: await place.newDraft() }),
  },
  'ordering.placeDraft': {
    byLink: true,
    request: async (place) => ({
      ...{ token: await place.newDraft(), onDouble: 'keep' },
      lines: [line(place.ids.product)],
    }),
  },
}

/** A draft of the visible outlet's agent, as its link names it. */
export async function makeDraftToken(database: TestDatabase, town: Town, deliveryDay: string) {
  const { pools, secret } = database
  const made = await draftFor({ pools, secret, publicUrl: '' }, town.agent, {
    ...{ draftId: randomUUID(), outletId: town.ids.outlet, deliveryDay },
    ...{ lines: [line(town.ids.milk)], note: '', saidBy: 'viber', said: town.tenant.code },
  })
  if (!made.ok) throw new Error(`no draft: ${JSON.stringify(made.refusal)}`)
  return made.value.link.split('/').at(-1) ?? ''
}

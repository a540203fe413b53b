import type { Sample } from './samples.ts'

const nothing: Sample = { request: () => ({}) }

/** A request for every call of discounts by hand. */
export const handSamples: Record<string, Sample> = {
  'ordering.handBudgets': nothing,
  'ordering.setHandSetting': { request: () => ({ whenOver: 'approval', proposeAfter: 4 }) },
  'ordering.putHandLimit': {
    request: ({ ids }) => ({ holder: ids.giver, percentBp: 300, budgetMinor: 5_000 }),
    ids: { holder: 'giver' },
  },
  'ordering.handGiven': {
    request: () => ({ limit: 200 }),
    ids: { outletId: 'outlet', personId: 'person' },
  },
  'ordering.handProposals': nothing,
  'ordering.decideHandProposal': {
    request: async (place) => ({ id: await place.newCondition(), accepted: false }),
    ids: { id: 'condition' },
  },
}

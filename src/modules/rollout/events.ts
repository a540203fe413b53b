/** Outlets wait to be checked: is the portal true for them? */
export type FitWanted = { type: 'rollout.fit_wanted'; distributorId: string }

export const fitWanted = (fact: Omit<FitWanted, 'type'>): FitWanted => ({
  type: 'rollout.fit_wanted',
  ...fact,
})

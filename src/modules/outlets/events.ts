/** Two rows are one place: what came to `from` belongs to `into` from now on. */
export type OutletJoined = {
  type: 'outlets.outlet_joined'
  distributorId: string
  from: string
  into: string
}

export const outletJoined = (joined: Omit<OutletJoined, 'type'>): OutletJoined => ({
  type: 'outlets.outlet_joined',
  ...joined,
})

/** What outlets buy by is not what it was: their payers, contracts, price lists or own rows (null: of all). */
export type TermsChanged = {
  type: 'outlets.terms_changed'
  distributorId: string
  outletIds: string[] | null
}

export const termsChanged = (distributorId: string, outletIds: string[] | null): TermsChanged => ({
  type: 'outlets.terms_changed',
  distributorId,
  outletIds,
})

/** What is owed changed: orders held for it are looked at again. */
export type BalancesChanged = { type: 'accounts.balances_changed'; distributorId: string }

export const balancesChanged = (distributorId: string): BalancesChanged => ({
  type: 'accounts.balances_changed',
  distributorId,
})

/** Licences came or changed: orders held for one are looked at again. */
export type LicencesChanged = { type: 'accounts.licences_changed'; distributorId: string }

export const licencesChanged = (distributorId: string): LicencesChanged => ({
  type: 'accounts.licences_changed',
  distributorId,
})

/** Somebody promised to pay: agent and debt control are told. */
export type PromiseMade = {
  type: 'accounts.promise_made'
  distributorId: string
  promiseId: string
  outletId: string
}

export const promiseMade = (promise: Omit<PromiseMade, 'type'>): PromiseMade => ({
  type: 'accounts.promise_made',
  ...promise,
})

/** Outlets wait for their windows of the gauge to be counted. */
export type WindowsWanted = { type: 'goals.windows_wanted'; distributorId: string }

export const windowsWanted = (fact: Omit<WindowsWanted, 'type'>): WindowsWanted => ({
  type: 'goals.windows_wanted',
  ...fact,
})

/** The hour of a tenant's morning lines has come. */
export type MorningDue = { type: 'goals.morning_due'; distributorId: string }

export const morningDue = (distributorId: string): MorningDue => ({
  type: 'goals.morning_due',
  distributorId,
})

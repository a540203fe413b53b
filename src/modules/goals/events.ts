/** Outlets wait for their windows of the gauge to be counted. */
export type WindowsWanted = { type: 'goals.windows_wanted'; distributorId: string }

export const windowsWanted = (fact: Omit<WindowsWanted, 'type'>): WindowsWanted => ({
  type: 'goals.windows_wanted',
  ...fact,
})

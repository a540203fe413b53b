type Standing = {
  limitMinor: number | null
  debtMinor: number
  shippedMinor: number
  releasedMinor: number
  overdueMinor: number
}

/** What must be paid so that a held order goes on: all that is overdue, and what passes the limit. */
export function toPayMinor(standing: Standing, orderMinor: number): number {
  const { limitMinor, debtMinor, shippedMinor, releasedMinor, overdueMinor } = standing
  if (limitMinor === null) return overdueMinor
  const used = Math.max(0, debtMinor) + shippedMinor + releasedMinor + orderMinor
  const owed = Math.max(0, debtMinor) + shippedMinor
  // More than is owed cannot be paid: an order above the limit itself waits for a person.
  return Math.max(overdueMinor, Math.min(owed, used - limitMinor), 0)
}

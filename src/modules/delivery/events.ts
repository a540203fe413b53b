/** Days of a zone (null: of all) are not what they were: rules, exceptions or holidays changed. */
export type DaysChanged = {
  type: 'delivery.days_changed'
  distributorId: string
  zoneId: string | null
  /** The day that was closed or moved; null: none was called off. */
  calledOff: { day: string; movedTo: string | null; reason: string } | null
}

export const daysChanged = (fact: Omit<DaysChanged, 'type'>): DaysChanged => ({
  type: 'delivery.days_changed',
  ...fact,
})

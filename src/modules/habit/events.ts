/** What these outlets usually do was learnt anew. */
export type HabitLearnt = { type: 'habit.learnt'; distributorId: string; outletIds: string[] }

export const habitLearnt = (fact: Omit<HabitLearnt, 'type'>): HabitLearnt => ({
  type: 'habit.learnt',
  ...fact,
})

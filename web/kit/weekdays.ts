const WEEKDAYS = {
  uk: ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'нд'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  ru: ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'],
} as const

/** Weekdays (Monday is 1) as people write them. */
export const weekdaysIn = (language: keyof typeof WEEKDAYS, days: readonly number[]): string =>
  days.length === 0 ? '—' : days.map((day) => WEEKDAYS[language][day - 1]).join(', ')

/** Where the demo's distributors are. */
export const TIME_ZONE = 'Europe/Kyiv'

/** The calendar day of an instant there, in milliseconds. */
export const localDay = (at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE }).format(new Date(at))

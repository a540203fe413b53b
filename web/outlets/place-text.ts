/** Where something stands, of what is known: «Липове, вул. Лугова 1», or nothing. */
export const placeText = (...parts: (string | null | undefined)[]): string =>
  parts.filter((part) => part?.trim()).join(', ')

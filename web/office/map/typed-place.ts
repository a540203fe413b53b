/**
 * Reads "50.4501, 30.5234", "50,4501 30,5234" or what a map service copies: latitude first. Null:
 * it cannot be read, or lies on no globe.
 */
export function typedPlace(text: string): { latitude: number; longitude: number } | null {
  const numbers = text.match(NUMBER)
  const rest = text.replace(NUMBER, '')
  if (numbers?.length !== 2 || !/^[\s,;°()NE]*$/.test(rest)) return null
  const [latitude = Number.NaN, longitude = Number.NaN] = numbers.map((number) =>
    Number(number.replace(',', '.').replace('−', '-')),
  )
  const sound = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  return sound ? { latitude, longitude } : null
}

// A comma belongs to the number when digits follow it at once; ", " stands between the two.
const NUMBER = /[-−]?\d{1,3}(?:[.,]\d+)?/g

const FIGURE_AND_UNIT = /(\d) (?=(?:%|г|кг|мл|л|шт|рул\.?|міс|g|kg|ml|l|pcs)(?:[\s.,)]|$))/g
const SPACE_THAT_HOLDS = '\u00a0'

/** A product's name whose figures stay with their units when the line is full: «2,5 % 900 г». */
export const nameText = (name: string): string =>
  name.replace(FIGURE_AND_UNIT, `$1${SPACE_THAT_HOLDS}`)

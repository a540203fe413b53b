/** One figure of the bars: printed as one JSON line; `control` says what the failing control measured. */
export type Figure = {
  name: string
  value: number
  unit: string
  bar: string
  ok: boolean
  control: string | number | object
  seed: number | null
}

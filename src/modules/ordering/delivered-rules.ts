import { divideHalfUp } from '../../platform/money.ts'
import { type Conversion, convertMilli } from '../catalogue/unit-rules.ts'

/** A line as it was ordered, with the units its product is told in. */
export type OrderedLine = {
  lineNo: number
  productCode: string
  unitCode: string
  units: Conversion[]
  baseQuantityMilli: number
  totalMinor: number
  /** How far catch-weight may be off and still be what was ordered; null: by the piece. */
  toleranceBp: number | null
}
/** A line of the ERP's document: null is what it does not say. */
export type ErpLine = {
  productCode: string
  unitCode: string | null
  quantityMilli: number | null
  sumMinor: number | null
}
export type DeliveredLine = { lineNo: number; deliveredMilli: number; deliveredMinor: number }
export type Delivered = {
  lines: DeliveredLine[]
  /** Less came than was ordered, beyond what weighing explains. */
  short: boolean
  /** Products that the ERP delivered and nobody ordered: they are told, not counted. */
  notOrdered: string[]
}

const BASE: Conversion = { code: '', numerator: 1, denominator: 1 }

/**
 * What came of each line, in base units and money. Catch-weight settles on its actual weight; what
 * the ERP sums is taken as it sums it, what it does not sum costs its share of the line.
 */
export function deliveredLines(ordered: OrderedLine[], told: ErpLine[]): Delivered {
  const came = cameByProduct(ordered, told)
  const lines: DeliveredLine[] = []
  for (const [code, own] of linesByProduct(ordered)) lines.push(...shared(own, came.get(code)))
  const known = new Set(ordered.map((line) => line.productCode))
  const milliOf = new Map(lines.map((line) => [line.lineNo, line.deliveredMilli]))
  return {
    lines: lines.sort((a, b) => a.lineNo - b.lineNo),
    short: ordered.some((line) => isShort(line, milliOf.get(line.lineNo) ?? 0)),
    notOrdered: [...new Set(told.map((line) => line.productCode))].filter((c) => !known.has(c)),
  }
}

/** Everything came as it was ordered. */
export const deliveredInFull = (ordered: OrderedLine[]): Delivered => ({
  lines: ordered.map((line) => ({
    lineNo: line.lineNo,
    deliveredMilli: line.baseQuantityMilli,
    deliveredMinor: line.totalMinor,
  })),
  short: false,
  notOrdered: [],
})

type Came = { baseMilli: number; sumMinor: number | null }

function cameByProduct(ordered: OrderedLine[], told: ErpLine[]): Map<string, Came> {
  const lineOf = new Map(ordered.map((line) => [line.productCode, line]))
  const came = new Map<string, Came>()
  for (const { productCode, unitCode, quantityMilli, sumMinor } of told) {
    const line = lineOf.get(productCode)
    if (!line || quantityMilli === null) continue
    const known = came.get(productCode) ?? { baseMilli: 0, sumMinor: 0 }
    const summed = known.sumMinor !== null && sumMinor !== null
    came.set(productCode, {
      baseMilli: known.baseMilli + convertMilli(quantityMilli, unitOf(line, unitCode), BASE),
      sumMinor: summed ? (known.sumMinor ?? 0) + sumMinor : null,
    })
  }
  return came
}

// An ERP that names no unit, or one we do not know, answers in the unit it was asked in.
const unitOf = (line: OrderedLine, unitCode: string | null): Conversion =>
  line.units.find((unit) => unit.code === unitCode) ??
  line.units.find((unit) => unit.code === line.unitCode) ??
  BASE

function linesByProduct(ordered: OrderedLine[]): Map<string, OrderedLine[]> {
  const byProduct = new Map<string, OrderedLine[]>()
  for (const line of ordered) {
    byProduct.set(line.productCode, [...(byProduct.get(line.productCode) ?? []), line])
  }
  return byProduct
}

// Lines of one product are filled in their order; what is beyond them stands on the last.
function shared(lines: OrderedLine[], came: Came | undefined): DeliveredLine[] {
  let restMilli = came?.baseMilli ?? 0
  let restMinor = came?.sumMinor ?? null
  return lines.map((line, i) => {
    const isLast = i === lines.length - 1
    const deliveredMilli = isLast ? restMilli : Math.min(restMilli, line.baseQuantityMilli)
    const shareMinor = restMinor === null ? priced(line, deliveredMilli) : restMinor
    const deliveredMinor =
      restMinor === null || isLast ? shareMinor : Math.min(restMinor, priced(line, deliveredMilli))
    restMilli -= deliveredMilli
    if (restMinor !== null) restMinor -= deliveredMinor
    return { lineNo: line.lineNo, deliveredMilli, deliveredMinor }
  })
}

const priced = (line: OrderedLine, milli: number): number =>
  Number(divideHalfUp(BigInt(line.totalMinor) * BigInt(milli), BigInt(line.baseQuantityMilli)))

function isShort({ baseQuantityMilli, toleranceBp }: OrderedLine, deliveredMilli: number): boolean {
  const offMilli = Math.floor((baseQuantityMilli * (toleranceBp ?? 0)) / 10_000)
  return deliveredMilli < baseQuantityMilli - offMilli
}

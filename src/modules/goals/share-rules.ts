/** The normal quantile of a 95 % interval. */
const Z = 1.96

export type Interval = { bp: number; lowBp: number; highBp: number }

/**
 * A share with its 95 % interval by Wilson's score, which stays honest for few outlets and for shares
 * near 0 and 1 (E. B. Wilson, JASA 22, 1927; Brown, Cai and DasGupta, Statistical Science 16, 2001).
 * Of nothing it says nothing: the whole range.
 */
export function shareOf(hits: number, of: number): Interval {
  if (of <= 0) return { bp: 0, lowBp: 0, highBp: 10_000 }
  const share = hits / of
  const spread = 1 + (Z * Z) / of
  const middle = (share + (Z * Z) / (2 * of)) / spread
  const half = (Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))) / spread
  const bp = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 10_000)
  return { bp: bp(share), lowBp: bp(middle - half), highBp: bp(middle + half) }
}

/** Of fewer outlets an average has no interval worth telling. */
const RATIO_NEEDS = 10

type Sums = { y: number; x: number; yy: number; xy: number; xx: number }

/**
 * The 95 % interval of an average over things of which each outlet has several: the ratio of two sums,
 * its spread taken between outlets, for those of one outlet are alike (W. G. Cochran, Sampling
 * Techniques, 1977, ratio estimates). Null: too few outlets.
 */
export function ratioOf(outlets: number, sums: Sums): { low: number; high: number } | null {
  if (outlets < RATIO_NEEDS || sums.x <= 0) return null
  const ratio = sums.y / sums.x
  const left = Math.max(0, sums.yy - 2 * ratio * sums.xy + ratio * ratio * sums.xx)
  const half = (Z * Math.sqrt((left * outlets) / (outlets - 1))) / sums.x
  return { low: ratio - half, high: ratio + half }
}

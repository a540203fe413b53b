/** Sums over outlets of what each counted (x), what became of it (y), their squares and products. */
export type RatioSums = { y: number; x: number; yy: number; xy: number; xx: number }

/**
 * The ratio of two sums over outlets with its variance, which is taken between outlets: what one outlet
 * does several times is alike (W. G. Cochran, Sampling Techniques, 1977, ratio estimates). Null: one outlet
 * or nothing counted says nothing of a variance.
 */
export function ratioOfSums(
  outlets: number,
  { y, x, yy, xy, xx }: RatioSums,
): { ratio: number; variance: number } | null {
  if (outlets < 2 || x <= 0) return null
  const ratio = y / x
  const left = Math.max(0, yy - 2 * ratio * xy + ratio * ratio * xx)
  return { ratio, variance: (left * outlets) / (outlets - 1) / (x * x) }
}

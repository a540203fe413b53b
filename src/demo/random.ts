import { createHash } from 'node:crypto'

/** A seeded stream of numbers: the same seed gives the same world. */
export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number between both, included. */
  between(low: number, high: number): number
  pick<T>(from: readonly T[]): T
  chance(probability: number): boolean
}

/** sfc32 (C. Doty-Humphrey, PractRand): small, fast, passes its tests; not for secrets. */
export function makeRandom(seed: string): Random {
  const hash = createHash('sha256').update(seed).digest()
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => hash.readUInt32LE(at)) as [
    number,
    number,
    number,
    number,
  ]
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return (t >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (from) => {
      const chosen = from[Math.floor(next() * from.length)]
      if (chosen === undefined) throw new Error('nothing to pick from')
      return chosen
    },
    chance: (probability) => next() < probability,
  }
}

/** One of several, each as often as its weight says. */
export function pickWeighted(
  random: Random,
  ...from: readonly (readonly [weight: number, name: string])[]
): string {
  const all = from.reduce((sum, [weight]) => sum + weight, 0)
  let left = random.next() * all
  for (const [weight, name] of from) {
    left -= weight
    if (left < 0) return name
  }
  return from.at(-1)?.[1] ?? ''
}

/** A UUIDv7 that follows from the seed, the kind, the index and the moment it stands for. */
export function seededId(seed: number, kind: string, index: number | string, at: number): string {
  const hash = createHash('sha256').update(`${seed} ${kind} ${index}`).digest('hex')
  const moment = at.toString(16).padStart(12, '0')
  const variant = '89ab'[Number.parseInt(hash[3] ?? '0', 16) % 4]
  const time = `${moment.slice(0, 8)}-${moment.slice(8)}`
  return `${time}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(8, 20)}`
}

// FNV-1a over the words, finished as MurmurHash3 does.
function hashOf(words: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < words.length; i += 1) {
    hash = Math.imul(hash ^ words.charCodeAt(i), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A number from 0 up to 1 that hangs on its name alone: whoever asks, and whenever, it is the same. */
export type Chance = (name: string) => number

/** The chances of a world: both policies meet the same ones (common random numbers). */
export const chancesOf =
  (seed: number): Chance =>
  (name) =>
    hashOf(`${seed} ${name}`) / 4_294_967_296

/** A number between both, by its chance. */
export const between = (chance: number, { from, to }: { from: number; to: number }): number =>
  from + (to - from) * chance

/** Which list a price signature chooses; an empty part fits everything. */
export type Signature = {
  contractId: string | null
  paymentForm: string | null
  priceZone: string | null
  outletType: string | null
  teamId: string | null
  priceListId: string
}
export type Asked = Omit<{ [K in keyof Signature]: string | null }, 'priceListId'>

// A contract says more than a payment form, that more than a zone, and so on.
const WEIGHTS = {
  contractId: 16,
  paymentForm: 8,
  priceZone: 4,
  outletType: 2,
  teamId: 1,
} as const
const PARTS = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]

const fits = (signature: Signature, asked: Asked) =>
  PARTS.every((part) => signature[part] === null || signature[part] === asked[part])

const weight = (signature: Signature) =>
  PARTS.reduce((sum, part) => sum + (signature[part] === null ? 0 : WEIGHTS[part]), 0)

/** The lists that fit, the most specific first; of equals the one with the smaller id. */
export const listsFor = (signatures: Signature[], asked: Asked): string[] =>
  signatures
    .filter((signature) => fits(signature, asked))
    .sort((a, b) => weight(b) - weight(a) || (a.priceListId < b.priceListId ? -1 : 1))
    .map((signature) => signature.priceListId)

const CHAIN_DEPTH_MAX = 8

/**
 * Each list followed by its parents. A circle or a chain deeper than 8 is refused when it is made
 * (`parentProblem`); where one came in otherwise it ends there, for a shop must still get a price.
 */
export function withParents(
  listIds: string[],
  parentOf: ReadonlyMap<string, string | null>,
): string[] {
  const chain: string[] = []
  for (const first of listIds) {
    let id: string | null = first
    for (let depth = 0; id !== null && depth < CHAIN_DEPTH_MAX; depth += 1) {
      if (!chain.includes(id)) chain.push(id)
      id = parentOf.get(id) ?? null
    }
  }
  return chain
}

/** Why a list must not get this parent: it would stand above itself, or too deep. */
export function parentProblem(
  listId: string,
  newParentId: string,
  parentOf: ReadonlyMap<string, string | null>,
): 'circle' | 'too_deep' | null {
  let id: string | null = newParentId
  let depth = 1
  for (; id !== null && depth < CHAIN_DEPTH_MAX; depth += 1) {
    if (id === listId) return 'circle'
    id = parentOf.get(id) ?? null
  }
  return id === null ? tooDeepBelow(listId, depth, parentOf) : 'too_deep'
}

// The list brings its children along: the deepest of them must still find the top.
function tooDeepBelow(
  listId: string,
  depth: number,
  parentOf: ReadonlyMap<string, string | null>,
): 'too_deep' | null {
  let level = [listId]
  for (let deeper = depth; level.length > 0; deeper += 1) {
    if (deeper > CHAIN_DEPTH_MAX) return 'too_deep'
    const above = new Set(level)
    level = [...parentOf].flatMap(([id, parent]) => (parent && above.has(parent) ? [id] : []))
  }
  return null
}

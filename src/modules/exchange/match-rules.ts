/** Makes the id of a new row; rules themselves know no chance. */
export type NewId = () => string

/** A list or a warehouse that is there, with the ids by which the feed means it. */
export type KnownNamed = { id: string; code: string; name: string; externalIds: string[] }

export type Match = {
  id: string
  code: string
  how: 'mended' | 'linked' | 'code' | 'rekeyed' | 'new'
  /** What it was called before, when it was there. */
  knownName: string | null
}

/** What a person decided about an id of the feed: one of ours, or 'new' to keep it apart. */
export type Decided = ReadonlyMap<string, string>

/**
 * Finds for each id that the feed names the row of ours it means: as decided by a person, as known
 * from before, else the one of the same name whose own id the feed names no more: its id changed.
 */
export function matchNamed(
  said: readonly { id: string; name: string }[],
  known: readonly KnownNamed[],
  { decided, newId }: { decided: Decided; newId: NewId },
): Map<string, Match> {
  const named = new Set(said.map(({ id }) => id))
  const matches = new Map<string, Match>()
  const taken = new Set<string>()
  const put = (external: string, row: KnownNamed, how: Match['how']) => {
    taken.add(row.id)
    matches.set(external, { id: row.id, code: row.code, how, knownName: row.name })
  }
  const settle = settling(known, decided)
  for (const { id } of said) {
    const settled = settle(id)
    if (settled) put(id, settled.row, settled.how)
  }
  for (const { id, name } of said) {
    if (matches.has(id)) continue
    const old = decided.get(id) === 'new' ? null : vacated(name, known, named, taken)
    if (old) put(id, old, 'rekeyed')
    else matches.set(id, { id: newId(), code: id, how: 'new', knownName: null })
  }
  return matches
}

type Settled = { row: KnownNamed; how: 'mended' | 'linked' | 'code' }

/** What an id means without a look at its name: a person's word, a link from before, a code. */
function settling(known: readonly KnownNamed[], decided: Decided) {
  const byId = new Map(known.map((row) => [row.id, row]))
  const byCode = new Map(known.map((row) => [row.code, row]))
  const byExternalId = new Map(
    known.flatMap((row) => row.externalIds.map((external) => [external, row] as const)),
  )
  return (id: string): Settled | null => {
    const wish = decided.get(id) ?? ''
    const wished = byId.get(wish)
    if (wished) return { row: wished, how: 'mended' }
    const linked = byExternalId.get(id)
    // Kept apart: a row that was made for this id alone, not one it was matched to.
    if (linked && (wish !== 'new' || linked.code === id)) return { row: linked, how: 'linked' }
    const coded = byCode.get(id)
    return coded ? { row: coded, how: 'code' } : null
  }
}

function vacated(
  name: string,
  known: readonly KnownNamed[],
  named: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): KnownNamed | null {
  const same = known.filter(
    (row) =>
      plain(row.name) === plain(name) &&
      row.externalIds.length > 0 &&
      !taken.has(row.id) &&
      row.externalIds.every((external) => !named.has(external)),
  )
  return same.length === 1 ? (same[0] ?? null) : null
}

const plain = (name: string) => name.toLowerCase().replace(/\s+/g, ' ').trim()

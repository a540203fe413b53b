/** So many ids are kept as they are; more do not fit into an index (2 704 bytes). */
const IDS_KEPT = 50

/** SQL of what a proposal is known by: the ids of an array, or of a long one their digest. */
export function subjectOf(ids: string): string {
  const text = `array_to_string(${ids}, ' ')`
  return `case when cardinality(${ids}) <= ${IDS_KEPT} then ${text}
    else encode(sha256(convert_to(${text}, 'UTF8')), 'hex') end`
}

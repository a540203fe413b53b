/** What is known of a file's pieces so far, by the hashes of their bytes. */
export type PiecesKept = {
  first: string
  last: string
  chain: string
  bytes: number
  /** An import has used it: what comes now is another file. */
  imported: boolean
}

/** next: to be added; first: the file begins anew; repeated: it is there already. */
export type PieceMeaning = 'next' | 'first' | 'repeated'

type Piece = { hash: string; bytes: number; head: Buffer }

// Shorter pieces may well be alike, as blank lines are.
const REPEATED_BYTES_MIN = 64
const XML = /^(?:\ufeff)?\s*<\?xml\s/

/** What a piece that just came means for its file. */
export function pieceMeaning(kept: PiecesKept | null, piece: Piece): PieceMeaning {
  if (!kept || kept.imported) return 'first'
  // The sender lost our answer and sends it again.
  if (piece.hash === kept.last && piece.bytes >= REPEATED_BYTES_MIN) return 'repeated'
  if (piece.hash === kept.first && piece.bytes >= REPEATED_BYTES_MIN) return 'first'
  return XML.test(piece.head.toString('utf8')) ? 'first' : 'next'
}

import { describe, expect, test } from 'vitest'
import { type PiecesKept, pieceMeaning } from './piece-rules.ts'

const kept: PiecesKept = { first: 'a', last: 'b', chain: 'x', bytes: 2000, imported: false }
const piece = (hash: string, text = 'text', bytes = 1000) => ({
  hash,
  bytes,
  head: Buffer.from(text),
})

describe('a piece of a file', () => {
  test('begins it, or is added to what is there', () => {
    expect(pieceMeaning(null, piece('a'))).toBe('first')
    expect(pieceMeaning(kept, piece('c'))).toBe('next')
  })

  test('that comes twice in a row, as its answer was lost, is not added again', () => {
    expect(pieceMeaning(kept, piece('b'))).toBe('repeated')
    expect(pieceMeaning(kept, piece('b', '  ', 2))).toBe('next')
  })

  test('begins the file anew when it is its first one, or an XML declaration', () => {
    expect(pieceMeaning(kept, piece('a'))).toBe('first')
    expect(pieceMeaning(kept, piece('c', '\ufeff<?xml version="1.0"?>'))).toBe('first')
    expect(pieceMeaning(kept, piece('c', '<Товар/>'))).toBe('next')
  })

  test('after an import belongs to another file, whatever it is', () => {
    expect(pieceMeaning({ ...kept, imported: true }, piece('b'))).toBe('first')
  })
})

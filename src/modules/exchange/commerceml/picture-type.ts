const SIGNATURES: [mediaType: string, at: number, bytes: string][] = [
  ['image/jpeg', 0, 'ffd8ff'],
  ['image/png', 0, '89504e470d0a1a0a'],
  ['image/gif', 0, '474946383761'],
  ['image/gif', 0, '474946383961'],
  ['image/webp', 8, '57454250'],
]

/** What kind of picture begins with these bytes, whatever its name says; null when none. */
export const pictureTypeOf = (head: Buffer): string | null =>
  SIGNATURES.find(([, at, bytes]) => {
    const wanted = Buffer.from(bytes, 'hex')
    return head.subarray(at, at + wanted.length).equals(wanted)
  })?.[0] ?? null

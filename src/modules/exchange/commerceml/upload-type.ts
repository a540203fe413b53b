/**
 * True when a file begins as an archive or as XML does, whatever its name says. What is inside is
 * known only when all of it is read.
 */
export function beginsAsUpload(head: Buffer): boolean {
  if (PACKED.some((bytes) => head.subarray(0, bytes.length).equals(bytes))) return true
  const skipped = MARKS.find((mark) => head.subarray(0, mark.length).equals(mark))?.length ?? 0
  // In the two-byte alphabets every other byte of these letters is zero.
  const first = head.subarray(skipped).find((byte) => byte !== 0 && !BLANKS.includes(byte))
  return first === LESS_THAN
}

const PACKED = [Buffer.from([0x50, 0x4b, 3, 4]), Buffer.from([0x1f, 0x8b])]
const MARKS = ['efbbbf', 'fffe', 'feff'].map((hex) => Buffer.from(hex, 'hex'))
const BLANKS = [0x09, 0x0a, 0x0d, 0x20]
const LESS_THAN = 0x3c

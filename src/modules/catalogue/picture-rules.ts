/** The widths a picture is kept in; the phone takes the one that fits its place and its screen. */
export const PICTURE_WIDTHS = [96, 320, 960] as const
export type PictureWidth = (typeof PICTURE_WIDTHS)[number]

export type PictureHead = { mediaType: string; width: number; height: number }

/**
 * What a file says of itself in its first bytes: the kind by its signature, whatever its name says,
 * and the size it would unpack to. Null: no picture that we take.
 */
export function readPictureHead(bytes: Uint8Array): PictureHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (const { mediaType, signature, size } of KINDS) {
    if (!begins(bytes, signature)) continue
    const measured = size(view)
    return measured && measured.width > 0 && measured.height > 0 ? { mediaType, ...measured } : null
  }
  return null
}

/** Whether a picture may be unpacked at all: a small file can hold a wall of pixels. */
export const fitsLimits = (
  { width, height }: PictureHead,
  limits: { picturePixelsMax: number; pictureSideMax: number },
): boolean =>
  width * height <= limits.picturePixelsMax &&
  width <= limits.pictureSideMax &&
  height <= limits.pictureSideMax

type Size = { width: number; height: number }
type Kind = {
  mediaType: string
  /** Bytes as hexadecimal; a dot stands for any digit. */
  signature: string
  size: (view: DataView) => Size | null
}

const KINDS: Kind[] = [
  {
    mediaType: 'image/png',
    signature: '89504e470d0a1a0a........49484452',
    size: (view) =>
      view.byteLength < 24 ? null : { width: view.getUint32(16), height: view.getUint32(20) },
  },
  { mediaType: 'image/jpeg', signature: 'ffd8ff', size: jpegSize },
  {
    mediaType: 'image/gif',
    signature: '47494638..61',
    size: (view) =>
      view.byteLength < 10
        ? null
        : { width: view.getUint16(6, true), height: view.getUint16(8, true) },
  },
  { mediaType: 'image/webp', signature: '52494646........57454250', size: webpSize },
]

function begins(bytes: Uint8Array, signature: string): boolean {
  for (let i = 0; i * 2 < signature.length; i += 1) {
    const wanted = signature.slice(i * 2, i * 2 + 2)
    if (wanted !== '..' && bytes[i] !== Number.parseInt(wanted, 16)) return false
  }
  return true
}

const STANDALONE = new Set([0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7])
// Of the frames C0 to CF these three are tables and say no size.
const NO_FRAME = new Set([0xc4, 0xc8, 0xcc])

// The size stands in the first frame, behind segments whose lengths lead from one to the next.
function jpegSize(view: DataView): Size | null {
  let at = 2
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
    } else if (STANDALONE.has(marker)) {
      at += 2
    } else {
      if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker))
        return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
      const length = view.getUint16(at + 2)
      if (length < 2) return null
      at += 2 + length
    }
  }
  return null
}

// Three kinds of WebP write their size in three ways.
function webpSize(view: DataView): Size | null {
  if (view.byteLength < 30) return null
  const kind = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)))
  const three = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  if (kind === 'VP8X') return { width: three(24) + 1, height: three(27) + 1 }
  if (kind === 'VP8 ') {
    return {
      width: view.getUint16(26, true) & 0x3fff,
      height: view.getUint16(28, true) & 0x3fff,
    }
  }
  if (kind !== 'VP8L') return null
  const bits = view.getUint32(21, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

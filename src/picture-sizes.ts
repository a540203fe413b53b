import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Logger } from 'pino'
import type sharpModule from 'sharp'
import {
  fitsLimits,
  type PictureWidth,
  readPictureHead,
} from './modules/catalogue/picture-rules.ts'
import { LIMITS } from './platform/limits.ts'

type Sharp = typeof sharpModule

/**
 * What came of wanting a picture in a width: its file; or why there is none. 'unable': this machine
 * resizes nothing; 'busy': too many at once; 'refused': it is no picture, or one too large.
 */
export type Sized = { made: string } | 'unable' | 'busy' | 'refused'

export type PictureSizes = {
  /** The picture's file in a width, made when it is not there yet. */
  of(picture: { source: string; target: string; width: PictureWidth }): Promise<Sized>
  /** Whether the bytes can be unpacked; true where this machine cannot tell. */
  opens(bytes: Buffer): Promise<boolean>
}

/** Where a picture's copies lie: by its bytes, so that the same picture is made once a tenant. */
export const sizedPath = (
  dataFolder: string,
  { distributorId, sha256, width }: { distributorId: string; sha256: string; width: number },
): string => join(dataFolder, 'sized', distributorId, sha256.slice(0, 2), `${sha256}-${width}.webp`)

const HEAD_BYTES = 262_144
const SECONDS_MAX = 20
const QUALITY = 78
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif'].map((kind) => `VipsForeignLoad${kind}`)

/** Makes copies of pictures, a few at a time; a copy that is being made is waited for, not doubled. */
export function makePictureSizes(log: Logger, load = loadSharp): PictureSizes {
  const making = new Map<string, Promise<Sized>>()
  const turns = makeTurns(LIMITS.picturesAtOnce, LIMITS.picturesWaiting)
  let loading: Promise<Sharp | null> | undefined
  const library = () => {
    loading ??= load().catch((error: unknown) => {
      log.warn({ err: error }, 'sharp does not load: pictures are served as they came, unresized')
      return null
    })
    return loading
  }
  const make = async (picture: Parameters<PictureSizes['of']>[0]): Promise<Sized> => {
    const sharp = await library()
    if (!sharp) return 'unable'
    return turns.take(() => resize(sharp, picture, log), 'busy')
  }
  return {
    async of(picture) {
      if (await exists(picture.target)) return { made: picture.target }
      const known = making.get(picture.target)
      if (known) return known
      const made = make(picture).finally(() => making.delete(picture.target))
      making.set(picture.target, made)
      return made
    },
    async opens(bytes) {
      const sharp = await library()
      if (!sharp) return true
      return turns.take(() => unpacks(sharp, bytes), false)
    },
  }
}

async function loadSharp(): Promise<Sharp> {
  const { default: sharp } = await import('sharp')
  // One picture takes one core and no memory after it is done.
  sharp.concurrency(1)
  sharp.cache(false)
  // Every other reader of libvips is a way in that nobody needs.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: LOADERS })
  return sharp
}

async function resize(
  sharp: Sharp,
  { source, target, width }: { source: string; target: string; width: number },
  log: Logger,
): Promise<Sized> {
  const head = readPictureHead(await headOf(source))
  if (!head || !fitsLimits(head, LIMITS)) return 'refused'
  const draft = `${target}.${randomUUID()}.part`
  await mkdir(dirname(target), { recursive: true })
  try {
    await sharp(source, { limitInputPixels: LIMITS.picturePixelsMax, sequentialRead: true })
      .timeout({ seconds: SECONDS_MAX })
      .autoOrient()
      .resize({ width, height: width, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toFile(draft)
    await rename(draft, target)
    return { made: target }
  } catch (error) {
    await rm(draft, { force: true })
    log.warn({ err: error, source }, 'a picture could not be resized')
    return 'refused'
  }
}

const unpacks = (sharp: Sharp, bytes: Buffer): Promise<boolean> =>
  sharp(bytes, { limitInputPixels: LIMITS.picturePixelsMax, failOn: 'error' })
    .timeout({ seconds: SECONDS_MAX })
    .resize({ width: 1 })
    .raw()
    .toBuffer()
    .then(
      () => true,
      () => false,
    )

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES), position: 0 })
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** So many at once, so many waiting; whoever comes on top hears `full` at once. */
export function makeTurns(atOnce: number, waitingMax: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return {
    async take<T, F>(work: () => Promise<T>, full: F): Promise<T | F> {
      if (running >= atOnce) {
        if (waiting.length >= waitingMax) return full
        await new Promise<void>((go) => waiting.push(go))
      } else running += 1
      try {
        return await work()
      } finally {
        // The turn is handed on, not given back and taken again: nobody slips in between.
        const next = waiting.shift()
        if (next) next()
        else running -= 1
      }
    },
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

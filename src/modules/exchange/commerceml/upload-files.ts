import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { constants, gunzipSync } from 'node:zlib'
import { ok, type Result } from '../../../platform/result.ts'
import { HEAD_BYTES, rootSpelling } from './decode.ts'
import { FileRefused } from './file-refused.ts'
import { UPLOAD_LIMITS, type UploadLimits } from './limits.ts'
import { type OpenedZip, openZip } from './open-zip.ts'
import { pictureTypeOf } from './picture-type.ts'
import type { UploadFile } from './read-upload.ts'
import type { FileRefusal, Oddity } from './records.ts'

export type PictureFile = { name: string; mediaType: string; open: UploadFile['open'] }

/** The files of an upload by what is in them, whatever they are called. */
export type UploadFiles = {
  commerceml: UploadFile[]
  pictures: PictureFile[]
  foreign: Oddity[]
  close: () => void
}

/** Looks into files and archives: what is CommerceML, what is a picture, what is neither. */
export async function uploadFiles(
  places: readonly Place[],
  limits: UploadLimits = UPLOAD_LIMITS,
): Promise<Result<UploadFiles, FileRefusal>> {
  const found: UploadFiles = { commerceml: [], pictures: [], foreign: [], close: () => undefined }
  const zips: OpenedZip[] = []
  found.close = () => {
    for (const zip of zips.splice(0)) zip.close()
  }
  try {
    for (const { name, path: place } of places) {
      const source = () => createReadStream(place)
      const head = await headAt(place)
      if (!isZip(head)) sort({ name, open: source }, head, found)
      else await sortZip(await opened(place, name, limits, zips), name, found)
      if (countOf(found) > limits.filesMax) throw tooMany(name, limits)
    }
    return ok(found)
  } catch (error) {
    found.close()
    if (error instanceof FileRefused) return { ok: false, refusal: error.refusal }
    throw error
  }
}

/** A file and what it is called in its upload. */
export type Place = { name: string; path: string }

/**
 * The files of a folder and of those inside it, or the one file. Names are paths from the folder,
 * so that folders keep their order.
 */
export async function placesAt(
  path: string,
  limits: UploadLimits = UPLOAD_LIMITS,
): Promise<Result<Place[], FileRefusal>> {
  const known = await stat(path)
  if (known.isFile()) return ok([{ name: basename(path), path }])
  const places: Place[] = []
  try {
    await walk({ name: '', path }, 0, places, limits)
    return ok(places)
  } catch (error) {
    if (error instanceof FileRefused) return { ok: false, refusal: error.refusal }
    throw error
  }
}

// Links are not followed: they lead out of the folder or round in a circle.
async function walk(at: Place, depth: number, places: Place[], limits: UploadLimits) {
  const entries = await readdir(at.path, { withFileTypes: true })
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = { name: at.name + entry.name, path: join(at.path, entry.name) }
    if (entry.isFile()) places.push(inner)
    if (places.length > limits.filesMax) throw tooMany(inner.name, limits)
    if (!entry.isDirectory()) continue
    if (depth >= limits.depthMax) {
      const detail = `folders deeper than ${limits.depthMax}`
      throw new FileRefused('too_many_files', { file: inner.name, line: 1, detail })
    }
    await walk({ ...inner, name: `${inner.name}/` }, depth + 1, places, limits)
  }
}

const tooMany = (file: string, limits: UploadLimits) =>
  new FileRefused('too_many_files', { file, line: 1, detail: `more than ${limits.filesMax} files` })

const countOf = ({ commerceml, pictures, foreign }: UploadFiles) =>
  commerceml.length + pictures.length + foreign.length

async function opened(path: string, name: string, limits: UploadLimits, zips: OpenedZip[]) {
  const zip = await openZip(path, name, limits)
  zips.push(zip)
  return zip
}

async function sortZip(zip: OpenedZip, name: string, found: UploadFiles): Promise<void> {
  for (const member of zip.members) {
    const head = await headOf(await member.open())
    sort({ name: `${name}/${member.name}`, open: member.open }, head, found)
  }
}

/** Puts a file where its first bytes say it belongs. */
function sort(file: UploadFile, head: Buffer, found: UploadFiles): void {
  const mediaType = pictureTypeOf(head)
  if (mediaType) found.pictures.push({ ...file, mediaType })
  else if (!isResource(file.name) && (rootSpelling(head) || NAMED_XML.test(file.name))) {
    found.commerceml.push(file)
  } else {
    found.foreign.push({
      file: file.name,
      line: 1,
      id: null,
      code: 'foreign_file',
      detail: isZip(head) ? 'an archive inside an archive' : 'neither CommerceML nor a picture',
      done: 'passed over',
    })
  }
}

const NAMED_XML = /\.xml(?:\.gz)?$/i
// What a Mac puts beside each file of an archive.
const isResource = (name: string) => /(?:^|\/)(?:__MACOSX\/|\._)/.test(name)
const isZip = (head: Buffer) => head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))

async function headAt(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PACKED_HEAD), 0, PACKED_HEAD, 0)
    return unpacked(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

const PACKED_HEAD = 4096

async function headOf(stream: Readable): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0)
  try {
    for await (const piece of stream) {
      head = Buffer.concat([head, piece as Buffer])
      if (head.length >= PACKED_HEAD) break
    }
  } catch {
    // A broken member is refused when it is read, with its place.
  }
  return unpacked(head)
}

function unpacked(head: Buffer): Buffer {
  if (head[0] !== 0x1f || head[1] !== 0x8b) return head.subarray(0, HEAD_BYTES)
  try {
    const finishFlush = constants.Z_SYNC_FLUSH
    return gunzipSync(head, { finishFlush, maxOutputLength: GUNZIPPED_MAX }).subarray(0, HEAD_BYTES)
  } catch {
    return Buffer.alloc(0)
  }
}

// 4 KB packed cannot honestly become more.
const GUNZIPPED_MAX = 8_388_608

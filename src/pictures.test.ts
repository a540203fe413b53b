import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { deflateSync } from 'node:zlib'
import { sql } from 'kysely'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Running, startTandem } from '../test/running.ts'
import { type TestDatabase, testDatabase } from '../test/test-database.ts'
import { makeTown, type Town } from '../test/town.ts'
import { makePictureSizes, makeTurns, sizedPath } from './picture-sizes.ts'
import { readTenant, writeGlobal, writeTenant } from './platform/db.ts'

const silent = pino({ level: 'silent' })

let photo: Buffer
beforeAll(async () => {
  photo = await sharp({
    create: { width: 1600, height: 1200, channels: 3, background: '#1b6ca8' },
  })
    .jpeg()
    .toBuffer()
})

/** A PNG of a few hundred bytes that claims, and would unpack to, a wall of pixels. */
function wallOfPixels(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.alloc(100_000))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels)])
}

describe('copies of a picture', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tandem-pictures-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const kept = async (name: string, bytes: Buffer) => {
    const source = join(folder, name)
    await writeFile(source, bytes)
    const target = sizedPath(folder, { distributorId: 'd', sha256: `${name}0000`, width: 320 })
    return { source, target, width: 320 as const }
  }

  test('one is made once, as WebP no wider than asked, its sides in their proportion', async () => {
    const picture = await kept('photo', photo)
    const sizes = makePictureSizes(silent)
    const [first, second] = await Promise.all([sizes.of(picture), sizes.of(picture)])
    expect(first).toEqual({ made: picture.target })
    expect(second).toEqual(first)
    const made = await sharp(picture.target).metadata()
    expect([made.format, made.width, made.height]).toEqual(['webp', 320, 240])
    const before = (await stat(picture.target)).mtimeMs
    expect(await makePictureSizes(silent).of(picture)).toEqual(first)
    expect((await stat(picture.target)).mtimeMs).toBe(before)
    expect(await readdir(dirname(picture.target))).toEqual(['photo0000-320.webp'])
  })

  test('a small picture is not blown up', async () => {
    const small = await sharp(photo).resize(50).png().toBuffer()
    const picture = await kept('small', small)
    await makePictureSizes(silent).of(picture)
    expect((await sharp(picture.target).metadata()).width).toBe(50)
  })

  test('a picture lying on its side is put upright, and says nothing of where it was taken', async () => {
    const lying = await sharp(photo)
      .withExif({ IFD0: { Copyright: 'somebody' } })
      .toBuffer()
    const turned = await sharp(lying).withMetadata({ orientation: 6 }).toBuffer()
    const picture = await kept('lying', turned)
    await makePictureSizes(silent).of(picture)
    const made = await sharp(picture.target).metadata()
    expect([made.width, made.height]).toEqual([240, 320])
    expect(made.exif).toBeUndefined()
  })

  test.each([
    ['a wall of pixels', () => wallOfPixels(60_000, 60_000)],
    [
      'a drawing',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['a cut picture', () => photo.subarray(0, 700)],
    ['a picture of noise', () => Buffer.concat([photo.subarray(0, 640), Buffer.alloc(4000, 7)])],
  ])('%s is refused and leaves nothing behind', async (name, bytes) => {
    const picture = await kept(name.replaceAll(' ', '-'), bytes())
    expect(await makePictureSizes(silent).of(picture)).toBe('refused')
    const left = await readdir(dirname(picture.target)).catch(() => [])
    expect(left.filter((file) => file.startsWith(name.replaceAll(' ', '-')))).toEqual([])
  })

  test('where sharp does not load the picture stays as it came', async () => {
    const sizes = makePictureSizes(silent, () => Promise.reject(new Error('no binary')))
    const picture = await kept('unresized', photo)
    expect(await sizes.of(picture)).toBe('unable')
    expect(await sizes.opens(photo)).toBe(true)
  })
})

test('so many work at once, so many wait, and the rest hear at once that it is full', async () => {
  const turns = makeTurns(2, 3)
  let running = 0
  let most = 0
  const ends: (() => void)[] = []
  const work = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((end) => ends.push(end))
    running -= 1
    return 'done'
  }
  const asked = Array.from({ length: 7 }, () => turns.take(work, 'full'))
  const settled = Promise.all(asked)
  while (running > 0 || ends.length > 0) {
    ends.shift()?.()
    await new Promise((next) => setImmediate(next))
  }
  expect(await settled).toEqual(['done', 'done', 'done', 'done', 'done', 'full', 'full'])
  expect(most).toBe(2)
  const after = turns.take(work, 'full')
  await new Promise((next) => setImmediate(next))
  ends.shift()?.()
  expect(await after).toBe('done')
})

describe('a product’s picture', () => {
  let database: TestDatabase
  let tandem: Running
  let town: Town
  let other: Town
  let admin: string
  let buyer: string
  beforeAll(async () => {
    database = await testDatabase()
    town = await makeTown(database, { code: 'shown' })
    other = await makeTown(database, { code: 'hidden' })
    tandem = await startTandem(database)
    admin = await cookieOf(town.phones[3] ?? '')
    buyer = await cookieOf(town.phones[0] ?? '')
  })
  afterAll(async () => {
    await tandem?.stop()
    await database?.drop()
  })

  async function cookieOf(phone: string): Promise<string> {
    const post = (path: string, body: object, cookie = '') =>
      fetch(`${tandem.url}/api${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-tandem-request': '1', cookie },
        body: JSON.stringify(body),
      })
    const asked = await post('/sign-in/code', { phone })
    const [device = ''] = (asked.headers.getSetCookie()[0] ?? '').split(';')
    const { demoCode: code } = (await asked.json()) as { demoCode: string }
    const signed = await post('/sign-in', { phone, code }, device)
    const cookies = signed.headers.getSetCookie()
    return cookies.map((cookie) => cookie.split(';')[0]).join('; ')
  }

  const put = (body: Buffer, { cookie = admin, product = town.ids.milk, headers = {} } = {}) =>
    fetch(`${tandem.url}/files/shown/products/${product}/picture`, {
      method: 'PUT',
      headers: { 'x-tandem-request': '1', 'content-type': 'image/jpeg', cookie, ...headers },
      body: new Uint8Array(body),
    })
  const get = (path: string, cookie = buyer) =>
    fetch(`${tandem.url}${path}`, { headers: { cookie } })
  const kept = async () =>
    readTenant(database.pools.app, town.tenant.id, async (db) => {
      const { rows } = await sql<{
        picture_id: string | null
      }>`select picture_id from catalogue.product where distributor_id = ${town.tenant.id}
        and id = ${town.ids.milk}`.execute(db)
      const files = await sql<{ n: number }>`select count(*)::int as n from platform.file
        where distributor_id = ${town.tenant.id}`.execute(db)
      return { picture: rows[0]?.picture_id ?? null, files: files.rows[0]?.n ?? 0 }
    })

  test('set by the office, it is served to the shop in the widths it asks for, for ever', async () => {
    const reply = await put(photo)
    expect(reply.status).toBe(200)
    const { picture } = (await reply.json()) as { picture: string }
    expect(picture).toBe(`/files/shown/${(await kept()).picture}`)
    for (const width of [96, 320, 960]) {
      const sized = await get(`${picture}/${width}`)
      expect(sized.headers.get('content-type')).toBe('image/webp')
      expect(sized.headers.get('cache-control')).toContain('immutable')
      expect(sized.headers.get('content-security-policy')).toContain('sandbox')
      const made = await sharp(Buffer.from(await sized.arrayBuffer())).metadata()
      expect(made.width).toBe(width)
    }
    const original = await get(picture)
    expect(Buffer.from(await original.arrayBuffer()).equals(photo)).toBe(true)
    expect((await get(`${picture}/97`)).status).toBe(404)
  })

  test('is made once: the second reader gets the kept copy', async () => {
    const { picture } = await kept()
    const folder = join(tandem.config.dataFolder, 'sized', town.tenant.id)
    const files = async () =>
      (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.webp')).sort()
    const before = await files()
    expect(before).toHaveLength(3)
    const times = await Promise.all(before.map((name) => stat(join(folder, name))))
    await get(`/files/shown/${picture}/320`)
    expect(await files()).toEqual(before)
    const after = await Promise.all(before.map((name) => stat(join(folder, name))))
    expect(after.map((one) => one.mtimeMs)).toEqual(times.map((one) => one.mtimeMs))
  })

  test.each([
    ['a wall of pixels', () => wallOfPixels(60_000, 60_000), 'picture_too_large'],
    ['a page that calls itself JPEG', () => Buffer.from('<html>'), 'picture_unreadable'],
    [
      'a drawing with a script',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'picture_unreadable',
    ],
    ['a cut picture', () => photo.subarray(0, 900), 'picture_unreadable'],
    ['nothing', () => Buffer.alloc(0), 'picture_unreadable'],
  ])('%s is refused with its reason, and the former picture stays', async (_, bytes, code) => {
    const before = await kept()
    const started = performance.now()
    const reply = await put(bytes(), { headers: { 'accept-language': 'en' } })
    expect(performance.now() - started).toBeLessThan(5000)
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([422, code])
    expect(await kept()).toEqual(before)
  })

  test('a body beyond the limit is refused before it is read', async () => {
    const reply = await put(Buffer.alloc(21_000_000))
    expect(reply.status).toBe(413)
  })

  test('only who may write the catalogue sets one, only of his own, only from our pages', async () => {
    const before = await kept()
    expect((await put(photo, { cookie: '' })).status).toBe(401)
    expect((await put(photo, { cookie: buyer })).status).toBe(403)
    expect((await put(photo, { headers: { 'x-tandem-request': '0' } })).status).toBe(403)
    expect((await put(photo, { product: other.ids.milk })).status).toBe(404)
    expect((await put(photo, { product: 'milk' })).status).toBe(404)
    expect(await kept()).toEqual(before)
  })

  test('another tenant’s picture does not exist, in any width', async () => {
    const { picture } = await kept()
    const stranger = await cookieOf(other.phones[0] ?? '')
    for (const path of [`/files/shown/${picture}`, `/files/shown/${picture}/96`])
      expect((await get(path, stranger)).status).toBe(404)
    expect((await get(`/files/hidden/${picture}/96`, stranger)).status).toBe(404)
    expect((await get(`/files/shown/${picture}/96`, '')).status).toBe(404)
  })

  test('a drawing of our own is served as it is in every width', async () => {
    const id = '00000000-0000-7000-8000-00000000beef'
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    const path = join(tandem.config.dataFolder, 'files', town.tenant.id, id.slice(0, 2), id)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, svg)
    await writeTenant(database.pools.app, town.tenant.id, (tx) =>
      sql`insert into platform.file (distributor_id, id, media_type, bytes, sha256)
        values (${town.tenant.id}, ${id}, 'image/svg+xml', ${svg.length}, '\\x00')`.execute(tx),
    )
    const reply = await get(`/files/shown/${id}/320`)
    expect(reply.headers.get('content-type')).toBe('image/svg+xml')
    expect(await reply.text()).toBe(svg)
    expect(await readFile(path, 'utf8')).toBe(svg)
  })

  test('shown on a page it is no hearing of the device: what waited there is told by a call', async () => {
    const { picture } = await kept()
    const fresh = await cookieOf(town.phones[0] ?? '')
    const asked = (text: string) =>
      writeGlobal(database.pools.identity, (tx) => sql.raw(text).execute(tx))
    const recent =
      "select 1 from identity.session where seen_at > platform.now() - interval '1 hour'"
    const heard = async () => (await asked(recent)).rows.length
    await asked("update identity.session set seen_at = seen_at - interval '2 hours'")
    await get('/api/me', admin)
    await expect.poll(heard).toBe(1)
    expect((await get(`/files/shown/${picture}/960`, fresh)).status).toBe(200)
    await setTimeout(200)
    expect(await heard()).toBe(1)
  })
})

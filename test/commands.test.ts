import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../src/platform/config.ts'

let root: string
const running = new Set<ChildProcess>()

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tandem-commands-'))
  await chmod(root, 0o755)
})
afterEach(async () => {
  for (const child of running) child.kill('SIGTERM')
  await Promise.all([...running].map(async (child) => child.exitCode ?? once(child, 'exit')))
})
afterAll(() => rm(root, { recursive: true, force: true }))

type Env = Record<string, string>

function start(program: string, args: string[], env: Env): ChildProcess {
  const { DATABASE_URL: _1, TANDEM_DATA: _2, TANDEM_SECRET: _3, ...rest } = process.env
  const child = spawn(process.execPath, [join(packageRoot(), 'bin', program), ...args], {
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

async function tandem(args: string[], env: Env) {
  const child = start('tandem', args, env)
  const told = { code: 0, out: '', error: '' }
  child.stdout?.on('data', (chunk) => {
    told.out += chunk
  })
  child.stderr?.on('data', (chunk) => {
    told.error += chunk
  })
  const [code] = await once(child, 'close')
  return { ...told, code: code as number }
}

/** Starts the demo and waits until it says that it is ready. */
async function demo(env: Env, ...more: string[]) {
  const child = start('demo.mjs', ['--outlets', '10', ...more], env)
  let out = ''
  let told = ''
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      out += chunk
      told += chunk
      if (/Stop with Ctrl-C|^\{.*\}\n/m.test(told)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${out}`)))
  })
  child.stderr?.on('data', (chunk) => {
    out += chunk
  })
  await ready
  const url = /shop +(http\S+)\/shop\//.exec(out)?.[1] ?? ''
  return { child, out, told, url }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal)
  const [code] = await once(child, 'exit')
  return code as number | null
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = address && typeof address === 'object' ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

const pidFileOf = (dataFolder: string) => join(dataFolder, 'database', 'postgres', 'postmaster.pid')
/** What a machine is told of a demo that told people. */
const entrances = ({ out, url }: { out: string; url: string }) => ({
  addresses: {
    shop: `${url}/shop/`,
    field: `${url}/field/`,
    office: `${url}/office/`,
    api: `${url}/api`,
  },
  logins: [...out.matchAll(/(\+380\d{9}) +(\w+)/g)].map(([, phone, role]) =>
    expect.objectContaining({ phone, role }),
  ),
})
// One line: a second one would not parse.
const json = (text: string) => JSON.parse(text) as Record<string, unknown>

const MADE = /\d outlets, \d+ products|orders of \d+ weeks|Built in/

test('the demo starts twice, tells a second one that it runs, and stops cleanly', async () => {
  const dataFolder = join(root, 'twice')
  const env = { TANDEM_DATA: dataFolder, PORT: String(await freePort()) }
  const first = await demo(env)
  expect(first.out).toMatch(/\[ +\d+\.\d s\] Migrating/)
  expect(first.out).toMatch(/\+380\d{9} +buyer/)
  expect(first.out).toMatch(MADE)
  expect((await fetch(`${first.url}/ready`)).status).toBe(200)
  const second = await tandem(['demo'], env)
  expect(second.code).toBe(0)
  expect(second.out).toContain(`Tandem already runs at ${first.url}`)
  const seeded = json((await tandem(['seed', 'demo', '--json'], env)).out)
  expect(seeded).toEqual({ ok: true, orders: 0, ...entrances(first) })
  expect((await fetch(`${first.url}/ready`)).status).toBe(200)
  expect(await end(first.child, 'SIGINT')).toBe(0)
  expect(existsSync(pidFileOf(dataFolder))).toBe(false)
  const again = await demo(env, '--json')
  // Its seconds are a figure (demo-start): here counts what is not done a second time.
  expect(again.out).not.toMatch(MADE)
  expect(json(again.told)).toEqual({ ok: true, url: first.url, ...entrances(first) })
  expect(await end(again.child, 'SIGTERM')).toBe(0)
})

test('after kill -9 of the demo and its database the demo starts again', async () => {
  const dataFolder = join(root, 'killed')
  const env = { TANDEM_DATA: dataFolder, PORT: '0' }
  const first = await demo(env)
  const postmaster = Number(readFileSync(pidFileOf(dataFolder), 'utf8').split('\n')[0])
  await end(first.child, 'SIGKILL')
  process.kill(postmaster, 'SIGKILL')
  const again = await demo(env)
  expect((await fetch(`${again.url}/ready`)).status).toBe(200)
  expect(await end(again.child, 'SIGINT')).toBe(0)
  expect(existsSync(pidFileOf(dataFolder))).toBe(false)
})

test('a demo world cut by kill -9 while it is made is finished by the next start', async () => {
  const env = { TANDEM_DATA: join(root, 'cut'), PORT: '0' }
  const cut = start('demo.mjs', ['--outlets', '200'], env)
  let out = ''
  for await (const chunk of cut.stdout ?? []) {
    out += chunk
    if (/Добродар: \d+ outlets/.test(out)) break
  }
  cut.kill('SIGKILL')
  const again = await demo(env)
  expect(again.out.match(/[1-9]\d* orders of 26 weeks/g)).toHaveLength(2)
  expect(await end(again.child, 'SIGINT')).toBe(0)
  expect((await demo(env)).out).not.toContain('orders of 26 weeks')
})

test('Ctrl-C while the world is made stops the database too', async () => {
  const env = { TANDEM_DATA: join(root, 'early'), PORT: '0' }
  const child = start('demo.mjs', ['--outlets', '200', '--json'], env)
  let told = ''
  child.stdout?.on('data', (chunk) => {
    told += chunk
  })
  for await (const chunk of child.stderr ?? []) if (/Making the demo/.test(String(chunk))) break
  expect(await end(child, 'SIGINT')).toBe(130)
  expect(json(told)).toMatchObject({ ok: false, code: 'interrupted' })
  expect(existsSync(pidFileOf(env.TANDEM_DATA))).toBe(false)
})

test('a command beside a running demo leaves its database alone', async () => {
  const dataFolder = join(root, 'beside')
  const env = { TANDEM_DATA: dataFolder, PORT: '0' }
  const first = await demo(env)
  const file = join(root, 'beside.tar.gz')
  const kept = await tandem(['backup', file, '--json'], env)
  expect(json(kept.out)).toMatchObject({ filesMissing: 0 })
  expect(json((await tandem(['doctor', '--json'], env)).out)).toMatchObject({ ok: true })
  expect((await fetch(`${first.url}/ready`)).status).toBe(200)
  expect((await tandem(['restore', file], env)).error).toContain('is not empty')
  await end(first.child, 'SIGINT')

  const elsewhere = { TANDEM_DATA: join(root, 'elsewhere'), PORT: '0' }
  const restored = await tandem(['restore', file, '--json'], elsewhere)
  expect(json(restored.out)).toEqual(json(kept.out))
  expect(existsSync(pidFileOf(elsewhere.TANDEM_DATA))).toBe(false)
  const served = await demo(elsewhere)
  expect(served.out).toMatch(/\+380\d{9} +buyer/)
})

test('mistakes are told in a sentence that names what to mend', async () => {
  const env = { TANDEM_DATA: join(root, 'mistakes') }
  const secret = { TANDEM_SECRET: 'kept0nly-by-the-operator-of-this-machine' }
  const server = (more: Env) => tandem(['server'], { ...env, ...more })
  expect(await server({})).toMatchObject({
    code: 1,
    error: expect.stringContaining('TANDEM_SECRET is missing'),
  })
  expect(existsSync(env.TANDEM_DATA)).toBe(false)
  expect((await server({ ...secret, PORT: 'x' })).error).toContain('PORT must be a whole number')
  expect((await server({ ...secret, PORT: '0' })).error).toContain('run "tandem migrate" first')
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = address && typeof address === 'object' ? String(address.port) : ''
  const refused = await server({ ...secret, PORT: port })
  taken.close()
  expect(refused.error).toContain(`Port ${port} is taken by another program`)
  expect(refused.error).not.toContain('    at ')
  const gone = { ...secret, DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none', PORT: '0' }
  expect((await server(gone)).error).toContain('ECONNREFUSED')
  expect(await tandem(['fly'], env)).toMatchObject({ code: 2 })
  expect((await tandem(['backup'], { ...env, ...secret })).error).toContain('backup FILE')
  expect((await tandem(['--help'], env)).out).toContain('restore FILE')
  expect((await tandem(['restore', join(root, 'absent')], env)).error).toContain('ENOENT')
})

test('what is not understood exits with 2 and one line; a machine is told every failure', async () => {
  const env = { TANDEM_DATA: join(root, 'strange') }
  const secret = { TANDEM_SECRET: 'kept0nly-by-the-operator-of-this-machine' }
  const mistyped = await tandem(['demo', '--outlts', '30'], env)
  expect(mistyped).toMatchObject({ code: 2, out: '' })
  expect(mistyped.error).toMatch(/^Unknown option --outlts .*did you mean --outlets\?\n$/)
  const help = await tandem(['demo', '--help'], env)
  expect(help).toMatchObject({ code: 0, error: '' })
  expect(help.out).toMatch(/--outlets N .*\(default: 1200\)/)
  const failures: [string[], Env, number, string][] = [
    [['demo', '--outlts', '30'], {}, 2, 'usage'],
    [['fly'], {}, 2, 'usage'],
    [['server'], {}, 1, 'refused'],
    [['restore', join(root, 'absent')], secret, 1, 'ENOENT'],
    [['doctor'], { PORT: 'x' }, 1, 'bad_checks'],
  ]
  for (const [args, more, code, why] of failures) {
    const failed = await tandem([...args, '--json'], { ...env, ...more })
    expect(failed.code, args.join(' ')).toBe(code)
    expect(json(failed.out)).toMatchObject({ ok: false, code: why, message: expect.any(String) })
    expect(failed.error).not.toContain('    at ')
  }
  expect(existsSync(env.TANDEM_DATA)).toBe(false)
})

test('an import that may make its distributor begins with an empty folder; any other is told what to do', async () => {
  const env = {
    TANDEM_DATA: join(root, 'begun'),
    TANDEM_SECRET: 'kept0nly-by-the-operator-of-this-machine',
  }
  const [table, mapping] = [join(root, 'goods.csv'), join(root, 'goods.json')]
  await writeFile(table, 'code,name\nA,Milk\nB,Bread\n')
  const fields = { code: { column: 'code' }, name: { column: 'name' } }
  await writeFile(mapping, JSON.stringify({ version: 1, kind: 'products', settings: {}, fields }))
  const words = ['import', 'table', table, '--mapping', mapping, '--distributor', 'NEW']
  expect(await tandem(words, env)).toMatchObject({
    code: 1,
    error: expect.stringContaining('run "tandem migrate" first'),
  })
  const taken = await tandem([...words, '--create', '--json'], env)
  expect(taken.code).toBe(0)
  expect(json(taken.out)).toMatchObject({ tables: [{ inserted: 2 }] })
})

test('server and worker run as two processes on one database, and end on SIGTERM', async () => {
  const env = {
    TANDEM_DATA: join(root, 'two'),
    TANDEM_SECRET: 'kept0nly-by-the-operator-of-this-machine',
    PORT: String(await freePort()),
  }
  const migrated = await tandem(['migrate', '--json'], env)
  expect(json(migrated.out).migrated).toContain('0001_platform')
  const again = json((await tandem(['migrate', '--json'], env)).out)
  expect(again).toEqual({ ok: true, migrated: [], rights: 0 })
  const server = start('tandem', ['server', '--json'], env)
  const worker = start('tandem', ['worker', '--json'], env)
  const firstLine = async (child: ChildProcess) => {
    const [chunk] = child.stdout ? await once(child.stdout, 'data') : []
    return json(String(chunk).split('\n')[0] ?? '')
  }
  const [served, worked] = await Promise.all([firstLine(server), firstLine(worker)])
  expect(served).toEqual({ ok: true, url: `http://127.0.0.1:${env.PORT}` })
  expect(worked).toEqual({ ok: true, running: true })
  expect(await end(server, 'SIGTERM')).toBe(0)
  expect(existsSync(pidFileOf(env.TANDEM_DATA))).toBe(true)
  expect(await end(worker, 'SIGTERM')).toBe(0)
  expect(existsSync(pidFileOf(env.TANDEM_DATA))).toBe(false)
})

// Installs the packages when those that are there are not those of the lockfile.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages

/** Ends the program with a sentence when Node is too old or npm fails. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    end(`Tandem needs Node 20.19 or newer; this is ${process.version}.`)
  }
  if (isInstalled()) return
  const release = takeLock()
  try {
    if (!isInstalled()) install()
  } finally {
    release()
  }
}

// npm writes what it installed at its end: a cut installation leaves no such file.
function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  const there = read('node_modules/.package-lock.json')
  return Object.entries(read('package-lock.json')).every(
    ([path, wanted]) =>
      path === '' ||
      (there[path] ? there[path].version === wanted.version : wanted.optional === true),
  )
}

function install() {
  process.stderr.write('Installing packages (only now; half a minute to a few) …\n')
  const began = performance.now()
  // The demo and the tests need the tools too, whatever NODE_ENV says.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const windows = process.platform === 'win32'
  const done = spawnSync(windows ? 'npm.cmd' : 'npm', [...args, '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: windows,
  })
  if (done.error || done.status !== 0) {
    end(`npm ci failed${done.error ? ` (${done.error.message})` : ''}: is the registry reachable?`)
  }
  process.stderr.write(`Installed in ${((performance.now() - began) / 1000).toFixed(0)} s.\n`)
}

// Two commands in one clone must not install at once; the second waits for the first.
function takeLock() {
  const lock = join(root, '.tandem-install')
  const owner = join(lock, 'pid')
  while (true) {
    try {
      mkdirSync(lock)
      writeFileSync(owner, String(process.pid))
      return () => rmSync(lock, { recursive: true, force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') end(`${lock} cannot be made: ${error.message}`)
    }
    if (isAbandoned(lock, owner)) rmSync(lock, { recursive: true, force: true })
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
  }
}

function isAbandoned(lock, owner) {
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0)
    return false
  } catch (error) {
    if (error.code === 'EPERM') return false
    // Made a moment ago, its owner not yet written.
    if (error.code === 'ENOENT') {
      return existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 5_000
    }
    return true
  }
}

function end(sentence) {
  process.stderr.write(`${sentence}\n`)
  if (process.argv.includes('--json')) {
    const told = { ok: false, code: 'not_installed', message: sentence }
    process.stdout.write(`${JSON.stringify(told)}\n`)
  }
  process.exit(1)
}

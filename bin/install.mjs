// Installs the packages when the lockfile changed since they were installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    process.stderr.write(`Tandem needs Node 20.19 or newer; this is ${process.version}.\n`)
    process.exit(1)
  }
  const stamp = join(root, 'node_modules', '.tandem-lock')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  process.stdout.write('Installing packages (once; about a minute) …\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // The demo and the tests need the tools too, whatever NODE_ENV says.
  const done = spawnSync(
    npm,
    ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  if (done.status !== 0) {
    process.stderr.write('npm ci failed: is the npm registry reachable?\n')
    process.exit(1)
  }
  writeFileSync(stamp, lock)
}

// npm test: installs what is missing, prepares Chromium, builds, and runs every test.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const only = process.argv.slice(2)

ensureInstalled()
const browser = ensureChromium()
const { buildServer, buildWeb } = await import('./build.mjs')
process.stdout.write('Building …\n')
await buildServer()
await buildWeb()
const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...only]
if (!browser) args.push('--exclude', 'test/e2e/**')
// A test names what it stands on: nothing of the operator's own environment reaches it.
const env = { ...process.env }
for (const name of Object.keys(env)) {
  if (/^(TANDEM_(?!TEST_|SHARED_)|DATABASE_|HOST$|PORT$|LOG_LEVEL$)/.test(name)) delete env[name]
}
process.exit(run(process.execPath, args, env))

function run(command, parts, environment = process.env) {
  return spawnSync(command, parts, { cwd: root, stdio: 'inherit', env: environment }).status ?? 1
}

/** Whether the browser tests can run. */
function ensureChromium() {
  const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const isThere = () => [process.env.CHROMIUM ?? '', ...known].some((path) => existsSync(path))
  if (isThere()) return true
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('Installing Chromium for the browser tests (only now) …\n')
    const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', ['update', '-qq'], quiet)
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet)
    if (isThere()) return true
  }
  process.stdout.write(
    'The browser tests are left out: Chromium is not on this machine. To run them too, install ' +
      'it as root (apt-get install chromium) or set CHROMIUM to its path.\n',
  )
  return false
}

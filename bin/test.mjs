// npm test: installs what is missing, prepares Chromium, builds, and runs every test.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const run = (command, args) => spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status ?? 1

function ensureChromium() {
  const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  if (known.some(existsSync)) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('Installing chromium for the browser tests …\n')
    run('apt-get', ['update', '-qq'])
    if (run('apt-get', ['install', '-y', '-qq', 'chromium']) === 0) return
  }
  process.stderr.write(
    'The browser tests need Chromium: install it ("apt-get install chromium" as root) and run again.\n',
  )
  process.exit(1)
}

ensureInstalled()
ensureChromium()
const { buildServer, buildWeb } = await import('./build.mjs')
process.stdout.write('Building …\n')
await buildServer()
await buildWeb()
const only = process.argv.slice(2)
process.exit(run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...only]))

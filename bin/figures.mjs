// npm run figures -- NAME …: one JSON line for each figure, with its control.
import { mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
ensureInstalled()
const { buildServer, buildWeb, bundle } = await import('./build.mjs')
await buildServer()
const known = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.figure.ts'))
  .map((file) => file.replace('.figure.ts', ''))
const asked = process.argv.slice(2)
const names = asked.length > 0 ? asked : known
const unknown = names.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`No figure ${unknown.join(', ')}. Known: ${known.join(', ')}\n`)
  process.exit(2)
}
// Worked in a browser: its screens are those of now.
if (names.includes('desk-keys')) await buildWeb()
const folder = join(root, 'dist', 'bench')
mkdirSync(folder, { recursive: true })
await bundle(
  Object.fromEntries(names.map((n) => [n, join(root, 'bench', `${n}.figure.ts`)])),
  folder,
)
let ok = true
for (const name of names) {
  const { run } = await import(join(folder, `${name}.js`))
  const figure = await run()
  ok &&= figure.ok
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}
process.exit(ok ? 0 : 1)

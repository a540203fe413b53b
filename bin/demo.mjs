// npm run demo: from an empty clone to a running Tandem.
import { ensureInstalled } from './install.mjs'

ensureInstalled()
const { buildServer, buildWeb } = await import('./build.mjs')
const began = performance.now()
const server = await buildServer()
const web = await buildWeb()
if (server || web)
  process.stderr.write(`Built in ${((performance.now() - began) / 1000).toFixed(1)} s.\n`)
process.argv.splice(2, 0, 'demo')
process.setSourceMapsEnabled(true)
await import('../dist/main.js')

// npm run demo: from an empty clone to a running Tandem.
import { ensureInstalled } from './install.mjs'

ensureInstalled()
const { buildServer, buildWeb } = await import('./build.mjs')
process.stdout.write('Building …\n')
await buildServer()
await buildWeb()
process.argv.splice(2, 0, 'demo')
await import('../dist/main.js')

import { giveWay } from './give-way.ts'
import { isPatient } from './patient-start.ts'

// Before the program itself is loaded: that is half a second of work beside whoever orders.
if (isPatient(process.argv.slice(2), process.env)) giveWay()
// As Node says from 21 on; where it does not, pg loads all of its fetch to find out where it runs.
if (!('navigator' in globalThis)) {
  Object.defineProperty(globalThis, 'navigator', {
    value: { userAgent: 'Node.js' },
  })
}
await import('./run-line.ts')

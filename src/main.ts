import { giveWay } from './give-way.ts'
import { isPatient } from './patient-start.ts'

// Before the program itself is loaded: that is half a second of work beside whoever orders.
if (isPatient(process.argv.slice(2), process.env)) giveWay()
await import('./run-line.ts')

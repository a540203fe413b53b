import { start } from '../start.tsx'
import { OfficeScreen } from './routes.tsx'

start(<OfficeScreen />)

import { start } from '../start.tsx'
import { FieldScreen } from './routes.tsx'

start(<FieldScreen />)

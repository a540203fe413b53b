import { start } from '../start.tsx'
import { ApiPage } from './ApiPage.tsx'

start(<ApiPage />)

import { start } from '../start.tsx'
import { ShopScreen } from './routes.tsx'

start(<ShopScreen />)

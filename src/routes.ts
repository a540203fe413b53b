import { clockRoutes } from './demo/forward/clock-routes.ts'
import { clockTexts } from './demo/forward/clock-texts.ts'
import { accountsTexts } from './modules/accounts/refusal-texts.ts'
import { accountsRoutes } from './modules/accounts/routes.ts'
import { catalogueRoutes } from './modules/catalogue/routes.ts'
import { deliveryTexts } from './modules/delivery/refusal-texts.ts'
import { deliveryRoutes } from './modules/delivery/routes.ts'
import { exchangeTexts } from './modules/exchange/refusal-texts.ts'
import { exchangeRoutes } from './modules/exchange/routes.ts'
import { fieldRoutes } from './modules/field/routes.ts'
import { goalsTexts } from './modules/goals/refusal-texts.ts'
import { goalsRoutes } from './modules/goals/routes.ts'
import { habitRoutes } from './modules/habit/routes.ts'
import { identityTexts } from './modules/identity/refusal-texts.ts'
import { identityRoutes } from './modules/identity/routes.ts'
import { messagingTexts } from './modules/messaging/refusal-texts.ts'
import { messagingRoutes } from './modules/messaging/routes.ts'
import { orderingTexts } from './modules/ordering/refusal-texts.ts'
import { orderingRoutes } from './modules/ordering/routes.ts'
import { seer } from './modules/outlets/outlets.ts'
import { outletsTexts } from './modules/outlets/refusal-texts.ts'
import { outletsRoutes } from './modules/outlets/routes.ts'
import { pricingRoutes } from './modules/pricing/routes.ts'
import { promotionsTexts } from './modules/promotions/refusal-texts.ts'
import { promotionsRoutes } from './modules/promotions/routes.ts'
import { rolloutTexts } from './modules/rollout/refusal-texts.ts'
import { rolloutRoutes } from './modules/rollout/routes.ts'
import type { Tiles } from './platform/config.ts'
import { type Pools, readTenant } from './platform/db.ts'
import type { Language, Phrase } from './platform/language.ts'
import type { Hub } from './platform/live.ts'
import { platformRoutes, type SeesPlaces } from './platform/platform-routes.ts'

export type RouteOptions = {
  pools: Pools
  secret: string
  demo: boolean
  hub: Hub
  tiles: Tiles | null
  publicUrl: string
  /** Places that are not public and may be sent to all the same. */
  allowed: readonly string[]
  /** Where files and uploads are kept. */
  folders: { dataFolder: string; exchangeFolder: string }
}

/** Every call of the system, by module: the sitemap. */
export const routes = (options: RouteOptions) => ({
  platform: {
    ...platformRoutes({ ...options, sees: seesPlaces(options.pools) }),
    ...clockRoutes(options),
  },
  identity: identityRoutes(options),
  outlets: outletsRoutes(options),
  accounts: accountsRoutes(options),
  catalogue: catalogueRoutes(options),
  messaging: messagingRoutes(options),
  pricing: pricingRoutes(options),
  delivery: deliveryRoutes(options),
  promotions: promotionsRoutes(options),
  ordering: orderingRoutes(options),
  field: fieldRoutes(options),
  habit: habitRoutes(options),
  rollout: rolloutRoutes(options),
  goals: goalsRoutes(options),
  exchange: exchangeRoutes(options),
})

/** The places of the live stream are outlets. */
const seesPlaces =
  ({ app }: Pools): SeesPlaces =>
  (member, right) =>
    readTenant(app, member.tenant.id, (db) => seer(db, member, right))

const texts: Record<string, (refusal: object) => Phrase> = {
  ...identityTexts,
  ...orderingTexts,
  ...deliveryTexts,
  ...goalsTexts,
  ...accountsTexts,
  ...outletsTexts,
  ...exchangeTexts,
  ...messagingTexts,
  ...promotionsTexts,
  ...rolloutTexts,
  ...clockTexts,
}

/** A refusal in the user's language. */
export function refusalText(code: string, refusal: object, language: Language): string {
  const text = texts[code]
  if (!text) throw new Error(`the refusal ${code} has no text`)
  return text(refusal)[language]
}

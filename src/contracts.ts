import { accountsContract } from './modules/accounts/contract.ts'
import { catalogueContract } from './modules/catalogue/contract.ts'
import { deliveryContract } from './modules/delivery/contract.ts'
import { exchangeContract } from './modules/exchange/contract.ts'
import { fieldContract } from './modules/field/contract.ts'
import { goalsContract } from './modules/goals/contract.ts'
import { habitContract } from './modules/habit/contract.ts'
import { identityContract } from './modules/identity/contract.ts'
import { messagingContract } from './modules/messaging/contract.ts'
import { orderingContract } from './modules/ordering/contract.ts'
import { outletsContract } from './modules/outlets/contract.ts'
import { pricingContract } from './modules/pricing/contract.ts'
import { promotionsContract } from './modules/promotions/contract.ts'
import { rolloutContract } from './modules/rollout/contract.ts'
import { platformContract } from './platform/call.ts'

/** Every call of the system, by module: the server serves it, the web sends it, OpenAPI is made from it. */
export const contract = {
  platform: platformContract,
  identity: identityContract,
  outlets: outletsContract,
  accounts: accountsContract,
  catalogue: catalogueContract,
  messaging: messagingContract,
  pricing: pricingContract,
  delivery: deliveryContract,
  promotions: promotionsContract,
  ordering: orderingContract,
  field: fieldContract,
  habit: habitContract,
  rollout: rolloutContract,
  goals: goalsContract,
  exchange: exchangeContract,
}
export type Contract = typeof contract

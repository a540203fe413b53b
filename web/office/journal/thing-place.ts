import type { AuditThing } from '../../../src/platform/audit-words.ts'

/** Where the office shows a thing that the journal names; null where no page does. */
export function placeOfThing(thing: AuditThing, id: string): string | null {
  switch (thing) {
    case 'order':
      return `/orders/${id}`
    case 'outlet':
      return `/o/${id}`
    case 'product':
      return `/products/${id}`
    case 'category':
      return '/products/categories'
    case 'run':
      return `/exchange/${id}`
    case 'zone':
    case 'holiday':
      return '/zones'
    case 'setting':
      return '/debts'
    case 'message':
      return '/messages'
    case 'match':
    case 'team':
    case 'proposal':
    case 'baseline':
      return '/fit'
    case 'fact':
    case 'upload':
      return '/exchange'
    case 'mend':
      return '/exchange/mends'
    case 'feed':
      return '/exchange/feeds'
    case 'webhook':
      return `/exchange/webhooks/${id}`
    case 'api_key':
      return '/exchange/keys'
    case 'benefit':
      return '/launch?view=benefit'
    case 'programme':
    case 'promise':
    case 'question':
      return '/launch'
    case 'wave':
      return `/launch/waves/${id}`
    case 'contact':
    case 'session':
    case 'person':
    case 'role':
    case 'machine_key':
    case 'return':
      return null
    default:
      return thing satisfies never
  }
}

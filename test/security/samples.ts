import { randomUUID } from 'node:crypto'
import { deskSamples } from './desk-samples.ts'
import { draftSamples } from './draft-samples.ts'
import { exchangeSamples } from './exchange-samples.ts'
import { handSamples } from './hand-samples.ts'
import { lateSamples } from './late-samples.ts'
import { launchSamples } from './launch-samples.ts'
import { messagingSamples } from './messaging-samples.ts'
import type { Kind, Place, Session } from './place.ts'

export type Sample = {
  /** The request as somebody who may make it makes it, about what he sees of a place. */
  request(place: Place, sender: Session): object | Promise<object>
  /** Which fields hold ids: by path, of what kind. Each is swapped for a foreign and an unknown one. */
  ids?: Record<string, Kind>
  /** Fields whose text is searched for. */
  searches?: string[]
  /** A signed link of the own place lets anybody in: to what it is about, of no other place. */
  byLink?: true
  /** It ends the sender's session: one of its own is opened for it. */
  endsSession?: true
  /** It ends the sender's other sessions: somebody else of his role sends it. */
  endsOthers?: true
}

const line = (productId: string) => ({ productId, unitCode: 'шт', quantityMilli: 1000 })
const UNSEEN_DAY = '2099-01-01'
const outletOnly: Sample = {
  request: ({ ids }) => ({ outletId: ids.outlet }),
  ids: { outletId: 'outlet' },
}
const productOnly: Sample = {
  request: ({ ids }) => ({ productId: ids.product }),
  ids: { productId: 'product' },
}
const nothing: Sample = { request: () => ({}) }

/** A request for every call of the contracts. A call without one fails the matrix: declare it here. */
export const samples: Record<string, Sample> = {
  'platform.live': nothing,
  'platform.tiles': nothing,
  'platform.clock': nothing,
  // A run that is over: the clock of all tenants stands still while the calls are tried.
  'platform.runClock': {
    request: async (place) => ({ id: await place.newClockRun(), to: 'hour' }),
  },
  'platform.stopClock': nothing,

  'identity.apiKeys': { request: () => ({}) },
  'identity.makeApiKey': {
    request: () => ({ keyId: randomUUID(), name: 'Site', rights: ['catalogue.read'] }),
  },
  'identity.revokeApiKey': {
    request: async (place) => ({ keyId: await place.newApiKey() }),
    ids: { keyId: 'apiKey' },
  },
  'identity.askCode': { request: () => ({ phone: '+380671112233' }) },
  'identity.signIn': { request: () => ({ phone: '+380671112233', code: '000000' }) },
  'identity.signOut': { request: () => ({}), endsSession: true },
  'identity.me': nothing,
  'identity.setLanguage': { request: () => ({ language: 'uk' }) },
  'identity.mySessions': nothing,
  'identity.tellSilence': { request: () => ({ ids: [randomUUID()] }) },
  'identity.revokeSession': {
    request: async (place, sender) => ({
      sessionId: (await place.newSession(sender.personId)).sessionId,
    }),
    ids: { sessionId: 'session' },
  },
  'identity.closeOthers': { request: () => ({}), endsOthers: true },
  'identity.journal': {
    request: ({ ids }) => ({ personId: ids.person }),
    ids: { personId: 'person' },
  },
  'identity.journalProof': nothing,
  'identity.demoLogins': nothing,

  'outlets.list': { request: () => ({ limit: 200 }), searches: ['search'] },
  'outlets.get': outletOnly,
  'outlets.towns': { request: () => ({ west: 30, south: 50, east: 31, north: 51 }) },
  'outlets.withoutPlace': nothing,
  'outlets.setPlace': {
    request: ({ ids }) => ({ outletId: ids.outlet, latitude: null, longitude: null }),
    ids: { outletId: 'outlet' },
  },
  'accounts.balances': outletOnly,
  'accounts.invoices': outletOnly,
  'accounts.payments': outletOnly,
  'accounts.promise': {
    request: ({ ids, deliveryDay }) => ({
      outletId: ids.outlet,
      promiseId: randomUUID(),
      contractId: ids.contract,
      amountMinor: 100,
      payDay: deliveryDay,
    }),
    ids: { outletId: 'outlet', contractId: 'contract' },
  },
  'accounts.debts': {
    request: () => ({ by: 'outlet' }),
    ids: { agentId: 'agent' },
    searches: ['search'],
  },
  'accounts.setDebtSetting': { request: () => ({ staleHours: 24, promiseDaysMax: 14 }) },
  'accounts.licences': { request: () => ({ state: 'all' }), searches: ['search'] },
  'accounts.outletLicences': outletOnly,
  'accounts.putLicence': {
    request: ({ ids }) => ({
      outletId: ids.outlet,
      kind: 'beer',
      number: '1',
      fromDay: '2026-01-01',
      toDay: null,
    }),
    ids: { outletId: 'outlet' },
  },
  'catalogue.categories': nothing,
  'catalogue.product': productOnly,
  'catalogue.publish': {
    request: ({ ids }) => ({ productId: ids.product, published: true }),
    ids: { productId: 'product' },
  },
  'catalogue.setCategoryLicence': {
    request: ({ ids }) => ({ categoryId: ids.category, licence: null }),
    ids: { categoryId: 'category' },
  },
  'catalogue.dropPicture': productOnly,
  ...messagingSamples,
  'pricing.products': { request: () => ({ limit: 200 }), searches: ['search'] },
  'pricing.ofProduct': productOnly,

  'delivery.slots': outletOnly,
  'delivery.zones': nothing,
  'delivery.stranded': nothing,
  'delivery.previewZone': {
    request: ({ ids }) => ({
      zoneId: ids.zone,
      weekdays: [1, 2],
      cutOffDays: 1,
      cutOffTime: '17:00',
      lockMinutes: 60,
    }),
    ids: { zoneId: 'zone' },
  },
  'delivery.changeZone': {
    request: ({ ids }) => ({
      zoneId: ids.zone,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      cutOffDays: 1,
      cutOffTime: '17:00',
      lockMinutes: 60,
      capacityDrops: null,
      minimumMinor: 0,
    }),
    ids: { zoneId: 'zone' },
  },
  'delivery.makeException': {
    request: ({ ids }) => ({
      zoneId: ids.zone,
      day: UNSEEN_DAY,
      kind: 'closed',
      movedTo: null,
      reason: 'a bridge',
    }),
    ids: { zoneId: 'zone' },
  },
  'delivery.dropException': {
    request: async (place) => ({ zoneId: place.ids.zone, day: await place.newException() }),
    ids: { zoneId: 'zone' },
  },

  'delivery.putHoliday': { request: () => ({ day: UNSEEN_DAY, name: 'a feast' }) },
  'delivery.dropHoliday': { request: async (place) => ({ day: await place.newHoliday() }) },

  'ordering.shelf': {
    request: ({ ids }) => ({
      outletId: ids.outlet,
      categoryId: ids.category,
    }),
    ids: { outletId: 'outlet', categoryId: 'category', 'productIds.0': 'product' },
    searches: ['search'],
  },
  'ordering.card': {
    request: ({ ids }) => ({ outletId: ids.outlet, productId: ids.product }),
    ids: { outletId: 'outlet', productId: 'product' },
  },
  'ordering.quote': {
    request: ({ ids, deliveryDay }) => ({
      outletId: ids.outlet,
      deliveryDay,
      lines: [line(ids.product)],
    }),
    ids: { outletId: 'outlet', 'lines.0.productId': 'product' },
  },
  'ordering.place': {
    request: ({ ids, deliveryDay }) => ({
      outletId: ids.outlet,
      checkoutId: randomUUID(),
      deliveryDay,
      onDouble: 'keep',
      lines: [line(ids.product)],
    }),
    ids: { outletId: 'outlet', 'lines.0.productId': 'product' },
  },
  'ordering.change': {
    request: async (place) => ({
      orderId: await place.newOrder(),
      version: 1,
      lines: [line(place.ids.product)],
    }),
    ids: { orderId: 'order', 'lines.0.productId': 'product' },
  },
  'ordering.cancel': {
    request: async (place) => ({ orderId: await place.newOrder() }),
    ids: { orderId: 'order' },
  },
  'ordering.release': {
    request: async (place) => ({ orderId: await place.newOrder(true), why: 'paid' }),
    ids: { orderId: 'order' },
  },
  'ordering.list': {
    request: () => ({ limit: 200 }),
    ids: { outletId: 'outlet', lateBy: 'person' },
    searches: ['search'],
  },
  'ordering.get': { request: ({ ids }) => ({ orderId: ids.order }), ids: { orderId: 'order' } },
  'ordering.lastBasket': outletOnly,
  'ordering.held': nothing,

  'ordering.returns': {
    request: () => ({ limit: 200 }),
    ids: { outletId: 'outlet', orderId: 'order' },
    searches: ['search'],
  },
  'ordering.returnable': {
    request: ({ ids }) => ({ orderId: ids.order }),
    ids: { orderId: 'order' },
  },
  'ordering.askReturn': {
    request: ({ ids }) => ({
      orderId: ids.order,
      returnId: randomUUID(),
      kind: 'expired_or_swap',
      lines: [{ lineNo: 1, quantityMilli: 1000 }],
    }),
    ids: { orderId: 'order' },
  },
  'ordering.decideReturn': {
    request: async (place) => ({ returnId: await place.newReturn(), decision: 'accepted' }),
    ids: { returnId: 'return' },
  },

  'field.notices': nothing,
  'field.readNotices': { request: () => ({ upTo: '2026-01-01T00:00:00Z' }) },
  'field.overnight': nothing,
  'field.outlets': { request: () => ({}), searches: ['search'] },

  'field.map': nothing,
  'field.coverage': nothing,

  'habit.pattern': outletOnly,
  'habit.proposals': nothing,
  'habit.decideProposals': {
    request: ({ ids }) => ({ ids: [ids.proposal], accepted: false }),
    ids: { 'ids.0': 'proposal' },
  },

  'rollout.fitList': { request: () => ({}), searches: ['search'] },
  'rollout.fitSummary': nothing,
  'rollout.fitOfOutlet': outletOnly,
  'rollout.outletHabit': outletOnly,
  'rollout.toMend': nothing,
  'rollout.recheck': outletOnly,
  'rollout.priceLeaks': {
    request: () => ({}),
    ids: { agentId: 'agent' },
    searches: ['search'],
  },
  'rollout.matches': { request: () => ({ kind: 'same_place' }) },
  'rollout.decideMatch': {
    request: async (place) => ({ id: await place.newMatch(), accepted: false }),
    ids: { id: 'match' },
  },
  'rollout.findMatches': nothing,
  'rollout.confirmContact': {
    request: ({ ids }) => ({ outletId: ids.outlet, personId: ids.person }),
    ids: { outletId: 'outlet', personId: 'person' },
  },

  'goals.baselines': nothing,
  'goals.freezeBaseline': { request: () => ({ id: randomUUID() }) },

  ...exchangeSamples,
  ...handSamples,
  ...draftSamples,
  ...lateSamples,
  ...deskSamples,
  ...launchSamples,
}

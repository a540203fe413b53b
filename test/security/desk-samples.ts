import { randomUUID } from 'node:crypto'
import { shippedTexts } from '../../src/modules/rollout/desk/script-rules.ts'
import type { Sample } from './samples.ts'

const ofOutlet: Sample = {
  request: ({ ids }) => ({ outletId: ids.outlet }),
  ids: { outletId: 'outlet' },
}

/** A request for every call of the desk. */
export const deskSamples: Record<string, Sample> = {
  'rollout.desk': { request: () => ({}) },
  'rollout.story': ofOutlet,
  'rollout.logContact': {
    request: ({ ids }) => {
      const at = new Date().toISOString()
      return {
        ...{ outletId: ids.outlet, contactId: randomUUID(), kind: 'visit', place: 'route' },
        ...{ outcome: 'no_answer', startedAt: at, endedAt: at },
      }
    },
    ids: { outletId: 'outlet' },
  },
  'rollout.undoContact': {
    request: async (place, sender) => ({ contactId: await place.newContact(sender.personId) }),
    ids: { contactId: 'contact' },
  },
  'rollout.putAside': {
    request: ({ ids }) => ({ outletId: ids.outlet, kind: 'paused', reason: 'Ремонт до весни' }),
    ids: { outletId: 'outlet' },
  },
  'rollout.confirmAside': {
    ...ofOutlet,
    request: async (place) => {
      await place.newAside()
      return { outletId: place.ids.outlet }
    },
  },
  'rollout.reviewAside': {
    ...ofOutlet,
    request: async (place) => {
      await place.newAside(true)
      return { outletId: place.ids.outlet }
    },
  },
  'rollout.asides': { request: () => ({ search: '' }), searches: ['search'] },
  'rollout.scripts': { request: () => ({ language: 'uk' }) },
  'rollout.scriptVersions': { request: () => ({ kind: 'presentation', language: 'uk' }) },
  'rollout.putScript': {
    request: () => ({
      ...{ kind: 'presentation', language: 'uk', scriptId: randomUUID() },
      texts: shippedTexts('presentation', 'uk'),
    }),
  },
  'rollout.contactCap': { request: () => ({}) },
  'rollout.setContactCap': { request: () => ({ contactsMax: 2, windowDays: 7 }) },
  'rollout.endAside': ofOutlet,
  'rollout.counterOutlets': {
    request: () => ({ search: '', latitude: 50.4, longitude: 30.5 }),
    searches: ['search'],
  },
  'rollout.startCounter': {
    request: async (place) => {
      await place.fitToInvite()
      return { outletId: place.ids.outlet, counterId: randomUUID() }
    },
    ids: { outletId: 'outlet' },
  },
  'rollout.counter': {
    request: async (place, { personId }) => ({ counterId: await place.newCounter(personId) }),
    ids: { counterId: 'counter' },
  },
  'rollout.endCounter': {
    request: async (place, { personId }) => ({
      counterId: await place.newCounter(personId),
      outcome: 'agreed',
    }),
    ids: { counterId: 'counter' },
  },
  'rollout.invite': {
    request: async (place) => {
      await place.fitToInvite()
      return { outletId: place.ids.outlet, invitationId: randomUUID(), way: 'link' }
    },
    ids: { outletId: 'outlet' },
  },
  'rollout.revokeInvitation': ofOutlet,
  'rollout.openInvitation': {
    byLink: true,
    request: async (place) => ({ token: await place.newInvitation() }),
  },
  'rollout.takeInvitation': {
    byLink: true,
    request: async (place) => ({ token: await place.newInvitation() }),
  },
}

import { z } from 'zod'
import { tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'

const Cap = z.object({
  contactsMax: z.int().describe('Contacts in which somebody of the shop was spoken with'),
  windowDays: z.int(),
})

export const contactCapCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/contact-cap',
  summary: 'How often a shop is spoken with, whoever of us speaks.',
  right: 'rollout.contact',
  request: {},
  reply: Cap.extend({ own: z.boolean().describe('Set by the distributor, not the default') }),
})

export const setContactCapCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/contact-cap',
  summary: 'Set how often a shop is spoken with: by the desk, agents, the counter and reminders.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: {
    word: 'contact_cap_set',
    on: 'setting',
    tells: ['contactsMax', 'windowDays'],
  },
  request: {
    contactsMax: z.int().min(1).max(LIMITS.contactsMax),
    windowDays: z.int().min(1).max(LIMITS.contactWindowDaysMax),
  },
  reply: z.object({}),
})

export const deskSettingContract = { contactCap: contactCapCall, setContactCap: setContactCapCall }

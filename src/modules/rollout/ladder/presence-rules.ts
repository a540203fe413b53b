/** Channels in which the shop orders for itself (domain.md §3). */
export const SELF_SERVICE = ['portal', 'chatbot', 'api']
const BY_ITSELF = ['buyer', 'suggestion']
/** Minutes around a visit or a call in which somebody of ours was there. */
const NEAR_MINUTES = 15
/** A device that ordered for so many unrelated outlets before is not the shop's. */
const FOREIGN_OUTLETS = 3

export type Span = { from: string; to: string; contactId: string }
export type Evidence = {
  /** Visits, calls and counter sessions of our people with this outlet. */
  spans: Span[]
  /** Outlets of other owners that this device ordered for before. */
  deviceOutlets: number
}
export type Presence = 'alone' | 'with_staff'
export type Verdict = { verdict: Presence; because: Because | null }
export type Because = { kind: 'contact'; contactId: string } | { kind: 'device'; outlets: number }

export const isSelfService = (channel: string): boolean => SELF_SERVICE.includes(channel)

/**
 * Whether a self-service order was made alone, or while somebody of ours was there: within 15 minutes
 * of a visit or call, or on a device already used for three unrelated outlets (domain.md §3).
 */
export function presenceOf(placedAt: string, { spans, deviceOutlets }: Evidence): Verdict {
  const at = Date.parse(placedAt)
  const near = NEAR_MINUTES * 60_000
  const contact = spans
    .toSorted((a, b) => a.from.localeCompare(b.from) || a.contactId.localeCompare(b.contactId))
    .find(({ from, to }) => at >= Date.parse(from) - near && at <= Date.parse(to) + near)
  if (contact) {
    return { verdict: 'with_staff', because: { kind: 'contact', contactId: contact.contactId } }
  }
  if (deviceOutlets >= FOREIGN_OUTLETS) {
    return { verdict: 'with_staff', because: { kind: 'device', outlets: deviceOutlets } }
  }
  return { verdict: 'alone', because: null }
}

/** Independent: self-service, prepared by the buyer or a suggestion, alone. Undecided counts nowhere. */
export const isIndependent = (order: {
  channel: string
  preparedBy: string
  presence: Presence | null
}): boolean =>
  isSelfService(order.channel) && BY_ITSELF.includes(order.preparedBy) && order.presence === 'alone'

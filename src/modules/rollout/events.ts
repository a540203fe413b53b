/** Outlets wait to be checked: is the portal true for them? */
export type FitWanted = { type: 'rollout.fit_wanted'; distributorId: string }

export const fitWanted = (fact: Omit<FitWanted, 'type'>): FitWanted => ({
  type: 'rollout.fit_wanted',
  ...fact,
})

/** Outlets wait to be placed on the ladder. */
export type LadderWanted = { type: 'rollout.ladder_wanted'; distributorId: string }

export const ladderWanted = (fact: Omit<LadderWanted, 'type'>): LadderWanted => ({
  type: 'rollout.ladder_wanted',
  ...fact,
})

/** Outlets wait for their cues to be planned and counted. */
export type CuesWanted = { type: 'rollout.cues_wanted'; distributorId: string }

export const cuesWanted = (fact: Omit<CuesWanted, 'type'>): CuesWanted => ({
  type: 'rollout.cues_wanted',
  ...fact,
})

/** Outlets wait for their readiness to be judged: a night has come. */
export type ReadinessWanted = { type: 'rollout.readiness_wanted'; distributorId: string }

export const readinessWanted = (fact: Omit<ReadinessWanted, 'type'>): ReadinessWanted => ({
  type: 'rollout.readiness_wanted',
  ...fact,
})

/** A step before a cut-off has come: outlets that have not ordered are reminded, after one of them. */
export type RemindersDue = {
  type: 'rollout.reminders_due'
  distributorId: string
  cutOffAt: string
  step: '24h' | '2h'
  after: string | null
  /** Up to and with this one; left out: the outlets are parted among facts of their own first. */
  upTo?: string
  /** Whether some are held out to measure what reminders do, as the first of these decided. */
  measures?: boolean
}

export const remindersDue = (fact: Omit<RemindersDue, 'type'>): RemindersDue => ({
  ...fact,
  type: 'rollout.reminders_due',
})

/**
 * An outlet came to a step that its agent earns something by, or went aside from it; `from` is null when
 * it is placed for the first time.
 */
export type LadderMoved = {
  type: 'rollout.ladder_moved'
  distributorId: string
  outletId: string
  from: string | null
  to: string
  aside: string | null
}

export const ladderMoved = (fact: Omit<LadderMoved, 'type'>): LadderMoved => ({
  type: 'rollout.ladder_moved',
  ...fact,
})

/** The lock of an order that its shop made has passed: was the shop alone? */
export type PresenceDue = { type: 'rollout.presence_due'; distributorId: string; orderId: string }

export const presenceDue = (fact: Omit<PresenceDue, 'type'>): PresenceDue => ({
  type: 'rollout.presence_due',
  ...fact,
})

/** It is known of orders of these outlets whether their shops were alone, or known otherwise than before. */
export type PresenceDecided = {
  type: 'rollout.presence_decided'
  distributorId: string
  outletIds: string[]
}

export const presenceDecided = (fact: Omit<PresenceDecided, 'type'>): PresenceDecided => ({
  type: 'rollout.presence_decided',
  ...fact,
})

/** A launch was set, changed or ended. */
export type LaunchChanged = { type: 'rollout.launch_changed'; distributorId: string }

export const launchChanged = (fact: Omit<LaunchChanged, 'type'>): LaunchChanged => ({
  type: 'rollout.launch_changed',
  ...fact,
})

/** A contact with an outlet was written down, perhaps after the order it led to. */
export type ContactLogged = {
  type: 'rollout.contact_logged'
  distributorId: string
  outletId: string
  contactId: string
}

export const contactLogged = (fact: Omit<ContactLogged, 'type'>): ContactLogged => ({
  type: 'rollout.contact_logged',
  ...fact,
})

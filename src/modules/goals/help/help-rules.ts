import { callBackOf, type Said } from '../../rollout/desk/cap-rules.ts'
import { shareOf } from '../share-rules.ts'

/** Why an outlet waits for somebody; the first that holds is what to do first. */
export const TROUBLES = [
  'call_back_late',
  'not_fit',
  'slipping',
  'no_second_order',
  'no_first_order',
  'not_registered',
  'not_contacted',
  'relapsed',
] as const
export type Trouble = (typeof TROUBLES)[number]

export type HelpFacts = {
  waveStartsOn: string
  step: string
  aside: string | null
  reached: Record<string, string>
  cadenceDays: number
  fit: boolean | null
  stage: string | null
  stageSince: string | null
  lastOrderAt: string | null
  contacts: Said[]
}
export type Stuck = { trouble: Trouble; days: number; points: number }

/** What is worth the most when done first; a day of waiting adds a point, up to a month. */
const POINTS: Record<Trouble, number> = {
  call_back_late: 100,
  not_fit: 90,
  slipping: 80,
  no_second_order: 70,
  no_first_order: 60,
  not_registered: 50,
  not_contacted: 40,
  relapsed: 30,
}
const DAYS_COUNTED = 30
/** Days that each step may take before somebody helps. */
const PATIENCE = { contact: 7, register: 7, firstOrder: 7 }
/** An outlet that has ordered is waited for as many of its own periods. */
const PERIODS = 2
const DAY_MS = 86_400_000

/** Where an outlet is stuck and for how many days; null: it goes on by itself, or lawfully rests. */
export function stuckOf(facts: HelpFacts, now: string): Stuck | null {
  if (facts.aside !== null && facts.aside !== 'relapsed') return null
  const ago: Ago = (at) => (at ? Math.floor((Date.parse(now) - Date.parse(at)) / DAY_MS) : 0)
  for (const trouble of TROUBLES) {
    const days = WAITING[trouble](facts, ago)
    if (days === null) continue
    return { trouble, days, points: POINTS[trouble] + Math.min(days, DAYS_COUNTED) }
  }
  return null
}

/** How many whole days an instant lies back; of none, 0. */
type Ago = (at: string | null | undefined) => number

const after = (days: number, patience: number) => (days >= patience ? days : null)

/** For how many days each trouble holds; null: it does not. */
const WAITING: Record<Trouble, (facts: HelpFacts, ago: Ago) => number | null> = {
  call_back_late: ({ contacts }, ago) => {
    const at = callBackOf(contacts)
    const days = ago(at)
    return at !== null && days >= 0 ? days : null
  },
  not_fit: ({ fit, step, reached }, ago) =>
    fit === false && !ORDERS_BY_ITSELF.includes(step) ? ago(reached.planned) : null,
  slipping: ({ stage, stageSince }, ago) => (stage === 'slipping' ? ago(stageSince) : null),
  no_second_order: ({ step, lastOrderAt, reached, cadenceDays }, ago) =>
    step === 'first_order'
      ? after(ago(lastOrderAt ?? reached.first_order), PERIODS * cadenceDays)
      : null,
  no_first_order: ({ step, reached }, ago) =>
    step === 'registered' ? after(ago(reached.registered), PATIENCE.firstOrder) : null,
  not_registered: ({ step, reached }, ago) =>
    BEFORE_REGISTERED.includes(step)
      ? after(ago(reached.agreed ?? reached.contacted), PATIENCE.register)
      : null,
  not_contacted: ({ step, waveStartsOn }, ago) =>
    BEFORE_CONTACT.includes(step) ? after(ago(waveStartsOn), PATIENCE.contact) : null,
  relapsed: ({ stage, aside, stageSince }, ago) =>
    stage === 'relapsed' || aside === 'relapsed' ? ago(stageSince) : null,
}

const ORDERS_BY_ITSELF = ['third_order', 'regular', 'held']
const BEFORE_REGISTERED = ['contacted', 'agreed']
const BEFORE_CONTACT = ['universe', 'fit', 'planned']

export type Helped = { group: { id: string; name: string }; stuck: Stuck | null }
export type HelpGroup = {
  id: string
  name: string
  outlets: number
  stuck: number
  points: number
  troubles: Partial<Record<Trouble, number>>
  /** The share of the other groups' outlets that is stuck, in ten-thousandths. */
  peersBp: number
  /** More of its outlets are stuck than chance makes of the others' share. */
  above: boolean
}

/** What is stuck by group, the group that needs help first on top. */
export function groupsOf(rows: Helped[]): HelpGroup[] {
  const groups = new Map<string, HelpGroup>()
  for (const { group, stuck } of rows) {
    const known = groups.get(group.id) ?? { ...EMPTY, ...group, troubles: {} }
    known.outlets += 1
    if (stuck) {
      known.stuck += 1
      known.points += stuck.points
      known.troubles[stuck.trouble] = (known.troubles[stuck.trouble] ?? 0) + 1
    }
    groups.set(group.id, known)
  }
  const all = [...groups.values()]
  const outlets = all.reduce((sum, group) => sum + group.outlets, 0)
  const stuck = all.reduce((sum, group) => sum + group.stuck, 0)
  return all
    .map((group) => {
      const peers = outlets - group.outlets
      const peersBp = peers > 0 ? Math.round(((stuck - group.stuck) * 10_000) / peers) : 0
      const above = peers > 0 && shareOf(group.stuck, group.outlets).lowBp > peersBp
      return { ...group, peersBp, above }
    })
    .toSorted((a, b) => b.points - a.points || a.name.localeCompare(b.name))
}

const EMPTY = { outlets: 0, stuck: 0, points: 0, peersBp: 0, above: false }

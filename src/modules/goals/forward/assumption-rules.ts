/**
 * Every number that the model of a launch assumes and the product does not decide itself; said in words in
 * docs/simulate.md. None was fitted to a real launch.
 */
export const ASSUMED = {
  /** The world. */
  outletsAnAgent: 80,
  vacantTerritories: 0.08,
  zones: 6,
  fortnightly: 0.35,
  dropMedianMinor: { from: 120_000, to: 480_000 },
  classes: { A: 0.15, B: 0.3, C: 0.35 },
  cutOffHour: 17,
  truckFails: 0.01,
  /** A bad day of a zone: no power, no network. */
  blackoutDay: 0.06,
  blackoutLeaves: 0.2,
  /** The portal's prices are not those of the invoices; somebody mends so many of these a week. */
  wrongPrices: 0.3,
  mendedAWeek: 0.15,
  linesCompared: 40,
  /** Agents by what they think of it, from −1 (hinders) to 1 (helps). */
  hinders: 0.2,
  helps: 0.35,
  moodOfHindering: -0.6,
  moodOfHelping: 0.6,
  /** Nobody asked them, all at once, no pilots before them. */
  fearOfAllAtOnce: -0.35,
  moodOfBonus: 0.03,
  moodOfBurn: -0.02,
  /** An outlet's trust in the portal. */
  trustAtFirst: 0.75,
  burnedTo: 0.45,
  neighboursHear: 0.94,
  trustOfGoodOrder: 0.15,
  /** Each week in which an invited outlet is not spoken with. */
  coldInvitation: 0.95,
  /** A contact of the focus team. */
  answers: 0.55,
  answersAtItsHour: 0.3,
  agrees: { always: 0.2, proclivity: 0.65, mood: 0.15 },
  refusesOfTheRest: 0.5,
  followUpCounts: 0.16,
  /** Without anybody's help: signs in by the invitation alone, at a cue. */
  startsAlone: 0.1,
  startsAloneFades: 0.7,
  /** What makes an outlet order alone at its cue. */
  alone: { always: 0.06, proclivity: 0.45, strength: 0.45, taught: 0.12, mood: 0.15 },
  reminderAdds: 0.12,
  /** Somebody else takes the order, or nobody does. */
  agentTakes: 0.92,
  vacantTakes: 0.75,
  hinderingRetypes: 0.35,
  returned: 0.02,
  quantitySpread: 0.25,
  /** The programme, as the office proposes it. */
  waveWeeks: 4,
  waveOutlets: 150,
  readinessMin: [40, 30, 0],
  holdOutBp: 1000,
  gateFirstOrderBp: 5000,
  gateThirdOrderBp: 3000,
  bonusRegularMinor: 20_000,
  bonusHeldMinor: 30_000,
  benefitFirstOrders: 3,
  benefitPercentBp: 300,
  benefitOrderMaxMinor: 50_000,
  benefitBudgetMinor: 5_000_000,
} as const

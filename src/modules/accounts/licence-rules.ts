/** What may be sold only with a licence of the place. */
export const LICENCE_KINDS = ['alcohol', 'beer', 'tobacco', 'e_liquid', 'fuel'] as const
export type LicenceKind = (typeof LICENCE_KINDS)[number]

/** Days before its end at which a licence is warned of, each louder than the one before. */
export const WARN_DAYS = [30, 14, 3] as const

export type Licence = { kind: LicenceKind; fromDay: string; toDay: string | null }
export type LicenceState = 'valid' | 'ends_30' | 'ends_14' | 'ends_3' | 'ended' | 'future'

/** Whether a licence covers a day; both its days are included. */
export const covers = (licence: Licence, day: string): boolean =>
  licence.fromDay <= day && (licence.toDay === null || licence.toDay >= day)

/** The kinds among those needed that no licence covers on the day, each once, in order. */
export const missingKinds = (
  needed: readonly LicenceKind[],
  licences: readonly Licence[],
  day: string,
): LicenceKind[] =>
  [...new Set(needed)]
    .filter((kind) => !licences.some((licence) => licence.kind === kind && covers(licence, day)))
    .sort((a, b) => (a < b ? -1 : 1))

/** How a licence stands on a day: 30, 14 and 3 days before its end it is warned of. */
export function licenceState({ fromDay, toDay }: Omit<Licence, 'kind'>, day: string): LicenceState {
  if (fromDay > day) return 'future'
  if (toDay === null) return 'valid'
  if (toDay < day) return 'ended'
  const left = (Date.parse(toDay) - Date.parse(day)) / 86_400_000
  const nearest = WARN_DAYS.findLast((days) => left <= days)
  return nearest ? `ends_${nearest}` : 'valid'
}

import type { Standing } from './decision-queries.ts'

/** What a person may do about a run: import what it saw, approve a big drop, or read it again. */
export type Awaited = 'confirmation' | 'approval' | 'check'

/** What a run waits for; null: nothing is left to decide about it. */
export function awaitedOf(run: Omit<Standing, 'feed' | 'source'>): Awaited | null {
  if (!run.kept || !run.newest) return null
  if (run.status === 'failed') return 'check'
  const seen = run.status === 'waiting_approval' || (run.dryRun && run.status === 'done')
  if (!seen) return null
  if (run.outdated) return 'check'
  return run.status === 'done' ? 'confirmation' : 'approval'
}

/** An upload that nobody read yet, that is read just now, or that a person has to decide about. */
export const isWaiting = ({ run }: { run: Standing | null }): boolean =>
  run === null || awaitedOf(run) !== null || (run.dryRun && run.status === 'running')

/** Why a run cannot be imported as it was seen; null: it can. */
export function confirmRefusal(
  run: Standing,
  upload: { running: boolean } | null,
  approved: boolean,
): { code: 'check_again' | 'upload_busy' | 'not_approved' } | null {
  const awaited = upload && awaitedOf(run)
  if (upload?.running) return { code: 'upload_busy' }
  if (!awaited || awaited === 'check') return { code: 'check_again' }
  return awaited === 'approval' && !approved ? { code: 'not_approved' } : null
}

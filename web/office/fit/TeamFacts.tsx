import type { call } from '../../call.ts'

export type Team = Awaited<ReturnType<typeof call.rollout.proposedTeams>>['teams'][number]

/** Names with what they say, one under the other. */
export function Facts({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className="divide-y divide-line text-sm">
      {rows.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-4 py-1.5">
          <dt className="text-soft">{name}</dt>
          <dd className="text-right font-medium break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

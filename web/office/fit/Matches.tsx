import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { ConfirmDialog } from '../../kit/Dialog.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button, Card, Empty, Skeleton } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { OUTLETS, words } from './fit-words.ts'
import { matchWords, REASONS } from './match-words.ts'
import { Teams } from './Teams.tsx'

type Match = Awaited<ReturnType<typeof call.rollout.matches>>['matches'][number]
type Kind = Match['kind']

/** Rows that may be one place, and outlets that may have one owner; a person decides on each. */
export function Matches({ distributor }: { distributor: string }) {
  const m = useWords(matchWords)
  const queries = useQueryClient()
  const { tenant } = usePlace()
  const find = useMutation({
    mutationFn: () => call.rollout.findMatches({ distributor }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['fit'] }),
  })
  return (
    <div className="space-y-6">
      {can(tenant, 'rollout.write') && (
        <Button busy={find.isPending} onClick={() => find.mutate()}>
          {m.look}
        </Button>
      )}
      {find.error && <Failed error={find.error} />}
      <Teams distributor={distributor} />
      <MatchList distributor={distributor} kind="same_place" />
      <MatchList distributor={distributor} kind="owner_group" />
    </div>
  )
}

function MatchList({ distributor, kind }: { distributor: string; kind: Kind }) {
  const m = useWords(matchWords)
  const matches = useQuery({
    queryKey: ['fit', distributor, 'matches', kind],
    queryFn: () => call.rollout.matches({ distributor, kind }),
  })
  return (
    <section className="space-y-3">
      <h2 className="text-lg font-semibold">{m[kind]}</h2>
      {matches.error && <Failed error={matches.error} retry={matches.refetch} />}
      {matches.isPending && <Skeleton rows={3} />}
      {matches.data?.matches.length === 0 && <Empty title={m.none}>{m.noneHow}</Empty>}
      <ul className="grid gap-3 xl:grid-cols-2">
        {matches.data?.matches.map((match) => (
          <li key={match.id}>
            <MatchCard distributor={distributor} match={match} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function MatchCard({ distributor, match }: { distributor: string; match: Match }) {
  const t = useWords(words)
  const m = useWords(matchWords)
  const f = useFormats()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const { tenant } = usePlace()
  const [asking, setAsking] = useState(false)
  const decide = useMutation({
    mutationFn: (accepted: boolean) =>
      call.rollout.decideMatch({ distributor, id: match.id, accepted }),
    onSuccess: (_, accepted) => toast({ text: accepted ? t.accepted : t.declined }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['fit'] }),
  })
  const isPlace = match.kind === 'same_place'
  return (
    <Card className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        {match.name && <h3 className="font-semibold first-letter:uppercase">{match.name}</h3>}
        {!isPlace && <span className="text-sm text-soft">{f.count(match.size, OUTLETS)}</span>}
        {match.reasons.map((reason) => (
          <Badge key={reason} tone="accent">
            {REASONS[reason]?.[language] ?? reason}
          </Badge>
        ))}
      </div>
      <ul className="divide-y divide-line text-sm">
        {match.outlets.map((outlet) => (
          <li key={outlet.id} className="py-1">
            <Link
              href={`/o/${outlet.id}`}
              className="inline-flex min-h-8 items-center font-medium text-accent"
            >
              {outlet.name}
            </Link>{' '}
            <span className="text-soft">
              {outlet.code} · {outlet.city}, {outlet.address}
            </span>
          </li>
        ))}
      </ul>
      {decide.error && <Failed error={decide.error} />}
      {can(tenant, 'rollout.write') && (
        <div className="flex gap-2">
          <Button
            look="primary"
            busy={decide.isPending}
            onClick={() => (isPlace ? setAsking(true) : decide.mutate(true))}
          >
            {isPlace ? m.join : m.group}
          </Button>
          <Button onClick={() => decide.mutate(false)}>{m.apart}</Button>
        </div>
      )}
      <ConfirmDialog
        open={asking}
        close={() => setAsking(false)}
        title={m.joinAsk}
        closeLabel={m.no}
        yes={m.join}
        no={m.no}
        busy={decide.isPending}
        confirm={() => decide.mutate(true)}
      >
        <p>{m.joinNote}</p>
      </ConfirmDialog>
    </Card>
  )
}

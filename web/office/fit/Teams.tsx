import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Badge, Button, Card, Empty, Skeleton } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { OUTLETS } from './fit-words.ts'
import { TeamDialog } from './TeamDialog.tsx'
import { Facts, type Team } from './TeamFacts.tsx'
import { teamWords } from './team-words.ts'

/** Brands that other agents sell than the rest at the same outlets; a person decides on each. */
export function Teams({ distributor }: { distributor: string }) {
  const t = useWords(teamWords)
  const teams = useQuery({
    queryKey: ['fit', distributor, 'teams'],
    queryFn: () => call.rollout.proposedTeams({ distributor }),
  })
  return (
    <section className="space-y-3">
      <h2 className="text-lg font-semibold">{t.teams}</h2>
      {teams.error && <Failed error={teams.error} retry={teams.refetch} />}
      {teams.isPending && <Skeleton rows={3} />}
      {teams.data?.teams.length === 0 && <Empty title={t.none}>{t.noneHow}</Empty>}
      <ul className="grid gap-3 xl:grid-cols-2" data-testid="teams">
        {teams.data?.teams.map((team) => (
          <li key={team.id}>
            <TeamCard distributor={distributor} team={team} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function TeamCard({ distributor, team }: { distributor: string; team: Team }) {
  const t = useWords(teamWords)
  const { tenant } = usePlace()
  const { decline, undo } = useDecisions(distributor, team.id)
  const [asking, setAsking] = useState(false)
  const error = decline.error ?? undo.error
  return (
    <Card className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-semibold">{team.teamName ?? team.name}</h3>
        {team.accepted === true && <Badge tone="good">{t.isMade}</Badge>}
        {team.accepted === false && <Badge>{t.isDeclined}</Badge>}
      </div>
      <Evidence team={team} />
      {error && <Failed error={error} />}
      {can(tenant, 'rollout.write') && (
        <div className="flex flex-wrap gap-2">
          {team.accepted === null && (
            <>
              <Button look="primary" onClick={() => setAsking(true)}>
                {t.make}
              </Button>
              <Button busy={decline.isPending} onClick={() => decline.mutate()}>
                {t.decline}
              </Button>
            </>
          )}
          {team.canUndo && (
            <Button busy={undo.isPending} onClick={() => undo.mutate()}>
              {t.undo}
            </Button>
          )}
        </div>
      )}
      {asking && (
        <TeamDialog distributor={distributor} team={team} close={() => setAsking(false)} />
      )}
    </Card>
  )
}

function useDecisions(distributor: string, id: string) {
  const t = useWords(teamWords)
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['fit'] })
  const undo = useMutation({
    mutationFn: () => call.rollout.undoTeam({ distributor, id }),
    onSuccess: () => toast({ text: t.undone }),
    onSettled,
  })
  const decline = useMutation({
    mutationFn: () => call.rollout.decideTeam({ distributor, id, accepted: false }),
    onSuccess: () =>
      toast({ text: t.isDeclined, action: { label: t.undo, run: () => undo.mutate() } }),
    onSettled,
  })
  return { decline, undo }
}

function Evidence({ team }: { team: Team }) {
  const t = useWords(teamWords)
  const f = useFormats()
  const share = team.lines > 0 ? Math.floor((team.apartLines / team.lines) * 100) : 0
  const rows = [
    [t.brands, team.brands.join(', ')],
    [
      t.agents,
      team.agents.map((agent) => `${agent.name} (${f.count(agent.outlets, OUTLETS)})`).join(', '),
    ],
    [t.buyThem, f.count(team.outlets, OUTLETS)],
    [t.apart, f.count(team.apartOutlets, OUTLETS)],
    [t.share, `${share} % (${f.number(team.apartLines)} ${t.of} ${f.number(team.lines)})`],
    [t.period, `${f.day(team.firstDay)} – ${f.day(team.lastDay)}`],
  ] as const
  return <Facts rows={rows} />
}
